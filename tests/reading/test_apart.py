"""Plans are read in a process of their own, as they are read here, and a text that takes too much stops only itself."""

import os
import pickle

import pytest

from aizone.documents import read_bytes, read_document
from aizone.errors import DocumentError
from aizone.model import DecidedHead
from aizone.processes import KeptChildren
from aizone.reading import apart, stages, worker
from aizone.reading.knowledge import load_knowledge
from aizone.settings import SHIPPED_DATA

EXAMPLE = SHIPPED_DATA / "examples" / "yunjiang-2024-2026.txt"


@pytest.fixture
def knowledge(shipped):
    return load_knowledge(shipped, explain=True)


@pytest.fixture
def readers(monkeypatch):
    """No child is left from another test, nor for the next."""
    made = KeptChildren(1)
    monkeypatch.setattr(apart, "_readers", made)
    yield made
    made.close()


@pytest.mark.parametrize("forks", [True, False])
def test_it_reads_as_the_stages_do(knowledge, readers, monkeypatch, forks):
    monkeypatch.setattr(apart, "can_fork", lambda: forks and hasattr(os, "fork"))
    document = read_document(EXAMPLE)
    here = stages.read_plans(document, knowledge)
    assert apart.read_plans(document, knowledge) == here
    part, head = stages.PlanPart(), DecidedHead(title="另一个行动计划")
    assert apart.read_part(document, knowledge, part, head) == stages.read_part(document, knowledge, part, head)
    (reading,) = apart.read_plans(document, knowledge)
    assert reading.document is document
    with pytest.raises(DocumentError, match=r"b\.txt.*does not look like a plan"):
        apart.read_plans(read_bytes("一、任务\n".encode(), "b.txt"), knowledge)


def test_knowledge_that_was_loaded_again_and_is_the_same_is_not_sent_again(shipped, readers, monkeypatch):
    sent = []

    def packed(task, knowledge=None):
        sent.append(knowledge is not None)
        return worker.packed_task(task, knowledge)

    monkeypatch.setattr(apart, "packed_task", packed)
    monkeypatch.setattr(apart, "can_fork", lambda: False)
    for order_rule in ("auto", "auto", "always"):
        apart.read_plans(read_document(EXAMPLE), load_knowledge(shipped, order_rule=order_rule))
    assert sent == [True, False, True]


@pytest.mark.parametrize(("limit", "value"), [("MAX_ANSWER_BYTES", 1000), ("MAX_MEMORY_BYTES", 30 * 2**20)])
def test_a_text_that_takes_too_much_is_refused_and_the_next_one_is_read(knowledge, readers, monkeypatch, limit, value):
    with monkeypatch.context() as tight:
        tight.setattr(apart, "can_fork", lambda: False)
        tight.setattr(apart, limit, value)
        with pytest.raises(DocumentError, match="takes more than 6 s of processor time or"):
            apart.read_plans(read_document(EXAMPLE), knowledge)
    assert apart.read_plans(read_document(EXAMPLE), knowledge)


def test_a_rule_that_fails_fails_for_its_document_only(knowledge, monkeypatch):
    def fail(*_):
        raise RecursionError("too deep")

    reader = worker.PlanReader(knowledge)
    document = read_document(EXAMPLE)
    message = worker.packed_task(worker.ReadingTask(document))
    with monkeypatch.context() as broken:
        broken.setattr(worker, "read_plans", fail)
        failure = worker.opened_answer(reader.answer(message), document).failure
    assert "a rule failed on its text (RecursionError: too deep, fail:" in str(failure.error())
    assert worker.opened_answer(reader.answer(message), document).readings


def test_an_answer_holds_records_of_a_reading_and_nothing_else():
    document = read_document(EXAMPLE)
    for other in (os.system, stages.read_plans, pickle.Unpickler):
        with pytest.raises(pickle.UnpicklingError):
            worker.opened_answer(pickle.dumps(other), document)


@pytest.mark.parametrize(
    ("limit", "words"), [("MAX_PARTS", "numbered parts and measures"), ("MAX_FACTS", "owners, things and numbers")]
)
def test_what_reads_as_far_more_than_a_plan_is_refused(knowledge, monkeypatch, limit, words):
    document = read_document(EXAMPLE)
    monkeypatch.setattr(stages, limit, 5)
    answer = worker.PlanReader(knowledge).answer(worker.packed_task(worker.ReadingTask(document)))
    failure = worker.opened_answer(answer, document).failure
    assert f"{words}; a plan has at most 5." in str(failure.error())
