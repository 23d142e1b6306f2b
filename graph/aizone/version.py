"""The version of the package, also recorded in what it reads."""

from __future__ import annotations

__version__ = "0.2.0"
