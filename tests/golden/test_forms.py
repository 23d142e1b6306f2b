"""One invented document a form of owner list, with what a person reads in it.

The facts in `forms/*.json` were written by hand before the reader saw the documents, so nothing regenerates them: a
document that fails is read wrongly, or its facts are.

`owners` maps a task's path to [name as written, role, basis, unit or group] in the order of the text, `deadlines` a path to its first
dated deadline, `issues` names the codes of what is unclear in the lists themselves.
"""

import json
from pathlib import Path

import pytest

from aizone.documents import read_document
from aizone.exports.contract import to_contract
from aizone.reading.knowledge import load_knowledge
from aizone.reading.read import read_plans

FORMS = Path(__file__).with_name("forms")
FACTS = sorted(FORMS.glob("*.json"))
LIST_ISSUES = {"contact-left-out", "note-not-applied", "owner-not-read"}


@pytest.fixture(scope="module")
def knowledge(shipped):
    return load_knowledge(shipped)


def read_facts(path, knowledge):
    """What the reader makes of the plans of one document, in the shape of the facts beside it."""
    owners, deadlines, issues = {}, {}, set()
    for reading in read_plans(read_document(path), knowledge):
        contract = to_contract(reading)
        issues |= {issue["code"] for issue in contract["issues"]} & LIST_ISSUES
        for task in contract["tasks"]:
            for measure in task["measures"]:
                rows = [
                    [fact["written"], fact["role"], fact["basis"], "group" if fact["kind"] == "group" else "unit"]
                    for fact in measure["assignments"]
                    if fact["basis"] != "group"
                ]
                if rows:
                    owners.setdefault(task["path"], []).extend(rows)
                if measure["deadline"] is not None:
                    deadlines.setdefault(task["path"], str(measure["deadline"]))
    return {"owners": owners, "deadlines": deadlines, "issues": sorted(issues)}


@pytest.mark.parametrize("facts", FACTS, ids=lambda path: path.stem)
def test_a_form_is_read_as_a_person_reads_it(facts, knowledge):
    expected = json.loads(facts.read_text("utf-8"))
    found = read_facts(facts.with_suffix(".txt"), knowledge)
    assert found["owners"] == expected["owners"]
    assert found["deadlines"] == expected["deadlines"]
    assert found["issues"] == expected["issues"]
