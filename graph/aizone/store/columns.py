"""Tables kept as columns beside a store: one file for each part of a graph, such as a plan, with all tables of that part.

A row store gives some ten thousand rows a second to a question about everything; columns give millions. The tables are
derived from the graph and can be made again at any time. A file never changes: what it holds is in its name, and a listing says
which files belong to a revision.
"""

from __future__ import annotations

import itertools
import json
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..text.read_files import read_file
from .atomic import write_atomically
from .held_tables import HeldTables
from .parts import SUFFIX, PartInMemory, read_table

if TYPE_CHECKING:
    import pyarrow as pa


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
        self._revision = ""
        self._sums: dict[str, int] = {}
        self._checked: set[str] = set()
        self._latest: tuple[str, PartInMemory | None] = "", None
        self._held = HeldTables()
        self.parts = tuple(sorted(parts, key=lambda part: part.graph))
        self._parts_of = {
            graph: tuple(found) for graph, found in itertools.groupby(self.parts, key=lambda part: part.graph)
        }

    @classmethod
    def of_revision(cls, folder: Path, revision: str) -> KeptTables | None:
        """The tables of a revision; None where they are not made."""
        try:
            held = json.loads((folder / f"{revision}.json").read_text("utf-8"))
            found = cls(folder, [Part(**part) for part in held["parts"]], held["inputs"], held.get("made_by", ""))
            found._revision = revision
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
        for path in (*_files(self._folder), *self._folder.glob(".writing-*")):  # those that a killed process began
            if path.name not in needed:
                path.unlink(missing_ok=True)

    def table(self, name: str, graphs: Collection[str] | None = None, *, most: int | None = None) -> pa.Table | None:
        """The rows of a table, part by part in the order of their graphs; a table of all parts is read once and held.

        Args:
            name: of the table.
            graphs: only of these parts; all when None.
            most: parts are read until there are so many rows; all when None.

        Returns:
            r rows of c dictionary-coded text columns; None when no part has such a table, or a file is damaged: all are made again then.
        """
        if graphs is None and (held := self._held.get(name)) is not None:
            return held
        try:
            found = self._table(name, graphs, most)
            return found if found is None or graphs is not None or most is not None else self._held.hold(name, found)
        except FileNotFoundError:  # a file was removed, or belongs to a revision that a newer one has replaced
            (self._folder / f"{self._revision}.json").unlink(missing_ok=True)
        except (OSError, ValueError):
            remove_tables(self._folder)
        self.parts, self._parts_of = (), {}
        return None

    def _table(self, name: str, graphs: Collection[str] | None, most: int | None) -> pa.Table | None:
        import pyarrow as pa

        found: list[pa.Table] = []
        rows = 0
        parts = (
            self.parts
            if graphs is None
            else [part for graph in sorted(set(graphs)) for part in self._parts_of.get(graph, ())]
        )
        for part in parts:
            table = self._table_of(part.file, name)
            if table is not None:
                found.append(table)
                rows += len(table)
                if most is not None and rows >= most:
                    break
        return pa.concat_tables(found) if found else None

    def _table_of(self, file: str, name: str) -> pa.Table | None:
        """A table of a part: from memory where the part is the one that was checked last."""
        if file not in self._checked:
            data = read_file(self._folder / file)
            if zlib.crc32(data) != self._sums.get(file):
                raise ValueError(f"{file} is not as it was written")
            self._latest = file, PartInMemory(data)
            self._checked.add(file)
        latest, part = self._latest
        return part.table(name) if file == latest and part is not None else read_table(self._folder / file, name)


def remove_tables(folder: Path) -> None:
    """Remove all files of tables and what lists them: they are derived, and a damaged one must not be taken for whole."""
    for path in (*folder.glob("*.json"), *_files(folder)):
        path.unlink(missing_ok=True)


def _files(folder: Path) -> Iterator[Path]:
    """The files of parts, also those of an earlier release."""
    return (path for path in folder.iterdir() if path.suffix in {SUFFIX, ".arrow"})


def _sum_of(path: Path) -> int:
    """The CRC-32 of a file: a bit that flipped on the disk would give another answer, and columns have no checksum of their own."""
    return zlib.crc32(read_file(path))
