"""Answers that are remembered while a store stays as it is."""

from aizone import queries
from aizone.iri import expand
from aizone.queries.records import PlanMeasure
from aizone.queries.remembered import RememberedAnswers, forget, remembered
from aizone.store.oxigraph import OxigraphStore
from aizone.workspace import open_workspace
from tests.conftest import copy_of_data

PLAN = expand("id:plan/hefei-2020-2023")


def test_an_answer_is_made_once_and_the_list_is_the_callers_own():
    made = []

    def make():
        made.append(1)
        return ["a", "b"]

    memory = RememberedAnswers()
    first = memory.get("key", make)
    first.clear()
    assert memory.get("key", make) == ["a", "b"]
    assert made == [1]


def test_what_was_longest_not_asked_for_goes_first():
    made, memory = [], RememberedAnswers(most_rows=8)

    def ask(key):
        return memory.get(key, lambda: made.append(key) or [key, key])

    for key in ("a", "b", "c", "d", "a", "e"):  # e drops b
        ask(key)
    made.clear()
    ask("a")
    ask("b")
    assert made == ["b"]
    memory.get("large", lambda: made.append("large") or [0] * 3)  # more than a quarter of all
    memory.get("large", lambda: made.append("large") or [0] * 3)
    assert made == ["b", "large", "large"]


def test_records_of_a_plan_are_remembered_until_the_data_change(tmp_path):
    copy_of_data(tmp_path / "data")
    workspace = open_workspace(tmp_path / "data")
    one, again = (queries.answers(workspace.store, "measures_of_plan", PlanMeasure, plan=PLAN) for _time in range(2))
    assert one is not again
    assert all(row is other for row, other in zip(one, again, strict=True))
    forget(workspace.store)
    assert queries.answers(workspace.store, "measures_of_plan", PlanMeasure, plan=PLAN)[0] is not one[0]
    workspace.remove_plan("hefei-2020-2023")
    assert queries.answers(workspace.store, "measures_of_plan", PlanMeasure, plan=PLAN) == []


def test_a_store_without_a_revision_is_asked_each_time():
    store = OxigraphStore()
    assert queries.answers(store, "measures_of_plan", PlanMeasure, plan=PLAN) == []
    assert remembered(store)._known == {}
