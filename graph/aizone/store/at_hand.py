"""A copy on disk of a graph that is small enough for memory: a command opens it in a tenth of the time that loading takes.

A program that stays loads the graph once and asks it in memory, which is faster; a command loads it for one answer. The copy is
made after a graph was asked twice in the same state, in a folder of its own beside the store of large graphs; it is a cache, and
where it cannot be made the files are loaded as ever.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from ..errors import WorkspaceError
from .atomic import write_atomically
from .cache import build, is_built
from .source import StoreSource

_FOLDER, _ASKED = "at-hand", "asked"


def at_hand(source: StoreSource) -> StoreSource:
    """The source opened from the copy of its state; itself where there is none, or it is large.

    Args:
        source: the files of a graph.
    """
    folder = source.cache / _FOLDER
    if source.is_large or not is_built(folder, source.revision):
        return source
    return replace(source, cache=folder, is_copy=True)


def note_asked(source: StoreSource) -> None:
    """Note that a command asked a graph in this state; make the copy when one had asked it before.

    Args:
        source: as `at_hand` gave it.
    """
    if source.is_copy or source.is_large:
        return
    folder = source.cache / _FOLDER
    with suppress(
        OSError, WorkspaceError
    ):  # a folder that is not ours to write, or a damaged file, which the answer has named
        asked = folder / _ASKED
        if asked.exists() and asked.read_text("utf-8") == source.revision:
            build(folder, source.revision, source.files)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            write_atomically(asked, source.revision.encode())
