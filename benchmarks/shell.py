"""Commands in a shell: their whole process from its start to its end, beside a start of Python and plain pyoxigraph on the same data.

`AIZONE_BENCH_WORKSPACE` names a larger workspace to ask as well as the shipped data.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import aizone
from aizone import queries
from aizone.settings import SHIPPED_DATA
from aizone.workspace.paths import GraphFile

_ROUNDS = 5
_SPENT = str(Path(__file__).with_name("spent.py"))
_MANY = "SELECT ?s ?o ?goal { ?s ?p ?o . ?goal a az:Goal } LIMIT {rows}"
_PLAIN = (
    "import sys, pyoxigraph as ox; store = ox.Store.read_only(sys.argv[1]); print(len(list(store.query(sys.argv[2]))))"
)
_REOPEN = "import aizone, pathlib, sys; len(aizone.open(pathlib.Path(sys.argv[1])).store.graphs())"
_OPEN_PLAIN = "import sys, pyoxigraph as ox; len(list(ox.Store.read_only(sys.argv[1]).named_graphs()))"


@dataclass(frozen=True, slots=True)
class _Command:
    """A command; with `leaves` its reader goes away after the first row."""

    words: tuple[str, ...]
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class _Spent:
    """Seconds of CPU of a process and those it waited for, and the megabytes of the largest of them."""

    cpu: float
    megabytes: float


def main() -> None:
    """Print seconds of CPU, their ratio to a start of Python, and the memory of the largest process."""
    for root in filter(None, (str(SHIPPED_DATA), os.environ.get("AIZONE_BENCH_WORKSPACE"))):
        _measure(Path(root))


def _measure(root: Path) -> None:
    workspace = aizone.open(root)
    plan = min(path.stem for path in workspace.paths.plans.glob("*.nq"))
    question = queries.load("leads_per_unit").sparql()
    free = "SELECT ?plan ?title { ?plan a az:Plan ; dcterms:title ?title }"
    ask = (sys.executable, "-m", "aizone.cli", "query", "--workspace", str(root))
    with tempfile.TemporaryDirectory() as folder:
        _write_plain(folder, workspace.paths.graph_files())
        commands = {
            "python": _Command((sys.executable, "-c", "pass")),
            "question, pyoxigraph": _Command((sys.executable, "-c", _PLAIN, folder, question)),
            "question without parameters": _Command((*ask, "leads_per_unit", "--format", "json")),
            "question about a plan": _Command((*ask, "work_items", f"plan={plan}", "--format", "csv")),
            "free query": _Command((*ask, "-e", free, "--format", "json")),
            "first row of 100,000": _Command(
                (*ask, "-e", _MANY.replace("{rows}", "100000"), "--format", "csv"), leaves=True
            ),
            "10,000 rows": _Command((*ask, "-e", _MANY.replace("{rows}", "10000"), "--format", "csv")),
            "100,000 rows": _Command((*ask, "-e", _MANY.replace("{rows}", "100000"), "--format", "csv")),
            "reopening, pyoxigraph": _Command((sys.executable, "-c", _OPEN_PLAIN, folder)),
            "reopening": _Command((sys.executable, "-c", _REOPEN, str(root))),
        }
        print(
            f"commands in a shell, {root.name} ({len(workspace.store):,} quads); seconds of CPU, times a start of Python, MB"
        )
        spent = _in_turns(commands)
    least = spent["python"].cpu
    for name, one in spent.items():
        print(f"  {name:<30} {one.cpu:6.2f} {one.cpu / least:6.1f} {one.megabytes:6.0f}")


def _write_plain(folder: str, files: list[GraphFile]) -> None:
    """A store of the same files without anything of ours: the default graph is their union as a set."""
    import pyoxigraph as ox

    store = ox.Store(folder)
    triples = set()
    for path, _graph in files:
        form = {
            ".nq": ox.RdfFormat.N_QUADS,
            ".ttl": ox.RdfFormat.TURTLE,
            ".trig": ox.RdfFormat.TRIG,
            ".nt": ox.RdfFormat.N_TRIPLES,
        }[path.suffix]
        triples.update(quad.triple for quad in ox.parse(path=str(path), format=form))
    store.bulk_extend(ox.Quad(*triple) for triple in triples)
    store.flush()


def _in_turns(commands: dict[str, _Command]) -> dict[str, _Spent]:
    """The median of each command over rounds in which they take turns, after one that is not counted."""
    found: dict[str, list[_Spent]] = {name: [] for name in commands}
    for number in range(_ROUNDS + 1):
        for name, command in commands.items():
            spent = _run(command)
            if number:
                found[name].append(spent)
    return {
        name: _Spent(statistics.median(one.cpu for one in each), max(one.megabytes for one in each))
        for name, each in found.items()
    }


def _run(command: _Command) -> _Spent:
    until = "first" if command.leaves else "all"
    done = subprocess.run([sys.executable, _SPENT, until, *command.words], check=True, capture_output=True, text=True)
    return _Spent(**json.loads(done.stdout))
