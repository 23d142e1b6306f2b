"""Opens the workspace of a command; says when its plan files are older than this version, and how far its store is."""

from __future__ import annotations

import argparse
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
    return _said(workspaces.open_workspace(folder, create=create), folder, lang)


def open_to_ask(options: argparse.Namespace, lang: Lang) -> Workspace:
    """Open the workspace of a command that asks: the folder, or the server that --store or AIZONE_STORE names.

    Raises:
        UsageError: the address is not one of a web server.
        WorkspaceError: the folder does not exist; or the server cannot be reached, or holds no published workspace.
    """
    workspace = workspaces.open_to_ask(options.workspace, store=getattr(options, "store", None))
    if workspace.is_copied:
        _ = translator(lang)
        words = _("{place} does not answer SPARQL as it should: what it holds is read whole and asked here.")
        print(f"aizone: {words.format(place=workspace.place)}", file=sys.stderr)
    return _said(workspace, options.workspace, lang)


def _said(workspace: Workspace, folder: Path | None, lang: Lang) -> Workspace:
    workspace.tell = StoreProgress(translator(lang))
    workspace.warn = lambda error: print(f"aizone: {error.line(translator(lang))}", file=sys.stderr)
    if workspace.is_older:
        print(f"aizone: {older_notice(folder, workspace.paths.root, translator(lang))}", file=sys.stderr)
    return workspace
