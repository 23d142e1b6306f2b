"""Messages between a process and its child: eight bytes that state the length, then so many bytes."""

from __future__ import annotations

import struct
from typing import IO

_LENGTH = struct.Struct(">Q")


def send(stream: IO[bytes], message: bytes) -> None:
    """Write one message."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.flush()


def receive(stream: IO[bytes], *, most: int | None = None) -> bytes | None:
    """Read one message; None when the other side has closed the stream, even in the middle of one.

    Args:
        stream: what the other side writes to.
        most: bytes that a message may have; a longer one counts as the end. Any number when None.
    """
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if most is not None and length > most:
        return None
    message = stream.read(length)
    return message if len(message) == length else None
