"""Questions that start from something given: their time must not grow with the workspace."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
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

_ROUNDS = 15
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


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of CPU of a question: the whole call, what the engine takes for the texts that the call sends it, and the question's own text sent straight to the engine; each with its terms read."""

    whole: float
    engine: float
    bare: float


def bound_questions(folder: Path) -> dict[str, Times]:
    """The times of each question that has parameters, with those that it needs: the least of warm rounds, taken in turns.

    Args:
        folder: of a workspace whose first plan, in the order of slugs, is asked about: the same at every size.

    Returns:
        the times by the question's name. A question that is answered from columns does not ask the engine, or asks it less.
    """
    workspace = Workspace(Settings(workspace=folder, in_memory_bytes=0))
    store, found = workspace.store, dict[str, Times]()
    bare = ox.Store.read_only(str(folder_of(workspace.source.cache, workspace.revision) / "quads"))
    given = _given(store, f"id:plan/{workspace.plan_slugs()[0]}")
    for question in (*every(), *every(internal=True)):
        terms = _terms(question, given)
        if terms is not None:
            ask = partial(queries.select, store, question.name, **terms)
            sent = _sent(store, ask)
            own = [
                (question.sparql(given=terms, header=False), {ox.Variable(name): term for name, term in terms.items()})
            ]
            found[question.name] = Times(*_least_ms(ask, partial(_read, bare, sent), partial(_read, bare, own)))
    return found


class _Listener:
    """The engine of a store, with a list of what it was asked."""

    def __init__(self, engine: ox.Store) -> None:
        self._engine = engine
        self.asked: list[tuple[str, dict[ox.Variable, Term]]] = []

    def query(self, text: str, *, substitutions: dict[ox.Variable, Term], **others: object) -> object:
        self.asked.append((text, substitutions))
        return self._engine.query(text, substitutions=substitutions, **others)  # type: ignore[call-overload]

    def __getattr__(self, name: str) -> object:
        return getattr(self._engine, name)


def _sent(store: Store, ask: Callable[[], object]) -> list[tuple[str, dict[ox.Variable, Term]]]:
    """The queries that the engine is sent for an answer that was given before: nothing is made ready any more."""
    ask()
    engine = store._engine  # type: ignore[attr-defined]
    listener = _Listener(engine)
    store._engine = listener  # type: ignore[attr-defined]
    try:
        ask()
    finally:
        store._engine = engine  # type: ignore[attr-defined]
    return listener.asked


def _least_ms(*candidates: Callable[[], object]) -> list[float]:
    times: list[list[float]] = [[] for _one in candidates]
    for _round in range(_ROUNDS + 1):
        for candidate, taken in zip(candidates, times, strict=True):
            start = time.process_time()
            candidate()
            taken.append((time.process_time() - start) * 1000)
    return [min(taken[1:]) for taken in times]


def _read(store: ox.Store, asked: list[tuple[str, dict[ox.Variable, Term]]]) -> int:
    """The number of rows of some queries, all of whose terms are read, which is a part of the engine's work."""
    rows = 0
    for text, terms in asked:
        found = store.query(text, prefixes=KNOWN_PREFIXES, substitutions=terms)
        assert isinstance(found, ox.QuerySolutions)
        names = [variable.value for variable in found.variables]
        rows += len([tuple(solution[name] for name in names) for solution in found])
    return rows


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
