"""The sign of each class: a shape and a pictogram, as SVG that the graph, the legend and the exports all draw.

Pictograms are our own, drawn on a grid of 24; shapes on one of 48. Both can be distinguished without colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from .templates import render

SHAPES: dict[str, str] = {
    "circle": "M24 3a21 21 0 1 1 0 42a21 21 0 1 1 0-42z",
    "square": "M6 6h36v36H6z",
    "round-square": "M14 5h20a9 9 0 0 1 9 9v20a9 9 0 0 1-9 9H14a9 9 0 0 1-9-9V14a9 9 0 0 1 9-9z",
    "diamond": "M24 1L47 24L24 47L1 24z",
    "hexagon": "M13 4h22l12 20-12 20H13L1 24z",
    "hexagon-up": "M24 1l20 11.5v23L24 47 4 35.5v-23z",
    "octagon": "M15 3h18l12 12v18L33 45H15L3 33V15z",
    "pentagon": "M24 2l22 16.5L37.5 45h-27L2 18.5z",
    "pentagon-down": "M24 46L2 29.5 10.5 3h27L46 29.5z",
    "house": "M24 2l20 16v27H4V18z",
    "page": "M9 3h22l9 9v33H9z",
    "leaf": "M30 4a14 14 0 0 1 14 14v26H18A14 14 0 0 1 4 30V4z",
    "shield": "M24 2l19 6v16c0 11-8 18-19 22C13 42 5 35 5 24V8z",
    "star": "M24 1l6 7.5 9.500-1 1 9.500L48 24l-7.500 7 -1 9.500-9.500-1L24 47l-6-7.500-9.500 1-1-9.500L0 24l7.500-7 1-9.500 9.500 1z",
    "ticket": "M5 10h38v9a5 5 0 0 0 0 10v9H5v-9a5 5 0 0 0 0-10z",
    "trapezoid": "M13 5h22l11 38H2z",
    "pill": "M15 9h18a15 15 0 0 1 0 30H15a15 15 0 0 1 0-30z",
}
"""Outlines in a box of 48."""

PICTOGRAMS: dict[str, str] = {
    "Goal": "M7 21V4M7 4h10l-2.500 3.500L17 11H7",
    "Target": "M4 20h16M6.500 20v-5M12 20v-9M17.500 20V5",
    "Plan": "M7.500 8h9M7.500 12h9M7.500 16h6",
    "TaskArea": "M12 4l8 4-8 4-8-4zM4 12l8 4 8-4M4 16l8 4 8-4",
    "Task": "M5 12.500l4.500 4.500L19 7.500",
    "Unit": "M4 20h16M6 20V9M10 20V9M14 20V9M18 20V9M3.500 9L12 4l8.500 5z",
    "UnitGroup": "M8 11a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600zM16 11a2.800 2.800 0 1 0 0-5.600 2.800 2.800 0 0 0 0 5.600z"
    "M3 19c0-3.500 2-5.500 5-5.500s5 2 5 5.500M14 14c4-1.200 7 .800 7 5",
    "Platform": "M5 5h14v4H5zM5 10.500h14v4H5zM5 16h14v4H5zM16 7h.100M16 12.500h.100M16 18h.100",
    "Park": "M12 21v-5M12 3l-5 7h3l-4 6h12l-4-6h3z",
    "Project": "M5 20h14M8 20V9M8 9l8-4.500M8 5.500V9M16 4.500V12M14 12h4v4h-4z",
    "Facility": "M7.500 7.500h9v9h-9zM10 4v3.500M14 4v3.500M10 16.500V20M14 16.500V20M4 10h3.500M4 14h3.500M16.500 10H20M16.500 14H20",
    "Institution": "M3 10l9-4.500 9 4.500-9 4.500zM7 12.500V17c3 2 7 2 10 0v-4.500M21 10v5",
    "Enterprise": "M4 8.500h16V19H4zM9 8.500V5.500h6v3M4 13h16M12 12v2",
    "Event": "M5 6.500h14V20H5zM5 10.500h14M9 4v4M15 4v4M9 14.500h6",
    "Fund": "M8 4.500l4 5.500 4-5.500M12 10v9.500M8 12h8M8 15.500h8",
    "PolicyDocument": "M15 7.500c-.500-1.500-1.600-2.300-3.200-2.300-4 0-4.300 4.300 0 5.300 4.500 1 4.300 5.600 0 5.600-1.700 0-3-.900-3.400-2.500M12 3v2M12 18.500v2",
    "Topic": "M9.500 5L8 19M16 5l-1.500 14M5.500 9.500h13M5 14.500h13",
}
"""Strokes in a box of 24, one per class."""

_RING = "#d55e00"
_RIM = "#ffffff"
_NARROW = frozenset({"diamond", "star", "shield", "pentagon", "pentagon-down", "house", "hexagon-up"})
_DOWN_PX = {"house": 2, "pentagon": 2, "pentagon-down": -2, "shield": -2}


@dataclass(frozen=True, slots=True)
class Sign:
    """A class's shape with its pictogram, moved by `shift_x`, `shift_y` and scaled to fit; a ring marks the selected one."""

    shape: str
    pictogram: str
    color: str
    shift_x: float
    shift_y: float
    scale: float
    is_selected: bool
    ring: str = _RING
    rim: str = _RIM


def sign(group: str, shape: str, color: str, *, is_selected: bool = False) -> Sign:
    """The sign of a class; `templates/sign.svg` draws it."""
    scale = 0.8 if shape in _NARROW else 0.92
    shift = 24 - 12 * scale
    return Sign(SHAPES[shape], PICTOGRAMS[group], color, shift, shift + _DOWN_PX.get(shape, 0), scale, is_selected)


def sign_svg(group: str, shape: str, color: str, *, is_selected: bool = False, size_px: int = 120) -> str:
    """The sign as a whole SVG document."""
    drawn = sign(group, shape, color, is_selected=is_selected)
    return render("sign_document.svg", "en", sign=drawn, size_px=size_px)


def data_uri(svg: str) -> str:
    """An SVG as an address that needs no other host."""
    return "data:image/svg+xml," + quote(svg, safe=" =:/'()")
