"""A plan's metadata: title, number, issuer, date of issue, first and last year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model import Outline, Span, TextSpan
from ...text.lexicon.dates import FIVE_YEARS, FROM_TO, YEAR, YEAR_WORD, five_years_end
from ...text.plain_digits import plain_digits
from .imprint import find_issue_date, find_issuer, find_number
from .run_together import apart
from .title import find_title, joined, title_of_assignments

# '（2024—2026年）', and '(20242026年)' whose dash a copy has lost: a period in a title
_PERIOD = re.compile(rf"(?P<start>{YEAR})(?:\s?年?{FROM_TO}|(?={YEAR}\s?年))(?P<end>{YEAR})\s?年?")
# '2024年重点工作要点': the one year of a title
_YEAR = re.compile(rf"(?P<year>{YEAR}){YEAR_WORD}")
# '“十五五”数字经济发展规划': a five-year plan in a title
_FIVE_YEARS = re.compile(FIVE_YEARS)
# '到2026年，': a year to reach, in running text
_UNTIL = re.compile(rf"到\s?(?P<year>{YEAR})\s?年")
_TAIL_PARAGRAPHS = 6


@dataclass(frozen=True, slots=True)
class PlanMetadata:
    """The head of a plan, from its first lines and its signature, as written; `issued` is an ISO date, years are Gregorian."""

    title: str
    title_span: Span
    number: str | None
    issuer: str | None
    issuer_span: Span | None
    issued: str | None
    start: int | None
    end: int | None

    @property
    def first_year(self) -> int | None:
        """The year the plan begins: as its title says, else the year it was issued; earlier numbers are baselines."""
        return self.start or self._year_issued

    @property
    def this_year(self) -> int | None:
        """The year in which the plan speaks: the one it begins in, or a later one in which it was issued."""
        return max((year for year in (self.start, self._year_issued) if year is not None), default=None)

    @property
    def _year_issued(self) -> int | None:
        return int(self.issued[:4]) if self.issued else None


def read_metadata(outline: Outline, *, has_owners: bool) -> PlanMetadata | None:
    """Read a plan's metadata; None when nothing in the document looks like a plan's title.

    Args:
        outline: the document's structure.
        has_owners: whether it assigns work to owners; it is then a plan in any case, and its first line is its title.
    """
    text = outline.document.text
    lines = apart([TextSpan.at(text, span) for span in outline.preamble])
    title = find_title(lines) or (title_of_assignments(lines or _first_heading(outline)) if has_owners else None)
    if title is None:
        return None
    words = joined(title.words)
    tail = _tail(outline)
    date_line, issued = find_issue_date([*lines, *tail])
    issuer = find_issuer(lines, date_line) or find_issuer(tail, date_line)
    start, end = _find_period(text, words, issued)
    return PlanMetadata(
        title=words,
        title_span=title.span,
        number=find_number(lines),
        issuer=issuer.words if issuer is not None else None,
        issuer_span=issuer.span if issuer is not None else None,
        issued=issued,
        start=start,
        end=end,
    )


def _first_heading(outline: Outline) -> Sequence[TextSpan]:
    """The first heading of a document that begins with its first task: it has no other name."""
    return [TextSpan.at(outline.document.text, section.heading) for section in outline.sections[:1]]


def _tail(outline: Outline) -> Sequence[TextSpan]:
    """The last paragraphs of the document, where a signature may be."""
    bodies = [span for section in outline.walk() for span in section.body]
    return apart([TextSpan.at(outline.document.text, span) for span in bodies[-_TAIL_PARAGRAPHS:]])


def _find_period(text: str, title: str, issued: str | None) -> tuple[int | None, int | None]:
    """First and last year: from the title, else from the year of issue to the year the text says '到…年'."""
    title = plain_digits(title)
    span = _PERIOD.search(title)
    if span and int(span["start"]) <= int(span["end"]):
        return int(span["start"]), int(span["end"])
    single = _YEAR.search(title)
    if single:
        return int(single["year"]), int(single["year"])
    plan = _FIVE_YEARS.search(title)
    if plan:
        return five_years_end(plan.group()) - 4, five_years_end(plan.group())
    issue_year = int(issued[:4]) if issued else None
    until = [int(found["year"]) for found in _UNTIL.finditer(text)]
    last = max((year for year in until if issue_year is None or year >= issue_year), default=None)
    return issue_year, last if last is not None else issue_year
