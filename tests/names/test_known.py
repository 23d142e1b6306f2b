import re

import pyoxigraph as ox
import pytest

from aizone import queries
from aizone.model.kinds import NODE_CLASSES
from aizone.names.context import INVENTED, NameContext
from aizone.names.folding import fold, key, toneless
from aizone.names.known import KnownNames
from aizone.names.places import places_named
from aizone.store import OxigraphStore
from aizone.vocab import UNIT_CLASSES


def test_what_is_searched_is_what_graphs_and_lists_show():
    listed = set(
        re.findall(r"az:(\w+)", queries.load("shown_things").sparql().partition("VALUES")[2].partition("}")[0])
    )
    topics = {"Technology", "ApplicationField"}
    assert listed == {*UNIT_CLASSES, *NODE_CLASSES, *topics} - {"Target", "Topic"}


def test_a_graph_without_names(tmp_path):
    known = KnownNames(OxigraphStore(revision="empty"))
    assert list(known.shown_names()) == []
    assert known.index.search("市科技局") == known.index.equal("市科技局") == []
    assert known.label("id:unit/a", "zh") == "id:unit/a"
    assert NameContext.of(known, "id:plan/none").written("市科技局") == ()


def test_what_a_plan_names_belongs_to_its_place(shipped):
    known = shipped.names
    assert known.place_of("id:institution/yunjiang/人工智能学院") == "id:place/yunjiang"
    assert known.place_of("id:plan/yunjiang-2024-2026/3/1/1") == "id:place/yunjiang"
    assert known.place_of("id:place/yunjiang") == "id:place/yunjiang"
    assert known.place_of("aztech:speech") is None
    assert NameContext.of(known, None).distance("id:place/yunjiang") == INVENTED


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("合肥", {"id:place/hefei"}),
        ("合肥市", {"id:place/hefei"}),
        ("hefei", {"id:place/hefei"}),
        ("yunjiang", {"id:place/yunjiang"}),
        ("yjs", {"id:place/yunjiang"}),
        ("雲江", {"id:place/yunjiang"}),
        ("市", set()),
        ("没有", set()),
    ],
)
def test_places_are_found_by_the_beginning_of_a_name(shipped, text, places):
    assert places_named(shipped.names, text) == places


def test_the_names_are_read_again_when_the_workspace_changes(workspace):
    before = workspace.names
    assert workspace.names is before
    workspace.reload()
    assert workspace.names is not before


def test_damaged_names_are_not_kept(tmp_path):
    """'市*局' fits many bureaus, so it is not a name of the one it was read as."""
    path = tmp_path / "damaged.ttl"
    path.write_text(
        """@prefix az: <https://w3id.org/aizone/ontology#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        <x:unit> a az:GovernmentUnit ; az:provisional true ; skos:prefLabel "玉河市民政局"@zh .
        <x:a1> a az:Assignment ; az:unit <x:unit> ; az:asWritten "市*局" . <x:a2> a az:Assignment ; az:unit <x:unit> ; az:asWritten "市民政局" .
        """,
        "utf-8",
    )
    store = OxigraphStore()
    store.bulk_load([(path, ox.NamedNode("https://w3id.org/aizone/id/plan/p"))])
    names = {name for _node, name, _kind in KnownNames(store).shown_names()}
    assert names == {"玉河市民政局", "市民政局", "民政局"}


def test_forms_in_which_names_are_compared():
    assert fold("Ａ 科技\u3000局") == "a科技局"
    assert key("發展和改革 委員會") == "发展和改革委员会"
    assert toneless("lǜ xī'ān") == "lv xian"
