"""Workbooks of papers: tables that print as A4, and whose cells are never formulas or links."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from ...i18n import Lang, translator
from ...text.characters import columns, without_illegal
from ...views.papers.paper_table import PaperGroup, PaperTable
from ..plain_workbook import plain_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_A4 = 9
_PAGE = 150
"""Columns of a page: widths of 1 are a digit wide."""
# 'a/b[c]:*?': what the name of a sheet must not hold
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")
_MOST_NAME = 31
_LINE = 15.0
_HIGHEST = 400.0


class PaperBook:
    """A workbook being written, a sheet for each table.

    Args:
        title: what it is called, in its properties.
        lang: language of the footer.
    """

    def __init__(self, title: str, lang: Lang) -> None:
        self._data = io.BytesIO()
        self._book = plain_workbook(self._data, title)
        self._lang = lang
        self._names: set[str] = set()
        cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_name": "仿宋_GB2312", "font_size": 10}
        head = {**cell, "font_name": "黑体", "align": "center", "bg_color": "#F2F2F2"}
        self._looks = {
            "title": self._format({"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"}),
            "line": self._format({"font_name": "楷体_GB2312", "font_size": 11, "align": "center"}),
            "note": self._format({"font_name": "仿宋_GB2312", "font_size": 9, "text_wrap": True, "valign": "top"}),
            "head": self._format(head),
            "group": self._format({**head, "align": "left"}),
            "cell": self._format(cell),
            "centred": self._format({**cell, "align": "center"}),
        }  # fmt: skip

    def _format(self, look: dict[str, Any]) -> Format:
        return self._book.add_format(look)

    def sheet(self, name: str, table: PaperTable) -> None:
        """A table on a sheet: title, lines and notes, then the head, which is repeated on every page."""
        sheet = self._book.add_worksheet(self._sheet_name(name))
        last = len(table.columns) - 1
        total = sum(column.share for column in table.columns)
        widths = [round(_PAGE * column.share / total, 1) for column in table.columns]
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        at = 0
        tops = [("title", table.title), ("title", table.subtitle), *(("line", line) for line in table.lines), *(("note", one) for one in table.notes)]  # fmt: skip
        for look, words in tops:
            sheet.merge_range(at, 0, at, last, words, self._looks[look])
            sheet.set_row(at, 26 if look == "title" else 16)
            at += 1
        for place, column in enumerate(table.columns):
            sheet.write_string(at, place, column.head, self._looks["head"])
        sheet.set_row(at, 24)
        sheet.freeze_panes(at + 1, table.joined)
        sheet.repeat_rows(at)
        self._printed(sheet)
        at += 1
        for group in table.groups:
            if group.heading:
                sheet.merge_range(at, 0, at, last, group.heading, self._looks["group"])
                at += 1
            at = self._rows(sheet, at, table, group, widths)

    def _rows(self, sheet: Worksheet, at: int, table: PaperTable, group: PaperGroup, widths: list[float]) -> int:
        """The rows of a group from a line on; returns the line after them."""
        for place, row in enumerate(group.rows):
            below = 0
            while place + below + 1 < len(group.rows) and group.rows[place + below + 1].goes_on:
                below += 1
            for column, words in enumerate(row.cells):
                look = self._looks["centred" if table.columns[column].centred else "cell"]
                if column >= table.joined or (not row.goes_on and not below):
                    sheet.write_string(at + place, column, words, look)
                elif not row.goes_on:
                    sheet.merge_range(at + place, column, at + place + below, column, words, look)
            own = [(words, widths[c]) for c, words in enumerate(row.cells) if c >= table.joined or not below]
            lines = max(_lines(words, width) for words, width in own)
            sheet.set_row(at + place, min(_LINE * lines + 4, _HIGHEST))
        return at + len(group.rows)

    def _printed(self, sheet: Worksheet) -> None:
        _ = translator(self._lang)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C" + _("Page {page} of {pages}").format(page="&P", pages="&N"))

    def _sheet_name(self, name: str) -> str:
        """A name that workbooks allow and that no sheet before has."""
        plain = _NOT_IN_NAME.sub(" ", without_illegal(name)).strip()[:_MOST_NAME] or "1"
        found, number = plain, 2
        while found.casefold() in self._names:
            end = f" {number}"
            found, number = plain[: _MOST_NAME - len(end)] + end, number + 1
        self._names.add(found.casefold())
        return found

    def to_bytes(self) -> bytes:
        """The file; the same content gives the same bytes."""
        self._book.close()
        return self._data.getvalue()


def _lines(words: str, width: float) -> int:
    """The lines that words take in a column; a Chinese character is two digits wide."""
    return sum(max(1, -(-columns(line) * 11 // int(width * 10))) for line in words.split("\n"))
