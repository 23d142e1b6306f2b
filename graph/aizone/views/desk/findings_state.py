"""The controls of the findings page as the address holds them, so that a copied link opens the same list and finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...analysis.findings.records import FINDING_CLASSES, RULE_IDS, FindingClass, RuleId
from ...verdicts.kinds import OPEN_STATES, WORK_STATES, WorkState
from ...verdicts.worklist import WorklistEntry

OPEN = "open"
"""The filter of findings that still need a decision, whatever their state."""


@dataclass(frozen=True, slots=True)
class FindingsState:
    """The controls.

    `plan` is a CURIE ('' for the first plan); `finding` the id of the one shown ('' for the first of the list); `state` a state
    of the work, `OPEN` or '' for all; `classed` and `rule` '' for all; `unit` a unit whose measures must be among them.
    """

    plan: str = ""
    finding: str = ""
    state: WorkState | str = ""
    classed: FindingClass | str = ""
    rule: RuleId | str = ""
    unit: str = ""

    def but(self, **changes: Any) -> FindingsState:  # noqa: ANN401 # fields of its own
        """The same controls with some changed."""
        return replace(self, **changes)

    @property
    def is_filtered(self) -> bool:
        """True if the list may leave findings out."""
        return bool(self.state or self.classed or self.rule or self.unit)


def from_params(params: Mapping[str, Sequence[str]]) -> FindingsState:
    """Read query parameters; what is not understood has its default.

    Args:
        params: each name with its values.
    """

    def one(name: str, known: Sequence[str] = ()) -> str:
        value = next(iter(params.get(name, ())), "")
        return value if not known or value in known else ""

    return FindingsState(
        plan=one("plan"),
        finding=one("id").rsplit("/", 1)[-1].lower(),
        state=one("state", (*WORK_STATES, OPEN)),
        classed=one("class", FINDING_CLASSES),
        rule=one("rule", RULE_IDS),
        unit=one("unit"),
    )


def to_params(state: FindingsState) -> list[tuple[str, str]]:
    """Query parameters in a fixed order; what has its default value is left out."""
    found = [
        ("plan", state.plan),
        ("id", state.finding),
        ("state", state.state),
        ("class", state.classed),
        ("rule", state.rule),
        ("unit", state.unit),
    ]
    return [(name, value) for name, value in found if value]


def chosen(
    entries: Sequence[WorklistEntry], state: FindingsState, owners: Mapping[str, frozenset[str]]
) -> tuple[WorklistEntry, ...]:
    """The findings that the controls leave.

    Args:
        entries: all findings of the plan.
        state: the controls.
        owners: the units of each measure.
    """
    return tuple(
        entry
        for entry in entries
        if (not state.state or entry.state == state.state or (state.state == OPEN and entry.state in OPEN_STATES))
        and state.classed in {"", entry.finding.finding_class}
        and state.rule in {"", entry.finding.rule}
        and (not state.unit or any(state.unit in owners[item] for item in entry.finding.items))
    )


def next_open(entries: Sequence[WorklistEntry], now: str) -> str:
    """The id of the finding to look at after one: the next that needs a decision, from the top again at the end.

    Args:
        entries: the list.
        now: the id of the one shown.

    Returns:
        '' when no other one needs a decision.
    """
    ids = [entry.finding.id for entry in entries]
    place = ids.index(now) + 1 if now in ids else 0
    around = (*entries[place:], *entries[:place])
    return next(
        (one.finding.id for one in around if one.state in {"undecided", "changed"} and one.finding.id != now), ""
    )
