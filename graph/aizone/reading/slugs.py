"""Slugs of plans: each plan of a workspace has one of its own, and keeps it when it is read again."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal

from ..errors import N_, WorkspaceError
from ..model import Reading
from ..rdf import distinct_slug, plan_slug
from ..vocab import SCHEMA
from ..workspace import Workspace


class Slugs:
    """Which slugs belong to a plan: those of a workspace, and those chosen since."""

    def __init__(self, workspace: Workspace | None = None) -> None:
        self._workspace = workspace
        self._chosen: dict[str, str] = {}
        self._stored: dict[str, str] = {}

    def choose(self, reading: Reading, path: Path, *, wanted: str | None, alone: bool) -> str:
        """The slug of a plan: the one wanted, else place and years, with a digest where another plan is called so.

        Args:
            reading: what was read.
            path: its file, for messages.
            wanted: a slug somebody asked for.
            alone: whether its document holds no other plan; it is then the same plan as before whatever its title.

        Raises:
            WorkspaceError: the slug that is wanted belongs to another plan.
        """
        slug = wanted or plan_slug(reading)
        other = self._other(slug, reading, alone=alone)
        if other is not None and wanted:
            raise WorkspaceError(
                str(path),
                N_("the slug '{slug}' already belongs to '{title}'."),
                N_("Choose another with --slug."),
                slug=slug,
                title=other,
            )
        if other is not None:
            slug = distinct_slug(reading)
        self._chosen[slug] = reading.plan.title
        return slug

    def titles(self, slug: str) -> frozenset[str]:
        """Titles of the plans that had a slug when it was chosen."""
        return frozenset(title for title in (self._chosen.get(slug), self._stored.get(slug)) if title is not None)

    def _other(self, slug: str, reading: Reading, *, alone: bool) -> str | None:
        """The title of the other plan that a slug belongs to; None when it is free or this plan's own."""
        title = self._chosen.get(slug)
        if title is None and self._workspace is not None:
            title = self._workspace.plan_title(slug)
            if title is not None:
                self._stored[slug] = title
            if title is not None and alone and _digest(self._workspace, slug) == reading.document.sha256:
                return None
        return None if title == reading.plan.title else title


def _digest(workspace: Workspace, slug: str) -> str | None:
    """The digest of the document a plan was read from."""
    for quad in workspace.plan_quads(slug):
        if quad.predicate == SCHEMA.sha256 and isinstance(quad.object, Literal):
            return quad.object.value
    return None
