"""Stores: the protocol that everything above asks, its implementations on pyoxigraph and over HTTP, a cache on disk, and limits for untrusted queries."""

from __future__ import annotations

from .base import Bindings, Rows, Source, Store, Term, Triples, to_python
from .oxigraph import OxigraphStore
from .source import StoreSource

__all__ = ["Bindings", "OxigraphStore", "Rows", "Source", "Store", "StoreSource", "Term", "Triples", "to_python"]
