"""Tables kept as columns beside a store: one Arrow file for each part of a graph, such as a plan, with all tables of that part.

A row store gives some ten thousand rows a second to a question about everything; columns give millions. The tables are
derived from the graph and can be made again at any time. Cells are RDF terms as N-Triples writes them; an empty cell is an
unbound variable. A file never changes: what it holds is in its name, and a listing says which files belong to a revision.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from .atomic import write_atomically

if TYPE_CHECKING:
    import pyarrow as pa

Cells = tuple[str | None, ...]
_MOST_COLUMNS = 24
_ABOUT, _TABLES = b"about", b"tables"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a graph: the file of its tables, and what it was made from.

    `graph` is the IRI of the plan ('' for what all plans share), `source` the path of the plan's file, `stamp` the state of
    the files of its graph; `said` identifies what the plan says of things outside itself.
    """

    file: str
    graph: str
    source: str
    stamp: str
    said: str = ""


class KeptTables:
    """The tables of one revision of a graph.

    Args:
        folder: where the files are.
        parts: the parts of the revision.
        inputs: identifies all that plans share and the answers follow from.
        made_by: identifies the questions that were asked.
    """

    def __init__(self, folder: Path, parts: Sequence[Part], inputs: str = "", made_by: str = "") -> None:
        self._folder = folder
        self.inputs = inputs
        self.made_by = made_by
        self._sums: dict[str, int] = {}
        self._checked: set[str] = set()
        self._widths: dict[str, int] = {}
        self.parts = tuple(sorted(parts, key=lambda part: part.graph))

    @classmethod
    def of_revision(cls, folder: Path, revision: str) -> KeptTables | None:
        """The tables of a revision; None where they are not made."""
        try:
            held = json.loads((folder / f"{revision}.json").read_text("utf-8"))
            found = cls(folder, [Part(**part) for part in held["parts"]], held["inputs"], held.get("made_by", ""))
            found._sums = {str(file): int(sum_) for file, sum_ in held["sums"].items()}
            return found
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def keep_as(self, revision: str) -> None:
        """Note that these are the tables of a revision, and remove files that neither it nor the one noted before it needs."""
        before = sorted(self._folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        latest = KeptTables.of_revision(self._folder, before[-1].stem) if before else None
        known = latest._sums if latest is not None else {}
        for part in self.parts:
            self._sums[part.file] = known.get(part.file) or _sum_of(self._folder / part.file)
        parts = [asdict(part) for part in self.parts]
        text = json.dumps({"inputs": self.inputs, "made_by": self.made_by, "parts": parts, "sums": self._sums})
        write_atomically(self._folder / f"{revision}.json", text.encode())
        for old in before[:-1]:
            old.unlink(missing_ok=True)
        needed = {part.file for part in self.parts}
        for listing in self._folder.glob("*.json"):
            found = KeptTables.of_revision(self._folder, listing.stem)
            needed |= {part.file for part in found.parts} if found is not None else set()
        for path in self._folder.glob("*.arrow"):
            if path.name not in needed:
                path.unlink(missing_ok=True)

    def table(self, name: str, graphs: Collection[str] | None = None, *, most: int | None = None) -> pa.Table | None:
        """The rows of a table, part by part in the order of their graphs.

        Args:
            name: of the table.
            graphs: only of these parts; all when None.
            most: parts are read until there are so many rows; all when None.

        Returns:
            r rows of c text columns; None when no part has such a table, or a file is damaged: all are made again then.
        """
        try:
            return self._table(name, graphs, most)
        except (OSError, ValueError):
            remove_tables(self._folder)
            self.parts = ()
            return None

    def _table(self, name: str, graphs: Collection[str] | None, most: int | None) -> pa.Table | None:
        import pyarrow as pa

        found: list[pa.Table] = []
        rows = 0
        wanted = None if graphs is None else frozenset(graphs)
        for part in self.parts:
            if wanted is not None and part.graph not in wanted:
                continue
            if part.file not in self._checked:
                if _sum_of(self._folder / part.file) != self._sums.get(part.file):
                    raise ValueError(f"{part.file} is not as it was written")
                self._checked.add(part.file)
            table = _read(self._folder / part.file, name, self._widths)
            if table is not None:
                found.append(table)
                rows += len(table)
                if most is not None and rows >= most:
                    break
        return pa.concat_tables(found) if found else None


def remove_tables(folder: Path) -> None:
    """Remove all files of tables and what lists them: they are derived, and a damaged one must not be taken for whole."""
    for path in (*folder.glob("*.json"), *folder.glob("*.arrow")):
        path.unlink(missing_ok=True)


def _sum_of(path: Path) -> int:
    """The CRC-32 of a file: a bit that flipped on the disk would give another answer, and columns have no checksum of their own."""
    return zlib.crc32(path.read_bytes())


def write_part(
    path: Path, tables: Mapping[str, tuple[Sequence[str], Sequence[Cells]]], about: Mapping[str, Any]
) -> None:
    """Write the tables of a part, whole or not at all.

    Args:
        path: of the file.
        tables: columns and rows by name.
        about: what else is to be known of the part; plain values.
    """
    import pyarrow as pa

    places = {name: (number, list(columns)) for number, (name, (columns, _rows)) in enumerate(tables.items())}
    notes = {_TABLES: json.dumps(places).encode(), _ABOUT: json.dumps(about).encode()}
    schema = pa.schema([(f"c{number}", pa.string()) for number in range(_MOST_COLUMNS)], metadata=notes)
    handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    os.close(handle)
    try:
        options = pa.ipc.IpcWriteOptions(compression="zstd")
        with pa.OSFile(temporary, "wb") as sink, pa.ipc.new_file(sink, schema, options=options) as writer:
            for columns, rows in tables.values():
                cells: list[Sequence[str | None]] = list(zip(*rows, strict=True)) or [()] * len(columns)
                arrays = [pa.array(column, pa.string()) for column in cells]
                empty = pa.nulls(len(rows), pa.string())
                writer.write_batch(pa.record_batch([*arrays, *[empty] * (_MOST_COLUMNS - len(arrays))], schema=schema))
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_about(path: Path) -> dict[str, Any]:
    """All that was noted of a part."""
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        about: dict[str, Any] = json.loads(pa.ipc.open_file(source).schema.metadata[_ABOUT])
    return about


def _read(path: Path, name: str, widths: dict[str, int]) -> pa.Table | None:
    """The rows of a table in a file.

    Args:
        path: of the file.
        name: of the table.
        widths: how many columns a table had in the files before, so that no others are unpacked; it is filled here.
    """
    import pyarrow as pa

    with pa.memory_map(str(path)) as source:
        width = widths.get(name, _MOST_COLUMNS)
        options = pa.ipc.IpcReadOptions(included_fields=list(range(width)), use_threads=False)
        reader = pa.ipc.open_file(source, options=options)
        tables = json.loads(reader.schema.metadata[_TABLES])
        if name not in tables:
            return None
        number, columns = tables[name]
        if len(columns) > width:
            reader = pa.ipc.open_file(source)
        widths[name] = len(columns)
        batch = reader.get_batch(number)
        return pa.Table.from_arrays(batch.columns[: len(columns)], names=columns)


def terms(cells: Sequence[str | None]) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal | None]:
    """Cells as terms."""
    literals = [cell for cell in cells if cell is not None and cell.startswith('"')]
    lines = "".join(f"<urn:x> <urn:x> {cell} .\n" for cell in literals)
    parsed = (quad.object for quad in ox.parse(lines.encode(), format=ox.RdfFormat.N_TRIPLES))
    for cell in cells:
        if cell is None:
            yield None
        elif cell.startswith("<"):
            yield ox.NamedNode(cell[1:-1])
        elif cell.startswith("_:"):
            yield ox.BlankNode(cell[2:])
        else:
            found = next(parsed)
            assert isinstance(found, ox.Literal)
            yield found
