"""Questions that start from something given: their time must not grow with the workspace."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from aizone import queries
from aizone.iri import KNOWN_PREFIXES, expand
from aizone.queries.library import Question, every
from aizone.settings import Settings
from aizone.store import Store, Term
from aizone.store.cache import folder_of
from aizone.workspace import Workspace

_ROUNDS = 5
_WHERE = "PREFIX az: <https://w3id.org/aizone/ontology#> SELECT ?found WHERE { @plan @where } ORDER BY ?found LIMIT 1"
_FIRST = {
    "item": "GRAPH ?plan { ?found a az:Task }",
    "measure": "GRAPH ?plan { ?found a az:Measure }",
    "goal": "GRAPH ?plan { ?found a az:Goal }",
    "target": "GRAPH ?plan { ?found a az:Target }",
    "unit": "GRAPH ?plan { ?any az:leadUnit ?found }",
    "other": "GRAPH ?plan { ?any az:supportUnit ?found }",
    "concept": "GRAPH ?plan { ?any az:about ?found }",
    "entity": "GRAPH ?plan { ?any az:reliesOn ?found }",
}
_SAME = {"node": "unit", "fact": "measure", "lead": "unit"}
"""Parameters that may be several things, and the one that is taken."""


def bound_questions(folder: Path) -> dict[str, tuple[float, float]]:
    """The CPU seconds of each question that has parameters, with those that it needs; medians of warm rounds.

    Args:
        folder: of a workspace whose first plan, in the order of slugs, is asked about: the same at every size.

    Returns:
        ours, and those of the same SPARQL text straight to pyoxigraph, by the question's name.
    """
    workspace = Workspace(Settings(workspace=folder, in_memory_bytes=0))
    store, found = workspace.store, dict[str, tuple[float, float]]()
    bare = ox.Store.read_only(str(folder_of(workspace.source.cache, workspace.revision) / "quads"))
    given = _given(store, f"id:plan/{workspace.plan_slugs()[0]}")
    for question in (*every(), *every(internal=True)):
        terms = _terms(question, given)
        if terms is not None:
            text = question.sparql(given=terms)
            found[question.name] = (
                _median_s(partial(queries.select, store, question.name, **terms)),
                _median_s(partial(_all_rows, bare, text, {ox.Variable(name): term for name, term in terms.items()})),
            )
    return found


def _median_s(ask: Callable[[], object]) -> float:
    times = []
    for _round in range(_ROUNDS + 1):
        start = time.process_time()
        ask()
        times.append(time.process_time() - start)
    return statistics.median(times[1:])


def _all_rows(store: ox.Store, text: str, terms: dict[ox.Variable, Term]) -> int:
    found = store.query(text, prefixes=KNOWN_PREFIXES, substitutions=terms)
    assert isinstance(found, ox.QuerySolutions)
    return sum(1 for _row in found)


def _given(store: Store, plan: str) -> dict[str, Term]:
    given: dict[str, Term] = {"plan": expand(plan), "type": expand("az:Plan")}
    for name, where in _FIRST.items():
        text = _WHERE.replace("@plan", f"VALUES ?plan {{ {given['plan']} }}").replace("@where", where)
        rows = store.select(text).rows
        if rows and rows[0][0] is not None:
            given[name] = rows[0][0]
    return given | {name: given[other] for name, other in _SAME.items() if other in given}


def _terms(question: Question, given: dict[str, Term]) -> dict[str, Term] | None:
    """Terms for all required parameters of a question and for the plan; None when it has none, or one is not known."""
    names = [param.name for param in question.params if param.required]
    if not names or not set(names) <= set(given):
        return None
    return {name: given[name] for name in names}
