"""The coordination brief: findings with the words of both sides, their owners, a proposal, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...analysis.findings.records import Finding
from ...i18n import Lang, Translate, translator
from ...projections.clauses import PlanClauses
from ...verdicts.kinds import VerdictKind
from ...verdicts.worklist import WorklistEntry
from ...wording import role_label
from ..desk.findings import (
    ClauseOwnerLine,
    FindingSide,
    class_name,
    names_of,
    nothing_found,
    sentence_of,
    sides_of,
    title_of,
    verdict_label,
    verdict_meaning,
)

_BETWEEN = {"zh": "、", "en": ", "}
_APART = {"zh": "；", "en": "; "}


@dataclass(frozen=True, slots=True)
class BriefedFinding:
    """A finding as a brief tells it: a line per measure with its words and owners, a proposal, and the decisions made."""

    title: str
    sentence: str
    class_name: str
    sides: tuple[tuple[str, str, str], ...]
    proposal: str
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoordinationBrief:
    """The findings of a plan, highest first, with how many are decided, and notes for the reader."""

    plan: str
    progress: str
    findings: tuple[BriefedFinding, ...]
    notes: tuple[str, ...]


def proposed(finding: Finding) -> VerdictKind:
    """The decision that a finding suggests, for people to discuss.

    Measures whose leads own them all together may stay as they are, unless they lead in turn; what a plan does not coordinate
    needs one lead said, or one piece of work made of it where it is the same thing.
    """
    held = finding.coordination
    if finding.finding_class == "duplication-candidate" and held.level in {"none", "outsider", "islands"}:
        return "merge"
    return "legitimate" if held.level in {"leader", "member"} and not held.is_swapped else "clarify"


def coordination_brief(
    plan: str, clauses: PlanClauses, entries: Sequence[WorklistEntry], lang: Lang
) -> CoordinationBrief:
    """The brief of some findings of a plan.

    Args:
        plan: its title.
        clauses: its measures, read in the language.
        entries: of its work list, highest first.
        lang: language of everything but the plan's own words.
    """
    _ = translator(lang)
    decided = sum(entry.state == "decided" for entry in entries)
    notes = []
    if any(entry.finding.coordination.is_inferred for entry in entries):
        notes.append(_("“(inferred)”: the plan does not say who leads; the unit is the first of its list."))
    if not clauses.holds_words:
        notes.append(_("The measures are given in our summary, not in the plan's own sentences."))
    notes.append(_("Proposals follow from rules, and are for people to decide."))
    return CoordinationBrief(
        plan=plan,
        progress=_("{decided} of {count} findings decided.").format(decided=decided, count=len(entries))
        if entries
        else nothing_found(clauses, _),
        findings=tuple(_briefed(entry, clauses, lang) for entry in entries),
        notes=tuple(notes),
    )


def _briefed(entry: WorklistEntry, clauses: PlanClauses, lang: Lang) -> BriefedFinding:
    _, names, finding = translator(lang), names_of(clauses), entry.finding
    kind = proposed(finding)
    return BriefedFinding(
        title=title_of(finding, names, lang),
        sentence=sentence_of(finding, names, lang),
        class_name=class_name(finding.finding_class, _),
        sides=tuple(_side(side, lang) for side in sides_of(finding, clauses, entry.changed)),
        proposal=_("{kind}: {meaning}").format(kind=verdict_label(kind, _), meaning=verdict_meaning(kind, _)),
        decisions=tuple(
            _("{kind} ({by}, {day}). {reason}")
            .format(
                kind=verdict_label(verdict.kind, _),
                by=verdict.made.by,
                day=verdict.made.when[:10],
                reason=verdict.made.why or "",
            )
            .strip()
            for verdict in entry.verdicts
        ),
    )


def _side(side: FindingSide, lang: Lang) -> tuple[str, str, str]:
    """The place of a measure, its words (or our summary), and its owners by role."""
    _ = translator(lang)
    by_role: dict[str, list[str]] = {}
    for owner in side.owners:
        by_role.setdefault(owner.role, []).append(_marked(owner, _))
    owners = [
        _("{role}: {units}").format(role=role_label(role, _), units=_BETWEEN[lang].join(units))
        for role, units in by_role.items()
    ]
    ours = side.summary or side.label
    return side.path, ours if lang == "en" else side.text or ours, _APART[lang].join(owners)


def _marked(owner: ClauseOwnerLine, _: Translate) -> str:
    if owner.role == "lead" and owner.standing == "inferred":
        return _("{unit} (inferred)").format(unit=owner.label)
    return owner.label
