"""Text as a reader reads it: rejoined, without page marks, and every position kept."""

import pytest

from aizone.documents import read_bytes
from aizone.exports.contract import to_contract
from aizone.flow.reflow import reflow
from aizone.model.flowed import FlowedText
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from aizone.text.characters import columns
from tests.conftest import EXAMPLE

NEVER_FIRST = "，。、；：！？）》”"


def flowed(text):
    return reflow(read_bytes(text.encode(), "x.txt"))


def rows_of(text, width):
    """The rows a page of that many columns prints, first lines set in by two characters."""
    for paragraph in text.split("\n"):
        row, used = "", 4 if columns(paragraph) > width else 0
        for char in paragraph:
            if used + columns(char) > width and char not in NEVER_FIRST:
                yield row
                row, used = "", 0
            row, used = row + char, used + columns(char)
        yield row


def pages(rows, *, mark="— {} —", length=30, header=""):
    """Rows with a page mark, and perhaps a header, every so many."""
    for number, row in enumerate(rows, start=1):
        yield row
        if number % length == 0:
            yield from ("", mark.format(number // length), header, "")


def in_pieces(rows):
    """Every other row in pieces, as a PDF with gaps beside its punctuation gives them."""
    for number, row in enumerate(rows):
        cut = row.find("，") + 1 or row.find("、") + 1
        if number % 2 and 0 < cut < len(row) - 1:
            yield row[:cut]
            yield row[cut:]
        else:
            yield row


@pytest.fixture(scope="module")
def knowledge(shipped):
    return load_knowledge(shipped)


def facts(text, knowledge, *, moved=False):
    """What a text says, without positions."""
    contract = to_contract(read(read_bytes(text.encode(), "x.txt"), knowledge))
    plan = {name: value for name, value in contract["plan"].items() if name != "cited"}
    return (
        plan,
        [cited["title"] for cited in contract["plan"]["cited"]],
        [
            (goal["path"], goal["heading"], [target["metric"] for target in goal["targets"]])
            for goal in contract["goals"]
        ],
        [
            (
                task["path"],
                task["heading"],
                measure["clause"],
                measure["deadline"],
                [(fact["written"], fact["role"], fact["basis"], fact["unit"]) for fact in measure["assignments"]],
                [(target["metric"], target["min"], target["max"]) for target in measure["targets"]],
                sorted(mention["label"] for mention in measure["mentions"]),
            )
            for task in contract["tasks"]
            for measure in task["measures"]
        ],
    )


@pytest.mark.parametrize("width", [56, 64, 76, 80, 84])
def test_a_hard_wrapped_plan_says_the_same(knowledge, width):
    text = EXAMPLE.read_text("utf-8")
    wrapped = "\n".join(pages(rows_of(text, width)))
    assert facts(wrapped, knowledge) == facts(text, knowledge)


@pytest.mark.parametrize("mark", ["— {} —", "# Page {}:", "第{}页 共9页", "-{}-", "\f{}"])
def test_page_marks_and_headers_are_not_text(knowledge, mark):
    text = EXAMPLE.read_text("utf-8")
    wrapped = "\n".join(pages(in_pieces(rows_of(text, 80)), mark=mark, header="云江市人民政府公报"))
    assert "公报" not in flowed(wrapped).text
    assert facts(wrapped, knowledge) == facts(text, knowledge)


def test_a_plan_that_is_not_wrapped_is_left_alone():
    text = EXAMPLE.read_text("utf-8")
    document = read_bytes(text.encode(), "x.txt")
    left = reflow(document)
    assert left.text is left.printed is document.text
    assert left.is_whole


def test_headings_stay_apart_and_names_come_together():
    text = (
        "玉河市人民政府办公室关于印发玉河市智能制造三年行动\n"
        "方案（2024—2026年）的通知\n"
        "玉政办〔2024〕3号\n"
        "各县（市、区）人民政府：\n"
        "一、重点任务\n"
        "（一）\n"
        "建设示范车间。支持企业建设示范车间，到2026年底建成一百个以\n"
        "上，带动中小企业用上共享的检测和排产工具。（责任单位：市发\n"
        "展改革委、市工业和信息化局，各县（市、\n"
        "区）人民政府）\n"
        "2.培养一线技师。依托玉河职业学院开设三个专业方向，每年培养\n"
        "技师二百名以上，鼓励企业把车间办成课堂。\n"
        "牵头单位：市人力资源社会保障局\n"
        "责任单位：市教育局、市工业和信息化局、市财政局、市总工会、市\n"
        "科学技术协会\n"
        "完成时限：2026年12月底前\n"
    )
    assert flowed(text).text.split("\n") == [
        "玉河市人民政府办公室关于印发玉河市智能制造三年行动方案（2024—2026年）的通知",
        "玉政办〔2024〕3号",
        "各县（市、区）人民政府：",
        "一、重点任务",
        "（一）建设示范车间。支持企业建设示范车间，到2026年底建成一百个以上，带动中小企业用上共享的检测和排产工具。"
        "（责任单位：市发展改革委、市工业和信息化局，各县（市、区）人民政府）",
        "2.培养一线技师。依托玉河职业学院开设三个专业方向，每年培养技师二百名以上，鼓励企业把车间办成课堂。",
        "牵头单位：市人力资源社会保障局",
        "责任单位：市教育局、市工业和信息化局、市财政局、市总工会、市科学技术协会",
        "完成时限：2026年12月底前",
        "",
    ]


def test_a_lost_bracket_does_not_swallow_the_next_item():
    first = "1.建设平台。支持企业建设平台，带动中小企业用上共享的检测工具，把数据接到全市的总线上来。（责任单位：市数据局、市工业和信息化局"
    text = "\n".join(
        [*rows_of(first, 50), *rows_of("2.培养技师。依托玉河职业学院开设三个专业方向，每年培养技师二百名以上。", 50)]
        * 3
    )
    assert flowed(text).text.count("\n2.培养技师") == 3


def test_invisible_characters_are_dropped():
    text = "一、任务\n1.建\u200b设平台\u202e。（责任单位：市科\u00ad技\ufeff局）通　知"
    result = flowed(text)
    assert result.text == "一、任务\n1.建设平台。（责任单位：市科技局）通知"
    start = result.text.index("市科技局")
    assert text[slice(*result.to_source(start, start + 4))] == "市科\u00ad技\ufeff局"


def test_traditional_text_is_matched_simply_and_shown_as_printed(knowledge):
    table = str.maketrans("云办发关设区县开责单务济达机动业计产应", "雲辦發關設區縣開責單務濟達機動業計產應")
    text = EXAMPLE.read_text("utf-8")
    printed = text.translate(table)
    one, two = (to_contract(read(read_bytes(words.encode(), "x.txt"), knowledge)) for words in (text, printed))
    assert two["plan"]["title"] == one["plan"]["title"].translate(table) != one["plan"]["title"]
    for task, other in zip(one["tasks"], two["tasks"], strict=True):
        assert other["heading"] == task["heading"].translate(table)
        for measure, its in zip(task["measures"], other["measures"], strict=True):
            assert its["exact"] == printed[its["start"] : its["end"]]
            for fact, same in zip(measure["assignments"], its["assignments"], strict=True):
                assert same["unit"] == fact["unit"]
                assert same["written"] == fact["written"].translate(table)


def test_flattened_text_gets_its_paragraphs_back():
    body = "　　为做好工作，制定本方案，请各单位结合实际认真抓好落实，按时报送进展情况。" * 12
    text = f"玉河市智能制造行动方案{body}　　一、重点任务　　（一）建设车间。支持企业建设车间。"
    assert "\n　一、重点任务\n　（一）建设车间" in flowed(text).text
    assert len(flowed(text).text) == len(text)


def test_cutting_twice_keeps_positions():
    source = "0123456789abcdef"
    once = FlowedText.of(source).without([(2, 4), (8, 9)], put=[(5, "-")])
    assert once.text == "014-67" + "9abcdef"
    twice = once.part(1, 10).without([(3, 5)])
    assert twice.text == "14-9abc"
    for position, char in enumerate(twice.text):
        start, end = twice.to_source(position, position + 1)
        assert end == start + 1
        assert source[start] == char or (char, source[start]) == ("-", "5")
        assert twice.from_source(start, end) == (position, position + 1)
    assert twice.words(2, 9) == "4-"


def test_a_piece_of_a_list_that_is_repeated_at_the_edges_of_pages_is_no_footer():
    from aizone.flow.page_marks import page_lines

    tail = "、区）政府按职责分工负责）"
    page = ["建设平台，推进改革，提升服务质量。"] * 9
    lines = [line for number in "123" for line in (*page, "（市商务局牵头，各县（市", tail, number)]
    assert {lines[index] for index in page_lines(lines, [])} == {"1", "2", "3"}


def test_numbers_of_pages_are_told_from_other_bare_numbers():
    from aizone.flow.page_marks import page_lines

    page = ["建设平台，推进改革，提升服务质量。"] * 9
    lines = [*page, "1", *page, "2", *page[:2], "80", *page, "3", *page]
    assert {lines[index] for index in page_lines(lines, [])} == {"1", "2", "3"}
