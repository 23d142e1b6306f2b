"""Tools that know no SKOS find a name of everything, in each language, also where people wrote it by hand."""

import pyoxigraph as ox
import pytest

from aizone.store import OxigraphStore
from aizone.store.cache import open_cached
from aizone.store.remote import RemoteStore
from aizone.vocab import RDFS, SKOS

EX = "https://example.org/"
GRAPH, BUREAU = ox.NamedNode(EX + "g"), ox.NamedNode(EX + "bureau")
NAMES = {ox.Literal("市科技局", language="zh"), ox.Literal("Science Bureau", language="en")}
PLAIN = f'<{EX}bureau> <{SKOS.base}prefLabel> "市科技局"@zh, "Science Bureau"@en .'
WITH_BLANK_NODE = f"{PLAIN} [] <{EX}about> <{EX}bureau> ."


def in_memory(files, request):
    store = OxigraphStore()
    store.bulk_load(files)
    return store


def on_disk(files, request):
    return open_cached(request.getfixturevalue("tmp_path") / "cache", "r1", files)


def on_server(files, request):
    store = RemoteStore(request.getfixturevalue("oxigraph_server"), revision="r1")
    for name in store.graphs():
        store.replace_graph(name, [])
    store.bulk_load(files)
    return store


@pytest.mark.parametrize(
    ("opened", "text"),
    [
        (in_memory, PLAIN),
        (in_memory, WITH_BLANK_NODE),
        (on_disk, PLAIN),
        (on_disk, WITH_BLANK_NODE),
        (on_server, PLAIN),  # it is sent no blank nodes
    ],
)
def test_a_name_written_once_is_found_under_both_properties(opened, text, tmp_path, request):
    (tmp_path / "names.ttl").write_text(text, "utf-8")
    store = opened([(tmp_path / "names.ttl", GRAPH)], request)
    for graph in (GRAPH, None):
        for predicate in (RDFS.label, SKOS.prefLabel):
            assert {quad.object for quad in store.statements(BUREAU, predicate, None, graph)} == NAMES


def test_a_changed_name_leaves_no_label_behind(tmp_path):
    path, cache = tmp_path / "names.ttl", tmp_path / "cache"
    path.write_text(PLAIN, "utf-8")
    open_cached(cache, "r1", [(path, GRAPH)])
    path.write_text(PLAIN.replace("Science Bureau", "Bureau of Science"), "utf-8")
    store = open_cached(cache, "r2", [(path, GRAPH)])
    labels = {quad.object for quad in store.statements(BUREAU, RDFS.label)}
    assert labels == {ox.Literal("市科技局", language="zh"), ox.Literal("Bureau of Science", language="en")}


def test_everything_shipped_with_a_name_has_it_as_label_too(shipped):
    unlabelled = "SELECT ?node ?name { ?node skos:prefLabel ?name FILTER NOT EXISTS { ?node rdfs:label ?name } }"
    assert shipped.sparql(unlabelled).empty
    asked = 'SELECT ?name { ?node a az:Measure ; rdfs:label ?name FILTER(LANG(?name) = "en") }'
    assert len(shipped.sparql(asked)) == 113


def test_an_export_has_them(shipped, tmp_path):
    from aizone.cli import main

    target = tmp_path / "all.nq"
    assert main(["export", "--format", "nquads", "-o", str(target), "--workspace", str(shipped.paths.root)]) == 0
    quads = list(ox.parse(path=str(target), format=ox.RdfFormat.N_QUADS))
    named = {(quad.subject, quad.object) for quad in quads if quad.predicate == SKOS.prefLabel}
    labelled = {(quad.subject, quad.object) for quad in quads if quad.predicate == RDFS.label}
    assert len(named) > 1000
    assert named <= labelled
