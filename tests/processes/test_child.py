"""A bounded child answers, or is gone with a reason."""

import signal
import subprocess
import sys

import pytest

from aizone.processes import ChildEndedError, ChildProcess, ChildTimeoutError, Limits, messages
from tests.bounds import PATIENCE_S

CHILD = """
import sys, time

from aizone.processes import serve, serving

serving._GRACE_S = 0.1
loaded = []

def answer(message):
    if message == b"stuck":
        while True:
            time.sleep(60)
    if message == b"greedy":
        return bytes(2**32)
    if message == b"broken":
        raise ValueError("the page is odd")
    print("a library says something")
    return b" ".join([message, *loaded])

serve(answer, prepare=loaded.append if {prepares} else None)
"""
LIMITS = Limits(memory_bytes=2**30, answer_s=PATIENCE_S)


@pytest.fixture
def module(tmp_path, monkeypatch):
    (tmp_path / "answering_child.py").write_text(CHILD.format(prepares=False), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "answering_child"


def test_it_answers_one_message_after_the_other(module):
    with ChildProcess(module, LIMITS) as child:
        assert child.ask(b"one") == b"one"
        assert child.ask(b"") == b""
        large = bytes(range(256)) * 40_000
        assert child.ask(large) == large
        assert child.is_alive
    assert not child.is_alive


def test_the_first_message_may_prepare_the_others(tmp_path, monkeypatch):
    (tmp_path / "prepared_child.py").write_text(CHILD.format(prepares=True), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with ChildProcess("prepared_child", LIMITS) as child:
        assert child.ask(b"loaded before") == b""
        assert child.ask(b"one") == b"one loaded before"


def test_one_that_takes_too_long_is_killed(module):
    with ChildProcess(module, Limits(LIMITS.memory_bytes, 0.5)) as child:
        child.ask(b"started", timeout_s=PATIENCE_S)
        with pytest.raises(ChildTimeoutError):
            child.ask(b"stuck")
        assert not child.is_alive


def test_one_that_needs_too_much_memory_ends(module):
    with ChildProcess(module, LIMITS) as child:
        with pytest.raises(ChildEndedError) as caught:
            child.ask(b"greedy")
        assert caught.value.is_out_of_memory
        assert not child.is_alive


def test_one_that_fails_hands_over_its_last_words(module):
    with ChildProcess(module, LIMITS) as child:
        with pytest.raises(ChildEndedError) as caught:
            child.ask(b"broken")
        assert caught.value.last_words == "ValueError: the page is odd"
        assert not caught.value.is_out_of_memory


def test_a_module_that_does_not_exist_says_so():
    with ChildProcess("aizone.no_such_module", LIMITS) as child, pytest.raises(ChildEndedError, match="no_such_module"):
        child.ask(b"one")


def started_alone(module, folder, answer_s):
    """A child whose parent never asks about its time."""
    command = [sys.executable, "-m", module, str(2**30), str(answer_s)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)


def test_a_child_whose_parent_is_gone_does_not_stay(module, tmp_path):
    with started_alone(module, tmp_path, PATIENCE_S) as idle:
        messages.send(idle.stdin, b"one")
        assert messages.receive(idle.stdout) == b"one"
        idle.stdin.close()
        assert idle.wait() == 0
    with started_alone(module, tmp_path, 0.1) as busy:
        messages.send(busy.stdin, b"stuck")
        assert busy.wait() == -signal.SIGALRM
