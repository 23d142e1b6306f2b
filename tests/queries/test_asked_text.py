"""“Open as SPARQL” and the Python line give what the question gives."""

import pandas as pd
import pytest

import aizone
from aizone import queries
from aizone.names.parameters import terms
from aizone.queries.asked_text import asked_python, asked_text, own_python
from aizone.queries.library import ASKERS
from tests.queries.test_questions import ARGUMENTS

EVERY = list(queries.every())
HEFEI = "id:plan/hefei-2020-2023"


def arguments(question):
    given = dict(ARGUMENTS.get(question.name, {}))
    if "plan" in {param.name for param in question.params}:
        given["plan"] = HEFEI
    return given


def run(line):
    """The value of the last expression of a Python text."""
    head, _break, last = line.rpartition("\n\n")
    space = {}
    exec(head, space)
    return eval(last, space)


@pytest.mark.parametrize("question", EVERY, ids=lambda question: question.name)
def test_the_text_gives_the_same_rows(shipped, question):
    given = arguments(question)
    if not len(shipped.select(question.name, **given)):  # what this plan has none of: all plans
        given.pop("plan")
    text = asked_text(question, terms(shipped.names, question, given), lang="zh")
    found = shipped.store.select(text)
    rows = shipped.select(question.name, **given)
    places = [found.columns.index(column) for column in rows.columns]
    assert sorted([tuple(row[place] for place in places) for row in found.rows], key=str) == sorted(rows.rows, key=str)
    assert len(rows)


def test_the_python_line_gives_the_same_frame(shipped):
    for name in ("duties_of_unit", "leads_per_goal", "plans"):
        question = queries.load(name)
        given = {key: str(value) for key, value in arguments(question).items()}
        for lang in ("zh", "en"):
            frame = run(asked_python(question, given, lang=lang))
            pd.testing.assert_frame_equal(frame, shipped.query(name, lang=lang, **given))


def test_a_query_of_ones_own_goes_into_python():
    text = 'SELECT ?p { ?p a az:Plan ; skos:prefLabel ?n FILTER(REGEX(?n, "\\\\S") && LANG(?n) = "zh") }'
    frame = run(own_python(text))
    assert len(frame) == 3
    assert frame["p"].tolist() == aizone.open().sparql(text)["p"].tolist()


def test_there_are_thirty_questions_for_three_kinds_of_people():
    assert len(EVERY) >= 30
    assert {question.asker for question in EVERY} == set(ASKERS)
    assert all(sum(question.asker == asker for question in EVERY) >= 5 for asker in ASKERS)
