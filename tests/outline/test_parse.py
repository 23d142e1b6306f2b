import pytest

from aizone.documents import read_bytes
from aizone.outline import parse_outline
from tests.bounds import cpu_at_most


def outline_of(text):
    return parse_outline(read_bytes(text.encode(), "plan.txt"))


def paths(outline):
    return [section.printed_path for section in outline.walk()]


def headings(outline):
    return [section.heading.of(outline.document.text) for section in outline.walk()]


def test_levels_follow_the_order_in_which_styles_meet():
    outline = outline_of("标题\n一、总则\n（一）甲\n1.子项\n2.子项\n（二）乙\n二、任务\n1.直接编号\n")
    assert paths(outline) == ["一", "一/(一)", "一/(一)/1", "一/(一)/2", "一/(二)", "二", "二/1"]


def test_heading_and_body_may_share_a_line():
    outline = outline_of("标题\n1.加强研究。建立模型，突破方法。(责任单位:市科技局)\n")
    (section,) = outline.sections
    text = outline.document.text
    assert section.heading.of(text) == "加强研究"
    assert [span.of(text) for span in section.body] == ["建立模型，突破方法。(责任单位:市科技局)"]


def test_an_item_that_is_one_long_sentence_keeps_it_as_its_body():
    outline = outline_of("标题\n1.推进平台建设，完成部署（责任单位：市科技局）\n")
    (section,) = outline.sections
    assert section.body[0].of(outline.document.text) == "推进平台建设，完成部署（责任单位：市科技局）"


def test_following_lines_belong_to_the_section_above_them():
    outline = outline_of("标题\n前言\n一、任务\n第一段。\n第二段。\n")
    text = outline.document.text
    assert [span.of(text) for span in outline.preamble] == ["标题", "前言"]
    assert [span.of(text) for span in outline.sections[0].body] == ["第一段。", "第二段。"]


def test_item_that_starts_with_a_year():
    outline = outline_of("标题\n1.先做。甲。\n2.2023年底前完成。乙。\n")
    assert headings(outline) == ["先做", "2023年底前完成"]


def test_a_document_without_numbers_has_no_sections():
    assert outline_of("只是一段话。\n又一段。").sections == ()


def test_lost_line_breaks_come_back_where_the_count_goes_on():
    blank = "\u3000\u3000"
    text = (
        f"标题{blank}一、任务{blank}（一）加强养护。落实责任。（责任单位：县交通局）{blank}（二）保障资金。投入2 3.5亿元。"
        "责任单位:县财政局、各乡镇 2.做好宣传 1.先办 见（三）另说{blank}二、职责"
    ).replace("{blank}", blank)
    outline = outline_of(text)
    assert paths(outline) == ["一", "一/(一)", "一/(二)", "二"]
    bodies = [[span.of(outline.document.text) for span in section.body] for section in outline.walk()]
    assert bodies[2][1].startswith("责任单位:县财政局、各乡镇")


def test_a_box_ends_at_a_number_above_its_own():
    lines = "标题\n二、任务\n专栏1 重点工程\n1.算力。\n2.数据。\n（一）要素。\n（二）服务。\n三、保障\n"
    assert paths(outline_of(lines)) == ["二", "二/专栏1", "二/专栏1/1", "二/专栏1/2", "二/(一)", "二/(二)", "三"]
    inner = "标题\n二、任务\n专栏1 重点工程\n（一）算力。\n1.中心。\n（二）数据。\n三、保障\n"
    assert paths(outline_of(inner)) == ["二", "二/专栏1", "二/专栏1/(一)", "二/专栏1/(一)/1", "二/专栏1/(二)", "三"]


def test_inset_boxes_count_for_themselves():
    lines = "标题\n一、任务\n1.甲。\n2.乙。\n3.丙。\n专栏1 重大平台\n1.子甲。\n2.子乙。\n4.丁。\n专栏2 项目\n1.子丙。\n二、保障\n"
    assert paths(outline_of(lines)) == [
        "一",
        "一/1",
        "一/2",
        "一/3",
        "一/3/专栏1",
        "一/3/专栏1/1",
        "一/3/专栏1/2",
        "一/4",
        "一/4/专栏2",
        "一/4/专栏2/1",
        "二",
    ]


@pytest.mark.parametrize("first", ["i.", "a.", "（a）", "1 ", "第一，", "A1 "])
def test_first_numbers_without_end_are_not_each_followed_through_the_text(first):
    with cpu_at_most(5):
        outline_of("标题\n一、任务\n" + f"{first}建设甲\n" * 20_000)
