"""Which files a command is to read: names, folders and patterns taken apart."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..errors import N_, DocumentError

SUFFIXES = frozenset(
    [
        ".txt",
        ".text",
        ".md",
        ".markdown",
        ".html",
        ".htm",
        ".mht",
        ".mhtml",
        ".docx",
        ".doc",
        ".wps",
        ".pdf",
        ".xlsx",
        ".xls",
        ".csv",
        ".tsv",
    ]
)
"""What is read in a folder. Old formats are among them, so that reading says what to do with them."""

Reason = Literal["hidden", "lock"]
_LOCKS = ("~$", ".~lock.", ".~")


@dataclass(frozen=True, slots=True)
class Listing:
    """The files to read, in order and each once, and those passed over with the reason; `others` counts other formats."""

    files: tuple[Path, ...]
    passed_over: tuple[tuple[Path, Reason], ...] = ()
    others: int = 0


def list_files(named: Sequence[Path], *, apart: Path | None = None) -> Listing:
    """Take names apart: a folder stands for the plans in it and below, a pattern for what it fits.

    Args:
        named: files, folders and patterns such as `plans/*.docx` or `plans/**/*.txt`; a file named outright is read
            whatever it is called, and need not exist.
        apart: a folder that is never looked into (the workspace itself).

    Raises:
        DocumentError: a pattern fits nothing, or a folder holds nothing to read.
    """
    files: dict[Path, None] = {}
    passed: dict[Path, Reason] = {}
    others = 0
    for name in named:
        before = len(files) + len(passed)
        for path, is_outright in _fitting(name):
            if not path.is_dir():
                reason = None if is_outright else _reason(path)
                _note(path, reason, files, passed)
                continue
            for inside in _walk(path, apart):
                reason = _reason(inside)
                if reason is None and inside.suffix.lower() not in SUFFIXES:
                    others += 1
                else:
                    _note(inside, reason, files, passed)
        if len(files) + len(passed) == before and name.is_dir():
            raise DocumentError(
                str(name), N_("holds no document aizone reads."), N_("Name the files, or another folder.")
            )
    return Listing(tuple(files), tuple(passed.items()), others)


def _note(path: Path, reason: Reason | None, files: dict[Path, None], passed: dict[Path, Reason]) -> None:
    if reason is None:
        files.setdefault(path)
    else:
        passed.setdefault(path, reason)


def _fitting(name: Path) -> Iterator[tuple[Path, bool]]:
    """The paths a name stands for, and whether it is one named outright."""
    if name.exists() or not glob.has_magic(str(name)):
        yield name, True
        return
    found = sorted(glob.glob(str(name), recursive=True))
    if not found:
        raise DocumentError(str(name), N_("fits no file."), N_("Check the pattern."))
    for path in found:
        yield Path(path), False


def _walk(folder: Path, apart: Path | None) -> Iterator[Path]:
    """The files of a folder and those below, sorted; links to folders and hidden folders are not followed."""
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and (apart is None or Path(root, name).resolve() != apart.resolve())
        )
        yield from (Path(root, name) for name in sorted(names))


def _reason(path: Path) -> Reason | None:
    """Why a file found in a folder is not read; None when it is."""
    if path.name.startswith(_LOCKS):
        return "lock"
    return "hidden" if path.name.startswith(".") else None
