"""Answers kept in memory while a store stays as it is: the lists of a desk ask for the same records of one plan again and again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from ..store import Store

C = TypeVar("C", bound=Collection[Any])

MOST_ROWS = 200_000
"""Records kept of one store, about 100 MB at most; the answers that were longest not asked for go first."""


class RememberedAnswers:
    """The answers of one store by question and parameters; several threads may ask."""

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most, self._rows = most_rows, 0
        self._known: OrderedDict[Hashable, Collection[Any]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], list[Any]]) -> list[Any]:
        """An answer: the known one, or the one that is made now; the list is the caller's own."""
        return list(self.whole(key, lambda: tuple(make())))

    def holds(self, key: Hashable) -> bool:
        """True if an answer is known."""
        return key in self._known

    def whole(self, key: Hashable, make: Callable[[], C]) -> C:
        """An answer as it is kept, made now where it is not known: it is not copied, and no caller changes it."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                known: Any = self._known[key]
                return known  # type: ignore[no-any-return]
        found = make()
        with self._lock:
            if key not in self._known and len(found) <= self._most // 4:
                self._known[key] = found
                self._rows += len(found)
                while self._rows > self._most:
                    _key, dropped = self._known.popitem(last=False)
                    self._rows -= len(dropped)
        return found


_OF_STORES: WeakKeyDictionary[Store, RememberedAnswers] = WeakKeyDictionary()
_LOCK = threading.Lock()


def remembered(store: Store) -> RememberedAnswers:
    """All that is remembered of a store."""
    with _LOCK:
        return _OF_STORES.setdefault(store, RememberedAnswers())


def forget(store: Store) -> None:
    """Remember nothing of a store."""
    with _LOCK:
        _OF_STORES.pop(store, None)
