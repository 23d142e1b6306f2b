"""Opens the workspace of a command; says when its plan files are older than this version, and how far its store is."""

from __future__ import annotations

import sys
from pathlib import Path

from .. import workspace as workspaces
from ..i18n import Lang, translator
from ..workspace import Workspace
from ..workspace.layout import older_notice
from .store_progress import StoreProgress


def open_workspace(folder: Path | None, lang: Lang, *, create: bool = False) -> Workspace:
    """Open a workspace; one of an older layout answers as well, and a line on standard error says what to run.

    Raises:
        WorkspaceError: the folder does not exist, cannot be made, or was written by a newer version.
    """
    workspace = workspaces.open_workspace(folder, create=create)
    workspace.tell = StoreProgress(translator(lang))
    workspace.warn = lambda error: print(f"aizone: {error.line(translator(lang))}", file=sys.stderr)
    if workspace.is_older:
        print(f"aizone: {older_notice(folder, workspace.paths.root, translator(lang))}", file=sys.stderr)
    return workspace
