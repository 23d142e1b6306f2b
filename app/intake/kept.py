"""Desks that outlive their visits for a while: a reload of the page begins a new visit, which takes up a copy of the desk that its address names.

They are held in this process alone and never written; the name is a secret of the address, and where people log in a desk is given to its person only.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aizone.app.intake.desk import Desk

MOST_DESKS = 16
KEPT_S = 2 * 60 * 60.0


def new_name() -> str:
    """The name of a desk, which cannot be guessed."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True, slots=True)
class _Kept:
    desk: Desk
    person: str
    since: float


class KeptDesks:
    """The last desks of all visitors, by their names.

    Args:
        most_bytes: the files of all desks together; the oldest are dropped first.
        clock: seconds that only grow.
    """

    def __init__(self, most_bytes: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_bytes, self._clock = most_bytes, clock
        self._lock = threading.Lock()
        self._desks: OrderedDict[str, _Kept] = OrderedDict()

    def keep(self, desk: Desk, person: str) -> None:
        """Keep a desk as it is from now on; a person's name is '' without a login."""
        with self._lock:
            self._desks[desk.name] = _Kept(desk, person, self._clock())
            self._desks.move_to_end(desk.name)
            self._drop_old()

    def find(self, name: str, person: str) -> Desk | None:
        """The desk of a name, if it is still kept and this person's."""
        with self._lock:
            self._drop_old()
            found = self._desks.get(name)
            return found.desk if found is not None and found.person == person else None

    def forget(self, name: str) -> None:
        """Drop a desk that was put away."""
        with self._lock:
            self._desks.pop(name, None)

    def _drop_old(self) -> None:
        until = self._clock() - KEPT_S
        for name in [name for name, kept in self._desks.items() if kept.since < until]:
            del self._desks[name]
        while self._desks and (
            len(self._desks) > MOST_DESKS or sum(kept.desk.given for kept in self._desks.values()) > self._most_bytes
        ):
            self._desks.popitem(last=False)
