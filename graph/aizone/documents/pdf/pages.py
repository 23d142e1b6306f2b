"""The pages of a PDF, as one object of plain values; see `reader`.

The object holds "text", "anchors" ([start, end, page]), "tables", "hard_breaks", "unreadable"
([page, number of letters]) and "notes" ([message, start, end]), or "error" (and perhaps "detail").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..content import Content
from .page import Page, is_vertical, read_page
from .paragraphs import join_pages

MAX_PAGES = 1_000
MAX_CHARACTERS = 1_000_000
_FEW = 5
"""A page of text has more characters than this; a document with fewer per page is a scan with stamps."""
_MOST_UNREADABLE = 0.3

Json = dict[str, Any]


def read_pages(data: bytes) -> Json:
    """Read the PDF in `data`; see the module for what the object holds."""
    import pypdfium2

    pages: list[Page] = []
    count = 0
    try:
        with pypdfium2.PdfDocument(data) as document:
            for number in range(1, len(document) + 1):
                if number > MAX_PAGES or count >= MAX_CHARACTERS:
                    return {"error": "long", "detail": str(number)}
                pages.append(read_page(document, number, MAX_CHARACTERS))
                count += len(pages[-1].characters)
    except pypdfium2.PdfiumError as error:
        words = str(error)
        if "password" in words.lower() or "security" in words.lower():
            return {"error": "password"}
        return {"error": "damaged", "detail": words}
    if count < _FEW * max(1, len(pages)):
        return {"error": "scan"}
    if sum(map(_unreadable, pages)) > _MOST_UNREADABLE * count:
        return {"error": "letters"}
    if 2 * sum(len(page.characters) for page in pages if is_vertical(page)) > count:
        return {"error": "vertical"}
    return _json(join_pages(pages), [(page.number, count) for page in pages if (count := _unreadable(page))])


def _unreadable(page: Page) -> int:
    return sum(char.is_unreadable for char in page.characters)


def _json(content: Content, unreadable: Sequence[tuple[int, int]]) -> Json:
    return {
        "text": content.text,
        "anchors": [[anchor.span.start, anchor.span.end, anchor.page] for anchor in content.anchors],
        "tables": [
            {
                "span": [table.span.start, table.span.end],
                "rows": [[[cell.start, cell.end] for cell in row] for row in table.rows],
            }
            for table in content.tables
        ],
        "hard_breaks": content.hard_breaks,
        "unreadable": unreadable,
        "notes": [[one.message, one.span.start, one.span.end] for one in content.issues if one.span is not None],
    }
