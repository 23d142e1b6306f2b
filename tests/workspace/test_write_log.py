"""The log of writes: a line for each, in the same step; whoever may not write is refused where files are written."""

import dataclasses
import json
import shutil

import pytest

from aizone.analysis.what_if.changes import DropUnit
from aizone.cli import main
from aizone.errors import MeanwhileError, RefusedError, WorkspaceError
from aizone.projections.clauses import read_clauses
from aizone.settings import SHIPPED_DATA, Settings, settings_from
from aizone.store import disk
from aizone.verdicts.attribution import Attribution, login
from aizone.verdicts.findings import FindingVerdict, seen
from aizone.workspace import Workspace
from aizone.workspace.backup import restore_backup, write_backup
from aizone.workspace.last_write import noted_in, without_note
from aizone.workspace.log_check import Differing
from aizone.workspace.log_lines import sealed
from aizone.workspace.people import Person
from aizone.workspace.scenarios import Scenario, discard_scenario, read_scenario, suppose, write_scenario
from benchmarks.durability import died_at

SLUG = "yunjiang-2024-2026"
MADE = Attribution("li.na", "2026-01-02T03:04:05Z", "why")


def opened(path, person=None, **settings):
    who = {} if person is None else {"who": lambda: person}
    return Workspace(Settings(workspace=path, **settings), **who)


@pytest.fixture
def mine(tmp_path):
    """A workspace with a plan, as whoever works here."""
    workspace = opened(tmp_path)
    workspace.replace_plan(SLUG, (SHIPPED_DATA / "plans" / f"{SLUG}.nq").read_bytes().partition(b"\n")[2])
    return workspace


def verdict_on(workspace, by="li.na", kind="clarify"):
    clause = read_clauses(workspace.store, f"id:plan/{SLUG}", "zh").clauses[0]
    return FindingVerdict("0123456789ab", kind, (seen(clause),), dataclasses.replace(MADE, by=by))


def acts(workspace):
    return [one.act for one in workspace.log.writes()]


def writers(workspace):
    """Every way to change the files of a workspace, by the act that it is logged as."""
    verdict = verdict_on(workspace)
    change = DropUnit(read_clauses(workspace.store, f"id:plan/{SLUG}", "zh").clauses[0].owners[0].unit)
    yield "verdict", lambda: workspace.record(workspace.verdict_ledger(SLUG), [verdict])
    yield "verdict", lambda: workspace.record(workspace.verdict_ledger(SLUG), ended={verdict.id: MADE})
    yield "question", lambda: workspace.saved_questions.save("Goals", "SELECT * { ?s ?p ?o }")
    yield "question", lambda: workspace.saved_questions.delete("goals")
    supposition = suppose(workspace.store, f"id:plan/{SLUG}", (change,), "zh")
    scenario = Scenario("less", f"id:plan/{SLUG}", (change,))
    yield "scenario", lambda: write_scenario(workspace.writer, scenario, supposition)
    yield "scenario", lambda: discard_scenario(workspace.writer, "less")
    yield "ingest", lambda: workspace.replace_plan("other", b"")
    yield "remove", lambda: workspace.remove_plan("other")


def files(root):
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_every_write_has_its_line_with_who_what_before_and_after(mine):
    expected = ["ingest"]
    for act, write in list(writers(mine)):
        before = files(mine.paths.root)
        write()
        expected.append(act)
        *_, last = mine.log.writes()
        changed = {name for name, data in files(mine.paths.root).items() if before.get(name) != data}
        changed |= before.keys() - files(mine.paths.root).keys()
        of_the_log = {"log/writes.jsonl", "log-begins.json", "workspace.toml"}
        assert {name for name, _before, _after in last.files} == changed - of_the_log
        assert (last.who, last.is_logged_in) == (login(), False)
    assert acts(mine) == expected
    first, recorded, back, *_ = mine.log.writes()
    assert first.files[0] == (f"plans/{SLUG}.nq", None, first.files[0][2])
    assert recorded.about == (SLUG,)
    assert f"clarify 0123456789ab (li.na ({login()}))" in recorded.after[0]
    assert back.before == recorded.after
    assert back.files[0][1] == recorded.files[0][2]
    assert mine.log.check() == []


def test_who_may_only_look_changes_nothing_and_who_reviews_removes_nothing(mine, tmp_path):
    tries = [(act, write) for act, write in writers(opened(tmp_path, Person("li.na", "view", True)))]
    before = files(tmp_path)
    for _act, write in tries:
        with pytest.raises(RefusedError):
            write()
    assert files(tmp_path) == before
    assert not opened(tmp_path, Person("li.na", "view", True)).can_write()
    reviewer = opened(tmp_path, Person("li.na", "review", True))
    assert reviewer.can_write()
    with pytest.raises(RefusedError):
        reviewer.remove_plan(SLUG)
    reviewer.record(reviewer.verdict_ledger(SLUG), [verdict_on(reviewer)])
    *_, last = reviewer.log.writes()
    assert (last.who, last.access, last.is_logged_in) == ("li.na", "review", True)
    with pytest.raises(RefusedError):
        reviewer.record(reviewer.verdict_ledger(SLUG), [verdict_on(reviewer, by="wang.wei", kind="later")])
    opened(tmp_path, Person("wu.di", "admin", True)).remove_plan(SLUG)
    assert acts(reviewer)[-1] == "remove"


def test_a_name_that_no_login_vouches_for_is_recorded_with_the_account(mine, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("LOGNAME", "mayor")
    monkeypatch.setenv("USER", "mayor")
    mine.record(mine.verdict_ledger(SLUG), [verdict_on(mine, by=login()), verdict_on(mine, by="mayor", kind="later")])
    own, given = mine.verdict_ledger(SLUG).read()
    assert (own.made.account, own.made.signed) == (None, login())
    assert (given.made.account, given.made.signed) == (login(), f"mayor ({login()})")
    *_, last = mine.log.writes()
    assert last.who == login() != "mayor"
    assert last.after[1].endswith(f"(mayor ({login()}))")
    person = opened(tmp_path, Person("li.na", "review", True))
    person.record(person.verdict_ledger(SLUG), [verdict_on(person)])
    assert person.verdict_ledger(SLUG).read()[-1].made.account is None
    place = ("--workspace", str(tmp_path), "--format", "json")
    assert main(["units", "alias", "市科创办", "云江市科学技术局", "--by", "mayor", *place]) == 0
    assert json.loads(capsys.readouterr().out)["account"] == login()
    assert main(["units", "decisions", *place]) == 0
    (alias,) = json.loads(capsys.readouterr().out)
    assert (alias["by"], alias["account"]) == ("mayor", login())
    assert main(["units", "decisions", "--remove", alias["id"], "--by", "mayor", *place]) == 0
    assert mine.name_ledger().path.read_text("utf-8").count(f'recordedBy> "{login()}"') == 2


def test_a_write_whose_line_cannot_be_written_does_not_happen(mine):
    before = files(mine.paths.root)

    def fail(step, path):
        if step == "append":
            raise OSError(28, "No space left on device")

    for _act, write in list(writers(mine))[::2]:
        with disk.watched(fail), pytest.raises(WorkspaceError, match="No space left"):
            write()
    assert files(mine.paths.root) == before


def test_the_log_is_bounded_by_its_settings(tmp_path):
    for most, left in ((2, 3), (5, 6)):
        (tmp_path / str(most)).mkdir()
        workspace = opened(tmp_path / str(most), log_bytes=100, log_files=most)
        for number in range(9):
            workspace.saved_questions.save(f"q{number}", "ASK {}")
        names = [path.name for path in workspace.log.files()]
        assert (len(names), names[0], names[-1]) == (left, f"writes-{9 - most:06}.jsonl", "writes.jsonl")
        numbers = [one.number for one in workspace.log.writes()]
        assert numbers == list(range(10 - left, 10))
        assert workspace.log.check() == []
        workspace.log.files()[0].unlink()
        assert [one.line for one in workspace.log.check()] == [0]
    settings = settings_from({"AIZONE_LOG_BYTES": "70", "AIZONE_LOG_FILES": "3"})
    assert (settings.log_bytes, settings.log_files) == (70, 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: [lines[0], lines[1].replace(b"li.na", b"wu.di"), *lines[2:]],
        lambda lines: [lines[0], *lines[2:]],
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        lambda lines: [lines[0], b"not json", *lines[1:]],
        lambda lines: [lines[0], b"[" * 100_000, *lines[1:]],
        lambda lines: [lines[0], lines[1].replace(b'"time":"', b'"time":7,"was":"'), *lines[2:]],
        lambda lines: [lines[0], b'{"number":2,"who":"\xff"}', *lines[1:]],
        lambda lines: [*lines[:-1], lines[-1][:40]],
        lambda lines: [*lines[:-1], lines[-1].replace(b"li.na", b"wu.di")],
        lambda lines: [*lines[:-1], lines[-1].replace(b'"digest"', b'"digits"')],
    ],
)
def test_a_changed_line_is_noticed_and_the_log_goes_on(mine, tmp_path, change, capsys):
    for kind in ("clarify", "later", "merge"):
        mine.record(mine.verdict_ledger(SLUG), [verdict_on(mine, kind=kind)])
    path = mine.log.files()[-1]
    path.write_bytes(b"\n".join(change(path.read_bytes().splitlines())))
    assert mine.log.check()
    assert main(["validate", "--workspace", str(tmp_path), "--lang", "en"]) == 1
    assert "of the log of writes was changed or cut" in capsys.readouterr().out
    mine.record(mine.verdict_ledger(SLUG), [verdict_on(mine, kind="split")])
    assert json.loads(path.read_bytes().splitlines()[-1])["act"] == "verdict"
    assert mine.log.check()
    assert main(["log", "--check", "--workspace", str(tmp_path)]) == 1
    assert "writes.jsonl" in capsys.readouterr().out
    assert main(["log", "--since", "2020-01-01", "--workspace", str(tmp_path), "--lang", "en"]) == 1
    shown = capsys.readouterr()
    assert "lines of the log are damaged; 'aizone log --check' names them" in shown.err
    assert "split" in shown.out


def test_a_last_break_that_is_gone_is_noticed_until_the_next_line(mine):
    path = mine.log.files()[-1]
    path.write_bytes(path.read_bytes()[:-1])
    assert [(one.line, one.loss) for one in mine.log.check()] == [(1, "line")]
    mine.saved_questions.save("Goals", "ASK {}")
    assert mine.log.check() == []


def remove_folder(log):
    shutil.rmtree(log.folder)


def empty_file(log):
    log.files()[-1].write_bytes(b"")


def begin_with_the_second_line(log):
    path = log.files()[-1]
    path.write_bytes(path.read_bytes().partition(b"\n")[2])


def write_the_first_line_again(log):
    path = log.files()[-1]
    first, _, rest = path.read_bytes().partition(b"\n")
    said = {name: value for name, value in json.loads(first).items() if name != "digest"} | {"who": "wu.di"}
    path.write_bytes(sealed(json.dumps(said).encode()) + b"\n" + rest)


def damage_what_says_where_it_begins(log):
    log.folder.with_name("log-begins.json").write_bytes(b'{"number": Infinity, "digest": []}')


@pytest.mark.parametrize(
    "lose",
    [
        remove_folder,
        empty_file,
        begin_with_the_second_line,
        write_the_first_line_again,
        damage_what_says_where_it_begins,
    ],
)
def test_a_log_that_is_gone_or_begun_again_is_noticed_before_and_after_the_next_write(mine, tmp_path, lose, capsys):
    for kind in ("clarify", "later"):
        mine.record(mine.verdict_ledger(SLUG), [verdict_on(mine, kind=kind)])
    assert mine.log.check() == []
    place = ("--workspace", str(tmp_path), "--lang", "en")
    lose(mine.log)
    for kind in ("merge", "split"):
        assert mine.log.check()[0].line == 0
        assert main(["log", "--check", *place]) == 1
        assert "the log or its beginning is gone" in capsys.readouterr().out
        assert main(["validate", *place]) == 1
        assert "the log or its beginning is gone" in capsys.readouterr().out
        mine.record(mine.verdict_ledger(SLUG), [verdict_on(mine, kind=kind)])
    mine.log.folder.with_name("log-begins.json").unlink(missing_ok=True)
    mine.record(mine.verdict_ledger(SLUG), [verdict_on(mine, kind="not-overlap")])
    if lose is damage_what_says_where_it_begins:
        assert mine.log.check() == [], "the log itself is whole, and its beginning is named again"
        return
    assert mine.log.check(), "also without the file that names its beginning"
    assert main(["log", "--begin-again", *place]) == 0  # what the advice says, when no backup has it
    capsys.readouterr()
    assert main(["validate", *place]) == 0
    (begun,) = mine.log.writes()
    assert (begun.act, begun.number > 1) == ("begin-log", True)
    assert all((mine.log.folder / name).stat().st_size for name in begun.about)
    mine.record(mine.verdict_ledger(SLUG), [verdict_on(mine, kind="legitimate")])
    assert main(["log", "--check", *place]) == 0
    assert main(["log", "--begin-again", *place]) == 2
    assert "is whole" in capsys.readouterr().err


LOST_TOGETHER = {
    "the log and its beginning": ["log", "log-begins.json"],
    "the log and what notes its end": ["log", "workspace.toml"],
    "all three": ["log", "log-begins.json", "workspace.toml"],
    "the file of the log and its beginning": ["log/writes.jsonl", "log-begins.json"],
}


@pytest.mark.parametrize("lost", LOST_TOGETHER)
def test_a_log_that_is_gone_with_what_says_that_it_was_there_is_noticed(mine, tmp_path, lost, capsys):
    mine.saved_questions.save("Goals", "ASK {}")
    for name in LOST_TOGETHER[lost]:
        path = tmp_path / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    place = ("--workspace", str(tmp_path), "--lang", "en")
    assert main(["validate", *place]) == 1
    assert "of the log of writes" in capsys.readouterr().out
    if lost != "all three":
        assert main(["log", "--check", *place]) == 1
        assert "is gone" in capsys.readouterr().out
        mine.saved_questions.save("Other", "ASK {}")
        assert main(["log", "--check", *place]) == 1, "and the next write does not hide it"


def test_a_last_line_that_is_gone_is_noticed_where_no_file_tells(mine, tmp_path, capsys):
    mine.saved_questions.save("Goals", "ASK {}")
    mine.saved_questions.delete("goals")
    path = mine.log.files()[-1]
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))
    assert [one.loss for one in mine.log.check()] == ["end"]
    mine.saved_questions.save("Other", "ASK {}")
    assert [(one.loss, one.line) for one in mine.log.check()] == [("line", 2)]
    assert main(["validate", "--workspace", str(tmp_path)]) == 1
    capsys.readouterr()


def test_the_log_of_another_workspace_is_noticed_before_and_after_the_next_write(mine, tmp_path_factory):
    other = opened(tmp_path_factory.mktemp("other"))
    for number in range(5):
        other.saved_questions.save(f"q{number}", "ASK {}")
    shutil.rmtree(mine.log.folder)
    shutil.copytree(other.log.folder, mine.log.folder)
    shutil.copy(other.log.folder.with_name("log-begins.json"), mine.paths.root)
    assert [one.loss for one in mine.log.check()] == ["end"]
    mine.saved_questions.save("Goals", "ASK {}")
    assert mine.log.check() != []


def test_a_log_that_an_older_version_went_on_with_is_whole(mine):
    noted = mine.paths.layout.read_bytes()
    mine.saved_questions.save("Goals", "ASK {}")
    mine.paths.layout.write_bytes(noted)
    assert mine.log.check() == []
    mine.saved_questions.save("Other", "ASK {}")
    assert mine.log.check() == []
    mine.paths.layout.write_bytes(without_note(noted))
    assert mine.log.check() == []
    mine.saved_questions.save("Third", "ASK {}")
    assert mine.log.check() == []
    assert noted_in(mine.paths.layout.read_bytes()).number == 4


def test_a_damaged_log_is_begun_again_whole_or_not_at_all(mine, tmp_path):
    mine.saved_questions.save("Goals", "ASK {}")
    mine.paths.questions.joinpath("goals.rq").unlink()
    before = files(tmp_path)
    for number in range(1, 20):
        left = [number]

        def fail(step, path, left=left):
            left[0] -= 1
            if left[0] == 0:
                raise OSError(28, "No space left on device")

        try:
            with disk.watched(fail):
                mine.writer.begin_log_again()
        except WorkspaceError:
            assert files(tmp_path) == before, number
        else:
            break
    assert number > 5
    assert mine.log.check() == mine.log.differing(tmp_path) == []


def test_two_people_do_not_replace_each_others_scenario_unseen(mine, tmp_path):
    plan = f"id:plan/{SLUG}"
    first, second = ((DropUnit(clause.owners[0].unit),) for clause in read_clauses(mine.store, plan, "zh").clauses[:2])
    assert first != second
    seen_first = Scenario("less", plan, first)
    write_scenario(mine.writer, seen_first, suppose(mine.store, plan, first, "zh"), instead_of=())
    other = suppose(mine.store, plan, second, "zh")
    with pytest.raises(MeanwhileError):
        write_scenario(opened(tmp_path).writer, Scenario("less", plan, second), other, instead_of=())
    assert read_scenario(mine.paths, "less") == seen_first
    write_scenario(opened(tmp_path).writer, Scenario("less", plan, second), other, instead_of=[seen_first])
    assert read_scenario(mine.paths, "less").changes == second


def test_lines_that_are_gone_whole_show_in_the_files_they_were_about(mine, tmp_path, capsys):
    for kind in ("clarify", "later"):
        mine.record(mine.verdict_ledger(SLUG), [verdict_on(mine, kind=kind)])
    place = ("--workspace", str(tmp_path), "--lang", "en")
    assert main(["log", "--check", *place]) == 0
    path = mine.log.files()[-1]
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    ledger = mine.verdict_ledger(SLUG).path
    assert [one.loss for one in mine.log.check()] == ["end"]
    assert mine.log.differing(tmp_path) == [Differing(ledger, is_lost=False)]
    assert main(["log", "--check", *place]) == 1
    assert f"{ledger}: is not as the last line about it says." in capsys.readouterr().out
    assert main(["validate", *place]) == 1
    assert f"{ledger}: is not as the log of writes left it." in capsys.readouterr().out


def test_a_log_from_elsewhere_leads_to_no_other_file(mine, tmp_path):
    path = mine.log.files()[-1]
    said = json.loads(path.read_bytes().splitlines()[-1])
    said["files"] = [{"file": name, "before": None, "after": None} for name in ("../../x", "/dev/zero", "plans")]
    del said["digest"]
    path.write_bytes(json.dumps(said).encode() + b"\n")
    (tmp_path / "log-begins.json").unlink()
    mine.paths.layout.unlink()
    assert mine.log.check() == []
    assert len(mine.log.differing(tmp_path)) == 3


def test_a_backup_holds_the_log_and_the_restored_workspace_goes_on_with_it(mine, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backup")
    write_backup(mine, folder / "b.zip")
    restore_backup(folder / "b.zip", folder / "again")
    again = opened(folder / "again")
    assert acts(again) == ["ingest", "restore"]
    assert again.log.check() == []


def test_the_command_shows_what_was_asked_and_no_control_characters(mine, tmp_path, capsys):
    bad = dataclasses.replace(MADE, by="li\x1b[2J\u202ena\nforged")
    mine.record(mine.verdict_ledger(SLUG), [dataclasses.replace(verdict_on(mine), made=bad)])
    mine.saved_questions.save("Goals", "ASK {}")
    shown = {}
    for fmt in ("table", "json", "csv"):
        assert main(["log", "--workspace", str(tmp_path), "--about", SLUG, "--lang", "en", "--format", fmt]) == 0
        shown[fmt] = capsys.readouterr().out
        assert not {"\x1b", "\u202e"} & set(shown[fmt])
    assert [one["act"] for one in json.loads(shown["json"])] == ["ingest", "verdict"]
    for options, expected in (
        (["--act", "question"], ["question"]),
        (["--who", "nobody"], []),
        (["--limit", "1"], ["question"]),
        (["--since", "2999-01-01"], []),
    ):
        assert main(["log", "--workspace", str(tmp_path), "--format", "json", *options]) == 0
        assert [one["act"] for one in json.loads(capsys.readouterr().out)] == expected


def test_a_log_whose_new_beginning_was_interrupted_is_begun_by_the_next_try(mine, tmp_path, tmp_path_factory):
    mine.saved_questions.save("Goals", "ASK {}")
    path = mine.log.files()[-1]
    path.write_bytes(path.read_bytes().partition(b"\n")[2])
    steps = []
    folder = tmp_path_factory.mktemp("killed")
    with disk.watched(lambda step, path: steps.append(step)):
        opened(shutil.copytree(tmp_path, folder / "whole")).writer.begin_log_again()
    assert len(steps) > 8
    for number in range(1, len(steps) + 1):
        again = opened(shutil.copytree(tmp_path, folder / str(number)))
        died_at(number, again.writer.begin_log_again)
        again = opened(again.paths.root)  # finishes what is half done
        if again.log.check():
            again.writer.begin_log_again()
        assert again.log.check() == again.log.differing(again.paths.root) == [], steps[number - 1]
        assert [one.act for one in again.log.writes()] == ["begin-log"]
        assert [one.title for one in again.saved_questions.every()] == ["Goals"]
