"""Reads plans out of documents in child processes with limits of memory, CPU time and output, so that a hostile text stops only itself.

A program with one thread, such as a command, forks: the child has the knowledge at once. The explorer and the endpoint have many
threads; there the child is started by itself and is sent the knowledge whenever that is another one.
"""

from __future__ import annotations

import atexit
import os
import pickle

from ..errors import N_, DocumentError
from ..extract import Knowledge
from ..model import DecidedHead, Document, Reading
from ..processes import (
    ChildEndedError,
    ChildProcess,
    ChildTimeoutError,
    ForkedChild,
    KeptChildren,
    Limits,
    Started,
    can_fork,
)
from .stages import PlanPart
from .worker import PlanReader, ReadingTask, opened_answer, packed_task

_PROCESS = "aizone.reading.process"
MAX_CPU_S = 6
"""Seconds of processor time for the plans of one document; one of a million characters takes two."""
MAX_WAIT_S = 90
"""Seconds by the clock, on a machine that has other things to do."""
MAX_MEMORY_BYTES = 480 * 2**20
"""Of address space, of which the libraries have a part; a fork may take as much more than its parent has."""
MAX_ANSWER_BYTES = 48 * 2**20

_readers = KeptChildren[Knowledge](os.cpu_count() or 1)


def close_readers() -> None:
    """End the children that wait for a document; the next document starts one."""
    _readers.close()


atexit.register(close_readers)


def read_plans(document: Document, knowledge: Knowledge) -> tuple[Reading, ...]:
    """Read every plan of a document, in a bounded process; see `stages.read_plans`.

    Raises:
        DocumentError: there is no plan in the document, or it takes more than any plan.
    """
    return _read(ReadingTask(document), knowledge)


def read_part(document: Document, knowledge: Knowledge, part: PlanPart, head: DecidedHead) -> Reading:
    """Read one plan of a document again with another head, in a bounded process; see `stages.read_part`.

    Raises:
        DocumentError: it is not a plan with that head.
    """
    (reading,) = _read(ReadingTask(document, part, head), knowledge)
    return reading


def _read(task: ReadingTask, knowledge: Knowledge) -> tuple[Reading, ...]:
    name = task.document.name
    try:
        answer = opened_answer(
            _readers.ask(
                knowledge,
                lambda: _started(knowledge),
                lambda known: packed_task(task, None if known == knowledge else knowledge),
            ),
            task.document,
        )
    except ChildTimeoutError as error:
        raise _too_much(name) from error
    except ChildEndedError as error:
        if error.is_out_of_time or error.is_out_of_memory:
            raise _too_much(name) from error
        raise _ended(name, error.last_words[:120]) from error
    except pickle.UnpicklingError as error:
        raise _ended(name, str(error)[:120]) from error
    if answer.failure is not None:
        raise answer.failure.error()
    return answer.readings


def _started(knowledge: Knowledge) -> Started[Knowledge]:
    limits = Limits(MAX_MEMORY_BYTES, MAX_WAIT_S, cpu_s=MAX_CPU_S, answer_bytes=MAX_ANSWER_BYTES)
    if can_fork():
        return Started(ForkedChild(PlanReader(knowledge).answer, limits), knowledge)
    return Started(ChildProcess(_PROCESS, limits))


def _too_much(name: str) -> DocumentError:
    return DocumentError(
        name,
        N_("takes more than {seconds} s of processor time or {memory} MiB to read its plans, more than any plan."),
        N_("Split it, or check that it is the right file."),
        seconds=MAX_CPU_S,
        memory=MAX_MEMORY_BYTES // 2**20,
    )


def _ended(name: str, detail: str) -> DocumentError:
    return DocumentError(
        name,
        N_("cannot be read: the process that read its plans ended ({detail})."),
        N_("Please report it with the document."),
        detail=detail,
    )
