"""One search over everything: words of plans, clause and goal numbers, and what two names share."""

import pytest

from aizone.projections.search.everything import find_everything
from aizone.projections.search.numbers import clause_path, goal_number
from aizone.projections.search.passages import IndexedPassage, PassageIndex, read_passages
from aizone.queries import select
from aizone.views.find.lines import WHILE_TYPING, found_groups

HEFEI, EXAMPLE, LATER = "id:plan/hefei-2020-2023", "id:plan/yunjiang-2024-2026", "id:plan/yunjiang-2027-2029"
SCIENCE = "id:unit/hefei-science-and-technology-bureau"


@pytest.fixture(scope="module")
def find(shipped):
    passages = read_passages(shipped.store)

    def found(text, lang="zh", **options):
        return find_everything(shipped.store, shipped.names, passages, text, lang, **options)

    return found


def test_words_of_plans_are_found_in_either_script_and_in_order():
    index = PassageIndex(
        [
            IndexedPassage("id:plan/b/3/1/1/m10", "支持无人集卡上路", "text"),
            IndexedPassage("id:plan/b/3/1/1/m2", "开放道路，支持 无人\n集卡", "text"),
            IndexedPassage("id:plan/a/3/1/1/m1", "Drones for 無人集卡", "summary"),
            IndexedPassage("id:plan/a/3/1/1/m2", "无人机与集卡", "text"),
        ]
    )
    assert [hit.passage.node for hit in index.find(["無人集卡"]).hits] == [
        "id:plan/a/3/1/1/m1", "id:plan/b/3/1/1/m2", "id:plan/b/3/1/1/m10",
    ]  # fmt: skip
    assert [hit.passage.plan for hit in index.find(["集卡"], plans=["id:plan/b"]).hits][:2] == ["id:plan/b"] * 2
    assert [hit.passage.node for hit in index.find(["集卡", "drones"]).hits] == ["id:plan/a/3/1/1/m1"]
    (hit,) = index.find(["道路", "集卡"]).hits
    assert (hit.before, hit.match, hit.after) == ("开放", "道路", "，支持 无人 集卡")
    limited = index.find(["集卡"], limit=2)
    assert (len(limited.hits), limited.has_more) == (2, True)
    assert index.find(["\n"]).hits == index.find([]).hits == ()


def test_a_sentence_of_a_held_plan_and_a_summary_of_another_are_found(find):
    (hit,) = find("无人集卡").passages.hits
    assert (hit.passage.plan, hit.passage.sort, hit.match) == (EXAMPLE, "text", "无人集卡")
    assert {hit.passage.sort for hit in find("通用人工智能").passages.hits} == {"summary"}


@pytest.mark.parametrize(
    ("text", "number", "path"),
    [
        ("目标2", 2, None), ("目标 二", 2, None), ("目标 2", 2, None), ("第三章", None, ("3",)), ("三", None, None), ("第三个目标", 3, None), ("goal 4", 4, None), ("三/(四)/2", None, ("3", "4", "2")),
        ("三、（四）2", None, ("3", "4", "2")), ("第三章第四节", None, ("3", "4")), ("2023", None, None), ("无人集卡", None, None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_type_them(text, number, path):
    assert (goal_number(text), clause_path(text)) == (number, path)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("50项专利", f"{HEFEI}/2/1/t2"), ("专利50项", f"{HEFEI}/2/1/t2"), ("50件专利", f"{HEFEI}/2/1/t2"), ("五十项发明专利", f"{HEFEI}/2/1/t2"),
        ("每年30项发明专利", f"{HEFEI}/2/1/t4"), ("5-8个创新平台", f"{HEFEI}/2/4/t2"), ("培育两百家企业", f"{EXAMPLE}/2/4/t2"),
        ("60%", f"{LATER}/2/3/t4"), ("百分之六十工业企业", f"{LATER}/2/3/t4"), ("1000P", f"{EXAMPLE}/2/1/t3"), ("1000 P by 2026", f"{EXAMPLE}/2/1/t3"), ("2025年底前 算力", f"{EXAMPLE}/2/1/t2"),
        ("2023年底前", f"{HEFEI}/2/4/t1"), ("三年 3000名", f"{LATER}/2/4"), ("50 patents", f"{HEFEI}/2/1/t2"),
    ],
)  # fmt: skip
def test_amounts_are_found_as_people_type_them(find, text, node):
    assert node in [hit.passage.node for hit in find(text).passages.hits]


@pytest.mark.parametrize("text", ["5项专利", "50项港口", "0项专利"])
def test_an_amount_is_no_part_of_a_longer_one_and_belongs_to_the_words_beside_it(find, text):
    assert find(text).passages.hits == ()


def test_numbers_find_goals_and_clauses_of_the_plans_chosen(find):
    assert find("目标2").numbered == (f"{HEFEI}/2/2", f"{EXAMPLE}/2/2", f"{LATER}/2/2")
    assert find("目标2", plans=[EXAMPLE]).numbered == (f"{EXAMPLE}/2/2",)
    assert find("三/(四)/2").numbered == (f"{HEFEI}/3/4/2",)
    assert find("目标99").numbered == ()


@pytest.mark.parametrize(
    "text", ["市数据资源局 市发改委", "市数据资源局和市发改委", "市数据资源局市发改委", "市发改委，市数据资源局"]
)
def test_two_units_give_what_they_share_as_the_overlaps_count_it(find, shipped, text):
    (answer,) = find(text).questions
    assert (answer.kind, answer.plan, len(answer.measures)) == ("shared", HEFEI, 5)
    rows = select(shipped.store, "unit_pairs").rows
    assert {unit.rsplit("/", 1)[-1] for unit in answer.nodes} == {
        "hefei-data-resources-bureau", "hefei-development-and-reform-commission",
    }  # fmt: skip
    assert any(int(row[-1].value) == 5 for row in rows)


def test_two_units_that_share_nothing_are_said_to(find):
    found = find("合肥市教育局 合肥市公安局")
    (answer,) = found.questions
    assert (answer.kind, answer.plan, answer.measures) == ("shared", HEFEI, ())
    assert set(answer.nodes) == {"id:unit/hefei-education-bureau", "id:unit/hefei-public-security-bureau"}
    assert {hit.node for hit in found.names} >= set(answer.nodes)  # and each of the two is found
    assert find("合肥市教育局 合肥市公安局", plans=[EXAMPLE]).questions[0].plan == ""
    (far,) = find("合肥市教育局 云江市公安局").questions
    assert (far.plan, far.measures) == ("", ())


def test_a_unit_and_a_topic_or_words_give_its_measures(find):
    topics = [one for one in find("市科技局 智能语音").questions if one.groups[1] == "Topic"]
    assert (topics[0].kind, topics[0].nodes[0], len(topics[0].measures)) == ("about", SCIENCE, 4)
    (words,) = find("云江市工信局 无人集卡").questions
    assert (words.kind, words.words, [node for node, _label in words.measures]) == ("words", "无人集卡", [f"{EXAMPLE}/3/3/8/m1"])  # fmt: skip


def test_a_name_of_characters_that_join_names_is_one_name(find):
    found = find("市发展和改革委员会")
    assert found.questions == ()
    assert found.names[0].node.endswith("development-and-reform-commission")


def test_words_that_find_nothing_together_are_looked_for_one_by_one(find):
    found = find("云江市工信局 从来没有的词")
    assert [hit.node for hit in found.names] == ["id:unit/yunjiang-industry-and-information-technology-bureau"]
    assert find("").is_empty
    assert find("没有这样的名字").is_empty


@pytest.mark.parametrize(
    ("text", "lang", "label"),
    [
        ("教育局负责什么？", "zh", "合肥市教育局"), ("谁牵头智能芯片", "zh", "智能芯片"), ("市科技局的职责", "zh", "合肥市科学技术局"),
        ("who leads intelligent chips?", "en", "Intelligent chips"),
        ("science and technology bureau", "en", "Hefei Municipal Bureau of Science and Technology"),
        ("Hefei high-tech zone", "en", "Hefei High-tech Industrial Development Zone"),
    ],
)  # fmt: skip
def test_questions_in_words_and_words_in_another_order_find_what_they_are_about_first(find, text, lang, label):
    assert find(text, lang, plans=[HEFEI]).names[0].label == label


@pytest.mark.parametrize(
    ("text", "lang", "label"),
    [
        ("市卫建委", "zh", "合肥市卫生健康委员会"),
        ("只能语音", "zh", "智能语音"),
        ("intellgent speech", "en", "Intelligent speech"),
    ],
)
def test_what_is_typed_wrong_proposes_what_sounds_or_looks_the_same(find, text, lang, label):
    found = find(text, lang)
    assert (found.names, found.alike[0].label) == ((), label)


@pytest.mark.parametrize(
    "text",
    [
        "data resources bureau and development and reform commission",
        "data resources bureau development and reform commission",
    ],
)
def test_two_english_names_need_no_comma_and_no_city(find, text):
    (answer,) = find(text, "en", plans=[HEFEI]).questions
    assert (answer.kind, len(answer.measures)) == ("shared", 5)
    assert find("Development and Reform Commission", "en").questions == ()


def test_a_target_is_found_by_its_name_and_opens_as_itself(find):
    found = find("发明专利", plans=[HEFEI])
    first = found.passages.hits[0].passage
    assert (first.plan, first.sort) == (HEFEI, "target")
    (group,) = (one for one in found_groups(found, {first.node: "Patents", HEFEI: "Plan"}, {}, "en", WHILE_TYPING))
    line = group.lines[0]
    assert (line.opens, line.node, line.title, line.why) == ("entity", first.node, "Patents", "Target · Plan")


def test_lines_say_why_they_fit(find):
    labels = {HEFEI: "Plan", EXAMPLE: "Example", f"{EXAMPLE}/3/3/8/m1": "Zone"}
    (group,) = found_groups(find("无人集卡", "en"), labels, {f"{EXAMPLE}/3/3/8/m1": "三/(三)/8 m1"}, "en", WHILE_TYPING)
    (line,) = group.lines
    assert (group.sort, line.opens, line.title, line.why, line.match) == ("passages", "text", "Zone", "三/(三)/8 m1 · Example", "无人集卡")  # fmt: skip
    asked = found_groups(find("市数据资源局 市发改委", "en"), labels, {}, "en", WHILE_TYPING)[0].lines
    assert "share 5 measures" in asked[0].title
    assert [line.is_sub for line in asked] == [False, True, True]
    names = found_groups(find("kjj", "en"), labels, {}, "en", WHILE_TYPING)[0].lines
    assert "by pinyin initials" in names[0].why
