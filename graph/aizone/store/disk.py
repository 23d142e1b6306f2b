"""Changes to files one step at a time: each write, sync, rename and removal of ours goes through here.

A step is announced before it is done, so that a test can stop a process, or fail the disk, at any of them: see `watched` and
`benchmarks/durability.py`. Folders are synced like files, because a rename that is not on the disk may be lost with the power.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Watch = Callable[[str, Path], None]
"""Is told a step ('write', 'sync', 'rename', 'append', 'remove', 'sync-folder') and the path, before it is done; may raise OSError."""

_WITHOUT_FOLDER_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EISDIR})
"""What systems say that cannot sync a folder: some network file systems, Windows."""
STAGED = ".writing-"
"""Beginning of the names of files that wait to take another's place."""


def _tell_nobody(step: str, path: Path) -> None:
    """Watch nothing."""


_watch: Watch = _tell_nobody


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Tell of each step while the block runs."""
    global _watch
    before, _watch = _watch, watch
    try:
        yield
    finally:
        _watch = before


def announce(step: str, path: Path) -> None:
    """Tell of a step that is done elsewhere, right before it: a file of a backup that is written as it is unpacked."""
    _watch(step, path)


def stage(path: Path, data: bytes) -> Path:
    """Write data to a new file beside `path`, down to the disk; returns it. Nothing is left when that fails.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    _watch("write", path)
    handle, name = tempfile.mkstemp(prefix=STAGED, dir=path.parent)
    staged = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            _watch("sync", staged)
            os.fsync(stream.fileno())
        os.chmod(staged, 0o644)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    return staged


def rename(source: Path, target: Path) -> None:
    """Give a file the name of another, which it replaces."""
    _watch("rename", target)
    os.replace(source, target)


def append(path: Path, size: int, data: bytes) -> None:
    """Add data to the end of a file, down to the disk; what lies there after `size` was left by a writer that died, and goes.

    Done again with the same arguments it changes nothing. When it fails the file is as long as it was meant to be before.

    Args:
        path: the file, which need not exist; its folder does.
        size: the length that it has before.
        data: what is added.

    Raises:
        OSError: the file cannot be written, or the disk is full.
    """
    _watch("append", path)
    is_new = not path.exists()
    with path.open("ab", buffering=0) as stream:
        size = min(size, stream.seek(0, os.SEEK_END))
        if stream.tell() > size:
            stream.truncate(size)
        try:
            left = memoryview(data)
            while left:
                left = left[stream.write(left) :]
            _watch("sync", path)
            os.fsync(stream.fileno())
        except BaseException:
            stream.truncate(size)
            raise
    if is_new:
        sync_folder(path.parent)


def remove(path: Path) -> None:
    """Remove a file; one that is gone already is no error."""
    _watch("remove", path)
    path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can.

    Raises:
        OSError: the disk says that it failed.
    """
    _watch("sync-folder", folder)
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _WITHOUT_FOLDER_SYNC:
            raise
