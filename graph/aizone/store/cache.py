"""A store on disk as a rebuildable cache: made in a folder of its own, then swapped in; readers never see half of one.

    cache/store-<revision>/    a finished store
    cache/current              the name of the one in use, replaced atomically
    cache/build/               one being made; it stays only when its builder was killed, and the next one continues it
    cache/lock                 held by the one process that builds; the system frees it when that process dies

pyoxigraph does not define what happens when one process reads a folder that another writes to, so a finished store is never
changed: the next one starts as a copy of it that shares its large files, takes what has changed, and is swapped in. A finished
store is used again when its revision comes back. The previous one stays until the next build, because readers may still have
it open.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .atomic import write_atomically
from .loaded import GraphFile, Loaded, open_folder
from .oxigraph import OxigraphStore
from .progress import BuildStep, Tell, tell_nobody

_POINTER = "current"
_LAYOUT = 6
"""Layout of a store: 5 says which files it holds, and which are damaged; 6 has `rdfs:label` for every name. An older one is not opened."""


def folder_of(cache: Path, revision: str) -> Path:
    """The folder of the store of a revision."""
    return cache / f"store-{_LAYOUT}-{revision}"


def is_built(cache: Path, revision: str) -> bool:
    """True if the store of a revision is the one in use."""
    folder = folder_of(cache, revision)
    return _current(cache) == folder.name and folder.is_dir()


def open_cached(cache: Path, revision: str, files: Sequence[GraphFile]) -> OxigraphStore:
    """Open the store of a revision; it is built first when it does not exist.

    Args:
        cache: folder of the cache; created when missing.
        revision: the name of the files' state.
        files: what to load, with the graph for triples.
    """
    if not is_built(cache, revision):
        build(cache, revision, files)
    return open_folder(folder_of(cache, revision), revision)


def build(
    cache: Path, revision: str, files: Sequence[GraphFile], *, again: bool = False, tell: Tell = tell_nobody
) -> Path:
    """Build the store of a revision, unless it exists, and swap it in; returns its folder.

    One process builds at a time; others wait for it, and use its store when they wanted the same one.

    Args:
        cache: folder of the cache; created when missing.
        revision: the name of the files' state.
        files: what to load, with the graph for triples.
        again: build it from nothing even if it exists, because it is damaged.
        tell: is told that another process builds, or how far this one is.

    Raises:
        WorkspaceError: a file is not RDF; says where.
        OSError: the disk is full, or the folder cannot be written.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with _one_builder(cache, tell):
        folder, making = folder_of(cache, revision), cache / "build"
        previous = _current(cache)
        if again:
            (cache / _POINTER).unlink(missing_ok=True)
            for one in (folder, making):
                shutil.rmtree(one, ignore_errors=True)
        if not folder.is_dir():  # a folder with this name is always complete, because of the renaming below
            _start(cache, making, files)
            _finish(making, files, tell)
            os.replace(making, folder)
        if previous != folder.name or again:
            write_atomically(cache / _POINTER, folder.name.encode())
            _tidy(cache, {folder.name, previous})
        return folder


def _start(cache: Path, making: Path, files: Sequence[GraphFile]) -> None:
    """Have a folder to build in: the one that a killed builder left, a copy of the store in use, or an empty one."""
    if making.is_dir():
        if Loaded.read(making).is_near(files, least_kept=0.0):
            return
        shutil.rmtree(making)
    name = _current(cache) or ""
    base = cache / name
    is_ours = name.startswith(f"store-{_LAYOUT}-") and base.is_dir()
    if is_ours and Loaded.read(base).is_near(files, least_kept=0.5):
        from .folder import copy_folder  # not at the top: to open a store needs nothing of what builds it

        copying = cache / "build-copy"  # a copy that is not whole is never taken for one
        shutil.rmtree(copying, ignore_errors=True)
        copy_folder(base, copying)
        os.replace(copying, making)
    else:
        making.mkdir()


def _finish(making: Path, files: Sequence[GraphFile], tell: Tell) -> None:
    from .folder import SuperclassesChangedError, bring_up_to_date

    is_new = not Loaded.read(making).files
    try:
        bring_up_to_date(making, files, tell)
        return
    except (SuperclassesChangedError, OSError):  # what was to be continued is of another ontology, or damaged
        if is_new:
            raise
    shutil.rmtree(making)
    making.mkdir()
    bring_up_to_date(making, files, tell)


def _tidy(cache: Path, kept: set[str | None]) -> None:
    for other in cache.iterdir():
        if other.name.startswith(("store-", "build-")) and other.name not in kept and other.is_dir():
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def _one_builder(cache: Path, tell: Tell) -> Iterator[None]:
    from filelock import FileLock, Timeout

    lock = FileLock(cache / "lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        tell(BuildStep("waiting"))
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _current(cache: Path) -> str | None:
    try:
        return (cache / _POINTER).read_text("utf-8").strip()
    except OSError:
        return None
