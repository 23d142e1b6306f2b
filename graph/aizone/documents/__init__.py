"""Bytes to `Document`: one module per format, each with `can_read` and `read`.

The bytes decide the format, not the file's name; only Markdown and comma-separated text need the name.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from ..errors import N_, DocumentError
from ..model import Document, Issue
from ..text.boxes import unticked
from . import delimited, docx, html, legacy, markdown, pdf, plain_text, xlsx
from .content import Content, left_out

__all__ = ["read_bytes", "read_document"]


class DocumentFormat(Protocol):
    """A format module: `can_read` says whether the bytes are in its format, `read` takes the text out of them.

    `read` raises `DocumentError` when the bytes are damaged, hostile or hold no text, and `MissingExtraError` when the
    libraries for the format are not installed.
    """

    def can_read(self, data: bytes, name: str) -> bool: ...

    def read(self, data: bytes, name: str) -> Content: ...


FORMATS: tuple[DocumentFormat, ...] = (pdf, docx, xlsx, legacy, html, markdown, delimited, plain_text)
"""Asked in this order; the first that can read the bytes does. `legacy` explains what to do with formats we do not read."""

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
        data = path.read_bytes()
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
    return read_bytes(data, name or str(path), source=source, retrieved=retrieved)


def _unticked(text: str) -> Iterator[Issue]:
    """An issue for each name beside an empty box, where another is ticked."""
    for span in unticked(text):
        remark = left_out(span.of(text).strip("、，, \u3000"), zh="没有勾选", en="is not ticked")
        yield replace(remark, span=span)


def read_bytes(data: bytes, name: str, *, source: str | None = None, retrieved: str | None = None) -> Document:
    """Read a document from its bytes; `name` is used in messages, its last part is kept.

    Raises:
        DocumentError: the bytes are empty, hostile, or in no format we read.
        MissingExtraError: the libraries for their format are not installed.
    """
    if not data.strip():
        raise DocumentError(name, N_("is empty."), N_("Give a file that holds the plan's text."))
    for reader in FORMATS:
        if reader.can_read(data, name):
            content = reader.read(data, name)
            if not content.text.strip():
                raise DocumentError(name, N_("holds no text."), N_("Give a file that holds the plan's text."))
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
                issues=(*content.issues, *_unticked(content.text)),
            )
    raise DocumentError(
        name,
        N_("is not a text file aizone can read."),
        N_("Save the plan as docx, PDF, HTML, xlsx or plain text and try again."),
    )
