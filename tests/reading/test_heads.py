"""Corrections of a plan's head: the place resolves all names again, and all of them hold whenever the plan is read."""

import pytest

from aizone.errors import UsageError
from aizone.iri import mint
from aizone.reading.ingest import ingest
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import plans_of_file
from aizone.reading.rebuild import rebuild
from aizone.reading.review import accept
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.heads import corrections_of, head_corrections, place_correction
from tests.flow.test_split_plans import BODY
from tests.reading.test_review import WHEN, Desk

HEFEI, NANJING = mint("place", "hefei"), mint("place", "南京市")
MADE = Attribution("甲", WHEN)
PLAN = """推进人工智能惠民行动计划
2024年3月1日
一、重点任务
（一）算力。建设算力平台，服务企业发展。（责任单位：市科技局、市卫建委）
（二）数据。建设数据平台，按季公布目录。（责任单位：市数据局）
"""


class HeadDesk(Desk):
    """A visitor who corrects the head of a plan."""

    def __init__(self, workspace, text=PLAN):
        super().__init__(workspace, text)

    def say(self, **typed):
        reviewed = self.review()
        for one in head_corrections(reviewed.as_read.plan, reviewed.plan.reading.plan, typed, MADE):
            self.draft = self.draft.with_correction(one, stored=reviewed.stored)

    def settle(self, place, name):
        reviewed = self.review()
        made = place_correction(reviewed.as_read.plan, place, name, MADE)
        self.draft = self.draft.with_correction(made, stored=reviewed.stored)

    def take_in(self):
        return accept(self.workspace, [self.review()], self.decisions, MADE)[0]


def owners(reading):
    return [fact.label for task in reading.tasks for measure in task.measures for fact in measure.assignments]


def test_the_place_resolves_every_name_again(workspace):
    desk = HeadDesk(workspace)
    assert owners(desk.review().plan.reading) == [None, None, None]
    assert desk.review().plan.reading.issues[0].code == "place-unknown"
    desk.settle(HEFEI, "合肥市")
    reviewed = desk.review()
    assert owners(reviewed.plan.reading) == ["合肥市科学技术局", None, "合肥市数据局"]
    assert "place-unknown" not in [issue.code for issue in reviewed.plan.reading.issues]
    assert reviewed.plan.slug.startswith("hefei-2024"), "a plan that is new is named after its place"
    desk.settle(mint("place", "青原县"), "青原县")
    assert desk.review().plan.reading.plan.place == mint("place", "青原县"), "a place that no registry has"


def test_a_corrected_head_survives_every_way_of_reading_again(workspace, tmp_path):
    desk = HeadDesk(workspace)
    desk.settle(HEFEI, "合肥市")
    desk.say(title="合肥市推进人工智能惠民行动计划", number="合政〔2024〕9号", issued="", start="2025年", end="2027")
    record = desk.take_in()
    assert (record.change, record.corrections) == ("new", 6)
    plan = workspace.paths.plan(record.slug)
    before = plan.read_bytes()
    assert [(one.change, one.corrections) for one in rebuild(workspace)] == [("unchanged", 6)]
    assert plan.read_bytes() == before
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    assert [(one.slug, one.change) for one in ingest(workspace, [file])] == [(record.slug, "unchanged")]
    again = HeadDesk(workspace).review()
    assert (again.plan.slug, again.plan.reading.plan.title) == (record.slug, "合肥市推进人工智能惠民行动计划")
    assert again.before == again.plan.quads
    (read,) = plans_of_file(file, load_knowledge(workspace), workspace, slug=record.slug)
    head = read.reading.plan
    assert (head.number, head.issued, head.start, head.end, head.place) == ("合政〔2024〕9号", None, 2025, 2027, HEFEI)


def test_one_of_several_plans_of_a_document_keeps_its_corrected_title(workspace, tmp_path):
    names = ("数据流通", "智能制造", "低空经济")
    text = "".join(f"{number}. 青原县{name}行动方案\n{BODY}" for number, name in enumerate(names, start=7))
    file = tmp_path / "both.txt"
    file.write_text(text, "utf-8")
    slugs = [one.slug for one in ingest(workspace, [file])]
    assert len(slugs) == 3
    read = HeadDesk(workspace, text).read.plan
    assert read.title == "青原县数据流通行动方案"
    (made,) = head_corrections(read, read, {"title": "惠民行动计划（修订）"}, MADE)
    workspace.record(workspace.correction_ledger(slugs[0]), [made])
    for _again in range(2):
        assert {one.slug: one.error for one in rebuild(workspace)} == dict.fromkeys(slugs)
        assert workspace.stored_plan(slugs[0]).title == "惠民行动计划（修订）"
        assert {one.slug for one in ingest(workspace, [file])} == set(slugs)
    workspace.record(workspace.correction_ledger(slugs[0]), ended={made.id: MADE})
    assert all(one.error is None for one in rebuild(workspace))
    assert workspace.stored_plan(slugs[0]).title == "青原县数据流通行动方案"


def test_a_later_correction_of_one_part_replaces_the_earlier(workspace):
    desk = HeadDesk(workspace)
    desk.say(title="甲行动计划")
    desk.say(title="乙行动计划")
    assert [one.written for one in desk.draft.corrections] == ["乙行动计划"]
    desk.say(title="乙行动计划", end="2030")
    assert [one.kind for one in desk.draft.corrections] == ["title", "end"], "what holds already is no correction"
    desk.draft = desk.draft.without(desk.draft.corrections[0].id)
    assert desk.review().plan.reading.plan.title == "推进人工智能惠民行动计划"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": "  "}, "a plan needs a title"),
        ({"title": "长" * 301}, "longer than 300"),
        ({"start": "24"}, "is not a year"),
        ({"start": "2030", "end": "2026"}, "begin after its last year 2026"),
        ({"issued": "2024-02-31"}, "is not a date"),
    ],
)
def test_what_cannot_be_is_refused_in_words(workspace, typed, said):
    plan = HeadDesk(workspace).read.plan
    with pytest.raises(UsageError, match=said):
        head_corrections(plan, plan, typed, MADE)


@pytest.mark.parametrize("typed", ["2024年2月9日", "2024-2-9", "2024/02/09", " 2024.2.9 ", "2024 年 2 月 9 日"])
def test_a_date_is_understood_however_it_is_typed(typed):
    (correction,) = corrections_of("计划", {"issued": ""}, {"issued": typed}, MADE)
    assert correction.written == "2024-02-09"
