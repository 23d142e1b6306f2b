"""Workspaces of up to a thousand plans: the table of `large`, then names, search, neighbourhoods and cards of the largest.

The synthetic workspace is written once to AIZONE_BENCH_WORKSPACE (default: a folder in the temporary directory) and used again;
AIZONE_BENCH_PLANS="10 100" chooses other sizes for the table.
"""

from __future__ import annotations

import functools
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import aizone
from aizone.iri import plan_iri
from aizone.names.known import KnownNames
from aizone.names.resolve import resolve
from aizone.names.search import search
from aizone.projections.entity import read_entity
from aizone.projections.neighbourhood import neighbourhood
from aizone.projections.search.everything import find_everything
from aizone.projections.search.passages import read_passages
from aizone.settings import Settings
from aizone.views.entity.card import build_card
from aizone.workspace import Workspace

from . import large
from .synthetic import write_workspace
from .timing import medians

_PLANS, _TASKS = 1000, 60
_SAMPLE = 9
_SOME = "PREFIX az: <https://w3id.org/aizone/ontology#> SELECT ?node WHERE { ?node a az:@kind } LIMIT 2000"
_TYPED = (
    "市科技局",
    "skjj",
    "shikejiju",
    "科學技術局",
    "智慧医疗数据资源库",
    "zhihuiyiliao",
    "bureau of science",
    "市",
    "没有这样的名字",
)

_ASKED = ("无人集卡", "智能", "目标2", "三/(四)/2", "市数据资源局 市发改委", "市科技局 智能语音", "kjj")


def main() -> None:
    """Print the table of sizes, and the seconds and the memory that opening, indexing and searching take."""
    large.print_table(synthetic_workspace().paths.root, _sizes())
    workspace = largest()
    opened = _seconds(lambda: workspace.store)
    start = time.perf_counter()
    index = workspace.names
    index.prepare()
    indexed = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(
        f"workspace of {len(workspace.plan_slugs()):,} plans, {len(workspace.store):,} quads, {len(index.groups):,} entities"
    )
    print(f"  open {opened:.2f} s, index names {indexed:.2f} s, peak {peak:,.0f} MB")
    found = medians(5, **{typed: lambda typed=typed: search(index, typed, "zh") for typed in _TYPED})
    for typed, seconds in found.items():
        hits = search(index, typed, "zh")
        print(f"  search {seconds * 1000:7.2f} ms  {len(hits):2} hits  {typed}")
    _search_everything(aizone.open(), "the shipped plans", 40)
    _search_everything(workspace, "these plans", 150)
    _resolutions(workspace)
    _download(workspace.paths.root)
    _neighbourhoods(workspace)
    print(f"  slowest search {max(found.values()) * 1000:.1f} ms (goal < 150)")


def _search_everything(workspace: Workspace, what: str, goal_ms: int) -> None:
    """Time the search box of every page: names, numbers, words of plans and two names, each asked for the first time."""
    store, names = workspace.store, workspace.names
    names.prepare()
    start = time.perf_counter()
    passages = read_passages(store)
    print(f"  words of {what}: {len(passages):,} passages, {time.perf_counter() - start:.2f} s")
    times = {
        text: _seconds(lambda text=text: find_everything(store, names, passages, text, "zh", limit=10))
        for text in _ASKED
    }
    for text, seconds in times.items():
        print(f"  search box {seconds * 1000:7.2f} ms  {text}")
    print(f"  slowest {max(times.values()) * 1000:.1f} ms (goal < {goal_ms})")


def _resolutions(workspace: Workspace) -> None:
    """Time names resolved by the first question of a process, when nothing is indexed yet."""
    slug = workspace.plan_slugs()[0]
    plan = plan_iri(slug)
    for text, kind, context in ((slug, "az:Plan", None), ("市科技局", "az:Unit", plan), ("3/1/1", "az:WorkItem", plan)):
        ask = functools.partial(resolve, text=text, kind=kind, plan=context)
        seconds = [_seconds(functools.partial(ask, KnownNames(workspace.store))) for _time in range(3)]
        print(f"  resolve {sorted(seconds)[1] * 1000:6.2f} ms  {text}")
    names = workspace.names
    slugs = workspace.plan_slugs()
    resolve(names, "市科技局", "az:Unit", plan_iri(slugs[0]))  # loads what the others find
    sample = slugs[1 :: max(1, len(slugs) // _SAMPLE)]
    for how in ("first look-up in a plan", "look-up once loaded"):
        found = [_seconds(lambda at=at: resolve(names, "市科技局", "az:Unit", plan_iri(at))) * 1000 for at in sample]
        middle, slowest = sorted(found)[len(found) // 2], max(found)
        print(f"  {how} of {len(found)} plans: median {middle:.2f} ms, slowest {slowest:.2f} ms (goal once loaded < 5)")


def _download(folder: Path) -> None:
    """Time the first of 100,000 rows that the command line prints, the start of the program included, and its memory."""
    query = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 100000"
    command = [sys.executable, "-m", "aizone.cli", "query", "-e", query, "--format", "csv", "--workspace", str(folder)]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.readline()
        first = time.perf_counter() - start
        for _line in process.stdout:
            pass
        _pid, _status, used = os.wait4(process.pid, 0)
        process.returncode = 0
    print(
        f"  first of 100,000 rows after {first:.2f} s, all after {time.perf_counter() - start:.2f} s, peak {used.ru_maxrss / 1e3:,.0f} MB"
    )


def _neighbourhoods(workspace: Workspace) -> None:
    """Time the first neighbourhood and card of units, tasks and a topic, each read once, as by a first visitor."""
    for kind in ("GovernmentUnit", "Task", "Technology"):
        rows = workspace.store.select(_SOME.replace("@kind", kind)).values()
        nodes = [str(row[0]) for row in rows][:: max(1, len(rows) // _SAMPLE)][:_SAMPLE]
        times = {
            "neighbourhood": [_seconds(lambda node=node: neighbourhood(workspace.store, [node])) for node in nodes],
            "card": [_seconds(lambda node=node: _card(workspace, node)) for node in nodes],
        }
        for name, found in times.items():
            print(
                f"  first {name} of {len(found)} x az:{kind}: median {sorted(found)[len(found) // 2]:.3f} s, slowest {max(found):.3f} s"
            )


def _card(workspace: Workspace, node: str) -> object:
    found = read_entity(workspace.store, node, "zh")
    return found and build_card(found, "zh")


def largest() -> Workspace:
    """The largest workspace of the table, with its store where `large` has built it."""
    part = large.part_of(synthetic_workspace().paths.root, _sizes()[-1])
    return Workspace(Settings(workspace=part, in_memory_bytes=0))


def _sizes() -> list[int]:
    return [int(word) for word in os.environ.get("AIZONE_BENCH_PLANS", "10 100 1000").split()]


def synthetic_workspace() -> Workspace:
    """The synthetic workspace, written when it does not exist yet."""
    folder = Path(os.environ.get("AIZONE_BENCH_WORKSPACE") or Path(tempfile.gettempdir()) / "aizone-synthetic-1000")
    if (folder / "plans").is_dir():
        return Workspace(Settings(workspace=folder))
    return write_workspace(folder, plans=_PLANS, tasks=_TASKS)


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
