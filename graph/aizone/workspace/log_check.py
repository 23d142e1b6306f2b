"""The log of writes compared with itself, with what is noted of it elsewhere, and with the files that it is about."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from .last_write import LastWrite
from .log_files import digest, digest_now, ends_in_a_break, lines_of, read

Loss = Literal["line", "beginning", "end"]
"""A line that was changed, or does not follow; the line that the log begins with is gone; that of the last write is gone."""


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """A place where the log is not as it was written: a file and the number of the line in it.

    The number is 0 for what is gone; the file is then the one that says that it was there.
    """

    file: Path
    line: int
    loss: Loss = "line"


@dataclass(frozen=True, slots=True)
class Differing:
    """A file that is not as the last line about it says; `is_lost` when it is gone or empty, and had content."""

    file: Path
    is_lost: bool


def broken_lines(
    files: Sequence[Path], begins: tuple[Path, tuple[int, str] | None], ends: tuple[Path, LastWrite | None]
) -> list[BrokenLine]:
    """The lines that do not follow on the line before them, and the ends of the log that are gone.

    Args:
        files: those of the log, the oldest first.
        begins: the file that names the first line that must be there, with its number and digest; None when there is no such file.
        ends: the file that notes the last write, with the write; None when it notes none.

    Raises:
        WorkspaceError: a file cannot be read.
    """
    broken: list[BrokenLine] = []
    before: tuple[int, str] | None = None
    seen: dict[int, str] = {}
    first: int | None = None
    for path in files:
        for number, line in enumerate(lines_of(path), start=1):
            try:
                said = read(line)
                own, previous = said.number, said.previous
            except ValueError:
                broken.append(BrokenLine(path, number))
                before = None
                continue
            first = first or own
            if before is not None and (own, previous) != (before[0] + 1, before[1]):
                broken.append(BrokenLine(path, number))
            before = own, digest(line + b"\n") or ""
            seen.setdefault(*before)
        if not ends_in_a_break(path) and broken[-1:] != [BrokenLine(path, number)]:
            broken.append(BrokenLine(path, number))  # its end is cut off
    at_the_end = before is None and bool(
        broken
    )  # the last line itself is damaged: what is noted of it says nothing more
    return [*_ends(seen, first, begins, (ends[0], None) if at_the_end else ends), *broken]


def _ends(
    seen: dict[int, str],
    first: int | None,
    begins: tuple[Path, tuple[int, str] | None],
    ends: tuple[Path, LastWrite | None],
) -> Iterator[BrokenLine]:
    """The beginning and the last line, where they are not in the log.

    Args:
        seen: the digests of its lines by number.
        first: the number of its first line.
        begins: as in `broken_lines`.
        ends: as in `broken_lines`.
    """
    named, last = begins[1], ends[1]
    starts_late = (
        first is not None and first > 1
    )  # older versions noted no beginning; their logs begin with the first write
    if starts_late if named is None else seen.get(named[0]) != named[1]:
        yield BrokenLine(begins[0], 0, "beginning")
    if last is not None and seen.get(last.number) != last.digest:
        yield BrokenLine(ends[0], 0, "end")


def differing_files(files: Sequence[Path], root: Path) -> list[Differing]:
    """The files that are not as the last line about them says: changed by hand, or by writes whose lines are gone.

    Lines that cannot be read say nothing.

    Args:
        files: those of the log, the oldest first.
        root: the workspace's folder.

    Raises:
        WorkspaceError: a file cannot be read.
    """
    last: dict[str, str | None] = {}
    for path in files:
        for line in lines_of(path):
            with contextlib.suppress(ValueError):
                last.update((one.file, one.after) for one in read(line).files)
    nothing = {None, digest(b"")}
    found = ((name, said, digest_now(root, name)) for name, said in sorted(last.items()))
    return [Differing(root / name, now in nothing and said not in nothing) for name, said, now in found if now != said]
