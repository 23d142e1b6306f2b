"""Writers killed at every step of every change: after each, is the workspace whole, and equal after `rebuild`, valid, and does the app open?

Each change (ingest, rebuild, a correction, an alias, accepting a reviewed plan, verdicts, renaming, removing ...) is done once to count its
steps on the disk (`store.disk`), then again from the same beginning, in a fork that dies at step 1, at step 2, and so on. Backing up
and restoring likewise; publishing is killed at each of its requests to a server (`durability_publish`). Then the disk is full, or fails, at
each step instead (`durability_failing`).
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from aizone.errors import WorkspaceError
from aizone.reading.rebuild import rebuild
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store import disk
from aizone.workspace import Workspace
from aizone.workspace.backup import check_backup, restore_backup, write_backup
from aizone.workspace.check import check_files
from aizone.workspace.lock import one_writer
from aizone.workspace.strays import strays
from aizone.workspace.validation import validate_plan

from .durability_changes import (
    CHANGED_PLAN,
    CHANGES,
    PLAN,
    Change,
    Counted,
    correct_and_rebuild,
    files_of,
    ingest_text,
    log_faults,
)
from .durability_failing import measure_backup_failing, measure_failing, measure_restore_failing
from .durability_publish import measure_publish


def measure(change: Change, folder: Path, *, opens_app: bool) -> Counted:
    """Kill a change at each of its steps.

    Args:
        change: the change.
        folder: an empty one.
        opens_app: also draw the first page of the explorer after each, which takes a second.
    """
    start = folder / "start"
    start.mkdir()
    change.before(_opened(start))
    whole = _copy(start, folder / "whole")
    steps: list[str] = []
    with disk.watched(lambda step, path: steps.append(step)):
        change.do(_opened(whole))
    states = {"old": files_of(start), "new": files_of(whole)}
    for name, root in (("old", start), ("new", whole)):
        states[f"{name}, rebuilt"] = _rebuilt(_copy(root, folder / f"{name}-rebuilt"))
    counted, judged = Counted(len(steps)), dict[str, list[str]]()
    for number, step in enumerate(steps, start=1):
        root = _copy(start, folder / f"killed-{number}")
        _killed_at(number, change, root)
        found = _faults(root, states, judged, counted, opens_app=opens_app)
        counted.faults += [f"step {number} ({step}): {fault}" for fault in found]
        shutil.rmtree(root)
    return counted


def _faults(
    root: Path,
    states: Mapping[str, dict[str, str]],
    judged: dict[str, list[str]],
    counted: Counted,
    *,
    opens_app: bool,
) -> Iterator[str]:
    """The faults of a workspace whose writer died; each state is validated, rebuilt and shown once.

    Args:
        root: its folder.
        states: the files of the old and the new, and of both after a rebuild.
        judged: what was wrong with states seen before.
        counted: counts the old and the new.
        opens_app: also draw the first page of the explorer.
    """
    workspace = _opened(root)  # finishes what is half done
    yield from (str(one.error) for one in check_files(workspace) if one.severity == "Violation")
    if workspace.store.damaged:
        yield f"damaged: {workspace.store.damaged[0]}"
    with one_writer(workspace.paths):  # as any write does, it removes what the dead writer left
        pass
    yield from (f"left behind: {path.name}" for path in strays(workspace.paths))
    yield from log_faults(workspace)
    state = files_of(root)
    which = next((name for name in ("old", "new") if state == states[name]), None)
    if which is None:
        yield f"neither the old nor the new: {sorted(set(state.items()) ^ set(states['new'].items()))[:3]}"
        return
    counted.old += which == "old"
    counted.new += which == "new"
    if which not in judged:
        judged[which] = [
            f"{slug} does not conform" for slug in workspace.plan_slugs() if not validate_plan(workspace, slug).conforms
        ]
        if opens_app and (problem := _app_problem(root)):
            judged[which].append(problem)
        if _rebuilt(root) != states[f"{which}, rebuilt"]:
            judged[which].append("rebuild gives something else")
    yield from judged[which]


def _app_problem(root: Path) -> str | None:
    from streamlit.testing.v1 import AppTest

    os.environ["AIZONE_WORKSPACE"] = str(root)
    import aizone.app.launch as launch

    app = AppTest.from_file(str(Path(launch.__file__).with_name("streamlit_app.py")), default_timeout=60).run()
    if app.exception:
        return f"the app shows {app.exception[0].message}"
    shown = [element.proto.body for element in app.get("html")]
    told = [
        words for words in shown if 'role="alert"' in words and "<style" not in words
    ]  # a page that fails says so itself
    if told:
        return f"the app tells {told[0][:200]}"
    is_drawn = any(mark in words for words in shown for mark in ('class="az-title"', 'class="az-state'))
    return None if is_drawn else "the app has no page"


def measure_backup(folder: Path) -> Counted:
    """Kill the writer of a backup at each of its steps: the backup before or the new one is there, whole."""
    path = folder / "kept" / "b.zip"
    for made in (folder / "own", path.parent):
        made.mkdir()
    workspace = _opened(folder / "own")
    ingest_text(PLAN)(workspace)
    write_backup(workspace, path)
    before = path.read_bytes()
    ingest_text(CHANGED_PLAN)(workspace)
    counted = Counted(_steps_of(lambda: write_backup(workspace, folder / "other.zip")))
    for number in range(1, counted.steps + 1):
        path.write_bytes(before)
        died_at(number, lambda: write_backup(workspace, path))
        counted.faults += _whole_backup(path, number)
        is_old = path.read_bytes() == before
        counted.old += is_old
        counted.new += not is_old
        write_backup(workspace, path)
        counted.faults += [f"step {number}: left behind: {left.name}" for left in path.parent.iterdir() if left != path]
    return counted


def _whole_backup(path: Path, number: int) -> Iterator[str]:
    try:
        check_backup(path)
    except WorkspaceError as error:
        yield f"step {number}: {error}"


def measure_restore(folder: Path) -> Counted:
    """Kill a restore at each of its steps: the workspace is there whole, or not at all; the next try leaves nothing behind."""
    (folder / "own").mkdir()
    workspace, path, kept = _opened(folder / "own"), folder / "b.zip", folder / "again"
    correct_and_rebuild(workspace)
    write_backup(workspace, path)
    counted = Counted(_steps_of(lambda: restore_backup(path, kept / "w")))
    for number in range(1, counted.steps + 1):
        shutil.rmtree(kept)
        died_at(number, lambda: restore_backup(path, kept / "w"))
        is_there = (kept / "w").exists()
        counted.old += not is_there
        counted.new += is_there
        if not is_there:
            restore_backup(path, kept / "w")
        if files_of(kept / "w") != files_of(workspace.paths.root):
            counted.faults.append(f"step {number}: not what was backed up")
        counted.faults += [f"step {number}: {fault}" for fault in log_faults(_opened(kept / "w"))]
        counted.faults += [f"step {number}: left behind: {left.name}" for left in kept.iterdir() if left.name != "w"]
    return counted


def _steps_of(do: Callable[[], object]) -> int:
    steps: list[str] = []
    with disk.watched(lambda step, path: steps.append(step)):
        do()
    return len(steps)


def _killed_at(number: int, change: Change, root: Path) -> None:
    died_at(number, lambda: change.do(_opened(root)))


def died_at(number: int, do: Callable[[], object]) -> None:
    """Do something in a fork that dies at a step of its own on the disk."""
    child = os.fork()
    if child == 0:
        left = [number]

        def die(step: str, path: Path) -> None:
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)

        with disk.watched(die):
            do()
        os._exit(0)
    os.waitpid(child, 0)


def _opened(root: Path) -> Workspace:
    return Workspace(Settings(workspace=root))


def _copy(source: Path, target: Path) -> Path:
    return Path(shutil.copytree(source, target))


def _rebuilt(root: Path) -> dict[str, str]:
    for record in rebuild(_opened(root)):
        if record.error is not None:
            return {"error": str(record.error)}
    return files_of(root)


def main(*, opens_app: bool = True) -> None:
    """Print a line per change; ends with an error when a killed writer left anything but the old or the new."""
    assert SHIPPED_DATA.is_dir()
    print(
        "durability: writers killed at every step on the disk; the old or the new, whole, valid, equal after rebuild, app opened"
    )
    faults = tries = 0
    wanted: list[tuple[str, Callable[[Path], Counted]]] = [
        (change.name, partial(measure, change, opens_app=opens_app)) for change in CHANGES
    ]
    wanted += [("backup", measure_backup), ("restore", measure_restore), ("publish", measure_publish)]
    failing: list[tuple[str, Callable[[Path], Counted]]] = [
        (f"{change.name}, disk", partial(measure_failing, change)) for change in CHANGES
    ]
    failing += [("backup, disk", measure_backup_failing), ("restore, disk", measure_restore_failing)]
    wanted += failing
    for name, measured in wanted:
        with tempfile.TemporaryDirectory() as folder:
            found = measured(Path(folder))
        tries += found.steps
        faults += len(found.faults)
        print(
            f"  {name:28} {found.steps:3} {'failures' if name.endswith('disk') else 'kills   '}: {found.old:3} old, {found.new:3} new,"
            f" {len(found.faults)} faults",
            flush=True,
        )
        for fault in found.faults:
            print(f"     {fault}")
    print(f"{tries} kills and failures, {faults} faults")
    if faults:
        sys.exit(1)


if __name__ == "__main__":
    main(opens_app="--without-app" not in sys.argv)
