"""The exported workbook is edited in a spreadsheet and given back: rows keep their addresses, changes become corrections."""

import csv
import io
import zipfile

import openpyxl
import pandas as pd
import pytest

from aizone.settings import Settings
from aizone.workspace import Workspace
from tests.cli.test_cli import run  # noqa: F401 - a fixture
from tests.conftest import EXAMPLE

SLUG = "yunjiang-2024-2026"


@pytest.fixture
def mine(run, tmp_path):  # noqa: F811
    folder = tmp_path / "mine"
    assert run("ingest", EXAMPLE, "--workspace", folder)[0] == 0
    return folder


def sheet_of(run, folder, path, lang="zh"):  # noqa: F811
    assert run("export", "--format", "xlsx", "--plan", SLUG, "--workspace", folder, "-o", path, "--lang", lang)[0] == 0
    book = openpyxl.load_workbook(path)
    sheet = book[{"zh": "责任分工", "en": "Responsibilities"}[lang]]
    return book, sheet, {cell.value: cell.column for cell in sheet[1]}


def assignments(folder):
    return Workspace(Settings(workspace=folder)).query("table_assignments")


def given(run, folder, path, *more):  # noqa: F811
    return run("corrections", "--import", path, "--workspace", folder, "--by", "李工", "--lang", "en", *more)


def row_of(sheet, heads, role, nth=0):
    rows = [
        row
        for row in sheet.iter_rows(min_row=2)
        if row[heads["角色"] - 1].value == role and not row[heads["集体责任主体"] - 1].value
    ]
    return rows[nth]


def test_an_edited_workbook_comes_back_as_corrections(run, mine, tmp_path):  # noqa: F811
    path = tmp_path / "edited.xlsx"
    book, sheet, heads = sheet_of(run, mine, path)
    before = assignments(mine)
    led = row_of(sheet, heads, "牵头")
    item, unit = led[heads["工作任务（地址）"] - 1].value, led[heads["单位（地址）"] - 1].value
    led[heads["角色"] - 1].value = "配合"
    gone = row_of(sheet, heads, "责任", 1)
    removed = gone[heads["责任（地址）"] - 1].value
    gone[heads["角色"] - 1].value = "不是责任单位"
    other = row_of(sheet, heads, "责任", 3)
    moved = other[heads["责任（地址）"] - 1].value
    other[heads["单位"] - 1].value = "云江市财政局"
    new = sheet.max_row + 1
    sheet.cell(new, heads["工作任务（地址）"]).value = item
    sheet.cell(new, heads["单位"]).value = "云江大学"
    sheet.cell(new, heads["角色"]).value = "责任"
    sheet.delete_rows(40)  # a row that is left out changes nothing
    book.save(path)

    code, out, _err = given(run, mine, path, "--dry-run")
    assert (code, out.splitlines()[0]) == (0, "Corrections that would be recorded: 4.")
    assert len(assignments(mine)) == len(before)
    code, out, _err = given(run, mine, path)
    assert (code, out.splitlines()[0]) == (0, "Corrections recorded: 4.")
    assert "Corrections recorded: 0." in given(run, mine, path)[1]
    assert run("rebuild", "--workspace", mine)[0] == 0

    after = assignments(mine)
    found = after[(after["item"] == item) & (after["unit"] == unit)]
    assert found["role"].tolist() == ["azrole:support"]
    assert removed not in set(after["assignment"])
    assert moved not in set(after["assignment"])
    assert "id:unit/yunjiang-university" in set(after[after["item"] == item]["unit"])
    untouched = set(before["assignment"]) & set(after["assignment"])
    assert len(untouched) == len(before) - 3
    # the same file again finds all of it done
    assert "Corrections recorded: 0." in given(run, mine, path)[1]


def test_a_plan_of_a_document_that_holds_several_can_be_edited(run, tmp_path):  # noqa: F811
    folder, document, path = tmp_path / "mine", tmp_path / "all.txt", tmp_path / "edited.xlsx"
    body = "一、总体要求\n坚持问题导向。\n二、重点任务\n（一）建设平台。建成一个平台。（责任单位：市科技局、市公安局）\n三、保障措施\n加强领导。\n"
    document.write_text(
        "".join(f"{n}. 云江市{name}行动方案\n{body}" for n, name in enumerate(("数据流通", "低空经济"), 7)), "utf-8"
    )
    assert run("ingest", document, "--workspace", folder)[0] == 0
    for slug in Workspace(Settings(workspace=folder)).plan_slugs():
        assert (
            run("export", "--format", "xlsx", "--plan", slug, "--workspace", folder, "-o", path, "--lang", "zh")[0] == 0
        )
        book = openpyxl.load_workbook(path)
        sheet = book["责任分工"]
        heads = {cell.value: cell.column for cell in sheet[1]}
        sheet.cell(2, heads["角色"]).value = "牵头"
        book.save(path)
        code, out, err = given(run, folder, path)
        assert (code, out.splitlines()[:1]) == (0, ["Corrections recorded: 1."]), err
    assert run("rebuild", "--workspace", folder)[0] == 0
    assert assignments(folder)["role"].tolist().count("azrole:lead") == 2


def test_rows_that_cannot_be_taken_are_said_and_nothing_is_recorded(run, mine, tmp_path):  # noqa: F811
    path = tmp_path / "edited.xlsx"
    book, sheet, heads = sheet_of(run, mine, path)
    sheet.cell(2, heads["角色"]).value = "主办"
    sheet.cell(3, heads["单位"]).value = "没有这个单位"
    sheet.cell(4, heads["责任（地址）"]).value = f"id:plan/{SLUG}/9/9/m1/lead/x"
    sheet.cell(4, heads["工作任务（地址）"]).value = f"id:plan/{SLUG}/9/9/m1"
    book.save(path)
    code, _out, err = given(run, mine, path)
    assert code == 1
    assert "row 2: the role is none of" in err
    assert "row 3: no unit, or more than one, is called 没有这个单位" in err
    assert "row 4: the plan has no responsibility" in err
    assert run("corrections", "--workspace", mine, "--format", "json")[1].strip() == "[]"


def test_an_unchanged_workbook_says_nothing_new_in_either_language(run, mine, tmp_path):  # noqa: F811
    for lang in ("zh", "en"):
        path = tmp_path / f"{lang}.xlsx"
        sheet_of(run, mine, path, lang)
        code, out, _err = given(run, mine, path)
        assert (code, out.splitlines()[0]) == (0, "Corrections recorded: 0.")


def test_another_file_is_refused(run, mine, tmp_path):  # noqa: F811
    path = tmp_path / "other.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(path)
    code, _out, err = given(run, mine, path)
    assert code == 2
    assert "has no sheet of responsibilities" in err


def test_a_title_above_other_columns_and_another_name_of_the_sheet_do_not_matter(run, mine, tmp_path):  # noqa: F811
    path = tmp_path / "edited.xlsx"
    book, sheet, heads = sheet_of(run, mine, path)
    row_of(sheet, heads, "牵头")[heads["角色"] - 1].value = "配合"
    sheet.title = "我们的表"
    sheet.insert_cols(1)
    sheet.insert_rows(1, 2)
    sheet.cell(1, 1).value = "责任分工核对表"
    book.save(path)
    code, out, err = given(run, mine, path)
    assert (code, err, out.splitlines()[0]) == (0, "", "Corrections recorded: 1.")


def test_a_sheet_that_pandas_sorted_cut_and_saved_comes_back_as_csv_too(run, mine, tmp_path):  # noqa: F811
    sheet_of(run, mine, tmp_path / "exported.xlsx")
    frame = pd.read_excel(tmp_path / "exported.xlsx", sheet_name="责任分工")
    own = frame[frame["集体责任主体"].isna() & (frame["角色"] == "责任")]
    frame.loc[own.index[0], "单位"] = "云江市财政局"
    frame.loc[own.index[4], "角色"] = "牵头"
    kept = frame.sort_values("单位").drop(index=own.index[5:9]).drop(columns=["原句", "开始", "位次"])
    kept.to_excel(tmp_path / "kept.xlsx", sheet_name="责任分工")
    kept.to_csv(tmp_path / "marked.csv", index=False, encoding="utf-8-sig")
    kept.to_csv(tmp_path / "windows.csv", index=False, encoding="gbk")
    kept.to_csv(tmp_path / "tabs.tsv", index=False, sep="\t")
    for name in ("kept.xlsx", "marked.csv", "windows.csv", "tabs.tsv"):
        code, out, err = given(run, mine, tmp_path / name, "--dry-run")
        assert (code, err, out.splitlines()[0]) == (0, "", "Corrections that would be recorded: 2."), name


def test_the_table_for_programs_comes_back(run, mine, tmp_path):  # noqa: F811
    path, edited = tmp_path / "tables.zip", tmp_path / "edited.csv"
    assert run("export", "--format", "csvw", "--plan", SLUG, "--workspace", mine, "-o", path)[0] == 0
    with zipfile.ZipFile(path) as held:
        rows = list(csv.DictReader(io.StringIO(held.read("assignments.csv").decode("utf-8"))))
    own = [row for row in rows if row["role"].endswith("/responsible") and not row["group"]]
    own[0]["role"], own[2]["role"] = "https://w3id.org/aizone/role/support", "not-owner"
    with edited.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(reversed(rows))
    code, out, err = given(run, mine, edited)
    assert (code, err, out.splitlines()[0]) == (0, "", "Corrections recorded: 2.")
    assert run("rebuild", "--workspace", mine)[0] == 0
    after = assignments(mine)
    assert after[after["item"] == f"id:{own[0]['item'].partition('/id/')[2]}"]["role"].tolist().count("azrole:support")
    assert f"id:{own[2]['assignment'].partition('/id/')[2]}" not in set(after["assignment"])


@pytest.mark.parametrize("lost", ["责任（地址）", "工作任务（地址）", "单位（地址）", "单位", "角色"])
def test_a_sheet_without_a_column_says_which(run, mine, tmp_path, lost):  # noqa: F811
    path = tmp_path / "edited.xlsx"
    book, sheet, heads = sheet_of(run, mine, path)
    sheet.delete_cols(heads[lost])
    book.save(path)
    code, _out, err = given(run, mine, path)
    assert code == 2
    assert f"lacks a column of the sheet of responsibilities: {lost}." in err
