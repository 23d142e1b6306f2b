"""Changing a workspace's files: one writer at a time, each file whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import N_, WorkspaceError
from .paths import Paths

_WAIT_S = 5


@contextmanager
def one_writer(paths: Paths) -> Iterator[None]:
    """Hold a workspace for one writer, its folders made.

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


def appended(path: Path, turtle: str, head: str) -> bytes:
    """A file's bytes with a block behind them; a new file begins with its head."""
    before = path.read_text("utf-8") if path.exists() else head
    return (before.rstrip("\n") + "\n" + turtle).encode()


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content by one rename: a crash leaves the old file or the new one."""
    handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
