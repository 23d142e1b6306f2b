"""Files of a workspace that are not as they were written: reported with the cure, removed at the next write where nothing is lost."""

import os
import shutil

import pytest

from aizone.analysis.what_if.changes import DropUnit
from aizone.cli import main
from aizone.documents import read_document
from aizone.iri import mint
from aizone.reading.ingest import ingest
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read_plans
from aizone.reading.rebuild import rebuild
from aizone.settings import SHIPPED_DATA, Settings
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.findings import FindingVerdict, seen
from aizone.verdicts.matches import MatchVerdict
from aizone.verdicts.names import Decision
from aizone.verdicts.readings import Correction, quote_of
from aizone.workspace import Workspace
from aizone.workspace.check import check_files
from aizone.workspace.scenarios import Scenario, suppose, write_scenario
from tests.conftest import EXAMPLE

SLUG = "yunjiang-2024-2026"


@pytest.fixture(scope="module")
def read_once(tmp_path_factory):
    """The folder of a workspace with the example plan, read from its document; it is copied, and not written to."""
    root = tmp_path_factory.mktemp("read")
    shutil.copy(SHIPPED_DATA / "workspace.toml", root)
    list(ingest(Workspace(Settings(workspace=root)), [EXAMPLE]))
    return root


@pytest.fixture
def held(read_once, tmp_path):
    return Workspace(Settings(workspace=shutil.copytree(read_once, tmp_path / "held")))


def problems(workspace):
    return {problem.error.where.rpartition("/")[2]: problem.severity for problem in check_files(workspace)}


def test_nothing_is_said_of_a_whole_workspace(held):
    assert problems(held) == {}


def test_what_a_dead_writer_left_is_reported_and_goes_at_the_next_write(held):
    (source,) = held.sources(SLUG)
    stray = held.paths.sources / f"{SLUG}-000000000000.txt"
    stray.write_text("云江市别的计划", "utf-8")
    half = held.paths.plans / ".writing-abc"
    half.write_bytes(b"half")
    assert problems(held) == {stray.name: "Info", half.name: "Info"}
    (record,) = rebuild(held)
    assert (record.error, record.change) == (None, "unchanged"), "the source that the graph names counts, and no other"
    held.update_layout()
    assert held.sources(SLUG) == [source]
    assert problems(held) == {}


def test_the_document_of_a_damaged_plan_is_never_removed(held):
    (source,) = held.sources(SLUG)
    held.paths.plan(SLUG).write_bytes(b"")
    other = held.paths.sources / f"{SLUG}-000000000000.txt"
    other.write_text("x", "utf-8")
    held.update_layout()
    assert held.sources(SLUG) == [other, source]
    assert problems(held) == {f"{SLUG}.nq": "Violation"}


def test_a_document_that_changed_is_reported(held):
    (source,) = held.sources(SLUG)
    source.write_bytes(source.read_bytes()[:-40])
    assert problems(held) == {source.name: "Violation"}
    list(ingest(held, [EXAMPLE]))
    assert problems(held) == {}, "ingested again, it is whole again"


def test_a_damaged_file_of_decisions_is_never_to_be_removed(held):
    decision = Decision(
        "alias", mint("unit", "yunjiang-data-bureau"), "市数管局", Attribution("甲", "2026-01-01T00:00:00Z")
    )
    held.record(held.name_ledger(), [decision])
    path = held.paths.decisions
    path.write_bytes(path.read_bytes()[:-30])
    (problem,) = check_files(held)
    assert problem.severity == "Violation"
    assert "do not remove it" in str(problem.error)


def garbled(path):
    path.write_bytes(bytes(range(256)) * 9)


def made_a_folder(path):
    path.unlink()
    path.mkdir()


def linked_to_nothing(path):
    path.unlink()
    path.symlink_to("/nowhere/at/all")


def linked_to_itself(path):
    path.unlink()
    path.symlink_to(path.name)


DAMAGES = (garbled, made_a_folder, linked_to_nothing, linked_to_itself)
COMMANDS = (
    ["plans"],
    ["plans", "undo"],
    ["query", "duties_of_unit", "unit=云江市数据局"],
    ["findings"],
    ["what-if", "--list"],
    ["what-if", "less"],
    ["corrections"],
    ["units", "decisions"],
    ["log", "--check"],
    ["export", "--format", "csv"],
    ["verdict", "000000000000", "later"],
    ["plans", "undo", SLUG],
    ["rebuild"],
)


@pytest.mark.parametrize(
    "name",
    [f"{folder}/{SLUG}.ttl" for folder in ("units", "entities", "schemes", "corrections", "verdicts", "matches")]
    + [f"plans/{SLUG}.summaries.ttl"],
)
@pytest.mark.parametrize("left", [b"", b"\r\n", b"\xef\xbb\xbf \n"])
def test_a_file_of_turtle_that_was_emptied_is_an_error_with_the_cure(held, name, left, capsys):
    path = held.paths.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(left)
    assert main(["validate", "--workspace", str(held.paths.root), "--lang", "en"]) == 1
    (line,) = (line for line in capsys.readouterr().out.splitlines() if path.name in line)
    assert "is empty: what it said does not count" in line
    assert "backup" in line
    path.write_text("# nothing to say about this one\n", "utf-8")
    assert main(["validate", "--workspace", str(held.paths.root), "--lang", "en"]) == 0


@pytest.mark.parametrize(
    "text", [None, "", "layout = two", "layout = 'two'", "layout = -1", "[layout", "[[", "\ufeff layout = ", "\0" * 90]
)
def test_a_layout_file_that_is_damaged_or_gone_is_an_error_with_the_cure(held, text, capsys):
    if text is None:
        held.paths.layout.unlink()
    else:
        held.paths.layout.write_text(text, "utf-8")
    place = ["--workspace", str(held.paths.root), "--lang", "en"]
    assert main(["validate", *place]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if "workspace.toml" in line]
    assert "'aizone rebuild' writes it again" in lines[0]
    assert main(["rebuild", *place]) == 0
    capsys.readouterr()
    assert main(["validate", *place]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("lost", ["gone", "empty"])
def test_a_file_that_was_written_and_is_gone_is_an_error_until_somebody_says_that_it_is_to_be_so(held, lost, capsys):
    held.saved_questions.save("Goals", "ASK {}")
    path = held.paths.questions / "goals.rq"
    path.unlink()
    if lost == "empty":
        path.write_bytes(b"")
    place = ["--workspace", str(held.paths.root), "--lang", "en"]
    assert main(["validate", *place]) == 1
    (line,) = (line for line in capsys.readouterr().out.splitlines() if path.name in line)
    assert "is gone or empty" in line
    assert main(["log", "--begin-again", *place]) == 0
    capsys.readouterr()
    assert main(["validate", *place]) == 0


@pytest.fixture(scope="module")
def decided(tmp_path_factory):
    """The folder of a workspace with a file of each kind that people decide in; it is copied, and not written to."""
    root = tmp_path_factory.mktemp("decided")
    shutil.copy(SHIPPED_DATA / "workspace.toml", root)
    held = Workspace(Settings(workspace=root))
    list(ingest(held, [EXAMPLE]))
    plan = f"id:plan/{SLUG}"
    work = held.worklist(SLUG)
    clauses = work.clauses.clauses
    made = Attribution("甲", "2026-01-01T00:00:00Z")
    sides = tuple(seen(clause) for clause in clauses[:2])
    held.record(held.verdict_ledger(SLUG), [FindingVerdict("0" * 12, "later", sides, made)])
    held.record(held.match_ledger(SLUG), [MatchVerdict(*sides, "same-work", made)])
    held.record(held.name_ledger(), [Decision("alias", mint("unit", "云江市", "云江市科学技术局"), "市科创办", made)])
    knowledge = load_knowledge(held)
    (reading,) = read_plans(read_document(EXAMPLE), knowledge)
    quote = quote_of(reading, reading.tasks[0].measures[0])
    owner = reading.tasks[0].measures[0].assignments[0].written
    held.record(held.correction_ledger(SLUG), [Correction("role", quote, owner, made, role="lead")])
    change = (DropUnit(clauses[0].owners[0].unit),)
    write_scenario(held.writer, Scenario("less", plan, change), suppose(held.store, plan, change, "zh"))
    held.saved_questions.save("Goals", "ASK {}")
    held.remove_plan(SLUG)
    list(ingest(held, [EXAMPLE]))
    return root


@pytest.fixture
def full(decided, tmp_path):
    return Workspace(Settings(workspace=shutil.copytree(decided, tmp_path / "full")))


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_of_any_kind_is_named_and_stops_no_command_with_a_traceback(full, damage, capsys):
    root = full.paths.root
    kinds = (
        "plans/*.nq",
        "plans/*.ttl",
        "sources/*",
        "units/*.ttl",
        "corrections/*",
        "verdicts/*",
        "matches/*",
        "scenarios/*",
    )
    paths = [path for kind in (*kinds, "questions/*", "removed/*", "log/*") for path in sorted(root.glob(kind))]
    assert len({path.parent for path in paths}) == 10
    held_before = {path: path.read_bytes() for path in paths}
    for path, data in held_before.items():
        if not path.exists():  # brought back in the place of a plan that is not there
            continue
        damage(path)
        assert main(["validate", "--workspace", str(root), "--lang", "en"]) in (0, 1, 2)
        said = capsys.readouterr()
        assert path.name in said.out + said.err or "log-begins.json" in said.out, path
        for command in COMMANDS:
            assert main([*command, "--workspace", str(root), "--lang", "en"]) in (0, 1, 2), (path, command)
            said = capsys.readouterr()
            for line in (said.out + said.err).splitlines():
                advice = line.replace(str(path), "").replace("do not remove", "")
                assert path.name not in line or "emove" not in advice, line
        if path.is_symlink() or path.is_dir():
            path.unlink() if path.is_symlink() else path.rmdir()
        path.write_bytes(data)


def test_files_with_the_mark_of_utf8_or_other_line_ends_say_the_same(full, capsys):
    place = ["--workspace", str(full.paths.root), "--lang", "en", "--format", "json"]
    said = {}
    for change in (lambda data: data, lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")):
        for path in sorted(full.paths.root.glob("[ecmuv]*/*.ttl")):
            path.write_bytes(change(path.read_bytes()))
        for command in (["corrections"], ["units", "decisions"], ["findings"], ["unit", "云江市数据局"]):
            assert main([*command, *place]) == 0, command
            shown = capsys.readouterr()
            assert said.setdefault(command[0] + command[-1], shown.out) == shown.out
            assert ".ttl" not in shown.err
        assert main(["validate", *place]) == 0
        assert '"Violation"' not in capsys.readouterr().out


def in_place(path, make):
    path.unlink()
    make(path)


NEVER_ENDING = {"a pipe": os.mkfifo, "a device": lambda path: path.symlink_to("/dev/zero")}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("thing", NEVER_ENDING)
def test_what_never_ends_in_the_place_of_a_file_is_named_and_keeps_no_command_waiting(full, thing, capsys):
    root = full.paths.root
    names = (
        "sources/*",
        "verdicts/*",
        "scenarios/*",
        "questions/*",
        "removed/*",
        "log/*",
        "log-begins.json",
    )
    paths = [next(root.glob(name)) for name in names]
    for path in paths:
        in_place(path, NEVER_ENDING[thing])
    assert main(["validate", "--workspace", str(root), "--lang", "en"]) == 1
    said = capsys.readouterr().out
    for path in paths[:-2]:
        assert str(path) in said, path
    assert "log" in said
    in_place(full.paths.plan(SLUG), NEVER_ENDING[thing])
    for command in (["validate"], ["query", "plans"], ["findings"], ["what-if", "less"], ["log"], ["plans", "undo"]):
        assert main([*command, "--workspace", str(root), "--lang", "en"]) in (0, 1, 2), command


def test_every_damaged_file_is_named_at_once_and_also_where_one_plan_is_asked_for(full, capsys):
    root = full.paths.root
    paths = [next(root.glob(f"{folder}/*.ttl")) for folder in ("corrections", "verdicts", "matches", "units")]
    for path in paths:
        path.write_text("broken", "utf-8")
    for asked in ([], [SLUG]):
        assert main(["validate", *asked, "--workspace", str(root), "--lang", "en"]) == 1
        shown = capsys.readouterr()
        assert all(str(path) in shown.out for path in paths)
        assert not shown.err
