"""The log of writes: who changed which file of a workspace, when, from what to what. Lines are added and never changed.

`log/writes.jsonl` gets one JSON object per write, in the same step as the write itself (`commit`): a write whose line cannot be
written does not happen. Each line names the digest of the line before it, so that one which was changed or taken out is noticed
(`check`), and its own, so that the last line is checked as well. What it says of files is compared with the files as they are
(`differing`). A file that is full is kept as `log/writes-000001.jsonl` and so on; the oldest of them go when there are too many.
Beside the folder, `log-begins.json` names the oldest line that must be there, and `workspace.toml` the last one (`last_write`), so that a
log that is gone whole, cut at either end, or begun again is noticed too: also when it is gone together with one of the two. Somebody who may
write all three can forge all three; copies elsewhere (backups, a journal of the system) are what helps against that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..store import disk
from ..store.atomic import held, write_atomically
from ..verdicts.attribution import now
from ..verdicts.kinds import Act
from .commit import LogLine, UnfinishedError, commit
from .last_write import LastWrite, noted_in, noting
from .log_check import BrokenLine, Differing, broken_lines, differing_files
from .log_files import (
    LAYOUT_FILE,
    content_digest,
    digest,
    ends_in_a_break,
    first_line,
    holds,
    last_line,
    lines_of,
    read,
    unreadable,
)
from .paths import listed
from .people import Person

_NAME = "writes.jsonl"
_BEGINS = "log-begins.json"
# 'writes-000001.jsonl': a file of the log that is full
_FULL = re.compile(r"writes-(?P<number>\d{6,})\.jsonl")
# '2026-01-02T03:04:05Z' in a file's name
_WITHOUT_SIGNS = str.maketrans("", "", "-:")
_MOST_VALUES = 20
_MOST_CHARACTERS = 200


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
        last = self._last()
        if path.exists() and path.stat().st_size >= self._most_bytes:
            self._begin_another(path)
        size = path.stat().st_size if path.exists() else 0
        start = b"" if ends_in_a_break(path) else b"\n"  # somebody cut the file: `check` says so, and the log goes on
        return LogLine(path, size, start + self._line(root, deed, person, puts, last))

    def _line(
        self, root: Path, deed: Deed, person: Person, puts: Mapping[Path, bytes | None], last: LastWrite
    ) -> bytes:
        """The line for a write, which follows on another, with its break."""
        files = [(path.relative_to(root).as_posix(), held(path), data) for path, data in puts.items()]
        said = {
            "number": last.number + 1,
            "time": now(),
            "who": _short(person.name),
            "access": person.access,
            "login": person.is_logged_in,
            "act": deed.act,
            "about": _listed(deed.about),
            "before": _listed(deed.before),
            "after": _listed(deed.after),
            "files": [
                {"file": name, "before": content_digest(name, old), "after": content_digest(name, new)}
                for name, old, new in files
            ],
            "previous": last.digest,
        }
        return _sealed(json.dumps(said, separators=(",", ":")).encode()) + b"\n"

    def notes(self, line: LogLine, puts: Mapping[Path, bytes | None]) -> dict[Path, bytes]:
        """The files that are to be written together with a line: those that say where the log begins and which line is its last.

        Args:
            line: the one that comes next, as `prepare` made it.
            puts: the other files that are written, with their new content.

        Raises:
            OSError: the log cannot be read.
        """
        new = line.data.lstrip(b"\n")
        found = {}
        if (layout := self._layout(puts)) is not None:
            found[self._ends] = noting(layout, LastWrite(read(new).number, digest(new) or ""))
        if not self._begins.exists():
            first = next((one for path in self.files() if (one := first_line(path)) is not None), new)
            if read(first).number == 1:  # what is gone before another one is not to be forgotten
                found[self._begins] = _beginning(first)
        return found

    def begin_again(self, root: Path, person: Person) -> None:
        """Set aside what is left of a log, and begin it again with a line that says so; the caller holds the workspace's lock.

        Args:
            root: the workspace's folder.
            person: by whom.

        Raises:
            OSError: the folder cannot be written; the log is then as it was.
        """
        self.folder.mkdir(exist_ok=True)
        stamp = now().translate(_WITHOUT_SIGNS)
        aside = {path: self.folder / f"aside-{stamp}-{path.name}" for path in self.files()}
        deed = Deed("begin-log", tuple(path.name for path in aside.values()))
        line = LogLine(self.folder / _NAME, 0, self._line(root, deed, person, {}, self._last()))
        try:
            for path, other in aside.items():
                disk.rename(path, other)
            commit(root, {**self.notes(line, {}), self._begins: _beginning(line.data)}, (), line)
        except UnfinishedError:
            raise
        except BaseException:
            for path, other in aside.items():
                if other.exists():
                    disk.rename(other, path)
            raise

    def files(self) -> list[Path]:
        """The files of the log, the oldest first.

        Raises:
            WorkspaceError: their folder cannot be looked into.
        """
        full = [path for path in listed(self.folder, "writes-*.jsonl") if _FULL.fullmatch(path.name)]
        return [*full, *listed(self.folder, _NAME)]

    def writes(self) -> Iterator[LoggedWrite]:
        """All lines that can be read, the oldest first; `check` names the others.

        Raises:
            WorkspaceError: a file cannot be read.
        """
        for path in self.files():
            for line in lines_of(path):
                try:
                    said = read(line)
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

        A log without the line that it is said to begin with, or that of the last write, has a broken line 0.

        Raises:
            WorkspaceError: a file cannot be read.
        """
        return broken_lines(self.files(), (self._begins, self._said_to_begin()), (self._ends, self._noted()))

    def differing(self, root: Path) -> list[Differing]:
        """The files that are not as the last line about them says; see `differing_files`.

        Args:
            root: the workspace's folder.

        Raises:
            WorkspaceError: a file cannot be read.
        """
        return differing_files(self.files(), root)

    @property
    def _begins(self) -> Path:
        return self.folder.with_name(_BEGINS)

    @property
    def _ends(self) -> Path:
        return self.folder.with_name(LAYOUT_FILE)

    def _noted(self) -> LastWrite | None:
        """The last write that is noted beside the log; None in a workspace that older versions wrote, or without a log."""
        try:
            return noted_in(held(self._ends))
        except OSError:  # a folder in its place, or one without rights: `validate` says so
            return None

    def _layout(self, puts: Mapping[Path, bytes | None]) -> bytes | None:
        """The content of `workspace.toml` after a write; None where nothing can be written in its place, as `validate` says."""
        if self._ends in puts:
            return puts[self._ends]
        try:
            return held(self._ends) or b""
        except OSError:
            return None

    def _said_to_begin(self) -> tuple[int, str] | None:
        """The number and the digest of the oldest line that must be there; None in a log that older versions wrote.

        A file that says something else is taken for a line that is not there.

        Raises:
            WorkspaceError: the file cannot be read.
        """
        try:
            data = held(self._begins)
        except OSError as error:
            raise unreadable(self._begins, error) from error
        if data is None:
            return None
        try:
            said = json.loads(data)
            return int(said["number"]), str(said["digest"])
        except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
            return 0, ""

    def _last(self) -> LastWrite:
        """The last line, which the next one follows on: the one that is noted, unless the log goes on after it.

        A line that is noted and not there, or changed, is so seen by `check` after other writes as well.
        """
        noted, found = self._noted(), self._last_in_files()
        if noted is None or (found.number > noted.number and self._has(noted)):
            return found
        return noted

    def _has(self, line: LastWrite) -> bool:
        return any(holds(path, (line.number, line.digest)) for path in reversed(self.files()))

    def _last_in_files(self) -> LastWrite:
        for path in reversed(self.files()):
            line = last_line(path)
            if line is not None:
                try:
                    return LastWrite(read(line).number, digest(line) or "")
                except ValueError:  # somebody changed it: `check` says so, and the log goes on
                    return LastWrite(0, digest(line) or "")
        return LastWrite(0, "")

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
        if begins is not None and any(holds(path, begins) for path in old):
            first = next((found for one in kept if (found := first_line(one)) is not None), None)
            if first is not None:
                write_atomically(self._begins, _beginning(first))
        for one in old:
            disk.remove(one)


def _sealed(line: bytes) -> bytes:
    from .log_lines import sealed

    return sealed(line)


def _beginning(first: bytes) -> bytes:
    """The content of the file that names the first line."""
    return json.dumps({"number": read(first).number, "digest": digest(first)}).encode() + b"\n"


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
