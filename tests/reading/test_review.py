"""A plan before it is taken in: drafts, what names come to mean, and the taking in."""

import pytest

from aizone.documents import read_bytes
from aizone.errors import MeanwhileError, UsageError, WorkspaceError
from aizone.iri import expand, mint
from aizone.reading.ingest import ingest
from aizone.reading.knowledge import draft_knowledge, load_knowledge
from aizone.reading.read import read_plans
from aizone.reading.rebuild import rebuild
from aizone.reading.review import Draft, accept, decide_name, review
from aizone.reading.slugs import Slugs, check_slug
from aizone.store import disk
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.readings import Correction, quote_of
from aizone.verdicts.rereading import resolver_for

WHEN = "2026-01-02T03:04:05Z"
PLAN = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能行动计划（2024—2026年）
一、重点任务
（一）算力。建设算力平台，服务企业发展。（责任单位：市科创办、市发展改革委）
（二）数据。建设数据平台，按季公布目录。（责任单位：市科创办、云数办）
"""
SCIENCE = mint("unit", "玉河市", "玉河市科学技术局")
YUNJIANG_DATA = expand("id:unit/yunjiang-data-bureau")


class Desk:
    """One visitor at one document."""

    def __init__(self, workspace, text=PLAN):
        self.workspace = workspace
        self.document = read_bytes(text.encode(), "plan.txt")
        self.decisions = ()
        self.draft = Draft()
        self._known, self._read = (), None

    @property
    def knowledge(self):
        """What is known with the visitor's decisions; the same object while both stay as they are."""
        given = load_knowledge(self.workspace, explain=True), self.decisions
        if not self._known or any(one is not other for one, other in zip(given, self._known[1], strict=True)):
            self._known = draft_knowledge(self.workspace, self.decisions), given
            self._read = None
        return self._known[0]

    @property
    def read(self):
        """The plan as it is read by what is known."""
        knowledge = self.knowledge
        if self._read is None:
            self._read = read_plans(self.document, knowledge)[0]
        return self._read

    def review(self, **options):
        return review(self.workspace, [self.read], [self.draft], self.knowledge, **options)[0]

    def name(self, written, unit):
        decided = decide_name(
            self.read,
            self.knowledge,
            written,
            unit,
            lambda decisions: draft_knowledge(self.workspace, decisions),
            pending=self.decisions,
            made=Attribution("甲", WHEN),
        )
        self.decisions = decided or self.decisions
        return decided

    def correction(self, kind, written, task=0, when=WHEN, **values):
        read = self.read
        return Correction(
            kind, quote_of(read, read.tasks[task].measures[0]), written, Attribution("甲", when), **values
        )

    def correct(self, *args, **values):
        stored = self.review().stored
        self.draft = self.draft.with_correction(self.correction(*args, **values), stored=stored)

    def accept(self, **options):
        (record,) = accept(self.workspace, [self.review(**options)], self.decisions, Attribution("甲", WHEN))
        self.decisions, self.draft = (), Draft()
        return record


@pytest.fixture
def desk(workspace):
    return Desk(workspace)


def owners(reviewed):
    return [
        (fact.written, fact.role, fact.label)
        for task in reviewed.plan.reading.tasks
        for fact in task.measures[0].assignments
    ]


def files(workspace):
    return sorted(
        str(path.relative_to(workspace.paths.root)) for path in workspace.paths.root.rglob("*") if path.is_file()
    )


def test_looking_stores_nothing(desk):
    before = files(desk.workspace)
    desk.name("市科创办", SCIENCE)
    desk.correct("role", "市发展改革委", role="lead")
    seen = desk.review()
    assert owners(seen)[:2] == [
        ("市科创办", "responsible", "玉河市科学技术局"),
        ("市发展改革委", "lead", "玉河市发展和改革委员会"),
    ]
    assert seen.before == frozenset()
    assert files(desk.workspace) == before


def test_a_name_that_is_decided_means_the_unit_in_every_list(desk):
    decided = desk.name("市科创办", SCIENCE)
    assert [(one.verb, one.subject, one.object) for one in decided] == [("alias", SCIENCE, "市科创办")]
    assert [label for name, _role, label in owners(desk.review()) if name == "市科创办"] == ["玉河市科学技术局"] * 2
    assert {
        issue.message["zh"] for issue in desk.review().plan.reading.issues if "市科创办" in issue.message["zh"]
    } == set()


def test_a_name_that_was_read_as_another_unit_no_longer_means_it(desk):
    decided = desk.name("市发展改革委", SCIENCE)
    assert [one.verb for one in decided] == ["not-same", "alias"]
    assert owners(desk.review())[1] == ("市发展改革委", "responsible", "玉河市科学技术局")


def test_a_name_of_another_places_unit_needs_a_correction_of_the_list(desk):
    assert desk.name("云数办", YUNJIANG_DATA) is None
    desk.correct("unit", "云数办", task=1, unit=YUNJIANG_DATA)
    assert owners(desk.review())[3] == ("云数办", "responsible", "云江市数据局")


def test_taking_in_keeps_what_was_decided_through_a_rebuild(desk):
    desk.name("市科创办", SCIENCE)
    desk.correct("role", "市发展改革委", role="lead")
    record = desk.accept()
    assert (record.change, record.corrections) == ("new", 1)
    assert {"units/decisions.ttl", f"corrections/{record.slug}.ttl", f"plans/{record.slug}.nq"} <= set(
        files(desk.workspace)
    )
    again = [one for one in rebuild(desk.workspace) if one.slug == record.slug]
    assert [(one.change, one.corrections) for one in again] == [("unchanged", 1)]


def test_what_is_stored_shows_when_the_plan_comes_again(desk):
    desk.correct("role", "市发展改革委", role="lead")
    slug = desk.accept().slug
    second = Desk(desk.workspace, PLAN.replace("服务企业发展", "服务中小企业发展"))
    seen = second.review()
    assert [one.written for one in seen.stored] == ["市发展改革委"]
    assert owners(seen)[1][1] == "lead"
    assert seen.before
    second.draft = second.draft.without(seen.stored[0].id)
    assert owners(second.review())[1][1] == "responsible"
    assert second.accept().change == "changed"
    assert desk.workspace.corrections(slug) == ()


def test_a_later_correction_replaces_an_earlier_one_stored_or_not(desk):
    desk.correct("role", "市发展改革委", role="lead")
    desk.correct("role", "市发展改革委", role="support")
    assert [one.role for one in desk.draft.corrections] == ["support"]
    slug = desk.accept().slug
    desk.correct("role", "市发展改革委", role="supervise", when="2025-01-01T00:00:00Z")
    assert owners(desk.review())[1][1] == "supervise", "even when a clock is wrong, the later click counts"
    desk.correct("not-owner", "市发展改革委")
    assert [name for name, _role, _label in owners(desk.review())][:2] == ["市科创办", "市科创办"]
    desk.accept()
    assert [one.kind for one in desk.workspace.corrections(slug)] == ["not-owner"]


def test_taking_one_back_before_it_is_stored(desk):
    desk.correct("role", "市发展改革委", role="lead")
    desk.draft = desk.draft.without(desk.draft.corrections[0].id)
    assert desk.draft == Draft()


def test_facts_only_and_the_slug_are_choices(desk):
    record = desk.accept(slug="yuhe-ai", keep_text=False)
    assert record.slug == "yuhe-ai"
    assert desk.workspace.sources("yuhe-ai") == []
    assert not any("服务企业发展" in str(quad.object) for quad in desk.workspace.stored_plan("yuhe-ai").quads)
    with pytest.raises(WorkspaceError, match="already belongs"):
        desk.review(slug="yunjiang-2024-2026")
    assert check_slug(" yuhe-2 ") == "yuhe-2"
    assert check_slug("") is None
    for wrong in ("Yuhe", "玉河", "a--b", "a/b"):
        with pytest.raises(UsageError):
            check_slug(wrong)


def test_two_plans_of_one_visit_get_two_slugs(workspace):
    other = Desk(workspace, PLAN.replace("人工智能行动计划", "机器人行动计划"))
    slugs = Slugs(workspace)
    names = [desk.review(slugs=slugs).plan.slug for desk in (Desk(workspace), other)]
    assert len(set(names)) == 2


def test_nothing_is_stored_when_the_folder_cannot_be_written(desk, monkeypatch):
    def refuse(*_args, **_options):
        raise WorkspaceError("folder", "cannot be written")

    before = files(desk.workspace)
    desk.name("市科创办", SCIENCE)
    monkeypatch.setattr("aizone.workspace.writer.one_writer", refuse)
    with pytest.raises(WorkspaceError):
        desk.accept()
    assert files(desk.workspace) == before


@pytest.mark.parametrize(
    "failing", [("write", ".txt"), ("rename", ".ttl"), ("rename", ".nq"), ("sync-folder", "plans")]
)
def test_a_write_that_fails_stored_nothing_and_goes_well_later(desk, failing):
    def fail(step, path):
        if step == failing[0] and path.name.endswith(failing[1]):
            raise OSError(5, "Input/output error")

    desk.name("市科创办", SCIENCE)
    desk.correct("role", "市发展改革委", role="lead")
    before = [name for name in files(desk.workspace) if name != ".lock"]
    with disk.watched(fail), pytest.raises(WorkspaceError, match="Input/output error"):
        desk.accept()
    assert [name for name in files(desk.workspace) if name != ".lock"] == before
    assert desk.accept().change == "new"


def test_two_visitors_do_not_see_each_others_drafts(workspace):
    one, other = Desk(workspace), Desk(workspace)
    one.name("市科创办", SCIENCE)
    one.correct("role", "市发展改革委", role="lead")
    assert owners(other.review())[:2] == [
        ("市科创办", "responsible", None),
        ("市发展改革委", "responsible", "玉河市发展和改革委员会"),
    ]


def test_a_plan_that_somebody_removed_meanwhile_does_not_come_back_unseen(desk):
    desk.accept()
    (slug,) = (one for one in desk.workspace.plan_slugs() if "yunjiang" not in one and "hefei" not in one)
    seen = [desk.review()]
    desk.workspace.remove_plan(slug)
    made = Attribution("甲", WHEN)
    with pytest.raises(MeanwhileError, match="removed"):
        accept(desk.workspace, seen, (), made)
    assert slug not in desk.workspace.plan_slugs()
    accept(desk.workspace, [desk.review()], (), made)
    assert slug in desk.workspace.plan_slugs()


def test_a_dry_run_counts_corrections(desk, tmp_path):
    desk.correct("role", "市发展改革委", role="lead")
    desk.accept()
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    (record,) = ingest(desk.workspace, [path], dry_run=True)
    assert (record.change, record.corrections, record.not_applied) == ("unchanged", 1, 0)


def test_a_resolver_of_a_reading_knows_its_own_bodies(desk):
    resolver = resolver_for(desk.read, desk.knowledge.registry)
    assert resolver.unit_named("市科技局").iri == SCIENCE
