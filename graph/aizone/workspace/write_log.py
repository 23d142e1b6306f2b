"""The log of writes: who changed which file of a workspace, when, from what to what. Lines are added and never changed.

`log/writes.jsonl` gets one JSON object per write, in the same step as the write itself (`commit`): a write whose line cannot be
written does not happen. Each line names the digest of the line before it, so that one which was changed or taken out is noticed
(`check`), and its own, so that the last line is checked as well. What it says of files is compared with the files as they are
(`differing`): that shows lines that are gone at the end. A file that is full is kept as `log/writes-000001.jsonl` and so on; the oldest
of them go when there are too many. Beside the folder, `log-begins.json` says which line is the oldest that must be there, so that
a log that is gone whole, or begun again, is noticed too.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import N_, WorkspaceError
from ..store import disk
from ..store.atomic import held, write_atomically
from ..verdicts.attribution import now
from ..verdicts.kinds import Act
from .commit import LogLine, is_inside
from .people import Person

if TYPE_CHECKING:
    from .log_lines import LoggedLine

_NAME = "writes.jsonl"
_BEGINS = "log-begins.json"
# 'writes-000001.jsonl': a file of the log that is full
_FULL = re.compile(r"writes-(?P<number>\d{6,})\.jsonl")
_DIGITS = 16
_MOST_VALUES = 20
_MOST_CHARACTERS = 200
_BLOCK = 65_536


@dataclass(frozen=True, slots=True)
class Deed:
    """A write in a few words: what is done, to which plans or names, and short values before and after."""

    act: Act
    about: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedWrite:
    """A line of the log; `files` are the changed files with the digests of their content before and after, None for no file."""

    number: int
    time: str
    who: str
    access: str
    is_logged_in: bool
    act: str
    about: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    files: tuple[tuple[str, str | None, str | None], ...]


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A place where the log is not as it was written: its file and the number of the line in it; 0 for all that is gone before it."""

    file: Path
    line: int


class WriteLog:
    """The log of a workspace.

    Args:
        folder: where it is.
        most_bytes: a file of this size is full.
        most_files: full files that are kept.
    """

    def __init__(self, folder: Path, *, most_bytes: int, most_files: int) -> None:
        self.folder = folder
        self._most_bytes, self._most_files = most_bytes, most_files

    def prepare(self, root: Path, deed: Deed, person: Person, puts: Mapping[Path, bytes | None]) -> LogLine:
        """The line for a write, in a file that has room; the caller holds the workspace's lock.

        Args:
            root: the workspace's folder.
            deed: what is done.
            person: by whom.
            puts: the files, each with its new content; None for one that is removed.

        Raises:
            OSError: the folder cannot be written.
        """
        self.folder.mkdir(exist_ok=True)
        path = self.folder / _NAME
        number, digest = self._last()
        if path.exists() and path.stat().st_size >= self._most_bytes:
            self._begin_another(path)
        said = {
            "number": number + 1,
            "time": now(),
            "who": _short(person.name),
            "access": person.access,
            "login": person.is_logged_in,
            "act": deed.act,
            "about": _listed(deed.about),
            "before": _listed(deed.before),
            "after": _listed(deed.after),
            "files": [
                {"file": file.relative_to(root).as_posix(), "before": _digest(held(file)), "after": _digest(data)}
                for file, data in puts.items()
            ],
            "previous": digest,
        }
        size = path.stat().st_size if path.exists() else 0
        start = b"" if _ends_in_a_break(path) else b"\n"  # somebody cut the file: `check` says so, and the log goes on
        return LogLine(path, size, start + _sealed(json.dumps(said, separators=(",", ":")).encode()) + b"\n")

    def beginning(self, line: LogLine) -> dict[Path, bytes]:
        """The file that says where the log begins, to be written together with a line; empty when there is one already.

        Args:
            line: the one that comes next, as `prepare` made it.

        Raises:
            OSError: the log cannot be read.
        """
        if self._begins.exists():
            return {}
        first = next(
            (found for path in self.files() if (found := _first_line(path)) is not None), line.data.lstrip(b"\n")
        )
        return {self._begins: _beginning(first)}

    def files(self) -> list[Path]:
        """The files of the log, the oldest first."""
        full = sorted(path for path in self.folder.glob("writes-*.jsonl") if _FULL.fullmatch(path.name))
        return [*full, *(path for path in [self.folder / _NAME] if path.exists())]

    def writes(self) -> Iterator[LoggedWrite]:
        """All lines that can be read, the oldest first; `check` names the others.

        Raises:
            WorkspaceError: a file cannot be read.
        """
        for path in self.files():
            for line in _lines(path):
                try:
                    said = _read(line)
                except ValueError:
                    continue
                yield LoggedWrite(
                    said.number,
                    said.time,
                    said.who,
                    said.access,
                    said.login,
                    said.act,
                    said.about,
                    said.before,
                    said.after,
                    tuple((one.file, one.before, one.after) for one in said.files),
                )

    def check(self) -> list[BrokenLine]:
        """The lines that do not follow on the line before them: it was changed, or lines were taken out or put in between.

        A log without the line that it is said to begin with has a broken line 0. Newest lines that are gone whole show in `differing`.

        Raises:
            WorkspaceError: a file cannot be read.
        """
        broken: list[BrokenLine] = []
        before: tuple[int, str] | None = None
        seen: dict[int, str] = {}
        for path in self.files():
            for number, line in enumerate(_lines(path), start=1):
                try:
                    said = _read(line)
                    own, previous = said.number, said.previous
                except ValueError:
                    broken.append(BrokenLine(path, number))
                    before = None
                    continue
                if before is not None and (own, previous) != (before[0] + 1, before[1]):
                    broken.append(BrokenLine(path, number))
                before = own, _digest(line + b"\n") or ""
                seen.setdefault(*before)
            if not _ends_in_a_break(path) and broken[-1:] != [BrokenLine(path, number)]:
                broken.append(BrokenLine(path, number))  # its end is cut off
        if (begins := self._said_to_begin()) is not None and seen.get(begins[0]) != begins[1]:
            broken.insert(0, BrokenLine(self._begins, 0))
        return broken

    def differing(self, root: Path) -> list[Path]:
        """The files that are not as the last line about them says: changed by hand, or by writes whose lines are gone.

        Lines that cannot be read say nothing.

        Args:
            root: the workspace's folder.

        Raises:
            WorkspaceError: a file cannot be read.
        """
        last: dict[str, str | None] = {}
        for path in self.files():
            for line in _lines(path):
                with contextlib.suppress(ValueError):
                    last.update((one.file, one.after) for one in _read(line).files)
        return sorted(root / name for name, digest in last.items() if _digest_of(root, name) != digest)

    @property
    def _begins(self) -> Path:
        return self.folder.with_name(_BEGINS)

    def _said_to_begin(self) -> tuple[int, str] | None:
        """The number and the digest of the oldest line that must be there; None in a log that older versions wrote.

        A file that says something else is taken for a line that is not there.

        Raises:
            WorkspaceError: the file cannot be read.
        """
        try:
            data = held(self._begins)
        except OSError as error:
            raise _unreadable(self._begins, error) from error
        if data is None:
            return None
        try:
            said = json.loads(data)
            return int(said["number"]), str(said["digest"])
        except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
            return 0, ""

    def _last(self) -> tuple[int, str]:
        """The number and the digest of the last line; 0 and '' before the first."""
        for path in reversed(self.files()):
            line = _last_line(path)
            if line is not None:
                try:
                    return _read(line).number, _digest(line) or ""
                except ValueError:  # somebody changed it: `check` says so, and the log goes on
                    return 0, _digest(line) or ""
        return 0, ""

    def _begin_another(self, path: Path) -> None:
        """Keep the file as a full one, and remove the oldest of those that are too many."""
        full = self.files()[:-1]
        last = _FULL.fullmatch(full[-1].name) if full else None
        number = int(last["number"]) + 1 if last else 1
        disk.rename(path, self.folder / f"writes-{number:06}.jsonl")
        disk.sync_folder(self.folder)
        full = self.files()
        old, kept = full[: (many := max(0, len(full) - self._most_files))], full[many:]
        begins = self._said_to_begin()
        if begins is not None and any(_holds(path, begins) for path in old):
            first = next((found for one in kept if (found := _first_line(one)) is not None), None)
            if first is not None:
                write_atomically(self._begins, _beginning(first))
        for one in old:
            disk.remove(one)


def _sealed(line: bytes) -> bytes:
    from .log_lines import sealed

    return sealed(line)


def _read(line: bytes) -> LoggedLine:
    from .log_lines import read_line  # not at the top: commands that only ask start without the library that it needs

    return read_line(line)


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().splitlines()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        str(path), N_("cannot be read ({detail})."), N_("Check who may read it."), detail=error.strerror
    )


def _first_line(path: Path) -> bytes | None:
    """The first line that can be read, with its break; None in a file without one."""
    for line in path.read_bytes().splitlines(keepends=True):
        with contextlib.suppress(ValueError):
            _read(line)
            return line
    return None


def _holds(path: Path, line: tuple[int, str]) -> bool:
    """True if a file of the log has the line of a number and a digest."""
    for one in path.read_bytes().splitlines(keepends=True):
        with contextlib.suppress(ValueError):
            if (_read(one).number, _digest(one)) == line:
                return True
    return False


def _beginning(first: bytes) -> bytes:
    """The content of the file that names the first line."""
    return json.dumps({"number": _read(first).number, "digest": _digest(first)}).encode() + b"\n"


def _last_line(path: Path) -> bytes | None:
    """The last line that was written whole, with its break; None in an empty file."""
    with path.open("rb") as stream:
        end, found = stream.seek(0, 2), b""
        while end > 0 and found.rstrip(b"\n").count(b"\n") < 1:
            start = max(0, end - _BLOCK)
            stream.seek(start)
            found, end = stream.read(end - start) + found, start
    whole = found[: found.rfind(b"\n") + 1]
    return whole.splitlines(keepends=True)[-1] if whole else None


def _ends_in_a_break(path: Path) -> bool:
    """True if a line that is added now begins a line of its own."""
    try:
        with path.open("rb") as stream:
            stream.seek(-1, 2)
            return stream.read() == b"\n"
    except OSError:  # it does not exist, or is empty
        return True


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()[:_DIGITS]


def _digest_of(root: Path, name: str) -> str | None:
    """The digest of a file that a line names; '' for what is not a file of the workspace, as in a log from elsewhere."""
    path = root / name
    try:
        if not is_inside(path, root) or (path.exists() and not path.is_file()):
            return ""
        return _digest(held(path))
    except OSError as error:
        raise _unreadable(path, error) from error


def _listed(values: tuple[str, ...]) -> list[str]:
    rest = len(values) - _MOST_VALUES
    return [*map(_short, values[:_MOST_VALUES]), *([f"+{rest}"] if rest > 0 else [])]


def _short(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[: _MOST_CHARACTERS - 1]}…"


def entry_as_json(entry: LoggedWrite) -> dict[str, Any]:
    """A line as plain values."""
    return {
        "number": entry.number,
        "time": entry.time,
        "who": entry.who,
        "access": entry.access,
        "login": entry.is_logged_in,
        "act": entry.act,
        "about": list(entry.about),
        "before": list(entry.before),
        "after": list(entry.after),
        "files": [{"file": file, "before": before, "after": after} for file, before, after in entry.files],
    }
