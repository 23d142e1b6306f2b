"""`Outline` -> facts: one module per kind of fact, grammars and word lists as data beside them."""

from __future__ import annotations

from .knowledge import Knowledge
from .mentions.gazetteer import Gazetteer
from .reader import AS_WRITTEN, read_plan

__all__ = ["AS_WRITTEN", "Gazetteer", "Knowledge", "read_plan"]
