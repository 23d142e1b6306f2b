"""Task tables, recognised by their header: columns with a meaning, and the rows below; `placing` puts them in the outline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..model import Span, Table, TableOwners
from ..text.indicator_headers import is_indicator_header
from ..text.lexicon.dates import DATE, YEAR
from ..text.table_headers import Column, ColumnKind, read_header
from ..text.table_marks import is_body_name, is_mark, may_be_mark, read_key, role_word
from ..text.titles import ends_in_issuer
from ..units.usual_bodies import names_field
from .several_tables import HEADER_ROWS, LONGEST_HEADER, assigns, cut_at_second_header, cut_side_by_side, header_columns
from .table_rows import adds_up, owners_in_words
from .turned_tables import of_unit_rows, read_cards, read_labelled_rows, turned

_LONGEST_CAPTION = 40
# '市数据局', '责任单位：市数据局', '市数据局任务清单', '一、市数据局': the line above a table that is for one unit
_FOR_UNIT = re.compile(
    r"\s*(?:[一二三四五六七八九十\d]{1,3}[、.．]\s?)?(?:(?P<label>[\u4e00-\u9fff]{2,6})[：:]\s?)?(?P<unit>[\u4e00-\u9fff]{3,20}?)"
    rf"(?:{YEAR}年)?(?:年度)?(?:重点|主要|工作)*(?:任务|工作|事项)?(?:清单|分解表|分工表|台账|一览表)?\s*"
)
# '2024年3月28日': the date under the body that issued a document
_DATE_LINE = re.compile(rf"\s*[（(]?{DATE}[)）]?\s*")
# '云江市人民政府办公室': a line that names who issued a document rather than whom a table is for
_ISSUES = re.compile(r"(?:人民政府|政府办公[室厅])\s*$")
# '建设平台': a letter of what is done, but none of a telephone number
_WORDS = re.compile("[\u4e00-\u9fff]")
_LONGEST_MEASURE = 8
_LONGEST_BARE = 2
"""Code points; a header as short as '单位' may mean something else than owners."""
_FEWEST_WORDS = 4
"""Code points of a cell that says what is done, on average."""


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table that assigns tasks: the c columns of its header, with their words, and the rows below; `span` covers all."""

    span: Span
    columns: tuple[Column | None, ...]
    headers: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]
    owner: TableOwners | None = None  # the unit that all of it is for, where it has no column of owners
    is_cards: bool = False  # a row is a card, whose number goes on from the card before it


def as_task_tables(text: str, table: Table) -> list[TaskTable]:
    """The task tables that a table is: none, one, or several side by side, each with a header of its own."""
    if table.rows and _may_be_turned(text, table):
        cards = read_cards(text, table)
        if cards is not None:
            span = Span(min(cards.headers).start, table.span.end)
            return [TaskTable(span, cards.columns, cards.headers, cards.rows, is_cards=True)]
    parts: list[Table] = []
    rest: Table | None = table
    while rest is not None:
        above, rest = cut_at_second_header(text, rest)
        parts.append(above)
    if len(parts) > 1:
        return [one for list_of_tasks in parts for one in as_task_tables(text, list_of_tasks)]
    for part in cut_side_by_side(text, table):
        if len(part) > 1:
            found = [as_task_table(text, one) for one in part]
            if all(one is not None for one in found):
                return [one for one in found if one is not None]
    whole = as_task_table(text, table)
    if whole is None and _may_be_turned(text, table) and (other := turned(text, table)) is not None:
        whole = _turned_table(text, other)
    if whole is None and (labelled := read_labelled_rows(text, table)) is not None:
        span = Span(min(labelled.headers).start, table.span.end)
        return [TaskTable(span, labelled.columns, labelled.headers, labelled.rows, is_cards=True)]
    if whole is None and (other := of_unit_rows(text, table)) is not None:
        whole = _marked_table(other)
    return [whole] if whole is not None else []


def _marked_table(table: Table) -> TaskTable:
    """A table whose first column are tasks and whose others are units, as `of_unit_rows` turns it."""
    header, *rows = table.rows
    columns = (Column("task"), *(Column("unit") for _ in header[1:]))
    start = min(cell.start for row in table.rows for cell in row if cell)
    return TaskTable(Span(start, table.span.end), columns, header, tuple(rows))


def _may_be_turned(text: str, table: Table) -> bool:
    """A cheap first look: the first cells of two of the first rows are headers."""
    firsts = [row[0] for row in table.rows[:HEADER_ROWS] if row and row[0]]
    return sum(len(cell) <= LONGEST_HEADER and read_header(cell.of(text)) is not None for cell in firsts) > 1


def _turned_table(text: str, table: Table) -> TaskTable | None:
    """A table with its columns as rows, as a task table; a header that is not known is one of owners where all its cells are bodies."""
    header, *rows = table.rows
    columns = tuple(
        column
        or (Column("owners", "responsible") if rows and all(is_body_name(row[at].of(text)) for row in rows) else None)
        for at, column in enumerate(header_columns(text, header))
    )
    filled = [row for row in rows if any(row)]
    if not filled or not assigns(columns):
        return None
    start = min(cell.start for row in table.rows for cell in row if cell)
    return TaskTable(Span(start, table.span.end), columns, header, tuple(filled))


def as_task_table(text: str, table: Table) -> TaskTable | None:
    """A table as a task table; None when none of its first rows is the header of one."""
    for index, row in enumerate(table.rows[:HEADER_ROWS]):
        columns = header_columns(text, row)
        below, headers = index + 1, row
        matrix = _with_units(text, columns, row, table.rows[below:])
        if matrix is not None:
            columns, headers, below = matrix.columns, matrix.headers, below + matrix.depth
        elif (
            any(columns)
            and below < len(table.rows)
            and (second := _second_header(text, row, table.rows[below])) is not None
        ):
            headers = tuple(b if c else a for a, b, c in zip(row, table.rows[below], second, strict=True))
            columns, below = tuple(b or a for a, b in zip(columns, second, strict=True)), below + 1
        if matrix is None:
            columns = _with_roles(text, columns, table.rows[below:])
            columns = _with_task(text, columns, headers, table.rows[below:])
        owner = None
        in_words = False
        if matrix is None and not assigns(columns):
            owner = unit_above(text, table, index) if _plans(columns) else None
            in_words = owner is None and _plans(columns) and _say_owners(text, columns, table.rows[below:])
            if owner is None and not in_words:
                continue
        columns = _with_area(_without_measures(text, columns, headers, table.rows[below:]), table.rows[below:])
        rows = [one for one in table.rows[below:] if any(one) and not _repeats(text, one, columns)]
        if not rows:
            return None
        start = min(cell.start for cell in row)
        return TaskTable(Span(start, table.span.end), columns, headers, tuple(rows), owner)
    return None


def _with_roles(
    text: str, columns: tuple[Column | None, ...], rows: Sequence[Sequence[Span]]
) -> tuple[Column | None, ...]:
    """The columns; one whose cells all name a role ('牵头', '配合') says which role the owner beside it has."""
    if sum(column is not None and column.kind == "owners" for column in columns) != 1:
        return columns
    found = list(columns)
    for at, column in enumerate(columns):
        filled = [row[at] for row in rows if row[at]]
        if (
            (column is None or column.kind in {"area", "note"})
            and filled
            and all(role_word(one.of(text)) for one in filled)
        ):
            found[at] = Column("role")
    return tuple(found)


def _say_owners(text: str, columns: Sequence[Column | None], rows: Sequence[Sequence[Span]]) -> bool:
    """Tell whether half of the rows of a table without a column of owners name them in a bracket after the task."""
    at = [index for index, column in enumerate(columns) if column and column.kind in {"task", "content"}]
    cells = [cell for row in rows for cell in [row[index] for index in at if row[index]][-1:]]
    return bool(cells) and 2 * sum(owners_in_words(text, cell) is not None for cell in cells) >= len(cells)


def _with_task(
    text: str, columns: tuple[Column | None, ...], headers: Sequence[Span], rows: Sequence[Sequence[Span]]
) -> tuple[Column | None, ...]:
    """The columns; where numbers and owners are known and tasks are not, the column with most words, under a header not known, has them."""
    kinds = {column.kind for column in columns if column}
    owned = any(
        column is not None and column.kind == "owners" and len(header) > _LONGEST_BARE
        for column, header in zip(columns, headers, strict=True)
    )
    if not owned or "number" not in kinds or kinds & {"task", "content"}:
        return columns
    if is_indicator_header(["".join(header.of(text).split()) for header in headers]):
        return columns  # '指标名称 | 计量单位 | 2026年目标值 | 责任单位': indicators, which are read as goals
    filled = [row for row in rows if any(row)]
    words = {
        at: sum(len(_WORDS.findall(row[at].of(text))) for row in filled if row[at] and row[at] not in row[:at])
        for at, (column, header) in enumerate(zip(columns, headers, strict=True))
        if column is None and header and not all(is_body_name(row[at].of(text)) for row in filled)
    }
    if not words or max(words.values()) < _FEWEST_WORDS * len(filled):
        return columns
    most = max(words, key=lambda at: words[at])
    return tuple(Column("task") if at == most else column for at, column in enumerate(columns))


def _without_measures(
    text: str, columns: tuple[Column | None, ...], headers: Sequence[Span], rows: Sequence[Sequence[Span]]
) -> tuple[Column | None, ...]:
    """The columns; '单位' beside another column of owners is one of units of measure ('座') when none of its cells names a body."""
    owners = [index for index, column in enumerate(columns) if column is not None and column.kind == "owners"]
    measures = [
        index
        for index in owners
        if len(owners) > 1
        and "".join(headers[index].of(text).split()) == "单位"
        and not any(
            is_body_name(row[index].of(text)) or len(row[index]) > _LONGEST_MEASURE for row in rows if row[index]
        )
    ]
    return tuple(Column("note") if index in measures else column for index, column in enumerate(columns))


def _second_header(text: str, row: Sequence[Span], below: Sequence[Span]) -> tuple[Column | None, ...] | None:
    """The second row of a header, such as '牵头单位' and '配合单位' under '责任单位'; None where the row below is not one."""
    second = header_columns(text, below)
    names_owners = any(one is not None and one.kind == "owners" for one in second)
    known = all(one or not cell or cell == above for one, cell, above in zip(second, below, row, strict=True))
    return second if names_owners and known else None


@dataclass(frozen=True, slots=True)
class _UnitColumns:
    """The header of a table whose columns are units: with them, and the rows it has below the first."""

    columns: tuple[Column | None, ...]
    headers: tuple[Span, ...]
    depth: int


def _with_units(
    text: str, columns: Sequence[Column | None], row: Sequence[Span], below: Sequence[Sequence[Span]]
) -> _UnitColumns | None:
    """The header whose columns are units, named in its row or in the row below it, and whose cells are marks; None if not."""
    if not any(column and column.kind in {"task", "content"} for column in columns):
        return None
    for depth in (1, 0):
        rows = [
            one for one in below[depth:] if len(set(filter(None, one))) > 1 and not adds_up(text, one)
        ]  # no notes, areas
        if depth and (not below or not _is_lower_header(text, columns, row, below[0])):
            continue
        names = [(below[0][at] or cell) if depth else cell for at, cell in enumerate(row)]
        found = list(columns)
        for index, name in enumerate(names):
            at = next((at for at in range(index, -1, -1) if row[at]), None) if depth else index
            above = columns[at] if at is not None else None
            under_owners = depth == 1 and above is not None and above.kind == "owners" and name != row[index]
            known = read_header(name.of(text)) if name else None
            marks = [one[index].of(text) for one in rows if one[index]]
            if (known is None or not marks) and under_owners and not marks:
                found[index] = Column("unit", above.role if above else None)
            elif (
                known is None
                and marks
                and (all(map(is_mark, marks)) or _are_letters(text, marks))
                and (under_owners or is_body_name(name.of(text)) or names_field("".join(name.of(text).split())))
            ):
                found[index] = Column("unit", above.role if under_owners and above is not None else None)
        units = [column for column in found if column and column.kind == "unit"]
        if len(units) > 1 and any(one[at] for one in rows for at, column in enumerate(found) if column in units):
            return _UnitColumns(tuple(found), tuple(names), depth)
    return None


def _are_letters(text: str, marks: Sequence[str]) -> bool:
    """Tell whether cells hold letters, or marks among them, that a note in the text gives a meaning: 'A=牵头，B=配合'."""
    letters = {one.strip() for one in marks if not is_mark(one) or may_be_mark(one)}
    return all(map(may_be_mark, letters)) and letters <= read_key(text).keys()


def _is_lower_header(text: str, columns: Sequence[Column | None], row: Sequence[Span], lower: Sequence[Span]) -> bool:
    """Tell whether a row is the second one of a header: it names units, and nothing under the tasks and numbers."""
    for column, above, cell in zip(columns, row, lower, strict=True):
        if column is not None and column.kind != "owners" and cell and cell != above:
            return False
    return (
        sum(is_body_name(cell.of(text)) for above, cell in zip(row, lower, strict=True) if cell and cell != above) > 1
    )


def names_owners(text: str, table: Table) -> bool:
    """Tell whether one of a table's first rows has a header that can only mean owners ('责任单位', but not '单位')."""
    return any(
        len(cell) > 2 and (column := read_header(cell.of(text))) is not None and column.kind == "owners"
        for row in table.rows[:HEADER_ROWS]
        for cell in row
    )


def plans_without_owners(text: str, table: Table) -> bool:
    """Tell whether a table has numbered or dated tasks and no column of owners."""
    return any(
        _plans(header_columns(text, row)) and not any(one and one.kind == "owners" for one in header_columns(text, row))
        for row in table.rows[:HEADER_ROWS]
    )


def _plans(columns: Sequence[Column | None]) -> bool:
    """Tell whether columns are those of tasks, with their numbers or deadlines."""
    kinds = {column.kind for column in columns if column}
    return bool(kinds & {"task", "content"}) and bool(kinds & {"number", "deadline"})


def unit_above(text: str, table: Table, index: int) -> TableOwners | None:
    """The unit that a table is for, when a line above its header says so: the name of its sheet, '责任单位：市数据局'."""
    titles = [cell for row in reversed(table.rows[:index]) for cell in dict.fromkeys(row) if cell]
    end = len(text[: table.span.start].rstrip())
    before = Span(text.rfind("\n", 0, end) + 1, end)
    second = Span(text.rfind("\n", 0, max(0, before.start - 1)) + 1, max(0, before.start - 1))
    if _DATE_LINE.fullmatch(before.of(text)):
        return None  # what is above a date has issued the document
    for line in (*titles, before, second):
        words = line.of(text)
        found = _FOR_UNIT.fullmatch(words) if len(words) <= _LONGEST_CAPTION else None
        if found is None or not is_body_name(found["unit"]):
            continue
        label = read_header(found["label"]) if found["label"] else None
        if label is None and (_ISSUES.search(words) or not _is_for_unit(words, found)):
            continue
        span = Span(line.start + found.start("unit"), line.start + found.end("unit"))
        return TableOwners(span, (label.role if label is not None else None) or "responsible")
    return None


def _is_for_unit(words: str, found: re.Match[str]) -> bool:
    """Tell whether a line without a label names a unit, rather than what its tasks are about: '云江市绿色出行任务清单'."""
    if found.end("unit") == len(words.rstrip()):
        return not words.rstrip().endswith("行")  # '出行', '试行'; banks have no sheets of tasks
    return ends_in_issuer(found["unit"])


def _with_area(columns: tuple[Column | None, ...], rows: Sequence[Sequence[Span]]) -> tuple[Column | None, ...]:
    """The columns; of two of tasks the first is the area, when it has merged cells over several rows of the second."""
    at = [index for index, column in enumerate(columns) if column and column.kind == "task"]
    contents = any(column and column.kind == "content" for column in columns)
    if len(at) > 1 and not any(column and column.kind == "area" for column in columns):
        merged = any(above[at[0]] == below[at[0]] for above, below in pairwise(rows) if below[at[0]])
        kind: ColumnKind = "area" if merged else "task"
        later: ColumnKind = "task" if merged and not contents else "content"
        return tuple(
            Column(kind) if index == at[0] else Column(later) if index in at else column
            for index, column in enumerate(columns)
        )
    return columns


def _repeats(text: str, row: Sequence[Span], columns: Sequence[Column | None]) -> bool:
    """Tell whether a row is the header, printed again on a further page."""
    again = header_columns(text, row)
    return assigns(again) and all(one == two or two is None for one, two in zip(columns, again, strict=True))
