"""Answers of workers, taken whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pyoxigraph as ox

from ..base import Rows, Term


class Limit(StrEnum):
    """The limit at which an answer was cut off."""

    NONE = ""
    SECONDS = "seconds"
    ROWS = "rows"
    BYTES = "bytes"
    MEMORY = "memory"


_NOTHING = ('"0"^^', '"false"^^')


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a query: r rows of c terms as N-Triples text (None where unbound).

    A CONSTRUCT or DESCRIBE answers with the columns subject, predicate, object; an ASK with one column 'answer'. `limit` says
    at which limit the answer was cut off: the rows are then those found until there. `seconds` is how long its worker was
    at work.
    """

    kind: str  # 'select', 'ask' or 'graph'
    columns: tuple[str, ...]
    rows: list[tuple[str | None, ...]]
    limit: Limit = Limit.NONE
    seconds: float = 0.0

    @property
    def cut(self) -> bool:
        """True if there may have been more rows."""
        return self.limit is not Limit.NONE

    @property
    def found_nothing(self) -> bool:
        """True without rows, and where the only row counts nothing or says no: the query may have matched nothing."""
        return len(self.rows) <= 1 and all(map(says_nothing, self.rows))

    def to_rows(self) -> Rows:
        """The same with terms for texts, equal ones the same object; an ASK has a truth value in its one row."""
        texts = list(dict.fromkeys(cell for row in self.rows for cell in row if cell is not None))
        terms = dict(zip(texts, _terms(texts), strict=True))
        rows = [tuple(None if cell is None else terms[cell] for cell in row) for row in self.rows]
        return Rows(self.columns, rows, self.cut)

    def to_triples(self) -> list[ox.Triple]:
        """The triples of a CONSTRUCT or DESCRIBE."""
        lines = "".join(f"{subject} {predicate} {obj} .\n" for subject, predicate, obj in self.rows)
        return [quad.triple for quad in ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES, lenient=True)]


def says_nothing(row: Iterable[str | None]) -> bool:
    """True for a row, as N-Triples text, that counts nothing or says no."""
    return all(cell is None or cell.startswith(_NOTHING) for cell in row)


def _terms(texts: Sequence[str]) -> Iterator[Term]:
    """Texts as terms; the engine's own parser reads them, many at once."""
    lines = "".join(f"<urn:x> <urn:x> {text} .\n" for text in texts)
    for quad in ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES, lenient=True):
        yield quad.object
