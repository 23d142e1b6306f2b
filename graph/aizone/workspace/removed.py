"""Plans that were removed, each in one file of the folder `removed/`, so that removing can be undone.

The file is a zip archive of the plan's files as they were, by their paths in the workspace.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..errors import N_, WorkspaceError
from ..store.atomic import held
from .files import counted
from .paths import Paths
from .write_log import Deed
from .writer import Writer

# 'hefei-2020-2023.20261130T080000Z.zip'
_NAME = re.compile(r"(?P<slug>.+)\.(?P<when>[0-9]{8}T[0-9]{6}Z)(?:-[0-9]+)?\.zip")


@dataclass(frozen=True, slots=True)
class RemovedPlan:
    """A plan that was removed: its slug, its title, the moment (ISO, UTC), and whether what was decided about it went with it."""

    slug: str
    title: str
    when: str
    path: Path
    with_decisions: bool


def removed_plans(paths: Paths) -> list[RemovedPlan]:
    """The plans that were removed and can be brought back, the last one first; files that are damaged are left out."""
    found = []
    for path in paths.removed.glob("*.zip"):
        name = _NAME.fullmatch(path.name)
        if name is None:
            continue
        try:
            with zipfile.ZipFile(path) as archive:
                title, names = archive.comment.decode("utf-8", "replace"), archive.namelist()
        except (OSError, ValueError, zipfile.BadZipFile):
            continue
        when = datetime.strptime(name["when"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).isoformat(timespec="seconds")
        decided = any(not one.startswith(("plans/", "sources/")) for one in names)
        found.append(RemovedPlan(name["slug"], title, when, path, decided))
    return sorted(found, key=lambda one: (one.when, one.path.name), reverse=True)


def take_out_plan(writer: Writer, slug: str, title: str, *, with_decisions: bool) -> Path:
    """Remove a plan, all or nothing, after its files were put into one of `removed/`; returns that file.

    Args:
        writer: of the workspace.
        slug: the plan's slug.
        title: its title, to list it by.
        with_decisions: remove what people decided about it, too.

    Raises:
        RefusedError: the person may not remove plans.
        WorkspaceError: there is no such plan, or the folder cannot be written.
    """
    paths = writer.paths
    plan = paths.plan(slug)
    with writer.hold("admin") as person:
        if not plan.exists():
            raise WorkspaceError(
                str(paths.root), N_("has no plan '{slug}'."), N_("'aizone plans' lists them."), slug=slug
            )
        decided = (paths.corrections(slug), paths.verdicts(slug), paths.matches(slug)) if with_decisions else ()
        gone = [plan, *paths.sources_of(slug), *(path for path in decided if path.exists())]
        paths.removed.mkdir(exist_ok=True)
        kept = _free_name(paths, slug)
        deed = Deed("remove", (slug,), (counted(slug, plan.read_bytes()),))
        writer.commit(person, deed, {kept: _packed(paths.root, gone, title), **dict.fromkeys(gone)})
        return kept


def bring_back_plan(writer: Writer, removed: RemovedPlan) -> None:
    """Put a removed plan back as it was, all or nothing.

    Raises:
        RefusedError: the person may not remove plans, nor bring them back.
        WorkspaceError: the workspace has a plan of that slug again, what was kept is damaged, or the folder cannot be written.
    """
    paths = writer.paths
    with writer.hold("admin") as person:
        if paths.plan(removed.slug).exists():
            raise WorkspaceError(
                str(paths.root),
                N_("has a plan '{slug}' again; the removed one was not brought back."),
                N_("Remove the new one first."),
                slug=removed.slug,
            )
        data = held(removed.path)
        files = _unpacked(removed, data or b"")
        puts: dict[Path, bytes | None] = {
            paths.root / name: content for name, content in files.items() if _may_return(paths.root / name, name)
        }
        for path in puts:
            path.parent.mkdir(exist_ok=True)
        back = counted(removed.slug, files[f"plans/{removed.slug}.nq"])
        writer.commit(person, Deed("bring-back", (removed.slug,), after=(back,)), puts, [removed.path])


def _may_return(path: Path, name: str) -> bool:
    """False for decisions that were made since: they are not overwritten."""
    return name.startswith(("plans/", "sources/")) or not path.exists()


def _free_name(paths: Paths, slug: str) -> Path:
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = (paths.removed / f"{slug}.{now}{again}.zip" for again in ("", *(f"-{count}" for count in range(1, 100))))
    return next(path for path in names if not path.exists())


def _packed(root: Path, files: Sequence[Path], title: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.writestr(path.relative_to(root).as_posix(), path.read_bytes())
        archive.comment = title.encode("utf-8")[:60_000]
    return stream.getvalue()


# 'plans/x.nq', 'sources/x-0123456789ab.docx', 'corrections/x.ttl': the only places that a removed plan's files go back to
_WITHIN = re.compile(r"(?:plans|sources|corrections|verdicts|matches)/[^/\\:]+")


def _unpacked(removed: RemovedPlan, data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise _damaged(removed, str(error)) from error
    stray = [name for name in files if not _WITHIN.fullmatch(name)]
    if stray or f"plans/{removed.slug}.nq" not in files:
        raise _damaged(removed, stray[0] if stray else removed.slug)
    return files


def _damaged(removed: RemovedPlan, detail: str) -> WorkspaceError:
    return WorkspaceError(
        str(removed.path), N_("is damaged ({detail})."), N_("Add the plan from its document again."), detail=detail
    )
