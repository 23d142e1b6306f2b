"""The same plan says the same whatever it is written in."""

import pytest

from aizone.documents import read_bytes
from aizone.exports.contract import to_contract
from aizone.rdf import reading_quads, to_nquads
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read
from tests.documents import renderings

WHOLE = {
    "md": renderings.as_md,
    "docx": renderings.as_docx,
    "pdf": renderings.as_pdf,
    "flush.pdf": lambda: renderings.as_pdf(indent=False),
    "columns.pdf": renderings.as_columns_pdf,
    "three_columns.pdf": lambda: renderings.as_columns_pdf(3),
    "tall.pdf": lambda: renderings.as_pdf(page_height=600),
    "html": renderings.as_html,
}
TABLES = {
    "xlsx": renderings.as_xlsx,
    "csv": renderings.as_csv,
    "table.md": renderings.as_table_md,
    "table.docx": renderings.as_table_docx,
    "table.pdf": renderings.as_table_pdf,
}


@pytest.fixture(scope="module")
def knowledge(shipped):
    return load_knowledge(shipped)


def contract(data, name, knowledge):
    document = read_bytes(data, name)
    return to_contract(read(document, knowledge)), document


def targets(found):
    return [[target[key] for key in ("metric", "min", "max", "unit", "period", "deadline")] for target in found]


def facts(found, path, *, place=True):
    """What the tasks say; without `place`, whom a short name means is left out: a table names no issuer to tell."""
    return [
        {
            "path": path(task["path"]),
            "heading": task["heading"],
            "measures": [
                {
                    "exact": measure["exact"],
                    "deadline": measure["deadline"],
                    "continuous": measure["continuous"],
                    "targets": targets(measure["targets"]),
                    "owners": sorted(
                        (
                            fact["written"],
                            fact["role"],
                            (fact["kind"] == "group") if not place else fact["kind"],
                            fact["basis"],
                            fact["rank"],
                        )
                        for fact in measure["assignments"]
                    ),
                }
                for measure in task["measures"]
            ],
        }
        for task in found["tasks"]
    ]


@pytest.fixture(scope="module")
def text(knowledge):
    return contract(renderings.as_txt(), "plan.txt", knowledge)[0]


def test_the_text_itself_is_read_whole(text):
    assert [task["heading"] for task in text["tasks"]] == [
        task.heading for _, tasks in renderings.AREAS for task in tasks
    ]
    assert sum(len(measure["assignments"]) for task in text["tasks"] for measure in task["measures"]) == 12
    assert sum(len(measure["targets"]) for task in text["tasks"] for measure in task["measures"]) >= 4


@pytest.mark.parametrize("name", WHOLE)
def test_a_rendering_says_what_the_text_says(name, text, knowledge):
    found, document = contract(WHOLE[name](), f"plan.{name}", knowledge)
    assert facts(found, str) == facts(text, str)
    assert {key: found["plan"][key] for key in ("title", "issuer", "issued", "start", "end")} == {
        key: text["plan"][key] for key in ("title", "issuer", "issued", "start", "end")
    }
    assert [targets(goal["targets"]) for goal in found["goals"]] == [targets(goal["targets"]) for goal in text["goals"]]
    assert "市假局" not in document.text
    assert "市旧局" not in document.text
    assert "公报" not in document.text
    assert "首页" not in document.text
    assert not document.hard_breaks


@pytest.mark.parametrize("name", TABLES)
def test_a_task_table_says_what_the_text_says(name, text, knowledge):
    found, _ = contract(TABLES[name](), f"plan.{name}", knowledge)
    numbers = [facts(one, lambda path: path.rpartition("/")[2], place=False) for one in (found, text)]
    assert numbers[0] == numbers[1]
    assert found["plan"]["title"] == text["plan"]["title"]
    assert "owners-from-above" not in {issue["code"] for issue in found["issues"]}


def test_areas_of_a_table_are_its_merged_column(knowledge):
    found, _ = contract(renderings.as_xlsx(), "plan.xlsx", knowledge)
    assert [area["heading"] for area in found["areas"]] == [area for area, _ in renderings.AREAS]
    assert [task["path"] for task in found["tasks"]] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("name", [*WHOLE, *TABLES])
def test_spans_quote_and_quads_repeat(name, knowledge):
    data = {**WHOLE, **TABLES}[name]()
    found, document = contract(data, f"plan.{name}", knowledge)
    for task in found["tasks"]:
        for measure in task["measures"]:
            assert document.text[measure["start"] : measure["end"]] == measure["exact"]
            for fact in measure["assignments"]:
                assert document.text[fact["start"] : fact["end"]] == fact["written"]
    once, twice = (
        to_nquads(reading_quads(read(read_bytes(data, f"plan.{name}"), knowledge), "p", keep_text=True)) for _ in "12"
    )
    assert once == twice
