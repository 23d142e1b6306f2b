"""The work of a worker: the bytes of one file to what they say. It sees no disk of the client, and stores nothing."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from ...documents import read_bytes
from ...documents.worker import Failure
from ...errors import AizoneError
from ...model import Document, Reading
from ...version import __version__
from ..read import readings_of_document
from .knowledge import PackedKnowledge, unpack


@dataclass(frozen=True, slots=True)
class FileTask:
    """A file to read: its bytes, its name as the client gives it, and the version of aizone that sends it."""

    name: str
    data: bytes
    source: str | None = None
    retrieved: str | None = None
    version: str = __version__


@dataclass(frozen=True, slots=True)
class FileReply:
    """The plans of a file, or why it cannot be read; neither when `version`, that of the `worker`, is not the client's.

    The document comes without its bytes, which the client has.
    """

    version: str = __version__
    worker: str = ""
    document: Document | None = None
    readings: tuple[Reading, ...] = ()
    failure: Failure | None = None


def held(shared: PackedKnowledge) -> PackedKnowledge:
    """The knowledge of a run, as the result of a task: the scheduler makes it again when the worker that holds it is lost."""
    return shared


def read_file(task: FileTask, shared: PackedKnowledge) -> bytes:
    """Read a file; returns a `FileReply`, pickled."""
    return pickle.dumps(_reply(task, shared), pickle.HIGHEST_PROTOCOL)


def _reply(task: FileTask, shared: PackedKnowledge) -> FileReply:
    if task.version != __version__:
        from distributed import get_worker

        return FileReply(worker=get_worker().address)
    try:
        document = read_bytes(task.data, task.name, source=task.source, retrieved=task.retrieved)
        readings = readings_of_document(document, Path(task.name), unpack(shared))
    except AizoneError as error:
        return FileReply(failure=Failure.of(error))
    bare = replace(document, data=b"")
    return FileReply(document=bare, readings=with_document(readings, bare))


def with_document(readings: tuple[Reading, ...], document: Document) -> tuple[Reading, ...]:
    """Readings of the same document in another record of it."""
    return tuple(replace(reading, outline=replace(reading.outline, document=document)) for reading in readings)
