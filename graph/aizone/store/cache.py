"""A store on disk as a rebuildable cache: built in a new folder, then swapped in; readers never see half of one.

    cache/store-<revision>/    a finished store
    cache/current              the name of the one in use, replaced atomically
    cache/build-*/             one being built; it stays only when its builder was killed, and the next one removes it
    cache/lock                 held by the one process that builds; the system frees it when that process dies

pyoxigraph does not define what happens when one process reads a folder that another writes to, so a finished store is never
changed, and it is used again when its revision comes back. The previous one stays until the next build, because readers may
still have it open.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from .atomic import write_atomically
from .oxigraph import OxigraphStore

_POINTER = "current"
_LAYOUT = 3
"""Layout of a store: 3 keeps each distinct triple in the default graph as well, and there the superclasses of things. An older
one is not opened."""


def open_cached(cache: Path, revision: str, files: Iterable[tuple[Path, ox.NamedNode | None]]) -> OxigraphStore:
    """Open the store of a revision; it is built first when it does not exist.

    Args:
        cache: folder of the cache; created when missing.
        revision: the name of the files' state.
        files: what to load, with the graph for triples.
    """
    folder = cache / f"store-{_LAYOUT}-{revision}"
    if _current(cache) != folder.name or not folder.is_dir():
        build(cache, revision, files)
    return OxigraphStore.open_read_only(folder, revision=revision)


def build(
    cache: Path, revision: str, files: Iterable[tuple[Path, ox.NamedNode | None]], *, again: bool = False
) -> Path:
    """Build the store of a revision, unless it exists, and swap it in; returns its folder.

    One process builds at a time; others wait for it, and use its store when they wanted the same one.

    Args:
        cache: folder of the cache; created when missing.
        revision: the name of the files' state.
        files: what to load, with the graph for triples.
        again: build it even if it exists, because it is damaged.
    """
    from filelock import FileLock

    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(cache / "lock"):
        folder = cache / f"store-{_LAYOUT}-{revision}"
        if again and folder.is_dir():
            (cache / _POINTER).unlink(missing_ok=True)
            os.replace(folder, tempfile.mkdtemp(prefix="build-", dir=cache))
        return _build(cache, cache / f"store-{_LAYOUT}-{revision}", files)


def _build(cache: Path, folder: Path, files: Iterable[tuple[Path, ox.NamedNode | None]]) -> Path:
    previous = _current(cache)
    if not folder.is_dir():  # a folder with this name is always complete, because of the renaming below
        fresh = Path(tempfile.mkdtemp(prefix="build-", dir=cache))
        engine = ox.Store(str(fresh))
        OxigraphStore(engine).bulk_load(files)
        engine.flush()
        del engine  # closes the folder, so that it can be moved
        os.replace(fresh, folder)
    if previous == folder.name:
        return folder
    write_atomically(cache / _POINTER, folder.name.encode())
    for other in cache.iterdir():
        stale = other.name.startswith(("store-", "build-")) and other.name not in {folder.name, previous}
        if stale and other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
    return folder


def _current(cache: Path) -> str | None:
    try:
        return (cache / _POINTER).read_text("utf-8").strip()
    except OSError:
        return None
