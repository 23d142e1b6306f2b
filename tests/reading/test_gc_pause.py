"""The collector is held still while plans are read, and never left so."""

import gc
import threading

import pytest

from aizone.reading import gc_pause
from aizone.reading.gc_pause import collector_paused


def test_it_pauses_and_goes_on():
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_nothing_is_frozen_that_was_not_and_what_was_frozen_stays_so(monkeypatch):
    monkeypatch.setattr(gc_pause, "_frozen_for_good", False)
    gc.unfreeze()
    try:
        with collector_paused():
            pass
        assert gc.get_freeze_count() == 0
    finally:
        gc.freeze()
    with collector_paused():
        pass
    assert gc.get_freeze_count() > 0


def test_what_is_frozen_is_counted_once_and_not_after_every_reading(monkeypatch):
    """Counting takes as long as there are objects: after a reading in a process of millions it was most of the work."""
    counted = []
    monkeypatch.setattr(gc_pause, "_frozen_for_good", False)
    monkeypatch.setattr(gc, "get_freeze_count", lambda: counted.append(True) or 1)
    for _ in range(3):
        with collector_paused():
            pass
    assert counted == [True]


def test_nothing_is_frozen_while_nothing_was_however_often(monkeypatch):
    moved = []
    monkeypatch.setattr(gc_pause, "_frozen_for_good", False)
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 0)
    monkeypatch.setattr(gc, "freeze", lambda: moved.append("freeze"))
    monkeypatch.setattr(gc, "unfreeze", lambda: moved.append("unfreeze"))
    for _ in range(2):
        with collector_paused():
            pass
    assert moved == ["freeze", "unfreeze"] * 2


def test_it_goes_on_after_an_error():
    with pytest.raises(ValueError, match="broken"), collector_paused():
        raise ValueError("broken")
    assert gc.isenabled()


def test_a_program_that_runs_without_it_stays_without_it():
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_last_of_several_threads_lets_it_go_on():
    inside, leave = threading.Event(), threading.Event()

    def read():
        with collector_paused():
            inside.set()
            leave.wait()

    thread = threading.Thread(target=read)
    thread.start()
    inside.wait()
    with collector_paused():
        pass
    assert not gc.isenabled()
    leave.set()
    thread.join()
    assert gc.isenabled()
