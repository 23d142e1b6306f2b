"""Pauses the cyclic garbage collector while many small records are made."""

from __future__ import annotations

import contextlib
import gc
import threading
from collections.abc import Iterator

_LOCK = threading.Lock()
_readers = 0
_was_enabled = True
_frozen_for_good = False
"""Whether something was seen frozen. To be told, one waits until all that is frozen has been counted, so it is asked no second time."""


@contextlib.contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic collector.

    A reading makes hundreds of thousands of frozen records that form no cycles. The collector would walk all of them again
    and again, which costs a fifth of the time on a small document, and grows faster than the size of a large one. Reference counting
    goes on. Several threads may be inside at once; the last one out restores what the first one found.
    """
    global _readers, _was_enabled, _frozen_for_good
    with _LOCK:
        if _readers == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _readers += 1
    try:
        yield
    finally:
        with _LOCK:
            _readers -= 1
            if _readers == 0 and _was_enabled:
                _frozen_for_good = _frozen_for_good or gc.get_freeze_count() > 0
                if not _frozen_for_good:  # what a program has frozen for good stays so
                    gc.freeze()  # both together only move the new records to the oldest generation, where the collector
                    gc.unfreeze()  # seldom looks: enabled at once, it would first walk all of them
                gc.enable()
