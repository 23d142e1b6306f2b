"""Declared measures: what a number means, how it is computed, from which source, at what cost, and the function itself.

A page, a command, the reference and "how is this computed" are all drawn from these records; `analysis.registry` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MeasureParameter:
    """A parameter of a measure; `default` None means that it must be given."""

    name: str
    kind: str
    default: str | None
    description: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DeclaredMeasure:
    """One measure. Texts are keyed by language ('zh', 'en').

    `id` is its name in commands and addresses; `formula` is written with the names its function and parameters use; `unit`
    says what one of it is ('' for a pure number); `source` names the literature or rule it follows ('' where it is plain
    counting); `cost` is the time it takes in the sizes of its input.
    """

    id: str
    title: Mapping[str, str]
    formula: Mapping[str, str]
    unit: Mapping[str, str]
    source: str
    parameters: tuple[MeasureParameter, ...]
    cost: str
    function: Callable[..., Any]
