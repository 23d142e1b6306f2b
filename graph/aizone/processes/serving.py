"""The child's side: bound this process, then answer messages until the parent closes the stream."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import IO

from . import messages
from .bounds import bound_cpu

_GRACE_S = 10.0
"""The parent kills a child that passes its time. A child whose parent is gone kills itself so much later."""


def serve(answer: Callable[[bytes], bytes], *, prepare: Callable[[bytes], None] | None = None) -> None:
    """Answer the messages of a `ChildProcess`; call it from the module that the parent names.

    Args:
        answer: turns a message into its answer.
        prepare: takes the first message, which is answered with nothing. It runs before the memory is bounded, for
            loading what all answers need.
    """
    memory_bytes, answer_s = int(sys.argv[1]), float(sys.argv[2])
    cpu_s = float(sys.argv[3]) if len(sys.argv) > 3 else None
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # so that nothing a library prints gets among the answers
    if prepare is not None:
        first = messages.receive(incoming)
        if first is None:
            return
        prepare(first)
        messages.send(outgoing, b"")
    _bound_memory(memory_bytes)
    answer_all(answer, incoming, outgoing, answer_s=answer_s, cpu_s=cpu_s)


def answer_all(
    answer: Callable[[bytes], bytes],
    incoming: IO[bytes],
    outgoing: IO[bytes],
    *,
    answer_s: float,
    cpu_s: float | None,
) -> None:
    """Answer messages until the other side closes the stream.

    Args:
        answer: turns a message into its answer.
        incoming: where messages come from.
        outgoing: where answers go.
        answer_s: seconds by the clock for each; the parent stops an answer in time, and this process itself a little later.
        cpu_s: seconds of processor time for each; any number when None.
    """
    while (message := messages.receive(incoming)) is not None:
        _set_alarm(answer_s + _GRACE_S)
        if cpu_s is not None:
            bound_cpu(cpu_s, spare_s=0)
        reply = answer(message)
        _set_alarm(0)
        messages.send(outgoing, reply)


def _bound_memory(most: int) -> None:
    if sys.platform == "win32":  # it has no such limits; the parent's time limit holds there as well
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _set_alarm(seconds: float) -> None:
    """End this process after so many seconds, also in the middle of a native call; 0 calls the alarm off."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)
