"""The files of the log of writes as bytes: their lines, the first and the last of them, digests."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import N_, WorkspaceError
from ..store.atomic import held
from ..text.read_files import read_file
from .commit import is_inside
from .last_write import without_note

if TYPE_CHECKING:
    from .log_lines import LoggedLine

LAYOUT_FILE = "workspace.toml"
_DIGITS = 16
_BLOCK = 65_536


def read(line: bytes) -> LoggedLine:
    """Read a line.

    Raises:
        ValueError: it is not one that aizone wrote, or a character of it was changed.
    """
    from .log_lines import read_line  # not at the top: commands that only ask start without the library that it needs

    return read_line(line)


def lines_of(path: Path) -> list[bytes]:
    """The lines of a file, without their breaks.

    Raises:
        WorkspaceError: it cannot be read.
    """
    try:
        return read_file(path).splitlines()
    except OSError as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: OSError) -> WorkspaceError:
    """The error for a file of the log, or one that it names, that cannot be read."""
    return WorkspaceError(
        str(path), N_("cannot be read ({detail})."), N_("Check who may read it."), detail=error.strerror
    )


def first_line(path: Path) -> bytes | None:
    """The first line that can be read, with its break; None in a file without one."""
    for line in read_file(path).splitlines(keepends=True):
        with contextlib.suppress(ValueError):
            read(line)
            return line
    return None


def last_line(path: Path) -> bytes | None:
    """The last line that was written whole, with its break; None in an empty file."""
    with path.open("rb") as stream:
        end, found = stream.seek(0, 2), b""
        while end > 0 and found.rstrip(b"\n").count(b"\n") < 1:
            start = max(0, end - _BLOCK)
            stream.seek(start)
            found, end = stream.read(end - start) + found, start
    whole = found[: found.rfind(b"\n") + 1]
    return whole.splitlines(keepends=True)[-1] if whole else None


def holds(path: Path, line: tuple[int, str]) -> bool:
    """True if a file of the log has the line of a number and a digest."""
    for one in read_file(path).splitlines(keepends=True):
        with contextlib.suppress(ValueError):
            if (read(one).number, digest(one)) == line:
                return True
    return False


def ends_in_a_break(path: Path) -> bool:
    """True if a line that is added now begins a line of its own."""
    try:
        with path.open("rb") as stream:
            stream.seek(-1, 2)
            return stream.read() == b"\n"
    except OSError:  # it does not exist, or is empty
        return True


def digest(data: bytes | None) -> str | None:
    """The digest of a line with its break, or of a file's content; None without one."""
    return None if data is None else hashlib.sha256(data).hexdigest()[:_DIGITS]


def content_digest(name: str, data: bytes | None) -> str | None:
    """The digest of a file of the workspace as the log names it; of `workspace.toml`, of what is not about the log itself."""
    return digest(without_note(data) if data is not None and name == LAYOUT_FILE else data)


def digest_now(root: Path, name: str) -> str | None:
    """The digest of a file that a line names; '' for what is not a file of the workspace, as in a log from elsewhere.

    Raises:
        WorkspaceError: it cannot be read.
    """
    path = root / name
    try:
        if not is_inside(path, root) or (path.exists() and not path.is_file()):
            return ""
        return content_digest(name, held(path))
    except OSError as error:
        raise unreadable(path, error) from error
