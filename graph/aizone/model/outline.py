"""A document's structure: numbered sections, and the rows of task tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from .document import Document
from .kinds import Role
from .span import Span

Numeral = tuple[str, ...]
"""A printed path from the top level down: ('三', '(一)', '1')."""


class TableOwners(Struct, frozen=True, gc=False):
    """A cell of owners, the role its column gives them, and the header that says so; None outside of tables.

    Where units are columns, `cell` is the header with the unit's name and `mark` the cell of the row that marks it.
    """

    cell: Span
    role: Role
    from_above: bool = False  # the row's own cell is blank
    header: Span | None = None
    mark: Span | None = None


class TableNote(Struct, frozen=True, gc=False):
    """A cell about a task that says something else: who is in charge in person, where the money is from; with its header."""

    cell: Span
    header: Span
    is_person: bool = False


class TableRow(Struct, frozen=True, gc=False):
    """A row of a task table: the work, its owners, its deadline, notes, and cells of targets that are not in the words."""

    words: Span
    owners: tuple[TableOwners, ...]
    deadline: Span | None = None
    notes: tuple[TableNote, ...] = ()
    targets: tuple[TableNote, ...] = ()


class Section(Struct, frozen=True, gc=False):
    """A numbered part of a document.

    `path` is the numbering as printed from the top level down ('三', '一', '1'), `style` the numbering style it was
    read by, `heading` the words after the number, `body` the section's own running text without its children: one
    span per paragraph. A task of a task table is a section with `rows`, one for each of its measures.
    """

    path: Numeral
    style: str
    mark: Span
    heading: Span
    body: tuple[Span, ...]
    children: tuple[Section, ...] = ()
    rows: tuple[TableRow, ...] = ()

    @property
    def printed_path(self) -> str:
        """The path as the contract prints it, brackets in half width: '三/(一)/1'."""
        return "/".join(self.path)

    def walk(self) -> list[Section]:
        """This section and all below it, in document order."""
        return walk([self])


def walk(sections: Sequence[Section]) -> list[Section]:
    """Sections and all below them, in document order; as a list, because each stage asks and generators cost more."""
    found: list[Section] = []
    for section in sections:
        found.append(section)
        if section.children:
            found += walk(section.children)
    return found


class Outline(Struct, frozen=True, gc=False):
    """A document's structure: the lines before the first number, then the numbered sections."""

    document: Document
    preamble: tuple[Span, ...]
    sections: tuple[Section, ...]

    def walk(self) -> list[Section]:
        """All sections in document order."""
        return walk(self.sections)

    def families(self) -> Iterator[Sequence[Section]]:
        """The sections that have the same parent, at least one each; those of the first level come first."""
        if self.sections:
            yield self.sections
        for section in self.walk():
            if section.children:
                yield section.children
