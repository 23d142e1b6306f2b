"""Opens workspaces: a folder, or one that was published to a server, by what is named and by the environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ..errors import N_, WorkspaceError
from ..settings import Settings, settings_from, store_from
from .people import Person
from .workspace import Workspace


def workspace_of(settings: Settings, *, who: Callable[[], Person] | None = None) -> Workspace:
    """The workspace of some settings: at the address they name, or in their folder.

    Args:
        settings: the settings.
        who: as for `Workspace`.

    Raises:
        WorkspaceError: the folder does not exist, or the server cannot be reached or holds no published workspace.
    """
    if settings.store is None:
        return Workspace(settings, who=who)
    from .remote import RemoteWorkspace  # not at the top: a folder needs no web library

    return RemoteWorkspace(settings, who=who)


def open_to_ask(
    path: Path | str | None = None, *, store: str | None = None, who: Callable[[], Person] | None = None
) -> Workspace:
    """Open a workspace to ask it: a folder, or one that was published to a server.

    Args:
        path: its folder; the shipped data when None and AIZONE_WORKSPACE is not set.
        store: the address of a SPARQL server; that of AIZONE_STORE when neither is given, and the folder where there is none.
        who: as for `Workspace`.

    Raises:
        UsageError: an address is not one of a web server.
        WorkspaceError: the folder does not exist, or the server cannot be reached or holds no published workspace.
    """
    environ = os.environ if store or path is None else {}  # a folder that is named comes before the environment
    address = store_from(environ, store)
    return workspace_of(replace(settings_from(os.environ, path), store=address), who=who)


def open_workspace(
    path: Path | str | None = None, *, create: bool = False, who: Callable[[], Person] | None = None
) -> Workspace:
    """Open a workspace; the shipped data when `path` is None and AIZONE_WORKSPACE is not set.

    Args:
        path: its folder.
        create: make the folder when it does not exist.
        who: as for `Workspace`.

    Raises:
        WorkspaceError: the folder does not exist, or cannot be made.
    """
    settings = settings_from(os.environ, path)
    if create:
        try:
            settings.workspace.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(
                str(settings.workspace),
                N_("cannot be made ({detail})."),
                N_("Use a folder of yours: --workspace DIR."),
                detail=error.strerror,
            ) from error
    return Workspace(settings, who=who)
