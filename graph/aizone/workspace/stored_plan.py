"""A plan as the workspace holds it: its title, the digest of its document, its quads; read once from its file."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..iri import plan_iri
from ..store.older_layout import as_written_today, is_older
from ..text.read_files import read_file
from ..vocab import SCHEMA, SKOS


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """One plan of a workspace, as its file was when it was read.

    `title` and `digest` (SHA-256 of the document it was read from, hexadecimal) are None where the file does not state them.
    `revision` is a digest of the file's bytes: while it is the same, the record is up to date. `is_older` says that the file
    has an older layout; `quads` are those of today's all the same.
    """

    slug: str
    title: str | None
    digest: str | None
    quads: frozenset[ox.Quad] = field(repr=False)
    revision: str
    is_older: bool = False


def read_stored_plan(path: Path, slug: str, *, seen: StoredPlan | None = None) -> StoredPlan | None:
    """Read a plan's file.

    Args:
        path: the file, N-Quads.
        slug: the plan's slug.
        seen: the plan as it was read before; returned as it is when the file has not changed since.

    Returns:
        the plan; None when there is no such file.

    Raises:
        WorkspaceError: the file is damaged.
    """
    try:
        data = read_file(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise WorkspaceError(
            str(path),
            N_("cannot be read ({detail})."),
            N_("Check who may read it; or restore it from a backup."),
            detail=error.strerror,
        ) from error
    revision = hashlib.blake2b(data, digest_size=16).hexdigest()
    if seen is not None and (seen.slug, seen.revision) == (slug, revision):
        return seen
    try:
        quads = frozenset(ox.parse(as_written_today(data), format=ox.RdfFormat.N_QUADS))
    except SyntaxError as error:
        raise WorkspaceError(
            str(path),
            N_("is damaged ({detail})."),
            N_("Run 'aizone rebuild', which reads its document again; or restore it from a backup."),
            detail=error,
        ) from error
    return stored_plan_of(slug, quads, revision, is_older(data))


def salvaged(path: Path, slug: str) -> StoredPlan:
    """A damaged plan as far as it can be read: its whole lines, unless too much is gone.

    Args:
        path: its file.
        slug: the plan's slug.
    """
    quads: set[ox.Quad] = set()
    for line in read_file(path).splitlines():
        with contextlib.suppress(SyntaxError):
            quads.update(ox.parse(line, format=ox.RdfFormat.N_QUADS))
    return stored_plan_of(slug, frozenset(quads), "")


def stored_plan_of(slug: str, quads: frozenset[ox.Quad], revision: str, older: bool = False) -> StoredPlan:
    """A plan of some quads.

    Args:
        slug: the plan's slug.
        quads: its graph.
        revision: identifies them.
        older: they were written in an older layout.
    """
    title = digest = None
    node = plan_iri(slug)
    for quad in quads:
        if not isinstance(quad.object, ox.Literal):
            continue
        if quad.predicate == SKOS.prefLabel and quad.subject == node:
            if title is None or quad.object.language == "zh":  # beside it, a translation written by hand
                title = quad.object.value
        elif quad.predicate == SCHEMA.sha256:
            digest = quad.object.value
    return StoredPlan(slug, title, digest, quads, revision, older)
