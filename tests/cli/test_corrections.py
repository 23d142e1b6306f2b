"""Corrections of a workspace: ingest, rebuild and export apply them; the command lists them and takes them back."""

import json
import stat

import pytest

from aizone.cli import main
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import plans_of_file
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.readings import Correction, quote_of
from aizone.workspace import open_workspace

PLAN = """玉河市人民政府办公室
2024年3月1日
玉河市人工智能行动计划（2024—2026年）
一、重点任务
（一）算力。建设算力平台，服务企业发展。（责任单位：市科技局、市发展改革委）
（二）数据。建设数据平台，按季公布目录。（责任单位：市科技局）
"""


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path):
    monkeypatch.delenv("AIZONE_WORKSPACE", raising=False)
    monkeypatch.setenv("AIZONE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")

    def call(*words):
        code = main([*map(str, words), "--workspace", str(tmp_path / "workspace")])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    call.plan = plan
    call.workspace = lambda: open_workspace(tmp_path / "workspace")
    assert call("ingest", plan)[0] == 0
    (call.slug,) = call.workspace().plan_slugs()
    return call


def correct(run, kind="role", written="市科技局", when="2026-01-01T00:00:00Z", why=None, **values):
    workspace = run.workspace()
    reading = plans_of_file(run.plan, load_knowledge(workspace), workspace)[0].reading
    made = Correction(
        kind, quote_of(reading, reading.tasks[0].measures[0]), written, Attribution("甲", when, why), **values
    )
    workspace.record(workspace.correction_ledger(run.slug), [made])
    return made


def roles(run):
    rows = json.loads(run("query", "owners_of_item", f"item=id:plan/{run.slug}/1/1", "--format", "json")[1])
    return {(row["as_written"], row["role"].rsplit("/")[-1].removeprefix("azrole:"), row["basis"].rsplit("/")[-1].removeprefix("azbasis:")) for row in rows}  # fmt: skip


def test_rebuild_and_ingest_keep_what_a_person_corrected(run):
    before = ("市发展改革委", "responsible", "explicit")
    assert roles(run) == {("市科技局", "responsible", "explicit"), before}
    correct(run, role="lead")
    assert roles(run) == {("市科技局", "responsible", "explicit"), before}, "a correction alone changes no plan"
    code, out, _err = run("rebuild")
    assert code == 0
    assert out.split()[-2:] == ["changed", "1"]
    assert roles(run) == {("市科技局", "lead", "decision"), before}
    run.plan.write_text(PLAN.replace("服务企业发展", "服务中小企业发展"), "utf-8")
    (record,) = json.loads(run("ingest", run.plan, "--dry-run", "--format", "json")[1])
    assert (record["change"], record["corrections"], record["corrections_not_applied"]) == ("changed", 1, 0)
    assert run("ingest", run.plan)[0] == 0
    assert roles(run) == {("市科技局", "lead", "decision"), before}
    assert run("validate")[0] == 0


def test_a_correction_whose_words_are_gone_is_reported_and_kept(run):
    correct(run, role="lead")
    run.plan.write_text(PLAN.replace("市科技局、市发展改革委", "市发展改革委"), "utf-8")
    (record,) = json.loads(run("ingest", run.plan, "--format", "json")[1])
    assert (record["corrections"], record["corrections_not_applied"]) == (0, 1)
    assert [issue["code"] for issue in record["issues"]] == ["correction-not-applied"]
    assert "0/1" in run("rebuild")[1]
    run.plan.write_text(PLAN, "utf-8")
    run("ingest", run.plan)
    assert ("市科技局", "lead", "decision") in roles(run)


def test_extract_shows_them_for_the_plan_they_are_of_only(run):
    correct(run, role="lead")
    contract = json.loads(run("extract", run.plan)[1])
    assert [fact["basis"] for fact in contract["tasks"][0]["measures"][0]["assignments"]] == ["decision", "explicit"]
    run.plan.write_text(PLAN.replace("人工智能行动计划", "机器人行动计划"), "utf-8")
    contract = json.loads(run("extract", run.plan, "--slug", run.slug)[1])
    assert {fact["basis"] for fact in contract["tasks"][0]["measures"][0]["assignments"]} == {"explicit"}


def test_the_command_lists_and_takes_back(run):
    assert "Nothing was corrected." in run("corrections")[1]
    made = correct(run, role="lead", why="the plan's annex says so")
    removed = correct(run, "not-owner", "市发展改革委", when="2026-01-02T00:00:00Z")
    rows = json.loads(run("corrections", run.slug, "--format", "json")[1])
    assert [(row["id"], row["kind"], row["role"]) for row in rows] == [
        (made.id, "role", "lead"),
        (removed.id, "not-owner", None),
    ]
    assert rows[0]["owner_list"] == "（责任单位：市科技局、市发展改革委）"
    out = run("corrections")[1]
    assert "role: lead" in out
    assert "the plan's annex says so" in out
    code, out, err = run("corrections", "--remove", "zz")
    assert code == 2
    assert "0 decisions have the ID 'zz'" in err
    code, out, _err = run("corrections", run.slug, "--remove", removed.id[:6], "--by", "乙")
    assert code == 0
    assert "aizone rebuild" in out
    assert [row["id"] for row in json.loads(run("corrections", "--format", "json")[1])] == [made.id]
    run("rebuild")
    assert {name for name, _role, _basis in roles(run)} == {"市科技局", "市发展改革委"}


def test_an_unknown_plan_is_said(run):
    code, _out, err = run("corrections", "nowhere")
    assert code == 2
    assert "nowhere" in err


def test_the_file_is_appended_to_and_readable(run):
    correct(run, role="lead")
    path = run.workspace().paths.corrections(run.slug)
    path.write_text(path.read_text("utf-8") + "# a line of my own\n", "utf-8")
    correct(run, "not-owner", "市发展改革委", when="2026-01-02T00:00:00Z")
    text = path.read_text("utf-8")
    assert "# a line of my own" in text
    assert text.index("# a line of my own") < text.index("not-owner")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
    verdicts = run("query", "-e", "SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/aizone/id/verdicts> { ?v a <https://w3id.org/aizone/ontology#Verdict> } }", "--format", "csv")[1]  # fmt: skip
    assert verdicts.split() == ["n", "2"]
