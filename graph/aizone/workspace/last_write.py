"""The last write as `workspace.toml` notes it, apart from the log: a log that is gone with all its files is so noticed.

    layout = 3

    [log]
    last = 17
    digest = "9f86d081884c7d65"

The table is the end of the file, and is written in the same step as the line of the log that it is about.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

_TABLE = b"[log]"


@dataclass(frozen=True, slots=True)
class LastWrite:
    """The number and the digest of the last line of a log; 0 and '' before the first."""

    number: int
    digest: str


def noted_in(data: bytes | None) -> LastWrite | None:
    """The last write that the content of `workspace.toml` notes; None when it notes none, or cannot be read."""
    if data is None:
        return None
    try:
        said = tomllib.loads(data.decode("utf-8-sig"))["log"]
        number, digest = said["last"], said["digest"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    is_one = isinstance(number, int) and not isinstance(number, bool) and number > 0 and isinstance(digest, str)
    return LastWrite(number, digest) if is_one else None


def noting(data: bytes, last: LastWrite) -> bytes:
    """The content of `workspace.toml` with another last write; as it is where it cannot be read, for people to mend."""
    try:
        tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return data
    return without_note(data) + f'\n[log]\nlast = {last.number}\ndigest = "{last.digest}"\n'.encode()


def without_note(data: bytes) -> bytes:
    """The content of `workspace.toml` before the table that notes the last write."""
    lines = data.splitlines(keepends=True)
    place = next((place for place, line in enumerate(lines) if line.strip() == _TABLE), None)
    return data if place is None else b"".join(lines[:place]).rstrip() + b"\n"
