"""The state of a paragraph: the year, period, scope and metric that earlier words set for the numbers that follow.

Nothing here changes: each sentence, clause and year gives the next value.
"""

from __future__ import annotations

import re

from msgspec import Struct, structs

from ...model import Baseline, Period, Span
from ...text.lexicon.dates import five_years_end
from ..fired import Fired

_PLAN_END = Fired("target-year-of-plan")
"""The plan's last year is the deadline."""


class Years(Struct, frozen=True, gc=False):
    """The years that date the numbers after them.

    `first` is the plan's first year, `last` by when it ends, or the work that the numbers are of; `last_by` says which.
    `announced` ('到2025年') holds to the end of its paragraph, `deadline` for the numbers that follow, `by` says which words
    gave it. `past` is the last year said when it is over, so that numbers are baselines. `is_said` is set when the
    sentence has named a year.
    """

    first: int | None
    last: str | None
    announced: str | None = None
    announced_by: Fired = _PLAN_END
    deadline: str | None = None
    by: Fired = _PLAN_END
    past: str | None = None
    is_said: bool = False
    last_by: Fired = _PLAN_END

    def at_paragraph(self) -> Years:
        """The years at the beginning of a paragraph."""
        return Years(self.first, self.last, None, _PLAN_END, self.last, self.last_by, last_by=self.last_by)

    def _in_month(self, found: re.Match[str]) -> Years:
        """The years after a month without a year: one of the year said in the sentence, or of a plan of one year."""
        year = self.deadline[:4] if self.deadline is not None and self.is_said else None
        if year is None and self.first is not None and self.last == str(self.first):
            year = self.last
        if year is None or self.past is not None:
            return self
        deadline = f"{year}-{int(found['month']):02d}"
        return structs.replace(self, deadline=deadline, by=Fired("target-year", *found.span()), is_said=True)

    def at_sentence(self) -> Years:
        """The years at the beginning of a sentence that goes on with its paragraph."""
        if self.announced is None:
            return self.at_paragraph()
        return Years(
            self.first,
            self.last,
            self.announced,
            self.announced_by,
            self.announced,
            self.announced_by,
            last_by=self.last_by,
        )

    def after(self, found: re.Match[str]) -> Years:
        """The years after one more: the deadline of what follows, or the year of a baseline."""
        if not found["year"]:
            return self._in_month(found)
        year, text = int(year_of(found["year"])), found.string
        announces = text[max(0, found.start() - 2) : found.start()].rstrip().endswith(("到", "至"))
        if self.first is not None and year < self.first and not announces:
            return Years(
                self.first,
                self.last,
                self.announced,
                self.announced_by,
                self.deadline,
                self.by,
                str(year),
                True,
                self.last_by,
            )
        deadline = f"{year}-{int(found['month']):02d}" if found["month"] else str(year)
        by = Fired("target-year-announced" if announces else "target-year", *found.span())
        announced, announced_by = (deadline, by) if announces else (self.announced, self.announced_by)
        return Years(self.first, self.last, announced, announced_by, deadline, by, None, True, self.last_by)


def year_of(said: str) -> str:
    """The year that was said: in digits, or as the end of a five-year plan ('“十四五”末')."""
    return said if said.isdigit() else str(five_years_end(said))


class Said(Struct, frozen=True, gc=False):
    """The words said so far that still hold.

    `scope` is the part of the field that was named ('其中智能语音领域') at `scope_at`, `metric` what the last number counts. `is_counted` is
    set when the clause before holds a target ('3个以上…的甲，5个以上…的乙'), `is_list` when it ended in one, `is_cell` at the beginning of a cell
    of a column of targets. `baselines` are values of past years, by metric and unit, `counted` the metrics of the sentence so far, `starts_from`
    a value before a comma that the next number starts from.
    """

    years: Years
    baselines: dict[tuple[str, str], Baseline]
    metric: str | None = None
    period: Period = "total"
    period_by: Fired | None = None
    scope: str | None = None
    scope_by: Fired | None = None
    scope_at: Span | None = None
    is_counted: bool = False
    is_list: bool = False
    is_cell: bool = False
    counted: tuple[str, ...] = ()
    starts_from: Baseline | None = None

    def at_paragraph(self) -> Said:
        """The state at the beginning of a paragraph: the baselines are kept."""
        return Said(self.years.at_paragraph(), self.baselines)

    def at_sentence(self) -> Said:
        """The state at the beginning of a sentence: announced years and baselines are kept."""
        return Said(self.years.at_sentence(), self.baselines)

    def at_part(self) -> Said:
        """The state after a semicolon: years and metric are kept, too."""
        return Said(self.years, self.baselines, self.metric)
