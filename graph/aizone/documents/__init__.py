"""Bytes to `Document`: one module per format, each with `can_read` and `read`, named in `formats`.

The bytes decide the format, not the file's name; only Markdown and comma-separated text need the name. Documents are read in child
processes with limits (`apart`), because their bytes are untrusted.
"""

from __future__ import annotations

import contextlib
import hashlib
import stat
from pathlib import Path

from ..errors import N_, DocumentError
from ..model import Document
from .apart import read_apart

__all__ = ["file_bytes", "read_bytes", "read_document"]


MAX_DOCUMENT_BYTES = 64 * 1024 * 1024


def read_document(
    path: Path,
    *,
    name: str | None = None,
    source: str | None = None,
    retrieved: str | None = None,
    max_bytes: int = MAX_DOCUMENT_BYTES,
) -> Document:
    """Read a file.

    Args:
        path: the file.
        name: the file's original name, if it has another one now. A table without a title takes its file's name.
        source: a URL or note saying where the file is from.
        retrieved: ISO date on which it was fetched.
        max_bytes: larger files are refused unread.

    Raises:
        DocumentError: it is missing, too large, empty, hostile, or in no format we read.
        MissingExtraError: the libraries for its format are not installed.
    """
    data = file_bytes(path, max_bytes=max_bytes)
    return read_bytes(data, name or str(path), source=source, retrieved=retrieved)


def file_bytes(path: Path, *, max_bytes: int = MAX_DOCUMENT_BYTES) -> bytes:
    """The bytes of a file, unread.

    Args:
        path: the file.
        max_bytes: a larger file is refused.

    Raises:
        DocumentError: it is missing, too large, or not a file.
    """
    try:
        state = path.stat()
        size = state.st_size
        if stat.S_ISDIR(state.st_mode):
            raise DocumentError(str(path), N_("is a folder."), N_("Name the plan files in it."))
        if not stat.S_ISREG(state.st_mode):  # a pipe or a device may never end
            raise DocumentError(
                str(path), N_("is a pipe or a device, not a file."), N_("Save the plan as a file and name that.")
            )
        if size > max_bytes:
            raise DocumentError(
                str(path),
                N_("has {size} MiB; files of more than {most} MiB are not read."),
                N_("Split it, or check that it is the right file."),
                size=f"{size / 2**20:.0f}",
                most=f"{max_bytes / 2**20:.0f}",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentError(str(path), N_("does not exist."), N_("Check the path.")) from error
    except PermissionError as error:
        raise DocumentError(
            str(path), N_("cannot be read: you do not have permission."), N_("Ask for permission, or make a copy.")
        ) from error
    except OSError as error:
        raise DocumentError(
            str(path), N_("cannot be opened ({detail})."), N_("Check the path."), detail=error.strerror
        ) from error


def read_bytes(data: bytes, name: str, *, source: str | None = None, retrieved: str | None = None) -> Document:
    """Read a document from its bytes; `name` is used in messages, its last part is kept.

    Raises:
        DocumentError: the bytes are empty, hostile, or in no format we read.
        MissingExtraError: the libraries for their format are not installed.
    """
    if not data.strip():
        raise DocumentError(name, N_("is empty."), N_("Give a file that holds the plan's text."))
    name = readable(name)
    content = read_apart(data, name)
    return Document(
        name=Path(name).name,
        text=content.text,
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=content.media_type,
        encoding=content.encoding,
        source=source,
        retrieved=retrieved,
        anchors=content.anchors,
        tables=content.tables,
        hard_breaks=content.hard_breaks,
        issues=content.issues,
    )


def readable(name: str) -> str:
    """A file's name as people read it: one that is not UTF-8 on the disk is read as GB18030, as Chinese systems write it.

    Examples:
        >>> readable("方案.txt")
        '方案.txt'
        >>> readable("方案.txt".encode("gbk").decode("utf-8", "surrogateescape"))
        '方案.txt'
    """
    data = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("utf-8", "replace")
