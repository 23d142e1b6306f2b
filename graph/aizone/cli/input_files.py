"""The files a command is to read: expands the names, folders and patterns it was given."""

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
"""The formats that are read in a folder. Old ones are among them, so that reading says what to do with them."""

Ignored = Literal["hidden", "lock"]
# beginnings of lock files: Word's "~$plan.docx", LibreOffice's ".~lock.plan.docx#", WPS's ".~plan.docx"
_LOCKS = ("~$", ".~lock.", ".~")


@dataclass(frozen=True, slots=True)
class Listing:
    """The files to read, in order and each once; those skipped with the reason; `others` counts files of other formats."""

    files: tuple[Path, ...]
    skipped: tuple[tuple[Path, Ignored], ...] = ()
    others: int = 0


def read_file(path: Path) -> bytes:
    """The bytes of a file that was named.

    Raises:
        DocumentError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise DocumentError(
            str(path), N_("cannot be read ({detail})."), N_("Check its name and try again."), detail=error.strerror
        ) from error


def list_files(named: Sequence[Path], *, apart: Path | None = None) -> Listing:
    """Expand names: a folder means the plans in it and below, a pattern means the files that match it.

    Args:
        named: files, folders and patterns such as `plans/*.docx` or `plans/**/*.txt`; a file that is named itself is
            read whatever its name, and need not exist.
        apart: a folder that is never looked into (the workspace itself).

    Raises:
        DocumentError: a pattern matches nothing, or a folder holds nothing to read.
    """
    files: dict[Path, None] = {}
    skipped: dict[Path, Ignored] = {}
    others = 0
    for name in named:
        before = len(files) + len(skipped)
        for path, is_named in _matching(name):
            if not path.is_dir():
                reason = None if is_named else _reason(path)
                _note(path, reason, files, skipped)
                continue
            for inside in _walk(path, apart):
                reason = _reason(inside)
                if reason is None and inside.suffix.lower() not in SUFFIXES:
                    others += 1
                else:
                    _note(inside, reason, files, skipped)
        if len(files) + len(skipped) == before and name.is_dir():
            raise DocumentError(
                str(name), N_("holds no document aizone reads."), N_("Name the files, or another folder.")
            )
    return Listing(tuple(files), tuple(skipped.items()), others)


def _note(path: Path, reason: Ignored | None, files: dict[Path, None], skipped: dict[Path, Ignored]) -> None:
    if reason is None:
        files.setdefault(path)
    else:
        skipped.setdefault(path, reason)


def _matching(name: Path) -> Iterator[tuple[Path, bool]]:
    """The paths a name means, and whether each was named itself rather than matched."""
    if name.exists() or not glob.has_magic(str(name)):
        yield name, True
        return
    found = sorted(glob.glob(str(name), recursive=True))
    if not found:
        raise DocumentError(str(name), N_("matches no file."), N_("Check the pattern."))
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


def _reason(path: Path) -> Ignored | None:
    """The reason a file found in a folder is not read; None when it is."""
    if path.name.startswith(_LOCKS):
        return "lock"
    return "hidden" if path.name.startswith(".") else None
