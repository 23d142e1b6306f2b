"""Loaded by the workers of `test_cluster`: some words in a file end the worker that reads it, as a lack of memory would."""

import os
import signal
from pathlib import Path

from aizone.reading.cluster import task

_read_bytes = getattr(task.read_bytes, "before", task.read_bytes)  # a worker may load this file twice


def _read(data, name, **options):
    if b"KILL-ALWAYS" in data:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"KILL-ONCE" in data:
        mark = Path(os.environ["AIZONE_TEST_MARKS"]) / Path(name).name
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if b"FAIL-ALWAYS" in data:
        raise ZeroDivisionError("a fault of ours")
    return _read_bytes(data, name, **options)


_read.before = _read_bytes
task.read_bytes = _read
