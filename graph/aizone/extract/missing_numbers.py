"""Running numbers that skip some (1, 2, 3, 10), so that something may be missing between them, and numbers that come twice."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

from ..model import Issue, Numeral, Outline, Section, TaskFact
from ..outline.counting import value_of
from ..outline.placing import ROW_STYLE

_FEWEST = 2
"""Sections before a gap; a list whose second number is far from its first is none."""
_MOST_MISSING = 200
_CHAPTERS = frozenset({"part", "chapter", "cn_comma"})
_ALONE = _CHAPTERS | {ROW_STYLE}
"""Styles that nothing else is numbered with: a single one before a gap is enough."""


def missing_numbers(outline: Outline) -> list[Issue]:
    """The gaps in the counts of an outline, each at the section after it.

    A count that begins again in the next part is no gap, and neither is one that runs on through several parts.
    """
    return [issue for siblings in outline.families() for issue in _gaps(siblings)]


def _in_count(siblings: Sequence[Section]) -> Sequence[Section]:
    """The sections in the order of their numbers, where those of tables side by side alternate in the text: 1, 3, 5, 2, 4, 6."""
    rows = [one for one in siblings if one.style == ROW_STYLE]
    if len(rows) < len(siblings):
        return siblings
    values = {one.mark.start: value_of(one.path[-1]) or 0 for one in rows}
    steps = [later - before for before, later in itertools.pairwise(values.values())]
    alternate = any(step > 1 for step in steps) and any(step < 0 for step in steps)
    if not alternate or len(set(values.values())) < len(rows):
        return siblings
    return sorted(rows, key=lambda one: values[one.mark.start])


def _gaps(siblings: Sequence[Section]) -> Iterator[Issue]:
    last: dict[str, tuple[int, int]] = {}  # by style: the last number, and how many came one after the other
    for section in _in_count(siblings):
        value = value_of(section.path[-1])
        if value is None:
            continue
        before, run = last.get(section.style, (0, 0))
        missing = value - before - 1
        fewest = 1 if before == 1 and section.style in _ALONE else _FEWEST  # '一、', '三、'
        if run >= fewest and 0 < missing <= _MOST_MISSING:
            first = before + 1
            which = str(first) if missing == 1 else f"{first}—{value - 1}"
            message = {
                "zh": f"序号从{before}跳到{value}，缺{which}。",
                "en": f"The numbers go from {before} to {value}; {which.replace('—', '-')} {'is' if missing == 1 else 'are'} missing.",
            }
            yield Issue("numbers-missing", message, section.mark or section.heading)
        last[section.style] = (value, run + 1 if value > before else 1)


def repeated_numbers(tasks: Iterable[TaskFact]) -> Iterator[Issue]:
    """Tasks whose path an earlier one has already, as where numbers begin again without a part of their own: an issue for each row of them."""
    seen: set[Numeral] = set()
    run: list[TaskFact] = []
    for task in tasks:
        if task.path in seen:
            run.append(task)
            continue
        seen.add(task.path)
        if run:
            yield _repeated(run)
            run = []
    if run:
        yield _repeated(run)


def _repeated(run: Sequence[TaskFact]) -> Issue:
    path, section = "/".join(run[0].path), run[0].section
    more = {"zh": f"，其后共{len(run)}项如此", "en": f", and so do {len(run)} tasks in all"} if len(run) > 1 else {}
    message = {
        "zh": f"编号“{path}”前面已经用过{more.get('zh', '')}；按先后区分。",
        "en": f"The number '{path}' has come before{more.get('en', '')}; they are kept apart by their order.",
    }
    return Issue("numbers-repeated", message, section.mark or section.heading)
