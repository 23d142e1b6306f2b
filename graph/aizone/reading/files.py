"""Reads files one after the other: the bytes of each to a document and the plans in it. Decides nothing and stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ..documents import read_document
from ..errors import REFUSALS, AizoneError, deliberate
from ..extract import Knowledge
from ..model import Document, Reading
from .read import readings_of_document


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read.

    One of three: `error` says why it could not be, `same_as` is an earlier file with its bytes, or `document` holds the plans
    `readings`, read by the decisions about names whose state is `decided`.
    """

    path: Path
    document: Document | None = None
    readings: tuple[Reading, ...] = ()
    decided: str = ""
    same_as: Path | None = None
    error: AizoneError | None = None


class FileReader(Protocol):
    """Reads files in their order."""

    def read_files(
        self,
        paths: Sequence[Path],
        knowledge: Callable[[], Knowledge],
        *,
        source: str | None = None,
        retrieved: str | None = None,
        progress: Callable[[Path], None] | None = None,
    ) -> Iterator[FileRead]:
        """Read files.

        Args:
            paths: the files.
            knowledge: gives the registries and gazetteers of now.
            source: where the documents are from.
            retrieved: ISO date they were fetched on.
            progress: called with each path when its turn has come.

        Yields:
            one record per path, in their order.
        """
        ...


class LocalReader:
    """Reads files on this machine, one at a time."""

    def read_files(
        self,
        paths: Sequence[Path],
        knowledge: Callable[[], Knowledge],
        *,
        source: str | None = None,
        retrieved: str | None = None,
        progress: Callable[[Path], None] | None = None,
    ) -> Iterator[FileRead]:
        """See `FileReader.read_files`."""
        seen: dict[str, Path] = {}
        for path in paths:
            if progress is not None:
                progress(path)
            try:
                document = read_document(path, source=source, retrieved=retrieved)
                first = seen.setdefault(document.sha256, path)
                if first != path:
                    yield FileRead(path, same_as=first)
                    continue
                known = knowledge()
                readings = readings_of_document(document, path, known)
            except REFUSALS as error:
                yield FileRead(path, error=deliberate(error, str(path)))
                continue
            yield FileRead(path, document, readings, known.decided)
