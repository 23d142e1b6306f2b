"""Answers that are given some rows at a time: together they are the whole answer, from a store in memory, on disk, from columns."""

import shutil

import pyoxigraph as ox
import pytest

from aizone import queries
from aizone.projections.tables import AnswerTable, NodeValue
from aizone.queries import keeping
from aizone.queries import kept as kept_answers
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store import oxigraph
from aizone.store.progress import tell_nobody
from aizone.views.ask.tables import TellingColumns, readable
from aizone.workspace import Workspace

NAMES = ("assignments", "units", "leads_per_unit", "work_items", "ontology_terms", "known_units")


@pytest.fixture(scope="module", params=["memory", "columns"])
def asked(request, tmp_path_factory):
    if request.param == "memory":
        return Workspace(Settings())
    root = tmp_path_factory.mktemp("parts") / "workspace"
    shutil.copytree(SHIPPED_DATA / "plans", root / "plans")
    shutil.copy(SHIPPED_DATA / "workspace.toml", root)
    workspace = Workspace(Settings(workspace=root, in_memory_bytes=0))
    keeping.keep(workspace.source, tell_nobody)
    return workspace


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    for module in (oxigraph, kept_answers):
        monkeypatch.setattr(module, "FIRST_PART", 3)
        monkeypatch.setattr(module, "LATER_PART", 7)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("limit", [None, 1, 3, 10, 17, 100_000])
def test_parts_are_the_whole_answer(asked, name, limit):
    whole = queries.select(asked.store, name, limit=limit)
    parts = list(queries.select_parts(asked.store, name, limit=limit))
    assert [row for part in parts for row in part.rows] == whole.rows
    assert {part.columns for part in parts} == {whole.columns}
    assert any(part.cut for part in parts) is whole.cut


def test_the_first_part_is_small_and_comes_alone(asked):
    parts = queries.select_parts(asked.store, "assignments")
    assert [len(next(parts)), len(next(parts))] == [3, 7]


def test_parameters_are_resolved_as_for_the_whole(asked):
    whole = asked.select("duties_of_unit", unit="市科技局")
    parts = list(asked.select_parts("duties_of_unit", {"unit": "市科技局"}))
    assert [row for part in parts for row in part.rows] == whole.rows


ABOUT_SOMETHING = [
    ("duties_of_unit", {"unit": "市科技局"}),
    ("connected_to", {"node": "市科技局"}),
    ("shared_items", {"unit": "市科技局", "other": "市发改委"}),
    ("measures_of_entity", {"entity": "合肥市教育云平台"}),
    ("owners_of_item", {"item": "三/(一)/1", "plan": "yunjiang-2024-2026"}),
]


@pytest.mark.parametrize(("name", "params"), ABOUT_SOMETHING)
@pytest.mark.parametrize("limit", [None, 4, 100])
def test_questions_without_columns_come_in_parts_as_well(asked, name, params, limit):
    params = {key: value for key, value in params.items() if key in {param.name for param in queries.load(name).params}}
    whole = asked.select_some(name, params, limit=limit)
    parts = list(asked.select_parts(name, params, limit=limit))
    assert [row for part in parts for row in part.rows] == whole.rows
    assert [part.cut for part in parts] == [False] * (len(parts) - 1) + [whole.cut]
    assert len(whole) < 4 or len(parts[0]) == 3


@pytest.mark.parametrize("name", ["duties_of_unit", "owners_of_item"])
def test_labels_that_cannot_be_joined_here_are_asked_for_from_where_they_are_missing(asked, monkeypatch, name):
    calls = []
    labelled = kept_answers.labelled_answer

    def second_has_two_labels(*args):
        calls.append(1)
        return None if len(calls) == 2 else labelled(*args)

    params = dict(ABOUT_SOMETHING)[name]
    params = {key: value for key, value in params.items() if key in {param.name for param in queries.load(name).params}}
    whole = asked.select(name, **params)
    monkeypatch.setattr(kept_answers, "labelled_answer", second_has_two_labels)
    assert [row for part in asked.select_parts(name, params) for row in part.rows] == whole.rows


def test_two_labels_of_one_node_are_found_in_the_middle_as_well(asked, monkeypatch):
    calls = []
    rows_of = kept_answers._rows

    def second_has_two_labels(*args, **kwargs):
        calls.append(1)
        return None if len(calls) == 2 else rows_of(*args, **kwargs)

    monkeypatch.setattr(kept_answers, "_rows", second_has_two_labels)
    whole = asked.store.select(queries.load("work_items").sparql())
    found = [row for part in queries.select_parts(asked.store, "work_items") for row in part.rows]
    places = [whole.columns.index(column) for column in queries.load("work_items").columns]
    assert found == [tuple(row[place] for place in places) for row in whole.rows]


def test_a_query_that_is_no_select_is_refused(asked):
    with pytest.raises(queries.asking.QueryError):
        list(asked.store.parts("ASK { ?s ?p ?o }"))
    assert isinstance(next(asked.store.parts("SELECT ?s { ?s ?p ?o }")).rows[0][0], ox.NamedNode)


NODE, OTHER = NodeValue("id:a"), NodeValue("id:b")


@pytest.mark.parametrize(
    ("parts", "columns"),
    [
        ([[(NODE, 1)], [(NODE, 2)]], [("x", "n"), ("n",)]),
        ([[(NODE, 1), (NODE, 1)], [(OTHER, 2)]], [("n",), ("x", "n")]),
        ([[(None, 1), (None, 1)], [(None, 2)], [("here", 3)]], [("n",), ("n",), ("x", "n")]),
        ([[(None, None)], [(None, None)]], [("x", "n"), ("x", "n")]),
    ],
)
def test_a_column_is_shown_from_where_it_says_something(parts, columns):
    telling = TellingColumns()
    assert [telling.of(AnswerTable(("x", "n"), tuple(part)))[0] for part in parts] == columns


def test_a_table_in_one_part_is_as_ever():
    table = AnswerTable(("unit", "unit_label", "position", "n"), ((NODE, "甲", 1, 2), (OTHER, "乙", 2, None)))
    assert readable(table) == (("unit", "n"), [("甲", 2), ("乙", None)])
