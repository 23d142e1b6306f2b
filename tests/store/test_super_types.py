"""Abstract classes answer: the default graph holds the superclasses of things, the named graphs only what was written."""

import pyoxigraph as ox
import pytest

from aizone.iri import mint
from aizone.settings import ONTOLOGY
from aizone.store import OxigraphStore
from aizone.store.cache import open_cached
from aizone.vocab import AZ, RDF, UNIT_CLASSES

PARK = ox.NamedNode("https://example.org/park")
GRAPH = mint("plan", "x")


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("az:Unit", UNIT_CLASSES),
        ("az:WorkItem", ("TaskArea", "Task", "Measure")),
        (
            "az:NamedEntity",
            ("Platform", "Park", "Project", "Facility", "Institution", "Enterprise", "Event", "Fund", "PolicyDocument"),
        ),
    ],
)
def test_an_abstract_class_has_the_instances_of_its_subclasses(shipped, kind, own):
    found = list(shipped.sparql(f"SELECT ?x {{ ?x a {kind} }}")["x"])
    narrower = {
        quad.subject
        for name in own
        for graph in shipped.store.graphs()
        for quad in shipped.store.statements(None, RDF.type, AZ[name], graph)
    }
    assert len(found) == len(set(found)) == len(narrower) > 0


def test_named_graphs_are_as_they_were_written(shipped):
    asked = "SELECT ?x { GRAPH ?g { ?x a ?type } VALUES ?type { az:WorkItem az:NamedEntity } }"
    assert shipped.sparql(asked).empty


@pytest.mark.parametrize("place", ["memory", "disk"])
def test_it_holds_in_memory_and_on_disk(tmp_path, place):
    path = tmp_path / "park.ttl"
    path.write_text(f"<{PARK.value}> a <{AZ.Park.value}> .", "utf-8")
    files = [(ONTOLOGY / "aizone.ttl", mint("ontology")), (path, GRAPH)]
    if place == "disk":
        store = open_cached(tmp_path / "cache", "r", files)
    else:
        store = OxigraphStore()
        store.bulk_load(files)
    assert store.ask("ASK { ?x a az:NamedEntity }")
    assert store.graph(GRAPH) == {ox.Quad(PARK, RDF.type, AZ.Park, GRAPH)}


def test_a_replaced_graph_takes_its_superclasses_along():
    store = OxigraphStore()
    store.bulk_load([(ONTOLOGY / "aizone.ttl", mint("ontology"))])
    classes = lambda: {row[0] for row in store.select(f"SELECT ?c {{ <{PARK.value}> a ?c }}").rows}  # noqa: E731 - read often
    store.replace_graph(GRAPH, [ox.Quad(PARK, RDF.type, AZ.Park, GRAPH)])
    assert classes() == {AZ.Park, AZ.NamedEntity}
    store.replace_graph(GRAPH, [ox.Quad(PARK, RDF.type, AZ.ManagementCommittee, GRAPH)])
    assert classes() == {AZ.ManagementCommittee, AZ.Unit}
    store.replace_graph(GRAPH, [])
    assert classes() == set()
