"""Cells of an answer: text that would turn the direction of what is around it is isolated."""

from types import SimpleNamespace
from urllib.parse import unquote

from aizone.app.panels.answer import _frame
from aizone.i18n import translator
from aizone.views.ask.results import AnswerTable, NodeValue

HERE = SimpleNamespace(lang="en", translate=translator("en"))
EVIL = "a\u202eb"


def test_direction_marks_in_cells_end_with_the_cell():
    node = NodeValue("id:unit/x")
    table = AnswerTable(("name", "unit"), ((EVIL, node), ("plain", EVIL)))
    frame, _config = _frame(table, ["name", "unit"], {"id:unit/x": EVIL}, HERE)
    assert list(frame["name"]) == [f"\u2068{EVIL}\u2069", "plain"]
    assert [unquote(cell).partition("#")[2] for cell in frame["unit"]] == [f"\u2068{EVIL}\u2069"] * 2
