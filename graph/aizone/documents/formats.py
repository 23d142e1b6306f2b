"""The formats that are read, and what a document in one of them says. Runs in the child process of `worker`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from msgspec import structs

from ..errors import N_, DocumentError
from ..model import Issue
from ..text.boxes import unticked
from . import delimited, docx, html, legacy, markdown, pdf, plain_text, xlsx
from .content import MAX_CHARACTERS, Content, left_out, too_long


class DocumentFormat(Protocol):
    """A format module: `can_read` says whether the bytes are in its format, `read` takes the text out of them.

    `read` raises `DocumentError` when the bytes are damaged, hostile or hold no text, and `MissingExtraError` when the
    libraries for the format are not installed.
    """

    def can_read(self, data: bytes, name: str) -> bool:
        """True if the bytes are in the format."""
        ...

    def read(self, data: bytes, name: str) -> Content:
        """The text and tables of a document."""
        ...


FORMATS: tuple[DocumentFormat, ...] = (pdf, docx, xlsx, legacy, html, markdown, delimited, plain_text)
"""Asked in this order; the first that can read the bytes does. `legacy` explains what to do with formats we do not read."""


def read_content(data: bytes, name: str) -> Content:
    """Read a document in this process.

    Raises:
        DocumentError: the bytes are hostile, hold no text, or are in no format we read.
        MissingExtraError: the libraries for their format are not installed.
    """
    for reader in FORMATS:
        if reader.can_read(data, name):
            try:
                content = reader.read(data, name)
                if len(content.text) > MAX_CHARACTERS:
                    raise too_long(len(content.text))
            except DocumentError as error:
                error.where = error.where or name
                raise
            if not content.text.strip():
                raise DocumentError(name, N_("holds no text."), N_("Give a file that holds the plan's text."))
            return replace(content, issues=(*content.issues, *_unticked(content.text)))
    raise DocumentError(
        name,
        N_("is not a text file aizone can read."),
        N_("Save the plan as docx, PDF, HTML, xlsx or plain text and try again."),
    )


def _unticked(text: str) -> Iterator[Issue]:
    """An issue for each name beside an empty box, where another is ticked."""
    for span in unticked(text):
        remark = left_out(span.of(text).strip("、，, \u3000"), zh="没有勾选", en="is not ticked")
        yield structs.replace(remark, span=span)
