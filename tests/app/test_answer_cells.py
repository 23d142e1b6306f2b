"""Cells of an answer: text that would turn the direction of what is around it is isolated."""

import io
import json
from types import SimpleNamespace
from urllib.parse import unquote

import openpyxl
import pyoxigraph as ox

from aizone.app.panels.answer import Shown, _frame, _json, _separated
from aizone.exports.tables.workbook import answer_xlsx
from aizone.i18n import translator
from aizone.store import Rows
from aizone.views.ask.results import AnswerTable, NodeValue

HERE = SimpleNamespace(lang="en", translate=translator("en"))
EVIL = "a\u202eb"


def test_direction_marks_in_cells_end_with_the_cell():
    node = NodeValue("id:unit/x")
    table = AnswerTable(("name", "unit"), ((EVIL, node), ("plain", EVIL)))
    frame, _config = _frame(table, ["name", "unit"], {"id:unit/x": EVIL}, HERE)
    assert list(frame["name"]) == [f"\u2068{EVIL}\u2069", "plain"]
    assert [unquote(cell).partition("#")[2] for cell in frame["unit"]] == [f"\u2068{EVIL}\u2069"] * 2


def test_the_file_of_an_ask_is_an_answer_of_an_ask():
    """SPARQL 1.1 Query Results JSON Format, section 4.2: 'boolean', and no rows."""
    for truth in (True, False):
        rows = Rows(("answer",), [(ox.Literal(truth),)])
        assert json.loads(_json(Shown(rows, "", "query", kind="ask"))) == {"head": {}, "boolean": truth}


ODD = (("x", float("nan"), 1), ("=1+1", float("inf"), 12345678901234567890), ("y", None, 2), ("z", -3.5, None))


def test_odd_numbers_are_taken_away_as_they_are():
    table = AnswerTable(("name", "n", "whole"), ODD)
    lines = _separated(table, ",").splitlines()
    assert lines == ["name,n,whole", "x,,1", "'=1+1,inf,12345678901234567890", "y,,2", "z,-3.5,"]
    book = openpyxl.load_workbook(io.BytesIO(answer_xlsx(table, "query", (), "en")))
    cells = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert cells == [["x", "nan", 1], ["=1+1", "inf", "12345678901234567890"], ["y", None, 2], ["z", -3.5, None]]
    assert book.worksheets[0]["A3"].data_type == "s"
