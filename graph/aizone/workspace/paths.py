"""The files of a workspace: the path of each, and which of them make up the graph.

    units/<slug>.ttl             registries of responsible units        -> graph id:units/<slug>
    units/decisions.ttl          what people decided about names        -> graph id:units/decisions
    entities/<slug>.ttl          gazetteers of named things             -> graph id:entities/<slug>
    schemes/<slug>.ttl           SKOS schemes whose concepts are topics -> graph id:schemes/<slug>
    plans/<slug>.nq              what ingest wrote, sorted N-Quads      -> graph id:plan/<slug>
    plans/<slug>.summaries.ttl   summaries written by hand              -> the same graph
    sources/<slug>-<digest>.*    source documents, where they may be kept
    workspace.toml               the layout of the plan files (not part of the graph)
    corrections/<slug>.ttl       what people corrected in a plan's reading -> graph id:verdicts
    verdicts/<slug>.ttl          what people decided about its findings    -> graph id:verdicts
    matches/<slug>.ttl           ... about what it carries on of earlier plans -> graph id:verdicts
    scenarios/<name>.ttl         supposed changes to who owns what (not part of the graph)
    questions/<name>.rq          questions that people saved (not part of the graph)
    log/writes.jsonl             who changed what and when (not part of the graph); see `write_log`

A workspace other than the shipped one also knows the shipped registries and gazetteers, unless it has a file of that name.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pyoxigraph import NamedNode

from ..errors import N_, UsageError, WorkspaceError
from ..iri import ONTOLOGY_GRAPH, VERDICTS_GRAPH, mint, plan_iri
from ..settings import SHIPPED_DATA
from ..store.damaged import unreadable

# 'hefei-2020-2023', never '../evil' or 'A': a slug is a file name and a segment of an IRI
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# 'yunjiang-2024-2026-6aedaad93eb9.txt': a plan's slug, the beginning of its document's digest, its document's suffix
_SOURCE = re.compile(r".+-[0-9a-f]{12}\.[^.]+")
_ONTOLOGY_FILES = ("aizone.ttl", "schemes.ttl")

_WRITTEN = ("plans", "sources", "units", "corrections", "verdicts", "matches", "scenarios", "questions", "removed")
_FOLDERS = (*_WRITTEN, "entities", "schemes", "log")

GraphFile = tuple[Path, NamedNode | None]
"""A file of the graph, with the named graph its triples go to; None for N-Quads, which name it themselves."""


def checked_slug(slug: str) -> str:
    """The slug, if it is one.

    Raises:
        UsageError: it is not; nothing else may become part of a path.
    """
    if not _SLUG.fullmatch(slug):
        raise UsageError(
            f"'{slug}'",
            N_("is not a valid slug."),
            N_("Use small letters, digits and hyphens, e.g. hefei-2020-2023."),
        )
    return slug


def listed(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder that fit a pattern, sorted; none where it does not exist.

    Raises:
        WorkspaceError: it cannot be looked into, so what it holds is unknown.
    """
    if (closed := _closed(folder)) is not None:
        raise unreadable(folder, closed)
    return sorted(folder.glob(pattern))


def _of_graph(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder of the graph that fit; the pattern itself where it cannot be looked into: loading that says why."""
    return sorted(folder.glob(pattern)) if _closed(folder) is None else [folder / pattern]


def _closed(folder: Path) -> OSError | None:
    """The reason why a folder cannot be looked into: no rights, a file in its place, a link to a disk that is away."""
    try:
        os.scandir(folder).close()
    except OSError as error:
        return error if os.path.lexists(folder) else None
    return None


@dataclass(frozen=True, slots=True)
class Paths:
    """The paths of a workspace; `root` is its folder, `ontology` the folder of the vocabulary and the shapes."""

    root: Path
    ontology: Path

    @property
    def units(self) -> Path:
        """Registries."""
        return self.root / "units"

    @property
    def decisions(self) -> Path:
        """Decisions of people about names of units."""
        return self.units / "decisions.ttl"

    @property
    def questions(self) -> Path:
        """Questions that people saved."""
        return self.root / "questions"

    @property
    def scenarios(self) -> Path:
        """Scenarios: supposed changes to plans."""
        return self.root / "scenarios"

    @property
    def entities(self) -> Path:
        """Gazetteers."""
        return self.root / "entities"

    @property
    def plans(self) -> Path:
        """Plans."""
        return self.root / "plans"

    @property
    def sources(self) -> Path:
        """Source documents."""
        return self.root / "sources"

    @property
    def removed(self) -> Path:
        """Plans that were removed, in case somebody wants one back."""
        return self.root / "removed"

    @property
    def layout(self) -> Path:
        """The file that says how the plan files are written."""
        return self.root / "workspace.toml"

    @property
    def log(self) -> Path:
        """The folder of the log of writes."""
        return self.root / "log"

    @property
    def shapes(self) -> Path:
        """The SHACL shapes."""
        return self.ontology / "shapes.ttl"

    def plan(self, slug: str) -> Path:
        """The file of one plan.

        Raises:
            UsageError: the slug is not valid.
        """
        return self.plans / f"{checked_slug(slug)}.nq"

    def corrections(self, slug: str) -> Path:
        """The corrections of one plan's reading.

        Raises:
            UsageError: the slug is not valid.
        """
        return self.root / "corrections" / f"{checked_slug(slug)}.ttl"

    def verdicts(self, slug: str) -> Path:
        """The verdicts on the findings of one plan.

        Raises:
            UsageError: the slug is not valid.
        """
        return self.root / "verdicts" / f"{checked_slug(slug)}.ttl"

    def matches(self, slug: str) -> Path:
        """The verdicts on what one plan carries on of earlier ones.

        Raises:
            UsageError: the slug is not valid.
        """
        return self.root / "matches" / f"{checked_slug(slug)}.ttl"

    def source(self, slug: str, digest: str, suffix: str) -> Path:
        """The file in which the document of a plan is kept; `digest` is the SHA-256 of its bytes in hexadecimal."""
        return self.sources / f"{checked_slug(slug)}-{digest[:12]}{suffix}"

    def sources_of(self, slug: str) -> list[Path]:
        """The source documents that are kept for a plan."""
        name = re.compile(rf"{re.escape(slug)}-[0-9a-f]{{12}}\.[^.]+")
        return [path for path in listed(self.sources, f"{slug}-*") if name.fullmatch(path.name)]

    def all_sources(self) -> list[Path]:
        """The source documents that are kept, of all plans."""
        return [path for path in listed(self.sources, "*-*") if _SOURCE.fullmatch(path.name)]

    @staticmethod
    def slug_of_source(path: Path, slugs: Collection[str]) -> str | None:
        """The plan among `slugs` whose document a file is."""
        slug = path.name.rpartition("-")[0]
        return slug if slug in slugs else None

    @staticmethod
    def has_digest(path: Path, digest: str) -> bool:
        """True if a source's name says that its bytes have this SHA-256."""
        return path.name.rpartition("-")[2].partition(".")[0] == digest[:12]

    def written_folders(self) -> list[Path]:
        """The folders in which files are written, beside the root."""
        return [folder for folder in (self.root / name for name in _WRITTEN) if folder.is_dir()]

    def closed_folders(self) -> dict[Path, WorkspaceError]:
        """The folders that cannot be looked into, each with the reason."""
        found = {folder: _closed(folder) for folder in (self.root / name for name in _FOLDERS)}
        return {folder: unreadable(folder, error) for folder, error in found.items() if error is not None}

    def plan_slugs(self) -> list[str]:
        """The slugs of the plans, sorted.

        Raises:
            WorkspaceError: their folder cannot be looked into.
        """
        return [path.stem for path in listed(self.plans, "*.nq")]

    def summaries(self, slug: str) -> list[Path]:
        """The files written by hand beside a plan's own, whose triples go to its graph."""
        return sorted(self.plans.glob(f"{checked_slug(slug)}.*ttl"))

    def correction_slugs(self) -> list[str]:
        """The slugs of the plans that have corrections, sorted; a plan that was removed may be among them."""
        return [path.stem for path in listed(self.root / "corrections", "*.ttl")]

    def shared(self, kind: Literal["units", "entities", "schemes"]) -> list[Path]:
        """The registries, gazetteers or schemes in force: the workspace's own, and the shipped ones it does not replace."""
        own = {path.name: path for path in _of_graph(self.root / kind, "*.ttl")}
        shipped = {path.name: path for path in sorted((SHIPPED_DATA / kind).glob("*.ttl"))}
        return [path for _, path in sorted({**shipped, **own}.items())]

    def base_units(self) -> list[Path]:
        """The base registry of China's places and central bodies, which is not part of the graph.

        Each plan's file holds a copy of what the plan names: see docs/decisions/0008-names-in-context.md.
        """
        return sorted((SHIPPED_DATA / "units" / "china").glob("*.ttl"))

    def context_files(self) -> list[GraphFile]:
        """The files of the graph beside its plans: ontology, registries, gazetteers, schemes, corrections and verdicts."""
        found: list[GraphFile] = [(self.ontology / name, ONTOLOGY_GRAPH) for name in _ONTOLOGY_FILES]
        found += [(path, mint("units", path.stem)) for path in self.shared("units")]
        found += [(path, mint("entities", path.stem)) for path in self.shared("entities")]
        found += [(path, mint("schemes", path.stem)) for path in self.shared("schemes")]
        for folder in ("corrections", "verdicts", "matches"):
            found += [(path, VERDICTS_GRAPH) for path in _of_graph(self.root / folder, "*.ttl")]
        return found

    def graph_files(self) -> list[GraphFile]:
        """All files of the graph."""
        found = self.context_files()
        found += [(path, None) for path in _of_graph(self.plans, "*.nq")]
        for path in sorted(self.plans.glob("*.ttl")):
            slug = path.name.split(".")[0]
            if (self.plans / f"{slug}.nq").exists():
                found.append((path, plan_iri(slug)))
        return found
