"""Files as they are at a moment, so that what was made of them serves until they change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

FileState = tuple[Path, int, int, int]
"""A file as it is: another record after every change, also one of the same size within the same moment by another file."""


def states_of(paths: Iterable[Path]) -> tuple[FileState, ...]:
    """The files as they are now; what cannot be looked at is told by those who read it."""
    states: list[FileState] = []
    for path in paths:
        try:
            known = path.stat()
        except OSError:
            states.append((path, 0, 0, 0))
        else:
            states.append((path, known.st_ino, known.st_mtime_ns, known.st_size))
    return tuple(states)
