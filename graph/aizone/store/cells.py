"""Cells of kept tables: RDF terms as N-Triples writes them, in dictionary-coded text columns; an empty cell is an unbound variable."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..vocab import XSD
from .base import Term, to_python

if TYPE_CHECKING:
    import pyarrow as pa

Cells = tuple[str | None, ...]
# '12', '0.5', '1e3', 'true': what the engine's TSV writes without quotes; N-Triples writes '"12"^^<…#integer>'
_BARE = (
    (r"^([+-]?[0-9]+)$", XSD.integer),
    (r"^([+-]?[0-9]*\.[0-9]+)$", XSD.decimal),
    (r"^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+)$", ox.NamedNode(f"{XSD.base}double")),
    (r"^(true|false)$", XSD.boolean),
)


def table_of_rows(columns: Sequence[str], rows: Sequence[Cells]) -> pa.Table:
    """Rows of cells as a table."""
    import pyarrow as pa

    cells: Iterable[Sequence[str | None]] = zip(*rows, strict=True) if rows else [()] * len(columns)
    return pa.table([pa.array(column, pa.string()).dictionary_encode() for column in cells], names=list(columns))


def table_of_answer(answer: ox.QuerySolutions) -> pa.Table:
    """The rows of an answer as a table; no Python object is made of a cell."""
    import pyarrow as pa
    from pyarrow import csv

    names = [variable.value for variable in answer.variables]
    text = answer.serialize(format=ox.QueryResultsFormat.TSV)
    assert text is not None
    table = csv.read_csv(
        pa.BufferReader(text),
        read_options=csv.ReadOptions(use_threads=False, column_names=names, skip_rows=1),
        parse_options=csv.ParseOptions(delimiter="\t", quote_char=False, ignore_empty_lines=False),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), null_values=[""], strings_can_be_null=True
        ),
    )
    coded = [_with_whole_terms(column.combine_chunks().dictionary_encode()) for column in table.columns]
    return pa.table(coded, names=names)


def _with_whole_terms(column: pa.DictionaryArray) -> pa.DictionaryArray:
    import pyarrow as pa
    import pyarrow.compute as pc

    values = column.dictionary
    for pattern, datatype in _BARE:
        if pc.any(pc.match_substring_regex(values, pattern)).as_py():
            values = pc.replace_substring_regex(values, pattern, rf'"\1"^^{datatype}')
    return pa.DictionaryArray.from_arrays(column.indices, values)


def coded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """A column of a table as one array of codes and a dictionary."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        return column.combine_chunks().dictionary_encode()
    found = column.unify_dictionaries().combine_chunks()
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """A column of cells: each that occurs once in `values`, and of each row its place there; None is an unbound variable."""

    values: Sequence[str | None]
    codes: Sequence[int]

    def terms(self) -> list[Term | None]:
        """The term of each row; one that occurs often is made once."""
        return list(map(list(terms(self.values)).__getitem__, self.codes))


def coded_cells(column: pa.ChunkedArray) -> CodedColumn:
    """A column of a table as its distinct cells."""
    encoded = coded(column)
    values = encoded.dictionary.to_pylist()
    codes = encoded.indices.to_pylist()
    if not encoded.indices.null_count:
        return CodedColumn(values, codes)
    unbound = len(values)
    return CodedColumn([*values, None], [unbound if code is None else code for code in codes])


def text_of(cell: str) -> str:
    r"""The address, or the words, that a cell holds; what `Term.value` is of its term.

    Examples:
        >>> text_of("<https://w3id.org/aizone/id/unit/x>"), text_of('"市科技局"@zh'), text_of(r'"a \"b\""')
        ('https://w3id.org/aizone/id/unit/x', '市科技局', 'a "b"')
    """
    if cell.startswith('"'):
        words = cell[1 : cell.rindex('"')]
        return words if "\\" not in words else str(to_python(next(terms([cell]))))
    return cell[1:-1] if cell.startswith("<") else cell[2:]


def codes_of(column: pa.DictionaryArray, empty: int) -> pa.Array:
    """The codes of a column's cells, with a code of its own for an empty cell."""
    return column.indices.fill_null(empty) if column.indices.null_count else column.indices


def where(column: pa.ChunkedArray, is_wanted: Callable[[pa.StringArray], pa.BooleanArray]) -> pa.BooleanArray:
    """The rows whose cell in a column is wanted; it is decided once for each cell that occurs."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = coded(column)
    if not len(cells.dictionary):
        return pa.array([False] * len(cells), pa.bool_())
    return pc.fill_null(pc.take(is_wanted(cells.dictionary), cells.indices), False)


def terms(cells: Sequence[str | None]) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal | None]:
    """Cells as terms."""
    literals = [cell for cell in cells if cell is not None and cell.startswith('"')]
    lines = "".join(f"<urn:x> <urn:x> {cell} .\n" for cell in literals)
    parsed = (quad.object for quad in ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES))
    for cell in cells:
        if cell is None:
            yield None
        elif cell.startswith("<"):
            yield _node(cell)
        elif cell.startswith("_:"):
            yield ox.BlankNode(cell[2:])
        else:
            found = next(parsed)
            assert isinstance(found, ox.Literal)
            yield found


@functools.lru_cache(maxsize=65_536)
def _node(cell: str) -> ox.NamedNode:
    """The node of a cell; the tables of one plan name the same ones again and again."""
    return ox.NamedNode(cell[1:-1])
