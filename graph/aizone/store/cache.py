"""A store on disk as a rebuildable cache: built in a new folder, then swapped in; readers never see half of one.

    cache/store-<revision>/    a finished store
    cache/current              the name of the one in use, replaced atomically
    cache/build-*/             one being built; left behind only when its builder was killed, removed by the next

pyoxigraph leaves reading a folder that another process writes to undefined, so a finished store is never changed. The one
in use before stays until the next build, because readers may still have it open.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from .oxigraph import OxigraphStore

_POINTER = "current"


def open_cached(cache: Path, revision: str, files: Iterable[tuple[Path, ox.NamedNode | None]]) -> OxigraphStore:
    """The store of a revision, built first when it is not there.

    Args:
        cache: folder of the cache; made when missing.
        revision: what the files' state is called.
        files: what to load, with the graph for triples.
    """
    folder = cache / f"store-{revision}"
    if _current(cache) != folder.name or not folder.is_dir():
        build(cache, revision, files)
    return OxigraphStore.open_read_only(folder, revision=revision)


def build(cache: Path, revision: str, files: Iterable[tuple[Path, ox.NamedNode | None]]) -> Path:
    """Build the store of a revision and swap it in; returns its folder."""
    cache.mkdir(parents=True, exist_ok=True)
    previous = _current(cache)
    fresh = Path(tempfile.mkdtemp(prefix="build-", dir=cache))
    engine = ox.Store(str(fresh))
    OxigraphStore(engine).bulk_load(files)
    engine.flush()
    del engine  # closes the folder, so that it can be moved
    folder = cache / f"store-{revision}"
    if folder.exists():
        shutil.rmtree(folder)
    os.replace(fresh, folder)
    _point_at(cache, folder.name)
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


def _point_at(cache: Path, name: str) -> None:
    handle, path = tempfile.mkstemp(prefix="pointer-", dir=cache)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(name)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(path, cache / _POINTER)
