"""Bounds for tests.

That something ends soon is asserted in CPU time, which a busy machine hardly changes, never in wall-clock time. Waits end on a
condition; their limit is `PATIENCE_S`, which only a fault reaches, also on a machine under load ten times over.
"""

import os
import time
from contextlib import contextmanager

PATIENCE_S = 300


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
