"""Bounds for tests that something ends soon: CPU time, which a busy machine does not change much. Never wall-clock time."""

import os
import time
from contextlib import contextmanager


def cpu_seconds():
    """CPU time of this process and its finished children so far."""
    children = os.times()
    return time.process_time() + children.children_user + children.children_system


@contextmanager
def cpu_at_most(seconds):
    """Assert that what happens inside takes no more CPU time, counting that of child processes that end inside."""
    begun = cpu_seconds()
    yield
    spent = cpu_seconds() - begun
    assert spent <= seconds, f"{spent:.1f} s of CPU time"
