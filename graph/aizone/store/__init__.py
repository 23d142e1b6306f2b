"""Stores: the protocol that everything above asks, pyoxigraph under it, a cache on disk, and limits for untrusted queries."""

from __future__ import annotations

from .base import Bindings, Rows, Store, Term, to_python
from .oxigraph import OxigraphStore
from .source import StoreSource

__all__ = ["Bindings", "OxigraphStore", "Rows", "Store", "StoreSource", "Term", "to_python"]
