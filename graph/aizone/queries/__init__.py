"""The questions asked of a graph: one `.rq` file each, and the typed records their rows become."""

from __future__ import annotations

from .asking import Curie, LocalName, answers, decode, select
from .in_parts import select_parts
from .library import GROUPS, Groups, Param, Question, every, example, load, names

__all__ = [
    "GROUPS",
    "Curie",
    "Groups",
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
    "select_parts",
]
