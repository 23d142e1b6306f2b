"""Word documents (docx): the words a reader sees on the page, in order, with the numbers Word generates.

Read from the XML with lxml. Dropped: headers, footers, comments, notes, deleted and moved-away words, hidden text, the
table of contents, pinyin glosses. Inserted words are kept.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import N_, DocumentError
from .archive import Archive, open_archive
from .content import Content, ContentBuilder, Location, TableCell
from .docx_numbering import Numbering, attribute, child, children, local, read_numbering, whole_number

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_TABLE_COLUMNS = 64
_SKIPPED = frozenset([
    "del", "moveFrom", "rPr", "pPr", "instrText", "delText", "delInstrText", "rt", "fldData", "sectPr", "tblPr",
    "tblGrid", "trPr", "tcPr", "commentReference", "footnoteReference", "endnoteReference",
])  # fmt: skip
# 'toc 1', '目录 2': styles of the table of contents
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
_CONTINUED = "continue"


def can_read(data: bytes, name: str) -> bool:
    """True if the bytes are a zip archive with a Word document in it."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(re.fullmatch(r"/?word/document\d*\.xml", member) for member in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def read(data: bytes, name: str) -> Content:
    """Read the document's main part.

    Raises:
        DocumentError: the file is damaged or hostile, or has no text in it.
        MissingExtraError: lxml is not installed.
    """
    archive = open_archive(data, name)
    body = child(archive.xml(_main_part(archive)), "body")
    styles = _part(archive, "styles")
    builder = ContentBuilder()
    if body is not None:
        numbers = {
            element: number for number, element in enumerate(body.iter(body.tag.replace("}body", "}p")), start=1)
        }
        reader = _BodyReader(read_numbering(_part(archive, "numbering"), styles), _contents_styles(styles), numbers)
        reader.blocks(body, builder)
    content = builder.content(MEDIA_TYPE, "utf-8")
    if not content.text.strip():
        raise DocumentError(
            name,
            N_("is a Word document without text; its pages may be pictures."),
            N_("Have the pictures' text recognised (OCR), check it, and try again."),
        )
    return content


def _main_part(archive: Archive) -> str:
    """The part that the package's relationships name as the document."""
    found = "word/document.xml"
    if "_rels/.rels" in archive.members:
        for relation in archive.xml("_rels/.rels"):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                found = (relation.get("Target") or found).lstrip("/")
    return found if found in archive.members else min(m for m in archive.members if m.startswith("word/document"))


def _part(archive: Archive, name: str) -> etree._Element | None:
    member = f"word/{name}.xml"
    return archive.xml(member) if member in archive.members else None


def _contents_styles(styles: etree._Element | None) -> frozenset[str]:
    """The styles of the table of contents."""
    return frozenset(
        identifier
        for style in children(styles, "style")
        if (identifier := attribute(style, "styleId")) and _CONTENTS.match(attribute(child(style, "name")) or "")
    )


@dataclass(slots=True)
class _BodyReader:
    """Walks the blocks of a document; `numbers` counts all its paragraphs in the order of the file, from 1."""

    numbering: Numbering
    contents_styles: frozenset[str]
    numbers: dict[etree._Element, int]
    _carried: list[tuple[str, Location]] = field(default_factory=list)

    def blocks(self, parent: etree._Element, builder: ContentBuilder) -> None:
        """Write everything below a body, in order."""
        for block in _block_children(parent):
            if local(block) == "tbl":
                self._flush(builder)
                self._table(block, builder)
            else:
                for parts in self._paragraphs(block):
                    builder.paragraph(parts)
        self._flush(builder)

    def _flush(self, builder: ContentBuilder) -> None:
        if self._carried:
            builder.paragraph(self._carried)
            self._carried = []

    def _paragraphs(self, element: etree._Element) -> Iterator[list[tuple[str, Location]]]:
        """A paragraph, then those of the text boxes in it; one with a deleted end is kept back and joined to the next."""
        place = Location(paragraph=self.numbers.get(element))
        properties = child(element, "pPr")
        pieces = list(_pieces(element))
        words = "".join(piece for piece in pieces if isinstance(piece, str))
        if attribute(child(properties, "pStyle")) not in self.contents_styles:
            label = self.numbering.label(properties) if not _deleted_alone(properties, words) else ""
            self._carried.append((label + words if words.strip() else "", place))
            if child(properties, "rPr", "del") is None:
                whole, self._carried = self._carried, []
                yield whole
        for box in (piece for piece in pieces if not isinstance(piece, str)):
            for paragraph in _paragraph_elements(box):
                yield from self._paragraphs(paragraph)

    def _table(self, table: etree._Element, builder: ContentBuilder) -> None:
        rows: list[list[TableCell | None]] = []
        for row in _flattened(table, "tr"):
            if child(row, "trPr", "del") is None:
                rows.append(self._row(row, rows[-1] if rows else []))
        width = max((len(row) for row in rows), default=0)
        builder.table([row + [None] * (width - len(row)) for row in rows])

    def _row(self, row: etree._Element, above: list[TableCell | None]) -> list[TableCell | None]:
        cells: list[TableCell | None] = [None] * _bounded(attribute(child(row, "trPr", "gridBefore")), 0)
        for element in _flattened(row, "tc"):
            properties = child(element, "tcPr")
            merge = child(properties, "vMerge")
            reach = max(1, _bounded(attribute(child(properties, "gridSpan")), 1))
            cell: TableCell | None = None
            if merge is not None and (attribute(merge) or _CONTINUED) == _CONTINUED and len(above) > len(cells):
                cell = above[len(cells)]
                for _ in self._cell_parts(element):  # counted; empty by the rules of the format
                    pass
            if cell is None:
                cell = TableCell(list(self._cell_parts(element)))
            cells.extend([cell] * reach)
        return cells[:MAX_TABLE_COLUMNS]

    def _cell_parts(self, element: etree._Element) -> Iterator[tuple[str, Location]]:
        """The paragraphs of a cell, also those of a table inside it."""
        for paragraph in _paragraph_elements(element):
            for parts in self._paragraphs(paragraph):
                words = "".join(words for words, _ in parts)
                if words.strip():
                    yield words, parts[0][1]


def _bounded(text: str | None, default: int) -> int:
    number = whole_number(text)
    return default if number is None else min(max(number, 0), MAX_TABLE_COLUMNS)


def _deleted_alone(properties: etree._Element | None, words: str) -> bool:
    """True if a paragraph is deleted altogether: it is not counted."""
    return not words.strip() and child(properties, "rPr", "del") is not None


_WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"])


def _flattened(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name, also those inside content controls and insertions."""
    for element in parent:
        kind = local(element)
        if kind == name:
            yield element
        elif kind in _WRAPPERS:
            yield from _flattened(element, name)


def _block_children(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order, also those inside content controls and insertions."""
    for element in parent:
        kind = local(element)
        if kind in {"p", "tbl"}:
            yield element
        elif kind in _WRAPPERS:
            yield from _block_children(element)
        elif kind == "AlternateContent":
            yield from _block_children(_alternative(element))


def _paragraph_elements(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell or text box in order, also those of tables inside it."""
    for block in _block_children(parent):
        if local(block) == "p":
            yield block
            continue
        for row in _flattened(block, "tr"):
            for cell in _flattened(row, "tc"):
                yield from _paragraph_elements(cell)


def _alternative(element: etree._Element) -> etree._Element:
    """One of the alternatives of a passage; they say the same."""
    fallback, choice = child(element, "Fallback"), child(element, "Choice")
    return choice if choice is not None else fallback if fallback is not None else element


def _pieces(element: etree._Element) -> Iterator[str | etree._Element]:
    """The visible words of a paragraph or a part of it, and the text boxes between them."""
    for part in element:
        kind = local(part)
        if kind in _SKIPPED:
            continue
        if kind == "t":
            yield part.text or ""
        elif kind in {"tab", "ptab"}:
            yield "\t"
        elif kind in {"br", "cr"}:
            yield "\n"
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind == "txbxContent":
            yield part
        elif kind == "AlternateContent":
            yield from _pieces(_alternative(part))
        elif kind == "r" and _is_hidden(part):
            continue
        else:
            yield from _pieces(part)


def _is_hidden(run: etree._Element) -> bool:
    hidden = child(run, "rPr", "vanish")
    return hidden is not None and attribute(hidden) not in _OFF
