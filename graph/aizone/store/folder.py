"""The folder of a store on disk, brought to the state of some files.

    quads/          the engine's files
    loaded.json     which files are in it, in which state, and how many quads each graph has
    beside/         of each plan file, the lines that are in a graph which other plans state something in as well

New files are loaded in large pieces; a graph of a changed or removed file is exchanged by its difference. `loaded.json` is
written after each step and each step can be done twice, so that a folder whose builder was killed is continued.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..iri import ONTOLOGY_GRAPH
from ..text.read_files import read_edited, read_file
from .atomic import write_atomically
from .damaged import damaged
from .file_stamps import bytes_of, stamp
from .loaded import ENGINE, GraphFile, Loaded, LoadedFile
from .nquads import graphs_of, lines_of, main_graph, without_graph
from .older_layout import as_written_today
from .oxigraph import FORMATS, OxigraphStore
from .progress import BuildStep, Tell, tell_nobody
from .seal import is_sealed
from .triples import with_labels

_BESIDE = "beside"
_PIECE = 160 * 2**20
"""Bytes of N-Quads that are loaded at once: some 800,000 quads, of which the engine sorts a million at a time in about 0.7 GB."""
_TOGETHER = 64 * 2**20
"""Bytes of N-Quads that are, with their triples, less than a million."""


class SuperclassesChangedError(Exception):
    """The ontology gives other superclasses than those in a folder, so that every thing of it has to be looked at."""


def copy_folder(source: Path, target: Path) -> None:
    """Copy a finished folder; the engine's tables, which never change, are shared with it as links."""

    def link(one: str, other: str) -> None:
        if one.endswith(".sst"):
            try:
                os.link(one, other)
                return
            except OSError:  # a file system without links
                pass
        shutil.copy2(one, other)

    shutil.copytree(source, target, copy_function=link)


def bring_up_to_date(folder: Path, files: Sequence[GraphFile], tell: Tell = tell_nobody) -> None:
    """Bring a folder to the state of some files; an empty folder gets them all.

    Args:
        folder: it exists, and has no readers yet.
        files: what the store is to hold, with the graph of triples.
        tell: is told how far it is.

    Raises:
        WorkspaceError: a file is not RDF; says where.
        SuperclassesChangedError: the folder has to be made from nothing.
        OSError: the folder is damaged, or the disk is full.
    """
    (folder / _BESIDE).mkdir(exist_ok=True)
    _Update(folder, files, tell).run()


class _Update:
    """One folder on its way to the state of some files."""

    def __init__(self, folder: Path, files: Sequence[GraphFile], tell: Tell) -> None:
        self._folder = folder
        self._wanted = dict(files)
        self._tell = tell
        self._loaded = Loaded.read(folder)
        self._is_new = not self._loaded.files
        self._engine = ox.Store(str(folder / ENGINE))
        self._store = OxigraphStore(self._engine)
        self._total = sum(bytes_of(path) for path in self._wanted)
        self._touched: set[str] = set()
        """Graphs whose quads have to be counted."""

    def run(self) -> None:
        """Exchange what changed, then add what is new."""
        self._leave_out_damaged()
        above = self._store.superclasses()
        self._exchange([path for path in map(Path, self._loaded.files) if self._state(path) == "changed"])
        new = [path for path in self._wanted if self._state(path) == "new"]
        self._add_triples([path for path in new if path.suffix != ".nq"])
        if not self._is_new and self._store.superclasses() != above:
            raise SuperclassesChangedError
        self._add_plans([path for path in new if path.suffix == ".nq"])
        for graph in self._touched:
            self._loaded.quads[graph] = self._store.size_of(ox.NamedNode(graph))
        self._loaded.quads = {graph: size for graph, size in self._loaded.quads.items() if size}
        self._note()

    def _leave_out_damaged(self) -> None:
        """Note the files that are changed, or have triples and are new, and cannot be read; the others are loaded without them.

        New files of plans are looked at when they are loaded, so that each is read once.
        """
        self._loaded.damaged = {}
        for path, graph in list(self._wanted.items()):
            state = self._state(path)
            if state == "changed" or (state == "new" and path.suffix != ".nq"):
                try:
                    _check_readable(path, graph)
                except WorkspaceError as error:
                    if graph == ONTOLOGY_GRAPH:  # nothing can be answered without it
                        raise
                    self._leave_out(path, error)

    def _leave_out(self, path: Path, error: WorkspaceError) -> None:
        self._loaded.damaged[str(path)] = error
        del self._wanted[path]

    def _state(self, path: Path) -> str:
        loaded = self._loaded.files.get(str(path))
        if loaded is None:
            return "new"
        is_same = path in self._wanted and stamp(path) == (loaded.size, loaded.mtime_ns)
        return "same" if is_same else "changed"

    def _note(self) -> None:
        self._engine.flush()
        self._loaded.write(self._folder)
        self._tell(BuildStep("building", sum(one.size for one in self._loaded.files.values()), self._total))

    # --- files that changed or are gone

    def _exchange(self, paths: Sequence[Path]) -> None:
        """Give the graphs of some files what their files say now."""
        for path in paths:
            graph = self._loaded.files[str(path)].graph
            is_plan = path.suffix == ".nq"
            text = _nquads(path) if is_plan and path in self._wanted else b""
            if path in self._wanted and (not is_plan or main_graph(text) == graph):
                self._loaded.files[str(path)] = LoadedFile(*stamp(path), graph)
            else:  # it is gone, or says something in another graph now and is added as a new one
                del self._loaded.files[str(path)]
                text = b""
            if is_plan:
                self._exchange_beside(path, lines_of(text, graph, of_others=True))
            if graph:
                held = (one for one, known in self._loaded.files.items() if known.graph == graph)
                stated = {quad for one in map(Path, held) for quad in self._quads_in(one, graph)}
                self._store.replace_graph(ox.NamedNode(graph), stated)
                self._touched.add(graph)
            self._note()

    def _quads_in(self, path: Path, graph: str) -> Iterator[ox.Quad]:
        """The quads that a file has in a graph now."""
        if path not in self._wanted:
            return
        if path.suffix != ".nq":
            yield from _quads(path, self._wanted[path])
            return
        lines = b"\n".join(lines_of(_nquads(path), graph))
        with damaged(path):
            yield from ox.parse(lines, format=ox.RdfFormat.N_QUADS)

    def _exchange_beside(self, path: Path, lines: Sequence[bytes]) -> None:
        """Exchange the lines that a plan's file says in graphs that other plans' files say something in as well."""
        place = self._beside(path)
        before = set(read_file(place).splitlines()) if place.exists() else set()
        still = {line for other in self._besides(place) for line in read_file(other).splitlines()} if before else set()
        removed, added = before - set(lines) - still, set(lines) - before
        by_graph: dict[ox.NamedNode, tuple[set[ox.Quad], set[ox.Quad]]] = {}
        for number, changed in enumerate((removed, added)):
            for quad in ox.parse(b"\n".join(sorted(changed)), format=ox.RdfFormat.N_QUADS):
                assert isinstance(quad.graph_name, ox.NamedNode)
                by_graph.setdefault(quad.graph_name, (set(), set()))[number].add(quad)
        for graph, (fewer, more) in by_graph.items():
            self._store.exchange(more, fewer)
            self._touched.add(graph.value)
        self._write_beside(path, lines)

    def _besides(self, place: Path) -> Iterator[Path]:
        return (other for other in (self._folder / _BESIDE).iterdir() if other != place)

    def _beside(self, path: Path) -> Path:
        return self._folder / _BESIDE / f"{hashlib.blake2b(str(path).encode(), digest_size=8).hexdigest()}.nq"

    def _write_beside(self, path: Path, lines: Sequence[bytes]) -> None:
        if lines:
            write_atomically(self._beside(path), b"\n".join(lines))
        else:
            self._beside(path).unlink(missing_ok=True)

    # --- files that are new

    def _add_triples(self, paths: Sequence[Path]) -> None:
        """Load files of triples together."""
        quads = [quad for path in paths for quad in _quads(path, self._wanted[path])]
        if self._is_new:
            self._store.add(quads)
            self._store.add_super_types()
        else:
            self._store.exchange(quads, ())
        for path in paths:
            graph = self._wanted[path]
            self._loaded.files[str(path)] = LoadedFile(*stamp(path), "" if graph is None else graph.value)
        self._touched |= {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
        if paths:
            self._note()

    def _add_plans(self, paths: Sequence[Path]) -> None:
        """Load files of N-Quads, many at once."""
        above = {
            str(kind).encode(): sorted(str(one).encode() for one in wider)
            for kind, wider in self._store.superclasses().items()
        }
        for piece in _pieces(paths):
            read = {}
            for path in piece:
                try:
                    read[path] = (stamp(path), _readable_nquads(path))
                except WorkspaceError as error:
                    self._leave_out(path, error)
            texts = [text for _stamped, text in read.values()]
            try:
                self._load(texts, (without_graph(text, above) for text in texts))
            except (SyntaxError, ValueError) as error:
                raise _damaged_of({path: text for path, (_stamped, text) in read.items()}, error) from error
            for path, (stamped, text) in read.items():
                self._note_plan(path, stamped, text)
            self._note()

    def _load(self, texts: Sequence[bytes], triples: Iterable[bytes]) -> None:
        """Load quads of named graphs and the triples of the default one, apart where they are many.

        The engine sorts a million of either at a time into tables of its own, and merges all tables of an index when there are two new
        ones: many quads mixed with many triples would give twice as many tables for the same memory.
        """
        together = sum(map(len, texts)) <= _TOGETHER
        for parts in [[*texts, *triples]] if together else (texts, triples):
            self._engine.bulk_load(b"\n".join(parts), ox.RdfFormat.N_QUADS, lenient=True)

    def _note_plan(self, path: Path, stamp: tuple[int, int], text: bytes) -> None:
        graph = main_graph(text)
        others = lines_of(text, graph, of_others=True)
        self._write_beside(path, others)
        self._touched |= set(graphs_of(b"\n".join(others)))
        if any(known.graph == graph for one, known in self._loaded.files.items() if one != str(path)):
            self._touched.add(graph)
        elif graph:
            self._loaded.quads[graph] = len(set(lines_of(text, graph)))
        self._loaded.files[str(path)] = LoadedFile(*stamp, graph)


def _nquads(path: Path) -> bytes:
    with damaged(path):
        return as_written_today(read_file(path))


def _check_readable(path: Path, graph: ox.NamedNode | None) -> None:
    """Refuse a file that cannot be read."""
    if path.suffix == ".nq":
        _readable_nquads(path)
    else:
        _quads(path, graph)


def _readable_nquads(path: Path) -> bytes:
    """The N-Quads of a plan's file; what has a seal is what was written, and is not parsed.

    Raises:
        WorkspaceError: it cannot be read; says where.
    """
    with damaged(path):
        data = read_file(path)
        text = as_written_today(data)
        if not is_sealed(data):
            for _quad in ox.parse(text, format=ox.RdfFormat.N_QUADS):
                pass
        return text


def _quads(path: Path, graph: ox.NamedNode | None) -> list[ox.Quad]:
    """The quads of a file of triples or TriG, with `rdfs:label` beside each name."""
    if path.suffix not in FORMATS:
        raise WorkspaceError(
            str(path), N_("does not have the name of an RDF file."), N_("Use .nq, .ttl, .nt or .trig.")
        )
    with damaged(path):
        found = with_labels(ox.parse(read_edited(path), format=FORMATS[path.suffix]))
    if graph is None:
        return found
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]


def _pieces(paths: Iterable[Path]) -> Iterator[list[Path]]:
    """Files in groups of a bounded number of bytes."""
    sizes = {path: bytes_of(path) for path in paths}
    most = (
        _PIECE if sum(sizes.values()) > 2 * _PIECE else _TOGETHER
    )  # a few pieces are merged soon, and need less memory
    piece: list[Path] = []
    size = 0
    for path, length in sizes.items():
        if piece and size + length > most:
            yield piece
            piece, size = [], 0
        piece.append(path)
        size += length
    if piece:
        yield piece


def _damaged_of(texts: Mapping[Path, bytes], error: Exception) -> WorkspaceError:
    """The error for the one of several files that cannot be loaded."""
    for path, text in texts.items():
        with damaged(path):
            for _quad in ox.parse(text, format=ox.RdfFormat.N_QUADS):
                pass
    return WorkspaceError(
        str(next(iter(texts))), N_("cannot be loaded ({detail})."), N_("Run: aizone validate"), detail=error
    )
