"""PDF with text: lines joined to paragraphs by their positions, page furniture removed, ruled tables recognised.

PDFium (pypdfium2) gives the box of each character and each drawn line.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any

from ...errors import N_, DocumentError, MissingExtraError
from ...model import Anchor, Issue, Span, Table
from ..archive import damaged, encrypted
from ..content import Content
from .pages import read_pages

_HEAD = 1024


def can_read(data: bytes, name: str) -> bool:
    """True if the bytes begin like a PDF (readers allow some bytes before the mark)."""
    return b"%PDF-" in data[:_HEAD] and not data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def read(data: bytes, name: str) -> Content:
    """Read the text of every page.

    Raises:
        DocumentError: it is damaged, has a password, is a scan, or its fonts do not say which letters they show.
        MissingExtraError: pypdfium2 is not installed.
    """
    if importlib.util.find_spec("pypdfium2") is None:
        raise MissingExtraError(name, "formats")
    answer = read_pages(data)
    if "error" in answer:
        raise _error(name, **answer)
    anchors = tuple(Anchor(Span(start, end), page=page) for start, end, page in answer["anchors"])
    return Content(
        text=answer["text"],
        media_type="application/pdf",
        encoding="utf-8",
        anchors=anchors,
        tables=tuple(_table(rows) for rows in answer["tables"]),
        hard_breaks=answer["hard_breaks"],
        issues=(
            *(_unreadable(page, count, anchors, answer["text"]) for page, count in answer["unreadable"]),
            *(Issue("note-not-read", words, Span(start, end)) for words, start, end in answer["notes"]),
        ),
    )


def _unreadable(page: int, count: int, anchors: Sequence[Anchor], text: str) -> Issue:
    """The issue that letters of a page could not be read, at the first of them that is left in the text."""
    own = [anchor.span for anchor in anchors if anchor.page == page]
    place = next((at for span in own if (at := text.find("\ufffd", span.start, span.end)) >= 0), None)
    message = {
        "zh": f"第{page}页有{count}个字，其字体没有说明是什么字。",
        "en": f"Page {page} has {count} letters whose font does not say which they are.",
    }
    span = Span(place, place + 1) if place is not None else next(iter(own), None)
    return Issue("letters-unreadable", message, span)


def _table(spans: dict[str, Any]) -> Table:
    return Table(Span(*spans["span"]), tuple(tuple(Span(*cell) for cell in row) for row in spans["rows"]))


def _error(name: str, error: str, detail: str = "") -> DocumentError:
    """The error that the worker reported, in words for people."""
    if error == "password":
        return encrypted(name)
    if error == "scan":
        return DocumentError(
            name,
            N_("is a scanned PDF: its pages are pictures without text."),
            N_("Have its text recognised (OCR), save that as PDF or docx, check it, and try again."),
        )
    if error == "letters":
        return DocumentError(
            name,
            N_("does not say which letters its fonts show, so its text cannot be read."),
            N_("Save it as PDF again from the program it was made with, or have it recognised (OCR)."),
        )
    if error == "vertical":
        return DocumentError(
            name,
            N_("is set in vertical lines, which aizone does not read."),
            N_("Give its text in horizontal lines, as docx or plain text."),
        )
    if error == "long":
        return DocumentError(
            name, N_("is longer than any plan; it was read to page {detail}."), N_("Split it."), detail=detail
        )
    return damaged(name, detail)
