"""Named things and topics in the words of a measure."""

from __future__ import annotations

from .things import extract_mentions, read_table

__all__ = ["extract_mentions", "read_table"]
