"""Small documents with their right values, read from their files as a user would: `cases.toml`."""

import tomllib
from pathlib import Path

import pytest

from aizone.documents import read_document
from aizone.errors import DocumentError
from aizone.exports.contract import to_contract
from aizone.extract import Gazetteer, Knowledge
from aizone.reading.read import read_plans
from aizone.settings import SHIPPED_DATA
from aizone.units import UnitRegistry

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases.toml").read_text("utf-8"))["case"]


@pytest.fixture(scope="module")
def read():
    registry = UnitRegistry.load((SHIPPED_DATA / "units").glob("*.ttl"))
    knowledge = Knowledge(registry, Gazetteer([]), Gazetteer([]), "auto")

    def read(path):
        (reading,) = read_plans(read_document(path), knowledge)
        return to_contract(reading)

    return read


def task_lines(contract):
    for task in contract["tasks"]:
        for measure in task["measures"]:
            owners = [f"{one['written']}={one['role']}" for one in measure["assignments"] if one["basis"] != "group"]
            due = [f"@{measure['deadline']}"] if measure["deadline"] else []
            yield " ".join([task["path"], *owners, *due])


def target_lines(contract):
    for goal in contract["goals"]:
        for target in goal["targets"]:
            yield f"{target['metric']} {target['comparator']} {target['min']} {target['max']} {target['unit']}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_a_document(read, case):
    contract = read(HERE / "cases" / case["file"])
    assert list(task_lines(contract)) == case.get("tasks", [])
    assert list(target_lines(contract)) == case.get("targets", [])
    if "title" in case:
        assert contract["plan"]["title"] == case["title"]
    found = [one for one in contract["issues"] if one["code"] != "group-members-unknown"]
    expected = [issue.split(" ", 1) for issue in case.get("issues", [])]
    assert [one["code"] for one in found] == [code for code, _ in expected]
    assert all(words in one["message"] for one, (_, words) in zip(found, expected, strict=True))


@pytest.mark.parametrize(("file", "cure"), [("xml2003.xls", "xlsx"), ("no_tounicode.pdf", "letters its fonts show")])
def test_a_document_that_is_not_read_says_what_to_do(file, cure):
    with pytest.raises(DocumentError, match=cure):
        read_document(HERE / "cases" / file)


@pytest.mark.parametrize(
    ("file", "count", "leads"),
    [
        ("multipage_norepeat.pdf", 60, ["市科技局", "市财政局", "市教育局", "市工信局", "市数据局"] * 12),
        ("splitrow.pdf", 9, (["市科技局", "市财政局", "市教育局", "市工信局", "市数据局"] * 2)[:9]),
        ("rowspan.pdf", 45, ["市数据局"] * 30 + ["市科技局"] * 15),
    ],
)
def test_a_table_over_page_breaks_keeps_its_rows(read, file, count, leads):
    tasks = read(HERE / "cases" / file)["tasks"]
    assert [task["path"] for task in tasks] == [str(number) for number in range(1, count + 1)]
    owners = [[one["written"] for one in task["measures"][0]["assignments"] if one["role"] == "lead"] for task in tasks]
    assert owners == [[lead] for lead in leads]


def test_letters_that_a_font_does_not_name_are_an_issue_on_their_page(read):
    contract = read(HERE / "cases" / "one_font_no_map.pdf")
    issue = next(one for one in contract["issues"] if one["code"] == "letters-unreadable")
    assert "第1页" in issue["message"]
    assert "市\ufffd技局" in [
        one["written"] for task in contract["tasks"] for measure in task["measures"] for one in measure["assignments"]
    ]
