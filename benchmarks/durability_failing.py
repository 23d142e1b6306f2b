"""Writes whose disk is full or fails at each of their steps: what says that it failed has changed nothing, and nothing is left behind."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from aizone.errors import AizoneError
from aizone.settings import Settings
from aizone.store import disk
from aizone.workspace import Workspace
from aizone.workspace.backup import check_backup, restore_backup, write_backup
from aizone.workspace.commit import UnfinishedError
from aizone.workspace.lock import one_writer
from aizone.workspace.strays import strays

from .durability_changes import PLAN, Change, Counted, files_of, ingest_text, log_faults

ERRORS = (errno.ENOSPC, errno.EIO)


def measure_failing(change: Change, folder: Path) -> Counted:
    """Have a change fail at each of its steps, with each error; once, and from then on at every step.

    Args:
        change: the change.
        folder: an empty one.
    """
    start = folder / "start"
    start.mkdir()
    change.before(Workspace(Settings(workspace=start)))
    whole = Path(shutil.copytree(start, folder / "whole"))
    steps: list[str] = []
    with disk.watched(lambda step, path: steps.append(step)):
        change.do(Workspace(Settings(workspace=whole)))
    old, new = files_of(start), files_of(whole)
    counted = Counted()
    for number, step in enumerate(steps, start=1):
        for code in ERRORS:
            for stays in (False, True):
                root = Path(shutil.copytree(start, folder / "w"))
                workspace = Workspace(Settings(workspace=root))
                failure = fails_at(number, code, lambda opened=workspace: change.do(opened), stays=stays)
                counted.steps += 1
                for fault in _faults(root, failure, old, new, counted):
                    counted.faults.append(
                        f"step {number} ({step}), {errno.errorcode[code]}{'…' if stays else ''}: {fault}"
                    )
                shutil.rmtree(root)
    return counted


def fails_at(number: int, code: int, do: Callable[[], object], *, stays: bool) -> BaseException | None:
    """The error that a step on the disk ends in, when it fails; `stays` for all steps after it as well."""
    left = [number]

    def fail(step: str, path: Path) -> None:
        left[0] -= 1
        if left[0] == 0 or (stays and left[0] < 0):
            raise OSError(code, os.strerror(code), str(path))

    try:
        with disk.watched(fail):
            do()
    except Exception as error:
        return error
    return None


def _faults(
    root: Path, failure: BaseException | None, old: dict[str, str], new: dict[str, str], counted: Counted
) -> Iterator[str]:
    if failure is not None and not isinstance(failure, AizoneError):
        yield f"{type(failure).__name__}: {failure}"
    workspace = Workspace(Settings(workspace=root))
    with one_writer(workspace.paths):  # as the next write does
        pass
    state = files_of(root)
    is_unfinished = isinstance(failure, AizoneError) and isinstance(failure.__cause__, UnfinishedError)
    if state != (new if failure is None or is_unfinished else old):
        other = "the old" if state == old else "the new" if state == new else "neither"
        yield f"{'said done' if failure is None else 'said failed'}, and it is {other}"
    counted.old += state == old
    counted.new += state == new
    yield from (f"left behind: {path.name}" for path in strays(workspace.paths))
    yield from log_faults(workspace)


def measure_backup_failing(folder: Path) -> Counted:
    """Have the writer of a backup fail at each of its steps: the backup before is there, whole, and nothing beside it."""
    path, own = folder / "kept" / "b.zip", folder / "own"
    for made in (own, path.parent):
        made.mkdir()
    workspace = Workspace(Settings(workspace=own))
    ingest_text(PLAN)(workspace)
    counted, steps = Counted(), list[str]()
    with disk.watched(lambda step, path: steps.append(step)):
        write_backup(workspace, path)
    for number, step in enumerate(steps, start=1):
        for code in ERRORS:
            failure = fails_at(number, code, lambda: write_backup(workspace, path), stays=True)
            counted.steps += 1
            counted.old += failure is not None
            counted.new += failure is None
            if failure is not None and not isinstance(failure, AizoneError):
                counted.faults.append(f"step {number} ({step}): {type(failure).__name__}: {failure}")
            check_backup(path)
            counted.faults += [
                f"step {number} ({step}): left {left.name}" for left in path.parent.iterdir() if left != path
            ]
    return counted


def measure_restore_failing(folder: Path) -> Counted:
    """Have a restore fail at each of its steps: no workspace is there, and nothing else."""
    own, path, kept = folder / "own", folder / "b.zip", folder / "again"
    own.mkdir()
    workspace = Workspace(Settings(workspace=own))
    ingest_text(PLAN)(workspace)
    write_backup(workspace, path)
    counted, steps = Counted(), list[str]()
    with disk.watched(lambda step, path: steps.append(step)):
        restore_backup(path, kept / "w")
    for number, step in enumerate(steps, start=1):
        for code in ERRORS:
            shutil.rmtree(kept)
            failure = fails_at(number, code, lambda: restore_backup(path, kept / "w"), stays=True)
            counted.steps += 1
            is_there = (kept / "w").exists()
            counted.old += not is_there
            counted.new += is_there
            if failure is not None and not isinstance(failure, AizoneError):
                counted.faults.append(f"step {number} ({step}): {type(failure).__name__}: {failure}")
            if (failure is None) != is_there:
                counted.faults.append(f"step {number} ({step}): said {failure}, and it is {is_there}")
            kept.mkdir(exist_ok=True)
            counted.faults += [
                f"step {number} ({step}): left {left.name}" for left in kept.iterdir() if left.name != "w"
            ]
    return counted
