"""Standard output and error as the commands write to them: what a terminal would obey never reaches it, nor a log.

Labels, file names and documents are untrusted: a name with an escape sequence could clear the screen or forge a line. All text is
cleaned here, in one place; `raw` is for what this program itself draws (a progress bar, bold headers), whose words it cleans itself.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, TextIO, cast

from ..text.characters import escaped, printable


class CleanStream:
    """A text stream whose text is cleaned; everything else is the stream's own.

    Args:
        stream: the stream it stands for.
    """

    def __init__(self, stream: TextIO) -> None:
        self.raw = stream
        self._encoding = stream.encoding or "utf-8"
        self._has_all = self._encoding.lower().replace("-", "").startswith("utf")

    def write(self, text: str) -> int:
        """Write text without control characters; characters that the encoding lacks are written as escapes."""
        cleaned = printable(text)
        if not self._has_all:
            cleaned = cleaned.encode(self._encoding, "backslashreplace").decode(self._encoding)
        self.raw.write(cleaned)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Write several pieces of text."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self.raw, name)


@contextmanager
def clean_streams() -> Iterator[None]:
    """Have all that is printed inside cleaned."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, CleanStream(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def raw(stream: TextIO) -> TextIO:
    """The stream itself, for what this program draws: every word of others must go through `printable` first."""
    return stream.raw if isinstance(stream, CleanStream) else stream


def write_rdf(data: bytes) -> None:
    """Write RDF to standard output."""
    sys.stdout.write(escaped(data.decode("utf-8")))
    sys.stdout.flush()


def write_file(data: bytes) -> None:
    """Write the bytes of a file to standard output; text among them as text."""
    stream = raw(sys.stdout)
    buffer = cast("IO[bytes] | None", getattr(stream, "buffer", None))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        if buffer is not None:
            buffer.write(data)
            buffer.flush()
        return
    if buffer is None or stream.isatty():
        sys.stdout.write(escaped(text.removeprefix("\ufeff")))
    else:
        buffer.write(escaped(text).encode())
        buffer.flush()
