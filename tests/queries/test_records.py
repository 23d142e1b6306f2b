import dataclasses

import pyoxigraph as ox
import pytest

from aizone import queries
from aizone.errors import QueryError
from aizone.iri import expand
from aizone.queries import records
from aizone.queries.records import Responsibility, UnitLeads, Work
from aizone.store import Rows
from tests.queries.test_questions import ARGUMENTS

EVERY = [*queries.every(), *queries.every(internal=True)]


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.name)
def test_every_question_has_a_record_that_takes_all_its_columns(question):
    record = getattr(records, question.record)
    fields = {field.name for field in dataclasses.fields(record)}
    assert set(question.columns) <= fields
    required = {
        field.name
        for field in dataclasses.fields(record)
        if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
    }
    assert required <= set(question.columns)


@pytest.mark.parametrize("question", list(queries.every()), ids=lambda question: question.name)
def test_every_answer_decodes(shipped, question):
    record = getattr(records, question.record)
    rows = shipped.select(question.name, **ARGUMENTS.get(question.name, {}))
    found = queries.decode(rows, record)
    assert len(found) == len(rows)
    assert all(isinstance(one, record) for one in found)


@pytest.mark.parametrize("question", list(queries.every(internal=True)), ids=lambda question: question.name)
def test_every_internal_question_decodes_and_answers_on_the_shipped_data(shipped, question):
    arguments = {"node": "id:plan/hefei-2020-2023/2/1", "plan": "id:plan/yunjiang-2024-2026"}
    arguments |= {"measure": "id:plan/hefei-2020-2023/3/1/1/m1", "fact": "id:plan/hefei-2020-2023/3/1/1/m1"}
    arguments |= {"unit": "id:unit/hefei-science-and-technology-bureau", "goal": "id:plan/hefei-2020-2023/2/1"}
    arguments |= {"type": "az:GovernmentUnit"}
    if question.name in {"agenda", "measures_of_node"}:
        arguments |= {"node": "id:plan/hefei-2020-2023/3/1", "plan": "id:plan/hefei-2020-2023"}
    if question.name == "fields_of_targets":
        arguments["plan"] = "id:plan/hefei-2020-2023"
    if question.name == "things_of_plan":
        arguments["node"] = arguments["plan"]
    given = {param.name: expand(arguments[param.name]) for param in question.params if param.name in arguments}
    if question.name == "addresses_below":
        given["beginning"] = ox.Literal(expand("id:unit/").value)
    found = queries.answers(shipped.store, question.name, getattr(records, question.record), **given)
    assert found or question.name in {
        "issues_of_plan",
        "provisional_units_as_written",
        "stage_deadlines",
    }  # the shipped plans read cleanly, and none of their measures has an earlier stage


def test_a_value_that_must_be_there_is_missed_by_name():
    with pytest.raises(QueryError, match="'unit'"):
        queries.decode(Rows(("unit", "plan", "leads"), [(None, ox.NamedNode("x:p"), ox.Literal(1))]), UnitLeads)
    with pytest.raises(QueryError, match="'parent'"):
        queries.decode(Rows(("plan", "item", "type"), []), Work)


def test_a_question_is_not_read_as_other_records(shipped):
    with pytest.raises(QueryError, match="Work"):
        queries.answers(shipped.store, "work_items", Responsibility)


def test_values_become_what_the_fields_say():
    terms = (ox.NamedNode("https://w3id.org/aizone/id/unit/a"), ox.NamedNode("https://w3id.org/aizone/id/plan/p"))
    (found,) = queries.decode(Rows(("unit", "plan", "leads"), [(*terms, ox.Literal(3))]), UnitLeads)
    assert found == UnitLeads("id:unit/a", "id:plan/p", 3, unit_label="")
