"""Files that belong to no plan any more, and the document that a plan was read from, which tells them apart."""

from __future__ import annotations

from pathlib import Path

from ..errors import WorkspaceError
from .commit import left_over
from .paths import Paths
from .stored_plan import StoredPlan, read_stored_plan


def strays(paths: Paths) -> list[Path]:
    """The files that writers which died left behind: unfinished files, and documents beside the one that a plan was read from."""
    found = left_over(paths.root, paths.written_folders())
    by_slug: dict[str, list[Path]] = {}
    slugs = frozenset(paths.plan_slugs())
    for path in paths.all_sources():
        slug = paths.slug_of_source(path, slugs)
        if slug is not None:
            by_slug.setdefault(slug, []).append(path)
    for slug, held_files in by_slug.items():
        if len(held_files) > 1:
            kept = _certain_source(paths, slug)
            found += [path for path in held_files if kept is not None and path != kept]
    return found


def source_of(paths: Paths, stored: StoredPlan) -> Path | None:
    """The document that a plan was read from, by the digest that its graph names; None when it is not kept."""
    if stored.digest is None:
        return None
    return next((path for path in paths.sources_of(stored.slug) if paths.has_digest(path, stored.digest)), None)


def _certain_source(paths: Paths, slug: str) -> Path | None:
    """The document of a plan that is not damaged; of a damaged one nothing is certain, and nothing of it is removed."""
    try:
        stored = read_stored_plan(paths.plan(slug), slug)
    except WorkspaceError:
        return None
    return None if stored is None else source_of(paths, stored)
