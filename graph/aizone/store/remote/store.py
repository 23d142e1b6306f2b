"""A store at an address, asked over the SPARQL 1.1 Protocol.

Servers differ in what a query asks that names no graph: nothing, the union of all graphs with every triple as often as it is
stated, or that and graphs of other people. So a published workspace has a graph in which everything is merged, and every
request names it as the default graph; a query with GRAPH also lists the published graphs.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from ...errors import N_, QueryError, RemoteStoreError, WorkspaceError
from ...iri import KNOWN_PREFIXES
from ...settings import StoreAddress
from ..base import Bindings, Dataset, Rows, Term, Triples, to_python
from ..curies import write_out_ids
from ..dropping import drops_its_answer
from ..guard import check_query, dataset_of, names_its_graphs, syntax_error, words_and_brackets
from ..oxigraph import OxigraphStore, first_of, parts_of, superclasses_of
from .asking import only, published, revision_of
from .bound import with_any_of, with_bindings, with_prefixes
from .client import RESULTS, TRIPLES, Answered, BrokenOffError, SparqlClient, broken_answer, in_words
from .names import MERGED, NOWHERE, text_of

if TYPE_CHECKING:
    from typing import IO

    from ..columns import KeptTables

_AT_ONCE = 300
"""Nodes whose statements are asked for in one request."""
_MOST_KNOWN = 50_000
"""Nodes whose statements are kept: about 100 MB; all are forgotten beyond."""
_ROWS_CUT = "X-SPARQL-MaxRows"
"""The header in which Virtuoso says that it gives no more rows than so many."""


class RemoteStore:
    """Implements `base.Store`.

    Args:
        address: of the server.
        revision: that of what was published; it is asked for when None.
        client: sends the requests; one of its own when None.

    Raises:
        RemoteStoreError: the server cannot be reached, or holds no published workspace.
    """

    def __init__(
        self, address: StoreAddress, *, revision: str | None = None, client: SparqlClient | None = None
    ) -> None:
        self._client = client or SparqlClient(address)
        self.address = address
        self.revision = revision_of(self._client) if revision is None else revision
        self.kept: KeptTables | None = None
        self.damaged: Sequence[WorkspaceError] = ()
        self.service_hosts: tuple[str, ...] = ()
        self._about: dict[ox.NamedNode, tuple[ox.Quad, ...]] = {}

    @cached_property
    def published(self) -> dict[ox.NamedNode, str]:
        """The graphs that were published, sorted, each with its digest."""
        return published(self._client)

    @drops_its_answer
    def __len__(self) -> int:
        """The number of quads in named graphs."""
        found = self._solutions(text_of("quads.rq"), self._all_graphs, whole=True, is_ask=False)
        assert isinstance(found, ox.QuerySolutions)
        number = to_python(next(found)["n"])
        assert isinstance(number, int)
        return number

    @drops_its_answer
    def select(self, query: str, bindings: Bindings | None = None, *, dataset: Dataset | None = None) -> Rows:
        """Answer a SELECT."""
        found = self.answer(query, bindings, dataset=dataset, whole=True)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("query", N_("is not a SELECT."), "")
        return self._rows(found, None)

    def parts(self, query: str, bindings: Bindings | None = None) -> Iterator[Rows]:
        """Answer a SELECT some rows at a time, as the server sends them; asked again if it breaks off before the first are here.

        Raises:
            RemoteStoreError: the answer broke off in the middle: what was given is not all.
        """
        is_begun = False
        try:
            for part in self._parts(query, bindings):
                is_begun = True
                yield part
            return
        except BrokenOffError:
            if is_begun:
                raise
        yield self.select(query, bindings)

    def _parts(self, query: str, bindings: Bindings | None) -> Iterator[Rows]:
        found = self.answer(query, bindings)
        if not isinstance(found, ox.QuerySolutions):
            raise QueryError("query", N_("is not a SELECT."), "")
        try:
            yield from parts_of(found)
        except (SyntaxError, ValueError) as error:
            raise broken_answer(self.address.query, error) from error

    @drops_its_answer
    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK."""
        found = self.answer(query, bindings, whole=True)
        if not isinstance(found, ox.QueryBoolean):
            raise QueryError("query", N_("is not an ASK."), "")
        return bool(found)

    @drops_its_answer
    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        found = self.answer(query, bindings, whole=True)
        if isinstance(found, (ox.QuerySolutions, ox.QueryBoolean)):
            raise QueryError("query", N_("is neither a CONSTRUCT nor a DESCRIBE."), "")
        return sorted(set(found), key=str)

    @drops_its_answer
    def run(self, query: str, *, max_rows: int | None = None) -> Rows | Triples | bool:
        """Answer a query of any kind."""
        found = self.answer(query, whole=max_rows is None)
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        if isinstance(found, ox.QuerySolutions):
            return self._rows(found, max_rows)
        taken, cut = first_of(found, max_rows)
        return Triples(sorted(set(taken), key=str), cut)

    def answer(
        self,
        query: str,
        bindings: Bindings | None = None,
        *,
        dataset: Dataset | None = None,
        prefixes: dict[str, str] = KNOWN_PREFIXES,
        whole: bool = False,
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]:
        """The answer of a query of any kind.

        A query about graphs that it names with FROM is answered here, from those graphs: servers do not agree on their merge.

        Args:
            query: a SELECT, ASK, CONSTRUCT or DESCRIBE.
            bindings: terms for variables that occur in the SELECT.
            dataset: the graphs to ask; those that the query names with FROM when None, and all together when it names none.
            prefixes: those that the query need not declare.
            whole: have the answer whole before the first of it is given; otherwise it is read as it comes.

        Raises:
            QueryError: it does not parse, or would write, reach another host, or ask a graph that is not here.
            RemoteStoreError: the server cannot be reached, or does not answer as it should.
        """
        query = write_out_ids(query)
        check_query(query)
        kind = _kind(query, bindings, prefixes)
        if dataset is None and names_its_graphs(query):
            dataset = dataset_of(query, prefixes)
        if dataset is not None:
            return self._copy_of(dataset).answer(query, bindings, dataset=dataset, prefixes=prefixes)
        text = with_prefixes(with_bindings(query, bindings))
        asked = self._all_graphs if _uses_graph(query) else only(MERGED)
        if kind is ox.QueryTriples:
            return self._triples(text, asked, whole=whole)
        return self._solutions(text, asked, whole=whole, is_ask=kind is ox.QueryBoolean)

    def statements(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
        graph_name: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads of a named graph that match a pattern, or of all graphs together, each triple once; in no order."""
        if graph_name is not None and graph_name not in self.published:
            return
        if subject is not None and graph_name is None:
            self.expect([subject])
            for quad in self._about[subject]:
                if predicate in (None, quad.predicate) and object in (None, quad.object):
                    yield quad
            return
        named: dict[str, Term] = {
            name: term for name, term in (("s", subject), ("p", predicate), ("o", object)) if term is not None
        }
        yield from self._statements(with_bindings(text_of("statements.rq"), named), graph_name)

    def expect(self, nodes: Iterable[ox.NamedNode]) -> None:
        """Read all that is said of some nodes, many in one request, unless it is known; a store keeps its revision."""
        missing = [node for node in dict.fromkeys(nodes) if node not in self._about]
        if len(self._about) + len(missing) > _MOST_KNOWN:
            self._about.clear()
        for begin in range(0, len(missing), _AT_ONCE):
            asked = missing[begin : begin + _AT_ONCE]
            found: dict[object, list[ox.Quad]] = {node: [] for node in asked}
            for quad in self._statements(with_any_of(text_of("statements.rq"), "s", asked), None):
                found[quad.subject].append(quad)
            self._about.update({node: tuple(found[node]) for node in asked})

    def _statements(self, text: str, graph: ox.NamedNode | None) -> Iterator[ox.Quad]:
        """The quads whose terms a query finds as ?s, ?p and ?o."""
        found = self._solutions(text, only(graph or MERGED), whole=True, is_ask=False)
        assert isinstance(found, ox.QuerySolutions)
        place = graph or ox.DefaultGraph()
        for s, p, o in self._rows(found, None).rows:
            assert isinstance(s, ox.NamedNode | ox.BlankNode)
            assert isinstance(p, ox.NamedNode)
            assert o is not None
            yield ox.Quad(s, p, o, place)

    def describe(self, node: ox.NamedNode) -> list[ox.Triple]:
        """All triples whose subject is a node."""
        return sorted((quad.triple for quad in self.statements(node)), key=str)

    def graph(self, name: ox.NamedNode) -> set[ox.Quad]:
        """The quads of one named graph."""
        if name not in self.published:
            return set()
        found = self._triples(text_of("triples.rq"), only(name), whole=True)
        return {ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in found}

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs, sorted."""
        return sorted(self.published, key=str)

    def replace_graph(self, name: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Replace the quads of a named graph."""
        from .sending import GraphSender, digest_of

        wanted = set(quads)
        if any(quad.graph_name != name for quad in wanted):
            raise WorkspaceError(str(name), N_("was given quads of another graph."), "")
        sender = GraphSender(self._client, self.superclasses(), dict(self.published))
        if wanted:
            triples = ox.serialize(sorted((quad.triple for quad in wanted), key=str), format=ox.RdfFormat.N_TRIPLES)
            assert triples is not None
            sender.replace(name, triples, digest_of(triples), self.revision)
        elif name in self.published:
            sender.remove(name, self.revision)
        self.__dict__.pop("published", None)
        self._about.clear()

    def bulk_load(self, files: Iterable[tuple[Path, ox.NamedNode | None]]) -> None:
        """Load files; what a graph has already stays in it."""
        loaded = OxigraphStore()
        loaded.bulk_load(files)
        for name in loaded.graphs():
            self.replace_graph(name, loaded.graph(name) | self.graph(name))

    def superclasses(self) -> dict[ox.NamedNode, set[ox.NamedNode]]:
        """The superclasses of our own that the published ontology gives to each of our classes, direct or not."""
        found = self._solutions(text_of("superclasses.rq"), only(MERGED), whole=True, is_ask=False)
        assert isinstance(found, ox.QuerySolutions)
        return superclasses_of((row["kind"], row["wider"]) for row in found)

    # --- requests

    @property
    def _all_graphs(self) -> Dataset:
        return Dataset((MERGED.value,), tuple(name.value for name in self.published) or (NOWHERE.value,))

    def _copy_of(self, asked: Dataset) -> OxigraphStore:
        """The graphs that a query names, as far as they are here, in a store of their own."""
        copy = OxigraphStore()
        for iri in {*asked.default, *asked.named}:
            try:
                copy.add(self.graph(ox.NamedNode(iri)))
            except ValueError:  # not an IRI: it is refused below as one that is not here
                continue
        return copy

    def _solutions(
        self, text: str, asked: Dataset, *, whole: bool, is_ask: bool
    ) -> ox.QuerySolutions | ox.QueryBoolean:
        response = self._client.query(text, asked, RESULTS, whole=whole)
        _check_whole(response, self.address)
        try:
            found = ox.parse_query_results(_input(response, self.address, whole), ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise broken_answer(self.address.query, error) from error
        if is_ask and isinstance(found, ox.QuerySolutions):  # Virtuoso: one row with a 1, or none
            row = next(found, None)
            truth = row is not None and to_python(row[0])
            found = ox.parse_query_results(f'{{"head":{{}},"boolean":{"true" if truth else "false"}}}', ox.QueryResultsFormat.JSON)  # fmt: skip
        return found

    def _triples(self, text: str, asked: Dataset, *, whole: bool) -> Iterator[ox.Triple]:
        response = self._client.query(text, asked, TRIPLES, whole=whole)
        form = ox.RdfFormat.from_media_type(response.headers.get("Content-Type", ""))
        if form is None:
            response.close()
            raise broken_answer(self.address.query, ValueError(response.headers.get("Content-Type", "?")))
        _check_whole(response, self.address)
        return self._parsed(_input(response, self.address, whole), form)

    def _parsed(self, data: bytes | IO[bytes], form: ox.RdfFormat) -> Iterator[ox.Triple]:
        try:
            for quad in ox.parse(data, format=form, lenient=True):
                yield quad.triple
        except (SyntaxError, ValueError) as error:
            raise broken_answer(self.address.query, error) from error

    def _rows(self, found: ox.QuerySolutions, most: int | None) -> Rows:
        try:
            taken, cut = first_of(found, most)
        except (SyntaxError, ValueError) as error:
            raise broken_answer(self.address.query, error) from error
        names = [variable.value for variable in found.variables]
        return Rows(tuple(names), [tuple(solution[name] for name in names) for solution in taken], cut)


class _Body(io.RawIOBase):
    """An answer as it comes; what breaks it off is said in words."""

    def __init__(self, response: Answered, address: StoreAddress) -> None:
        self._response, self._address = response, address

    def readable(self) -> bool:
        """True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        with in_words(self._address.query, self._address.timeout_s):
            return self._response.read1(size) if size >= 0 else self._response.read()


def _input(response: Answered, address: StoreAddress, whole: bool) -> bytes | IO[bytes]:
    return response.data if whole else cast("IO[bytes]", _Body(response, address))


def _check_whole(response: Answered, address: StoreAddress) -> None:
    """Refuse an answer that a server has cut off by itself, as Virtuoso does after ResultSetMaxRows or in 'anytime' queries."""
    most = response.headers.get(_ROWS_CUT)
    if most is not None or response.headers.get("X-SQL-State") == "S1TAT":
        response.close()
        raise RemoteStoreError(
            address.query,
            N_("has cut its answer off ({detail})."),
            N_("Raise the limit in its configuration: Virtuoso calls it ResultSetMaxRows."),
            detail=most or response.headers.get("X-SQL-Message", "S1TAT"),
        )


def _uses_graph(query: str) -> bool:
    return any(word == "GRAPH" for _kind_of, word, _at in words_and_brackets(query))


def _kind(query: str, bindings: Bindings | None, prefixes: dict[str, str]) -> type:
    """The class of a query's answer; our own parser reads it first, so that its mistakes are said as everywhere."""
    terms = {ox.Variable(name): term for name, term in (bindings or {}).items()}
    try:
        return type(ox.Store().query(query, prefixes=prefixes, substitutions=terms))
    except SyntaxError as error:
        raise syntax_error(error) from error
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError("query", "{detail}.", "", detail=error) from error
