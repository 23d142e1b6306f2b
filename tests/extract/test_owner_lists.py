import re

import pytest

from aizone.extract.owners.grammar import grammar, read_table
from aizone.extract.owners.lists import find_owner_lists as find_lists
from aizone.extract.owners.one_list import labels_in
from aizone.extract.owners.one_list import read_owner_list as read_list
from aizone.extract.owners.unread_labels import labels_left
from aizone.model import TextSpan
from aizone.text.brackets import find_brackets, split_outside

TABLE = read_table()
EXAMPLES = [
    entry["example"]
    for concern in (
        "label",
        "other_label",
        "deadline_label",
        "opening",
        "duty",
        "predicate",
        "joint",
        "mark",
        "conjunction",
        "collective",
    )
    for entry in (TABLE[concern] if isinstance(TABLE[concern], list) else [TABLE[concern]])
] + [TABLE["open_tail"]["example"]]


def pairs(owner_list):
    return " ".join(f"{owner.written}={owner.given.role}" for owner in owner_list.owners)


whole = TextSpan.whole


def read_owner_list(text, *, inside=False, bare=False):
    """Read a text as one list; `inside` when its first and last character are its brackets."""
    inner = TextSpan(text, 1, len(text) - 1) if inside else whole(text)
    return read_list(whole(text), inner, found_by="list-in-bracket", bare=bare)


def find_owner_lists(*paragraphs):
    return find_lists(paragraphs).lists


@pytest.mark.parametrize(("text", "expected"), EXAMPLES)
def test_the_grammar_reads_its_own_examples(text, expected):
    owner_list = read_owner_list(text, bare=True)
    assert owner_list is not None
    assert pairs(owner_list) == expected


def test_duties_in_brackets_inside_a_sentence_are_no_owner_list():
    text = "材料（市商务局负责审核）齐全后受理。"
    assert find_owner_lists(whole(text)) == []


@pytest.mark.parametrize("entry", TABLE["rule"], ids=lambda entry: entry["example"][0])
def test_each_rule_is_read_where_its_example_states_it(entry):
    text, expected = entry["example"]
    owner_list = read_owner_list(text)
    assert owner_list is not None
    assert [rule.kind for rule in owner_list.rules] == [entry["kind"]]
    assert " ".join(f"{unit.written}={unit.given.role}" for rule in owner_list.rules for unit in rule.units) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（主要责任单位：市商务局；其他责任单位：市税务局）", "市商务局=responsible 市税务局=responsible"),
        ("（部门分工:市商务局牵头,各地、各部门配合。）", "市商务局=lead 各地=support 各部门=support"),
        (
            "（市商务局为牵头单位，市税务局、市统计局为责任单位）",
            "市商务局=lead 市税务局=responsible 市统计局=responsible",
        ),
        (
            "（商务部、税务总局等国务院相关部门及各地区按职责分工负责）",
            "商务部=responsible 税务总局=responsible 各地区=responsible",
        ),
        ("（市商务局会同市税务局、市统计局等负责）", "市商务局=lead 市税务局=support 市统计局=support"),
        (
            "（牵头单位：市商务局（责任人：王某）；配合单位：市税务局（责任人：李某）、市统计局（联系人：张某））",
            "市商务局=lead 市税务局=support 市统计局=support",
        ),
        ("（责任牵头单位：市商务局；责任配合单位：市税务局）", "市商务局=lead 市税务局=support"),
        ("（牵头实施单位：市商务局；参与实施单位：市税务局）", "市商务局=lead 市税务局=support"),
        ("（主体责任单位：市商务局；监管责任单位：市税务局）", "市商务局=responsible 市税务局=responsible"),
        ("（市商务局为主，市税务局、市统计局等各负其责）", "市商务局=lead 市税务局=responsible 市统计局=responsible"),
        ("（市商务局、税务局按职能职责负责）", "市商务局=responsible 税务局=responsible"),
        ("（县商务局牵头，电信、移动公司配合）", "县商务局=lead 电信=support 移动公司=support"),
        (
            "（责任单位：市商务局，各区人民政府（含开发区、风景区管委会，下同））",
            "市商务局=responsible 各区人民政府（含开发区、风景区管委会，下同）=responsible",
        ),
        (
            "（责任单位：市商务局，各区人民政府（含开发区管委会，下同）。列第一位的为牵头单位，下同）",
            "市商务局=responsible 各区人民政府（含开发区管委会，下同）=responsible",
        ),
        ("（牵头单位为市商务局，配合单位为市税务局）", "市商务局=lead 市税务局=support"),
        (
            "(分管副市长、协管副秘书长负责,市商务局牵头,市税务局、市统计局等配合)",
            "市商务局=lead 市税务局=support 市统计局=support",
        ),
        (
            "(责任单位:甲局、乙局,各县(市)区*、开发区管委会)",
            "甲局=responsible 乙局=responsible 各县(市)区*=responsible 开发区管委会=responsible",
        ),
        (
            "（市商务局牵头，市税务局、市统计局按职责分工负责）",
            "市商务局=lead 市税务局=responsible 市统计局=responsible",
        ),
        ("（责任单位：市商务局牵头；市税务局落实）", "市商务局=lead 市税务局=responsible"),
        ("（登记指导处负责）", "登记指导处=responsible"),
        ("（省商务厅、财政厅负责）", "省商务厅=responsible 财政厅=responsible"),
        ("（市场监管局牵头，各场景牵头部门和配合部门参与）", "市场监管局=lead 各场景牵头部门和配合部门=support"),
        (
            "（市商务局、市税务局以及各县区政府负责）",
            "市商务局=responsible 市税务局=responsible 各县区政府=responsible",
        ),
        ("（市商务局等市级有关部门和单位负责）", "市商务局=responsible"),
        ("（责任单位：各区、市各相关部门）", "各区=responsible 市各相关部门=responsible"),
        (
            "（市政府办牵头，市税务局配合，各县（市、区）落实）",
            "市政府办=lead 市税务局=support 各县（市、区）=responsible",
        ),
        ("（牵头：市商务局）", "市商务局=lead"),
        ("（财政部牵头会同税务总局、各地区按职责分工负责）", "财政部=lead 税务总局=support 各地区=support"),
        ("（商务厅、财政厅商审计厅处负责）", "商务厅=responsible 财政厅商审计厅处=responsible"),
        ("（平台整合牵头部门按职责分工负责）", "平台整合牵头部门=responsible"),
        ("（市商务局牵头并按职责分工负责，各县区落实）", "市商务局=lead 各县区=responsible"),
        ("（市商务局牵头市税务局配合）", "市商务局=lead 市税务局=support"),
        ("（东山区、西山区、北川县人民政府负责）", "东山区=responsible 西山区=responsible 北川县人民政府=responsible"),
        ("（市商务局（自贸委）、市税务局负责）", "市商务局（自贸委）=responsible 市税务局=responsible"),
        ("（牵头单位：市商务局 市税务局）", "市商务局=lead 市税务局=lead"),
        ("（责任单位：市发展 改革委、市税\n务局）", "市发展改革委=responsible 市税务局=responsible"),
        ("（甲局等市直部门及各县区负责）", "甲局=responsible 各县区=responsible"),
        ("（各区、市商务局负责）", "各区=responsible 市商务局=responsible"),
        ("（各县、市、区政府负责）", "各县、市、区政府=responsible"),
        (
            "（商务部、全国总工会等和各省级人民政府负责）",
            "商务部=responsible 全国总工会=responsible 各省级人民政府=responsible",
        ),
    ],
)
def test_forms_of_brackets(text, expected):
    owner_list = read_owner_list(text, inside=True)
    assert owner_list is not None
    assert pairs(owner_list) == expected


@pytest.mark.parametrize(
    "text",
    [
        "（以下简称试验区）",
        "（2020-2023年）",
        "（市、区）",
        "（含市属企业负责人）",
        "（由第三方出具，费用自理）",
        "(ASIC)",
        "()",
    ],
)
def test_other_brackets_are_no_owner_lists(text):
    assert read_owner_list(text, inside=True) is None


def test_deadlines_are_read_with_their_list():
    text = "（牵头单位：甲局；责任单位：乙局；完成时限：2025年12月底前）"
    owner_list = read_owner_list(text, inside=True)
    assert owner_list is not None
    assert owner_list.deadline is not None
    assert owner_list.deadline.value == "2025-12"
    lasting = "（甲局负责，持续推进）"
    owner_list = read_owner_list(lasting, inside=True)
    assert owner_list is not None
    assert owner_list.deadline is not None
    assert (owner_list.deadline.value, owner_list.deadline.continuous) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "网上填报。（技术支持：市信息中心，联系电话：05510000000）",
        "结果于月底前报市教育局（信息中心）。",
        "完善社会治理体系。（党委领导、政府负责）",
        "本办法自印发之日起施行。（市商务局负责解释）",
        "提高保障水平。（用人单位承担、财政补贴）",
        "定期报送进展。（每季度首月10日前报市商务局）",
        "支持院所转制。（含市属高校、科研院所）",
        "加强部门联动。（如市商务局、市税务局等）",
    ],
)
def test_contacts_and_plates_are_no_owners(text):
    assert [found for found in find_owner_lists(whole(text)) if found.owners] == []


@pytest.mark.parametrize(
    ("text", "deadline", "continuous"),
    [
        ("市商务局牵头，2024年6月底前取得阶段性成果，12月底前完成", "2024-12", False),
        ("市商务局牵头，2023年12月31日前完成，并持续推进", "2023-12-31", True),
        ("市商务局牵头，2024年底前完成主体工程，2025年底前投入使用", "2025", False),
        ("市商务局牵头，立即实施", None, True),
        ("牵头单位：市商务局；完成时限：2024年6月底前完成方案编制，年底前完成建设", "2024", False),
    ],
)
def test_what_is_said_of_time_takes_no_owner_away(text, deadline, continuous):
    owner_list = read_owner_list(text)
    assert pairs(owner_list) == "市商务局=lead"
    found = owner_list.deadline
    assert (found and found.value, bool(found and found.continuous)) == (deadline, continuous)


def test_a_deadline_may_follow_a_gap():
    text = "责任单位：市商务局、市税务局 2024年6月底前"
    owner_list = read_owner_list(text)
    assert pairs(owner_list) == "市商务局=responsible 市税务局=responsible"
    assert owner_list.deadline.value == "2024-06"


def test_label_lines_under_an_item_are_one_list():
    text = "建设平台。\n牵头单位：甲局\n配合单位：乙局、丙局\n完成时限：2025年6月\n"
    lines = [TextSpan(text, *line) for line in ((0, 5), (6, 13), (14, 24), (25, 37))]
    assert [line.words[-1] for line in lines] == ["。", "局", "局", "月"]
    (owner_list,) = find_owner_lists(*lines)
    assert pairs(owner_list) == "甲局=lead 乙局=support 丙局=support"
    assert owner_list.deadline is not None
    assert owner_list.deadline.value == "2025-06"
    assert owner_list.span == TextSpan(text, 6, 37)


def test_several_lists_in_one_paragraph():
    text = "建一库。（责任单位：甲局）开一站。（责任单位：乙局）"
    lists = find_owner_lists(whole(text))
    assert [pairs(owner_list) for owner_list in lists] == ["甲局=responsible", "乙局=responsible"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["（（责任单位：市科技局、市公安局）", "一、加强应用"], ["市科技局 市公安局"]),
        (["（（责任单位：市科技局）建设平台", "加强应用。（责任单位：市公安局）"], ["市科技局", "市公安局"]),
        (["建设（一期平台。（责任单位：市科技局）推进应用。（责任单位：市公安局）"], ["市科技局", "市公安局"]),
        (["（责任单位：市科技局（市外专局）", "建设平台"], ["市科技局（市外专局）"]),
        (["（责任单位：市科技局（市外专局）", "、市公安局", "建设平台"], ["市科技局（市外专局） 市公安局"]),
        (["（责任单位：市科技局、", "市公安局", "建设平台"], ["市科技局 市公安局"]),
        (["（牵头单位：", "市科技局；", "配合单位：市公安局", "建设平台"], ["市科技局 市公安局"]),
        (["（责任单位：市科技局、", "市公", "安局）"], ["市科技局 市公安局"]),
    ],
)
def test_a_bracket_left_open_takes_in_neither_another_list_nor_the_next_line(lines, expected):
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    paragraphs = [TextSpan(text, start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    found = find_owner_lists(*paragraphs)
    assert [" ".join(owner.written for owner in owner_list.owners) for owner_list in found] == expected


def test_spans_quote_the_names():
    text = "（责任单位：甲局、 乙局 ，丙局等）"
    owner_list = read_owner_list(text, inside=True)
    assert owner_list is not None
    assert owner_list.open_tail
    assert [owner.name.words for owner in owner_list.owners] == ["甲局", "乙局", "丙局"]
    assert [owner.rank for owner in owner_list.owners] == [1, 2, 3]


def test_brackets_nest_and_may_be_mismatched():
    text = "甲（一(二)三）乙（未闭合（丙）"
    assert [span.words for span in find_brackets(whole(text)).closed] == ["（一(二)三）", "（丙）"]
    listed = "甲、乙（丙、丁）、戊"
    assert [span.words for span in split_outside(whole(listed), re.compile("、"))] == [
        "甲",
        "乙（丙、丁）",
        "戊",
    ]


def test_a_bare_list_needs_a_place_of_its_own():
    text = "建一库。（运用处、协调处）开一站（甲处）的含区（县）和处室（科室）在内。"
    lists = find_owner_lists(whole(text))
    assert [(pairs(found), found.bare) for found in lists] == [("运用处=responsible 协调处=responsible", True)]


@pytest.mark.parametrize(
    ("words", "owners", "people"),
    [
        ("责任单位：市商务局 王强，市税务局 李小明", "市商务局=responsible 市税务局=responsible", ["王强", "李小明"]),
        ("市商务局（王某某）牵头，市税务局（李××）配合", "市商务局=lead 市税务局=support", ["（王某某）", "（李××）"]),
        ("由市商务局会同市税务局、市审计局研究制定", "市商务局=lead 市税务局=support 市审计局=support", []),
        ("责任单位：市商务局 金融办", "市商务局=responsible 金融办=responsible", []),
        ("责任单位：市水利局（江河处）", "市水利局（江河处）=responsible", []),
        ("责任单位市商务局，配合单位市税务局", "市商务局=responsible 市税务局=support", []),
        ("市商务局牵头，市税务局配合。鼓励社会力量参与", "市商务局=lead 市税务局=support", []),
        ("市商务局牵头，市税务局配合。各县区参照执行", "市商务局=lead 市税务局=support", []),
        ("市商务局牵头，各区按属地原则负责", "市商务局=lead 各区=responsible", []),
        ("市商务局牵头，会同相关部门研究提出意见", "市商务局=lead 相关部门=support", []),
        ("市商务局牵头，2025年6月底前报市政府", "市商务局=lead", []),
        (
            "市商务局会同市税务局等部门，指导各县（市、区）人民政府组织实施",
            "市商务局=lead 市税务局=support 各县（市、区）人民政府=responsible",
            [],
        ),
        (
            "市商务局、市税务局，责任单位排第一位的为牵头单位",
            "市商务局=responsible 市税务局=responsible",
            [],
        ),
    ],
)
def test_what_stands_beside_the_names_is_none_of_them(words, owners, people):
    text = f"建一库。（{words}）"
    (owner_list,) = find_owner_lists(whole(text))
    assert pairs(owner_list) == owners
    assert [why.span.of(text) for why in owner_list.contacts] == people


def test_a_clause_for_all_tasks_after_a_list_names_no_owner_of_it():
    words = "责任单位：市商务局、市税务局按职责分工负责。具体任务均涉及相关县（市）人民政府，不再做分工，下同。"
    (owner_list,) = find_owner_lists(whole(f"建一库。〔{words}〕"))
    assert pairs(owner_list) == "市商务局=responsible 市税务局=responsible"
    ((unit,),) = (rule.units for rule in owner_list.rules if rule.kind == "propagate")
    assert unit.written == "相关县（市）人民政府"


def test_people_and_telephone_numbers_are_no_owners():
    text = "建一库。（运用处，王某某，60000001）"
    (owner_list,) = find_owner_lists(whole(text))
    assert pairs(owner_list) == "运用处=responsible"
    assert [why.span.of(text) for why in owner_list.contacts] == ["王某某", "60000001"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建一库。（牵头单位：市商务局；责任单位：市税务局", ["市商务局=lead 市税务局=responsible"]),
        ("建一库。责任单位：市商务局、市税务局）", ["市商务局=responsible 市税务局=responsible"]),
        ("建一库。市商务局牵头，市税务局配合）", ["市商务局=lead 市税务局=support"]),
        ("建一库（1)。含1）项在内。", []),
    ],
)
def test_a_lost_bracket_loses_no_owner(text, expected):
    assert [pairs(found) for found in find_owner_lists(whole(text))] == expected


def test_an_annotation_may_run_over_a_line_break():
    text = "建一库。（责任单位：市商务局、市发展\n改革委、市税务局）"
    (owner_list,) = find_owner_lists(TextSpan(text, 0, 17), TextSpan(text, 18, len(text)))
    assert pairs(owner_list) == "市商务局=responsible 市发展改革委=responsible 市税务局=responsible"


@pytest.mark.parametrize("name", ["和田地区教育局", "和平区教育局", "和县人民政府", "和林格尔县农业农村局", "市商务局"])
def test_a_place_whose_name_begins_like_a_conjunction_keeps_it(name):
    assert pairs(read_owner_list(f"责任单位：市税务局、{name}")) == f"市税务局=responsible {name}=responsible"
    assert pairs(read_owner_list(f"责任单位：市税务局，及{name}")) == f"市税务局=responsible {name}=responsible"


OTHER_LABELS = [
    "市商务局（责任人）王某某；牵头单位：市税务局",
    "牵头单位：市商务局；期程2026年6月",
    "牵头单位：市商务局；完成进度为2026年6月",
    "[责任单位]市商务局【完成时间】2026年6月",
    "责任单位\u3000市商务局 配合部门为市税务局",
    "市级：市商务局；县级：各县区政府；工作目标：前三名",
]


@pytest.mark.parametrize("listed", [text for text, _ in EXAMPLES] + OTHER_LABELS)
def test_labels_are_found_near_their_ends_as_they_are_anywhere(listed):
    everywhere = [found.span() for found in grammar().labels.finditer(listed)]
    assert [found.span() for found in labels_in(whole(listed), grammar())] == everywhere
    assert everywhere or listed not in OTHER_LABELS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("责任单位:(市教育局、市财政局)", "市教育局=responsible 市财政局=responsible"),
        ("责任单位：[市教育局]、[市财政局]", "市教育局=responsible 市财政局=responsible"),
        ("责任单位：【市教育局，市财政局】；", "市教育局=responsible 市财政局=responsible"),
        ("牵头单位：（市教育局），配合单位：（市财政局、市商务局）", "市教育局=lead 市财政局=support 市商务局=support"),
        ("责任单位：（市）教育局、市财政局（国资委）", "（市）教育局=responsible 市财政局（国资委）=responsible"),
    ],
)
def test_brackets_around_names_are_none_of_theirs(text, expected):
    assert pairs(read_owner_list(text)) == expected


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("完善服务功能。→市教育局、市财政局", ["→市教育局、市财政局"]),
        ("完善服务功能。@市教育局", ["@市教育局"]),
        ("完善服务功能。承接方：市教育局", ["承接方：市教育局"]),
        ("完善服务功能。承接方：市场主体", []),
        ("完善服务功能。→建成服务中心", []),
    ],
)
def test_bodies_after_signs_and_unknown_labels_are_told(line, left):
    paragraph = whole(line)
    found = labels_left(line, [paragraph], find_lists([paragraph]))
    assert [one.words for one in found] == left
