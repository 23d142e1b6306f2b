"""The seal of a plan's file: a first line that says what it is, and a last one with the SHA-256 of all before it.

    # aizone plan
    <…> <…> <…> <…> .
    # sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

Both are comments of N-Quads. A file that was cut at the end of a line, or of which one bit changed, is so noticed when it is
read. Layouts before 3 have no seal.
"""

from __future__ import annotations

import hashlib

_HEAD = b"# aizone plan\n"
_TAIL = b"# sha256 "
_DIGITS = 64


class BrokenSealError(SyntaxError):
    """A file is not what was written: cut, changed, or empty."""


def sealed(nquads: bytes) -> bytes:
    """A plan's N-Quads as its file holds them."""
    whole = _HEAD + nquads
    return whole + _TAIL + hashlib.sha256(whole).hexdigest().encode() + b"\n"


def is_sealed(data: bytes) -> bool:
    """True if a file has a seal or what is left of one; says nothing of whether it holds."""
    return data.startswith(_HEAD) or data[-_length() :].startswith(_TAIL)


def unsealed(data: bytes) -> bytes:
    """The N-Quads of a plan's file; those of a file without a seal as they are.

    Raises:
        BrokenSealError: the file is not as it was written.
    """
    if not data.strip():
        raise BrokenSealError("the file is empty")
    if not is_sealed(data):
        return data
    whole, tail = data[: -_length()], data[-_length() :]
    if not data.startswith(_HEAD) or not tail.startswith(_TAIL):
        raise BrokenSealError("the file is not whole")
    if tail != _TAIL + hashlib.sha256(whole).hexdigest().encode() + b"\n":
        raise BrokenSealError("its content does not have the checksum it was written with")
    return whole[len(_HEAD) :]


def _length() -> int:
    return len(_TAIL) + _DIGITS + 1
