"""Workspaces of 10, 100 and 1,000 plans: what they take on disk, to build, to open and to add to, and every question's time.

Each step runs in a process of its own, so that its memory is its own and a question can be stopped: after a minute a cell says
so. Beside our time stands that of the same SPARQL text on pyoxigraph's store as it is on disk.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from aizone import queries
from aizone.queries.library import every
from aizone.settings import Settings
from aizone.store.cache import folder_of
from aizone.workspace import Workspace

_MOST_S = 60.0


def print_table(whole: Path, sizes: Sequence[int]) -> None:
    """Print the table.

    Args:
        whole: a workspace that has the plans of the largest size.
        sizes: numbers of plans.
    """
    for size in sizes:
        _measure(_part_of(whole, size))


def _part_of(whole: Path, size: int) -> Path:
    """The first plans of a workspace as one of their own; its files are links."""
    part = whole.parent / f"{whole.name}-first-{size}"
    for name in ("units", "entities", "plans"):
        (part / name).mkdir(parents=True, exist_ok=True)
        files = sorted((whole / name).iterdir())
        for path in files[:size] if name == "plans" else files:
            if not (part / name / path.name).exists():
                os.link(path, part / name / path.name)
    Workspace(Settings(workspace=part)).update_layout()
    return part


def _measure(folder: Path) -> None:
    workspace = Workspace(Settings(workspace=folder, in_memory_bytes=0))
    slugs = workspace.plan_slugs()
    last = workspace.paths.plan(slugs[-1])
    held = last.read_bytes()
    last.unlink()
    building = _apart(_prepare, folder)
    last.write_bytes(held)
    adding = _apart(_prepare, folder)
    opening = _apart(_open, folder)
    cache, revision = workspace.source.cache, workspace.revision
    print(f"\n{len(slugs):,} plans, {opening.said} quads")
    print(f"  plan files {_bytes(folder / 'plans'):,} MB, store {_bytes(folder_of(cache, revision)):,} MB, "
          f"kept answers {_bytes(cache / 'columns'):,} MB")  # fmt: skip
    for words, one in (("build", building), ("one more plan", adding), ("open", opening)):
        print(f"  {words:<30} {one}")
    print(f"  {'question':<30} {'ours':<34} raw pyoxigraph")
    for question in every():
        if any(param.required for param in question.params):
            continue
        ours, raw = _apart(_ask, folder, question.name), _apart(_ask_raw, folder, question.name)
        print(f"  {question.name:<30} {ours!s:<34} {raw}", flush=True)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 10**6


class _Step:
    """The seconds, the CPU seconds and the peak memory of a step, and what it said; `cpu` is None when it was stopped."""

    def __init__(self, seconds: float, cpu: float | None, megabytes: float, said: str) -> None:
        self.seconds, self.cpu, self.megabytes, self.said = seconds, cpu, megabytes, said

    def __str__(self) -> str:
        if self.cpu is None:
            return f"stopped after {self.seconds:.0f} s"
        return f"{self.seconds:7.2f} s {self.cpu:7.2f} CPU {self.megabytes:6,.0f} MB {self.said}"


def _apart(work: Callable[..., str], *args: object) -> _Step:
    """Run a step in a process of its own."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(theirs, work, *args))
    process.start()
    limit = None if work is _prepare else _MOST_S
    if not ours.poll(limit):
        process.kill()
        process.join()
        return _Step(_MOST_S, None, 0, "")
    seconds, cpu, megabytes, said = ours.recv()
    process.join()
    return _Step(seconds, cpu, megabytes, said)


def _run(answer: Connection, work: Callable[..., str], *args: object) -> None:
    start, cpu = time.perf_counter(), _cpu()
    said = work(*args)
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e3
    answer.send((time.perf_counter() - start, _cpu() - cpu, peak, said))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _prepare(folder: Path) -> str:
    Workspace(Settings(workspace=folder, in_memory_bytes=0)).prepare_store()
    return ""


def _open(folder: Path) -> str:
    return f"{len(Workspace(Settings(workspace=folder, in_memory_bytes=0)).store):,}"


def _ask(folder: Path, name: str) -> str:
    store = Workspace(Settings(workspace=folder, in_memory_bytes=0)).store
    return f"{len(queries.select(store, name)):,} rows"


def _ask_raw(folder: Path, name: str) -> str:
    store = Workspace(Settings(workspace=folder, in_memory_bytes=0)).store
    return f"{len(store.select(queries.load(name).sparql())):,} rows"
