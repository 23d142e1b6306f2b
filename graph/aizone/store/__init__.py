"""Stores: the protocol that everything above asks, its implementation on pyoxigraph, a cache on disk, and limits for untrusted queries."""

from __future__ import annotations

from .base import Bindings, Rows, Store, Term, Triples, to_python
from .oxigraph import OxigraphStore
from .source import StoreSource

__all__ = ["Bindings", "OxigraphStore", "Rows", "Store", "StoreSource", "Term", "Triples", "to_python"]
