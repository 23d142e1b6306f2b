"""Reads documents in child processes with limits of memory, CPU time and output, so that a hostile one stops only itself.

A child is started with the first document and stays for the next ones: starting one costs as much as reading some plans. There
are at most as many as processors; further readers wait. A child that read something large is not used again, because it keeps the memory.
"""

from __future__ import annotations

import atexit
import os

import msgspec

from ..errors import N_, DocumentError
from ..processes import ChildEndedError, ChildProcess, ChildTimeoutError, KeptChildren, Limits, Started
from .content import Content
from .worker import Reply, Request

_WORKER = "aizone.documents.worker"
MAX_CPU_S = 9
"""Seconds of processor time for one document. A PDF of 100 pages takes two, a Word document of 200,000 characters one."""
MAX_WAIT_S = 90
"""Seconds by the clock, on a machine that has other things to do."""
MAX_MEMORY_BYTES = 400 * 2**20
MAX_ANSWER_BYTES = 96 * 2**20

_readers = KeptChildren[None](os.cpu_count() or 1)


def close_readers() -> None:
    """End the children that wait for a document; the next document starts one."""
    _readers.close()


atexit.register(close_readers)


def read_apart(data: bytes, name: str) -> Content:
    """Read a document in a child process.

    Args:
        data: its bytes.
        name: its name, for messages and for formats that only the name tells.

    Raises:
        DocumentError: the bytes are hostile, hold no text, are in no format we read, or take more than any plan.
        MissingExtraError: the libraries for their format are not installed.
    """
    try:
        request = msgspec.msgpack.encode(Request(name, data))
        reply = msgspec.msgpack.decode(_readers.ask(None, _started, lambda _known: request), type=Reply)
    except ChildTimeoutError as error:
        raise _too_much(name) from error
    except ChildEndedError as error:
        if error.is_out_of_time or error.is_out_of_memory:
            raise _too_much(name) from error
        raise DocumentError(
            name,
            N_("cannot be read: the process that read it ended ({detail})."),
            N_("Open it in the program it was made with, save it again and retry."),
            detail=error.last_words[:120],
        ) from error
    if reply.failure is not None:
        raise reply.failure.error()
    assert reply.content is not None
    return reply.content


def _started() -> Started[None]:
    limits = Limits(MAX_MEMORY_BYTES, MAX_WAIT_S, cpu_s=MAX_CPU_S, answer_bytes=MAX_ANSWER_BYTES)
    return Started(ChildProcess(_WORKER, limits))


def _too_much(name: str) -> DocumentError:
    return DocumentError(
        name,
        N_("takes more than {seconds} s of processor time or {memory} MiB to read, more than any plan."),
        N_("Save it again without pictures, print it to a new PDF, or give its text."),
        seconds=MAX_CPU_S,
        memory=MAX_MEMORY_BYTES // 2**20,
    )
