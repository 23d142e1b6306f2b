"""The 责任分解表 as Word document and workbook: what it shows, and that it reads back as the plan it was made from."""

import copy
import functools
import io
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from openpyxl import load_workbook

from aizone.documents import read_bytes
from aizone.errors import UsageError
from aizone.exports.papers.make import PaperRequest, file_name, make_paper
from aizone.projections.breakdown import read_breakdown
from aizone.reading.ingest import ingest
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read_plans, reading_quads
from aizone.reading.slugs import Slugs
from aizone.vocab import AZ

PLANS = ("hefei-2020-2023", "yunjiang-2024-2026", "yunjiang-2027-2029")
HEFEI, YUNJIANG, LATER = PLANS
ECONOMY = "id:unit/hefei-economy-and-information-technology-bureau"


def paper(shipped, plan, fmt, lang="zh", **asked):
    return make_paper(shipped, PaperRequest("breakdown", plan, format=fmt, **asked), lang)


@pytest.fixture(scope="module")
def read_back(shipped):
    knowledge = load_knowledge(shipped)

    @functools.cache
    def read(plan, fmt):
        (reading,) = read_plans(read_bytes(paper(shipped, plan, fmt), f"a.{fmt}"), knowledge)
        return reading

    return read


@pytest.fixture(scope="module")
def breakdown(shipped):
    return functools.cache(lambda plan: read_breakdown(shipped.store, f"id:plan/{plan}", "zh"))


every_plan = pytest.mark.parametrize("plan", PLANS)
both_formats = pytest.mark.parametrize("fmt", ["docx", "xlsx"])

# --- reading it back


def measures_of(reading):
    return [(task, measure) for task in reading.tasks for measure in task.measures]


@every_plan
@both_formats
def test_it_reads_back_as_the_plan_with_its_tasks_owners_roles_and_deadlines(breakdown, read_back, plan, fmt):
    before, reading = breakdown(plan), read_back(plan, fmt)
    assert reading.plan.title == before.title
    assert (reading.plan.number or "") == before.number
    assert len(measures_of(reading)) == len(before.measures)
    for was, (task, measure) in zip(before.measures, measures_of(reading), strict=True):
        assert ("/".join(task.path), task.heading, measure.clause) == (was.path, was.task_label, was.clause)
        assert "/".join(task.area or ()) == (before.areas[was.area].path if was.area else "")
        deadline = measure.deadline
        assert (deadline.value if deadline else None) == (was.deadline or None)
        assert bool(deadline and deadline.continuous) == was.continuous
        words = measure.span.of(reading.document.text)
        assert words.strip("。") == (was.text or was.summary).strip("。")


@every_plan
@both_formats
def test_read_again_it_replaces_the_plan_and_every_responsibility_keeps_its_address(shipped, read_back, plan, fmt):
    reading = read_back(plan, fmt)
    slug = Slugs(shipped).choose(reading, Path(f"a.{fmt}"), wanted=None, alone=True).slug
    assert slug == plan

    def responsibilities(quads):
        quads = list(quads)
        members = {quad.subject for quad in quads if quad.predicate == AZ.fromGroup}
        return {(q.subject.value, q.object.value) for q in quads if q.predicate == AZ.unit and q.subject not in members}

    before = shipped.stored_plan(plan).quads
    assert responsibilities(reading_quads(reading, slug, keep_text=False)) == responsibilities(before)


def test_what_somebody_changed_in_word_comes_back_and_the_rest_stays(shipped, read_back):
    """A lead is typed over, in two runs and with an empty line after it; a deadline is moved; a row is copied and filled anew."""
    document = WordDocument(io.BytesIO(paper(shipped, YUNJIANG, "docx")))
    (table,) = document.tables
    heads = [cell.text for cell in table.rows[0].cells]
    lead, deadline = heads.index("牵头单位"), heads.index("完成时限")
    changed = table.rows[2]  # after the head and the name of the first area
    _type(changed.cells[lead], "市科")
    changed.cells[lead].paragraphs[0].add_run("技局")
    changed.cells[lead].add_paragraph("")
    _type(changed.cells[deadline], "2025年9月底前")
    copied = copy.deepcopy(table.rows[3]._tr)
    table.rows[3]._tr.addnext(copied)
    said = {
        "工作任务": "修建避风塘",
        "主要内容": "修建避风塘智能系泊设施，台风来前加缆",
        "牵头单位": "市交通运输局",
        "完成时限": "2026年底前",
    }
    for head, cell in zip(heads, table.rows[4].cells, strict=True):
        _type(cell, said.get(head, "—"))
    written = io.BytesIO()
    document.save(written)

    (reading,) = read_plans(read_bytes(written.getvalue(), "edited.docx"), load_knowledge(shipped))
    told, was = map(owners_of, (reading, read_back(YUNJIANG, "docx")))
    assert [one for one in told if one not in was] == [
        (was[0][0], [("市科技局", "lead"), *was[0][1][1:]]),
        ("修建避风塘智能系泊设施，台风来前加缆", [("市交通运输局", "lead")]),
    ]
    assert [one for one in was if one not in told] == was[:1]
    assert str(measures_of(reading)[0][1].deadline) != str(measures_of(read_back(YUNJIANG, "docx"))[0][1].deadline)


def owners_of(reading):
    """Each measure's words with its written owners and their roles."""
    text = reading.document.text
    return [
        (
            text[measure.span.start : measure.span.end],
            [(one.written, one.role) for one in measure.assignments if one.from_group is None],
        )
        for _task, measure in measures_of(reading)
    ]


def _type(cell, words):
    """Type over what a cell says, as Word does: its first run keeps its looks."""
    first, *rest = cell.paragraphs[0].runs
    first.text = words
    for run in rest:
        run.text = ""


@every_plan
def test_of_the_grounds_of_a_role_only_the_inferred_ones_come_back(breakdown, read_back, plan):
    """A column says who leads: a lead by a rule of the document, or of one unit alone, comes back as written."""
    said = {"sole": "explicit", "rule": "explicit"}
    for was, (_task, measure) in zip(breakdown(plan).measures, measures_of(read_back(plan, "docx")), strict=True):
        back = sorted((one.role, one.basis) for one in measure.assignments if one.from_group is None)
        assert back == sorted((owner.role, said.get(owner.basis, owner.basis)) for owner in was.owners)


def test_what_the_table_does_not_hold_cannot_come_back(shipped, breakdown, read_back):
    """Goals and their targets are outside of the tasks; the order of owners across roles is that of the columns."""
    reading = read_back(YUNJIANG, "docx")
    assert reading.goals == ()
    assert reading.plan.issuer is None
    (was,) = [one for one in breakdown(YUNJIANG).measures if one.path == "三/(一)/3"]
    (back,) = [measure for task, measure in measures_of(reading) if "/".join(task.path) == "三/(一)/3"]
    assert [owner.role for owner in was.owners] == ["lead", "support", "support", "responsible"]
    assert [one.role for one in back.assignments if one.from_group is None] == ["lead", "responsible", "support", "support"]  # fmt: skip


def test_members_of_the_leads_named_in_words_come_back_where_the_words_are_held(shipped, read_back):
    """各牵头单位 of some tasks means those that the sentence names; a summary does not say which."""

    def members(quads):
        quads = list(quads)
        return {quad.subject.value for quad in quads if quad.predicate == AZ.fromGroup}

    for plan, held in ((YUNJIANG, True), (LATER, True), (HEFEI, False)):
        back = members(reading_quads(read_back(plan, "xlsx"), plan, keep_text=False))
        assert (back == members(shipped.stored_plan(plan).quads)) == held


TABLE = """云江市“人工智能+教育”行动方案（2026—2028年）
序号\t工作任务\t主要内容\t牵头单位\t配合单位\t完成时限
1\t建设智慧校园\t建成示范校（含A|B两类）50所，其中农村学校不少于15所\t市教育局\t市财政局、市数据局\t2027年底
2\t培训教师\t每年培训教师1000—1500人次\t市教育局、市人力资源社会保障局\t\t每年12月底前
3\t建设网点\t2026年完成网点300个，2027年完成400个，2028年实现网点全覆盖\t市教育局\t各县（市、区）人民政府\t2028年
4\t整修道路\t2027年新建城市道路20公里、新建改造乡村道路4公里\t市教育局\t市财政局\t2027年底
5\t防范数据风险\t出台数据安全指引（试行）\t\t市委网信办、市公安局\t长期
"""


@both_formats
def test_a_number_that_the_words_and_the_column_of_targets_say_comes_back_once(workspace, tmp_path, fmt):
    """With its period: the column says '1000–1500 人次/年'."""
    source = tmp_path / "plan.txt"
    source.write_text(TABLE, "utf-8")
    knowledge = load_knowledge(workspace)
    (result,) = ingest(workspace, [source], slug="education")
    assert result.slug == "education"
    (was,) = read_plans(read_bytes(TABLE.encode(), "plan.txt"), knowledge)
    (back,) = read_plans(read_bytes(paper(workspace, "education", fmt), f"a.{fmt}"), knowledge)

    def numbers(reading):
        return [
            [(one.metric, one.minimum, one.maximum, one.unit_text, one.period, one.deadline) for one in measure.targets]
            for _task, measure in measures_of(reading)
        ]

    assert [len(found) for found in numbers(was)] == [2, 1, 3, 2, 0]
    assert numbers(back) == numbers(was)


# --- what it shows


def test_word_document_has_the_typography_of_official_documents(shipped):
    document = WordDocument(io.BytesIO(paper(shipped, HEFEI, "docx")))
    (section,) = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    titles = [one.text for one in document.paragraphs if one.style.name == "Paper title"]
    assert titles == ["合肥建设国家新一代人工智能创新发展试验区实施方案(2020-2023年)", "责任分解表"]
    fonts = {name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Paper title", "Paper head", "Paper cell")}  # fmt: skip
    assert fonts == {"Paper title": "方正小标宋简体", "Paper head": "黑体", "Paper cell": "仿宋_GB2312"}
    footer = section.footer.paragraphs[0]._p
    assert "".join(node.text or "" for node in footer.iter(qn("w:t"))) == "第1页 共1页"
    assert [one.get(qn("w:instr")).strip() for one in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    (table,) = document.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "工作任务", "主要内容", "牵头单位", "责任单位", "完成时限", "目标", "依据"]  # fmt: skip


@every_plan
def test_inferred_leads_are_marked_and_explained(shipped, breakdown, plan):
    table = [
        [cell.value or "" for cell in row] for row in load_workbook(io.BytesIO(paper(shipped, plan, "xlsx"))).active
    ]
    head = next(row for row in table if row[0] == "序号")
    rows = table[table.index(head) + 1 :]
    marked = sum("（推断）" in row[head.index("牵头单位")] for row in rows)
    assert marked == sum(any(owner.basis == "order" for owner in one.owners) for one in breakdown(plan).measures)
    above = "".join("".join(map(str, row)) for row in table[: table.index(head)])
    assert ("推断" in above) == (marked > 0)
    assert ("虚构" in above) == plan.startswith("yunjiang")


def test_a_damaged_name_is_written_out(breakdown):
    names = {owner.name for one in breakdown(HEFEI).measures for owner in one.owners}
    assert not [name for name in names if "*" in name]
    assert {"市民政局", "市政务服务管理局", "各县（市）区人民政府", "市人民政府办公室"} <= names


def test_the_page_of_one_unit_has_its_measures_by_role(shipped):
    (sheet,) = load_workbook(io.BytesIO(paper(shipped, HEFEI, "xlsx", unit=ECONOMY))).worksheets
    rows = [[cell.value or "" for cell in row] for row in sheet]
    assert rows[1][0] == "责任分解表（合肥市经济和信息化局）"
    head = next(row for row in rows if row[0] == "序号")
    assert [row[0] for row in rows if str(row[0]).endswith("项）")] == ["牵头（8项）", "负责（7项）"]
    listed = [row for row in rows[rows.index(head) + 1 :] if row[2]]
    assert len(listed) == 15
    assert all("市经信局" in "".join(row[3:5]) for row in listed)


def test_by_unit_every_unit_has_a_sheet_or_page(shipped, breakdown):
    units = {owner.unit for one in breakdown(YUNJIANG).measures for owner in one.owners}
    book = load_workbook(io.BytesIO(paper(shipped, YUNJIANG, "xlsx", order="unit")))
    assert len(book.worksheets) == len(units)
    assert len({sheet.title for sheet in book.worksheets}) == len(units)
    document = WordDocument(io.BytesIO(paper(shipped, YUNJIANG, "docx", order="unit")))
    assert len(document.tables) == len(units)


def test_in_english_heads_names_and_words_are_english(shipped):
    document = WordDocument(io.BytesIO(paper(shipped, LATER, "docx", "en")))
    table = document.tables[0]
    assert [cell.text for cell in table.rows[0].cells][:4] == ["No.", "Work item", "What to do", "Lead unit"]
    assert table.rows[2].cells[3].text == "Yunjiang Municipal Data Bureau"
    assert "by September 2027" in [cell.text for cell in table.rows[2].cells]
    assert table.rows[2].cells[2].text.isascii()
    assert any("(inferred)" in note.text for note in document.paragraphs if note.style.name == "Paper small")


@both_formats
def test_the_same_data_give_the_same_bytes(shipped, fmt):
    assert paper(shipped, YUNJIANG, fmt) == paper(shipped, YUNJIANG, fmt)
    with zipfile.ZipFile(io.BytesIO(paper(shipped, YUNJIANG, fmt))) as archive:
        assert {member.date_time[0] for member in archive.infolist()} == {1980}


def test_a_unit_that_the_plan_does_not_name_is_refused(shipped):
    with pytest.raises(UsageError, match="owns nothing in the plan yunjiang-2024-2026"):
        paper(shipped, YUNJIANG, "docx", unit=ECONOMY)


def test_the_file_is_called_after_plan_paper_and_unit(shipped):
    asked = PaperRequest("breakdown", HEFEI, ECONOMY)
    assert file_name(shipped, asked, "zh") == "hefei-2020-2023_责任分解表_合肥市经济和信息化局.docx"
