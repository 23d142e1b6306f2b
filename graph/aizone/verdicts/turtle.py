"""Turtle that people read and edit: writes blocks of statements, and reads a file's statements back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from ..errors import N_, WorkspaceError
from ..iri import ID, compact
from ..text.read_files import without_mark
from ..vocab import PREFIXES, RDF, XSD

Says: TypeAlias = Sequence[tuple[NamedNode, NamedNode | Literal]]
"""Predicates and objects of one subject, in the order in which they are written."""
Part: TypeAlias = tuple[NamedNode, Says]


@dataclass(frozen=True, slots=True)
class Shorthand:
    """The way IRIs are written in a file: with these prefixes, and ours below the base; in full without prefixes."""

    prefixes: tuple[str, ...] = ()

    @property
    def declarations(self) -> str:
        """The lines at the head of a file that declare the prefixes and the base."""
        if not self.prefixes:
            return ""
        return "".join(f"@prefix {one}: <{PREFIXES[one]}> .\n" for one in self.prefixes) + f"@base <{ID}> .\n"

    def statements(self, part: Part) -> str:
        """All that is said of one subject, as one Turtle statement."""
        node, says = part
        said = " ;\n    ".join(f"{self._predicate(term)} {self._term(value)}" for term, value in says)
        return f"{self._term(node)} {said} ."

    def _predicate(self, node: NamedNode) -> str:
        return "a" if self.prefixes and node == RDF.type else self._term(node)

    def _term(self, term: NamedNode | Literal) -> str:
        if not self.prefixes:
            return str(term)
        if isinstance(term, Literal):
            return f"{Literal(term.value)}^^xsd:dateTime" if term.datatype == XSD.dateTime else str(term)
        if term.value.startswith(ID):
            return f"<{term.value.removeprefix(ID)}>"
        short = compact(term)
        return short if short.partition(":")[0] in self.prefixes else str(term)


class Statements:
    """The statements of a Turtle file by subject and predicate, in the order of the file.

    Args:
        text: what the file holds.
        path: the file, for messages.

    Raises:
        WorkspaceError: it is not Turtle.
    """

    def __init__(self, text: str | bytes, path: Path) -> None:
        self._said: dict[NamedNode, dict[NamedNode, list[NamedNode | Literal]]] = {}
        try:
            data = text if isinstance(text, bytes) else text.encode()
            for quad in ox.parse(without_mark(data), format=ox.RdfFormat.TURTLE):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal)):
                    self._said.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
        except (SyntaxError, ValueError) as error:
            raise WorkspaceError(
                str(path), N_("is not Turtle ({detail})."), N_("Correct that line."), detail=error
            ) from error

    def of_type(self, kind: NamedNode) -> Iterator[NamedNode]:
        """The nodes of a class."""
        return (node for node, said in self._said.items() if kind in said.get(RDF.type, ()))

    def values(self, node: NamedNode, term: NamedNode) -> list[NamedNode | Literal]:
        """All objects of a subject and predicate."""
        return self._said.get(node, {}).get(term, [])

    def value(self, node: NamedNode, *path: NamedNode) -> NamedNode | Literal | None:
        """The object that a path of predicates leads to, the last one where there are several; None when there is none."""
        found: NamedNode | Literal | None = node
        for term in path:
            values = self.values(found, term) if isinstance(found, NamedNode) else []
            found = values[-1] if values else None
        return found

    def words(self, node: NamedNode, *path: NamedNode) -> str | None:
        """The text that a path of predicates leads to."""
        found = self.value(node, *path)
        return found.value if isinstance(found, Literal) else None

    def node(self, node: NamedNode, *path: NamedNode) -> NamedNode | None:
        """The node that a path of predicates leads to."""
        found = self.value(node, *path)
        return found if isinstance(found, NamedNode) else None
