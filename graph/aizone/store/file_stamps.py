"""Sizes and times of files, by which a change of one is noticed."""

from __future__ import annotations

from pathlib import Path


def stamp(path: Path) -> tuple[int, int]:
    """The size of a file and when it was last written, which change when the file does; (-1, -1) for one that is gone or out of reach."""
    try:
        status = path.stat()
    except OSError:
        return (-1, -1)
    return status.st_size, status.st_mtime_ns


def bytes_of(path: Path) -> int:
    """The size of a file; 0 for one that is gone or out of reach."""
    return max(0, stamp(path)[0])
