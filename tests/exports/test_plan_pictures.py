"""Pictures of whole plans: what they are drawn from is all there, with a title, a legend and where it comes from."""

from xml.etree import ElementTree

import pytest

from aizone.analysis.goal_flows import GoalFlow
from aizone.analysis.overlaps import find_overlaps
from aizone.exports.picture_frame import FrameWords, frame, source_words
from aizone.exports.plan_pictures import flow_svg, matrix_svg, network_svg
from aizone.iri import expand
from aizone.projections.responsibility_matrix import read_matrix
from aizone.version import __version__
from aizone.views.desk.network import network_picture
from aizone.views.plan.flows import flow_picture

PLAN = "id:plan/yunjiang-2024-2026"
WORDS = FrameWords("云江 · 图", "资料来源：云江")
EVIL = '</text><script>alert(1)</script><image href="http://evil.example/x"/>'
S = "{http://www.w3.org/2000/svg}"


def texts(svg):
    """The words of a drawing, each element's as one, without blanks."""
    root = ElementTree.fromstring(svg)
    return ["".join("".join(text.itertext()).split()) for text in root.iter(f"{S}text")]


@pytest.fixture(scope="module")
def matrix(shipped):
    return read_matrix(shipped.store, (PLAN,), "zh")


@pytest.fixture(scope="module")
def network(shipped):
    incidence = shipped.incidence(plan=expand(PLAN), lang="zh")
    pairs = find_overlaps(incidence)
    names = dict(zip(incidence.units, incidence.labels, strict=True))
    return network_picture(pairs, names, {incidence.units[0]: (4, 1)})


def test_the_matrix_has_every_row_head_and_cell(matrix):
    svg = matrix_svg(matrix, "zh", WORDS, grouped=True, plans={PLAN: "云江"})
    root, found = ElementTree.fromstring(svg), texts(svg)
    assert {"".join(column.short.split()) for column in matrix.columns} <= set(found)
    assert {"".join((row.path + row.label).split()) for row in matrix.rows} <= set(found)
    assert {row.area_label for row in matrix.rows if row.area_label} <= set(found)
    signs = [text for text in root.iter(f"{S}text") if text.text in set("●◐○△")]
    assert len(signs) == len(matrix.cells)
    inferred = [sign for sign in signs if sign.get("text-decoration")]
    assert len(inferred) == sum(not cell.stated for cell in matrix.cells.values())
    assert "●牵头" in found
    assert "云江·图" in found
    assert "资料来源：云江" in found


def test_rows_of_several_plans_stand_under_the_name_of_theirs(shipped):
    plans = (PLAN, "id:plan/yunjiang-2027-2029")
    svg = matrix_svg(
        read_matrix(shipped.store, plans, "zh"), "zh", WORDS, grouped=True, plans=dict(zip(plans, "甲乙", strict=True))
    )
    found = texts(svg)
    assert found.index("甲") < found.index("乙")


def test_the_flow_has_every_bar_and_stream():
    flows = [
        GoalFlow("g1", "夯实基础", "a1", "建设平台", "u1", "市数据局", 3),
        GoalFlow("g1", "夯实基础", "a2", "推广应用", "u2", "市卫生健康委", 2),
    ]
    svg = flow_svg(flow_picture(flows), "zh", WORDS)
    found = " ".join(texts(svg))
    assert all(name in found for name in ("夯实基础5", "建设平台3", "推广应用2", "数据局3", "卫生健康委2"))
    assert {"目标", "任务领域"} <= set(texts(svg))
    assert len(list(ElementTree.fromstring(svg).iter(f"{S}polygon"))) == 4


def test_the_network_has_every_unit_and_line(network):
    svg = network_svg(network, "en", WORDS)
    root = ElementTree.fromstring(svg)
    assert len(list(root.iter(f"{S}line"))) == len(network.edges)
    assert len(list(root.iter(f"{S}circle"))) == len(network.nodes) + 2  # and those of the legend
    assert any("leads none" in "".join(text.itertext()) for text in root.iter(f"{S}text"))


def test_names_do_not_become_markup():
    flows = [GoalFlow("g", EVIL, "a", EVIL, "u", EVIL, 1)]
    svg = flow_svg(flow_picture(flows), "zh", FrameWords(EVIL, EVIL))
    tags = {element.tag.removeprefix(S) for element in ElementTree.fromstring(svg).iter()}
    assert tags == {"svg", "title", "rect", "text", "g", "polygon"}


def test_a_frame_holds_the_whole_title_and_leaves_the_drawing_in_the_middle():
    long = FrameWords("合肥建设国家新一代人工智能创新发展试验区实施方案（2020—2023年）责任矩阵", "资料来源：方案")
    found = frame(long, "名称", left=100, top=50, width=200, height=80)
    assert "".join(line.text for line in found.above) == long.title
    assert found.left + found.width / 2 == 200
    assert found.top + found.height > 130 + 12
    assert all(found.top < line.y < 50 for line in found.above)
    assert all(130 < line.y < found.top + found.height for line in found.below)
    bare = frame(FrameWords(), "名称", left=0, top=0, width=100, height=50)
    assert (bare.width, bare.height, bare.above, bare.below) == (100, 50, (), ())


def test_the_source_names_some_plans_and_counts_the_others():
    few, many = (source_words([f"方案{at}" for at in range(count)], "abc", "zh") for count in (1, 5))
    assert few == f"资料来源：方案0。aizone {__version__} 绘制，数据版本 abc。"
    assert "另 2 份方案" in many
    assert "方案3" not in many
