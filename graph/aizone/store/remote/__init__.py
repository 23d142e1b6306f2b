"""A store at an address: any SPARQL 1.1 server that a workspace was published to."""

from __future__ import annotations

from .source import RemoteSource
from .store import RemoteStore

__all__ = ["RemoteSource", "RemoteStore"]
