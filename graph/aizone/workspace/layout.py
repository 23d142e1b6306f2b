"""The layout version of a workspace: `workspace.toml` says how its plan files are written.

    layout = 3

A workspace with plans and without this file has layout 1. Its plans are read rightly, but load slowly: `aizone rebuild`
writes them as today, and the file with them.
"""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path

from ..errors import N_, WorkspaceError
from ..i18n import Translate
from ..store.older_layout import LAYOUT
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
    path = paths.layout
    try:
        found = tomllib.loads(path.read_text("utf-8")).get("layout")
    except FileNotFoundError:
        return 1 if paths.plan_slugs() else LAYOUT
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError):
        return 1
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
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


def layout_text() -> bytes:
    """The file that says that every plan file is written as today."""
    return f"{_HEAD}layout = {LAYOUT}\n".encode()
