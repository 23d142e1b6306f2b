"""`aizone plans`: list, show, rename, remove, undo; what was decided about a plan stays or goes as asked."""

import json
import shutil

import pytest

from aizone.cli import main
from aizone.errors import WorkspaceError
from aizone.reading.rebuild import rebuild
from aizone.settings import SHIPPED_DATA
from aizone.workspace import open_workspace
from tests.cli.test_corrections import PLAN

HEFEI = "hefei-2020-2023"


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path):
    monkeypatch.delenv("AIZONE_WORKSPACE", raising=False)
    monkeypatch.setenv("AIZONE_LANG", "en")
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")

    def call(*words):
        code = main([*map(str, words), "--workspace", str(tmp_path / "workspace")])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    call.workspace = lambda: open_workspace(tmp_path / "workspace")
    assert call("ingest", plan)[0] == 0
    (call.slug,) = call.workspace().plan_slugs()
    shutil.copy(SHIPPED_DATA / "plans" / f"{HEFEI}.nq", tmp_path / "workspace" / "plans")
    return call


def test_a_plan_is_renamed_wherever_it_is_read_from(run):
    assert {row["plan"] for row in json.loads(run("plans", "--format", "json")[1])} == {run.slug, HEFEI}
    for slug, title in ((run.slug, "玉河市新计划"), (HEFEI, "合肥方案")):  # one with its text, one with facts only
        assert f"{slug} is now called: {title}" in run("plans", "rename", slug, title)[1]
        shown = json.loads(run("plans", "show", title, "--format", "json")[1])
        assert (shown["plan"], shown["title"], shown["decisions"]) == (slug, title, 1)
        assert "has that title already" in run("plans", "rename", slug, title)[1]
    before = {slug: run.workspace().paths.plan(slug).read_bytes() for slug in (run.slug, HEFEI)}
    assert [one.change for one in rebuild(run.workspace()) if one.slug == run.slug] == ["unchanged"]
    assert {slug: run.workspace().paths.plan(slug).read_bytes() for slug in before} == before
    assert run("validate")[0] == 0
    code, _out, err = run("plans", "rename", run.slug)
    assert (code, "needs the new title" in err) == (2, True)


@pytest.mark.parametrize("with_decisions", [False, True])
def test_a_plan_is_removed_and_brought_back_as_it_was(run, with_decisions):
    run("plans", "rename", run.slug, "玉河市新计划")
    workspace = run.workspace()
    files = [workspace.paths.plan(run.slug), *workspace.sources(run.slug), workspace.paths.corrections(run.slug)]
    before = [path.read_bytes() for path in files]
    code, _out, err = run("plans", "remove", run.slug)
    assert (code, "Add --yes" in err) == (2, True)
    said = json.loads(
        run("plans", "remove", run.slug, "--yes", "--format", "json", *(["--with-decisions"] * with_decisions))[1]
    )
    assert said["decisions_kept"] == (0 if with_decisions else 1)
    assert run.workspace().plan_slugs() == [HEFEI]
    assert [path.exists() for path in files] == [False, False, not with_decisions]
    assert "is back: 玉河市新计划" in run("plans", "undo", run.slug)[1]
    assert [path.read_bytes() for path in files] == before
    assert run.workspace().removed_plans() == []
    assert run("plans", "undo")[0] == 2


def test_removing_asks_on_a_terminal(run, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda words: "n")
    assert run("plans", "remove", run.slug)[:2] == (1, "Nothing was removed.\n")
    monkeypatch.setattr("builtins.input", lambda words: "yes")
    assert run("plans", "remove", run.slug)[0] == 0


def test_a_damaged_plan_is_removed_like_any_other_and_none_is_overwritten(run, tmp_path):
    workspace = run.workspace()
    run("plans", "remove", run.slug, "--yes")
    run("ingest", tmp_path / "plan.txt")
    (removed,) = workspace.removed_plans()
    with pytest.raises(WorkspaceError, match="was not brought back"):
        workspace.bring_back(removed)
    workspace.paths.plan(run.slug).write_bytes(b"<damaged")
    assert run("plans", "remove", run.slug, "--yes")[0] == 0
    removed.path.write_bytes(removed.path.read_bytes()[:-400])
    assert [one.path == removed.path for one in workspace.removed_plans()] == [False]
    with pytest.raises(WorkspaceError, match="is damaged"):
        workspace.bring_back(removed)
