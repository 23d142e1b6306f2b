"""No line passes through a name and no two names touch, in every arrangement of every first picture of the shipped plans."""

import functools
import itertools
import math

import networkx as nx
import numpy as np
import pytest

from aizone.exports.picture import to_svg
from aizone.projections.folded import fold_measures, label_of
from aizone.text.phrases import phrases
from aizone.views.graph import building as network
from aizone.views.graph.arrangements import ARRANGEMENTS, layers, scale_of
from aizone.views.graph.crossing import passes_through, touches
from aizone.views.graph.detours import detours
from aizone.views.graph.drawing import to_pyvis
from aizone.views.graph.lettering import CHARS, width_px, wrap_label
from aizone.views.graph.replay import follow
from aizone.views.graph.state import GraphState, begin, expand, only_path, path_of, undo
from aizone.views.look import palette

AT_FIRST = set(palette.NODES) - {"Topic", "Target", "Plan"}


@pytest.fixture(scope="module")
def folded(shipped):
    return network.visible(fold_measures(shipped.graph()), AT_FIRST, set(palette.ROLES))


@pytest.fixture(scope="module")
def first_picture(folded):
    """The picture that a node begins with, made once for all arrangements of it."""
    return functools.cache(functools.partial(begin, folded))


def touching(scene):
    """How many pairs of names share some room."""
    boxes = [name.box for name in scene.captions.values()]
    found = touches(boxes, boxes)
    np.fill_diagonal(found, False)
    return int(found.sum() / 2)


def crossed(scene):
    """(name, ends of the line) of each line through a name; those of what stands in the middle end at its own name."""
    lines = {}
    pairs = {*scene.graph.edges(), *((more.anchor, more.id) for more in scene.more)}
    for one, two in pairs:
        points = scene.routes.get((one, two), (scene.positions[one], scene.positions[two]))
        lines |= {(one, two, at): (*here, *there) for at, (here, there) in enumerate(itertools.pairwise(points))}
    if not lines:
        return []
    names = list(scene.captions)
    hit = passes_through(list(lines.values()), [scene.captions[name].box for name in names])
    found = [(names[at], list(lines)[line][:2]) for line, at in zip(*np.nonzero(hit), strict=True)]
    return [(name, ends) for name, ends in found if not (scene.positions[name] == (0.0, 0.0) and name in ends)]


@pytest.mark.parametrize("arrangement", [*ARRANGEMENTS, "column"])
def test_no_line_passes_through_a_name_and_no_two_touch(folded, first_picture, arrangement):
    nodes = sorted(folded)
    for at, node in enumerate(nodes):
        scene = network.build_scene(folded, first_picture(node), ("zh", "en")[at % 2], arrangement=arrangement)
        assert (touching(scene), crossed(scene)) == (0, []), node


@pytest.mark.parametrize("count", [1, 2, 3, 8, 24, 59])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_neighbourhood_of_sixty_is_legible(count, lang):
    graph = nx.MultiDiGraph()
    graph.add_node(
        "hub", group="Unit", label_zh="合肥市经济和信息化局", label_en="Bureau of Economy and Information Technology"
    )
    for number in range(count):
        graph.add_node(
            f"n{number:02}",
            group="Task",
            label_zh=f"加快建设人工智能创新平台{number}",
            label_en=f"Speed up the building of innovation platforms {number}",
        )
        graph.add_edge("hub", f"n{number:02}", f"az:relation{number // 9}", count=1)
        if number % 5 == 4:
            graph.add_edge(f"n{number:02}", f"n{number - 1:02}", "az:partOf", count=1)
    scene = network.build_scene(graph, begin(graph, "hub"), lang)
    assert len(scene.graph) == count + 1
    assert (touching(scene), crossed(scene)) == (0, [])
    boxes = np.array([name.box for name in scene.captions.values()])
    wide, high = boxes[:, 2].max() - boxes[:, 0].min(), boxes[:, 3].max() - boxes[:, 1].min()
    assert 15 * min(690 / wide, 590 / high) > 10, "letters of ten pixels and more at 1440 by 900"


def test_a_second_expansion_stays_readable(folded, first_picture):
    for node in ["id:plan/hefei-2020-2023/3/5/2", *sorted(folded)[::20]]:
        state = GraphState(first_picture(node))
        for _step in range(2):
            unit = next((one for one in state.now.shown[1:] if "unit/" in one), None)
            if unit is None:
                break
            state = expand(state, folded, unit)
            for lang in ("zh", "en"):
                scene = network.build_scene(folded, state.now, lang)
                assert (touching(scene), crossed(scene)) == (0, []), node


@pytest.fixture(scope="module")
def opened(folded, first_picture):
    """The picture of a unit in which so many nodes and more were opened one after the other."""

    @functools.cache
    def until(count):
        state, seen = GraphState(first_picture("id:unit/hefei-science-and-technology-bureau")), set()
        while len(state.now.shown) < count and (node := next((one for one in state.now.shown if one not in seen), "")):
            seen.add(node)
            state = expand(state, folded, node)
        return state.now

    return until


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("arrangement", "most"), [("around", 20), ("layers", 200), ("kinds", 200), ("column", 200)])
def test_pictures_of_any_size_are_legible_where_things_stand_in_order(folded, opened, arrangement, most, lang):
    for count in (20, 60, 200):
        if count <= most:
            scene = network.build_scene(folded, opened(count), lang, arrangement=arrangement)
            assert len(scene.graph) >= min(count, 150)
            assert (touching(scene), crossed(scene)) == (0, [])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_few_lines_pass_through_a_name_where_sixty_were_opened_by_hand(folded, opened, lang):
    scene = network.build_scene(folded, opened(60), lang)
    assert touching(scene) == 0
    assert len({(name, ends) for name, ends in crossed(scene)}) < 0.05 * len(scene.graph.edges())


def test_lines_go_around_names_as_near_as_they_can():
    placed = {"a": (0.0, 0.0), "b": (300.0, 0.0), "c": (300.0, 200.0), "wall": (150.0, -40.0), "all": (150.0, 0.0)}
    names = {"wall": (140.0, -20.0, 160.0, 20.0), "b": (310.0, -10.0, 400.0, 10.0)}
    found = detours([("a", "b"), ("a", "c")], placed, dict.fromkeys(placed, 10.0), names, (-9.0, -9.0))
    assert set(found) == {("a", "b")}  # the other is not in anybody's way
    route = found["a", "b"]
    lines = [(*one, *two) for one, two in itertools.pairwise(route)]
    assert not passes_through(lines, list(names.values())).any()
    assert route[0] == (0.0, 0.0)
    assert 13 < math.dist(route[-1], placed["b"]) < 15  # it ends before the sign
    assert 20 < max(abs(y) for _x, y in route) < 45
    walled = {"all": (100.0, -900.0, 200.0, 900.0)}  # no curve is bent so far
    long_way = detours([("a", "b")], placed, dict.fromkeys(placed, 10.0), walled, (-9.0, -9.0))["a", "b"]
    assert not passes_through([(*one, *two) for one, two in itertools.pairwise(long_way)], list(walled.values())).any()
    assert 285 < long_way[-1][0] < 300
    shut_in = {f"wall {at}": box for at, box in enumerate(((-60.0, -60.0, -40.0, 60.0), (40.0, -60.0, 60.0, 60.0), (-60.0, -60.0, 60.0, -40.0), (-60.0, 40.0, 60.0, 60.0)))}  # fmt: skip
    at = placed | dict.fromkeys(shut_in, (0.0, 900.0))
    assert detours([("a", "b")], at, dict.fromkeys(placed, 10.0), shut_in, (-9.0, -9.0)) == {}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_layers_are_written_as_large_as_the_window_lets_them(folded, first_picture, lang):
    scales = {}
    for node in sorted(folded)[::3]:
        scene = network.build_scene(folded, first_picture(node), lang, arrangement="layers")
        columns = layers(scene.groups)
        widths = {one: name.box[2] - name.box[0] for one, name in scene.captions.items()}
        scales.setdefault(len(columns), []).append(15 * scale_of(columns, widths, scene.form))
    assert max(scales) == 5
    assert np.median(scales[5]) > 10, "letters of ten pixels and more at 1440 by 900"
    assert min(itertools.chain(*scales.values())) > 9


def test_a_path_is_drawn_alone_from_left_to_right_with_words(folded):
    chain = [
        "id:unit/hefei-science-and-technology-bureau",
        "id:plan/hefei-2020-2023/3/2/4",
        "id:unit/hefei-data-resources-bureau",
    ]
    state = only_path(GraphState(begin(folded, chain[0])), folded, chain)
    assert path_of(state.now.steps) == tuple(chain)
    scene = network.build_scene(folded, state.now, "en")
    assert list(scene.positions) == chain == sorted(chain, key=lambda node: scene.positions[node][0])
    assert (touching(scene), crossed(scene)) == (0, [])
    edges = to_pyvis(scene, "en").edges
    assert [(edge["words"], edge["arrows"]) for edge in edges] == [("is carried out by", "to"), ("leads", "from")]
    drawing = to_svg(scene, "en")
    assert all(f">{words}</text>" in drawing for words in ("leads", "is carried out by"))
    again = follow(None, folded, chain[0], state.now.opened)
    assert again.now.places == state.now.places
    assert undo(state).now.shown == begin(folded, chain[0]).shown


def test_arrangements_are_alike_each_time_and_differ_from_each_other(folded):
    picture = begin(folded, "id:plan/hefei-2020-2023/3/5/2")
    places = [network.build_scene(folded, picture, "zh", arrangement=one).positions for one in ARRANGEMENTS]
    assert places == [network.build_scene(folded, picture, "zh", arrangement=one).positions for one in ARRANGEMENTS]
    assert all(one.keys() == places[0].keys() for one in places)
    columns = sorted({x for x, _y in places[1].values()})
    groups = [{folded.nodes[node]["group"] for node, (at, _y) in places[1].items() if at == x} for x in columns]
    assert groups[0] == {"Goal"}
    assert {"Unit"} <= groups[3]
    assert all(not one & two for one in groups for two in groups if one is not two)
    assert len({*places[0].values()} & {*places[2].values()}) < len(places[0]) / 2
    assert not any(math.isnan(x) or math.isnan(y) for place in places for x, y in place.values())


def test_a_line_of_a_name_does_not_begin_with_a_closing_bracket():
    assert wrap_label("哈工大机器人（合肥）国际创新研究院", lines=2, chars=11).split("\n")[1][0] not in "）)"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_name_is_parted_inside_a_word(folded, lang):
    names = {label_of(folded, node, lang) for node in folded}
    assert len(names) > 100
    for name in names:
        ends = set(_ends(name))
        for lines, chars in CHARS[lang].items():
            at = 0
            for line in wrap_label(name, lines=lines, chars=chars).split("\n"):
                at = name.index(line.removesuffix("…"), at) + len(line.removesuffix("…"))
                assert at in ends or (line.endswith("…") and width_px(line) > 15 * 0.6 * chars), (name, line)


def _ends(name):
    """The places where words of a name end, with and without the blanks after them."""
    at = 0
    for piece in phrases(name):
        yield at + len(piece.rstrip())
        yield (at := at + len(piece))
