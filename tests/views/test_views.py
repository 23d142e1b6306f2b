import networkx as nx
import pytest

from aizone.analysis.overlaps import find_overlaps
from aizone.projections.folded import fold_measures
from aizone.projections.plan_facts import read_plan_facts
from aizone.projections.shared_work import read_shared_work
from aizone.projections.tables import AnswerTable, answer_to_frame, to_table
from aizone.store.sandbox import Answer
from aizone.views.ask.limits import cut_words
from aizone.views.ask.tables import readable
from aizone.views.desk.overlaps import shared_items
from aizone.views.graph import building as network
from aizone.views.graph.drawing import to_pyvis
from aizone.views.graph.lettering import wrap_label
from aizone.views.graph.state import begin
from aizone.views.look import palette
from aizone.views.plan.answers import target_lines
from tests.views.pages import card_of, choices_of, heads_of, overview_of

UNIT = "id:unit/hefei-science-and-technology-bureau"
TASK = "id:plan/hefei-2020-2023/3/5/2"
DRAWN = [group for group in palette.NODES if group not in {"Topic", "Target", "Plan"}]


@pytest.fixture(scope="module")
def folded(shipped):
    return fold_measures(shipped.graph())


@pytest.fixture(scope="module")
def filtered(folded):
    return network.visible(folded, DRAWN, list(palette.ROLES))


def test_measures_are_folded_into_their_tasks(folded):
    assert not [node for node in folded if "/m" in node.rsplit("/", 1)[-1] and node.startswith("id:plan")]
    assert folded.edges[TASK, UNIT, "responsible"]["count"] == 4
    assert folded.edges[TASK, UNIT, "lead"]["count"] == 1


def test_filters_hide_classes_and_roles(folded):
    only_units = network.visible(folded, ["Task", "Unit"], ["lead"])
    assert {data["group"] for _node, data in only_units.nodes(data=True)} == {"Task", "Unit"}
    assert {key for _s, _t, key in only_units.edges(keys=True)} & set(palette.ROLES) == {"lead"}


def test_a_neighbourhood_has_its_center_in_the_middle_and_a_legend(filtered):
    scene = network.build_scene(filtered, begin(filtered, UNIT), "zh")
    assert scene.positions[UNIT] == (0.0, 0.0)
    assert {entry.key: entry.count for entry in scene.legend}["lead"] >= 8


def test_what_the_filter_hides_stands_in_the_legend_and_can_come_back(folded):
    groups = [group for group in palette.NODES if group != "Task"]
    hidden = network.visible(folded, groups, ["lead"], always=[UNIT])
    scene = network.build_scene(hidden, begin(hidden, UNIT), "zh", groups=groups, roles=["lead"])
    entries = {entry.key: entry for entry in scene.legend}
    assert (entries["Task"].count, entries["Task"].is_shown) == (0, False)
    assert not entries["support"].is_shown
    assert entries["Unit"].is_shown


def test_two_neighbours_stand_beside_the_label(filtered):
    goal = "id:plan/hefei-2020-2023/2/2"
    places = network.build_scene(filtered, begin(filtered, goal), "zh").positions
    assert len(places) == 3
    assert all(abs(x) > 100 and abs(y) < 1 for node, (x, y) in places.items() if node != goal)


def test_plans_can_be_chosen(folded):
    groups = list(palette.NODES)
    one = network.visible(folded, groups, list(palette.ROLES), plans=["id:plan/yunjiang-2024-2026"])
    assert not [node for node in one if node.startswith("id:plan/hefei")]
    assert UNIT in one
    assert "id:plan/yunjiang-2024-2026/3/1/1" in one


def test_roles_differ_without_colour():
    looks = {(style.width, style.dashes) for style in palette.ROLES.values()}
    assert len(looks) == len(palette.ROLES)


def test_no_two_classes_look_alike():
    looks = [(style.color, style.shape) for style in palette.NODES.values()]
    assert len(set(looks)) == len(looks)


def test_nodes_and_edges_are_drawn_in_a_fixed_order(filtered):
    scene = network.build_scene(filtered, begin(filtered, UNIT), "zh")
    drawn = to_pyvis(scene, "zh")
    assert [node["id"] for node in drawn.nodes] == list(scene.positions)
    assert drawn.nodes[0]["id"] == UNIT
    more, edges = len(scene.more), sorted((one, key, two) for one, two, key in scene.graph.edges(keys=True))
    assert sorted(edge["id"] for edge in drawn.edges[more:]) == sorted("|".join(edge) for edge in edges)
    assert [edge["from"] for edge in drawn.edges[more:]] == [edge[0] for edge in edges]


def test_an_address_may_be_a_curie_an_iri_or_a_measure(folded):
    assert network.node_at(folded, UNIT) == UNIT
    assert network.node_at(folded, "https://w3id.org/aizone/" + UNIT.replace(":", "/")) == UNIT
    assert network.node_at(folded, f"{TASK}/m2") == TASK
    for nowhere in ("", "nobody", "id:unit/nobody", "<img src=x>", "http://[", "x://a b"):
        assert network.node_at(folded, nowhere) is None


def test_labels_are_plain_text_in_pyvis(filtered):
    evil = nx.MultiDiGraph()
    evil.add_node("n", group="Unit", label_zh="</script><img src=x onerror=alert(1)> href", label_en="")
    (node,) = to_pyvis(network.build_scene(evil, begin(evil, "n"), "zh"), "zh").nodes
    assert "onerror" in node["title"]
    assert not {"image", "shape_html"} & set(node)  # signs come with the class


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("市科技局", ["市科技局"]),
        ("加强计算智能理论研究", ["加强计算智能", "理论研究"]),
        ("健全人工智能生态体系", ["健全人工智能", "生态体系"]),
        ("AI and education for all", ["AI and education", "for all"]),
    ],
)
def test_labels_wrap_evenly(label, lines):
    assert wrap_label(label).split("\n") == lines


def test_neighbours_as_a_list(filtered):
    rows = network.neighbours(filtered, UNIT, "en")
    assert rows[0].relation == "leads"
    assert {row.group for row in rows} >= {"Task"}
    assert len({row.node for row in rows}) == len({*filtered.successors(UNIT), *filtered.predecessors(UNIT)})


def test_the_card_of_a_unit(shipped):
    card = card_of(shipped, UNIT, "zh")
    assert (card.label, card.other_label, card.kind, card.is_unit) == (
        "合肥市科学技术局", "Hefei Municipal Bureau of Science and Technology", "单位", True,
    )  # fmt: skip
    assert len(card.duties) == 37
    assert [duty.role for duty in card.duties].count("lead") == 18
    assert card.roles == (("lead", "牵头", 18), ("responsible", "责任", 19))
    first = card.duties[0]
    assert (first.as_written, first.basis_label) == ("市科技局", "推断：排在首位")
    assert first.evidence.exact is None
    assert first.evidence.end > first.evidence.start
    assert card.text_missing
    assert card.partners[0][1:] == ("合肥市发展和改革委员会", 18)
    assert len(card.goals) == 4
    assert [(answer.label, answer.item_label, answer.grounds) for answer in card.answers if "平台" in answer.label] == [
        ("人工智能创新平台 5–8 个", "加快建设创新平台", "用词推断 1.00")
    ]
    (broad, *_rest) = [answer for answer in card.answers if answer.label.startswith("授权发明专利")]
    assert broad.grounds == "经所属目标，用词推断 0.14"


def test_the_card_of_a_goal_names_who_answers_for_its_targets_and_by_what(shipped):
    card = card_of(shipped, "id:plan/hefei-2020-2023/2/4", "zh")
    parks, platforms, events, people = card.targets
    plan = "id:plan/hefei-2020-2023"
    assert {work.item for work in parks.works} == {f"{plan}/3/3/1/m1", *(f"{plan}/3/3/6/m{n}" for n in "1234")}
    assert [work.item for work in platforms.works] == [f"{plan}/3/5/2", f"{plan}/3/5/5/m1"]
    assert all(work.label and work.units for work in (*parks.works, *platforms.works))
    assert (events.is_aim, people.is_aim) == (True, True)
    (target,) = card_of(shipped, "id:plan/hefei-2020-2023/2/4/t1", "zh").targets
    assert target == parks


def test_a_target_that_no_unit_answers_for_has_no_work(shipped):
    card = card_of(shipped, "id:plan/hefei-2020-2023/2/3", "zh")
    assert [(line.is_aim, len(line.works)) for line in card.targets] == [(False, 1), (True, 0)]


def test_the_card_of_a_task_shows_the_sentence_where_the_text_is_held(shipped):
    card = card_of(shipped, "id:plan/yunjiang-2024-2026/3/1/1", "en")
    assert not card.is_unit
    assert not card.text_missing
    assert all(duty.evidence.exact for duty in card.duties)
    assert {duty.role_label for duty in card.duties} <= {"lead", "responsible", "support", "supervise"}


def test_the_cards_of_a_goal_a_park_and_nothing(shipped):
    goal = card_of(shipped, "id:plan/hefei-2020-2023/2/1", "zh")
    assert len(goal.targets) == 5
    assert {(link.relation, link.label) for link in goal.links} >= {("对应任务领域", "强化前沿基础理论研究")}
    assert goal.lead_units[0][1:] == ("合肥市科学技术局", 9)
    park = card_of(shipped, shipped.find("中国声谷")[0].iri.value, "en")
    assert park.kind == "Park"
    assert {duty.as_written for duty in park.duties} >= {"市科技局"}
    assert card_of(shipped, "id:unit/nobody", "zh") is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_drawn_node_has_a_card(shipped, filtered, lang):
    for node in list(filtered)[::12]:
        assert card_of(shipped, node, lang) is not None, node


def test_the_overview(shipped):
    heads = heads_of(shipped, "zh")
    assert [head.fictional for head in heads] == [False, True, True]
    view = overview_of(shipped, heads[0], "zh")
    assert (view.head.years, view.head.issuer, view.head.issued) == ("2020–2023", "合肥市人民政府", "2020-05-19")
    assert (len(view.units), sum(unit.is_group for unit in view.units)) == (35, 3)
    assert (view.assignments, view.without_lead) == (159, 1)
    assert [[line.is_aim for line in goal.targets].count(False) for goal in view.goals] == [0, 5, 1, 1, 2]
    assert [[line.is_aim for line in goal.targets].count(True) for goal in view.goals] == [0, 0, 0, 1, 2]
    assert [goal.is_overall for goal in view.goals] == [True, *[False] * 4]
    assert (view.targets, view.unanswered) == (9, 0)
    parks = next(line for goal in view.goals for line in goal.targets if "示范园区" in line.label)
    assert [label for _unit, label in parks.units] == [
        "合肥高新技术产业开发区管理委员会",
        "合肥经济技术开发区管理委员会",
        "合肥市经济和信息化局",
        "合肥滨湖科学城管理委员会",
    ]
    assert parks.works[0].grounds == "用词推断 0.70"
    assert [len(area.tasks) for area in view.areas] == [3, 6, 6, 4, 5, 4]
    assert view.areas[-1].area == ""
    assert view.units[0].leads == 18
    assert overview_of(shipped, heads[1], "en").without_lead > 0


def test_shared_work(shipped):
    (pair, *_rest) = find_overlaps(shipped.incidence(plan="hefei-2020-2023"))
    items = shared_items(read_shared_work(shipped.store, pair.unit, pair.other, "zh", among=pair.items), "zh")
    assert len(items) == pair.shared == 18
    assert {item.unit.role for item in items} <= {"lead", "responsible"}
    assert {item.unit.standing for item in items if item.unit.role == "lead"} == {"inferred"}
    assert {item.unit.basis_label for item in items if item.unit.role == "lead"} == {"推断：排在首位"}
    assert all(item.summary and item.owner_list for item in items)
    assert all(item.evidence.exact is None and item.evidence.end > item.evidence.start for item in items)
    (held, *_rest) = find_overlaps(shipped.incidence(plan="yunjiang-2024-2026"))
    assert all(
        item.evidence.exact for item in shared_items(read_shared_work(shipped.store, held.unit, held.other, "en"), "en")
    )


def test_tables_for_people_drop_what_says_nothing(shipped):
    rows = shipped.select("duties_of_unit", unit="市教育局")
    columns, cells = readable(to_table(rows))
    assert "unit" not in columns
    assert "plan" not in columns
    assert columns[:2] == ("task", "item")
    assert len(cells) == len(rows)
    empty = AnswerTable(("a", "b"), ())
    assert readable(empty) == (("a", "b"), [])


def test_choices_and_answers_of_the_sparql_page(shipped):
    units = choices_of(shipped, "az:Unit", "en")
    assert next(iter(units)).startswith("id:unit/hefei-")
    assert choices_of(shipped, "any", "zh") == {}

    rows: list[tuple[str | None, ...]] = [
        ("<https://w3id.org/aizone/ontology#Task>", '"任务 \\"一\\""@zh'),
        (None, '"3"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ]
    frame = answer_to_frame(Answer("select", ("a", "b"), rows))
    assert frame.iloc[0].tolist() == ["az:Task", '任务 "一"']
    assert frame.iloc[1]["b"] == "3"
    counted: list[tuple[str | None, ...]] = [('"3"^^<http://www.w3.org/2001/XMLSchema#integer>',)]
    assert answer_to_frame(Answer("select", ("n",), counted))["n"].sum() == 3, "a count is a number"


def test_words_for_a_cut_answer_say_the_limit():
    said = {limit: cut_words(limit, 1200, str) for limit in ("seconds", "bytes", "memory", "rows")}
    assert len(set(said.values())) == 4
    assert all("1,200" in words for words in said.values())


def test_a_card_speaks_of_so_many_measures_and_counts_them_all(shipped):
    topic = "https://w3id.org/aizone/technology/robotics"
    whole, cut = (card_of(shipped, topic, "zh", most=most) for most in (None, 2))
    items = list(dict.fromkeys(duty.item for duty in whole.duties))
    assert len(items) > 2
    assert whole.measure_count == cut.measure_count >= len(items)
    assert not whole.is_cut
    assert cut.is_cut
    assert {duty.item for duty in cut.duties} <= set(items)
    assert len({duty.item for duty in cut.duties}) == 2
    assert (cut.links, cut.goals, cut.targets) == (whole.links, whole.goals, whole.targets)


def test_the_figures_of_a_unit_count_what_its_card_leaves_out(shipped):
    whole, cut = (card_of(shipped, UNIT, "zh", most=most) for most in (None, 3))
    assert cut.roles == whole.roles
    assert cut.things == whole.things
    assert len({duty.item for duty in cut.duties}) == 3
    assert cut.duties == whole.duties[: len(cut.duties)], "the first in reading order, numbers as numbers"


def test_a_target_has_its_year_and_the_stages_of_one_number_are_one_line(shipped):
    lines = {
        lang: target_lines(read_plan_facts(shipped.store, "id:plan/yunjiang-2024-2026", lang).targets, lang)
        for lang in ("zh", "en")
    }
    assert lines["zh"][0].label == "智能算力规模 300 P（2024年） → 600 P（2025年） → 1000 P（2026年）"
    assert lines["en"][0].label == "Intelligent computing power of 300 P by 2024 → 600 P (2025) → 1,000 P (2026)"
    assert "人工智能科技攻关项目 8–10 项/年（至2026年）" in {line.label for line in lines["zh"]}
    assert len({line.target for line in lines["zh"]}) == len(lines["zh"]) == 16
