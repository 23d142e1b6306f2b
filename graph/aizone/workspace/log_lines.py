"""The lines of the log of writes as they are read, checked for the form that they are written in."""

from __future__ import annotations

import msgspec


class LoggedFile(msgspec.Struct, frozen=True):
    """A changed file with the digests of its content before and after."""

    file: str
    before: str | None
    after: str | None


class LoggedLine(msgspec.Struct, frozen=True):
    """A line; `previous` is the digest of the line before it."""

    number: int
    time: str
    who: str
    access: str
    login: bool
    act: str
    about: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    files: tuple[LoggedFile, ...]
    previous: str


def read_line(line: bytes) -> LoggedLine:
    """Read a line.

    Raises:
        ValueError: it is not one that aizone wrote.
    """
    try:
        return msgspec.json.decode(line, type=LoggedLine)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
