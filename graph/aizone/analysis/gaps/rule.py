"""The records of the linter: a rule, a gap that it found, and the count of what it looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...model.kinds import Severity
from ...projections.gap_facts import GapFacts
from ..measures import DeclaredMeasure, MeasureParameter

_HABIT = 0.8
_FEWEST_OF_A_HABIT = 4


@dataclass(frozen=True, slots=True)
class Gap:
    """One case: `node` is where to look (a CURIE), `others` the units, things or measures it is about.

    `details` fill the placeholders of the rule's message; `cases` are how many of what the rule looked at it stands for.
    """

    node: str
    others: tuple[str, ...] = ()
    details: Mapping[str, str | int | float] = field(default_factory=dict)
    cases: int = 1


@dataclass(frozen=True, slots=True)
class Checked:
    """The cases that a rule found among `count` that it looked at; `count` is 0 where a plan has nothing of the kind."""

    count: int
    gaps: tuple[Gap, ...]

    @property
    def cases(self) -> int:
        """The number of gaps, more than there are lines where one line stands for several."""
        return sum(gap.cases for gap in self.gaps)

    @property
    def clean(self) -> float:
        """The share of what was looked at in which nothing was found, in [0, 1]; 1 when there was nothing."""
        return 1 - sum({gap.node: gap.cases for gap in self.gaps}.values()) / self.count if self.count else 1.0

    @property
    def is_habit(self) -> bool:
        """True if the plan is written like this: nearly all that was looked at has the gap, so that it is one question for the plan."""
        return self.cases >= _FEWEST_OF_A_HABIT and self.cases >= _HABIT * self.count


@dataclass(frozen=True, slots=True)
class GapRule(DeclaredMeasure):
    """A declared measure that finds gaps.

    `severity` is a SHACL severity: Violation where responsibility is missing, Warning where it is unclear, Info where somebody
    may want to look. `message` says what one gap is, with placeholders for its details; `fix` what to do about it.
    """

    severity: Severity
    message: Mapping[str, str]
    fix: Mapping[str, str]

    def check(self, facts: GapFacts) -> Checked:
        """The gaps of one plan, with the rule's default parameters."""
        found: Checked = self.function(facts)
        return found


FACTS = MeasureParameter("facts", "plan", None, {"zh": "方案", "en": "the plan"})
MEASURES_UNIT = {"zh": "项措施", "en": "measures"}
