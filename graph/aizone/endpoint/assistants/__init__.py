"""The same answers for assistants, over the Model Context Protocol: each with its words, their place, and the query."""

from __future__ import annotations

from .server import assistant_application, build_server

__all__ = ["assistant_application", "build_server"]
