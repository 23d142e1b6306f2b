"""The layout version of a workspace: `workspace.toml` says how its plan files are written.

    layout = 3

The same file notes the last write (`last_write`). A workspace with plans and without this number has layout 1. Its plans are read rightly, but load slowly: `aizone rebuild`
writes them as today, and the file with them.
"""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path
from typing import TypeGuard

from ..errors import N_, WorkspaceError
from ..i18n import Translate
from ..store.atomic import held
from ..store.older_layout import LAYOUT
from .last_write import noted_in
from .paths import Paths

_HEAD = "# Written by aizone: how the plan files of this workspace are written. 'aizone rebuild' brings older ones up to date.\n"


def older_notice(folder: Path | None, root: Path, _: Translate) -> str:
    """The line that says a workspace has an older layout, with the command to run.

    Args:
        folder: its folder as somebody named it; None for the default one.
        root: its folder.
        _: the translator.
    """
    words = _("{root} was written by an older version. It answers, but loads slowly; run once: {command}")
    command = "aizone rebuild" if folder is None else f"aizone rebuild --workspace {shlex.quote(str(folder))}"
    return words.format(root=root, command=command)


def read_layout(paths: Paths) -> int:
    """The layout of a workspace; today's where there is no plan yet.

    A file that does not say it stops nothing: each plan's own file shows how it is written, and `aizone rebuild` writes both again.

    Raises:
        WorkspaceError: it is newer than this code.
    """
    try:
        found = _said(paths)
    except (ValueError, OSError, RecursionError):
        return 1
    if found is None:
        return 1 if paths.plan_slugs() else LAYOUT
    if not _is_layout(found):
        return 1
    if found > LAYOUT:
        raise WorkspaceError(
            str(paths.root),
            N_("has layout {found}; this version of aizone reads layouts up to {known}."),
            N_("Install the newer aizone that wrote it."),
            found=found,
            known=LAYOUT,
        )
    return found


def layout_problem(paths: Paths) -> str | None:
    """The reason why the file does not say the layout, though it is there; None when it does, or is not there."""
    try:
        found = _said(paths)
    except (ValueError, OSError, RecursionError) as error:
        return str(error)
    if found is None:
        return None if not paths.layout.exists() or noted_in(held(paths.layout)) is not None else "layout = ?"
    return None if _is_layout(found) else f"layout = {found!r}"


def says_layout(paths: Paths) -> bool:
    """True if the file says a layout."""
    try:
        return _is_layout(_said(paths))
    except (ValueError, OSError, RecursionError):
        return False


def _said(paths: Paths) -> object:
    """The layout as the file says it; None where it says none, or does not exist.

    Raises:
        ValueError: it is not TOML.
        OSError: it cannot be read.
    """
    data = held(paths.layout)
    return None if data is None else tomllib.loads(data.decode("utf-8-sig")).get("layout")


def _is_layout(found: object) -> TypeGuard[int]:
    return isinstance(found, int) and not isinstance(found, bool) and found >= 1


def layout_text() -> bytes:
    """The file that says that every plan file is written as today."""
    return f"{_HEAD}layout = {LAYOUT}\n".encode()
