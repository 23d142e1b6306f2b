"""The collector is held still while plans are read, and never left so."""

import gc
import threading

import pytest

from aizone.reading.gc_pause import collector_paused


def test_it_pauses_and_goes_on():
    assert gc.isenabled()
    with collector_paused():
        assert not gc.isenabled()
        with collector_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_nothing_is_frozen_that_was_not_and_what_was_frozen_stays_so():
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
