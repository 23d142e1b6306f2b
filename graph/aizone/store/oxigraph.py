"""A store on pyoxigraph: in memory, or a folder on disk opened read-only.

pyoxigraph's own union of named graphs is a bag: a triple that two plans state is found twice, and COUNT counts it twice. So
each distinct triple is also kept in the default graph, which is a set, and queries ask that one; `GRAPH ?plan { … }` asks the
named graphs as ever.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from ..errors import N_, QueryError, WorkspaceError
from ..iri import KNOWN_PREFIXES
from ..text.read_files import read_edited, read_file
from ..vocab import AZ, RDF, RDFS, SKOS
from .base import FIRST_PART, LATER_PART, Bindings, Dataset, Rows, Term, Triples
from .curies import write_out_ids
from .damaged import DamagedFilesError, damaged
from .dropping import drops_its_answer
from .guard import check_query, dataset_of, names_its_graphs, syntax_error
from .nquads import without_graph
from .older_layout import as_written_today
from .triples import labels_beside, with_labels

if TYPE_CHECKING:
    from .columns import KeptTables

_Found = TypeVar("_Found", ox.QuerySolution, ox.Triple)

_DEFAULT = ox.DefaultGraph()
# '"a [b]"', '<http://a/(b)>', '# (c)': what Turtle may hold brackets in that are not blank nodes
_QUOTED = re.compile(
    rb""""{3}(?:[^"\\]++|\\.|"(?!""))*+"{3}|'{3}(?:[^'\\]++|\\.|'(?!''))*+'{3}|"(?:[^"\\\r\n]++|\\.)*+"|'(?:[^'\\\r\n]++|\\.)*+'|<[^>]*+>|\#[^\r\n]*+""",
    re.DOTALL,
)
FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
}


class OxigraphStore:
    """Implements `base.Store`.

    Args:
        store: the engine; a new one in memory when None.
        revision: a text that changes with the data.
        size: the number of quads in named graphs, where it is known; it is counted when it is first asked for otherwise.
    """

    def __init__(self, store: ox.Store | None = None, *, revision: str = "", size: int | None = None) -> None:
        self._engine = store if store is not None else ox.Store()
        # in memory, a transaction takes three quarters of the time of a bulk load, which prepares files for the disk
        self._read = self._engine.load if store is None else self._engine.bulk_load
        self.revision = revision
        self.kept: KeptTables | None = None
        self.damaged: Sequence[WorkspaceError] = ()
        self.service_hosts: tuple[str, ...] = ()
        """Hosts that SERVICE may ask."""
        self._size = size

    @classmethod
    def open_read_only(cls, folder: Path, *, revision: str = "", size: int | None = None) -> OxigraphStore:
        """Open a store folder that is no longer written to.

        Raises:
            WorkspaceError: the folder does not hold a store.
        """
        try:
            return cls(ox.Store.read_only(str(folder)), revision=revision, size=size)
        except (OSError, RuntimeError) as error:  # RuntimeError: the engine's "Corruption: Sst file size mismatch"
            raise WorkspaceError(
                str(folder), N_("is not a valid store ({detail})."), N_("Run: aizone rebuild"), detail=error
            ) from error

    @drops_its_answer
    def __len__(self) -> int:
        """The number of quads in named graphs, counted once after each change."""
        if self._size is None:
            counted = self._engine.query(Path(__file__).with_name("count.rq").read_text("utf-8"))
            assert isinstance(counted, ox.QuerySolutions)
            self._size = len(self._engine) - int(next(counted)["n"].value)
        return self._size

    @drops_its_answer
    def select(self, query: str, bindings: Bindings | None = None, *, dataset: Dataset | None = None) -> Rows:
        """Answer a SELECT."""
        found = self.answer(query, bindings, dataset=dataset)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("query", N_("is not a SELECT."), "")
        return _rows(found, None)

    def parts(self, query: str, bindings: Bindings | None = None) -> Iterator[Rows]:
        """Answer a SELECT some rows at a time, as they are found; one part at least."""
        found = self.answer(query, bindings)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("query", N_("is not a SELECT."), "")
        yield from parts_of(found)

    @drops_its_answer
    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK."""
        found = self.answer(query, bindings)
        if not isinstance(found, ox.QueryBoolean):
            raise QueryError("query", N_("is not an ASK."), "")
        return bool(found)

    @drops_its_answer
    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        found = self.answer(query, bindings)
        if not isinstance(found, ox.QueryTriples):
            raise QueryError("query", N_("is neither a CONSTRUCT nor a DESCRIBE."), "")
        return _triples(found, None).triples

    @drops_its_answer
    def run(self, query: str, *, max_rows: int | None = None) -> Rows | Triples | bool:
        """Answer a query of any kind."""
        found = self.answer(query)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        return _triples(found, max_rows) if isinstance(found, ox.QueryTriples) else _rows(found, max_rows)

    def answer(
        self,
        query: str,
        bindings: Bindings | None = None,
        *,
        dataset: Dataset | None = None,
        prefixes: dict[str, str] = KNOWN_PREFIXES,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The answer of a query of any kind, computed as it is read.

        Args:
            query: a SELECT, ASK, CONSTRUCT or DESCRIBE.
            bindings: terms for variables that occur in the SELECT.
            dataset: the graphs to ask; those that the query names with FROM when None, and all together when it names none.
            prefixes: those that the query need not declare.

        Raises:
            QueryError: it does not parse, or would write, reach another host, or ask a graph that is not here.
        """
        query = write_out_ids(query)
        check_query(query, service_hosts=self.service_hosts)
        terms = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        try:
            if dataset is None and names_its_graphs(query):
                ox.Store().query(query, prefixes=prefixes, substitutions=terms)  # raises the parser's own errors
                dataset = dataset_of(query, prefixes)
            if dataset is not None:
                return self._query_graphs(query, dataset, terms, prefixes)
            return self._engine.query(query, prefixes=prefixes, substitutions=terms)
        except SyntaxError as error:
            raise syntax_error(error) from error
        except (ValueError, OSError, RuntimeError) as error:
            raise QueryError("query", "{detail}.", "", detail=error) from error

    def statements(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
        graph_name: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads of a named graph that match a pattern, or of all graphs together, each triple once; in no order."""
        return self._engine.quads_for_pattern(subject, predicate, object, graph_name or _DEFAULT)

    def describe(self, node: ox.NamedNode) -> list[ox.Triple]:
        """All triples whose subject is a node."""
        return sorted((quad.triple for quad in self.statements(node)), key=str)

    def expect(self, nodes: Iterable[ox.NamedNode]) -> None:
        """Do nothing: each is found in microseconds."""

    def graph(self, name: ox.NamedNode) -> set[ox.Quad]:
        """The quads of one named graph."""
        return set(self._engine.quads_for_pattern(None, None, None, name))

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs, sorted."""
        return sorted((name for name in self._engine.named_graphs() if isinstance(name, ox.NamedNode)), key=str)

    def replace_graph(self, name: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Replace the quads of a named graph; new ones are added before old ones are removed."""
        wanted = set(quads)
        if any(quad.graph_name != name for quad in wanted):
            raise WorkspaceError(str(name), N_("was given quads of another graph."), "")
        present = self.graph(name)
        try:
            self.exchange(wanted - present, present - wanted)
            if not wanted:
                self._engine.remove_graph(name)  # an empty graph would still be listed
        except RuntimeError as error:
            raise _read_only(error) from error

    def exchange(self, more: Collection[ox.Quad], fewer: Collection[ox.Quad]) -> None:
        """Add some quads of named graphs, then remove others; the default graph follows.

        Args:
            more: quads to add.
            fewer: quads to remove.
        """
        self._size = None
        self._engine.extend([*more, *map(_unnamed, more)])
        for quad in fewer:
            self._engine.remove(quad)
            if not self._is_in_named_graph(quad):
                self._engine.remove(_unnamed(quad))
        typed = {quad.subject for quad in (*more, *fewer) if quad.predicate == RDF.type}
        self.add_super_types(node for node in typed if isinstance(node, ox.NamedNode))

    def size_of(self, graph: ox.NamedNode) -> int:
        """The number of quads in a named graph."""
        return sum(1 for _quad in self._engine.quads_for_pattern(None, None, None, graph))

    def bulk_load(self, files: Iterable[tuple[Path, ox.NamedNode | None]]) -> None:
        """Load files.

        Raises:
            DamagedFilesError: some files are not RDF; says which and where. The store is of no use then.
        """
        self._size = None
        found: dict[Path, WorkspaceError] = {}
        for path, graph in files:
            try:
                self._load(path, graph)
            except WorkspaceError as error:
                found[path] = error
            except RuntimeError as error:
                raise _read_only(error) from error
        if found:
            raise DamagedFilesError(found)
        self.add_super_types()

    def _load(self, path: Path, graph: ox.NamedNode | None) -> None:
        suffix = path.suffix
        if suffix not in FORMATS:
            raise WorkspaceError(
                str(path), N_("does not have the name of an RDF file."), N_("Use .nq, .ttl, .nt or .trig.")
            )
        with damaged(path):
            if suffix == ".nq":
                self._load_quads(read_file(path))
            elif suffix == ".trig":
                self.add(with_labels(ox.parse(read_edited(path), format=FORMATS[suffix])))
            else:
                self._load_triples(read_edited(path), FORMATS[suffix], graph)

    def add(self, quads: Collection[ox.Quad]) -> None:
        """Add many quads, which may be in the default graph alone; superclasses are not looked at."""
        self._size = None
        self._engine.bulk_extend([*quads, *map(_unnamed, quads)])

    def add_super_types(self, nodes: Iterable[ox.NamedNode] | None = None) -> None:
        """Add to the default graph, for things of a class of ours, the superclasses that the loaded ontology gives it.

        A question may so start from `az:Unit`; the named graphs stay as they were written.

        Args:
            nodes: only these, whose classes may have changed; None for everything.
        """
        above = self.superclasses()
        if nodes is None:
            for kind, wider in above.items():
                found = list(self._engine.quads_for_pattern(None, RDF.type, kind, _DEFAULT))
                self._engine.bulk_extend(
                    ox.Quad(quad.subject, RDF.type, one, _DEFAULT) for quad in found for one in wider
                )
            return
        for node in nodes:
            stated = {
                quad.object
                for quad in self._engine.quads_for_pattern(node, RDF.type, None, None)
                if quad.graph_name != _DEFAULT
            }
            wanted = stated.union(*(above.get(kind, ()) for kind in stated if isinstance(kind, ox.NamedNode)))
            for quad in list(self._engine.quads_for_pattern(node, RDF.type, None, _DEFAULT)):
                if quad.object not in wanted:
                    self._engine.remove(quad)
            self._engine.extend(ox.Quad(node, RDF.type, kind, _DEFAULT) for kind in wanted)

    def superclasses(self) -> dict[ox.NamedNode, set[ox.NamedNode]]:
        """The superclasses of our own that the ontology gives to each of our classes, direct or not."""
        found = self._engine.quads_for_pattern(None, RDFS.subClassOf, None, _DEFAULT)
        return superclasses_of((quad.subject, quad.object) for quad in found)

    def _load_quads(self, nquads: bytes) -> None:
        """Load N-Quads that were checked when they were written, one quad per line, every quad in a named graph.

        A plan of an older layout is loaded as it would be written today, so that every question answers it.
        """
        nquads = as_written_today(nquads)
        self._read(nquads, ox.RdfFormat.N_QUADS, lenient=True)
        self._read(without_graph(nquads, {}), ox.RdfFormat.N_TRIPLES, lenient=True)

    def _query_graphs(
        self, query: str, asked: Dataset, terms: dict[ox.Variable, Term], prefixes: dict[str, str]
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer a query about some graphs, their merge a set as well.

        Raises:
            QueryError: one of them is not here.
        """
        self._check_graphs(asked)
        merged, named = [[ox.NamedNode(iri) for iri in dict.fromkeys(iris)] for iris in (asked.default, asked.named)]
        if len(merged) <= 1:
            return self._engine.query(
                query, prefixes=prefixes, default_graph=[*merged], named_graphs=[*named], substitutions=terms
            )
        dataset = ox.Store()
        for name in merged:
            dataset.extend(map(_unnamed, self._engine.quads_for_pattern(None, None, None, name)))
        for name in named:
            dataset.extend(self._engine.quads_for_pattern(None, None, None, name))
        return dataset.query(
            query, prefixes=prefixes, default_graph=_DEFAULT, named_graphs=[*named], substitutions=terms
        )

    def _check_graphs(self, asked: Dataset) -> None:
        """Refuse a graph that is not here: nothing is fetched for a query."""
        for iri in (*asked.default, *asked.named):
            try:
                is_here = self._engine.contains_named_graph(ox.NamedNode(iri))
            except ValueError:
                is_here = False
            if not is_here:
                raise QueryError(
                    f"FROM <{iri}>",
                    N_("is not a graph of this workspace, and nothing is fetched."),
                    N_("This lists the graphs: {query}"),
                    query=Path(__file__).with_name("named_graphs.rq").read_text("utf-8").splitlines()[-1],
                )

    def _load_triples(self, data: bytes, form: ox.RdfFormat, graph: ox.NamedNode | None) -> None:
        """Load triples into a named graph and the default one, with `rdfs:label` beside each name.

        A text that may have blank nodes is parsed once, so that each is one node in both; other texts are parsed by the
        engine twice, which takes a third of the time.
        """
        places = {graph or _DEFAULT, _DEFAULT}
        if _may_have_blank_nodes(data):
            triples = with_labels(ox.parse(data, format=form))
            self._engine.bulk_extend([_placed(triple, place) for place in places for triple in triples])
            return
        for place in places:
            self._read(data, form, to_graph=place)
        named = self._engine.quads_for_pattern(None, SKOS.prefLabel, None, graph or _DEFAULT)
        self._engine.extend([_placed(label, place) for label in labels_beside(named) for place in places])

    def _is_in_named_graph(self, quad: ox.Quad) -> bool:
        found = self._engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(other.graph_name != _DEFAULT for other in found)


def superclasses_of(stated: Iterable[tuple[object, object]]) -> dict[ox.NamedNode, set[ox.NamedNode]]:
    """The superclasses of our own for each of our classes, direct or not.

    Args:
        stated: classes, each with a direct superclass.
    """
    own = set(AZ)
    direct: dict[ox.NamedNode, set[ox.NamedNode]] = {}
    for kind, wider in stated:
        if isinstance(kind, ox.NamedNode) and isinstance(wider, ox.NamedNode) and {kind, wider} <= own:
            direct.setdefault(kind, set()).add(wider)
    for above in direct.values():
        waiting = list(above)
        while waiting:
            new = direct.get(waiting.pop(), set()) - above
            waiting += new
            above |= new
    return direct


def _placed(quad: ox.Quad, graph: ox.NamedNode | ox.DefaultGraph) -> ox.Quad:
    """A quad's triple in a graph."""
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _may_have_blank_nodes(turtle: bytes) -> bool:
    """True unless a text has none of the signs of blank nodes outside of its strings, IRIs and comments."""
    if b"_:" in turtle:
        return True
    if b"[" not in turtle and b"(" not in turtle:
        return False
    bare = _QUOTED.sub(b"", turtle)
    return b"[" in bare or b"(" in bare


def _unnamed(quad: ox.Quad) -> ox.Quad:
    """A quad's triple in the default graph."""
    return _placed(quad, _DEFAULT)


def _read_only(error: RuntimeError) -> WorkspaceError:
    """The error for a write that the engine refuses: a store on disk is opened for reading only."""
    return WorkspaceError("store", N_("cannot be written to ({detail})."), N_("Run: aizone rebuild"), detail=error)


def _rows(found: ox.QuerySolutions, most: int | None) -> Rows:
    names = [variable.value for variable in found.variables]
    taken, cut = first_of(found, most)
    return Rows(tuple(names), [tuple(solution[name] for name in names) for solution in taken], cut)


def _triples(found: ox.QueryTriples, most: int | None) -> Triples:
    taken, cut = first_of(found, most)
    return Triples(sorted(set(taken), key=str), cut)


def parts_of(found: ox.QuerySolutions) -> Iterator[Rows]:
    """The rows of an answer as they are found, a few at first; one part at least."""
    names = tuple(variable.value for variable in found.variables)
    size = FIRST_PART
    while True:
        taken = [tuple(solution[name] for name in names) for solution in islice(found, size)]
        yield Rows(names, taken)
        if len(taken) < size:
            return
        size = LATER_PART


def first_of(found: Iterator[_Found], most: int | None) -> tuple[list[_Found], bool]:
    """The first `most` of a stream, and whether there are more."""
    taken = list(islice(found, most))
    return taken, most is not None and next(found, None) is not None
