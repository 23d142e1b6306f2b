"""The work list of findings as rows to fill in: what was found, and four cells for what is decided about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...i18n import Lang, Translate, translator
from ...projections.clauses import PlanClauses
from ...verdicts.worklist import WorklistEntry
from ..desk.findings import class_name, names_of, sentence_of, sides_of, verdict_label

KIND = 5
"""The first column that people fill in: kind, reason, who, date."""


@dataclass(frozen=True, slots=True)
class WorklistTable:
    """Heads and rows of text: id, finding, class, measures, leads, then kind, reason, who and date of each verdict in force.

    A finding without a verdict has one row, one with verdicts a row for each, so that none of them is lost.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def worklist_table(title: str, clauses: PlanClauses, entries: Sequence[WorklistEntry], lang: Lang) -> WorklistTable:
    """The rows of some findings of a plan.

    Args:
        title: of the plan.
        clauses: its measures, read in the language.
        entries: of its work list, highest first.
        lang: language of heads and sentences.
    """
    _ = translator(lang)
    rows: list[tuple[str, ...]] = []
    names = names_of(clauses)
    for entry in entries:
        finding, sides = entry.finding, sides_of(entry.finding, clauses)
        leads = [owner for side in sides for owner in side.owners if owner.role == "lead"]
        inferred = {owner.unit for owner in leads} - {owner.unit for owner in leads if owner.standing != "inferred"}
        found = (
            finding.id,
            sentence_of(finding, names, lang),
            class_name(finding.finding_class, _),
            "\n".join(f"{side.path} {side.label}" for side in sides),
            "\n".join(
                _("{unit} (inferred)").format(unit=names[unit]) if unit in inferred else names[unit]
                for unit in finding.coordination.leads
            ),
        )
        if not entry.verdicts:
            rows.append((*found, "", "", "", ""))
        for verdict in entry.verdicts:
            made = verdict.made
            when = made.when.replace("T", " ").removesuffix("Z")
            rows.append((*found, verdict_label(verdict.kind, _), made.why or "", made.by, when))
    return WorklistTable(title, worklist_heads(_), tuple(rows))


def worklist_heads(_: Translate) -> tuple[str, ...]:
    """The heads of the columns."""
    return (_("ID"), _("Finding"), _("Class"), _("Measures"), _("Leads"), _("Verdict"), _("Reason"), _("Decided by"), _("Date"))  # fmt: skip
