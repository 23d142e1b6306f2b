"""Tables held in memory: those of a whole workspace that a program which stays asked for last, up to so many bytes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

MOST_BYTES = 64 * 1024 * 1024
"""Bytes held of one revision; those of all whole-workspace tables of 100 plans are 52 million, of one such as leads a tenth of one million."""


class HeldTables:
    """Tables by name; the ones that were longest not asked for go first. Several threads may ask.

    Args:
        most_bytes: of all together; one alone may have a quarter of them.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._tables: OrderedDict[str, pa.Table] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str) -> pa.Table | None:
        """The table of a name; None when it is not held."""
        with self._lock:
            if name in self._tables:
                self._tables.move_to_end(name)
            return self._tables.get(name)

    def hold(self, name: str, table: pa.Table) -> pa.Table:
        """Hold a table, unless it is too large.

        Args:
            name: of the table.
            table: its parts, each with dictionaries of its own.

        Returns:
            the same rows in one piece with one dictionary per column, which everything that reads them needs next; as given where too large.
        """
        if table.nbytes > self._most:
            return table
        joined = table.unify_dictionaries().combine_chunks()
        if joined.nbytes > self._most // 4:
            return joined
        with self._lock:
            self._tables[name] = joined
            self._tables.move_to_end(name)
            while sum(one.nbytes for one in self._tables.values()) > self._most:
                self._tables.popitem(last=False)
        return joined
