"""The content that a folder of a store on disk says it has; what opens a finished one needs nothing of what builds it.

`loaded.json` names the files in it, the state of each, and how many quads each graph has: see `folder`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from .atomic import write_atomically
from .file_stamps import stamp
from .oxigraph import OxigraphStore

GraphFile = tuple[Path, ox.NamedNode | None]

ENGINE, _LOADED = "quads", "loaded.json"
_MOST_CHANGED = 0.25
"""A folder of which a larger part has changed is not brought up to date: loading all is as fast."""


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file in the state in which it was loaded; `graph` is the one that most of it is in."""

    size: int
    mtime_ns: int
    graph: str


@dataclass(slots=True)
class Loaded:
    """The content of a folder: files by path, and the number of quads by named graph."""

    files: dict[str, LoadedFile] = field(default_factory=dict)
    quads: dict[str, int] = field(default_factory=dict)
    damaged: dict[str, WorkspaceError] = field(default_factory=dict)
    """The files that could not be read, with the reason."""

    @classmethod
    def read(cls, folder: Path) -> Loaded:
        """The content that a folder says it has; nothing when it does not say."""
        try:
            held = json.loads((folder / _LOADED).read_text("utf-8"))
            files = {path: LoadedFile(**one) for path, one in held["files"].items()}
            damaged = {path: _error_of(said) for path, said in held["damaged"].items()}
            return cls(files, {graph: int(size) for graph, size in held["quads"].items()}, damaged)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def write(self, folder: Path) -> None:
        """Note the content of a folder."""
        files = {path: asdict(one) for path, one in self.files.items()}
        damaged = {path: _said_by(error) for path, error in self.damaged.items()}
        text = json.dumps({"files": files, "quads": self.quads, "damaged": damaged})
        write_atomically(folder / _LOADED, text.encode())

    def is_near(self, files: Iterable[GraphFile], *, least_kept: float) -> bool:
        """True if the files can be reached from here more cheaply than from nothing.

        Args:
            files: the wanted ones.
            least_kept: the part of their bytes that must be here already.
        """
        wanted = {str(path): stamp(path) for path, _graph in files}
        total = sum(size for size, _mtime in wanted.values())
        kept = sum(one.size for path, one in self.files.items() if wanted.get(path) == (one.size, one.mtime_ns))
        other = sum(one.size for path, one in self.files.items() if wanted.get(path) != (one.size, one.mtime_ns))
        return kept >= least_kept * total and other <= _MOST_CHANGED * total


def open_folder(folder: Path, revision: str) -> OxigraphStore:
    """Open a finished folder for reading.

    Raises:
        WorkspaceError: it does not hold a store.
    """
    loaded = Loaded.read(folder)
    if not loaded.files:
        raise WorkspaceError(str(folder / _LOADED), N_("is damaged."), N_("Run: aizone rebuild"))
    store = OxigraphStore.open_read_only(folder / ENGINE, revision=revision, size=sum(loaded.quads.values()))
    store.damaged = tuple(loaded.damaged.values())
    return store


def _said_by(error: WorkspaceError) -> list[object]:
    values = {name: str(value) for name, value in error.values.items()}
    return [error.where, error.what, error.next_step, values]


def _error_of(said: list[Any]) -> WorkspaceError:
    where, what, next_step, values = said
    return WorkspaceError(where, what, next_step, **values)
