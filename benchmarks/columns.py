"""Answers over the whole workspace from kept columns, beside maplib and pyoxigraph on the same triples.

The others are asked the bare joins: no labels, no order, no rule about collective owners. They hold everything in memory; so do the columns
of a program that stays, once they were asked for, and `from files` is their first answer after a change. `AIZONE_BENCH_WORKSPACE` names the
workspace; maplib is measured where it is installed (`pip install maplib`).
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from aizone import queries
from aizone.queries import keeping, kept
from aizone.queries.remembered import forget
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store import Store, StoreSource
from aizone.store.columns import KeptTables
from aizone.store.oxigraph import FORMATS
from aizone.store.progress import tell_nobody
from aizone.vocab import PREFIXES
from aizone.workspace import Workspace

_BARE = {
    "leads_per_unit": "SELECT ?unit (COUNT(DISTINCT ?m) AS ?n) { ?m az:leadUnit ?unit } GROUP BY ?unit",
    "unit_pairs": "SELECT ?unit ?other (COUNT(DISTINCT ?m) AS ?n) { ?m az:assignment ?a . ?a az:unit ?unit . ?m az:assignment ?b . "
    "?b az:unit ?other FILTER(STR(?unit) < STR(?other)) } GROUP BY ?unit ?other",
    "units": "SELECT ?unit ?role (COUNT(DISTINCT ?m) AS ?n) { ?m az:assignment ?a . ?a az:unit ?unit . ?a az:role ?role } GROUP BY ?unit ?role",
    "leads_per_goal": "SELECT ?goal ?unit (COUNT(DISTINCT ?m) AS ?n) { ?m az:leadUnit ?unit . ?m az:servesGoal ?goal } GROUP BY ?goal ?unit",
}
"""Questions of the library (leads, pairs, load, goals), and the joins at their heart."""
_ROUNDS = 5


def main() -> None:
    """Print milliseconds of each question and how many times as long the others take."""
    root = Path(os.environ.get("AIZONE_BENCH_WORKSPACE") or SHIPPED_DATA)
    workspace = Workspace(Settings(workspace=root, in_memory_bytes=0))
    keeping.keep(workspace.source, tell_nobody)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "all.nt")
        count = _write_all(workspace, file)
        ask_maplib, plain = _open_maplib(file), ox.Store()
        plain.bulk_load(path=str(file), format=ox.RdfFormat.N_TRIPLES)
    print(f"answers over the whole workspace, {root.name} ({count:,} triples): milliseconds of CPU")
    declared = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    for name, bare in _BARE.items():
        asked: dict[str, Callable[[], object]] = {
            "columns": partial(_columns, workspace.store, name),
            "from files": partial(_columns_from_files, workspace, name),
            "rows with labels": partial(_rows, workspace.store, name),
            "pyoxigraph": lambda text=declared + bare: list(plain.query(text)),  # type: ignore[misc,call-overload]
        }
        if ask_maplib is not None:
            asked["maplib"] = partial(ask_maplib, declared + bare)
        found = _cpu(asked)
        print(f"  {name:<16} " + ", ".join(f"{other} {seconds * 1000:.1f}" for other, seconds in found.items()))


def _cpu(candidates: dict[str, Callable[[], object]]) -> dict[str, float]:
    """The median seconds of CPU, of all threads, of candidates that take turns; the first round is not counted."""
    spent: dict[str, list[float]] = {name: [] for name in candidates}
    for number in range(_ROUNDS + 1):
        for name, call in candidates.items():
            begun = time.process_time()
            call()
            if number:
                spent[name].append(time.process_time() - begun)
    return {name: statistics.median(each) for name, each in spent.items()}


def _columns(store: Store, name: str) -> object:
    """A question's rows as arrays, nothing remembered of the last time."""
    forget(store)
    return kept.kept_table(store, queries.load(name), "zh", "one", {}, None)


def _columns_from_files(workspace: Workspace, name: str) -> object:
    """A question's rows as arrays, when none of its columns was read before."""
    store = workspace.store
    held, source = store.kept, workspace.source
    assert isinstance(source, StoreSource)
    store.kept = KeptTables.of_revision(source.columns, source.revision)
    try:
        return _columns(store, name)
    finally:
        store.kept = held


def _rows(store: Store, name: str) -> int:
    """All rows of a question with their labels, nothing remembered of the last time."""
    forget(store)
    return len(queries.select(store, name))


def _write_all(workspace: Workspace, file: Path) -> int:
    triples = set()
    for path, _graph in workspace.paths.graph_files():
        triples.update(quad.triple for quad in ox.parse(path=str(path), format=FORMATS[path.suffix]))
    ox.serialize(triples, str(file), format=ox.RdfFormat.N_TRIPLES)
    return len(triples)


def _open_maplib(file: Path) -> Callable[[str], object] | None:
    """A way to ask maplib; None where it is not installed."""
    try:
        from maplib import Model
    except ModuleNotFoundError:
        print("maplib is not installed: pip install maplib")
        return None
    model = Model()
    model.read(str(file))
    ask: Callable[[str], object] = model.query
    return ask
