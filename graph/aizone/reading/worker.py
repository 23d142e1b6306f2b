"""The child process that reads plans out of documents (see `apart`): it is killed when a hostile text takes more than any plan.

A message is a `ReadingTask`, an answer the readings or a failure. What is sent either way is pickled, because readings hold terms of graphs. This
process runs no parser of foreign bytes, only our own rules on text, and the parent opens nothing but records of the model.
"""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from ..documents.worker import Failure
from ..errors import N_, AizoneError, DocumentError
from ..extract import Knowledge
from ..model import DecidedHead, Document, Reading
from .gc_pause import collector_paused
from .stages import PlanPart, check_size, read_part, read_plans

_PROTOCOL = 5


@dataclass(frozen=True, slots=True)
class ReadingTask:
    """A document to be read, and which part of it with what head (all its plans when None).

    `knowledge` is sent when it is another than that of the task before.
    """

    document: Document
    part: PlanPart | None = None
    head: DecidedHead | None = None
    knowledge: Knowledge | None = None


@dataclass(frozen=True, slots=True)
class ReadingAnswer:
    """The readings of a document, or why there are none."""

    readings: tuple[Reading, ...] = ()
    failure: Failure | None = None


class PlanReader:
    """Reads one document after the other with the knowledge of the last task that brought some.

    Args:
        knowledge: what it begins with; a fork has that of its parent.
    """

    def __init__(self, knowledge: Knowledge | None = None) -> None:
        self._knowledge = knowledge

    def answer(self, message: bytes) -> bytes:
        """ReadingAnswer a task."""
        with collector_paused():
            task: ReadingTask = pickle.loads(message)
            self._knowledge = task.knowledge or self._knowledge
            assert self._knowledge is not None
            return _packed(self._done(task, self._knowledge))

    def _done(self, task: ReadingTask, knowledge: Knowledge) -> ReadingAnswer:
        document = task.document
        try:
            if task.part is None or task.head is None:
                readings = read_plans(document, knowledge)
            else:
                readings = (read_part(document, knowledge, task.part, task.head),)
            for reading in readings:
                check_size(reading)
        except AizoneError as error:
            return ReadingAnswer(failure=Failure.of(error))
        except MemoryError:
            raise  # the process ends with this word, and a fresh one reads the next document
        except Exception as error:  # a rule that fails on one text fails for this document only
            failed = DocumentError(
                document.name,
                N_("cannot be read: a rule failed on its text ({detail})."),
                N_("Please report it with the document."),
                detail=_place(error),
            )
            return ReadingAnswer(failure=Failure.of(failed))
        bare = Document(document.name, "", b"", "", "", "")  # the parent has the document
        return ReadingAnswer(tuple(replace(one, outline=replace(one.outline, document=bare)) for one in readings))


def packed_task(task: ReadingTask, knowledge: Knowledge | None = None) -> bytes:
    """A task as it is sent, with the knowledge if the child does not have it; the bytes of its document stay here."""
    bare = replace(task.document, data=b"")
    known = knowledge and knowledge.alone()
    return pickle.dumps(ReadingTask(bare, task.part, task.head, known), _PROTOCOL)


def opened_answer(message: bytes, document: Document) -> ReadingAnswer:
    """An answer of the child, its readings with the document they were read from.

    Raises:
        pickle.UnpicklingError: it holds something that is not part of a reading.
    """
    with collector_paused():
        answer: ReadingAnswer = _Unpickler(io.BytesIO(message)).load()
        readings = (replace(one, outline=replace(one.outline, document=document)) for one in answer.readings)
        return ReadingAnswer(tuple(readings), answer.failure)


_OTHERS = {(one.__module__, one.__name__) for one in (ReadingAnswer, Failure)} | {("pyoxigraph", "NamedNode")}


class _Unpickler(pickle.Unpickler):
    """Opens what a reading consists of, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as in the base
        if "." not in name and (module.startswith("aizone.model.") or (module, name) in _OTHERS):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _packed(answer: ReadingAnswer) -> bytes:
    return pickle.dumps(answer, _PROTOCOL)


def _place(error: Exception) -> str:
    """The error in a few words, and the line of our code that it came from."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f", {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}: {error}"[:120] + where
