import contextlib
import errno
import hashlib
import os
import subprocess
import sys
import textwrap
import warnings
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

import aizone
from aizone.errors import QueryCutWarning, QueryError, QueryLimitError, UsageError, WorkspaceError
from aizone.iri import mint
from aizone.reading.ingest import ingest
from aizone.reading.rebuild import rebuild
from aizone.reading.slugs import Slugs
from aizone.settings import Settings
from aizone.store import disk
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import FindingVerdict
from aizone.verdicts.names import Decision
from aizone.workspace import Workspace
from tests.bounds import PATIENCE_S
from tests.conftest import EXAMPLE, copy_of_data

SLUG = "yunjiang-2024-2026"
SOON = 0.3  # seconds after which a query is stopped


def files(workspace):
    return {
        path.relative_to(workspace.paths.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in workspace.paths.root.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_the_python_interface(shipped):
    workspace = aizone.open()
    assert workspace.plan_slugs() == shipped.plan_slugs() == ["hefei-2020-2023", SLUG, "yunjiang-2027-2029"]
    assert len(workspace.query("duties_of_unit", unit="市科技局")) == 37
    assert workspace.graph().number_of_nodes() > 300
    assert workspace.co_responsibility(plan="hefei-2020-2023").number_of_edges() == 101
    stated = workspace.sparql("SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }")
    superclasses = workspace.sparql(
        "SELECT ?x ?t { ?x a ?t VALUES ?t { az:Unit az:WorkItem az:NamedEntity } FILTER NOT EXISTS { GRAPH ?g { ?x a ?t } } }"
    )
    assert len(workspace.rdflib()) == len(stated) + len(superclasses)  # these only the default graph holds
    assert len(stated) < len(workspace.store), "two plans of one city state the same of what only they name"
    frame = workspace.sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/aizone/ontology#Measure> }")
    assert frame.loc[0, "n"] == 57 + 29 + 27


def test_a_query_of_ones_own_is_answered_as_a_frame_whatever_its_kind(shipped):
    assert shipped.sparql("ASK { ?p a az:Plan }")["answer"].tolist() == [True]
    described = shipped.sparql("DESCRIBE id:plan/hefei-2020-2023")
    assert list(described.columns) == ["subject", "predicate", "object"]
    assert set(described["subject"]) == {"id:plan/hefei-2020-2023"}
    built = shipped.sparql("CONSTRUCT { ?p a az:Plan } { ?p a az:Plan }")
    assert (len(built), set(built["object"]), built.attrs) == (3, {"az:Plan"}, {"limit": ""})
    few = shipped.sparql("SELECT ?m { ?m a az:Measure }", max_rows=2)
    assert (len(few), few.attrs) == (2, {"limit": "rows"})
    with pytest.raises(QueryError, match=r"line 1, column 1: .*not a word of SPARQL"):
        shipped.sparql("SELCT ?m { ?m a az:Measure }")


def cut_by_time(workspace, query):
    """The first rows of a query that is stopped; it is given twice the time until there are some."""
    seconds = SOON
    while seconds < PATIENCE_S:
        with contextlib.suppress(QueryLimitError), warnings.catch_warnings(record=True) as told:
            found = workspace.sparql(query, timeout=seconds)
            assert [(one.category, "seconds" in str(one.message)) for one in told] == [(QueryCutWarning, True)]
            return found
        seconds *= 2
    return ()


def test_a_query_of_ones_own_is_stopped_at_its_limits(shipped):
    with pytest.raises(QueryLimitError):
        shipped.sparql("ASK " + "{" * 12_000 + "}" * 12_000)
    with pytest.raises(QueryLimitError, match=r"0\.3 seconds"):
        shipped.sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", timeout=SOON)
    rarely = 'CONTAINS(SHA512(CONCAT(STR(?a), STR(?d), STR(?i), STR(?l))), "012")'  # some rows are as good as a million
    endless = f"SELECT ?a ?d {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER({rarely}) }}"
    assert len(cut_by_time(shipped, endless))
    assert shipped.sparql("ASK {}")["answer"].tolist() == [True]


def test_a_query_of_ones_own_sees_a_changed_workspace(workspace):
    assert len(workspace.sparql("SELECT ?p { ?p a az:Plan }")) == 1
    workspace.remove_plan(workspace.plan_slugs()[0])
    assert len(workspace.sparql("SELECT ?p { ?p a az:Plan }")) == 0


def test_ingesting_again_changes_nothing(workspace):
    before = files(workspace)
    (record,) = ingest(workspace, [EXAMPLE])
    assert (record.change, record.added, record.removed, record.error) == ("unchanged", 0, 0, None)
    assert files(workspace) == before


def test_a_dry_run_tells_and_changes_nothing(tmp_path):
    workspace = Workspace(Settings(workspace=tmp_path))
    (record,) = ingest(workspace, [EXAMPLE], dry_run=True)
    assert record.change == "new"
    assert record.added > 1000
    assert files(workspace) == {}


def test_the_source_is_kept_under_its_digest_and_replaced_with_its_plan(tmp_path):
    workspace = Workspace(Settings(workspace=tmp_path))
    list(ingest(workspace, [EXAMPLE]))
    (first,) = workspace.sources(SLUG)
    assert first.read_bytes() == EXAMPLE.read_bytes()
    changed = tmp_path / "changed.txt"
    changed.write_text(
        EXAMPLE.read_text("utf-8").replace("每年发布标杆应用场景20个以上", "每年发布标杆应用场景25个以上"), "utf-8"
    )
    (record,) = ingest(workspace, [changed])
    assert record.change == "changed"
    assert [path.name for path in workspace.sources(SLUG)] != [first.name]
    assert len(workspace.sources(SLUG)) == 1
    assert "≥ 25 个/年" in " ".join(workspace.query("targets_with_units", plan=SLUG)["target_label"])


def test_facts_only_keeps_no_source(tmp_path):
    workspace = Workspace(Settings(workspace=tmp_path))
    list(ingest(workspace, [EXAMPLE], facts_only=True))
    assert workspace.sources(SLUG) == []
    list(ingest(workspace, [EXAMPLE]))
    list(ingest(workspace, [EXAMPLE], facts_only=True))
    assert workspace.sources(SLUG) == []


def test_another_plan_does_not_take_a_slug(workspace, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text(EXAMPLE.read_text("utf-8").replace("人工智能创新应用行动计划", "人工智能攻坚行动计划"), "utf-8")
    before = files(workspace)
    (record,) = ingest(workspace, [other], slug=SLUG)
    assert record.error is not None
    assert "--slug" in str(record.error)
    after = files(workspace)
    after.pop("other.txt")
    before.pop("other.txt", None)
    assert after == before
    (record,) = ingest(workspace, [other])
    assert (record.error, record.change) == (None, "new")
    assert record.slug.startswith(f"{SLUG}-")
    (again,) = ingest(workspace, [other])
    assert (again.slug, again.change) == (record.slug, "unchanged")


@pytest.mark.parametrize("slug", ["../evil", "a/b", "", "A", "a--b", "."])
def test_a_slug_cannot_leave_the_folder(workspace, slug):
    with pytest.raises(UsageError, match="is not a valid slug"):
        workspace.replace_plan(slug, b"")


def test_two_writers_do_not_meet(workspace):
    with FileLock(workspace.paths.root / ".lock"), pytest.raises(WorkspaceError, match="another process"):
        workspace.remove_plan(SLUG)
    workspace.remove_plan(SLUG)
    assert workspace.plan_slugs() == []
    with pytest.raises(WorkspaceError, match="no plan"):
        workspace.remove_plan(SLUG)


def test_a_plan_stored_meanwhile_under_the_same_slug_is_not_replaced(workspace, tmp_path, monkeypatch):
    text = EXAMPLE.read_text("utf-8")
    title = workspace.stored_plan(SLUG).title
    other = tmp_path / "other.txt"
    other.write_text(text.replace(title, title.replace("云江市", "云江市北部")), "utf-8")
    before = workspace.paths.plan(SLUG).read_bytes()
    workspace.remove_plan(SLUG)
    choose = Slugs.choose

    def chosen(self, *args, **options):  # another process is faster
        found = choose(self, *args, **options)
        workspace.paths.plan(found.slug).write_bytes(before)
        return found

    monkeypatch.setattr(Slugs, "choose", chosen)
    (record,) = ingest(workspace, [other])
    assert "in the meantime" in str(record.error)
    assert workspace.paths.plan(SLUG).read_bytes() == before
    assert workspace.sources(SLUG) == []


def test_a_full_disk_stores_nothing_and_says_what_to_do(workspace):
    before = files(workspace)

    def full(step, path):
        if path.suffix == ".nq":
            raise OSError(errno.ENOSPC, "No space left on device")

    with disk.watched(full), pytest.raises(WorkspaceError, match="Make room"):
        workspace.replace_plan("other", b"", source=(b"x", ".txt"))
    assert files(workspace) == before


def test_a_writer_killed_in_the_middle_leaves_the_old_plan(workspace):
    before = workspace.paths.plan(SLUG).read_bytes()
    script = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from aizone.settings import Settings
        from aizone.workspace import Workspace
        os.fsync = lambda handle: os._exit(9)
        Workspace(Settings(workspace=Path(sys.argv[1]))).replace_plan("yunjiang-2024-2026", b"half", source=(b"x", ".txt"))
        """
    )
    done = subprocess.run([sys.executable, "-c", script, str(workspace.paths.root)], check=False)
    assert done.returncode == 9
    assert workspace.paths.plan(SLUG).read_bytes() == before
    assert workspace.plan_slugs() == [SLUG]


def test_a_writer_killed_while_a_decision_is_recorded_leaves_the_earlier_ones(workspace):
    unit = mint("unit", "yunjiang-data-bureau")
    first = Decision("alias", unit, "市数管局", Attribution("甲", "2026-01-01T00:00:00Z"))
    workspace.record(workspace.name_ledger(), [first])
    before = workspace.paths.decisions.read_bytes()
    script = textwrap.dedent(
        """
        import os, sys
        from pathlib import Path
        from aizone.iri import mint
        from aizone.settings import Settings
        from aizone.verdicts.attribution import Attribution
        from aizone.verdicts.names import Decision
        from aizone.workspace import Workspace
        workspace = Workspace(Settings(workspace=Path(sys.argv[1])))
        made = Attribution("甲", "2026-01-02T00:00:00Z")
        second = Decision("alias", mint("unit", "yunjiang-data-bureau"), "市大数据局", made)
        os.fsync = lambda handle: os._exit(9)
        workspace.record(workspace.name_ledger(), [second], ended={sys.argv[2]: made})
        """
    )
    done = subprocess.run([sys.executable, "-c", script, str(workspace.paths.root), first.id], check=False)
    assert done.returncode == 9
    assert workspace.paths.decisions.read_bytes() == before
    assert workspace.name_ledger().read() == (first,)


@pytest.mark.parametrize("step", ["write", "rename"])
def test_decisions_in_several_files_are_recorded_together_or_not_at_all(workspace, step):
    made = Attribution("甲", "2026-01-01T00:00:00Z")
    alias = Decision("alias", mint("unit", "yunjiang-data-bureau"), "市数管局", made)
    names, verdicts = workspace.name_ledger(), workspace.verdict_ledger(SLUG)
    both = [(names, [alias], {}), (verdicts, [FindingVerdict("0123456789ab", "clarify", (), made)], {})]

    def fail(now, path):
        if now == step and path == verdicts.path:
            raise OSError(5, "Input/output error")

    with disk.watched(fail), pytest.raises(WorkspaceError):
        workspace.record_together(both)
    assert (names.read(), verdicts.read()) == ((), ())
    workspace.record_together(both)
    assert (len(names.read()), len(verdicts.read())) == (1, 1)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_says_so(workspace):
    workspace.paths.plans.chmod(0o500)
    (record,) = ingest(workspace, [EXAMPLE], slug="other")
    workspace.paths.plans.chmod(0o700)
    assert "cannot be written" in str(record.error)
    assert "--workspace DIR" in str(record.error)


def test_a_missing_workspace_and_a_damaged_plan_say_so(workspace, tmp_path):
    with pytest.raises(WorkspaceError, match="is not a folder that exists"):
        aizone.open(tmp_path / "none")
    workspace.paths.plan("broken").write_text("not rdf\n", "utf-8")
    assert [error.where for error in workspace.store.damaged] == [str(workspace.paths.plan("broken"))]


def test_a_large_workspace_is_served_from_disk_alike(shipped, tmp_path):

    root = tmp_path / "data"
    copy_of_data(root)
    large = Workspace(Settings(workspace=root, in_memory_bytes=0))
    assert large.select("units").values() == shipped.select("units").values()
    assert list((root / ".cache").glob("store-*"))


def test_rebuild_reads_held_texts_again(workspace):
    list(ingest(workspace, [EXAMPLE], slug=SLUG, source="a note", retrieved="2026-11-24"))
    stored = workspace.paths.plan(SLUG).read_bytes()
    assert b"a note" in stored
    workspace.paths.plan(SLUG).write_bytes(stored.replace(b"\xe4\xba\x91\xe6\xb1\x9f\xe5\x9f\x8e\xe5\xb8\x82", b"?"))
    (record,) = rebuild(workspace)
    assert record.change == "changed"
    assert workspace.paths.plan(SLUG).read_bytes() == stored


def test_a_plan_is_validated_when_it_is_ingested(tmp_path, monkeypatch):
    from aizone.reading import read as reading
    from aizone.vocab import AZ

    workspace = Workspace(Settings(workspace=tmp_path))
    whole = reading.reading_quads
    monkeypatch.setattr(
        reading,
        "reading_quads",
        lambda *args, **options: {quad for quad in whole(*args, **options) if quad.predicate != AZ.rank},
    )
    (record,) = ingest(workspace, [EXAMPLE])
    assert "breaks" in str(record.error)
    assert "needs a rank" in str(record.error)
    assert files(workspace) == {}


def test_an_unknown_unit_is_stored_and_said(tmp_path):
    workspace = Workspace(Settings(workspace=tmp_path))
    changed = tmp_path / "plan.txt"
    changed.write_text(EXAMPLE.read_text("utf-8").replace("市财政局", "市量子局"), "utf-8")
    (record,) = ingest(workspace, [changed])
    assert {issue.code for issue in record.issues} == {"unit-unresolved"}
    assert {result.severity for result in record.validation} == {"Info"}
    assert workspace.query("unresolved_names")["as_written"].tolist() == ["市量子局"]
    assert set(workspace.query("findings")["code"]) == {"unit-unresolved"}


def test_rebuilding_builds_the_store_on_disk_again(workspace):
    large = Workspace(Settings(workspace=workspace.paths.root, in_memory_bytes=0))
    large.rebuild_store()
    assert len(list((workspace.paths.root / ".cache").glob("store-*"))) == 1


@pytest.mark.parametrize("named", ["my-plans", "other/../my-plans"])
def test_a_workspace_may_be_named_by_a_relative_path(named, tmp_path, monkeypatch, capsys):
    from aizone.cli import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    assert main(["ingest", str(EXAMPLE), "--workspace", named]) == 0
    assert list((tmp_path / "my-plans" / "sources").glob("*.txt"))
    capsys.readouterr()


def test_its_store_is_the_same_wherever_a_program_was_started(workspace, tmp_path, monkeypatch):
    whole = Workspace(replace(workspace.settings, in_memory_bytes=0))
    root = Path(os.path.abspath(whole.paths.root))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for start in (root, root.parent, elsewhere):
        monkeypatch.chdir(start)
        found = Workspace(replace(whole.settings, workspace=Path(os.path.relpath(root, start))))
        assert found.source == whole.source
