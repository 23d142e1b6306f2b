"""A plan's file is parsed once, however many stages ask what is stored; and what is stored meanwhile is noticed."""

import pyoxigraph as ox
import pytest

from aizone.documents import read_bytes
from aizone.errors import MeanwhileError, WorkspaceError
from aizone.iri import mint
from aizone.reading.ingest import ingest
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read_plans
from aizone.reading.rebuild import rebuild
from aizone.reading.review import Draft, accept, review
from aizone.store import OxigraphStore
from aizone.store.seal import sealed, unsealed
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.names import Decision
from aizone.verdicts.readings import Correction, quote_of

WHEN = "2026-01-02T03:04:05Z"
PLAN = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能行动计划（2024—2026年）
一、重点任务
（一）算力。建设算力平台，服务企业发展。（责任单位：市科技局、市发展改革委）
"""
CHANGED = PLAN.replace("服务企业发展", "服务中小企业发展")


@pytest.fixture
def plan(tmp_path):
    """A path and a function that writes the plan there."""
    path = tmp_path / "given" / "plan.txt"
    path.parent.mkdir()

    def write(text):
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.fixture
def parsed(monkeypatch):
    """What was parsed as N-Quads since: one entry per parse, in Python or by the engine."""
    found = []
    parse, bulk_load = ox.parse, OxigraphStore.bulk_load

    def counting(*args, **options):
        if options.get("format") == ox.RdfFormat.N_QUADS:
            found.append("parse")
        return parse(*args, **options)

    def loading(self, files):
        files = list(files)
        found.extend(path.name for path, _graph in files if path.suffix == ".nq")
        return bulk_load(self, files)

    monkeypatch.setattr(ox, "parse", counting)
    monkeypatch.setattr(OxigraphStore, "bulk_load", loading)
    return found


def correct(workspace, slug, text=PLAN):
    (reading,) = read_plans(read_bytes(text.encode(), "plan.txt"), load_knowledge(workspace))
    quote = quote_of(reading, reading.tasks[0].measures[0])
    made = Correction("role", quote, "市科技局", Attribution("甲", WHEN), role="lead")
    draft = Draft().with_correction(made)
    accept(workspace, review(workspace, [reading], [draft], load_knowledge(workspace)), (), Attribution("甲", WHEN))
    assert [one.id for one in workspace.corrections(slug)] == [made.id]


@pytest.mark.parametrize(("again", "change"), [(PLAN, "unchanged"), (CHANGED, "changed")])
def test_reading_a_file_again_parses_the_stored_plan_once(workspace, plan, parsed, again, change):
    (first,) = ingest(workspace, [plan(PLAN)])
    correct(workspace, first.slug)
    parsed.clear()
    (record,) = ingest(workspace, [plan(again)])
    assert (record.slug, record.change, record.corrections) == (first.slug, change, 1)
    assert parsed == ["parse"]


def test_a_rebuild_parses_each_plan_once(workspace, plan, parsed):
    (first,) = ingest(workspace, [plan(PLAN)])
    correct(workspace, first.slug)
    parsed.clear()
    records = list(rebuild(workspace))
    assert [(record.slug, record.corrections) for record in records] == [(first.slug, 1)]
    assert parsed == ["parse"], "the example's document is not held, so its plan is not read at all"


def test_a_review_parses_the_stored_plan_once_and_storing_it_not_again(workspace, plan, parsed):
    (first,) = ingest(workspace, [plan(PLAN)])
    correct(workspace, first.slug)
    knowledge = load_knowledge(workspace)
    readings = read_plans(read_bytes(CHANGED.encode(), "plan.txt"), knowledge)
    parsed.clear()
    reviewed = review(workspace, readings, [Draft()], knowledge)
    assert len(reviewed[0].stored) == 1
    assert reviewed[0].before
    assert parsed == ["parse"]
    (record,) = accept(workspace, reviewed, (), Attribution("甲", WHEN))
    assert record.change == "changed"
    assert parsed == ["parse"]


def test_what_another_visitor_stored_meanwhile_is_compared_with(workspace, plan):
    knowledge = load_knowledge(workspace)
    readings = read_plans(read_bytes(PLAN.encode(), "plan.txt"), knowledge)
    reviewed = review(workspace, readings, [Draft()], knowledge)
    assert reviewed[0].before == frozenset()
    (other,) = ingest(workspace, [plan(CHANGED)])
    stored = workspace.paths.plan(other.slug).read_bytes()
    with pytest.raises(MeanwhileError, match="another document was stored"):
        accept(workspace, reviewed, (), Attribution("甲", WHEN))
    assert workspace.paths.plan(other.slug).read_bytes() == stored
    again = review(workspace, readings, [Draft()], knowledge)
    (record,) = accept(workspace, again, (), Attribution("甲", WHEN))
    assert (record.slug, record.change) == (other.slug, "changed")


def test_another_plan_that_took_the_slug_meanwhile_is_not_replaced(workspace, plan):
    knowledge = load_knowledge(workspace)
    readings = read_plans(read_bytes(PLAN.encode(), "plan.txt"), knowledge)
    reviewed = review(workspace, readings, [Draft()], knowledge)
    slug = reviewed[0].plan.slug
    (other,) = ingest(workspace, [plan(PLAN.replace("人工智能", "机器人"))], slug=slug)
    assert other.error is None
    with pytest.raises(WorkspaceError, match="in the meantime"):
        accept(workspace, reviewed, (), Attribution("甲", WHEN))
    assert "机器人" in workspace.stored_plan(slug).title


def test_a_plan_whose_title_reads_otherwise_today_keeps_its_corrections(workspace, plan):
    (first,) = ingest(workspace, [plan(PLAN)])
    correct(workspace, first.slug)
    path = workspace.paths.plan(first.slug)
    nquads = unsealed(path.read_bytes())
    path.write_bytes(sealed(nquads.replace("玉河市人工智能行动计划".encode(), "行动计划".encode())))
    (record,) = ingest(workspace, [plan(PLAN)])
    assert (record.slug, record.change, record.corrections) == (first.slug, "changed", 1)


def test_a_damaged_plan_does_not_stop_the_rebuild_of_the_others(workspace, plan, tmp_path):
    (first,) = ingest(workspace, [plan(PLAN)])
    (second,) = ingest(workspace, [plan(PLAN.replace("人工智能", "机器人"))])
    workspace.paths.plan(first.slug).write_text("not rdf\n", "utf-8")
    records = {record.slug: record for record in rebuild(workspace)}
    assert (records[first.slug].error, records[first.slug].change) == (None, "new")
    assert workspace.stored_plan(first.slug).title == "玉河市人工智能行动计划（2024—2026年）"
    assert records[second.slug].change == "unchanged"


@pytest.mark.parametrize("damage", ["flipped", "cut", "empty"])
def test_a_damaged_plan_is_noticed_and_made_anew_from_its_document(workspace, plan, damage):
    (first,) = ingest(workspace, [plan(PLAN)], source="公报", retrieved="2026-01-01")
    path = workspace.paths.plan(first.slug)
    whole = path.read_bytes()
    at = whole.index("玉河市".encode()) + 1
    changed = {
        "flipped": whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :],
        "cut": b"".join(whole.splitlines(keepends=True)[:-9]),
        "empty": b"",
    }
    path.write_bytes(changed[damage])
    with pytest.raises(WorkspaceError, match="is damaged"):
        workspace.stored_plan(first.slug)
    records = {record.slug: record for record in rebuild(workspace)}
    assert records[first.slug].error is None
    assert path.read_bytes() == whole or damage == "empty"  # who said where it is from was in the file
    assert not list(rebuild(workspace))[-1].error


def test_a_damaged_plan_without_a_document_is_reported(workspace, plan):
    (first,) = ingest(workspace, [plan(PLAN)], facts_only=True)
    workspace.paths.plan(first.slug).write_bytes(b"")
    (error,) = [record.error for record in rebuild(workspace) if record.slug == first.slug]
    assert "is damaged" in str(error)
    assert "backup" in str(error)


def test_a_document_that_changed_on_the_disk_is_not_read_again(workspace, plan):
    (first,) = ingest(workspace, [plan(PLAN)])
    (source,) = workspace.sources(first.slug)
    source.write_text(CHANGED, "utf-8")
    before = workspace.paths.plan(first.slug).read_bytes()
    (record,) = [record for record in rebuild(workspace) if record.slug == first.slug]
    assert "its checksum differs" in str(record.error)
    assert workspace.paths.plan(first.slug).read_bytes() == before


def draft_of(workspace, written, kind="role", by="甲"):
    knowledge = load_knowledge(workspace)
    readings = read_plans(read_bytes(PLAN.encode(), "plan.txt"), knowledge)
    quote = quote_of(readings[0], readings[0].tasks[0].measures[0])
    role = "lead" if kind == "role" else None
    draft = Draft().with_correction(Correction(kind, quote, written, Attribution(by, WHEN), role=role))
    return review(workspace, readings, [draft], knowledge)


def test_two_people_who_accept_in_turn_keep_both_corrections(workspace, plan):
    ingested = [record.slug for record in ingest(workspace, [plan(PLAN)])]
    first, second = draft_of(workspace, "市科技局"), draft_of(workspace, "市发展改革委", by="乙")
    accept(workspace, first, (), Attribution("甲", WHEN))
    (record,) = accept(workspace, second, (), Attribution("乙", WHEN))
    assert (record.slug, record.corrections) == (ingested[0], 2)
    assert len(workspace.corrections(record.slug)) == 2
    assert [(one.slug, one.change) for one in rebuild(workspace) if one.slug == record.slug] == [
        (record.slug, "unchanged")
    ]


def test_the_second_of_two_who_decide_about_one_owner_is_told(workspace, plan):
    list(ingest(workspace, [plan(PLAN)]))
    first, second = draft_of(workspace, "市科技局"), draft_of(workspace, "市科技局", "not-owner", by="乙")
    (record,) = accept(workspace, first, (), Attribution("甲", WHEN))
    stored = workspace.paths.plan(record.slug).read_bytes()
    with pytest.raises(MeanwhileError, match=r"市科技局 \(甲\)"):
        accept(workspace, second, (), Attribution("乙", WHEN))
    assert workspace.paths.plan(record.slug).read_bytes() == stored
    assert len(workspace.corrections(record.slug)) == 1


def test_a_name_that_somebody_decided_about_meanwhile_is_told(workspace, plan):
    list(ingest(workspace, [plan(PLAN)]))
    second = draft_of(workspace, "市科技局", by="乙")
    alias = Decision("alias", mint("unit", "yunjiang-data-bureau"), "市数管局", Attribution("甲", WHEN))
    workspace.record(workspace.name_ledger(), [alias])
    with pytest.raises(MeanwhileError, match=r"市数管局 \(甲\)"):
        accept(workspace, second, (), Attribution("乙", WHEN))


def test_what_is_decided_while_a_file_is_read_is_applied(workspace, plan, monkeypatch):
    (first,) = ingest(workspace, [plan(PLAN)])
    store_plans, once = type(workspace).store_plans, []

    def decided_first(self, plans, *rest, **options):
        if not once:
            once.append(True)
            correction = draft_of(self, "市科技局")[0].draft.corrections
            self.record(self.correction_ledger(first.slug), correction)
        return store_plans(self, plans, *rest, **options)

    monkeypatch.setattr(type(workspace), "store_plans", decided_first)
    (record,) = ingest(workspace, [plan(CHANGED)])
    assert (record.error, record.corrections) == (None, 1)
