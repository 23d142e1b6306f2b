"""The work list as a workbook that is filled in and read back: verdicts recorded, faults named by row, nothing lost."""

import io
import shutil

import pytest
from openpyxl import Workbook, load_workbook

from aizone.cli import main
from aizone.settings import SHIPPED_DATA
from aizone.workspace import open_workspace

HEFEI = "hefei-2020-2023"
KIND, REASON, BY, DATE = 6, 7, 8, 9  # columns, from 1


@pytest.fixture
def run(capsysbinary, monkeypatch, tmp_path):
    monkeypatch.setenv("AIZONE_LANG", "en")
    folder = tmp_path / "data"
    (folder / "plans").mkdir(parents=True)
    shutil.copy(SHIPPED_DATA / "workspace.toml", folder)
    for path in (SHIPPED_DATA / "plans").glob(f"{HEFEI}*"):
        shutil.copy(path, folder / "plans")

    def call(*words):
        code = main([*map(str, words), "--workspace", str(folder)])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    call.folder, call.files = folder, tmp_path
    return call


def exported(run, name="list.xlsx", *words):
    path = run.files / name
    assert run("export", "--paper", "worklist", *words, "-o", path)[0] == 0
    return path


def fill(path, *rows):
    """Fill in rows: (number of the row, kind, reason, who, date)."""
    book = load_workbook(path)
    for number, *values in rows:
        for column, value in zip((KIND, REASON, BY, DATE), values, strict=False):
            book.active.cell(number, column).value = value
    book.save(path)
    return path


def verdicts(run):
    entries = open_workspace(run.folder).worklist(HEFEI).entries
    return [{(one.kind, one.made.by, one.made.why) for one in entry.verdicts} for entry in entries]


def test_the_workbook_lists_each_finding_and_offers_the_kinds(run):
    sheet = load_workbook(exported(run)).active
    findings = open_workspace(run.folder).worklist(HEFEI).entries
    assert [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)] == [one.finding.id for one in findings]
    assert [cell.value for cell in sheet[1]] == ["ID", "Finding", "Class", "Measures", "Leads", "Verdict", "Reason", "Decided by", "Date"]  # fmt: skip
    (offered,) = sheet.data_validations.dataValidation
    assert str(offered.sqref) == f"F2:F{len(findings) + 1}"
    assert offered.formula1.strip('"').split(",")[1] == "clarify the lead"


def test_filled_in_verdicts_are_recorded_in_any_language_and_again_change_nothing(run):
    path = fill(exported(run), (2, "clarify the lead", "one lead", "Li", "2026-03-01"), (3, "合并任务", "one platform"))
    code, out, _err = run("findings", "--import", path, "--dry-run", "--by", "Wang")
    assert (code, out.splitlines()[0]) == (0, "Verdicts that would be recorded: 2.")
    assert verdicts(run)[0] == set()
    assert run("findings", "--import", path, "--by", "Wang")[1].startswith("Verdicts recorded: 2.")
    assert verdicts(run)[:2] == [{("clarify", "Li", "one lead")}, {("merge", "Wang", "one platform")}]
    before = (run.folder / "verdicts" / f"{HEFEI}.ttl").read_bytes()
    assert "Rows that say what is recorded already: 2." in run("findings", "--import", path, "--by", "Wang")[1]
    assert (run.folder / "verdicts" / f"{HEFEI}.ttl").read_bytes() == before


def test_an_exported_list_with_verdicts_reads_back_unchanged(run):
    run("findings", "--import", fill(exported(run), (2, "later", "next month", "Li", "2026-03-01 08:30:00")))
    again = exported(run, "again.xlsx")
    assert [cell.value for cell in load_workbook(again).active[2]][5:] == ["later", "next month", "Li", "2026-03-01 08:30:00"]  # fmt: skip
    assert "Rows that say what is recorded already: 1." in run("findings", "--import", again)[1]


def test_two_people_who_filled_in_the_same_list_lose_nothing(run):
    one, other = exported(run, "one.xlsx"), exported(run, "other.xlsx")
    run("findings", "--import", fill(one, (2, "merge", "the same platform", "Li")))
    run("findings", "--import", fill(other, (2, "later", "ask first", "Zhao"), (3, "split", "two matters", "Zhao")))
    assert verdicts(run)[0] == {("merge", "Li", "the same platform"), ("later", "Zhao", "ask first")}
    both = load_workbook(exported(run, "both.xlsx")).active
    assert [both.cell(row, BY).value for row in (2, 3)] == ["Zhao", "Li"]


def test_a_person_who_changes_their_mind_replaces_only_their_own(run):
    path = exported(run)
    run("findings", "--import", fill(path, (2, "merge", "the same platform", "Li", "2026-03-01")))
    run("verdict", open_workspace(run.folder).worklist(HEFEI).entries[1].finding.id, "later", "--by", "Li")
    code, out, _err = run(
        "findings", "--import", fill(path, (2, "clarify the lead", "they agreed", "Li", "2026-03-02"))
    )
    assert "that they replace: 1." in out
    assert (code, verdicts(run)[0]) == (0, {("clarify", "Li", "they agreed")})
    old = fill(path, (2, "merge", "another reason", "Li", "2026-02-01"))
    assert "decided or took back since: 1." in run("findings", "--import", old)[1]
    assert verdicts(run)[0] == {("clarify", "Li", "they agreed")}


def test_what_was_taken_back_does_not_return_with_an_old_file(run):
    path = fill(exported(run), (2, "merge", "the same platform", "Li", "2026-03-01"))
    run("findings", "--import", path)
    run("verdict", open_workspace(run.folder).worklist(HEFEI).entries[0].finding.id, "--withdraw")
    assert "decided or took back since: 1." in run("findings", "--import", path)[1]
    assert verdicts(run)[0] == set()


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("duplicate", "why", "Li"), "row 2: 'duplicate' is not a kind of verdict."),
        (("merge", None, "Li"), "row 2: the verdict 'merge' has no reason."),
        (("merge", "why", "Li", "soon"), "row 2: 'soon' is not a date; write YYYY-MM-DD."),
        ((None, "why only"), "row 2: '' is not a kind of verdict."),
    ],
)
def test_a_faulty_row_is_named_and_nothing_is_recorded(run, row, says):
    path = fill(exported(run), (2, *row), (3, "merge", "good", "Li"))
    code, _out, err = run("findings", "--import", path)
    assert (code, verdicts(run)[1]) == (1, set())
    assert says in err
    assert "Nothing was recorded." in err


def test_a_finding_that_the_plan_does_not_have_is_named(run):
    path = exported(run)
    book = load_workbook(path)
    book.active.cell(2, 1).value = "0123456789ab"
    book.save(path)
    code, _out, err = run("findings", "--import", fill(path, (2, "merge", "good", "Li")))
    assert (code, "row 2: the plan has no finding '0123456789ab'." in err) == (1, True)


def columns(*kept):
    """The rows with these columns only, in this order; None is a column of the reader's own."""
    return lambda rows: [[row[place] if place is not None else "own" for place in kept] for row in rows]


@pytest.mark.parametrize(
    "edit",
    [
        lambda rows: [rows[0], *rows[:0:-1]],
        columns(0, 5, 6, 7, 8),
        columns(None, 6, 5, 8, 7, 1, 0),
        lambda rows: [["Work list of our office"], [], *rows],
        lambda rows: [*rows[:2], [None] * 9, *rows[2:], ["", "seen on Monday"], rows[1]],
        lambda rows: [[str(words).upper() for words in rows[0]], *rows[1:]],
    ],
    ids=["sorted", "fewer columns", "moved columns", "title above", "more rows", "other letters"],
)
def test_a_list_that_people_rearranged_reads_back(run, edit):
    path = fill(exported(run), (2, "merge", "one register", "Li", "2026-11-02"), (3, "later", "next year", "Wang"))
    edited = Workbook()
    edited.active.append(["notes of the office"])
    sheet = edited.create_sheet("督查")
    for row in edit([[cell.value for cell in row] for row in load_workbook(path).active]):
        sheet.append(row)
    edited.save(path)
    code, out, err = run("findings", "--import", path)
    assert (code, err) == (0, "")
    assert "Verdicts recorded: 2." in out
    assert verdicts(run)[:3] == [{("merge", "Li", "one register")}, {("later", "Wang", "next year")}, set()]


def test_a_list_without_the_column_of_verdicts_or_with_two_sheets_is_refused(run):
    path = fill(exported(run), (2, "merge", "one register", "Li"))
    book = load_workbook(path)
    book.copy_worksheet(book.active)
    book.save(path)
    assert "several sheets" in run("findings", "--import", path)[2]
    path = fill(exported(run), (2, "merge", "one register", "Li"))
    book = load_workbook(path)
    book.active.delete_cols(KIND)
    book.save(path)
    assert "has no column '判定 / Verdict'" in run("findings", "--import", path)[2]
    assert verdicts(run)[0] == set()


def test_what_is_not_a_work_list_is_refused(run):
    other = run.files / "other.xlsx"
    run("export", "--paper", "breakdown", "--format", "xlsx", "-o", other)
    assert "is not a work list of findings" in run("findings", "--import", other)[2]
    text = run.files / "text.xlsx"
    text.write_text("no workbook")
    assert "is damaged" in run("findings", "--import", text)[2]
    assert "cannot be read" in run("findings", "--import", run.files / "none.xlsx")[2]
    assert "goes with --import" in run("findings", "--dry-run")[2]


def test_no_cell_is_a_formula(run):
    run("findings", "--import", fill(exported(run), (2, "merge", "'=1+1", "Li")))
    open_workspace(run.folder)
    fill_in = fill(exported(run, "evil.xlsx"), (3, "merge", "+cmd|' /C calc'!A0", "Li"))
    run("findings", "--import", fill_in)
    data = io.BytesIO(exported(run, "after.xlsx").read_bytes())
    cells = [cell for row in load_workbook(data).active for cell in row]
    assert any(str(cell.value).startswith("+cmd") for cell in cells)
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
