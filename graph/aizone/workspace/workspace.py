"""A workspace: the folder a graph is kept in, opened. `paths` says which files it has, `files` changes them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from .. import queries
from ..errors import N_, WorkspaceError
from ..i18n import Lang
from ..names.known import KnownNames
from ..names.parameters import terms
from ..names.resolve import Meaning, meanings, resolve
from ..queries.records import Responsibility, Work
from ..settings import Settings, settings_from
from ..store import Rows, Store, StoreSource
from . import files
from .paths import Paths
from .stored_plan import StoredPlan, read_stored_plan

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from ..verdicts.attribution import Attribution
    from ..verdicts.ledger import Ledger, V
    from ..verdicts.names import NameLedger
    from ..verdicts.readings import Correction, CorrectionLedger

Groups = Literal["one", "expand"]


class Workspace:
    """One folder of plans, opened for reading; `replace_plan` and `remove_plan` write.

    Args:
        settings: where it is and how far queries may go.

    Raises:
        WorkspaceError: the folder does not exist.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.paths = Paths(settings.workspace, settings.ontology)
        if not self.paths.root.is_dir():
            raise WorkspaceError(
                str(self.paths.root),
                N_("is not a folder that exists."),
                N_("Name an existing one, or leave --workspace out."),
            )

    # --- what it holds

    def plan_slugs(self) -> list[str]:
        """The slugs of the plans, sorted."""
        return self.paths.plan_slugs()

    def stored_plan(self, slug: str, *, seen: StoredPlan | None = None) -> StoredPlan | None:
        """A plan as it is stored, read from its file; None when there is none of that slug.

        Args:
            slug: the plan's slug.
            seen: the plan as it was read before; returned as it is when the file has not changed since.

        Raises:
            WorkspaceError: the file is damaged.
        """
        return read_stored_plan(self.paths.plan(slug), slug, seen=seen)

    def sources(self, slug: str) -> list[Path]:
        """The source documents kept for a plan.

        Args:
            slug: the plan's slug.
        """
        return self.paths.sources_of(slug)

    def corrections(self, slug: str) -> tuple[Correction, ...]:
        """What people corrected in a plan's reading and did not take back, the earliest first.

        Args:
            slug: the plan's slug.

        Raises:
            WorkspaceError: its file is damaged.
        """
        return self.correction_ledger(slug).read()

    def correction_ledger(self, slug: str) -> CorrectionLedger:
        """The file of what people corrected in a plan's reading; `record` appends to it.

        Args:
            slug: the plan's slug.
        """
        from ..verdicts.readings import CorrectionLedger

        return CorrectionLedger(self.paths.corrections(slug), slug)

    def name_ledger(self) -> NameLedger:
        """The file of what people decided about names, for all plans; `record` appends to it."""
        from ..verdicts.names import NameLedger

        path = self.paths.decisions
        others = [other for other in self.paths.shared("units") if other.name != path.name]
        return NameLedger(path, others, self.paths.base_units())

    @property
    def revision(self) -> str:
        """A text that changes whenever a file of the graph does."""
        digest = hashlib.blake2b(digest_size=8)
        for path, _ in self.paths.graph_files():
            status = path.stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
        return digest.hexdigest()

    @property
    def source(self) -> StoreSource:
        """What the store is made from, as the files are now."""
        cache = self.paths.root / ".cache"
        return StoreSource(tuple(self.paths.graph_files()), self.revision, cache, self.settings.in_memory_bytes)

    @cached_property
    def store(self) -> Store:
        """The graph as it is now: in memory, or from a store on disk when it is large. `reload` looks again."""
        return self.source.open()

    @cached_property
    def names(self) -> KnownNames:
        """All names of the graph as it is now, read when first needed."""
        return KnownNames(self.store)

    def rebuild_store(self) -> None:
        """Build the store on disk again, where the workspace is large enough to have one."""
        self.source.rebuild()
        self.reload()

    def reload(self) -> None:
        """Forget the loaded graph, so that the next question sees the files as they are."""
        self.__dict__.pop("store", None)
        self.__dict__.pop("names", None)

    # --- what it answers

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
        question = queries.load(name)
        return queries.select(self.store, name, lang=lang, **terms(self.names, question, params))

    def query(self, name: str, *, lang: Lang = "zh", **params: object) -> pd.DataFrame:
        """Answer a question of the library as a pandas frame.

        Args:
            name: the question's name.
            lang: language of labels.
            params: its parameters, as for `select`.

        Returns:
            A frame of r rows with the question's columns: text as string, counts as Int64, roles and types as category.

        Raises:
            UnknownNameError: there is no such question, or nothing has the name of a parameter.
            AmbiguousNameError: a parameter's name fits several things.
        """
        from ..projections.tables import to_frame

        return to_frame(self.select(name, lang=lang, **params))

    def sparql(self, text: str) -> pd.DataFrame:
        """Answer your own SELECT as a pandas frame.

        Args:
            text: the query; the default graph is the union of all plans, registries and the ontology.

        Returns:
            A frame of r rows with the variables of the SELECT, typed as in `query`.

        Raises:
            QueryError: it does not parse, or would write or reach another host.
        """
        from ..projections.tables import to_frame

        return to_frame(self.store.select(text))

    def find(self, text: str, kind: str | None = None, plan: object = None) -> list[Meaning]:
        """Everything that a written name may mean; exact names only.

        Args:
            text: a full or short name, path, slug, CURIE or IRI.
            kind: a class that the thing must have: 'az:Unit', 'az:WorkItem', 'az:NamedEntity'; None for anything.
            plan: the plan in whose context the name was written; its name, slug, CURIE, IRI or node.

        Returns:
            Meanings with `iri`, `label`, `kind`, `why` and `distance`, the nearest first.
        """
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
        return plan if isinstance(plan, ox.NamedNode) else resolve(self.names, str(plan), "az:Plan", where=where)

    def graph(self) -> nx.MultiDiGraph[str]:
        """Project the whole graph to NetworkX.

        Returns:
            A directed multigraph. Node: a CURIE with `type`, `label_zh` and `label_en`. Edge: one statement, its key the
            property; a responsibility also has `role`, `basis`, `rank` and `assignment`.
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
            An undirected graph of units. Edge: `shared` counts the measures both own, `items` lists them, `newman` is the
            sum over them of 1/(owners - 1).

        Raises:
            UnknownNameError: there is no such plan.
        """
        from ..projections.co_responsibility import project_co_responsibility

        return project_co_responsibility(self._assignments(plan, lang), groups=groups)

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

        found = self.select("work_items", plan=plan)
        return project_work_breakdown(queries.decode(found, Work))

    def rdflib(self) -> rdflib.Dataset:
        """An rdflib `Dataset` over the same data; nothing is copied.

        Returns:
            A dataset in rdflib's own API; the union of all graphs is its default graph.
        """
        from ..store.bridge import to_rdflib_dataset

        return to_rdflib_dataset(self.store)

    def _assignments(self, plan: object, lang: Lang) -> list[Responsibility]:
        return queries.decode(self.select("assignments", lang=lang, plan=plan), Responsibility)

    # --- what it takes in

    def can_write(self) -> bool:
        """Whether the folder takes new files."""
        return files.can_write(self.paths)

    def replace_plan(
        self,
        slug: str,
        nquads: bytes,
        *,
        source: tuple[bytes, str] | None = None,
        instead_of: Collection[str] | None = None,
        seen: StoredPlan | None = None,
    ) -> None:
        """Put a plan into the workspace, whole or not at all.

        Args:
            slug: the plan's slug.
            nquads: its graph as sorted N-Quads.
            source: bytes of the document and its suffix, when they may be kept.
            instead_of: titles of plans that may be replaced; None for any.
            seen: the plan that was stored when the caller looked; its file is not parsed again while it is unchanged.

        Raises:
            UsageError: the slug is not valid.
            WorkspaceError: the folder cannot be written, another process is writing, or has stored another plan meanwhile.
        """
        files.put_plan(self.paths, slug, nquads, source=source, instead_of=instead_of, seen=seen)
        self.reload()

    def remove_plan(self, slug: str) -> None:
        """Remove a plan with its source; its summaries and corrections stay.

        Args:
            slug: the plan's slug.

        Raises:
            UsageError: the slug is not valid.
            WorkspaceError: there is no such plan, or the folder cannot be written.
        """
        files.take_out_plan(self.paths, slug)
        self.reload()

    def record(
        self, ledger: Ledger[V], new: Sequence[V] = (), *, ended: Mapping[str, Attribution] | None = None
    ) -> None:
        """Append decisions to their file and take earlier ones back; the file stays as it is otherwise.

        Args:
            ledger: `name_ledger` or the `correction_ledger` of a plan.
            new: decisions to append.
            ended: ids of decisions to take back, with who takes them back, when and why.

        Raises:
            RegistryError: what was decided about names contradicts the registries.
            WorkspaceError: the folder cannot be written, or another process is writing.
        """

        def change(text: str | None) -> str:
            changed = ledger.changed(text, new, ended or {})
            ledger.check(changed)
            return changed

        files.rewrite(self.paths, ledger.path, change)
        self.reload()


def open_workspace(path: Path | str | None = None, *, create: bool = False) -> Workspace:
    """Open a workspace; the shipped data when `path` is None and AIZONE_WORKSPACE is not set.

    Args:
        path: its folder.
        create: make the folder when it does not exist.

    Raises:
        WorkspaceError: the folder does not exist, or cannot be made.
    """
    settings = settings_from(os.environ, path)
    if create:
        try:
            settings.workspace.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                str(settings.workspace),
                N_("cannot be made ({detail})."),
                N_("Use a folder of yours: --workspace DIR."),
                detail=error.strerror,
            ) from error
    return Workspace(settings)
