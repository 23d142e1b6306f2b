"""Word documents (docx): the words a reader sees on the page, in order, with the numbers Word generates.

Read from the XML with lxml. Dropped: headers, footers, comments, deleted and moved-away words, the table of contents, pinyin
glosses. Words that are struck through, hidden or prompts, and notes, are left out with an issue. Inserted words are kept.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import N_, DocumentError
from ..model import Issue
from . import html, plain_text
from .archive import Archive, open_archive
from .content import (
    NOTHING,
    NOWHERE,
    Content,
    ContentBuilder,
    Location,
    TableCell,
    comment_remarks,
    inner_table,
    left_out,
    note_remark,
)
from .docx_numbering import Numbering, attribute, child, children, local, read_numbering, whole_number
from .docx_runs import NoteReference, Piece, StyleMarks, alternative, read_marks, run_pieces

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_TABLE_COLUMNS = 64
# 'toc 1', '目录 2': styles of the table of contents
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
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
    main = _main_part(archive)
    body = child(archive.xml(main), "body")
    styles = _part(archive, "styles")
    builder = ContentBuilder()
    if body is not None:
        numbers = {
            element: number for number, element in enumerate(body.iter(body.tag.replace("}body", "}p")), start=1)
        }
        reader = _BodyReader(
            numbering=read_numbering(_part(archive, "numbering"), styles),
            contents_styles=_contents_styles(styles),
            numbers=numbers,
            marks=read_marks(body, styles),
            notes={part: _notes(_part(archive, part)) for part in ("footnotes", "endnotes")},
            embedded=_Embedded(archive, _relations(archive, main), name),
        )
        reader.blocks(body, builder)
        builder.paragraph("", remarks=comment_remarks(archive.comments("word/")))
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


def _relations(archive: Archive, part: str) -> dict[str, str]:
    """The members that a part's relationships lead to, by their ids."""
    folder, _, file = part.rpartition("/")
    member = f"{folder}/_rels/{file}.rels"
    if member not in archive.members:
        return {}
    return {
        relation.get("Id") or "": posixpath.normpath(posixpath.join("/" + folder, relation.get("Target") or "")).lstrip(
            "/"
        )
        for relation in archive.xml(member)
        if relation.get("TargetMode") != "External"
    }


def _notes(part: etree._Element | None) -> dict[str, str]:
    """The words of footnotes or endnotes, by their ids; separators have none."""
    nothing = StyleMarks(frozenset(), frozenset(), frozenset())
    found = {
        attribute(note, "id") or "": "".join(
            piece for piece in run_pieces(note, nothing) if isinstance(piece, str)
        ).strip()
        for note in (part if part is not None else ())
    }
    return {number: words for number, words in found.items() if words}


@dataclass(frozen=True, slots=True)
class _Embedded:
    """The documents embedded in this one (altChunk), by the ids of their relationships."""

    archive: Archive
    relations: dict[str, str]
    name: str

    def write(self, chunk: etree._Element, builder: ContentBuilder) -> None:
        """Add the words of an embedded page, text or Word document; an issue says that another kind was not read."""
        member = self.relations.get(attribute(chunk, "id") or "", "")
        data = self.archive.read(member) if member in self.archive.members else b""
        for format_module in (html, plain_text):
            if data.strip() and format_module.can_read(data, member):
                builder.include(format_module.read(data, self.name))
                return
        builder.paragraph(
            "",
            remarks=[left_out(member or "altChunk", zh="是嵌入的文档", en="is an embedded document")],
        )


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
    marks: StyleMarks
    notes: dict[str, dict[str, str]]
    embedded: _Embedded
    _carried: list[tuple[str, Location]] = field(default_factory=list)
    _remarks: list[Issue] = field(default_factory=list)

    def blocks(self, parent: etree._Element, builder: ContentBuilder) -> None:
        """Write everything below a body, in order."""
        for block in _block_children(parent):
            if local(block) == "tbl":
                self._flush(builder)
                self._table(block, builder)
            elif local(block) == "altChunk":
                self._flush(builder)
                self.embedded.write(block, builder)
            else:
                for parts in self._paragraphs(block):
                    builder.paragraph(parts, remarks=self._taken_remarks())
        self._flush(builder)

    def _taken_remarks(self) -> list[Issue]:
        """The remarks about the words read since they were last taken."""
        taken, self._remarks = self._remarks, []
        return taken

    def _flush(self, builder: ContentBuilder) -> None:
        if self._carried:
            builder.paragraph(self._carried, remarks=self._taken_remarks())
            self._carried = []

    def _paragraphs(self, element: etree._Element) -> Iterator[list[tuple[str, Location]]]:
        """A paragraph, then those of the text boxes in it; one with a deleted end is kept back and joined to the next."""
        place = Location(paragraph=self.numbers.get(element))
        properties = child(element, "pPr")
        pieces = [self._noted(piece) for piece in run_pieces(element, self.marks)]
        words = "".join(piece for piece in pieces if isinstance(piece, str))
        if attribute(child(properties, "pStyle")) not in self.contents_styles:
            label = self.numbering.label(properties) if not _deleted_alone(properties, words) else ""
            self._carried.append((label + words if words.strip() else "", place))
            if child(properties, "rPr", "del") is None:
                whole, self._carried = self._carried, []
                yield whole
        for box in (piece for piece in pieces if not isinstance(piece, str | Issue)):
            for paragraph in _paragraph_elements(box):
                yield from self._paragraphs(paragraph)

    def _noted(self, piece: Piece) -> str | etree._Element | Issue:
        """A piece of a paragraph; what a note says, and what was left out, is kept as a remark."""
        if isinstance(piece, NoteReference):
            words = self.notes[piece.part].get(piece.number, "")
            piece = note_remark(words) if words else ""
        if isinstance(piece, Issue):
            self._remarks.append(piece)
        return piece

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
                parts = list(self._cell_parts(element))
                if (
                    child(properties, "cellDel") is not None
                ):  # deleted with its column: its place stays, so that none moves
                    parts = []
                remarks = self._taken_remarks()
                if remarks and not any(words.strip() for words, _ in parts):
                    parts = [(NOTHING, parts[0][1] if parts else NOWHERE)]
                cell = TableCell(parts)
                cell.remarks += remarks
            cells.extend([cell] * reach)
        return cells[:MAX_TABLE_COLUMNS]

    def _cell_parts(self, element: etree._Element) -> Iterator[tuple[str, Location]]:
        """The paragraphs of a cell, and a table inside it as one line per row."""
        for block in _block_children(element):
            if local(block) == "p":
                yield from self._lines(block)
            elif local(block) == "tbl":
                rows = [
                    [list(self._cell_parts(cell)) for cell in _flattened(row, "tc")] for row in _flattened(block, "tr")
                ]
                place = next((where for row in rows for cell in row for _, where in cell), NOWHERE)
                for line in inner_table([["\n".join(words for words, _ in cell) for cell in row] for row in rows]):
                    yield line, place

    def _lines(self, paragraph: etree._Element) -> Iterator[tuple[str, Location]]:
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
        if kind in {"p", "tbl", "altChunk"}:
            yield element
        elif kind in _WRAPPERS:
            yield from _block_children(element)
        elif kind == "AlternateContent":
            yield from _block_children(alternative(element))


def _paragraph_elements(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell or text box in order, also those of tables inside it."""
    for block in _block_children(parent):
        if local(block) == "p":
            yield block
            continue
        for row in _flattened(block, "tr"):
            for cell in _flattened(row, "tc"):
                yield from _paragraph_elements(cell)
