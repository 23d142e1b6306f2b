"""Rows of task tables to owner lists: the owner grammar read cell by cell, the column's header as its label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from ...model import Deadline, Document, Issue, Owner, OwnerList, Role, Section, Span, TableOwners, TableRow
from ...outline.tables import as_task_table, names_owners
from ...text.brackets import trim
from ...text.dates import find_deadline, read_deadline
from ...text.lexicon.dates import DAY, MONTH, YEAR, iso_date
from .one_list import read_owner_list

_LABELS: dict[Role, str] = {
    "lead": "牵头单位：",
    "responsible": "责任单位：",
    "support": "配合单位：",
    "supervise": "督查单位：",
}
_GAP = re.compile(r"(?<=[\u4e00-\u9fff）)])[ \t\u3000](?=[\u4e00-\u9fff])")
_DATE = re.compile(rf"(?P<year>{YEAR})(?:[-/.．](?P<month>{MONTH})(?:[-/.．](?P<day>{DAY}))?)?年?(?:底前?|前)?")

Piece = tuple[Span, OwnerList | None]


def read_rows(text: str, section: Section) -> tuple[list[Piece], list[Issue]]:
    """The measures of a task of a task table.

    Args:
        text: the document's text.
        section: a section with rows.

    Returns:
        for each row its words and its owners (with its deadline), and what was unclear.
    """
    pieces = [(trim(text, row.words, "。；;，,") or section.heading, row_owner_list(text, row)) for row in section.rows]
    return pieces, [issue for row in section.rows for issue in _issues(text, row)]


def unread_tables(document: Document) -> list[Issue]:
    """Tables that name owners under a header but no tasks under one: their words are read as running text."""
    text = document.text
    return [
        Issue(
            "table-not-read",
            {
                "zh": "表格有责任单位列，但没有认出任务列，按普通文字读取。",
                "en": "A table has a column of owners, but no column of tasks that aizone knows; it is read as running text.",
            },
            Span(table.span.start, table.span.end),
        )
        for table in document.tables
        if names_owners(text, table) and as_task_table(text, table) is None
    ]


def row_owner_list(text: str, row: TableRow) -> OwnerList | None:
    """The owners of a row, in the order of its columns; None when it has neither owners nor a deadline."""
    lists = [found for cell in row.owners if (found := _read_cell(text, cell)) is not None]
    deadline = read_cell_deadline(text, row.deadline) if row.deadline is not None else None
    deadline = deadline or next((one.deadline for one in lists if one.deadline is not None), None)
    if not lists:
        return OwnerList(deadline.span, deadline.span, (), deadline) if deadline and deadline.span else None
    owners: dict[tuple[str, Role], Owner] = {}
    for one in lists:
        for owner in one.owners:
            owners.setdefault((owner.written, owner.role), owner)
    span = _cover(text, [one.span for one in lists])
    return OwnerList(
        span=span,
        inner=span,
        owners=tuple(replace(owner, rank=rank) for rank, owner in enumerate(owners.values(), start=1)),
        deadline=deadline,
        open_tail=any(one.open_tail for one in lists),
        unread=tuple(span for one in lists for span in one.unread),
        rules=tuple(rule for one in lists for rule in one.rules),
        contacts=tuple(sorted(span for one in lists for span in one.contacts)),
    )


def _read_cell(text: str, cell: TableOwners) -> OwnerList | None:
    """Read a cell as if its column's header stood before it; spaces between names part them."""
    label = _LABELS[cell.role]
    words = label + _GAP.sub("、", cell.cell.of(text))
    whole = Span(0, len(words))
    found = read_owner_list(words, whole, whole)
    if found is None:
        return None
    by = cell.cell.start - len(label)

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    deadline = found.deadline
    if deadline is not None and deadline.span is not None:
        deadline = replace(deadline, span=moved(deadline.span))
    return replace(
        found,
        span=cell.cell,
        inner=cell.cell,
        owners=tuple(replace(one, span=moved(one.span), written=moved(one.span).of(text)) for one in found.owners),
        deadline=deadline,
        unread=tuple(moved(span) for span in found.unread),
        rules=tuple(
            replace(rule, span=moved(rule.span), units=tuple(replace(u, span=moved(u.span)) for u in rule.units))
            for rule in found.rules
        ),
        contacts=tuple(moved(span) for span in found.contacts),
    )


def _cover(text: str, cells: Sequence[Span]) -> Span:
    """The cells as one passage when they stand side by side; the first otherwise, so that no other cell is in it."""
    ordered = sorted(cells)
    end = ordered[0].end
    for cell in ordered[1:]:
        if text[end : cell.start].strip("\t"):
            return cells[0]
        end = max(end, cell.end)
    return Span(ordered[0].start, end)


def read_cell_deadline(text: str, cell: Span) -> Deadline | None:
    """The deadline in a cell of the deadline column, also as spreadsheets write dates ('2025/12/31', '2025.6')."""
    found = _DATE.fullmatch("".join(cell.of(text).split()))
    if found:
        return Deadline(iso_date(found), cell)
    return read_deadline(text, cell) or find_deadline(text, cell)


def _issues(text: str, row: TableRow) -> list[Issue]:
    issues = []
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
    if row.deadline is not None and read_cell_deadline(text, row.deadline) is None:
        issues.append(
            Issue(
                "deadline-not-read",
                {
                    "zh": f"完成时限“{row.deadline.of(text)[:40]}”未能读取。",
                    "en": f"The deadline '{row.deadline.of(text)[:40]}' could not be read.",
                },
                row.deadline,
            )
        )
    return issues
