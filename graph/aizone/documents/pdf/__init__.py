"""PDF: a bounded child process reads the pages; their lines are rejoined here."""

from __future__ import annotations

from .reader import MAX_MEMORY_BYTES, MAX_SECONDS, can_read, read

__all__ = ["MAX_MEMORY_BYTES", "MAX_SECONDS", "can_read", "read"]
