"""Workers are forked from what was loaded once, are killed on demand, and say how they ended."""

import os
import signal
import sys

import pytest

from aizone.processes import ChildEndedError, Forks, Nursery, Spawns, bounds
from tests.bounds import PATIENCE_S

MODULE = """
import sys
from aizone.processes import run_nursery, run_spawned

def load(task):
    if task == b"broken":
        raise ValueError("the file is odd")
    def work(connection):
        while word := connection.recv(100):
            if word == b"greedy":
                from aizone.processes import bound_memory
                bound_memory(2**20)
                bytes(2**28)
            connection.sendall(task + b" " + word)
    return work

if sys.argv[1] == "spawned":
    run_spawned(load, int(sys.argv[2]))
else:
    run_nursery(load)
"""


@pytest.fixture(params=[Nursery, Spawns])
def start(request, tmp_path, monkeypatch):
    (tmp_path / "working_child.py").write_text(MODULE, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    started = []

    def start(task):
        started.append(request.param("working_child", task, start_s=PATIENCE_S))
        return started[-1]

    yield start
    for one in started:
        one.close()


def said(worker, word):
    worker.connection.sendall(word)
    return worker.connection.recv(100)


def test_workers_know_what_was_loaded_and_end_one_by_one(start):
    workers = start(b"loaded")
    one, other = workers.start(), workers.start()
    assert (said(one, b"a"), said(other, b"b")) == (b"loaded a", b"loaded b")
    assert one.kill() == -signal.SIGKILL
    assert said(other, b"c") == b"loaded c"


def test_a_worker_that_ended_by_itself_says_how(start):
    worker = start(b"loaded").start()
    assert said(worker, b"greedy") == b""
    assert worker.kill() != -signal.SIGKILL or sys.platform == "linux"  # it may be on its last steps


def test_what_cannot_be_loaded_says_why(start):
    with pytest.raises(ChildEndedError, match="the file is odd"):
        start(b"broken").start()


def test_a_process_that_uses_its_cpu_time_up_ends_though_nobody_waits_for_it():
    def work(connection):
        bounds.bound_cpu(0, spare_s=0)
        while True:
            pass

    forks = Forks(work)
    worker = forks.start()
    assert worker.connection.recv(1) == b""
    _, status = os.waitpid(worker.pid, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGXCPU
    forks._pids.clear()
    worker.connection.close()


def test_a_worker_does_not_outlive_a_parent_that_is_gone_already():
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        bounds.end_with(child + 1)
        os.write(writing, b"it goes on")
        os._exit(0)
    os.close(writing)
    assert os.read(reading, 100) == (b"" if sys.platform == "linux" else b"it goes on")
    os.close(reading)
    os.waitpid(child, 0)
