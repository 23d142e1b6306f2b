"""Workspaces whose plan files an older or a newer version wrote."""

import functools
import shutil

import pyoxigraph as ox
import pytest

from aizone.cli import main
from aizone.errors import WorkspaceError
from aizone.iri import expand
from aizone.rdf import to_nquads
from aizone.rdf.annotations import to_annotations
from aizone.reading.ingest import ingest
from aizone.reading.rebuild import rebuild
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store import disk
from aizone.store.older_layout import LAYOUT, is_older
from aizone.store.seal import sealed, unsealed
from aizone.vocab import AZ
from aizone.workspace import Workspace
from aizone.workspace.last_write import without_note
from aizone.workspace.validation import validate_plan
from tests.conftest import EXAMPLE

PLANS = {path.stem: path.read_bytes() for path in sorted((SHIPPED_DATA / "plans").glob("*.nq"))}
SLUG = "yunjiang-2024-2026"


@functools.cache
def in_layout_1(nquads):
    return to_nquads(to_annotations(ox.parse(nquads, format=ox.RdfFormat.N_QUADS)))


@pytest.fixture
def old(tmp_path):
    """The shipped plans as layout 1 wrote them, with their summaries and without any document."""
    shutil.copytree(SHIPPED_DATA / "plans", tmp_path / "plans")
    for slug, nquads in PLANS.items():
        (tmp_path / "plans" / f"{slug}.nq").write_bytes(in_layout_1(nquads))
    return Workspace(Settings(workspace=tmp_path))


def stored(workspace):
    return {slug: workspace.paths.plan(slug).read_bytes() for slug in workspace.plan_slugs()}


def layout_of(workspace):
    return without_note(workspace.paths.layout.read_bytes()).decode().splitlines()[-1]


def test_the_shipped_workspace_and_a_new_one_have_todays_layout(shipped, tmp_path):
    assert layout_of(shipped) == f"layout = {LAYOUT}"
    mine = Workspace(Settings(workspace=tmp_path))
    assert not mine.is_older
    (record,) = ingest(mine, [EXAMPLE])
    assert record.change == "new"
    assert without_note(mine.paths.layout.read_bytes()) == shipped.paths.layout.read_bytes()
    assert not mine.is_older


def test_an_older_workspace_answers_rightly(old, shipped):
    assert old.is_older
    assert all(is_older(nquads) for nquads in stored(old).values())
    graphs = [graph for graph in shipped.store.graphs() if "/plan/" in graph.value]
    assert [old.store.graph(graph) == shipped.store.graph(graph) for graph in graphs] == [True] * len(graphs)
    assert set(old.store.statements()) == set(shipped.store.statements())
    assert old.select("work_items").rows == shipped.select("work_items").rows != []
    assert old.stored_plan(SLUG).quads == shipped.stored_plan(SLUG).quads
    assert validate_plan(old, SLUG).conforms


def test_an_older_workspace_on_disk_answers_rightly(old, shipped):
    on_disk = Workspace(Settings(workspace=old.paths.root, in_memory_bytes=0))
    assert set(on_disk.store.statements()) == set(shipped.store.statements())


def test_rebuild_updates_every_plan_from_its_own_quads(old):
    done = list(rebuild(old))
    assert [(one.slug, one.change, one.error) for one in done] == [(slug, "updated", None) for slug in PLANS]
    assert stored(old) == PLANS
    assert not old.is_older
    assert list(rebuild(old)) == []


def test_a_workspace_of_layout_2_answers_and_gets_its_seals_by_rebuild(old, shipped):
    for slug, nquads in PLANS.items():
        old.paths.plan(slug).write_bytes(unsealed(nquads))
    old.paths.layout.write_text("layout = 2\n")
    assert old.is_older
    assert set(old.store.statements()) == set(shipped.store.statements())
    assert [one.change for one in rebuild(old)] == ["updated"] * len(PLANS)
    assert stored(old) == PLANS
    assert not old.is_older


def test_rebuild_updates_a_plan_with_its_document_and_reads_it_again(tmp_path):
    workspace = Workspace(Settings(workspace=tmp_path))
    list(ingest(workspace, [EXAMPLE]))
    before = stored(workspace)
    workspace.paths.plan(SLUG).write_bytes(in_layout_1(before[SLUG]))
    workspace.paths.layout.unlink()
    assert [one.change for one in rebuild(workspace)] == ["updated", "unchanged"]
    assert (stored(workspace), layout_of(workspace)) == (before, f"layout = {LAYOUT}")


def test_what_was_said_beside_the_evidence_is_kept(old):
    path = old.paths.plan(SLUG)
    node = next(quad.object for quad in old.stored_plan(SLUG).quads if quad.predicate.value.endswith("#evidence"))
    remark = f'<{node.value}> <http://www.w3.org/2000/01/rdf-schema#comment> "x" <https://w3id.org/aizone/id/plan/{SLUG}> .\n'
    path.write_bytes(path.read_bytes() + remark.encode())
    list(rebuild(old))
    lines = [*unsealed(PLANS[SLUG]).splitlines(keepends=True), remark.encode()]
    assert path.read_bytes() == sealed(b"".join(sorted(lines)))


def test_an_interrupted_rebuild_leaves_each_plan_whole_and_goes_on_next_time(old):
    before = stored(old)

    def full_disk(step, path):
        if step == "write" and path.name == f"{SLUG}.nq":
            raise OSError(28, "No space left on device")

    with disk.watched(full_disk):
        done = {one.slug: one for one in rebuild(old)}
    assert isinstance(done[SLUG].error, WorkspaceError)
    assert stored(old) == {**PLANS, SLUG: before[SLUG]}
    assert old.is_older
    assert [one.slug for one in rebuild(old)] == [SLUG]
    assert stored(old) == PLANS
    assert not old.is_older


def test_a_plan_that_cannot_be_updated_stays_as_it_is(old):
    path = old.paths.plan(SLUG)
    lines = path.read_bytes().splitlines(keepends=True)
    lines.remove(next(line for line in lines if b"/oa#start>" in line))
    odd = b"".join(lines)
    path.write_bytes(odd)
    done = {one.slug: one for one in rebuild(old)}
    assert "stays as it is" in str(done[SLUG].error)
    assert path.read_bytes() == odd
    assert old.is_older


def test_a_damaged_plan_is_reported_and_the_others_are_updated(old):
    path = old.paths.plan(SLUG)
    path.write_bytes(path.read_bytes() + b"<broken")
    done = {one.slug: one for one in rebuild(old)}
    assert "damaged" in str(done[SLUG].error)
    assert stored(old)["hefei-2020-2023"] == PLANS["hefei-2020-2023"]
    assert old.is_older


def test_ingesting_into_an_older_workspace_writes_that_plan_as_today(old):
    (record,) = ingest(old, [EXAMPLE])
    assert record.change == "unchanged"  # it says the same
    assert stored(old)[SLUG] == PLANS[SLUG]
    assert old.is_older  # the other plan is


def test_a_workspace_of_a_newer_layout_is_refused(tmp_path, capsys):
    (tmp_path / "workspace.toml").write_text(f"layout = {LAYOUT + 1}\n")
    with pytest.raises(WorkspaceError, match=f"has layout {LAYOUT + 1}; this version of aizone reads layouts up to"):
        Workspace(Settings(workspace=tmp_path))
    for command in (["plans"], ["leads_per_unit"]):
        assert main(["query", *command, "--workspace", str(tmp_path), "--lang", "en"]) == 2
        assert "Install the newer aizone" in capsys.readouterr().err
    assert main(["ingest", str(EXAMPLE), "--workspace", str(tmp_path), "--lang", "en"]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["workspace.toml"]


NOT_A_LAYOUT = ["layout = two", "layout = 'two'", "layout = true", "layout = 0", "", "[layout"]


@pytest.mark.parametrize("text", NOT_A_LAYOUT)
def test_a_file_that_does_not_say_the_layout_stops_nothing(old, text):
    old.paths.layout.write_text(text)
    assert Workspace(old.settings).is_older
    assert len(old.select("plans").rows) == len(PLANS)


@pytest.mark.parametrize("text", [NOT_A_LAYOUT[0], NOT_A_LAYOUT[-1]])
def test_a_file_that_does_not_say_the_layout_is_written_again(old, text):
    old.paths.layout.write_text(text)
    list(rebuild(old))
    assert not old.is_older
    assert layout_of(old) == f"layout = {LAYOUT}"


def test_the_command_line_says_once_what_to_run(old, capsys):
    root = str(old.paths.root)
    assert main(["query", "plans", "--workspace", root, "--lang", "en", "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 1 + len(PLANS)
    assert err.count("\n") == 1
    assert f"{root} was written by an older version" in err
    assert f"aizone rebuild --workspace {root}" in err
    assert main(["rebuild", "--workspace", root, "--lang", "en"]) == 0
    out, err = capsys.readouterr()
    assert out.count("brought up to date") == len(PLANS)
    assert err == ""
    assert main(["query", "plans", "--workspace", root, "--format", "csv"]) == 0
    assert capsys.readouterr().err == ""


def test_evidence_that_leads_nowhere_is_found(workspace):
    quads = workspace.stored_plan(SLUG).quads
    measures = {quad.object for quad in quads if quad.predicate == AZ.evidence and quad.subject.value.endswith("/m1")}
    rest = {quad for quad in quads if quad.subject not in measures}
    workspace.paths.plan(SLUG).write_bytes(to_nquads(rest))
    report = validate_plan(workspace, SLUG)
    assert {expand(result.focus_node) for result in report.results} == measures
    assert not report.conforms
