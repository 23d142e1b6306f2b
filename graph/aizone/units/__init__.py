"""Responsible bodies: the registry, and who a written name is."""

from __future__ import annotations

from ..bodies import Place, Unit, UnitGroup
from .registry import UnitRegistry
from .resolve import Resolution, Resolver

__all__ = ["Place", "Resolution", "Resolver", "Unit", "UnitGroup", "UnitRegistry"]
