"""The lines of the log of writes as they are read, checked for the form that they are written in."""

from __future__ import annotations

import hashlib

import msgspec

_SEAL = b',"digest":"'
DIGITS = 16
"""The length of digests in the log."""


def sealed(line: bytes) -> bytes:
    """A line, which is an object of JSON, with its own digest as its last member: so the last line of the log is checked as well."""
    return line[:-1] + _SEAL + hashlib.sha256(line).hexdigest()[:DIGITS].encode() + b'"}'


class LoggedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A changed file with the digests of its content before and after."""

    file: str
    before: str | None
    after: str | None


class LoggedLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line; `previous` is the digest of the line before it, `digest` its own, which lines of older versions do not have."""

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
    digest: str | None = None


def read_line(line: bytes) -> LoggedLine:
    """Read a line.

    Raises:
        ValueError: it is not one that aizone wrote, or a character of it was changed.
    """
    line = line.rstrip(b"\n")
    try:
        said = msgspec.json.decode(line, type=LoggedLine)
        if said.digest is not None and sealed(line.rpartition(_SEAL)[0] + b"}") != line:
            raise ValueError("digest")
        return said
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error
