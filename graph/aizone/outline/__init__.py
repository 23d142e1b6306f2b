"""`Document` -> `Outline`: the parser that stacks numbered headings, and task tables."""

from __future__ import annotations

from .parse import parse_outline
from .placing import read_outline

__all__ = ["parse_outline", "read_outline"]
