"""Rows of a task table to tasks: numbers, areas and owners; a blank cell or 同上 takes them from the row above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from ..model import Numeral, Span, TableNote, TableOwners, TableRow
from ..text.lexicon.dates import YEAR
from ..text.numbering import read_number
from ..text.table_headers import Column, ColumnKind, table_words
from ..text.table_marks import read_key, role_of, role_word
from .headings import MAX_HEADING

_MAX_AREA = 60
_ONE_NUMBER = r"[(（]?(?:[一二三四五六七八九十百]{1,4}|\d{1,3})[)）]?"
# '三/(一)/2', '四/(一) m2': a path as our papers print it, with the number of the measure
_PLACE = re.compile(rf"(?P<path>{_ONE_NUMBER}(?:/{_ONE_NUMBER}){{0,4}})(?: m\d{{1,3}})?")
# '注：★为牵头单位', '说明：', '合计': rows about the table
_NOTE = re.compile(r"注\s?[\d一二三]?[:：.、]|备注|说明|填表|合\s*计|总\s*计|[（(]注")
# '建设平台。推进…': the end of the heading in a cell
_HEADING_END = re.compile(r"[。；;\n]|[：:](?=.)")
# '（责任单位：市商务局）', '（市商务局牵头）': owners at the end of a cell
_OWNERS_AT_END = re.compile(
    r"[（(〔\[【](?P<list>(?=[^（）()〔〕【】]{0,60}(?:牵头|负责|配合|(?:单位|部门)[:：]))[^（）()〔〕【】]{2,200})[)）〕\]】]\s?[。；;]?$"
)
# '合计', '合计：3项', '总计（个）': a row that adds up those above it
_SUM = re.compile(
    r"(?:合|总|小|共)\s?计\s?(?:[（(][项个件条家户座处万亿元]{1,3}[)）])?\s?[:：]?\s?(?:\d{1,6}\s?[项个件条家户座处]?)?"
)
# '（1）', '①': the number of the first part of a task
_FIRST_PART = re.compile(r"[（(]1[)）]|①|⑴")
# '（3）', '第三项', '4.': what surrounds the number in a cell
NUMBER_EDGE = re.compile(r"^[\s（(［\[第]+|[\s）)］\].．、。，,项条]+$")
# '（一）', '(3)': the numbers that keep their brackets in paths, because 1 and (1) are two levels
_BRACKETED = frozenset({"cn_bracket", "arabic_bracket"})
# '三', '十二'
CHINESE = re.compile(r"[一二三四五六七八九十百]{1,4}")


@dataclass(slots=True)
class TableTask:
    """A task being read: its number, words, and rows; `place` is its path in the plan that the table was made from."""

    number: Span | None
    title: Span
    mark: Span  # the number, or an empty span of its own when the row has none
    path_end: str
    place: Numeral = ()
    rows: list[TableRow] = field(default_factory=list)


@dataclass(slots=True)
class TableArea:
    """Tasks of one area; `name` is None for those above the first area."""

    name: Span | None
    tasks: list[TableTask] = field(default_factory=list)


def read_areas(
    text: str,
    columns: Sequence[Column | None],
    headers: Sequence[Span],
    rows: Sequence[tuple[Span, ...]],
    owner: TableOwners | None = None,
    *,
    counted: int = 0,
) -> list[TableArea]:
    """The tasks of a table, by area.

    Args:
        text: the document's text.
        columns: the purposes of its c columns; None for those not known.
        headers: the words of their headers.
        rows: its rows below the header, c cells each.
        owner: the unit that all rows are for, in a table without a column of owners.
        counted: how many tasks without a number come before it.
    """
    return [area for area in _read(text, columns, headers, rows, owner, counted).areas if area.tasks]


def unread_rows(
    text: str, columns: Sequence[Column | None], headers: Sequence[Span], rows: Sequence[tuple[Span, ...]]
) -> list[Span]:
    """The rows that neither a task nor an area with tasks was read from, notes on the table among them; see `read_areas`."""
    reader = _read(text, columns, headers, rows)
    names = [area.name for area in reader.areas if area.name is not None and not area.tasks]
    return [*reader.unread, *names]


def is_about_table(words: str) -> bool:
    """Tell whether a row or line is about the table, as a note on it or its sum is.

    Examples:
        >>> is_about_table("注：★为牵头单位"), is_about_table("建设平台")
        (True, False)
    """
    return _NOTE.match(words.strip()) is not None


def _read(
    text: str,
    columns: Sequence[Column | None],
    headers: Sequence[Span],
    rows: Sequence[tuple[Span, ...]],
    owner: TableOwners | None = None,
    counted: int = 0,
) -> _RowReader:
    reader = _RowReader(text, columns, headers, rows)
    reader.count = counted
    if owner is not None:
        reader.owner = owner
    for row, below in zip(rows, [*rows[1:], ()], strict=True):
        reader.read(row, below)
    return reader


def adds_up(text: str, row: Sequence[Span]) -> bool:
    """Tell whether a row adds up those above it; see `_SUM`."""
    first = min(filter(None, row), default=None)
    return first is not None and _SUM.fullmatch(first.of(text).strip()) is not None


class _RowReader:
    """Reads a table's rows from the top.

    `areas` are those read so far. `above` has the cells of the row above, by column, for 同上; `owners` are those of the row
    above, for blank cells; `begun` are the positions that tasks and areas begin at.
    """

    def __init__(
        self, text: str, columns: Sequence[Column | None], headers: Sequence[Span], rows: Sequence[tuple[Span, ...]]
    ) -> None:
        self.text = text
        self.columns = columns
        self.headers = headers
        self.areas = [TableArea(None)]
        self.above: dict[int, Span] = {}
        self.owners: tuple[TableOwners, ...] = ()
        self.count = 0
        self.begun: set[int] = set()
        self.unread: list[Span] = []
        units = self._at("unit")
        self.marks = frozenset(row[index].of(text) for row in rows for index in units)
        self.key = read_key(text) if units else {}
        self.owner: TableOwners | None = None

    def read(self, row: tuple[Span, ...], below: Sequence[Span]) -> None:
        """Read one row; `below` is the one after it, () for the last."""
        filled = {cell for cell in row if cell}
        if adds_up(self.text, row):
            return
        area = self._area_row(row, filled) or self._parent_row(row, below)
        if area is not None:
            self._begin_area(area)
            return
        cells = {index: self._cell(index, cell) for index, cell in enumerate(row)}
        area = next((cells[i] for i in self._at("area") if cells[i]), None)
        if area is not None and not self._same_words(area, self.areas[-1].name):
            self._begin_area(area)
            if filled <= {row[index] for kind in ("area", "number") for index in self._at(kind)}:
                return  # '1 | 夯实底座 |  | ': the area of the rows below it
        self._read_task(row, cells)

    def _begin_area(self, name: Span) -> None:
        self.areas.append(TableArea(name))
        self.begun.add(name.start)
        self.owners = ()

    def _at(self, kind: ColumnKind) -> list[int]:
        return [index for index, column in enumerate(self.columns) if column and column.kind == kind]

    def _same_words(self, one: Span, other: Span | None) -> bool:
        return other is not None and one.of(self.text).split() == other.of(self.text).split()

    def _area_row(self, row: tuple[Span, ...], filled: set[Span]) -> Span | None:
        """The area that a row names for those below it: one text, perhaps after a Chinese number; None for other rows."""
        if not filled or any(row[index] for index in self._at("deadline") if row[index] not in {row[0]}):
            return None
        texts = sorted(filled)
        if len(texts) == 2 and CHINESE.fullmatch(NUMBER_EDGE.sub("", texts[0].of(self.text))):
            area = Span(texts[0].start, texts[1].end)
        elif len(texts) == 1:
            area = texts[0]
        else:
            return None
        at = [index for index, cell in enumerate(row) if cell == texts[-1]]
        owned = any(index in at for index in self._at("owners"))
        is_wide = len(at) > 1 and owned
        named = not owned and (len(texts) == 2 or read_number(self.text, area.start, area.end) is not None)
        return area if len(area) <= _MAX_AREA and (is_wide or named) else None

    def _parent_row(self, row: tuple[Span, ...], below: Sequence[Span]) -> Span | None:
        """The area that a row names by a number of which the row below has the first part: '1 | 扩大供给 |  |', '1.1 | … | 市民政局'."""
        at = self._at("number")
        filled = sorted({cell for cell in row if cell})
        if len(at) != 1 or not below or len(filled) != 2 or row[at[0]] != filled[0] or not self._at("owners"):
            return None
        if not any(row[index] == filled[1] for kind in ("task", "content") for index in self._at(kind)):
            return None
        number, part = (NUMBER_EDGE.sub("", cells[at[0]].of(self.text)) for cells in (row, below))
        inner = _FIRST_PART.fullmatch(below[at[0]].of(self.text).strip())
        is_parent = number.isdigit() and (part in {f"{number}{sign}1" for sign in ".．-－—"} or inner is not None)
        return Span(filled[0].start, filled[1].end) if is_parent else None

    def _cell(self, index: int, cell: Span) -> Span:
        """The span of a cell; that of the cell above when it says 同上, an empty one when it says 无."""
        words = "".join(cell.of(self.text).split())
        if table_words().same.fullmatch(words):
            return self.above.get(index, Span(cell.start, cell.start))
        if table_words().none.fullmatch(words):
            cell = Span(cell.start, cell.start)
        self.above[index] = cell
        return cell

    def _read_task(self, row: tuple[Span, ...], cells: dict[int, Span]) -> None:
        titles = [cells[i] for i in self._at("task") if cells[i]]
        contents = [cells[i] for i in self._at("content") if cells[i]]
        tasks = self.areas[-1].tasks
        owners = self._owners(row, cells)
        deadline = next((cells[i] for i in self._at("deadline") if cells[i]), None)
        if not titles and not contents:
            written = owners and not all(one.from_above for one in owners)
            numbers = {cells[index] for index in self._at("number") if cells[index]}
            if tasks and written and numbers <= {tasks[-1].number}:  # owners that go on in a row of their own
                tasks[-1].rows[-1] = replace(tasks[-1].rows[-1], owners=(*tasks[-1].rows[-1].owners, *owners))
            elif any(row):
                self.unread.append(Span(min(cell.start for cell in row if cell), max(cell.end for cell in row if cell)))
            return
        number = next((cells[i] for i in self._at("number") if cells[i]), None)
        title = titles[0] if titles else None
        known = tasks[-1] if tasks else None
        if known is None or not self._goes_on(known, number, title, has_contents=bool(contents)):
            self.count += 1
            printed = self._printed(number) if number is not None else ""
            end = re.sub(r"\s+", "", printed).replace("/", "\u2215") or str(self.count)
            if known is not None and number == known.number:
                number = None  # one number merged over several tasks
            mark = self._mark(number, title or contents[0], row)
            known = TableTask(number, title or contents[0], mark, end, self._place(cells))
            tasks.append(known)
        words = self._with_targets(contents[0] if contents else known.title, cells)
        if not contents or (not titles and not self._at("task")):
            words = _rest(self.text, words)
        self.owners = owners
        apart = [index for index in self._at("target") if cells[index] and cells[index].end > words.end]
        apart += [index for index in self._at("target") if cells[index] and cells[index].end <= words.start]
        targets = tuple(TableNote(cells[index], self.headers[index]) for index in sorted(apart))
        known.rows.append(TableRow(words, owners, deadline, self._notes(row, cells, apart), targets))

    def _notes(self, row: tuple[Span, ...], cells: dict[int, Span], apart: Sequence[int]) -> tuple[TableNote, ...]:
        """The cells of columns that are not in the words, owners or deadline of a task, under their headers; `apart` are of targets."""
        return tuple(
            TableNote(cells[index], self.headers[index], is_person=column is not None and column.kind == "person")
            for index, column in enumerate(self.columns)
            if cells[index]
            and self.headers[index]
            and (column is None or column.kind in {"person", "note"} or index in apart)
            and row[index] not in row[:index]
        )

    def _printed(self, number: Span) -> str:
        """The number in a cell as paths write it: '（一）' keeps its brackets, as in headings, '1.' and '第三项' lose their edges."""
        numbered = read_number(self.text, number.start, number.end)
        if numbered is not None and numbered.end >= number.end and numbered.style.name in _BRACKETED:
            return numbered.number
        return NUMBER_EDGE.sub("", number.of(self.text))

    def _goes_on(self, task: TableTask, number: Span | None, title: Span | None, *, has_contents: bool) -> bool:
        """Tell whether a row continues the task above: it has the same number and title, or none of its own."""
        if number is not None and number != task.number:
            return False
        if title is None:
            return bool(self._at("task"))
        if self._at("role") and self._same_words(title, task.title):
            return True  # '建设平台 | 牵头 | 市商务局', '建设平台 | 配合 | 市税务局'
        if has_contents and number is None and self._same_words(title, task.title):
            return True
        return title == task.title and (has_contents or number is None)

    def _mark(self, number: Span | None, title: Span, row: tuple[Span, ...]) -> Span:
        """The position at which a task begins: no two have the same, even if they share a merged cell."""
        places = [cell for cell in (number, title, *row) if cell is not None and cell.start not in self.begun]
        place = places[0] if places else title
        self.begun.add(place.start)
        return place if place == number else Span(place.start, place.start)

    def _place(self, cells: dict[int, Span]) -> Numeral:
        """The path that a row says its task has; () where it says none, or other words."""
        found = (_PLACE.fullmatch(cells[i].of(self.text).strip()) for i in self._at("place"))
        return next((tuple(one["path"].split("/")) for one in found if one), ())

    def _with_targets(self, words: Span, cells: dict[int, Span]) -> Span:
        """The words, with the targets in the column after them; not where a column a year holds them."""
        if any(re.search(YEAR, self.headers[index].of(self.text)) for index in self._at("target")):
            return words
        at = next((index for index, cell in cells.items() if cell == words), None)
        while (
            at is not None
            and at + 1 in cells
            and at + 1 in self._at("target")
            and cells[at + 1].start > words.start
            and not self.text[words.end : cells[at + 1].start].strip()  # not in a table that is turned
        ):
            words, at = Span(words.start, max(words.end, cells[at + 1].end)), at + 1
        return words

    def _owners(self, row: tuple[Span, ...], cells: dict[int, Span]) -> tuple[TableOwners, ...]:
        if self.owner is not None:
            return (self.owner,)
        columns = [
            (index, column.role) for index, column in enumerate(self.columns) if column and column.kind == "owners"
        ]
        said = next((role for index in self._at("role") if (role := role_word(row[index].of(self.text)))), None)
        if said is not None:  # '牵头 | 市商务局'
            columns = [(index, said) for index, _ in columns]
        if not columns and not self._at("unit"):
            words = [cells[index] for kind in ("task", "content") for index in self._at(kind) if cells[index]]
            inner = owners_in_words(self.text, words[-1]) if words else None
            return (TableOwners(inner, "responsible"),) if inner is not None else ()
        found: dict[Span, TableOwners] = {}
        for index, role in columns:
            if cells[index] and role is not None:
                found.setdefault(cells[index], TableOwners(cells[index], role, header=self.headers[index]))
        for index in self._at("unit"):
            column = self.columns[index]
            role = role_of(cells[index].of(self.text), self.marks, self.key, (column and column.role) or "responsible")
            if role is not None:
                found[cells[index]] = TableOwners(self.headers[index], role, mark=cells[index])
        if self._at("unit"):
            return tuple(found.values())
        if not found and self.owners and not any(row[index] for index, _ in columns):
            return tuple(replace(one, from_above=True) for one in self.owners)
        return tuple(found.values())


def owners_in_words(text: str, words: Span) -> Span | None:
    """The inside of a bracket of owners at the end of what is to be done: '建设平台。（责任单位：市商务局）'; None without one."""
    found = _OWNERS_AT_END.search(text, words.start, words.end)
    return Span(*found.span("list")) if found is not None else None


def _rest(text: str, words: Span) -> Span:
    """The words after the heading of a cell, or all of them when nothing follows it."""
    heading = heading_of(text, words)
    stop = _HEADING_END.match(text, heading.end, words.end)
    if stop is None or stop[0] not in "。\n":
        return words
    start = stop.end()
    while start < words.end and text[start].isspace():
        start += 1
    return Span(start, words.end) if start < words.end else heading


def heading_of(text: str, words: Span) -> Span:
    """The heading of a task that is described in one cell: up to its first stop, and no longer than a heading may be."""
    stop = _HEADING_END.search(text, words.start, words.end)
    end = stop.start() if stop is not None and stop.start() > words.start else words.end
    return Span(words.start, min(end, words.start + MAX_HEADING))
