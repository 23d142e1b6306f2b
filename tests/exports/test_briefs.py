"""Briefs as Word documents: one of a unit, and the findings with both clauses, a proposal and what was decided."""

import io
import shutil

import pytest
from docx import Document as WordDocument

from aizone.exports.papers.make import PaperRequest, make_paper
from aizone.settings import SHIPPED_DATA
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import FindingVerdict, seen
from aizone.views.papers.coordination import proposed
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
    assert [line for line in lines if line.endswith("项）") and len(line) < 8] == ["牵头（8项）", "负责（7项）"]
    assert "1. 三/(三)/1 人工智能+智能制造（会同市科技局、各县（市）区人民政府、开发区管委会）" in lines
    assert "涉及的协调事项" in lines
    assert any("推断" in line for line in lines[-2:])


def test_every_unit_has_a_brief_of_its_own(shipped):
    lines = made(shipped, "brief", "en")
    units = {row.unit for row in _owners(shipped)}
    assert sum(line.startswith("Brief for ") for line in lines) == len(units)


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
