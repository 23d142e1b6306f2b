"""The child process that reads documents (see `apart`): one message per document, answered with its content or an error.

A message is the document's name and its bytes, an answer a `Reply`, both in MessagePack. Whatever a parser does with a hostile file
happens here: this process has limits of memory and CPU time, and is killed when it passes them.
"""

from __future__ import annotations

import msgspec

from ..errors import N_, AizoneError, DocumentError, MissingExtraError
from ..processes import serve
from .content import Content


class Request(msgspec.Struct, frozen=True):
    """A document: its bytes, and its name as messages give it."""

    name: str
    data: bytes


class Failure(msgspec.Struct, frozen=True):
    """An error in its parts; `extra` is set for a feature that is not installed."""

    where: str
    what: str
    next_step: str
    values: dict[str, str]
    extra: str = ""

    @classmethod
    def of(cls, error: AizoneError) -> Failure:
        """An error as it is sent."""
        values = {name: str(value) for name, value in error.values.items()}
        extra = error.extra if isinstance(error, MissingExtraError) else ""
        return cls(error.where, error.what, error.next_step, values, extra)

    def error(self) -> AizoneError:
        """The error as it was."""
        if self.extra:
            return MissingExtraError(self.where, self.extra)
        return DocumentError(self.where, self.what, self.next_step, **self.values)


class Reply(msgspec.Struct, frozen=True):
    """The content of a document, or why it has none."""

    content: Content | None = None
    failure: Failure | None = None


def answer(message: bytes) -> bytes:
    """Read the document of a message."""
    from .formats import read_content  # not at the top: the process that asks knows the messages, and needs no format

    request = msgspec.msgpack.decode(message, type=Request)
    try:
        reply = Reply(content=read_content(request.data, request.name))
    except AizoneError as error:
        reply = Reply(failure=Failure.of(error))
    except MemoryError:
        raise  # the process ends with this word, and a fresh one reads the next document
    except Exception as error:  # a parser that fails on a hostile file fails for this file only
        failed = DocumentError(
            request.name,
            N_("cannot be read: its parts contradict each other ({detail})."),
            N_("Open it in the program it was made with, save it again and retry."),
            detail=f"{type(error).__name__}: {error}"[:120],
        )
        reply = Reply(failure=Failure.of(failed))
    return msgspec.msgpack.encode(reply)


if __name__ == "__main__":
    from . import formats  # noqa: F401 - loaded before the first document, so that its time is its own

    serve(answer)
