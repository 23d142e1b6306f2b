"""Briefs as Word documents: one of a unit, and the findings with both clauses, a proposal and what was decided."""

import io
import math
import shutil
import unicodedata

import openpyxl
import pytest
from docx import Document as WordDocument
from docx.shared import Emu

from aizone.exports.papers.make import PaperRequest, make_paper
from aizone.settings import SHIPPED_DATA
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import FindingVerdict, seen
from aizone.views.papers.coordination import proposed
from aizone.views.papers.one_page import PagePart, choose
from aizone.workspace import open_workspace

HEFEI = "hefei-2020-2023"
ECONOMY = "id:unit/hefei-economy-and-information-technology-bureau"
EDUCATION = "id:unit/hefei-education-bureau"


def words_of(data):
    return [paragraph.text for paragraph in WordDocument(io.BytesIO(data)).paragraphs]


def made(workspace, paper, lang="zh", unit=""):
    return words_of(make_paper(workspace, PaperRequest(paper, HEFEI, unit), lang))


def test_a_unit_brief_says_what_it_leads_and_supports_with_whom_and_for_what(shipped):
    lines = made(shipped, "brief", unit=ECONOMY)
    assert lines[0] == "合肥市经济和信息化局任务简报"
    assert lines[2].startswith("共15项任务，其中牵头8项（推断8项）。共同承担任务最多的单位：市科技局（12项）")
    assert [line for line in lines if line.endswith("项）") and len(line) < 8] == [
        "牵头（8项）",
        "负责（7项）",
        "指标（3项）",
    ]
    assert "1. 三/(三)/1 人工智能+智能制造（推断牵头；会同市科技局、各县（市）区人民政府、开发区管委会）" in lines
    assert any("（由市科技局（推断）牵头" in line for line in lines)
    assert any(line.startswith("涉及的协调事项（") for line in lines)
    assert any("推断" in line for line in lines[-2:])


def test_every_unit_has_a_brief_of_its_own(shipped):
    lines = made(shipped, "brief", "en")
    units = {row.unit for row in _owners(shipped)}
    assert sum(line.startswith("Brief for ") for line in lines) == len(units)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_brief_fits_on_one_page_and_says_what_it_leaves_out(shipped, lang):
    """The heights of all paragraphs, by the styles of the file; the busiest unit has 37 measures."""
    document = WordDocument(io.BytesIO(make_paper(shipped, PaperRequest("brief", HEFEI), lang)))
    section = document.sections[0]
    room = Emu(section.page_height - section.top_margin - section.bottom_margin).pt
    width = Emu(section.page_width - section.left_margin - section.right_margin).pt
    pages, cut = [], []
    for paragraph in document.paragraphs:
        if paragraph.style.name == "Paper title":
            pages.append(0.0)
        form, size = paragraph.style.paragraph_format, paragraph.style.font.size.pt
        wide = sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in paragraph.text)
        pages[-1] += max(1, math.ceil(wide * size / width)) * form.line_spacing.pt
        pages[-1] += (paragraph.paragraph_format.space_after or form.space_after).pt
        if paragraph.text.startswith(("另有", "… and ")):
            cut.append(len(pages))
    assert len(pages) == len({row.unit for row in _owners(shipped)})
    assert max(pages) <= room
    assert max(pages) > 0.85 * room  # what there is room for is there
    assert cut
    assert set(cut) <= {place for place, height in enumerate(pages, 1) if height > 0.8 * room}


def test_a_page_gives_room_by_rank_and_never_less_than_the_least():
    parts = [
        PagePart("leads", ("a",) * 6, 0, 2),
        PagePart("supports", ("b",) * 6, 2, 1),
        PagePart("findings", ("c",) * 4, 1, 1),
    ]
    heights = [[1] * len(part.lines) for part in parts]
    assert choose(parts, 100, heights, over=1, rest=1) == [6, 6, 4]
    assert choose(parts, 15, heights, over=1, rest=1) == [
        6,
        1,
        4,
    ]  # 3 headings, 11 lines, one that says what is left out
    assert choose(parts, 13, heights, over=1, rest=1) == [6, 1, 1]
    assert choose(parts, 12, heights, over=1, rest=1) == [4, 1, 1]
    assert choose(parts, 10, heights, over=1, rest=1) == [2, 1, 1]


def test_the_leads_of_the_work_list_are_marked(shipped):
    sheet = openpyxl.load_workbook(io.BytesIO(make_paper(shipped, PaperRequest("worklist", HEFEI), "zh"))).worksheets[0]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any("合肥市科学技术局（推断）" in cell for cell in cells)


def _owners(shipped):
    from aizone.queries import answers
    from aizone.queries.records import Responsibility

    return answers(shipped.store, "responsibilities_as_written", Responsibility, plan=_plan())


def _plan():
    from aizone.iri import plan_iri

    return plan_iri(HEFEI)


def test_the_coordination_brief_has_both_clauses_their_owners_and_a_proposal(shipped):
    lines, work = made(shipped, "coordination"), shipped.worklist(HEFEI)
    assert lines[:2] == ["合肥建设国家新一代人工智能创新发展试验区实施方案(2020-2023年)", "统筹协调事项"]
    assert sum(line.startswith("处理建议：") for line in lines) == len(work.entries)
    first = lines.index(next(line for line in lines if line.startswith("1. ")))
    assert [line.split(" ")[0] for line in lines[first + 2 : first + 6 : 2]] == ["三/(二)/1", "三/(五)/2"]
    assert "牵头：合肥市科学技术局（推断）" in lines[first + 3]
    assert any("摘要" in line for line in lines[-3:])


def test_for_a_unit_only_its_findings_are_listed(shipped):
    every, own = made(shipped, "coordination"), made(shipped, "coordination", unit=EDUCATION)
    assert sum(line.startswith("处理建议：") for line in own) < sum(line.startswith("处理建议：") for line in every)


@pytest.fixture
def mine(tmp_path):
    for name in ("plans", "workspace.toml"):
        source = SHIPPED_DATA / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return open_workspace(tmp_path)


def test_a_decision_takes_the_place_of_the_proposal(mine):
    work = mine.worklist(HEFEI)
    finding, known = work.entries[0].finding, {clause.item: clause for clause in work.clauses.clauses}
    sides = tuple(seen(known[item]) for item in finding.items)
    verdict = FindingVerdict(
        finding.id, "clarify", sides, Attribution("李明", "2026-03-01T08:00:00Z", "由市科技局牵头")
    )
    mine.record(mine.verdict_ledger(HEFEI), [verdict])
    lines = made(mine, "coordination")
    assert "处理决定：明确牵头（李明，2026-03-01）。由市科技局牵头" in lines
    assert [line for line in lines[:3] if line.startswith(f"{len(work.entries)}个") and "1个" in line]
    assert sum(line.startswith("处理建议：") for line in lines) == len(mine.worklist(HEFEI).entries) - 1


def test_the_proposal_follows_from_class_and_coordination(shipped):
    kinds = {}
    for plan in shipped.plan_slugs():
        for entry in shipped.worklist(plan).entries:
            held = entry.finding.coordination
            kinds[entry.finding.finding_class, held.level, held.is_swapped] = proposed(entry.finding)
    for (found, level, is_swapped), kind in kinds.items():
        if level in {"leader", "member"}:
            assert kind == ("clarify" if is_swapped else "legitimate")
        else:
            assert kind == ("merge" if found == "duplication-candidate" and level != "chain" else "clarify")
    assert len(set(kinds.values())) > 1
