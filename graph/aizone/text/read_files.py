"""Files of a workspace as bytes. People edit them, and anything may lie in their place."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from pathlib import Path


def read_file(path: Path) -> bytes:
    """The content of a file; a device or a pipe in its place is refused, because it may never end.

    Raises:
        OSError: it does not exist, cannot be read, or is not a file.
    """
    with open(path, "rb", opener=_without_waiting) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        return stream.read()


def read_edited(path: Path) -> bytes:
    """The content of a file in UTF-8 that people edit, without the mark that some editors put before it.

    Raises:
        OSError: see `read_file`.
    """
    return without_mark(read_file(path))


def without_mark(data: bytes) -> bytes:
    r"""The bytes of a text in UTF-8 without the mark before it, which RDF and TOML do not allow.

    Examples:
        >>> without_mark("\ufeff<a>".encode())
        b'<a>'
    """
    return data.removeprefix(codecs.BOM_UTF8)


def _without_waiting(path: str, flags: int) -> int:
    """Open a file; a pipe without a writer does not keep us waiting."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
