"""The work list of a plan: its findings, each with what people decided about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..analysis.findings.records import Finding
from ..projections.clauses import PlanClauses
from .findings import FindingVerdict, changed_since, seen
from .kinds import WorkState


@dataclass(frozen=True, slots=True)
class WorklistEntry:
    """A finding with the verdicts on it in force, the latest first.

    There are several where two people decided without seeing each other's; `changed` are the measures (CURIEs) that are not
    what they were at the latest.
    """

    finding: Finding
    verdicts: tuple[FindingVerdict, ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def verdict(self) -> FindingVerdict | None:
        """The latest verdict; None when there is none."""
        return self.verdicts[0] if self.verdicts else None

    @property
    def state(self) -> WorkState:
        """The place of a finding in the work: undecided, put off, decided, or changed since it was decided."""
        if self.verdict is None:
            return "undecided"
        if self.changed:
            return "changed"
        return "later" if self.verdict.kind == "later" else "decided"

    @property
    def is_disputed(self) -> bool:
        """True if verdicts in force differ."""
        return len({verdict.kind for verdict in self.verdicts}) > 1


@dataclass(frozen=True, slots=True)
class Worklist:
    """The findings of a plan, highest first, and the verdicts on findings that the plan does not give any more."""

    clauses: PlanClauses
    entries: tuple[WorklistEntry, ...]
    gone: tuple[FindingVerdict, ...] = ()

    def count(self, state: WorkState) -> int:
        """The number of findings in a state."""
        return sum(entry.state == state for entry in self.entries)


def build_worklist(clauses: PlanClauses, findings: Sequence[Finding], verdicts: Iterable[FindingVerdict]) -> Worklist:
    """Put findings and verdicts together.

    Args:
        clauses: the measures of the plan, as they are.
        findings: of the plan, highest first.
        verdicts: of the plan, those in force, the earliest first.
    """
    given: dict[str, list[FindingVerdict]] = defaultdict(list)
    for verdict in verdicts:
        given[verdict.finding].insert(0, verdict)
    known = {clause.item: clause for clause in clauses.clauses}
    entries = []
    for finding in findings:
        latest_first = tuple(given.pop(finding.id, ()))
        changed = changed_since(latest_first[0], [seen(known[item]) for item in finding.items]) if latest_first else ()
        entries.append(WorklistEntry(finding, latest_first, changed))
    return Worklist(clauses, tuple(entries), tuple(verdict for rest in given.values() for verdict in rest))
