"""How pytest collects tests and shares them out. Each worker of a run collects for itself: what is left out counts several times."""

import gc
import os

import pytest
from _pytest.doctest import DoctestModule

_steps_back = None
"""Whether this process has stepped back; not known before its first test."""


def pytest_xdist_auto_num_workers():
    """More workers than cores: a test often waits for a browser, a server or a process of its own."""
    return min(4, 2 * (os.cpu_count() or 1))


def pytest_xdist_make_scheduler(config, log):
    """The order of `make test`; any other way to share out is left to the library."""
    from tests.sharing import SharingByFile

    return SharingByFile(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_runtest_logstart(nodeid):
    """A worker of a shared run steps back behind those that run the explorer in a browser: they take longest, and wait for each other's answers."""
    global _steps_back
    if _steps_back is None:
        from tests.sharing import is_of_explorer

        _steps_back = "PYTEST_XDIST_WORKER" in os.environ and hasattr(os, "nice") and not is_of_explorer(nodeid)
        if _steps_back:
            os.nice(5)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path):
    """Only modules with an example are searched for examples; the others need not be imported."""
    collectors = yield
    return [one for one in collectors if not isinstance(one, DoctestModule) or b">>> " in file_path.read_bytes()]


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """The garbage collector rests while tests are collected, and looks seldom afterwards.

    The collected tests stay to the end, as do stores, registries and graphs that tests share: what a whole collection of garbage
    leaves is frozen, so that it is not looked through again and again.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.set_threshold(50_000, 20, 50)
        gc.callbacks.append(_freeze_what_is_left)
        gc.enable()
        gc.collect()


def _freeze_what_is_left(phase, info):
    if phase == "stop" and info["generation"] == 2:
        gc.freeze()
