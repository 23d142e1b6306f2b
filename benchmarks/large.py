"""Workspaces of 10, 100 and 1,000 plans: what they take on disk, to build, to open and to add to, and every question's time.

Each step runs in a process of its own. Beside our building stands one bulk load of the same files into an empty store; beside
our answers the same SPARQL text on pyoxigraph's store as it is on disk, which is stopped after AIZONE_BENCH_RAW seconds (default
20; 0 leaves it out). The first 10,000 rows are asked for by themselves. After the last size, the exponent of growth of each
figure is that of its CPU time between the last two sizes, without the time that opening takes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph as ox

from aizone import queries
from aizone.queries.library import every
from aizone.settings import Settings
from aizone.store.cache import folder_of
from aizone.store.older_layout import as_written_today
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import ClauseSeen, FindingVerdict
from aizone.workspace import Workspace

from .bound import bound_questions
from .steps import Step, apart, cpu_seconds, exponent

_MOST_S = 60.0
_FIRST = 10_000
_LEAST_S = 0.1
"""A figure that takes less than this has no exponent: what is measured is then the opening."""


def print_table(whole: Path, sizes: Sequence[int]) -> None:
    """Print the table.

    Args:
        whole: a workspace that has the plans of the largest size.
        sizes: numbers of plans.
    """
    measured = [_measure(_part_of(whole, size)) for size in sizes]
    if len(sizes) > 1:
        times = sizes[-1] / sizes[-2]
        print(f"\ngrowth from {sizes[-2]:,} to {sizes[-1]:,} plans: n^e (goal 1.1)")
        for name, large in measured[-1].items():
            small = measured[-2].get(name, 0.0)
            if min(small, large) > _LEAST_S:
                print(f"  {name:<40} {exponent(small, large, times):5.2f}")


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


def _measure(folder: Path) -> dict[str, float]:
    """Print the figures of one workspace; returns CPU seconds by what took them."""
    workspace = Workspace(Settings(workspace=folder, in_memory_bytes=0))
    slugs = workspace.plan_slugs()
    print(f"\n{len(slugs):,} plans")
    last = workspace.paths.plan(slugs[-1])
    held = last.read_bytes()
    last.unlink()
    steps = {"one bulk load of the plans": apart(_load_at_once, folder), "build the store": apart(_build, folder)}
    steps["keep the answers"] = apart(_prepare, folder)
    last.write_bytes(held)
    steps["one more plan"] = apart(_prepare, folder)
    steps["one verdict"] = apart(_decide, folder, slugs[0])
    opening = steps["open"] = apart(_open, folder)
    cache, revision = workspace.source.cache, workspace.revision
    print(f"  {opening.said} quads; plan files {_bytes(folder / 'plans'):,} MB, store {_bytes(folder_of(cache, revision)):,} MB, "
          f"kept answers {_bytes(cache / 'columns'):,} MB")  # fmt: skip
    for words, one in steps.items():
        print(f"  {words:<30} {one}")
    raw, ours = steps["one bulk load of the plans"].cpu, steps["build the store"].cpu
    print(
        f"  building takes {(ours or 0) / (raw or 1):.2f} times the CPU of one bulk load of the same files (goal 1.2)"
    )
    found = {words: one.cpu or 0.0 for words, one in steps.items()}
    found |= _questions(folder, opening)
    for name, seconds in bound_questions(folder).items():
        print(f"  {name:<30} {seconds * 1000:9.2f} ms of CPU, bound")
        found[f"{name}, bound"] = seconds
    return found


def _questions(folder: Path, opening: Step) -> dict[str, float]:
    """Print the times of every question that can be asked of a whole workspace."""
    raw_s = float(os.environ.get("AIZONE_BENCH_RAW", "20"))
    found: dict[str, float] = {}
    print(f"  {'question':<24} {f'first {_FIRST:,} rows':<44} {'all rows':<44} raw pyoxigraph")
    for question in every():
        if any(param.required for param in question.params):
            continue
        first = apart(_ask, folder, question.name, _FIRST, most_s=_MOST_S)
        ours = apart(_ask, folder, question.name, None, most_s=_MOST_S)
        raw = apart(_ask_raw, folder, question.name, most_s=raw_s) if raw_s else ""
        print(f"  {question.name:<24} {first!s:<44} {ours!s:<44} {raw}", flush=True)
        for words, one in ((f"{question.name}, first rows", first), (question.name, ours)):
            found[words] = (one.cpu or 0.0) - (opening.cpu or 0.0)
    return found


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 10**6


def _opened(folder: Path) -> Workspace:
    return Workspace(Settings(workspace=folder, in_memory_bytes=0))


def _load_at_once(folder: Path) -> str:
    """Hand all plans to the engine's bulk loader in one go; only named graphs, as the files say."""
    with tempfile.TemporaryDirectory(dir=folder) as work:
        every_plan = Path(work) / "all.nq"
        with every_plan.open("wb") as stream:
            for path in sorted((folder / "plans").glob("*.nq")):
                stream.write(as_written_today(path.read_bytes()))
        before = cpu_seconds()
        store = ox.Store(f"{work}/store")
        store.bulk_load(path=str(every_plan), format=ox.RdfFormat.N_QUADS, lenient=True)
        store.flush()
        return f"({cpu_seconds() - before:.2f} CPU without joining the files)"


def _build(folder: Path) -> str:
    source = _opened(folder).source
    shutil.rmtree(source.cache, ignore_errors=True)
    source.prepare()
    return ""


def _prepare(folder: Path) -> str:
    _opened(folder).prepare_store()
    return ""


def _decide(folder: Path, slug: str) -> str:
    """Record a verdict, and open the workspace that has it."""
    workspace = _opened(folder)
    side = ClauseSeen(f"id:plan/{slug}/3/1/1/m1", "（市科技局牵头）")
    number = len(workspace.verdict_ledger(slug).read())
    made = Attribution("benchmark", "2026-01-01T00:00:00Z")
    verdict = FindingVerdict(f"{number:012x}", "later", (side,), made)
    workspace.record(workspace.verdict_ledger(slug), [verdict])
    assert len(workspace.store)
    return ""


def _open(folder: Path) -> str:
    return f"{len(_opened(folder).store):,}"


def _ask(folder: Path, name: str, limit: int | None) -> str:
    return f"{len(queries.select(_opened(folder).store, name, limit=limit)):,} rows"


def _ask_raw(folder: Path, name: str) -> str:
    return f"{len(_opened(folder).store.select(queries.load(name).sparql())):,} rows"
