"""The file of one part of a graph, such as a plan: all its tables, each of which can be read without the others.

    8 bytes      the length of the head
    head         JSON: of each table its place after the head and its lengths, packed and not; the length of the notes
    notes        JSON: what else is known of the part
    tables       each an Arrow stream, packed by zstd as a whole

An Arrow file has one schema, and packs each buffer by itself: with sixty small tables in it, it takes eight times as long to write and
four times as much room.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIX = ".tables"
_LENGTH = 8
_PACKED_BY = "zstd"
_ABOUT, _TABLES = "about", "tables"


def write_part(path: Path, tables: Mapping[str, pa.Table], about: Mapping[str, Any]) -> None:
    """Write the tables of a part, whole or not at all.

    Args:
        path: of the file.
        tables: dictionary-coded text columns, by the table's name.
        about: what else is to be known of the part; plain values.
    """
    import pyarrow as pa

    codec = pa.Codec(_PACKED_BY)
    notes = json.dumps(about).encode()
    places: dict[str, tuple[int, int, int]] = {}
    packed, place = [notes], len(notes)
    for name, table in tables.items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table)
        whole = sink.getvalue()
        data = codec.compress(whole, asbytes=True)
        places[name] = (place, len(data), whole.size)
        packed.append(data)
        place += len(data)
    head = json.dumps({_TABLES: places, _ABOUT: len(notes)}).encode()
    handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((len(head).to_bytes(_LENGTH, "big"), head, *packed))
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_about(path: Path) -> dict[str, Any]:
    """All that was noted of a part.

    Raises:
        OSError: it is not there.
        ValueError: it is damaged.
    """
    with path.open("rb") as file:
        length = _head(file)[_ABOUT]
        about: dict[str, Any] = json.loads(file.read(length))
    return about


def read_table(path: Path, name: str) -> pa.Table | None:
    """The rows of a table in a file; None when it has no such table.

    Raises:
        OSError: it is not there.
        ValueError: it is damaged.
    """
    with path.open("rb") as file:
        tables = _head(file)[_TABLES]
        if name not in tables:
            return None
        place, length, size = tables[name]
        file.seek(place, os.SEEK_CUR)
        return _unpacked(file.read(length), size)


class PartInMemory:
    """The whole file of a part: of a plan, a desk asks for one table after the other.

    Args:
        data: what the file holds.

    Raises:
        ValueError: it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        length = int.from_bytes(data[:_LENGTH], "big")
        if not 0 < length <= len(data):
            raise ValueError("a part has no head")
        self._start = _LENGTH + length
        self._tables = _checked_head(data[_LENGTH : self._start], "a part")[_TABLES]
        self._data = memoryview(data)

    def table(self, name: str) -> pa.Table | None:
        """The rows of a table; None when there is no such table.

        Raises:
            ValueError: it is damaged.
        """
        if name not in self._tables:
            return None
        place, length, size = self._tables[name]
        return _unpacked(self._data[self._start + place : self._start + place + length], size)


def _unpacked(packed: bytes | memoryview, size: int) -> pa.Table:
    import pyarrow as pa

    return pa.ipc.open_stream(pa.Codec(_PACKED_BY).decompress(packed, size)).read_all()


def _head(file: IO[bytes]) -> dict[str, Any]:
    length = int.from_bytes(file.read(_LENGTH), "big")
    if not 0 < length <= os.fstat(file.fileno()).st_size:
        raise ValueError(f"{file.name} has no head")
    return _checked_head(file.read(length), file.name)


def _checked_head(text: bytes, name: str) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict) or not {_TABLES, _ABOUT} <= set(found):
        raise ValueError(f"{name} has no head")
    return found
