"""Changes the files of a workspace: one writer at a time, each file whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import N_, WorkspaceError
from ..store.atomic import write_atomically
from ..store.older_layout import is_older
from .layout import write_layout
from .paths import Paths
from .stored_plan import StoredPlan, read_stored_plan

_WAIT_S = 5


@contextmanager
def one_writer(paths: Paths) -> Iterator[None]:
    """Hold a workspace for one writer, and make its folders.

    Raises:
        WorkspaceError: another process is writing, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    try:
        for folder in (paths.plans, paths.sources, paths.units):
            folder.mkdir(parents=True, exist_ok=True)
        with FileLock(paths.root / ".lock", timeout=_WAIT_S):
            yield
    except Timeout as error:
        raise WorkspaceError(
            str(paths.root), N_("is being written by another process."), N_("Try again when it is done.")
        ) from error
    except OSError as error:
        is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise WorkspaceError(
            str(paths.root),
            N_("cannot be written ({detail})."),
            N_("Make room on the disk and try again.") if is_full else N_("Use a folder of yours: --workspace DIR."),
            detail=error.strerror,
        ) from error


def can_write(paths: Paths) -> bool:
    """Find out whether the folder takes new files, by making an unnamed one."""
    try:
        with tempfile.TemporaryFile(dir=paths.root):
            return True
    except OSError:
        return False


def put_plan(
    paths: Paths,
    slug: str,
    nquads: bytes,
    *,
    source: tuple[bytes, str] | None,
    instead_of: Collection[str] | None,
    seen: StoredPlan | None,
) -> None:
    """Put a plan into the folder, whole or not at all; see `Workspace.replace_plan`.

    The source goes first, under a name made from its content; renaming the plan's file over the old one is the one
    moment at which the workspace changes; sources that no plan refers to any more are removed last. A crash at any point
    leaves the old plan or the new one. A workspace whose only plan this is has today's layout from then on.
    """
    path = paths.plan(slug)
    with one_writer(paths):
        if instead_of is not None:
            _check_replaces(paths, slug, instead_of, seen)
        kept = None
        if source is not None:
            data, suffix = source
            kept = paths.source(slug, hashlib.sha256(data).hexdigest(), suffix)
        is_new = kept is not None and not kept.exists()
        try:
            if kept is not None and is_new:
                write_atomically(kept, data)
            write_atomically(path, nquads)
        except OSError:
            if kept is not None and is_new:
                kept.unlink(missing_ok=True)
            raise
        for other in paths.sources_of(slug):
            if other != kept:
                other.unlink()
        if not paths.layout.exists() and paths.plan_slugs() == [slug]:
            write_layout(paths)


def update_plan(paths: Paths, slug: str) -> bool:
    """Write a plan that has an older layout as today, whole or not at all.

    Returns:
        whether it had one.

    Raises:
        WorkspaceError: its file is damaged, says something that today's layout cannot hold, or cannot be written.
    """
    from ..rdf import to_nquads  # not at the top: a query needs none of the records that these modules import

    path = paths.plan(slug)
    if not is_older(path.read_bytes()):
        return False
    with one_writer(paths):
        stored = read_stored_plan(path, slug)
        if stored is None or not stored.is_older:  # another process has written or removed it meanwhile
            return False
        written = to_nquads(stored.quads)
        if is_older(written):
            raise WorkspaceError(
                str(path),
                N_("has evidence that cannot be written in today's form; it stays as it is."),
                N_("Ingest the plan again."),
            )
        write_atomically(path, written)
        return True


def update_layout(paths: Paths) -> None:
    """Note today's layout, after every plan file has it.

    Raises:
        WorkspaceError: the folder cannot be written.
    """
    with one_writer(paths):
        write_layout(paths)


def _check_replaces(paths: Paths, slug: str, titles: Collection[str], seen: StoredPlan | None) -> None:
    """Refuse to replace a plan of another title, which another process stored after the caller looked."""
    stored = read_stored_plan(paths.plan(slug), slug, seen=seen)
    if stored is not None and stored.title is not None and stored.title not in titles:
        raise WorkspaceError(
            str(paths.root),
            N_("'{title}' was stored as {slug} by another process in the meantime; nothing was replaced."),
            N_("Ingest the file again."),
            title=stored.title,
            slug=slug,
        )


def take_out_plan(paths: Paths, slug: str) -> None:
    """Remove a plan with its source; see `Workspace.remove_plan`."""
    path = paths.plan(slug)
    if not path.exists():
        raise WorkspaceError(
            str(paths.root), N_("has no plan '{slug}'."), N_("'aizone query plans' lists them."), slug=slug
        )
    with one_writer(paths):
        path.unlink()
        for source in paths.sources_of(slug):
            source.unlink()


def rewrite(paths: Paths, path: Path, change: Callable[[str | None], str]) -> None:
    """Change a text file that people may also edit by hand.

    Args:
        paths: of the workspace, which is held for this one writer meanwhile.
        path: the file.
        change: its text to its new text; None is the text of a file that does not exist. What it raises stops the writing.

    Raises:
        WorkspaceError: the folder cannot be written, another process is writing, or the file is not UTF-8 text.
    """
    with one_writer(paths):
        path.parent.mkdir(exist_ok=True)
        try:
            text = path.read_text("utf-8") if path.exists() else None
        except UnicodeDecodeError as error:
            raise WorkspaceError(
                str(path), N_("is not UTF-8 text ({detail})."), N_("Save it as UTF-8."), detail=error
            ) from error
        changed = change(text)
        if changed != text:
            write_atomically(path, changed.encode())
