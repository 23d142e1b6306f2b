"""`Document` -> `Outline`: numbering styles (data) and the parser that stacks them."""

from __future__ import annotations

from .numbering import NumberingStyle, read_number, styles
from .parse import paragraphs, parse_outline
from .tables import read_outline

__all__ = ["NumberingStyle", "paragraphs", "parse_outline", "read_number", "read_outline", "styles"]
