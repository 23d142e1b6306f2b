"""A copy on disk of a graph that is small enough for memory: a command opens it in a tenth of the time that loading takes.

A program that stays loads the graph once and asks it in memory, which is faster; a command loads it for one answer. The copy is
made after a graph was asked twice in the same state, in a folder of its own beside the store of large graphs; it is a cache, and
where it cannot be made the files are loaded as ever. A process of its own makes it, so that a command loads nothing for that.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..errors import WorkspaceError
from .atomic import write_atomically
from .source import StoreSource

_FOLDER, _ASKED = "at-hand", "asked"


def at_hand(source: StoreSource) -> StoreSource:
    """The source opened from the copy of its state; itself where there is none, or it is large.

    Args:
        source: the files of a graph.
    """
    folder = _folder(source)
    if not folder.is_dir() or source.is_large or not _is_built(source):
        return source
    return replace(source, cache=folder, is_copy=True)


def note_asked(source: StoreSource) -> None:
    """Note that a command asked a graph in this state; have the copy made when one had asked it before.

    Args:
        source: as `at_hand` gave it.
    """
    if source.is_copy or source.is_large:
        return
    folder = _folder(source)
    with suppress(OSError):  # a folder that is not ours to write
        asked = folder / _ASKED
        if asked.exists() and asked.read_text("utf-8") == source.revision:
            _make_apart(source)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(asked, source.revision.encode())


def _folder(source: StoreSource) -> Path:
    return source.cache / _FOLDER


def _is_built(source: StoreSource) -> bool:
    from .cache import is_built  # not at the top: most graphs have no copy yet

    return is_built(_folder(source), source.revision)


def _make_apart(source: StoreSource) -> None:
    import subprocess

    subprocess.run(
        [sys.executable, "-P", "-m", __name__],
        input=source.to_json().encode(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )


def _make(line: str) -> None:
    """Make the copy of a source that `to_json` wrote."""
    from .cache import build

    source = StoreSource.from_json(line)
    with suppress(OSError, WorkspaceError):  # a damaged file of the ontology, which the command has said
        build(_folder(source), source.revision, source.files)


if __name__ == "__main__":
    _make(sys.stdin.buffer.read().decode())
