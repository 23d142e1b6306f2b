"""A plan before it is stored: the reading, what a person decides about it, what that changes; then the storing.

Nothing is stored before `accept`. Decisions about names hold for all plans of a workspace, corrections for one plan; see
`verdicts.names` and `verdicts.readings`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from ..errors import RegistryError, UsageError
from ..extract import Knowledge
from ..model import Reading
from ..verdicts.attribution import Attribution
from ..verdicts.names import Decision
from ..verdicts.quote import squeeze
from ..verdicts.readings import Correction, in_force
from ..verdicts.rereading import resolver_for
from ..workspace import Workspace
from .ingest import IngestResult, store_plan
from .read import ReadPlan
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
    same = new.quote == old.quote and squeeze(new.written) == squeeze(old.written)
    return same and (new.kind == old.kind or "not-owner" in {new.kind, old.kind})


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A plan under review.

    `read` is what the document says, `plan` the same with all corrections, `stored` those the workspace already keeps and
    the draft does not withdraw.
    """

    read: Reading
    plan: ReadPlan
    stored: tuple[Correction, ...]
    draft: Draft

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

    Raises:
        UsageError: the slug is not valid.
        WorkspaceError: the slug belongs to another plan, or a file is damaged.
    """
    taken = slugs or Slugs(workspace)
    reviewed = []
    for reading, draft in zip(readings, drafts, strict=True):
        path = Path(reading.document.name)
        chosen, before = taken.choose(reading, path, wanted=slug, alone=len(readings) == 1)
        stored = tuple(one for one in workspace.corrections(chosen) if one.id not in draft.withdrawn)
        plan = ReadPlan(path, chosen, reading, keep_text, before)
        plan = plan.with_corrections(in_force((*stored, *draft.corrections)), knowledge.registry)
        reviewed.append(Reviewed(reading, plan, stored, draft))
    return tuple(reviewed)


def accept(
    workspace: Workspace, reviewed: Sequence[Reviewed], decisions: Sequence[Decision], made: Attribution
) -> list[IngestResult]:
    """Store plans that were reviewed, with what was decided about them.

    Every plan is checked first, and nothing is stored when one would break a rule. Then decisions go in, then corrections, then
    plans, each file whole or not at all: if it ends in between, `aizone rebuild` or another ingest applies what was decided.

    Args:
        workspace: where they go.
        reviewed: the plans.
        decisions: what was decided about names.
        made: who accepts them and when; stored corrections that the drafts withdraw are withdrawn by it.

    Raises:
        WorkspaceError: a plan would break a rule, or the folder cannot be written.
        RegistryError: a decision contradicts the registries.
    """
    for one in reviewed:
        store_plan(workspace, one.plan, dry_run=True)
    if decisions:
        workspace.record(workspace.name_ledger(), decisions)
    for one in reviewed:
        new, gone = one.draft.corrections, sorted(one.draft.withdrawn)
        if new or gone:
            workspace.record(workspace.correction_ledger(one.plan.slug), new, ended=dict.fromkeys(gone, made))
    return [store_plan(workspace, one.plan) for one in reviewed]


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
