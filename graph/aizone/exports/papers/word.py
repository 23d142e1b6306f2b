"""Word documents in the typography of official documents (GB/T 9704-2012): fonts by name, A4, page numbers as fields.

The fonts are not ours to ship: a file names them, and a program that has none of them takes its own. The same content gives
the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ...errors import MissingExtraError
from ...i18n import Lang, translator
from ...text.characters import without_illegal
from ...views.papers.paper_table import PaperTable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import Section
    from docx.styles.style import ParagraphStyle
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_EPOCH = datetime(2020, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_TITLE, _HEADING, _SECOND, _BODY = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"
_LATIN = "Times New Roman"
_LONG, _SHORT = 297, 210  # A4, mm
_MARGINS = (37, 35, 28, 26)  # top, bottom, left, right, mm: GB/T 9704
_NARROW_MARGINS = (26, 22, 20, 20)
_STYLES = (
    # name, font, points, line spacing in points, characters of indent
    ("Paper title", _TITLE, 22, 34, 0),
    ("Paper line", _SECOND, 14, 24, 0),
    ("Paper heading", _HEADING, 16, 29, 2),
    ("Paper text", _BODY, 16, 29, 2),
    ("Paper small", _BODY, 12, 18, 0),
    ("Paper small head", _HEADING, 11, 20, 0),
    ("Paper dense", _BODY, 10.5, 15, 0),
    ("Paper cell", _BODY, 10.5, 15, 0),
    ("Paper head", _HEADING, 10.5, 16, 0),
)


class WordPaper:
    """A Word document being written, from the title down.

    Args:
        title: what it is called, in its properties; the title line is written with `heading_lines`.
        lang: language of the footer and of spelling.
        landscape: A4 lying down, for tables.
        dense: narrow margins, for what has to fit on one page.

    Raises:
        MissingExtraError: python-docx is not installed.
    """

    def __init__(self, title: str, lang: Lang, *, landscape: bool = False, dense: bool = False) -> None:
        try:
            import docx
        except ImportError as error:
            raise MissingExtraError("docx", "formats") from error
        self._document: Document = docx.Document()
        _without_thumbnail(self._document)
        self._width = _page(self._document.sections[0], landscape=landscape, dense=dense or landscape)
        _styles(self._document, lang)
        self._style_ids = {style.name: style.style_id for style in self._document.styles}
        _footer(self._document.sections[0], lang)
        about = self._document.core_properties
        about.title, about.author, about.comments, about.language = (
            without_illegal(title)[:255],
            "aizone",
            "",
            _tag(lang),
        )
        about.created = about.modified = _EPOCH
        about.revision, about.last_modified_by = 1, "aizone"

    def title(self, rows: Sequence[str], lines: Iterable[str] = (), *, new_page: bool = False) -> None:
        """A title in one row or several, and the lines below it, centred."""
        from docx.shared import Pt

        written = [self._write(row, "Paper title", centred=True) for row in rows]
        written[0].paragraph_format.page_break_before = new_page
        written[-1].paragraph_format.space_after = Pt(6)
        for line in lines:
            self._write(line, "Paper line", centred=True)

    def heading(self, words: str) -> None:
        """A heading in 黑体."""
        self._write(words, "Paper heading").paragraph_format.keep_with_next = True

    def text(self, words: str, *, lead: str = "") -> None:
        """A paragraph; `lead` are the words it opens with, in the font of headings."""
        paragraph = self._write("", "Paper text")
        if lead:
            _font(paragraph.add_run(without_illegal(lead)), _HEADING)
        paragraph.add_run(without_illegal(words))

    def small_heading(self, words: str) -> None:
        """A heading over notes in small letters."""
        paragraph = self._write(words, "Paper small head")
        paragraph.paragraph_format.keep_with_next = True

    def small(self, words: str, *, dense: bool = False) -> None:
        """A note in small letters, or in those of a paper that has to fit on one page."""
        self._write(words, "Paper dense" if dense else "Paper small")

    def table(self, table: PaperTable) -> None:
        """A table with its notes; its head is repeated on every page, and no row is cut by the end of one."""
        from docx.enum.table import WD_TABLE_ALIGNMENT

        rows = 1 + sum(bool(group.heading) + len(group.rows) for group in table.groups)
        grid = self._document.add_table(rows, len(table.columns), "Table Grid")
        grid.autofit, grid.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        self._column_widths(grid, [column.share for column in table.columns])
        cells: list[_Cell] = grid._cells  # each `row.cells` would look for merged cells in the whole table
        width = len(table.columns)

        def line(number: int) -> Sequence[_Cell]:
            return cells[number * width : (number + 1) * width]

        for column, cell in zip(table.columns, line(0), strict=True):
            self._fill(cell, column.head, "Paper head", centred=True)
        _repeated(grid.rows[0]._tr)
        at = 1
        for group in table.groups:
            if group.heading:
                across = line(at)
                self._fill(across[0].merge(across[-1]), group.heading, "Paper head", centred=False)
                _kept_together(grid.rows[at]._tr)
                for paragraph in across[0].paragraphs:
                    paragraph.paragraph_format.keep_with_next = True
                at += 1
            for row in group.rows:
                own = line(at)
                for place, (column, cell, words) in enumerate(zip(table.columns, own, row.cells, strict=True)):
                    if row.goes_on and place < table.joined:
                        cell._tc.get_or_add_tcPr().vMerge_val = "continue"
                    else:
                        self._fill(cell, words, "Paper cell", centred=column.centred)
                        if place < table.joined:
                            cell._tc.get_or_add_tcPr().vMerge_val = "restart"
                _kept_together(grid.rows[at]._tr)
                at += 1
        for note in table.notes:
            self._write(note, "Paper small")

    def to_bytes(self) -> bytes:
        """The file; the same content gives the same bytes."""
        buffer = io.BytesIO()
        self._document.save(buffer)
        packed = io.BytesIO()
        with zipfile.ZipFile(buffer) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
            for name in made.namelist():
                kept.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), made.read(name), zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def _write(self, words: str, style: str, *, centred: bool = False) -> Paragraph:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        paragraph = self._document.add_paragraph(without_illegal(words))
        paragraph._p.style = self._style_ids[style]
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def _fill(self, cell: _Cell, words: str, style: str, *, centred: bool) -> None:
        """Put words into a cell, a paragraph for each line."""
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for place, line in enumerate(words.split("\n")):
            paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
            paragraph._p.style = self._style_ids[style]  # by name, each would be looked for among all styles
            paragraph.add_run(without_illegal(line))
            if centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _column_widths(self, grid: Table, shares: Sequence[float]) -> None:
        from docx.shared import Mm

        total = sum(shares)
        for column, share in zip(grid.columns, shares, strict=True):
            column.width = Mm(round(self._width * share / total, 1))


# --- the page


def _page(section: Section, *, landscape: bool, dense: bool) -> float:
    """Make a section A4; returns the width of its lines in mm."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    width, height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, bottom, left, right = _NARROW_MARGINS if dense else _MARGINS
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(12)
    return width - left - right


def _footer(section: Section, lang: Lang) -> None:
    """The number of the page and of all pages, as fields that the program counts."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    _ = translator(lang)
    paragraph = section.footer.paragraphs[0]
    paragraph.style, paragraph.alignment = "Paper small", WD_ALIGN_PARAGRAPH.CENTER
    words = _("Page {page} of {pages}").format(page="\0PAGE\0", pages="\0NUMPAGES\0")
    for place, piece in enumerate(words.split("\0")):
        if place % 2:
            _field(paragraph, piece)
        elif piece:
            paragraph.add_run(piece)


def _field(paragraph: Paragraph, instruction: str) -> None:
    simple = _element("w:fldSimple", {"w:instr": f" {instruction} "})
    run = paragraph.add_run("1")._r
    simple.append(run)
    paragraph._p.append(simple)


def _without_thumbnail(document: Document) -> None:
    """Drop the picture of the empty document that the template of python-docx brings along."""
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]


# --- styles and fonts


def _styles(document: Document, lang: Lang) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    normal: ParagraphStyle = document.styles["Normal"]
    _font(normal, _BODY)
    normal.element.get_or_add_rPr().append(_element("w:lang", {"w:val": "en-GB", "w:eastAsia": "zh-CN"}))
    for name, font, points, spacing, indent in _STYLES:
        style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _font(style, font)
        style.font.size = Pt(points)
        form = style.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if name != "Paper cell" else WD_LINE_SPACING.AT_LEAST
        form.line_spacing = Pt(spacing)
        if indent and lang == "zh":
            form.first_line_indent = Pt(points * indent)
    document.styles["Paper line"].paragraph_format.space_after = Pt(6)
    for name in ("Paper cell", "Paper head"):
        form = document.styles[name].paragraph_format
        form.space_before = form.space_after = Pt(1.5)


def _font(holder: Any, east: str) -> None:  # noqa: ANN401 - a style or a run, which have no common type
    """Name the font of Chinese characters, and that of Latin letters."""
    holder.font.name = _LATIN
    holder.element.get_or_add_rPr().get_or_add_rFonts().set(_qualified("w:eastAsia"), east)


# --- rows


def _repeated(row: BaseOxmlElement) -> None:
    """Repeat a row at the top of every page."""
    _kept_together(row)
    row.get_or_add_trPr().append(_element("w:tblHeader", {}))


def _kept_together(row: BaseOxmlElement) -> None:
    """Do not cut a row at the end of a page."""
    row.get_or_add_trPr().append(_element("w:cantSplit", {}))


def _element(name: str, attributes: dict[str, str]) -> BaseOxmlElement:
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(_qualified(key), value)
    return made


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


def _tag(lang: Lang) -> str:
    return {"zh": "zh-CN", "en": "en-GB"}[lang]
