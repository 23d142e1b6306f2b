import io
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import networkx as nx
import pytest

from aizone.analysis.shortest_paths import shortest_paths
from aizone.exports.picture_files import export
from aizone.projections.folded import fold_measures
from aizone.views.graph import building as network
from aizone.views.graph.drawing import MORE, to_pyvis
from aizone.views.graph.paths import tell_paths
from aizone.views.graph.state import GraphState, begin, expand
from aizone.views.look.icons import PICTOGRAMS, SHAPES, data_uri, sign_svg
from aizone.views.look.palette import NODES, ROLES
from tests.views.pages import card_of

UNIT = "id:unit/hefei-science-and-technology-bureau"
TASK = "id:plan/yunjiang-2024-2026/3/1/1"
EVIL = '</script><img src="http://evil.example/x" onerror=alert(1)> href javascript:'


@pytest.fixture(scope="module")
def folded(shipped):
    return fold_measures(shipped.graph())


@pytest.fixture(scope="module")
def scene(folded):
    return network.build_scene(folded, begin(folded, TASK), "zh")


@pytest.fixture
def hostile():
    graph = nx.MultiDiGraph()
    for node in ("a", "b"):
        graph.add_node(node, group="Task", label_zh=EVIL, label_en="")
    graph.add_node("c", group="Unit", label_zh=EVIL, label_en="")
    graph.add_edge("a", "c", "lead", count=2)
    graph.add_edge("b", "c", "az:about", count=1)
    return network.build_scene(graph, begin(graph, "c"), "zh")


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attributes):
        self.seen.append((tag, dict(attributes)))


@pytest.mark.parametrize("form", ["svg", "html", "graphml"])
def test_nothing_a_name_holds_becomes_markup(hostile, form):
    _name, _mime, text = export(form, hostile, None, "zh", selected="c")
    tags = Tags()
    tags.feed(text)
    assert {tag for tag, _attributes in tags.seen} & {
        "script",
        "img",
        "iframe",
        "object",
        "link",
        "foreignobject",
    } == set()
    for _tag, attributes in tags.seen:
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
        assert "src" not in attributes


def test_the_page_forbids_scripts_and_requests(scene, shipped):
    _name, mime, text = export("html", scene, card_of(shipped, TASK, "zh"), "zh", selected=TASK)
    assert mime == "text/html"
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text).group(1)
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert re.findall(r'(?:src|href)="(?!#)', text) == []
    assert "<svg" in text
    assert "<blockquote>" in text  # the sentence
    assert "市数据局" in text


def test_every_link_of_the_page_leads_to_an_entry(scene):
    _name, _mime, text = export("html", scene, None, "en", selected=TASK)
    targets, entries = set(re.findall(r'href="#([^"]+)"', text)), set(re.findall(r' id="(entry-[^"]+)"', text))
    assert targets == entries
    assert len(entries) == len(scene.graph)


def test_the_drawing_is_well_formed_and_draws_what_is_shown(scene):
    name, _mime, text = export("svg", scene, None, "en", selected=TASK, source="Source: the plan")
    assert name == "Build the Yunjiang Intelligent Computing Center and what it is connected with.svg"
    root = ElementTree.fromstring(text)
    assert "Source: the plan" in "".join(root.itertext())
    spaces = {"s": "http://www.w3.org/2000/svg"}
    lines = root.findall(".//s:polyline", spaces)
    assert len(lines) >= len(scene.graph.edges)
    assert None in {line.get("stroke-dasharray") for line in lines}


def test_graphml_comes_back_as_the_same_graph(scene):
    _name, _mime, text = export("graphml", scene, None, "zh", selected=TASK)
    again = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert set(again) == set(scene.graph)
    assert again.number_of_edges() == scene.graph.number_of_edges()
    assert again.nodes[TASK]["label"] == "建设云江智算中心"


def test_an_unknown_form_is_no_file(scene):
    assert export("exe", scene, None, "zh", selected=TASK) is None


def test_every_class_has_its_own_sign():
    assert set(PICTOGRAMS) == set(NODES)
    assert len(set(PICTOGRAMS.values())) == len(PICTOGRAMS)
    assert {style.shape for style in NODES.values()} <= set(SHAPES)
    assert len({style.shape for style in NODES.values()}) == len(
        NODES
    )  # distinguishable without colour and without pictogram
    for group, style in NODES.items():
        ElementTree.fromstring(sign_svg(group, style.shape, style.color, is_selected=True))
        assert data_uri(sign_svg(group, style.shape, style.color)).startswith("data:image/svg+xml,")


def test_the_canvas_knows_the_more_node_and_the_badges(folded):
    state = GraphState(begin(folded, UNIT))
    scene = network.build_scene(folded, expand(state, folded, state.now.shown[1]).now, "en")
    nodes = {node["id"]: node for node in to_pyvis(scene, "en").nodes}
    more = [node for node in nodes.values() if node["group"] == MORE]
    assert more
    assert more[0]["label"].startswith("+")
    assert nodes[UNIT]["badge"] == ""  # all its neighbours are drawn or counted by the '+n'
    assert any(node["badge"].startswith("+") for node in nodes.values())
    kinds = {edge["kind"] for edge in to_pyvis(scene, "en").edges}
    assert kinds <= {*ROLES, "other", MORE}


def test_a_path_is_the_shortest_and_told_in_words(folded):
    bureau = "id:unit/hefei-education-bureau"
    found = shortest_paths(folded, UNIT, bureau)
    assert found
    assert len(found[0].steps) == 2
    paths = tell_paths(folded, found, "en")
    assert paths[0].nodes[0] == UNIT
    assert paths[0].nodes[-1] == bureau
    assert " → leads → " in paths[0].words or " → carries out → " in paths[0].words
    with_plan = tell_paths(folded, found, "en", plans={"id:plan/hefei-2020-2023": "the Hefei plan"})[0].words
    assert with_plan.count("(the Hefei plan)") == 1, "the task names its plan, the units do not"
    assert paths[0].words.endswith("Hefei Municipal Education Bureau")
    assert shortest_paths(folded, UNIT, UNIT) == ()
    assert shortest_paths(folded, UNIT, "id:unit/nobody") == ()


def test_a_path_by_work_is_preferred_to_one_by_hierarchy():
    graph = nx.MultiDiGraph()
    for node in ("a", "b", "boss", "task"):
        graph.add_node(node, group="Unit", label_zh=node, label_en=node)
    graph.add_edge("a", "boss", "az:superior")
    graph.add_edge("b", "boss", "az:superior")
    graph.add_edge("task", "a", "lead")
    graph.add_edge("task", "b", "support")
    path, other = tell_paths(graph, shortest_paths(graph, "a", "b"), "en")
    assert path.words == "a → leads → task → is supported by → b"
    assert other.words == "a → under → boss → directs → b"
    graph.remove_edge("task", "b")
    (path,) = tell_paths(graph, shortest_paths(graph, "a", "b"), "en")
    assert path.words == "a → under → boss → directs → b"


def test_only_what_belongs_to_an_invented_example_has_a_ring(folded, scene):
    assert 'stroke-dasharray="3 3"' not in export("svg", scene, None, "en", selected=TASK)[2]
    graph = folded.copy()
    graph.nodes[TASK]["is_invented"] = True
    drawn = network.build_scene(graph, begin(graph, TASK), "en")
    root = ElementTree.fromstring(export("svg", drawn, None, "en", selected=TASK)[2])
    rings = [circle for circle in root.iter("{http://www.w3.org/2000/svg}circle") if circle.get("stroke-dasharray")]
    assert len(rings) == 2  # that of the task, and that of the legend
    assert "invented example 1" in "".join(root.itertext())
    nodes = {node["id"]: node for node in to_pyvis(drawn, "en").nodes}
    assert [node for node in nodes if nodes[node].get("invented")] == [TASK]
    assert "invented example" in nodes[TASK]["title"]
