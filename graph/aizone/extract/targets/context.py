"""What a paragraph has said so far about its numbers: the year, the period, the scope and metric that still hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ...model import Baseline, Period, Span


@dataclass(slots=True)
class TargetContext:
    """What has been said so far and still holds."""

    end_year: int | None
    first_year: int | None
    announced: str | None = None  # '到2025年' holds to the end of the paragraph
    deadline: str | None = None
    past_year: str | None = None  # the last year said is over: numbers are baselines
    has_year: bool = False
    period: Period = "total"
    scope: str | None = None
    metric: str | None = None
    passed: Span | None = None  # the words without a number in front of the clause: '研发投入强度，2025年达到3%'
    is_counted: bool = False  # the clause before holds a target: '3个以上…的甲，5个以上…的乙'
    is_list: bool = False  # the clause before ended in a target
    baselines: dict[tuple[str, str], Baseline] = field(default_factory=dict)

    def begin_paragraph(self) -> None:
        """Forget everything but the baselines."""
        self.announced = None
        self.begin_sentence()

    def begin_sentence(self) -> None:
        """Forget what holds for one sentence only."""
        self.begin_part()
        self.deadline = self.announced or (None if self.end_year is None else str(self.end_year))
        self.past_year, self.has_year, self.metric = None, False, None

    def begin_part(self) -> None:
        """Forget what holds up to a semicolon."""
        self.period, self.scope, self.passed, self.is_list, self.is_counted = "total", None, None, False, False

    def see_year(self, text: str, found: re.Match[str]) -> None:
        """Take a year as the deadline of what follows, or as that of a baseline."""
        year = int(found["year"])
        announces = text[max(0, found.start() - 2) : found.start()].rstrip().endswith(("到", "至"))
        self.has_year = True
        if self.first_year is not None and year < self.first_year and not announces:
            self.past_year = found["year"]
            return
        self.past_year = None
        self.deadline = f"{year}-{int(found['month']):02d}" if found["month"] else str(year)
        if announces:
            self.announced = self.deadline
