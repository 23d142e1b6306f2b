"""Issues noticed while reading, for a person who checks a plan: by code, each with its words and its owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...i18n import Lang
from ...model import ISSUE_CODES, Issue, Reading, Span
from .owner import Passage, in_measure, written_in

_AROUND = 60
"""Characters shown before and after a passage that is outside every measure."""


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One thing to check, where it was met first.

    `key` is the measure or owner it is about ('' for none), `keys` those of all places where the same was met.
    """

    message: str
    passage: Passage | None
    key: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssueGroup:
    """All issues of one code: what they have in common, and what a reader can do about them."""

    code: str
    title: str
    cure: str
    severity: str
    lines: tuple[IssueLine, ...]


def group_issues(read: Reading, found: Sequence[Issue], lang: Lang) -> Iterator[IssueGroup]:
    """Issues by code, warnings before hints, each group in the order of the document."""
    groups: dict[str, list[Issue]] = {}
    for issue in found:
        groups.setdefault(issue.code, []).append(issue)
    order = {"Violation": 0, "Warning": 1, "Info": 2}
    for code, issues in sorted(
        groups.items(), key=lambda group: (order[ISSUE_CODES[group[0]].severity], -len(group[1]))
    ):
        lines = tuple(_by_message([_issue(read, issue, lang) for issue in issues]))
        declared = ISSUE_CODES[code]
        yield IssueGroup(code, declared.title[lang], declared.cure[lang], declared.severity, lines)


def _by_message(lines: Sequence[IssueLine]) -> Iterator[IssueLine]:
    """One line for all places at which the same was noticed, the most frequent first."""
    places: dict[str, list[IssueLine]] = {}
    for line in lines:
        places.setdefault(line.message, []).append(line)
    for same in sorted(places.values(), key=len, reverse=True):
        yield replace(same[0], keys=tuple(line.key for line in same))


def _issue(reading: Reading, issue: Issue, lang: Lang) -> IssueLine:
    span = issue.span
    if span is None:
        return IssueLine(issue.message[lang], None, "", ("",))
    for at, task in enumerate(reading.tasks):
        for number, measure in enumerate(task.measures):
            if any(part is not None and part.contains(span) for part in (measure.span, measure.owner_list)):
                places = list(written_in(measure))
                owner = next((i for i, place in enumerate(places) if place[1:] == (span.start, span.end)), None)
                key = f"{at}.{number}" if owner is None else f"{at}.{number}.{owner}"
                return IssueLine(issue.message[lang], in_measure(reading, measure, span), key, (key,))
    whole = len(reading.document.text)
    passage = Passage(
        reading.words(Span(max(0, span.start - _AROUND), span.start)),
        reading.words(span),
        reading.words(Span(span.end, min(whole, span.end + _AROUND))),
    )
    return IssueLine(issue.message[lang], passage, "", ("",))
