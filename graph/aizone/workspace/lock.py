"""One writer of a workspace at a time, which first finishes and clears what a writer that died left behind."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import N_, WorkspaceError
from ..store import disk
from .commit import JOURNAL, UnfinishedError, finish
from .paths import Paths
from .strays import strays

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
            if not os.path.lexists(folder):
                folder.mkdir(parents=True, exist_ok=True)
        with FileLock(paths.root / ".lock", timeout=_WAIT_S):
            finish(paths.root)
            _tidy(paths)
            yield
    except Timeout as error:
        raise WorkspaceError(
            str(paths.root), N_("is being written by another process."), N_("Try again when it is done.")
        ) from error
    except UnfinishedError as error:
        raise WorkspaceError(
            str(paths.root),
            N_(
                "stopped taking writes in the middle of one ({detail}), which will be finished as soon as the folder can be written."
            ),
            N_("Check the disk; then look whether it has happened before you do it again."),
            detail=error.strerror,
        ) from error
    except OSError as error:
        for closed in paths.closed_folders().values():
            raise closed from error
        is_full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise WorkspaceError(
            str(paths.root),
            N_("cannot be written ({detail})."),
            N_("Make room on the disk and try again.") if is_full else N_("Use a folder of yours: --workspace DIR."),
            detail=error.strerror,
        ) from error


def recover(paths: Paths) -> None:
    """Finish what a process that died left half done, where this one may write and no other process is writing."""
    if (paths.root / JOURNAL).exists():
        with contextlib.suppress(WorkspaceError), one_writer(paths):
            pass


def can_write(paths: Paths) -> bool:
    """Find out whether the folder takes new files, by making an unnamed one."""
    try:
        with tempfile.TemporaryFile(dir=paths.root):
            return True
    except OSError:
        return False


def _tidy(paths: Paths) -> None:
    """Remove what writers that died left behind; the lock is held. Of a folder that cannot be looked into nothing is known."""
    with contextlib.suppress(OSError, WorkspaceError):
        for path in strays(paths):
            disk.remove(path)
