"""Replaces a file's content whole or not at all.

There is one such writer, for plans, decisions, the store's pointer and exports. It lives here because the store is the lowest
room that writes files: `workspace` and `cli` lie above it and use the same one.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content by one rename: a crash leaves the old file or the new one.

    Args:
        path: the file; its folder exists.
        data: its new content.

    Raises:
        OSError: the folder cannot be written, or the disk is full; the file is then as it was.
    """
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
