"""The work list of findings as a workbook that people fill in, and what they filled in read back."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...errors import N_, DocumentError
from ...i18n import LANGUAGES, Lang, translator
from ...verdicts.filled_rows import FilledRow
from ...verdicts.kinds import VERDICT_KINDS
from ...views.desk.findings import verdict_label
from ...views.papers.worklist import KIND, WorklistTable, worklist_heads
from ..filled_workbook import HEADS_WITHIN, filled_sheets
from ..plain_workbook import plain_workbook

_WIDTHS = (15, 60, 14, 34, 34, 16, 40, 14, 20)
_MOST_ROWS = 20_000
_MOST_COLUMNS = 40
_COLUMNS = len(_WIDTHS)
_ID = 0


def worklist_xlsx(table: WorklistTable, lang: Lang) -> bytes:
    """The file; the kind of verdict is chosen from a list, and no text becomes a formula or a link.

    Args:
        table: `views.papers.worklist.worklist_table`.
        lang: language of the kinds offered.
    """
    _ = translator(lang)
    data = io.BytesIO()
    with plain_workbook(data, table.title) as book:
        sheet = book.add_worksheet(_("Worklist"))
        head = book.add_format(
            {"bold": True, "border": 1, "bg_color": "#E6F0F6", "text_wrap": True, "valign": "vcenter"}
        )
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
        filled = book.add_format(
            {"border": 1, "text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#FFF9E5"}
        )
        for column, (words, width) in enumerate(zip(table.heads, _WIDTHS, strict=True)):
            sheet.write_string(0, column, words, head)
            sheet.set_column(column, column, width)
        for line, row in enumerate(table.rows, start=1):
            for column, words in enumerate(row):
                sheet.write_string(line, column, words, filled if column >= KIND else cell)
        if table.rows:
            kinds = [verdict_label(kind, _) for kind in VERDICT_KINDS]
            sheet.data_validation(1, KIND, len(table.rows), KIND, {
                "validate": "list", "source": kinds, "error_title": _("Verdict"), "error_message": "\n".join(kinds),
            })  # fmt: skip
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(table.rows), 1), _COLUMNS - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return data.getvalue()


def read_worklist(data: bytes, name: str) -> tuple[FilledRow, ...]:
    """The rows of a filled-in work list, those without a decision included.

    Columns are found by their heads, in either language: people sort rows, move, add and remove columns, rename the sheet, put a title
    above the heads and sheets beside.

    Args:
        data: the workbook.
        name: of the file, for messages.

    Raises:
        DocumentError: it is damaged, none of its sheets is a work list, or two are.
        MissingExtraError: openpyxl is not installed.
    """
    found = [
        (head, rows)
        for rows in filled_sheets(data, name, columns=_MOST_COLUMNS, most_rows=_MOST_ROWS)
        if (head := _head_of(rows)) is not None
    ]
    if not found:
        raise DocumentError(
            name,
            N_("is not a work list of findings."),
            N_("Make one with: aizone export --paper worklist -o FILE.xlsx"),
        )
    if len(found) > 1:
        raise DocumentError(name, N_("has several sheets that are work lists."), N_("Keep one of them in the file."))
    ((head, rows),) = found
    missing = [column for column in (KIND, KIND + 1) if column not in head.places]
    if missing:
        raise DocumentError(
            name,
            N_("has no column '{column}'."),
            N_("Decisions are read from it; name the column again."),
            column=worklist_heads(translator("zh"))[missing[0]] + " / " + worklist_heads(translator("en"))[missing[0]],
        )
    return tuple(_filled(head, rows))


@dataclass(frozen=True, slots=True)
class _Head:
    """The row of a sheet that has the heads, from 0, and the place of each column that it has, by its place in our own list."""

    row: int
    places: Mapping[int, int]


def _head_of(rows: Sequence[tuple[object, ...]]) -> _Head | None:
    """The heads of a work list among the first rows of a sheet: the id is there, and something that is decided."""
    named = {
        words.casefold(): column for lang in LANGUAGES for column, words in enumerate(worklist_heads(translator(lang)))
    }
    for number, row in enumerate(rows[:HEADS_WITHIN]):
        places: dict[int, int] = {}
        for place, value in enumerate(row):
            column = named.get(_words(value).casefold())
            if column is not None:
                places.setdefault(column, place)
        if _ID in places and len(places) > 1:
            return _Head(number, places)
    return None


def _filled(head: _Head, rows: Sequence[tuple[object, ...]]) -> Iterator[FilledRow]:
    for number, row in enumerate(rows[head.row + 1 :], start=head.row + 2):

        def cell(column: int, row: tuple[object, ...] = row) -> str:
            place = head.places.get(column, len(row))
            return _words(row[place]) if place < len(row) else ""

        finding, kind, why, by, when = (cell(column) for column in (_ID, *range(KIND, KIND + 4)))
        if finding or kind:  # what people write below the list is not a row of it
            yield FilledRow(number, finding.lower(), _kind(kind), why, by, when)


def _kind(words: str) -> str:
    """The kind that a cell names, by its name in any language or its own; other words stay as they are."""
    named = {verdict_label(kind, translator(lang)).casefold(): kind for lang in LANGUAGES for kind in VERDICT_KINDS}
    return named.get(words.casefold(), words)


def _words(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value).strip()
