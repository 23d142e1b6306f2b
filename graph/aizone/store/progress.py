"""The progress of a store that is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class BuildStep:
    """How far a store is: `done` of `total` bytes of its files are in it, or the answers of so many plans are kept as columns.

    While `waiting`, another process builds it.
    """

    kind: Literal["waiting", "building", "keeping"]
    done: int = 0
    total: int = 0


Tell = Callable[[BuildStep], None]


def tell_nobody(step: BuildStep) -> None:
    """Ignore the progress."""
