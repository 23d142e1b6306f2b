"""PDF with text: lines joined to paragraphs by where they stand, page furniture removed, ruled tables recognised.

PDFium (pypdfium2) tells each character's box and each drawn line; `pdf_page.py` takes them out, `pdf_tables.py` finds the
tables, `pdf_flow.py` joins the lines.
"""

from __future__ import annotations

import threading
import time

from ..errors import N_, DocumentError, MissingExtraError
from .archive import damaged, encrypted
from .content import Content, ContentBuilder
from .pdf_flow import join_pages
from .pdf_page import Page, read_page

_HEAD = 1024
MAX_PAGES = 1_000
MAX_CHARACTERS = 3_000_000
MAX_SECONDS = 120.0
_FEW = 5
"""A page of text has more characters than this; fewer on average is a scan with a stamp."""
_MOST_UNREADABLE = 0.3
_PDFIUM = threading.Lock()
"""PDFium may be entered by one thread at a time."""


def can_read(data: bytes, name: str) -> bool:
    """Whether the bytes begin as a PDF does (readers allow some bytes in front)."""
    return b"%PDF-" in data[:_HEAD] and not data.startswith((b"PK", b"\xd0\xcf\x11\xe0"))


def read(data: bytes, name: str) -> Content:
    """Read the text of every page.

    Raises:
        DocumentError: it is damaged, has a password, is a scan, or its letters cannot be told.
        MissingExtraError: pypdfium2 is not installed.
    """
    pages = _pages(data, name)
    characters = [char for page in pages for char in page.characters]
    if len(characters) < _FEW * len(pages):
        raise DocumentError(
            name,
            N_("is a scanned PDF: its pages are pictures without text."),
            N_("Have its text recognised (OCR), save that as PDF or docx, check it, and try again."),
        )
    unreadable = sum(char.is_unreadable for char in characters)
    if unreadable > _MOST_UNREADABLE * len(characters):
        raise DocumentError(
            name,
            N_("does not say which letters its fonts show, so its text cannot be read."),
            N_("Save it as PDF again from the program it was made with, or have it recognised (OCR)."),
        )
    builder = ContentBuilder()
    joined = join_pages(pages, builder)
    return builder.content("application/pdf", "utf-8", hard_breaks=not joined)


def _pages(data: bytes, name: str) -> list[Page]:
    try:
        import pypdfium2
    except ImportError as error:
        raise MissingExtraError(name, "formats") from error
    end = time.monotonic() + MAX_SECONDS
    pages: list[Page] = []
    count = 0
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                raise encrypted(name) from error
            raise damaged(name, str(error)) from error
        try:
            total = len(document)
            for number in range(1, total + 1):
                if number > MAX_PAGES or count > MAX_CHARACTERS or time.monotonic() > end:
                    raise DocumentError(
                        f"{name}, page {number}",
                        N_("is too long or takes too long to read; stopped after {count} characters."),
                        N_("Split it, or give its text."),
                        count=count,
                    )
                pages.append(read_page(document, number, MAX_CHARACTERS))
                count += len(pages[-1].characters)
        except pypdfium2.PdfiumError as error:
            raise damaged(f"{name}, page {len(pages) + 1}", str(error)) from error
        finally:
            document.close()
    return pages
