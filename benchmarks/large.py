"""Workspaces of 10, 100 and 1,000 plans: what they take on disk, to build, to open and to add to, every question, first pictures.

Each figure is measured in a process of its own and noted beside the workspace (`…-first-1000.jsonl`): a run that was stopped goes on
where it was, several runs may share one table (AIZONE_BENCH_ONLY="a pattern" of names measures only those), and removing the file
measures everything again. A line has the seconds, the seconds of CPU and the peak memory of its process; on a busy machine
the CPU is what counts.

- `one bulk load of the plans` hands all files to the engine's loader at once, into named graphs only; `build the store` is ours,
  which has each triple in the default graph as well, so that questions see a set; `one bulk load of the graph` hands the engine
  all that is in the built store, as one file; `keep the answers` makes the columns.
- `one more plan` and `one verdict` bring store and columns up to date after one more file; `open` is what a process needs
  before its first answer.
- `first picture` runs a page of the explorer in a new process, until all of it is sent: the overview, and Explore at a unit.
- A question is asked in a process that has just opened the workspace: the first 10,000 rows, then all rows; beside it the same
  SPARQL text on pyoxigraph's store as it is on disk, stopped after AIZONE_BENCH_RAW seconds (default 20; 0 leaves it out).
- Questions that start from something given are asked again and again in one process, which is warm: the whole call, the engine's
  part of it (the texts that it sends), and the question's SPARQL text, with the same beginning, straight to pyoxigraph.
- After the last size, the exponent of growth of each figure is that of its CPU time between the last two sizes.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import astuple
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
from .steps import Noted, Step, Work, apart, cpu_seconds, exponent

_MOST_S = 60.0
_FIRST = 10_000
_LEAST_S = 0.1
"""A figure that takes less than this has no exponent: what is measured is then the opening."""
_BULK, _BUILD, _KEEP, _MORE = "one bulk load of the plans", "build the store", "keep the answers", "one more plan"
_SAME = "one bulk load of the graph"
_BOUND = "questions that start from something given"


def print_table(whole: Path, sizes: Sequence[int]) -> None:
    """Measure what is not measured yet, and print the table.

    Args:
        whole: a workspace that has the plans of the largest size.
        sizes: numbers of plans.
    """
    measured = [_measure(whole, size) for size in sizes]
    if len(sizes) > 1:
        times = sizes[-1] / sizes[-2]
        print(f"\ngrowth from {sizes[-2]:,} to {sizes[-1]:,} plans: n^e (goal 1.1)")
        for name, large in measured[-1].items():
            small = measured[-2].get(name, 0.0)
            if min(small, large) > _LEAST_S:
                print(f"  {name:<40} {exponent(small, large, times):5.2f}")


def part_of(whole: Path, size: int) -> Path:
    """The first plans of a workspace as one of their own; its files are links."""
    part = whole.parent / f"{whole.name}-first-{size}"
    for name in ("units", "entities", "plans"):
        (part / name).mkdir(parents=True, exist_ok=True)
        files = sorted((whole / name).iterdir())
        for path in files[:size] if name == "plans" else files:
            _link(path, part / name / path.name)
    Workspace(Settings(workspace=part)).update_layout()
    return part


def _measure(whole: Path, size: int) -> dict[str, float]:
    """Print the figures of one workspace; returns CPU seconds by what took them."""
    folder = part_of(whole, size)
    noted = Noted(folder.with_suffix(".jsonl"))
    workspace = _opened(folder)
    print(f"\n{size:,} plans")
    found = _building(noted, folder, whole)
    (opening,) = _steps(noted, ["open"], [(_open, folder)])
    found["open"] = opening
    cache, revision = workspace.source.cache, workspace.revision
    print(f"  {opening.said} quads; plan files {_bytes(folder / 'plans'):,} MB, store {_bytes(folder_of(cache, revision)):,} MB, "
          f"kept answers {_bytes(cache / 'columns'):,} MB")  # fmt: skip
    first = f"id:plan/{workspace.plan_slugs()[0]}"
    for page, query in (("overview", {}), ("explore", {"id": first})):
        name = f"first picture, {page}"
        found |= dict(zip([name], _steps(noted, [name], [(_picture, folder, page, query)]), strict=True))
    found |= dict(zip(["one verdict"], _steps(noted, ["one verdict"], [(_decide, folder, first)]), strict=True))
    for words, one in found.items():
        print(f"  {words:<30} {one}")
    for what, step in (("the plans", _BULK), ("the graph", _SAME)):
        times = (found[_BUILD].cpu or 0) / _loading(found[step])
        print(f"  building takes {times:.2f} times the CPU of one bulk load of {what} (goal 1.2)")
    found |= _questions(noted, folder)
    seconds = {words: one.cpu for words, one in found.items() if one.cpu is not None}
    (bound,) = _steps(noted, [_BOUND], [(_bound, folder)])
    print(
        f"  {'given what it starts from':<30} {'whole':>9} {'engine':>9} {'bare':>9} {'engine/bare':>12}  ms of CPU, warm"
    )
    for name, (whole, engine, bare) in json.loads(bound.said or "{}").items():
        print(f"  {name:<30} {whole:9.2f} {engine:9.2f} {bare:9.2f} {engine / bare:12.2f}")
        seconds[f"{name}, given"] = whole / 1000
    return seconds


def _building(noted: Noted, folder: Path, whole: Path) -> dict[str, Step]:
    """The steps before the first question: all plans but the last are loaded, and then that one."""
    last = sorted((whole / "plans").iterdir())[len(list((folder / "plans").iterdir())) - 1].name
    if not {_BULK, _BUILD, _KEEP} <= set(noted.all()):
        (folder / "plans" / last).unlink()
    found = {
        name: _steps(noted, [name], [(work, folder)])[0]
        for name, work in ((_BULK, _load_at_once), (_BUILD, _build), (_SAME, _load_the_graph), (_KEEP, _prepare))
    }
    _link(whole / "plans" / last, folder / "plans" / last)
    return found | {_MORE: _steps(noted, [_MORE], [(_prepare, folder)])[0]}


def _questions(noted: Noted, folder: Path) -> dict[str, Step]:
    """Print the times of every question that can be asked of a whole workspace."""
    raw_s = float(os.environ.get("AIZONE_BENCH_RAW", "20"))
    found: dict[str, Step] = {}
    print(f"  {'question':<24} {f'first {_FIRST:,} rows':<44} {'all rows':<44} raw pyoxigraph")
    for question in every():
        if any(param.required for param in question.params):
            continue
        names = [f"{question.name}, first rows", question.name]
        works: list[Work] = [(_ask, folder, question.name, most) for most in (_FIRST, None)]
        first, ours = _steps(noted, names, works, opening=folder, most_s=_MOST_S)
        raw: Step | str = ""
        if raw_s:
            text = [(_ask_raw, folder, question.name)]
            (raw,) = _steps(noted, [f"{question.name}, raw"], text, opening=folder, most_s=raw_s)
        print(f"  {question.name:<24} {first!s:<44} {ours!s:<44} {raw}", flush=True)
        found |= dict(zip(names, (first, ours), strict=True))
    return found


def _steps(
    noted: Noted,
    names: Sequence[str],
    works: Sequence[Work],
    *,
    opening: Path | None = None,
    most_s: float | None = None,
) -> list[Step]:
    """Steps of one process as they were noted, or measured now; not measured when AIZONE_BENCH_ONLY is about others.

    Args:
        noted: the figures of the workspace.
        names: of the steps.
        works: the steps.
        opening: a workspace that is opened before the first of them, which does not count.
        most_s: each is stopped after so many seconds.
    """
    if not re.search(os.environ.get("AIZONE_BENCH_ONLY", ""), names[0]) and not set(names) <= set(noted.all()):
        return [Step(0.0, None, 0, "")] * len(names)

    def measure() -> list[Step]:
        first: list[Work] = [] if opening is None else [(_open, opening)]
        return apart(*first, *works, most_s=most_s, opening=len(first))[len(first) :]

    return noted.steps(names, measure)


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 10**6


def _link(path: Path, other: Path) -> None:
    if not other.exists():
        os.link(path, other)


@functools.cache
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


def _loading(step: Step) -> float:
    """The CPU seconds that the engine's loader took in a step that wrote its file as well."""
    said = re.search(r"\((?P<cpu>[\d.]+) CPU", step.said)
    return float(said["cpu"]) if said else 1.0


def _load_the_graph(folder: Path) -> str:
    """Hand all quads of the built store to the engine's bulk loader in one go: named graphs and default graph; the writing is not timed."""
    workspace = _opened(folder)
    built = ox.Store.read_only(str(folder_of(workspace.source.cache, workspace.revision) / "quads"))
    with tempfile.TemporaryDirectory(dir=folder) as work:
        whole = Path(work) / "graph.nq"
        built.dump(str(whole), format=ox.RdfFormat.N_QUADS)
        before = cpu_seconds()
        store = ox.Store(f"{work}/store")
        store.bulk_load(path=str(whole), format=ox.RdfFormat.N_QUADS, lenient=True)
        store.flush()
        return f"({cpu_seconds() - before:.2f} CPU without writing the file)"


def _build(folder: Path) -> str:
    source = _opened(folder).source
    shutil.rmtree(source.cache, ignore_errors=True)
    source.prepare()
    return ""


def _prepare(folder: Path) -> str:
    _opened(folder).prepare_store()
    return ""


def _picture(folder: Path, page: str, query: dict[str, str]) -> str:
    """Draw a page of the explorer."""
    os.environ["AIZONE_WORKSPACE"] = str(folder)
    from streamlit.testing.v1 import AppTest

    import aizone.app

    script = Path(aizone.app.__path__[0]) / "streamlit_app.py"
    test = AppTest.from_file(str(script), default_timeout=_MOST_S * 10)
    test.query_params.update({"lang": "zh", **query})
    test.switch_page(f"screens/{page}.py").run()
    assert not test.exception, test.exception
    return f"{len(test.main):,} elements"


def _decide(folder: Path, plan: str) -> str:
    """Record a verdict, and open the workspace that has it."""
    workspace, slug = _opened(folder), plan.removeprefix("id:plan/")
    side = ClauseSeen(f"{plan}/3/1/1/m1", "（市科技局牵头）")
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


def _bound(folder: Path) -> str:
    return json.dumps({name: astuple(times) for name, times in bound_questions(folder).items()})
