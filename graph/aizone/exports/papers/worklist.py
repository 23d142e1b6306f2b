"""The work list of findings as a workbook that people fill in, and what they filled in read back."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence

from ...errors import N_, DocumentError
from ...i18n import LANGUAGES, Lang, translator
from ...verdicts.filled_rows import FilledRow
from ...verdicts.kinds import VERDICT_KINDS
from ...views.desk.findings import verdict_label
from ...views.papers.worklist import KIND, WorklistTable
from ..filled_workbook import filled_sheets
from .sheet import plain_workbook

_WIDTHS = (15, 60, 14, 34, 34, 16, 40, 14, 20)
_MOST_ROWS = 20_000
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

    Args:
        data: the workbook.
        name: of the file, for messages.

    Raises:
        DocumentError: it is damaged, or its first sheet is not a work list.
        MissingExtraError: openpyxl is not installed.
    """
    rows = next(filled_sheets(data, name, columns=_COLUMNS, most_rows=_MOST_ROWS), [])
    return tuple(_filled(rows, name))


def _filled(rows: Sequence[tuple[object, ...]], name: str) -> Iterator[FilledRow]:
    if not rows or len(rows[0]) < _COLUMNS or str(rows[0][_ID]).strip() not in _id_heads():
        raise DocumentError(
            name,
            N_("is not a work list of findings."),
            N_("Make one with: aizone export --paper worklist -o FILE.xlsx"),
        )
    for number, row in enumerate(rows[1:], start=2):
        words = [_words(value) for value in (*row, *[None] * (_COLUMNS - len(row)))]
        if any(words):
            kind, why, by, when = words[KIND:]
            yield FilledRow(number, words[_ID].lower(), _kind(kind), why, by, when)


def _id_heads() -> set[str]:
    return {_("ID") for _ in map(translator, LANGUAGES)}


def _kind(words: str) -> str:
    """The kind that a cell names, by its name in any language or its own; other words stay as they are."""
    named = {verdict_label(kind, translator(lang)).casefold(): kind for lang in LANGUAGES for kind in VERDICT_KINDS}
    return named.get(words.casefold(), words)


def _words(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return "" if value is None else str(value).strip()
