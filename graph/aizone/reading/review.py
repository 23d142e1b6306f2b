"""A plan before it is stored: the reading, what a person decides about it, what that changes; then the storing.

Nothing is stored before `accept`. Decisions about names hold for all plans of a workspace, corrections for one plan; see
`verdicts.names` and `verdicts.readings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad

from ..errors import N_, MeanwhileError, RegistryError, UsageError
from ..extract import AS_WRITTEN, Knowledge
from ..model import DecidedHead, Reading
from ..verdicts.attribution import Attribution
from ..verdicts.heads import decided_head
from ..verdicts.ledger import Ledger
from ..verdicts.names import Decision, described_by
from ..verdicts.quote import squeeze
from ..verdicts.readings import OF_HEAD, Correction, in_force
from ..verdicts.rereading import resolver_for
from ..workspace import Workspace
from ..workspace.files import NewPlan
from .ingest import TRIES, IngestResult, checked_plan
from .read import PlanPart, ReadPlan
from .read import read_part as read_again
from .slugs import Slugs


@dataclass(frozen=True, slots=True)
class Draft:
    """Decisions of a person about one plan that are not stored yet; `withdrawn` are ids of stored corrections."""

    corrections: tuple[Correction, ...] = ()
    withdrawn: frozenset[str] = frozenset()

    def with_correction(self, correction: Correction, *, stored: Iterable[Correction] = ()) -> Draft:
        """This draft with one more correction; it replaces what the draft, or the workspace, says about the same owner."""
        kept = tuple(one for one in self.corrections if not _replaces(correction, one))
        gone = {one.id for one in stored if _replaces(correction, one)}
        return Draft((*kept, correction), self.withdrawn | gone)

    def without(self, correction_id: str) -> Draft:
        """This draft without a correction: one of its own is dropped, a stored one withdrawn."""
        kept = tuple(one for one in self.corrections if one.id != correction_id)
        if len(kept) < len(self.corrections):
            return replace(self, corrections=kept)
        return replace(self, withdrawn=self.withdrawn | {correction_id})


def _replaces(new: Correction, old: Correction) -> bool:
    if new.kind in OF_HEAD or old.kind in OF_HEAD:
        return new.kind == old.kind
    same = new.quote == old.quote and squeeze(new.written) == squeeze(old.written)
    return same and (new.kind == old.kind or "not-owner" in {new.kind, old.kind})


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A plan under review.

    `as_read` is what the document says by `knowledge`, `read` the same with the head as it was corrected, so that names mean what
    the plan's place says, `plan` that with all corrections. `stored` are those the workspace already keeps and the draft does not
    withdraw. `names_known` are the ids of the decisions about names on file.
    """

    as_read: Reading
    read: Reading
    plan: ReadPlan
    stored: tuple[Correction, ...]
    draft: Draft
    knowledge: Knowledge
    names_known: frozenset[str] = frozenset()

    @property
    def not_applied(self) -> tuple[Correction, ...]:
        """The corrections whose words are gone."""
        return self.plan.not_applied

    @property
    def before(self) -> frozenset[Quad]:
        """The quads of the plan as it is stored; none when it is new."""
        return self.plan.before.quads if self.plan.before is not None else frozenset()


def review(
    workspace: Workspace,
    readings: Sequence[Reading],
    drafts: Sequence[Draft],
    knowledge: Knowledge,
    *,
    slugs: Slugs | None = None,
    slug: str | None = None,
    keep_text: bool = True,
    read_part: Callable[[PlanPart, DecidedHead], Reading] | None = None,
) -> tuple[Reviewed, ...]:
    """The plans of one document as they would be in a workspace.

    Args:
        workspace: where they would go.
        readings: p plans of one document, as read.
        drafts: p drafts, in the same order.
        knowledge: what they were read with.
        slugs: the slugs that are taken, by the workspace and by plans of other documents that were reviewed before.
        slug: the slug of its one plan; chosen when None.
        keep_text: whether sentences are stored.
        read_part: reads a plan of the document again with another head; a caller may remember what it gave.

    Raises:
        UsageError: the slug is not valid.
        WorkspaceError: the slug belongs to another plan, or a file is damaged.
    """
    taken = slugs or Slugs(workspace)
    again = read_part or (lambda part, head: read_again(readings[part.index].document, knowledge, part, head))
    names_known = frozenset(decision.id for decision in workspace.name_ledger().read())
    reviewed = []
    for index, (reading, draft) in enumerate(zip(readings, drafts, strict=True)):
        path, alone, part = Path(reading.document.name), len(readings) == 1, PlanPart(index, len(readings))
        known = taken.known(reading, alone=alone) if slug is None else None
        head = decided_head(draft.corrections)
        named = reading if known is not None or head == AS_WRITTEN else again(part, head)
        chosen, before = taken.choose(reading if known is not None else named, path, wanted=slug, alone=alone)
        stored = tuple(one for one in workspace.corrections(chosen) if one.id not in draft.withdrawn)
        corrections = in_force((*stored, *draft.corrections))
        head = decided_head(corrections)
        read = reading if head == AS_WRITTEN else again(part, head)
        plan = ReadPlan(path, chosen, read, keep_text, before, part=part)
        plan = plan.with_corrections(corrections, knowledge.registry)
        reviewed.append(Reviewed(reading, read, plan, stored, draft, knowledge, names_known))
    return tuple(reviewed)


def accept(
    workspace: Workspace, reviewed: Sequence[Reviewed], decisions: Sequence[Decision], made: Attribution
) -> list[IngestResult]:
    """Store plans that were reviewed, with what was decided about them.

    Every plan is checked first, and nothing is stored when one would break a rule. Decisions, corrections and plans go in
    together, all or nothing. What others decided about other owners since the review holds as well.

    Args:
        workspace: where they go.
        reviewed: the plans.
        decisions: what was decided about names.
        made: who accepts them and when; stored corrections that the drafts withdraw are withdrawn by it.

    Raises:
        WorkspaceError: a plan would break a rule, or the folder cannot be written.
        RegistryError: a decision contradicts the registries.
        MeanwhileError: others decided about the same since the review, or stored another document; says what.
    """
    beside = described_by(decisions)
    for _again in range(TRIES):
        checked = [_checked(workspace, one, beside) for one in reviewed]
        ledgers: list[tuple[Ledger[Any], Sequence[Any], Mapping[str, Attribution]]] = []
        if decisions:
            ledgers.append((workspace.name_ledger(), decisions, {}))
        for one in reviewed:
            new, gone = one.draft.corrections, sorted(one.draft.withdrawn)
            if new or gone:
                ledgers.append((workspace.correction_ledger(one.plan.slug), new, dict.fromkeys(gone, made)))
        try:
            workspace.store_plans([plan for _record, plan in checked if plan is not None], ledgers, act="accept")
        except MeanwhileError as error:
            failed = error
        else:
            return [record for record, _plan in checked]
    raise failed


def _checked(workspace: Workspace, one: Reviewed, beside: bytes) -> tuple[IngestResult, NewPlan | None]:
    """A reviewed plan as it is to be stored now, with what others have decided since it was reviewed.

    Raises:
        MeanwhileError: they decided about the same owner, about names, or stored another document; says what.
    """
    slug, where = one.plan.slug, str(workspace.paths.root)
    decided = workspace.decided(slug)
    if decided.names != one.knowledge.decided:
        others = [new for new in workspace.name_ledger().read() if new.id not in one.names_known]
        raise _decided_meanwhile(where, [(new.made.by, _said_of(new)) for new in others])
    now = workspace.corrections(slug)
    known = {*one.draft.withdrawn, *(correction.id for correction in one.stored)}
    others_now = [correction for correction in now if correction.id not in known]
    clash = [new for new in others_now if any(_replaces(mine, new) for mine in one.draft.corrections)]
    if clash:
        raise _decided_meanwhile(where, [(new.made.by, new.written) for new in clash])
    stored = workspace.stored_plan(slug, seen=one.plan.before)
    if stored is None and one.plan.before is not None:
        raise MeanwhileError(
            where,
            N_("somebody removed '{slug}' in the meantime; nothing was stored."),
            N_("Look at the plan again, then store it."),
            slug=slug,
        )
    before = one.plan.before.digest if one.plan.before is not None else None
    if stored is not None and stored.digest not in {before, one.read.document.sha256}:
        raise MeanwhileError(
            where,
            N_("another document was stored as '{slug}' in the meantime; nothing was stored."),
            N_("Look at the plan again, then store it."),
            slug=slug,
        )
    kept = tuple(correction for correction in now if correction.id not in one.draft.withdrawn)
    plan = one.plan
    if kept != one.stored:
        plan = replace(plan, reading=one.as_read, applied=(), not_applied=())
        plan = plan.corrected(in_force((*kept, *one.draft.corrections)), one.knowledge)
    return checked_plan(workspace, plan, decided=decided, beside=beside)


def _said_of(decision: Decision) -> str:
    return decision.object if isinstance(decision.object, str) else decision.object.value


def _decided_meanwhile(where: str, decided: Sequence[tuple[str, str]]) -> MeanwhileError:
    return MeanwhileError(
        where,
        N_("in the meantime somebody else decided about the same: {decided}; nothing was stored."),
        N_("Look at the plan again, then store it."),
        decided=", ".join(f"{name} ({by})" for by, name in decided),
    )


def decide_name(
    reading: Reading,
    knowledge: Knowledge,
    written: str,
    unit: NamedNode,
    load: Callable[[Sequence[Decision]], Knowledge],
    *,
    pending: Sequence[Decision],
    made: Attribution,
) -> tuple[Decision, ...] | None:
    """The decisions that make a name of a plan mean a unit, for all plans of the workspace.

    Args:
        reading: the plan, as read.
        knowledge: what it was read with.
        written: the name as the plan writes it.
        unit: the unit.
        load: gives the knowledge with more decisions; see `draft_knowledge`.
        pending: decisions made before.
        made: who decides, when and why.

    Returns:
        all decisions, the pending ones included. None when no decision about the name alone can do it, because a name means
        only units of the plan's own place (not a province's unit in a city's plan); a correction of the one list can.
    """
    now = resolver_for(reading, knowledge.registry).resolve(written)
    new: list[Decision] = []
    if now.kind == "unit" and now.unit is not None and now.unit != unit:
        new.append(Decision("not-same", now.unit, written, made))
    new.append(Decision("alias", unit, written, made))
    decided = (*pending, *new)
    try:
        grown = load(decided)
    except (UsageError, RegistryError):
        return None
    return decided if resolver_for(reading, grown.registry).resolve(written).unit == unit else None
