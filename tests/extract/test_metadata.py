"""What a plan says of itself, in the places where it is said."""

import pytest

from aizone.documents import read_bytes
from aizone.extract.head import read_metadata
from aizone.flow.reflow import reflow
from aizone.outline import parse_outline

BODY = "一、重点任务\n（一）建设平台。\n二、保障措施\n"


def head(text):
    document = read_bytes((text + BODY).encode(), "x.txt")
    assert reflow(document).is_whole
    return read_metadata(parse_outline(document), has_owners=False)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("玉河市智能制造行动方案\n", "玉河市智能制造行动方案"),
        ("玉河市智能制造行动方案（2024年5月10日）\n", "玉河市智能制造行动方案"),
        ("玉河市智能制造行动方案（2024—2026年）\n", "玉河市智能制造行动方案（2024—2026年）"),
        ("玉河市人民政府关于加快推进智能制造和\n软件产业融合发展的指导意见\n", "玉河市人民政府关于加快推进智能制造和软件产业融合发展的指导意见"),
        ("玉河市智能制造行动计划（2024—\n2026年）\n玉河市人民政府\n", "玉河市智能制造行动计划（2024—2026年）"),
        ("玉河市智能制造行动计划\n（2024—2026年）\n", "玉河市智能制造行动计划（2024—2026年）"),
        ("玉河市智能制造行动计划\n（征求意见稿）\n", "玉河市智能制造行动计划（征求意见稿）"),
        ("玉河市智能制造行动计划\n（2024年5月1日印发）\n", "玉河市智能制造行动计划"),
        ("玉河市人民政府\n玉河市智能制造行动方案\n", "玉河市智能制造行动方案"),
        ("2024年5月10日\n玉河市智能制造行动方案\n", "玉河市智能制造行动方案"),
        ("玉河市智能制造行动方案为深入贯彻上级部署，制定本方案。\n", "玉河市智能制造行动方案"),
        ("玉河市智能制造管理办法第一条 为了规范管理，制定本办法。\n", "玉河市智能制造管理办法"),
        ("玉河市人民政府关于印发玉河市智能制造行动方案的通知\n玉河市智能制造行动方案\n", "玉河市智能制造行动方案"),
        ("玉河市人民政府关于做好智能制造工作的通知 各县（市、区）人民政府：　为做好工作，通知如下。\n", "玉河市人民政府关于做好智能制造工作的通知"),
        ("玉河市发展和改革局 玉河市数据局 2024年5月10日 玉河市智能制造行动方案\n", "玉河市智能制造行动方案"),
        ("玉政发〔2024〕2号《玉河市人民政府关于印发〈玉河市智能制造行动方案〉的通知》\n玉政发〔2024〕2号\n", "玉河市智能制造行动方案"),
        ("返回顶部\n玉河市智能制造行动方案\n", "玉河市智能制造行动方案"),
    ],
)  # fmt: skip
def test_title(text, title):
    assert head(text).title == title


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("玉政办〔2024〕3号\n", "玉政办〔2024〕3号"),
        ("玉政办〔2024〕3 号各县（市、区）人民政府：\n", "玉政办〔2024〕3 号"),
        ("玉工信函﹝2024﹞4号\n", "玉工信函﹝2024﹞4号"),
        ("根据《云岭省智能制造办法》（云岭发〔2022〕30号）精神，制定本方案。\n", None),
        ("云岭发〔2022〕30号《云岭省智能制造办法》已经印发。\n", None),
    ],
)
def test_number(lines, number):
    assert head("玉河市智能制造行动方案\n" + lines).number == number


def test_the_signature_dates_a_plan_before_its_heading_does():
    text = "玉河市智能制造行动方案（2024年5月10日）\n现印发给你们。\n玉河市人民政府\n2024年5月8日\n"
    found = head(text)
    assert (found.issued, found.issuer) == ("2024-05-08", "玉河市人民政府")
    assert head("玉河市智能制造行动方案（2024年5月10日）\n").issued == "2024-05-10"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("玉河市人民政府办公室关于加强智能制造的实施意见\n", "玉河市人民政府办公室"),
        ("玉河市工业和信息化局等十二部门关于加强智能制造的实施意见\n", "玉河市工业和信息化局"),
        ("玉河市人民政府关于加强智能制造的意见\n市政府办公室\n2024年5月8日\n", "玉河市人民政府"),
        ("市工业和信息化局关于加强智能制造的意见\n玉河市工业和信息化局\n2024年5月8日\n", "玉河市工业和信息化局"),
    ],
)
def test_issuer(text, issuer):
    assert head(text).issuer == issuer


@pytest.mark.parametrize(
    ("title", "years"),
    [("玉河市“十五五”智能制造规划", (2026, 2030)), ("玉河市智能制造行动方案（２０２５－２０２７年）", (2025, 2027))],
)
def test_the_years_that_a_title_says(title, years):
    found = head(f"{title}\n")
    assert (found.start, found.end) == years


@pytest.mark.parametrize(
    ("text", "number", "issuer", "issued"),
    [
        (
            "索引号: | 002/2024-12 | 公开方式: | 主动公开 |\n文号: | 玉发改〔2024〕13号 | 成文日期: | 2024-05-10 |\n"
            "玉河市发展和改革局 关于印发《玉河市智能制造行动方案》的通知\n",
            "玉发改〔2024〕13号",
            "玉河市发展和改革局",
            "2024-05-10",
        ),
        (
            "关于印发《玉河市智能制造行动方案》的通知（玉政发〔2024〕2号）\n",
            "玉政发〔2024〕2号",
            None,
            None,
        ),
        (
            "玉河市发展和改革局 玉河市数据局 2024年5月10日 玉河市智能制造行动方案\n",
            None,
            "玉河市发展和改革局",
            "2024-05-10",
        ),
        ("返回顶部\n玉河市智能制造行动方案\n", None, None, None),
    ],
)
def test_the_imprint_of_a_saved_web_page(text, number, issuer, issued):
    found = head(text)
    assert (found.number, found.issuer, found.issued) == (number, issuer, issued)


def test_an_index_above_a_list_of_work_is_not_its_title():
    text = "• 索引号:002/2024-12\n• 公开方式:主动公开\n2024年县政府重点工作任务(玉政发〔2024〕2号)\n"
    document = read_bytes((text + BODY).encode(), "x.txt")
    found = read_metadata(parse_outline(document), has_owners=True)
    assert (found.title, found.number) == ("2024年县政府重点工作任务", "玉政发〔2024〕2号")
