"""The 责任分解表 as a Word document and as a workbook; what is in it is decided in `views.papers.breakdown`."""

from __future__ import annotations

from collections.abc import Sequence

from ...i18n import Lang
from ...views.papers.paper_table import PaperTable
from .sheet import PaperBook
from .word import WordPaper


def breakdown_docx(tables: Sequence[PaperTable], lang: Lang) -> bytes:
    """The tables as a Word document, A4 landscape, each with a title and on a page of its own.

    Args:
        tables: one of a plan, or one per unit.
        lang: language of the footer.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    paper = WordPaper(tables[0].title, lang, landscape=True)
    for place, table in enumerate(tables):
        paper.title((table.title, table.subtitle), table.lines, new_page=place > 0)
        paper.table(table)
    return paper.to_bytes()


def breakdown_xlsx(tables: Sequence[PaperTable], names: Sequence[str], lang: Lang) -> bytes:
    """The tables as a workbook, each on a sheet that prints as A4 landscape.

    Args:
        tables: one of a plan, or one per unit.
        names: of the sheets.
        lang: language of the footer.
    """
    book = PaperBook(tables[0].title, lang)
    for table, name in zip(tables, names, strict=True):
        book.sheet(name, table)
    return book.to_bytes()
