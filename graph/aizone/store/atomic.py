"""Replaces a file's content whole or not at all.

There is one such writer, for decisions, the store's pointer and exports; a change of several files of a workspace goes through
`workspace.commit`. It lives here because the store is the lowest room that writes files.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from ..text.read_files import read_file
from . import disk


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content by one rename: a crash leaves the old file or the new one.

    Args:
        path: the file; its folder exists.
        data: its new content.

    Raises:
        OSError: the folder cannot be written, or the disk is full; the file is then as it was.
    """
    before = held(path)
    staged = disk.stage(path, data)
    try:
        disk.rename(staged, path)
        disk.sync_folder(path.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            staged.unlink(missing_ok=True)
            put_back(path, before)
        raise


def held(path: Path) -> bytes | None:
    """The content of a file; None when it does not exist."""
    try:
        return read_file(path)
    except FileNotFoundError:
        return None


def put_back(path: Path, before: bytes | None) -> None:
    """Give a file the content it had, where it has another one now."""
    if held(path) == before:
        return
    if before is None:
        path.unlink(missing_ok=True)
    else:
        disk.rename(disk.stage(path, before), path)
