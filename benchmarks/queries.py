"""Loading the shipped data and the question library, against plain rdflib on the same data."""

from __future__ import annotations

import rdflib
from rdflib.plugins.sparql import prepareQuery

import aizone
from aizone import queries
from aizone.names.parameters import terms as parameter_terms
from aizone.settings import Settings
from aizone.workspace import Workspace

from .timing import medians

_ARGUMENTS = {
    "duties_of_unit": {"unit": "市科技局"},
    "owners_of_item": {"item": "id:plan/hefei-2020-2023/3/1/1"},
    "partners_of_unit": {"unit": "市科技局"},
    "shared_items": {"unit": "市科技局", "other": "市发改委"},
    "measures_about": {"concept": "智能语音"},
    "measures_of_entity": {"entity": "中国声谷"},
}
_COMPARED = [
    "duties_of_unit",
    "owners_of_item",
    "leads_per_unit",
    "units_per_goal",
    "partners_of_unit",
    "shared_items",
    "platforms_by_unit",
    "parks_and_owners",
    "targets_with_units",
    "measures_about",
    "tasks_without_lead",
    "collective_owners",
    "cited_documents",
    "goals_and_areas",
    "measures_of_entity",
    "work_items",
]


def main() -> None:
    """Print load times and, for each question, milliseconds and the ratio to rdflib."""
    workspace = aizone.open()
    dataset = rdflib.Dataset(default_union=True)

    def load_rdflib() -> None:
        fresh = rdflib.Dataset(default_union=True)
        for path, graph in workspace.paths.graph_files():
            if path.suffix == ".nq":
                fresh.parse(path, format="nquads")
            else:
                fresh.graph(rdflib.URIRef(graph.value if graph else "urn:x")).parse(path, format="turtle")
        nonlocal dataset
        dataset = fresh

    load = medians(2, aizone=lambda: Workspace(Settings()).store, rdflib=load_rdflib)
    size = len(workspace.store)
    print(f"load {size:,} quads: aizone {load['aizone']:.3f} s, rdflib {load['rdflib']:.2f} s, "
          f"{load['rdflib'] / load['aizone']:.0f} times")  # fmt: skip
    print("questions (ms, median of 3)        aizone     rdflib   ratio")
    for name in _COMPARED:
        question = queries.load(name)
        terms = parameter_terms(workspace.names, question, _ARGUMENTS.get(name, {}))
        bindings = {key: rdflib.URIRef(term.value) for key, term in terms.items()}
        prepared = prepareQuery(question.sparql())
        bindings["lang"] = rdflib.Literal("zh")
        found = medians(
            3,
            aizone=lambda name=name, terms=terms: queries.select(workspace.store, name, **terms),
            rdflib=lambda prepared=prepared, bindings=bindings: list(dataset.query(prepared, initBindings=bindings)),
        )
        rows = len(queries.select(workspace.store, name, **terms))
        same = rows == len(list(dataset.query(prepared, initBindings=bindings)))
        ours, theirs = found["aizone"] * 1000, found["rdflib"] * 1000
        print(
            f"  {name:<30} {ours:8.2f} {theirs:10.1f} {theirs / ours:7.0f}"
            + ("" if same else "   (rdflib's answer differs)")
        )
