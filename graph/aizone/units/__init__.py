"""Responsible bodies: their registries, and the resolution of written names while reading."""

from __future__ import annotations

from ..model.units import Place, Unit, UnitGroup
from .registry import UnitRegistry
from .resolve import Resolution, Resolver

__all__ = ["Place", "Resolution", "Resolver", "Unit", "UnitGroup", "UnitRegistry"]
