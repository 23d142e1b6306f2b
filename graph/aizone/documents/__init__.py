"""Bytes to `Document`: one module per format, each with `can_read` and `read`."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

from ..errors import N_, DocumentError
from ..model import Document
from . import plain_text

__all__ = ["read_bytes", "read_document"]


class Format(Protocol):
    """What a format module offers."""

    def can_read(self, data: bytes, name: str) -> bool: ...

    def read(self, data: bytes, name: str) -> tuple[str, str, str]: ...


FORMATS: tuple[Format, ...] = (plain_text,)
"""Asked in this order; the first that can read the bytes does."""

MAX_DOCUMENT_BYTES = 64 * 1024 * 1024


def read_document(
    path: Path, *, source: str | None = None, retrieved: str | None = None, max_bytes: int = MAX_DOCUMENT_BYTES
) -> Document:
    """Read a file.

    Args:
        path: the file.
        source: a URL or note saying where it is from.
        retrieved: ISO date it was fetched on.
        max_bytes: larger files are refused unread.

    Raises:
        DocumentError: it is missing, too large, empty, or in no format we read.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocumentError(str(path), N_("is a folder."), N_("Name the plan files in it."))
        if size > max_bytes:
            raise DocumentError(
                str(path),
                N_("has {size} MiB; a plan of more than {most} MiB is not read."),
                N_("Split it, or check that it is the right file."),
                size=f"{size / 2**20:.0f}",
                most=f"{max_bytes / 2**20:.0f}",
            )
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            str(path), N_("cannot be opened ({detail})."), N_("Check the path."), detail=error.strerror
        ) from error
    return read_bytes(data, str(path), source=source, retrieved=retrieved)


def read_bytes(data: bytes, name: str, *, source: str | None = None, retrieved: str | None = None) -> Document:
    """Read a document from its bytes; `name` is used in messages, its last part is kept.

    Raises:
        DocumentError: the bytes are empty or in no format we read.
    """
    if not data.strip():
        raise DocumentError(name, N_("is empty."), N_("Give a file that holds the plan's text."))
    for reader in FORMATS:
        if reader.can_read(data, name):
            text, media_type, encoding = reader.read(data, name)
            return Document(
                name=Path(name).name,
                text=text,
                data=data,
                sha256=hashlib.sha256(data).hexdigest(),
                media_type=media_type,
                encoding=encoding,
                source=source,
                retrieved=retrieved,
            )
    raise DocumentError(
        name,
        N_("is not a text file aizone can read."),
        N_("Save the plan as plain text (UTF-8 or GB18030) and try again."),
    )
