"""The graph of a workspace: loaded when it is first needed, and all that it can be asked."""

from __future__ import annotations

import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args, overload

import pyoxigraph as ox

from .. import queries
from ..errors import N_, QueryCutWarning, UsageError, WorkspaceError
from ..i18n import Lang
from ..names.parameters import check, groups_of, terms
from ..queries import Groups
from ..settings import Settings
from ..store import Rows, Source, Store, StoreSource
from ..store.base import Dataset
from ..store.progress import Tell, tell_nobody

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    import rdflib

    from ..names.known import KnownNames
    from ..names.resolve import Meaning
    from ..projections.incidence import Incidence
    from ..queries.records import Responsibility
    from ..store.sandbox import QueryPool


def warn_nobody(error: WorkspaceError) -> None:
    """Say nothing: who asks looks at `store.damaged`."""


Frames = Literal["pandas", "polars"]


def _check_frame(frame: str, where: str) -> None:
    """Refuse a frame of a library that there is none of."""
    if frame not in get_args(Frames):
        raise UsageError(where, N_("is '{value}'."), N_("It is pandas or polars."), value=frame)


class WorkspaceGraph(ABC):
    """A graph made from files, and its answers: questions of the library, SPARQL, names, NetworkX graphs."""

    settings: Settings

    tell: Tell = staticmethod(tell_nobody)
    """Is told how far a store on disk is that has to be built before the first answer."""

    warn: Callable[[WorkspaceError], None] = staticmethod(warn_nobody)
    """Is told of each file that is damaged and left out, when the graph is loaded."""

    is_for_one_answer = False
    """A program that ends after an answer opens a copy on disk, where there is one: see `store.at_hand`."""

    @property
    @abstractmethod
    def source(self) -> Source:
        """The files that the store is made from, as they are now, or a server."""

    @cached_property
    def store(self) -> Store:
        """The graph as it is now: in memory, or from a store on disk when it is large. `reload` looks again."""
        source = self.source
        self._prepare(source)
        store = source.open()
        for error in store.damaged:
            self.warn(error)
        return store

    @cached_property
    def names(self) -> KnownNames:
        """All names of the graph as it is now, read when first needed."""
        from ..names.known import KnownNames

        return KnownNames(self.store)

    @cached_property
    def query_pool(self) -> QueryPool:
        """The processes that answer queries of one's own; they see the graph as it is now. `reload` looks again."""
        from ..store.sandbox import QueryPool  # not at the top: most commands start no process

        return QueryPool(self.source, self.settings)

    def prepare_store(self) -> None:
        """Bring the store on disk and the kept answers up to date, where the workspace is large enough to have them."""
        self._prepare(self.source)

    def _prepare(self, source: Source) -> None:
        source.prepare(self.tell)
        if source.is_large and isinstance(source, StoreSource):
            from ..queries.keeping import keep_apart  # not at the top: a small workspace has no columns

            keep_apart(source.readable(), self.tell)

    def rebuild_store(self) -> None:
        """Build the store on disk again, where the workspace is large enough to have one."""
        self.source.rebuild(self.tell)
        self.reload()

    def reload(self) -> None:
        """Forget the loaded graph, so that the next question sees the files as they are."""
        self.__dict__.pop("store", None)
        self.__dict__.pop("names", None)
        pool: QueryPool | None = self.__dict__.pop("query_pool", None)
        if pool is not None:
            pool.close()

    def select(self, name: str, *, lang: Lang = "zh", **params: object) -> Rows:
        """Answer a question of the library as rows of terms.

        Args:
            name: the question's name.
            lang: language of labels.
            params: its parameters; each a name as plans write it, a path, a slug, a CURIE, an IRI or a term.

        Returns:
            `columns` and r `rows` of terms, in the question's order; `dicts()` gives them as plain Python values.

        Raises:
            UnknownNameError: there is no such question, or nothing has the name of a parameter.
            AmbiguousNameError: a parameter's name fits several things.
        """
        return self.select_some(name, params, lang=lang)

    def select_some(
        self,
        name: str,
        params: Mapping[str, object],
        *,
        lang: Lang = "zh",
        limit: int | None = None,
        offset: int = 0,
        graphs: Collection[str] = (),
    ) -> Rows:
        """Answer a question of the library as `select` does, or only some of its rows, which are found sooner.

        Args:
            name: the question's name.
            params: its parameters.
            lang: language of labels.
            limit: the most rows to give; all when None.
            offset: rows to leave out at the beginning.
            graphs: IRIs of the graphs to ask; all together when there are none.

        Returns:
            rows that are `cut` where the limit left some out.
        """
        question = queries.load(name)
        check(question, params)
        found = terms(self.names, question, params) if params else {}  # a question without names needs no index of them
        groups = groups_of(question, params)
        asked = Dataset(tuple(graphs), tuple(graphs)) if graphs else None
        return queries.select(
            self.store, name, lang=lang, groups=groups, limit=limit, offset=offset, dataset=asked, **found
        )

    def select_parts(
        self, name: str, params: Mapping[str, object], *, lang: Lang = "zh", limit: int | None = None
    ) -> Iterator[Rows]:
        """Answer a question of the library some rows at a time: the first come soon, and never are all of them held.

        Args:
            name: the question's name.
            params: its parameters, as for `select`.
            lang: language of labels.
            limit: the most rows to give; all when None.

        Returns:
            parts of the answer of `select`, one at least; the last is `cut` where the limit left some out.
        """
        question = queries.load(name)
        check(question, params)
        found = terms(self.names, question, params) if params else {}
        groups = groups_of(question, params)
        return queries.select_parts(self.store, name, lang=lang, groups=groups, limit=limit, **found)

    @overload
    def query(
        self, name: str, *, lang: Lang = "zh", frame: Literal["pandas"] = "pandas", **params: object
    ) -> pd.DataFrame: ...
    @overload
    def query(self, name: str, *, lang: Lang = "zh", frame: Literal["polars"], **params: object) -> pl.DataFrame: ...
    def query(
        self, name: str, *, lang: Lang = "zh", frame: Frames = "pandas", **params: object
    ) -> pd.DataFrame | pl.DataFrame:
        """Answer a question of the library as a frame.

        Args:
            name: the question's name.
            lang: language of labels.
            frame: whose frame it is, pandas' or polars'.
            params: its parameters, as for `select`.

        Returns:
            A frame of r rows with the question's columns: text as string, counts as Int64, roles and types as category.

        Raises:
            UsageError: there are frames of pandas and polars only.
            UnknownNameError: there is no such question, or nothing has the name of a parameter.
            AmbiguousNameError: a parameter's name fits several things.
            MissingExtraError: polars is asked for and not installed.
        """
        from ..projections.tables import to_frame, to_polars

        _check_frame(frame, "query frame=")
        rows = self.select(name, lang=lang, **params)
        return to_polars(rows) if frame == "polars" else to_frame(rows)

    @overload
    def sparql(
        self,
        text: str,
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
        frame: Literal["pandas"] = "pandas",
    ) -> pd.DataFrame: ...
    @overload
    def sparql(
        self, text: str, *, timeout: float | None = None, max_rows: int | None = None, frame: Literal["polars"]
    ) -> pl.DataFrame: ...
    def sparql(
        self, text: str, *, timeout: float | None = None, max_rows: int | None = None, frame: Frames = "pandas"
    ) -> pd.DataFrame | pl.DataFrame:
        """Answer your own query as a frame; it runs in a process that is stopped at its limits.

        Args:
            text: a SELECT, ASK, CONSTRUCT or DESCRIBE; the default graph is the union of all plans, registries and the ontology.
            timeout: seconds, more than 0; those of the settings when None.
            max_rows: rows to take, 0 or more; all when None.
            frame: whose frame it is, pandas' or polars'; polars' has no `attrs`.

        Returns:
            For a SELECT, a frame of r rows with its variables, typed as in `query`. For an ASK, one row with the column
            `answer`, a truth value. For a CONSTRUCT or DESCRIBE, a row per triple with the columns `subject`, `predicate`
            and `object`. Where a limit cut the answer off, the rows found until then; `frame.attrs["limit"]` says which
            ('seconds', 'rows', 'bytes', 'memory'; '' for none), and a `QueryCutWarning` is given for those not asked for.

        Raises:
            UsageError: an argument is not one of those above.
            QueryError: it does not parse, or would write, reach another host, or ask a graph that is not here.
            QueryLimitError: it took more time or memory than it may before a row was there.
        """
        from ..projections.tables import to_frame, to_polars
        from ..queries.mistakes import said_in_words

        _check_frame(frame, "sparql frame=")
        if not isinstance(text, str):
            raise UsageError("sparql text=", N_("is not a text."), N_("Read a file first: Path(…).read_text('utf-8')."))
        if timeout is not None and not timeout > 0:
            raise UsageError("sparql timeout=", N_("must be more than 0 seconds."))
        if max_rows is not None and max_rows < 0:
            raise UsageError("sparql max_rows=", N_("must be 0 or more."))
        limits = replace(
            self.query_pool.limits,
            rows=max_rows,
            seconds=self.query_pool.limits.seconds if timeout is None else timeout,
        )
        with said_in_words(text):
            answer = self.query_pool.run(text, limits=limits)
        rows = answer.to_rows()
        if answer.cut and answer.limit != "rows":
            warnings.warn(QueryCutWarning(answer.limit.value, len(rows)), stacklevel=2)
        if frame == "polars":
            return to_polars(rows)
        found = to_frame(rows)
        found.attrs["limit"] = answer.limit.value
        return found

    def find(self, text: str, kind: str | None = None, plan: object = None) -> list[Meaning]:
        """Everything that a written name may mean; exact names only.

        Args:
            text: a full or short name, path, slug, CURIE or IRI.
            kind: a class that the thing must have: 'az:Unit', 'az:WorkItem', 'az:NamedEntity'; None for anything.
            plan: the plan in whose context the name was written; its name, slug, CURIE, IRI or node.

        Returns:
            Meanings with `iri`, `label`, `kind`, `why` and `distance`, the nearest first.
        """
        from ..names.resolve import meanings

        return meanings(self.names, text, kind, self.plan_named(plan, "find plan="))

    def plan_named(self, plan: object, where: str) -> ox.NamedNode | None:
        """The plan of a name.

        Args:
            plan: its name, slug, CURIE, IRI or node; None or '' for no plan.
            where: the argument that held the name, for the error.

        Raises:
            UnknownNameError: no plan has the name.
            AmbiguousNameError: several plans have the name.
        """
        if plan is None or plan == "":
            return None
        if isinstance(plan, ox.NamedNode):
            return plan
        from ..names.resolve import resolve

        return resolve(self.names, str(plan), "az:Plan", where=where)

    def graph(self) -> nx.MultiDiGraph[str]:
        """Project the whole graph to NetworkX.

        Returns:
            A directed multigraph. Node: a CURIE with `type`, `label`, `label_zh` and `label_en`. Edge: one statement, its key
            and `relation` the property, its `id` of its own (`nx.write_graphml(graph, path, edge_id_from_attribute="id")`);
            a responsibility also has `role`, `basis`, `rank` and `assignment`.
        """
        from ..projections.graph import project_graph

        return project_graph(self.store)

    def bipartite(self, *, plan: object = None, groups: Groups = "one", lang: Lang = "zh") -> nx.MultiGraph[str]:
        """Project units and measures to NetworkX.

        Args:
            plan: only this plan: its slug, title or IRI; None for all.
            groups: count a collective owner as 'one' node, or 'expand' it to its members.
            lang: language of labels.

        Returns:
            A two-mode multigraph. Node: a CURIE with `bipartite` (0 unit, 1 measure) and `label`. Edge: one role of a unit in
            a measure, with `role` and `basis`.

        Raises:
            UnknownNameError: there is no such plan.
        """
        from ..projections.bipartite import project_bipartite

        return project_bipartite(self._assignments(plan, lang), groups=groups)

    def co_responsibility(self, *, plan: object = None, groups: Groups = "one", lang: Lang = "zh") -> nx.Graph[str]:
        """Project units that own measures together to NetworkX.

        Args:
            plan: only this plan: its slug, title or IRI; None for all.
            groups: count a collective owner as 'one' node, or 'expand' it to its members.
            lang: language of labels.

        Returns:
            An undirected graph of units. Edge: `shared` counts the measures both own, `items` names them with a space between, `newman` is the
            sum over them of 1/(owners - 1).

        Raises:
            UnknownNameError: there is no such plan.
        """
        from ..projections.co_responsibility import project_co_responsibility

        return project_co_responsibility(self._assignments(plan, lang), groups=groups)

    def incidence(self, *, plan: object = None, groups: Groups = "one", lang: Lang = "zh") -> Incidence:
        """Project units and the measures they own to arrays, which overlaps and load are counted from.

        Args:
            plan: only this plan: its slug, title or IRI; None for all.
            groups: count a collective owner as 'one' unit, or 'expand' it to its members.
            lang: language of labels.

        Returns:
            An `Incidence`: the units, the measures, and an entry for each unit and measure it owns.

        Raises:
            UnknownNameError: there is no such plan.
        """
        from ..projections.incidence import project_incidence

        return project_incidence(self._assignments(plan, lang), groups=groups)

    def work_breakdown(self, plan: object) -> nx.DiGraph[str]:
        """Project one plan's task areas, tasks and measures to NetworkX.

        Args:
            plan: the plan's slug, title or IRI.

        Returns:
            A directed tree from the plan down. Node: a CURIE with `label`, `type`, `path` and `position`.

        Raises:
            UnknownNameError: there is no such plan.
        """
        from ..projections.work_breakdown import project_work_breakdown
        from ..queries.records import Work

        found = self.select("work_items", plan=plan)
        return project_work_breakdown(queries.decode(found, Work))

    def rdflib(self) -> rdflib.Dataset:
        """A read-only rdflib `Dataset` over the same data; nothing is copied.

        Returns:
            A dataset in rdflib's own API; the union of all graphs is its default graph. What would change it raises a
            `WorkspaceError`. Its queries run in this process, without a limit of time or memory: `sparql` has one.
        """
        from ..store.bridge import to_rdflib_dataset

        return to_rdflib_dataset(self.store)

    def _assignments(self, plan: object, lang: Lang) -> list[Responsibility]:
        from ..queries.records import Responsibility  # not at the top: a query needs no record, and fifty take 20 ms

        bound: dict[str, Any] = {**terms(self.names, queries.load("assignments"), {"plan": plan})}
        return queries.answers(self.store, "assignments", Responsibility, lang=lang, **bound)
