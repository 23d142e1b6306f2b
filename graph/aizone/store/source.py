"""The source of a store: its files, and the folder for a store on disk. Opens in this process and in a child alike."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import WorkspaceError
from ..iri import ONTOLOGY_GRAPH
from .base import Store
from .damaged import DamagedFilesError
from .file_stamps import bytes_of
from .oxigraph import OxigraphStore
from .progress import Tell, tell_nobody

if TYPE_CHECKING:  # a small graph needs nothing of a store on disk, and a command starts sooner without it
    from .loaded import GraphFile


@dataclass(frozen=True, slots=True)
class StoreSource:
    """The files of a graph at one revision, each with the named graph its triples go to (None for quads).

    `cache` is the folder of the store on disk, used when the files have more than `in_memory_bytes` together, or when `is_copy`: the
    folder is then that of a copy of a small graph (see `at_hand`).
    """

    files: tuple[tuple[Path, ox.NamedNode | None], ...]
    revision: str
    cache: Path
    in_memory_bytes: int
    is_copy: bool = False

    @property
    def is_large(self) -> bool:
        """True if the graph is too large for memory."""
        return sum(bytes_of(path) for path, _ in self.files) > self.in_memory_bytes

    @property
    def is_on_disk(self) -> bool:
        """True if the graph is served from disk."""
        return self.is_copy or self.is_large

    @property
    def is_shared(self) -> bool:
        """True in memory; the engine wants a folder to be opened by each process."""
        return not self.is_on_disk

    @property
    def columns(self) -> Path:
        """The folder of the answers that are kept as columns, for a graph that is served from disk."""
        return self.cache / "columns"

    def prepare(self, tell: Tell = tell_nobody) -> None:
        """Build the store on disk, if the graph is large enough to have one and it does not exist.

        One process builds it, others wait. Stopped by Ctrl+C, it is continued by the next call.

        Args:
            tell: is told how far it is.

        Raises:
            WorkspaceError: a file is not RDF, or the store cannot be written; says where.
        """
        if not self.is_on_disk:
            return
        from .cache import is_built

        if not is_built(self.cache, self.revision):
            from .building import build_apart  # not at the top: to open a store needs nothing of what builds it

            build_apart(self.cache, self.revision, self.files, again=False, tell=tell)

    def open(self) -> Store:
        """Open the store: loaded into memory, or on disk (built first when missing, and again when damaged).

        A damaged file of a plan, of names or of decisions does not stop the others: `damaged` of the store names it.

        Raises:
            WorkspaceError: a file of the ontology is not RDF; says where.
        """
        if self.is_on_disk:
            from .healing import HealingStore

            self.prepare()
            try:
                opened = self._open_folder()
            except WorkspaceError:
                return self._built_again()
            return HealingStore(opened, self._built_again)
        try:
            return self._loaded(self.files)
        except DamagedFilesError as error:
            found = error.errors
        for path, graph in self.files:
            if path in found and graph == ONTOLOGY_GRAPH:  # nothing can be answered without it
                raise found[path]
        store = self._loaded([file for file in self.files if file[0] not in found])
        store.damaged = tuple(found.values())
        return store

    def _loaded(self, files: Sequence[GraphFile]) -> OxigraphStore:
        store = OxigraphStore(revision=self.revision)
        store.bulk_load(files)
        return store

    def _open_folder(self) -> OxigraphStore:
        from .cache import folder_of
        from .columns import KeptTables
        from .loaded import open_folder

        store = open_folder(folder_of(self.cache, self.revision), self.revision)
        store.kept = KeptTables.of_revision(self.columns, self.revision)
        return store

    def _built_again(self) -> OxigraphStore:
        self.rebuild()
        return self._open_folder()

    def readable(self) -> StoreSource:
        """The source without the files that are damaged, as far as the store on disk knows them."""
        from .cache import folder_of
        from .loaded import Loaded

        damaged = Loaded.read(folder_of(self.cache, self.revision)).damaged
        return replace(self, files=tuple(file for file in self.files if str(file[0]) not in damaged))

    def rebuild(self, tell: Tell = tell_nobody) -> None:
        """Build the store on disk again, if the graph is large enough to have one."""
        if self.is_on_disk:
            from .building import build_apart

            build_apart(self.cache, self.revision, self.files, again=True, tell=tell)

    def to_json(self) -> str:
        """The record as one line, for a child process."""
        files = [[str(path), None if graph is None else graph.value] for path, graph in self.files]
        return json.dumps([files, self.revision, str(self.cache), self.in_memory_bytes, self.is_copy])

    @classmethod
    def from_json(cls, line: str) -> StoreSource:
        """A record that `to_json` wrote."""
        files, revision, cache, in_memory_bytes, is_copy = json.loads(line)
        named = tuple((Path(path), None if graph is None else ox.NamedNode(graph)) for path, graph in files)
        return cls(named, revision, Path(cache), in_memory_bytes, is_copy)
