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
    ("text", "expected"),
    [
        (
            "玉河市人民政府办公室关于印发推进装备更新工作方案的通知(2024 年5 月10 日）玉政办发〔2024〕5 号\n各县（区）人民政府：\n"
            "玉河市人民政府办公室2024 年5 月8 日\n（此件公开发布）推进装备更新工作方案为贯彻上级部署，制定本方案。\n",
            ("推进装备更新工作方案", "玉政办发〔2024〕5 号", "玉河市人民政府办公室", "2024-05-08"),
        ),
        (
            "玉河市人民政府关于加快发展装备工业的实施意见（2024 年5 月17 日）玉政发〔2024〕15 号\n各县（区）人民政府：\n",
            ("玉河市人民政府关于加快发展装备工业的实施意见", "玉政发〔2024〕15 号", "玉河市人民政府", "2024-05-17"),
        ),
        (
            "玉河市商务局关于印发《玉河市商务局服务企业二十条措施》的通知（2024 年2 月3 日）各县商务局：\n"
            "请认真落实。玉河市商务局2024 年2 月3 日玉河市商务局服务企业二十条措施\n",
            ("玉河市商务局服务企业二十条措施", None, "玉河市商务局", "2024-02-03"),
        ),
        (
            "玉河市商务局玉河市商务局关于征求《玉河市促进消费若干措施》意见的函市有关部门、单位:为做好工作，我局起草了文件，请于9月1日前反馈意见。"
            "附件:玉河市促进消费若干措施玉河市商务局2024年8月18日(此件不予公开)附件1\n",
            ("玉河市促进消费若干措施", None, "玉河市商务局", "2024-08-18"),
        ),
        (
            "云岭省生态环境厅云环便函〔2024〕102号云岭省生态环境厅关于请确认《云岭省清洁水体行动方案(20242026年)》指标的函"
            "省有关部门、单位:按照部署，我厅起草了方案，请予确认。附件:单位名单云岭省生态环境厅2024年8月17日信息公开属性:不公开附件1\n",
            ("云岭省清洁水体行动方案(20242026年)", "云环便函〔2024〕102号", "云岭省生态环境厅", "2024-08-17"),
        ),
        (
            "玉河市人民政府关于印发玉河市营商行动方案（2024版）的通知\n各县人民政府：\n"
            "《玉河市营商行动方案(2024版)》已经2024年3月2日市政府第3次常务会议审议通过，现印发给你们。\n玉河市人民政府\n2024年3月5日\n",
            ("玉河市营商行动方案(2024版)", None, "玉河市人民政府", "2024-03-05"),
        ),
        (
            "玉河市政府办公室印发关于扶持小店若干措施的通知\n各县人民政府：\n请认真贯彻实施。\n",
            ("关于扶持小店若干措施", None, "玉河市政府办公室", None),
        ),
        (
            "玉河市智能制造行动方案\n经市政府2024年3月2日召开的常务会议研究同意，按照玉政发〔2023〕9号《玉河市制造业规划》，现将有关事项明确如下。\n",
            ("玉河市智能制造行动方案", None, None, None),
        ),
    ],
)  # fmt: skip
def test_a_head_that_a_copy_has_run_together(text, expected):
    found = head(text)
    assert (found.title, found.number, found.issuer, found.issued) == expected


def test_of_bodies_that_sign_in_rows_the_first_issued_the_plan():
    text = "玉河市学前教育行动计划\n玉河市教育局 玉河市数据局\n玉河市财政局 玉河市民政局\n2024年9月1日\n"
    assert head(text).issuer == "玉河市教育局"


def test_a_period_whose_dash_is_lost():
    found = head("玉河市清洁水体行动方案(20242026年)\n")
    assert (found.start, found.end) == (2024, 2026)


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
