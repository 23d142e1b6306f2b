"""Rows of task tables to owner lists: the owner grammar read cell by cell, the column's header as its label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ...model import (
    Deadline,
    Document,
    Issue,
    NoteFact,
    Reason,
    Role,
    Section,
    Span,
    TableNote,
    TableOwners,
    TableRow,
    TextSpan,
)
from ...outline.indicator_owners import owned_indicators
from ...outline.table_rows import is_about_table, unread_rows
from ...outline.tables import TaskTable, as_task_tables, names_owners, plans_without_owners
from ...text.deadlines import read_labelled_deadline
from ...text.excerpts import shortened
from ...text.lexicon.dates import DAY, MONTH, YEAR, iso_date
from ...text.lexicon.owner_labels import label_words
from ...text.table_headers import table_words
from .grammar import grammar
from .one_list import read_owner_list
from .owner_list import GivenRole, ListedOwner, OwnerList, StatedRule
from .table_notes import lines_below, notes_not_read

# '市商务局 市税务局' in a cell: a gap between two names
_GAP = re.compile(r"(?<=[\u4e00-\u9fff）)])[ \t\u3000](?=[\u4e00-\u9fff])")
# ' 王强' in '市商务局 王强': a word of the length of a person's name
_NEXT_WORD = re.compile(r"[\u4e00-\u9fff]{2,3}(?![\u4e00-\u9fff])")
# '2025/12/31', '2025.6', '2025年底前': dates as spreadsheets write them
_DATE = re.compile(rf"(?P<year>{YEAR})(?:[-/.．](?P<month>{MONTH})(?:[-/.．](?P<day>{DAY}))?)?年?(?:底前?|前)?")


class Piece(NamedTuple):
    """The words of a measure, its owners, notes about it, and cells of its targets beside its words."""

    words: TextSpan
    owners: OwnerList | None
    notes: tuple[NoteFact, ...] = ()
    targets: tuple[TableNote, ...] = ()


def read_rows(text: str, section: Section) -> tuple[list[Piece], list[Issue]]:
    """The measures of a task of a task table.

    Args:
        text: the document's text.
        section: a section with rows.

    Returns:
        for each row its words and its owners (with its deadline), and what was unclear.
    """
    pieces: list[Piece] = []
    issues: list[Issue] = []
    for row in section.rows:
        words = TextSpan.at(text, row.words).trimmed("。；;，,")
        notes = tuple(
            NoteFact("".join(note.header.of(text).split()), note.cell, is_person=note.is_person) for note in row.notes
        )
        pieces.append(Piece(words or TextSpan.at(text, section.heading), row_owner_list(text, row), notes, row.targets))
        issues += _issues(text, row)
    return pieces, issues


def unread_tables(document: Document) -> list[Issue]:
    """Tables that name owners under a header but no tasks under one: their words are read as running text."""
    text = document.text
    return (
        [
            Issue(
                "table-not-read",
                {
                    "zh": "表格有责任单位列，但没有认出任务列，按普通文字读取。",
                    "en": "A table has a column of owners, but no column of tasks that aizone knows; it is read as running text.",
                },
                Span(table.span.start, table.span.end),
            )
            for table in document.tables
            if names_owners(text, table) and not as_task_tables(text, table) and owned_indicators(text, table) is None
        ]
        + [
            Issue(
                "table-not-read",
                {
                    "zh": "表格有任务列，没有责任单位列，按普通文字读取。",
                    "en": "A table has a column of tasks and none of owners; it is read as running text.",
                },
                table.span,
            )
            for table in document.tables
            if plans_without_owners(text, table) and not names_owners(text, table) and not as_task_tables(text, table)
        ]
        + [
            issue
            for table in document.tables
            for one in as_task_tables(text, table)
            for issue in _unread_columns(text, one)
        ]
    )


def _unread_columns(text: str, table: TaskTable) -> Iterator[Issue]:
    """Columns of a task table with words in them that are not read, and rows without a task."""
    for index, column in enumerate(table.columns):
        filled = [row[index] for row in table.rows if row[index] and row[index] not in row[:index]]
        if not filled or column is not None:
            continue
        header = table.headers[index]
        name = shortened("".join(header.of(text).split())) or "（无表头）"
        yield Issue(
            "column-not-read",
            {
                "zh": f"表格中“{name}”一栏没有读取，共{len(filled)}格有内容。",
                "en": f"The column '{name}' of a table was not read; {len(filled)} of its cells hold words.",
            },
            header if header else filled[0],
        )
    yield from notes_not_read(text, lines_below(text, table.span.end))
    for words in unread_rows(text, table.columns, table.headers, table.rows):
        if is_about_table(words.of(text)):
            yield from notes_not_read(text, [words])
            continue
        excerpt = shortened(" ".join(words.of(text).split()))
        yield Issue(
            "row-not-read",
            {
                "zh": f"表格中“{excerpt}”一行没有认出任务。",
                "en": f"No task was recognised in the row '{excerpt}' of a table.",
            },
            words,
        )


def row_owner_list(text: str, row: TableRow) -> OwnerList | None:
    """The owners of a row, in the order of its columns; None when it has neither owners nor a deadline."""
    lists = [found for cell in row.owners if (found := _read_cell(text, cell)) is not None]
    deadline = read_cell_deadline(TextSpan.at(text, row.deadline)) if row.deadline is not None else None
    deadline = deadline or next((one.deadline for one in lists if one.deadline is not None), None)
    if not lists:
        if deadline is None or deadline.span is None:
            return None
        cell = TextSpan.at(text, deadline.span)
        return OwnerList(cell, cell, (), "list-in-cell", deadline)
    owners: dict[tuple[str, Role], ListedOwner] = {}
    for one in lists:
        for owner in one.owners:
            owners.setdefault((owner.written, owner.given.role), owner)
    span = _cover([one.span for one in lists])
    return OwnerList(
        span=span,
        inner=span,
        owners=tuple(replace(owner, rank=rank) for rank, owner in enumerate(owners.values(), start=1)),
        found_by=lists[0].found_by,
        deadline=deadline,
        open_tail=next((one.open_tail for one in lists if one.open_tail is not None), None),
        unread=tuple(why for one in lists for why in one.unread),
        rules=tuple(rule for one in lists for rule in one.rules),
        contacts=tuple(sorted((why for one in lists for why in one.contacts), key=lambda why: why.span or Span(0, 0))),
        skipped=tuple(why for one in lists for why in one.skipped),
        boundaries=tuple(why for one in lists for why in one.boundaries),
        shields=tuple(shield for one in lists for shield in one.shields),
    )


def _read_cell(text: str, owners: TableOwners) -> OwnerList | None:
    """Read a cell as if its column's header came before it; spaces between names part them."""
    cell = TextSpan.at(text, owners.cell)
    label = label_words(owners.role)
    read = TextSpan.whole(label + _GAP.sub(_between_names, cell.words))
    found_by = "list-heads-paragraph" if owners.header is None else "list-in-cell"
    found = read_owner_list(read, read, found_by="list-from-above" if owners.from_above else found_by)
    if found is None:
        return None
    by = cell.start - len(label)
    column = GivenRole(owners.role, "role-not-said")
    if owners.header is not None:
        column = GivenRole(owners.role, "column-of-owners", owners.header.start, owners.header.end)
    if owners.mark is not None:
        column = GivenRole(owners.role, "mark-in-column", owners.mark.start, owners.mark.end)

    def moved(name: TextSpan) -> TextSpan:
        return TextSpan(text, name.start + by, name.end + by)

    def moved_reason(why: Reason) -> Reason:
        return Reason(why.rule, Span(why.span.start + by, why.span.end + by) if why.span is not None else None)

    def moved_role(given: GivenRole) -> GivenRole:
        if not given.end:
            return given
        if given.start < len(label):
            return column
        return replace(given, start=given.start + by, end=given.end + by)

    def moved_owner(owner: ListedOwner) -> ListedOwner:
        name = moved(owner.name)
        return replace(owner, name=name, written=name.words, given=moved_role(owner.given))

    def moved_rule(rule: StatedRule) -> StatedRule:
        return replace(rule, why=moved_reason(rule.why), units=tuple(map(moved_owner, rule.units)))

    deadline = found.deadline
    if deadline is not None and deadline.span is not None:
        deadline = replace(deadline, span=Span(deadline.span.start + by, deadline.span.end + by))
    place = cell if owners.mark is None else TextSpan.at(text, owners.mark)
    return replace(
        found,
        span=place,
        inner=place,
        owners=tuple(map(moved_owner, found.owners)),
        deadline=deadline,
        unread=tuple(map(moved_reason, found.unread)),
        rules=tuple(map(moved_rule, found.rules)),
        contacts=tuple(map(moved_reason, found.contacts)),
        skipped=tuple(map(moved_reason, found.skipped)),
        boundaries=tuple(map(moved_reason, found.boundaries)),
        shields=tuple(map(moved, found.shields)),
    )


def _between_names(gap: re.Match[str]) -> str:
    """The sign for a gap in a cell of owners: it parts two bodies, but not a body and the person in charge ('市商务局 王强')."""
    word = _NEXT_WORD.match(gap.string, gap.end())
    is_person = word is not None and grammar().in_charge.fullmatch(f" {word[0]}") is not None
    return gap[0] if is_person and word is not None and not grammar().body.search(word[0]) else "、"


def _cover(cells: Sequence[TextSpan]) -> TextSpan:
    """The cells as one passage when they are side by side; the first otherwise, so that no other cell is in it."""
    ordered = sorted(cells, key=lambda cell: (cell.start, cell.end))
    end = ordered[0].end
    for cell in ordered[1:]:
        if cell.text[end : cell.start].strip("\t"):
            return cells[0]
        end = max(end, cell.end)
    return ordered[0].part(ordered[0].start, end)


def read_cell_deadline(cell: TextSpan) -> Deadline:
    """The deadline in a cell of the deadline column, also as spreadsheets write dates ('2025/12/31', '2025.6').

    One without value, schedule or going on when the words were not understood.
    """
    found = _DATE.fullmatch("".join(cell.words.split()))
    if found:
        return Deadline(iso_date(found), cell.span, rule="deadline-in-cell")
    return read_labelled_deadline(cell) or Deadline(None, cell.span, rule="deadline-in-cell")


def _issues(text: str, row: TableRow) -> list[Issue]:
    issues: list[Issue] = []
    copied = [one for one in row.owners if one.from_above]
    if copied:
        names = "、".join(one.cell.of(text) for one in copied)
        issues.append(
            Issue(
                "owners-from-above",
                {
                    "zh": f"表格中该行没有填写责任单位，按上一行读取：“{names[:60]}”。",
                    "en": f"This row of the table names no owner; it was given those of the row above: '{names[:60]}'.",
                },
                row.words,
            )
        )
    for owners in row.owners:
        cell = TextSpan.at(text, owners.cell)
        if owners.mark is not None or owners.from_above or table_words().none.fullmatch("".join(cell.words.split())):
            continue
        if _read_cell(text, owners) is None:
            excerpt = shortened("".join(cell.words.split()))
            message = {
                "zh": f"责任单位栏中的“{excerpt}”不像单位名称，未读取。",
                "en": f"'{excerpt}' in a column of owners is not a unit's name and was not read.",
            }
            issues.append(Issue("owner-not-read", message, cell.span))
    return issues
