"""The questions asked of a graph: one `.rq` file each, and the typed records their rows become."""

from __future__ import annotations

from .asking import Curie, LocalName, answers, decode, select
from .library import Param, Question, every, example, load, names

__all__ = [
    "Curie",
    "LocalName",
    "Param",
    "Question",
    "answers",
    "decode",
    "every",
    "example",
    "load",
    "names",
    "select",
]
