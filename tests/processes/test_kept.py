"""Children that are kept answer the next message, and never in a fork of the process that started them."""

import os

import pytest

from aizone.processes import ForkedChild, KeptChildren, Limits, Started
from tests.bounds import PATIENCE_S

LIMITS = Limits(memory_bytes=2**28, answer_s=PATIENCE_S)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")


def own_id(_message):
    return str(os.getpid()).encode()


def start():
    return Started(ForkedChild(own_id, LIMITS), "first")


def test_a_child_answers_again_and_one_that_knows_is_taken_first():
    children = KeptChildren(2)
    sent = []

    def message(known):
        sent.append(known)
        return b""

    first = children.ask("first", start, message)
    assert children.ask("second", start, message) == first
    assert children.ask("second", start, message) == first
    assert sent == ["first", "first", "second"]
    children.close()
    assert children.ask("second", start, message) != first
    children.close()


def test_a_fork_starts_children_of_its_own():
    children = KeptChildren(1)
    ours = children.ask("first", start, lambda _known: b"")
    reading, writing = os.pipe()
    fork = os.fork()
    if fork == 0:
        os.write(writing, children.ask("first", start, lambda _known: b""))
        children.close()
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        theirs = told.read()
    os.waitpid(fork, 0)
    assert theirs.isdigit()
    assert theirs != ours
    assert children.ask("first", start, lambda _known: b"") == ours
    children.close()
