"""Slugs of plans: each plan of a workspace has its own, and keeps it when it is read again."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ..errors import N_, WorkspaceError
from ..model import Reading
from ..rdf import distinct_slug, plan_slug
from ..verdicts.heads import title_as_read
from ..workspace import StoredPlan, Workspace
from ..workspace.paths import checked_slug


class ChosenSlug(NamedTuple):
    """The slug of a plan, and the plan as it is stored under that slug (None when it is new)."""

    slug: str
    before: StoredPlan | None


class Slugs:
    """The slugs that belong to plans: those of a workspace, and those chosen since.

    Args:
        workspace: whose plans keep their slugs; None where nothing is to be stored.
    """

    def __init__(self, workspace: Workspace | None = None) -> None:
        self._workspace = workspace
        self._chosen: dict[str, str] = {}  # titles by slug

    def choose(self, reading: Reading, path: Path, *, wanted: str | None, alone: bool) -> ChosenSlug:
        """The slug of a plan: the one wanted, else place and years, with a digest where another plan has that slug.

        Args:
            reading: what was read.
            path: its file, for messages.
            wanted: a slug somebody asked for.
            alone: whether its document holds no other plan; it is then the same plan as before whatever its title.

        Raises:
            UsageError: the slug that is wanted is not valid.
            WorkspaceError: the slug that is wanted belongs to another plan, or a plan's file is damaged.
        """
        if not wanted and (known := self.known(reading, alone=alone)) is not None:
            self._chosen[known.slug] = reading.plan.title
            return known
        slug = wanted or plan_slug(reading)
        before = self._stored(slug)
        other = self._other(slug, before, reading, alone=alone)
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
            before = self._stored(slug)
        self._chosen[slug] = reading.plan.title
        return ChosenSlug(slug, before)

    def known(self, reading: Reading, *, alone: bool) -> ChosenSlug | None:
        """The plan of the workspace that was read from this very document, whatever it is called now; None when there is none.

        Args:
            reading: as the document says it, without corrections.
            alone: as in `choose`.
        """
        if self._workspace is None:
            return None
        found = []
        title, digest = reading.plan.title, reading.document.sha256
        for slug in self._workspace.slugs_of_document(digest, title):
            before = self._stored(slug)
            if before is None or before.digest != digest:
                continue
            corrections = self._workspace.corrections(slug)
            if alone or title in {before.title, title_as_read(corrections)}:
                found.append(ChosenSlug(slug, before))
        by_default = plan_slug(reading)
        return next((one for one in found if one.slug == by_default), found[0] if found else None)

    def _stored(self, slug: str) -> StoredPlan | None:
        return self._workspace.stored_plan(slug) if self._workspace is not None else None

    def _other(self, slug: str, before: StoredPlan | None, reading: Reading, *, alone: bool) -> str | None:
        """The title of the other plan that a slug belongs to; None when it is free or this plan's own."""
        title = self._chosen.get(slug)
        if title is None and before is not None:
            title = before.title
            if alone and before.digest == reading.document.sha256:
                return None
        return None if title == reading.plan.title else title


def check_slug(text: str) -> str | None:
    """A plan's slug as somebody typed it; None when nothing was typed.

    Raises:
        UsageError: it is not valid.
    """
    slug = text.strip()
    return checked_slug(slug) if slug else None
