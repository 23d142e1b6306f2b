"""Plans that were removed, each in one file of the folder `removed/`, so that removing can be undone.

The file is a zip archive of the plan's files as they were, by their paths in the workspace.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ..errors import N_, WorkspaceError
from ..text.read_files import read_file
from .files import counted
from .paths import Paths, listed
from .write_log import Deed
from .writer import Writer

# 'hefei-2020-2023.20261130T080000Z.zip'
_NAME = re.compile(r"(?P<slug>.+)\.(?P<when>[0-9]{8}T[0-9]{6}Z)(?:-[0-9]+)?\.zip")
_MOST_BYTES = 512 * 2**20
"""Bytes of a removed plan unpacked: a document has 64 MiB at most, its graph a few."""


@dataclass(frozen=True, slots=True)
class RemovedPlan:
    """A plan that was removed: its slug, its title, the moment (ISO, UTC), and whether what was decided about it went with it."""

    slug: str
    title: str
    when: str
    path: Path
    with_decisions: bool


def removed_plans(paths: Paths) -> list[RemovedPlan]:
    """The plans that were removed and can be brought back, the last one first; files that are damaged are left out.

    Raises:
        WorkspaceError: their folder cannot be looked into.
    """
    found = []
    for path in listed(paths.removed, "*.zip"):
        name = _NAME.fullmatch(path.name)
        if name is None:
            continue
        try:
            with zipfile.ZipFile(io.BytesIO(read_file(path))) as archive:
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
        deed = Deed("remove", (slug,), (counted(slug, read_file(plan)),))
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
        files = _unpacked(removed.path, removed.slug)
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
            archive.writestr(path.relative_to(root).as_posix(), read_file(path))
        archive.comment = title.encode("utf-8")[:60_000]
    return stream.getvalue()


# 'plans/x.nq', 'sources/x-0123456789ab.docx', 'corrections/x.ttl': the only places that a removed plan's files go back to
_WITHIN = re.compile(r"(?:plans|sources|corrections|verdicts|matches)/[^/\\:]+")


def check_removed(path: Path) -> None:
    """Read a removed plan as it is kept.

    Raises:
        WorkspaceError: it is damaged, and could not be brought back.
    """
    name = _NAME.fullmatch(path.name)
    if name is None:
        raise _damaged(path, path.name)
    _unpacked(path, name["slug"])


def _unpacked(path: Path, slug: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(read_file(path))) as archive:
            members = archive.infolist()
            if sum(one.file_size for one in members) > _MOST_BYTES:
                raise _damaged(path, f"{len(members)} files")
            files = {one.filename: archive.read(one) for one in members}
    # NotImplementedError and RuntimeError: packed in a way that is not ours, or with a password
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, str(error)) from error
    stray = [name for name in files if not _WITHIN.fullmatch(name)]
    if stray or f"plans/{slug}.nq" not in files:
        raise _damaged(path, stray[0] if stray else slug)
    return files


def _damaged(path: Path, detail: str) -> WorkspaceError:
    return WorkspaceError(
        str(path), N_("is damaged ({detail})."), N_("Add the plan from its document again."), detail=detail
    )
