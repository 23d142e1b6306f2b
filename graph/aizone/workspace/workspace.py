"""A workspace: the folder a graph is kept in, and everything asked of it.

    units/<slug>.ttl             registries of responsible units        -> graph id:units/<slug>
    units/decisions.ttl          what `aizone units` recorded           -> graph id:units/decisions
    entities/<slug>.ttl          gazetteers of named things             -> graph id:entities/<slug>
    schemes/<slug>.ttl           SKOS schemes whose concepts are topics -> graph id:schemes/<slug>
    plans/<slug>.nq              what ingest wrote, sorted N-Quads      -> graph id:plan/<slug>
    plans/<slug>.summaries.ttl   summaries written by hand              -> the same graph
    sources/<slug>-<digest>.*    source documents, where they may be kept
    corrections/<slug>.ttl       what people corrected in a plan's reading -> graph id:verdicts

A workspace other than the shipped one also knows the shipped registries and gazetteers, unless it has a file of that name.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Collection
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from .. import queries
from ..errors import N_, WorkspaceError
from ..i18n import Lang
from ..iri import ONTOLOGY_GRAPH, VERDICTS_GRAPH, mint, plan_iri
from ..names import lookup
from ..queries.records import Responsibility, Work
from ..settings import Settings, settings_from
from ..store import Rows, Store, StoreSource
from ..vocab import SKOS
from .files import appended, one_writer, write_atomically
from .paths import Paths

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from ..verdicts.readings import Correction

Groups = Literal["one", "expand"]

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ONTOLOGY_FILES = ("aizone.ttl", "schemes.ttl")


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
                str(self.paths.root), N_("is no folder."), N_("Name an existing one, or leave --workspace out.")
            )

    # --- reading

    def files(self) -> list[tuple[Path, ox.NamedNode | None]]:
        """All files of the graph, with the named graph for those that hold triples."""
        paths = self.paths
        listed: list[tuple[Path, ox.NamedNode | None]] = [
            (paths.ontology / name, ONTOLOGY_GRAPH) for name in _ONTOLOGY_FILES
        ]
        listed += [(path, mint("units", path.stem)) for path in paths.shared("units")]
        listed += [(path, mint("entities", path.stem)) for path in paths.shared("entities")]
        listed += [(path, mint("schemes", path.stem)) for path in paths.shared("schemes")]
        listed += [(path, None) for path in sorted(paths.plans.glob("*.nq"))]
        for path in sorted(paths.plans.glob("*.ttl")):
            slug = path.name.split(".")[0]
            if paths.plan(slug).exists():
                listed.append((path, plan_iri(slug)))
        listed += [(path, VERDICTS_GRAPH) for path in sorted((paths.root / "corrections").glob("*.ttl"))]
        return listed

    @property
    def revision(self) -> str:
        """A text that changes whenever a file of the graph does."""
        digest = hashlib.blake2b(digest_size=8)
        for path, _ in self.files():
            status = path.stat()
            digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
        return digest.hexdigest()

    @property
    def source(self) -> StoreSource:
        """What the store is made from, as the files are now."""
        return StoreSource(
            tuple(self.files()), self.revision, self.paths.root / ".cache", self.settings.in_memory_bytes
        )

    @cached_property
    def store(self) -> Store:
        """The graph as it is now: in memory, or from a store on disk when it is large. `reload` looks again."""
        return self.source.open()

    def rebuild_store(self) -> None:
        """Build the store on disk again, where the workspace is large enough to have one."""
        self.source.rebuild()
        self.reload()

    def reload(self) -> None:
        """Forget the loaded graph, so that the next question sees the files as they are."""
        self.__dict__.pop("store", None)

    def plan_slugs(self) -> list[str]:
        """The slugs of the plans, sorted."""
        return sorted(path.stem for path in self.paths.plans.glob("*.nq"))

    def select(self, name: str, *, lang: Lang = "zh", **params: object) -> Rows:
        """Answer a question of the library as rows of terms.

        Args:
            name: the question's name.
            lang: language of labels.
            params: its parameters; a name, slug, CURIE, IRI or term.

        Raises:
            UnknownNameError: no such question, or nothing is called so.
            AmbiguousNameError: a parameter's name fits several things.
        """
        question = queries.load(name)
        return queries.select(self.store, name, lang=lang, **lookup.terms(self.store, question, params))

    def query(self, name: str, *, lang: Lang = "zh", **params: object) -> pd.DataFrame:
        """`select` as a frame of r rows: text as string, counts as Int64, roles and types as category."""
        from ..projections.tables import to_frame

        return to_frame(self.select(name, lang=lang, **params))

    def sparql(self, text: str) -> pd.DataFrame:
        """Answer your own SELECT as a frame.

        Raises:
            QueryError: it does not parse, or would write or reach another host.
        """
        from ..projections.tables import to_frame

        return to_frame(self.store.select(text))

    def find(self, text: str, kind: str | None = None) -> list[lookup.Match]:
        """What a written name may mean; see `lookup.find`."""
        return lookup.find(self.store, text, kind)

    def graph(self) -> nx.MultiDiGraph[str]:
        """The whole graph; see `projections.graph`."""
        from ..projections.graph import project_graph

        return project_graph(self.store)

    def bipartite(self, *, plan: object = None, groups: Groups = "one", lang: Lang = "zh") -> nx.MultiGraph[str]:
        """Units and measures; see `projections.bipartite`."""
        from ..projections.bipartite import project_bipartite

        return project_bipartite(self._assignments(plan, lang), groups=groups)

    def co_responsibility(self, *, plan: object = None, groups: Groups = "one", lang: Lang = "zh") -> nx.Graph[str]:
        """Units that share measures; see `projections.co_responsibility`."""
        from ..projections.co_responsibility import project_co_responsibility

        return project_co_responsibility(self._assignments(plan, lang), groups=groups)

    def work_breakdown(self, plan: object) -> nx.DiGraph[str]:
        """One plan as a tree; see `projections.work_breakdown`."""
        from ..projections.work_breakdown import project_work_breakdown

        found = self.select("work_items", plan=plan)
        return project_work_breakdown(queries.decode(found, Work))

    def rdflib(self) -> rdflib.Dataset:
        """An rdflib `Dataset` over the same data; nothing is copied."""
        from ..store.bridge import to_rdflib_dataset

        return to_rdflib_dataset(self.store)

    def _assignments(self, plan: object, lang: Lang) -> list[Responsibility]:
        return queries.decode(self.select("assignments", lang=lang, plan=plan), Responsibility)

    # --- writing

    def plan_quads(self, slug: str) -> set[ox.Quad]:
        """What a plan's file holds; nothing when there is none."""
        path = self.paths.plan(_checked(slug))
        if not path.exists():
            return set()
        try:
            return set(ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS))
        except SyntaxError as error:
            raise WorkspaceError(
                str(path),
                N_("is damaged ({detail})."),
                N_("Restore it, or delete it and ingest the plan again."),
                detail=error,
            ) from error

    def plan_title(self, slug: str) -> str | None:
        """The title of a plan that is stored; None when there is none of that slug."""
        for quad in self.plan_quads(slug):
            if (
                quad.subject == plan_iri(slug)
                and quad.predicate == SKOS.prefLabel
                and isinstance(quad.object, ox.Literal)
            ):
                return quad.object.value
        return None

    def replace_plan(
        self,
        slug: str,
        nquads: bytes,
        *,
        source: tuple[bytes, str] | None = None,
        instead_of: Collection[str] | None = None,
    ) -> None:
        """Put a plan into the workspace, whole or not at all.

        The source goes first, under a name made from its content; renaming the plan's file over the old one is the one
        moment at which the workspace changes; sources nobody refers to any more go last. A crash at any point leaves the
        old plan or the new one.

        Args:
            slug: the plan's slug.
            nquads: its graph as sorted N-Quads.
            source: bytes of the document and its suffix, when they may be kept.
            instead_of: titles of plans that may be replaced; None for any.

        Raises:
            WorkspaceError: the folder cannot be written, another process is writing, or has stored another plan meanwhile.
        """
        path = self.paths.plan(_checked(slug))
        with one_writer(self.paths):
            self._check_replaces(slug, instead_of)
            kept = None
            if source is not None:
                data, suffix = source
                kept = self.paths.sources / f"{slug}-{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
            is_new = kept is not None and not kept.exists()
            try:
                if kept is not None and is_new:
                    write_atomically(kept, data)
                write_atomically(path, nquads)
            except OSError:
                if kept is not None and is_new:
                    kept.unlink(missing_ok=True)
                raise
            for other in self.sources(slug):
                if other != kept:
                    other.unlink()
        self.reload()

    def _check_replaces(self, slug: str, titles: Collection[str] | None) -> None:
        stored = self.plan_title(slug) if titles is not None else None
        if titles is not None and stored is not None and stored not in titles:
            raise WorkspaceError(
                str(self.paths.root),
                N_("'{title}' was stored as {slug} by another process in the meantime; nothing was replaced."),
                N_("Ingest the file again."),
                title=stored,
                slug=slug,
            )

    def remove_plan(self, slug: str) -> None:
        """Take a plan out, with its source; its summaries and corrections stay.

        Raises:
            WorkspaceError: there is no such plan, or the folder cannot be written.
        """
        path = self.paths.plan(_checked(slug))
        if not path.exists():
            raise WorkspaceError(
                str(self.paths.root), N_("has no plan '{slug}'."), N_("'aizone query plans' lists them."), slug=slug
            )
        with one_writer(self.paths):
            path.unlink()
            for source in self.sources(slug):
                source.unlink()
        self.reload()

    def append_decision(self, turtle: str, *, head: str, check: Callable[[list[Path]], object]) -> None:
        """Add a block to the decisions file, which stays as it is otherwise.

        Args:
            turtle: the block.
            head: how a new file begins.
            check: called with all registry files as they would be; what it raises stops the writing.

        Raises:
            WorkspaceError: the folder cannot be written, or another process is writing.
        """
        path = self.paths.decisions
        with one_writer(self.paths):
            data = appended(path, turtle, head)
            with tempfile.TemporaryDirectory() as folder:
                candidate = Path(folder) / path.name
                candidate.write_bytes(data)
                check([other for other in self.paths.shared("units") if other.name != path.name] + [candidate])
            write_atomically(path, data)
        self.reload()

    def corrections(self, slug: str) -> tuple[Correction, ...]:
        """What people corrected in a plan's reading and nobody took back, the earliest first.

        Raises:
            WorkspaceError: its file is damaged.
        """
        from ..verdicts.turtle import read_corrections

        return read_corrections(self.paths.corrections(_checked(slug)))

    def correction_slugs(self) -> list[str]:
        """The slugs of the plans that have corrections, sorted; a plan that was removed may be among them."""
        return sorted(path.stem for path in (self.paths.root / "corrections").glob("*.ttl"))

    def append_corrections(self, slug: str, turtle: str) -> None:
        """Add blocks to a plan's corrections, which stay as they are otherwise.

        Raises:
            WorkspaceError: the folder cannot be written, or another process is writing.
        """
        from ..verdicts.turtle import HEAD

        path = self.paths.corrections(_checked(slug))
        with one_writer(self.paths):
            path.parent.mkdir(exist_ok=True)
            write_atomically(path, appended(path, turtle, HEAD))
        self.reload()

    def can_write(self) -> bool:
        """Whether the folder takes new files; found out by making one without a name."""
        try:
            with tempfile.TemporaryFile(dir=self.paths.root):
                return True
        except OSError:
            return False

    def sources(self, slug: str) -> list[Path]:
        """The source documents kept for a plan."""
        name = re.compile(rf"{re.escape(slug)}-[0-9a-f]{{12}}\.[^.]+")
        return sorted(path for path in self.paths.sources.glob(f"{slug}-*") if name.fullmatch(path.name))


def open_workspace(path: Path | str | None = None, *, create: bool = False) -> Workspace:
    """Open a workspace; the shipped data when `path` is None and AIZONE_WORKSPACE is not set.

    Args:
        path: its folder.
        create: make the folder when it does not exist.
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


def _checked(slug: str) -> str:
    if not _SLUG.fullmatch(slug):
        raise WorkspaceError(
            f"'{slug}'", N_("is no slug."), N_("Use small letters, digits and hyphens, e.g. hefei-2020-2023.")
        )
    return slug
