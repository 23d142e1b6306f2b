"""rdflib sees the data of a store."""

import pyoxigraph as ox

from aizone.store import OxigraphStore
from aizone.store.bridge import to_rdflib_dataset, to_rdflib_graph

EX = "https://example.org/"
ONE, TWO = ox.NamedNode(EX + "g1"), ox.NamedNode(EX + "g2")


def quad(subject, obj, graph=ONE):
    return ox.Quad(ox.NamedNode(EX + subject), ox.NamedNode(EX + "p"), ox.Literal(obj), graph)


def test_rdflib_sees_the_same_data():
    store = OxigraphStore()
    store.replace_graph(ONE, [quad("a", "1"), quad("b", "2")])
    store.replace_graph(TWO, [quad("c", "3", TWO)])
    dataset = to_rdflib_dataset(store)
    assert len(list(dataset.query(f"SELECT ?s WHERE {{ ?s <{EX}p> ?o }}"))) == 3


def test_triples_are_copied_into_an_rdflib_graph():
    assert len(to_rdflib_graph([quad("a", "1"), quad("a", "2")])) == 2
