"""PDF: its pages are read character by character, and their lines are rejoined here."""

from __future__ import annotations

from .reader import can_read, read

__all__ = ["can_read", "read"]
