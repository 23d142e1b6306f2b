"""A fork of this process answers as a child does, has what the parent had, and is gone with a reason."""

import os
import signal
from dataclasses import replace
from multiprocessing.pool import ThreadPool

import pytest

from aizone.processes import ChildEndedError, ChildTimeoutError, ForkedChild, Limits, can_fork
from tests.bounds import PATIENCE_S

LIMITS = Limits(memory_bytes=2**28, answer_s=PATIENCE_S, cpu_s=1, answer_bytes=2**20)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
LOADED = ["before the fork"]


def answer(message):
    if message == b"busy":
        while True:
            pass
    if message == b"stuck":
        signal.pause()
    if message == b"greedy":
        return bytes(2**32)
    if message == b"long":
        return bytes(2**21)
    if message == b"gone":
        os._exit(3)
    return message + LOADED[0].encode()


def test_it_answers_with_what_the_parent_had():
    child = ForkedChild(answer, LIMITS)
    assert child.ask(b"") == b"before the fork"
    assert child.ask(b"x" * 2**19) == b"x" * 2**19 + b"before the fork"
    assert child.is_alive
    child.close()
    assert not child.is_alive
    child.close()


@pytest.mark.parametrize("message", [b"busy", b"greedy", b"long", b"gone"])
def test_one_that_takes_too_much_is_gone(message):
    child = ForkedChild(answer, LIMITS)
    with pytest.raises(ChildEndedError) as ended:
        child.ask(message)
    assert ended.value.is_out_of_memory
    assert ended.value.is_out_of_time == (message == b"busy")
    assert not child.is_alive


def test_one_that_takes_too_long_is_killed():
    child = ForkedChild(answer, replace(LIMITS, answer_s=0))
    with pytest.raises(ChildTimeoutError):
        child.ask(b"stuck")
    assert not child.is_alive


def test_one_that_was_killed_is_noticed():
    child = ForkedChild(answer, LIMITS)
    os.kill(child.pid, signal.SIGKILL)
    with pytest.raises(ChildEndedError):
        child.ask(b"")
    assert not child.is_alive


def test_a_process_with_threads_is_not_forked():
    with ThreadPool(1) as pool:
        assert not pool.apply(can_fork)
        assert not can_fork()
