"""Named things and topics in the words of a measure."""

from __future__ import annotations

from .named_entities import extract_mentions
from .word_lists import read_table

__all__ = ["extract_mentions", "read_table"]
