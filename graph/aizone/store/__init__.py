"""Stores: a small protocol, pyoxigraph behind it, a cache on disk for large workspaces, limits for strangers' queries."""

from __future__ import annotations

from .base import Bindings, Rows, Store, Term, to_python
from .oxigraph import OxigraphStore

__all__ = ["Bindings", "OxigraphStore", "Rows", "Store", "Term", "to_python"]
