"""aizone: government action plans as a knowledge graph.

>>> import aizone
>>> workspace = aizone.open()
>>> duties = workspace.query("duties_of_unit", unit="市科技局")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from .workspace import Workspace

__all__ = ["Workspace", "__version__", "open"]


def open(path: Path | str | None = None, *, store: str | None = None) -> Workspace:
    """Open a workspace.

    Args:
        path: its folder; the shipped data when None (a checkout's `data/`, else the packaged copy).
        store: the address of a SPARQL server that a workspace was published to, asked instead of the folder; that of
            AIZONE_STORE when neither is given.

    Raises:
        WorkspaceError: the folder does not exist, or the server cannot be reached or holds no published workspace.
    """
    from .workspace import open_to_ask

    return open_to_ask(path, store=store)


def __getattr__(name: str) -> object:  # `import aizone` costs nothing; the class is imported when it is asked for
    if name == "Workspace":
        from .workspace import Workspace

        return Workspace
    raise AttributeError(f"module 'aizone' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
