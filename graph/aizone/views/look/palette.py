"""The look of each class and role: colours safe for colour-blind eyes, and a shape, sign or line style so that colour is never alone.

Hues follow Okabe and Ito (Color Universal Design, 2008). One fill serves both themes: white signs on it have a contrast of 4.5
or more (WCAG 2.2, 1.4.3), and it has one of 3 or more with the light and with the dark page (1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass

from ...model.kinds import Standing
from .theme import TOKENS, Token


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """Fill colour, shape (see `icons.SHAPES`) and size (px) of a class, and the glyph that stands for it in running text."""

    color: str
    shape: str
    size: int
    glyph: str


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """Colour in each theme, width (px) and dash pattern (px on, off; None is solid) of a kind of edge."""

    color: Token
    width: float
    dashes: tuple[int, int] | None


NODES: dict[str, NodeStyle] = {
    "Goal": NodeStyle("#905e00", "star", 25, "★"),
    "Target": NodeStyle("#905e00", "octagon", 16, "▲"),
    "Plan": NodeStyle("#5f6b94", "page", 22, "▭"),
    "TaskArea": NodeStyle("#974e90", "diamond", 24, "◆"),
    "Task": NodeStyle("#a0522d", "round-square", 18, "■"),
    "Unit": NodeStyle("#006eab", "circle", 20, "●"),
    "UnitGroup": NodeStyle("#2f6f8f", "hexagon", 22, "⬢"),
    "Platform": NodeStyle("#007855", "shield", 19, "▼"),
    "Park": NodeStyle("#507221", "house", 20, "⌂"),
    "Project": NodeStyle("#8c6200", "hexagon-up", 19, "⬡"),
    "Facility": NodeStyle("#5d6a76", "square", 16, "□"),
    "Institution": NodeStyle("#6c5baf", "pentagon-down", 18, "⬠"),
    "Enterprise": NodeStyle("#b23d6e", "leaf", 17, "◗"),
    "Event": NodeStyle("#bb3366", "ticket", 18, "◈"),
    "Fund": NodeStyle("#8f5a1a", "trapezoid", 17, "¥"),
    "PolicyDocument": NodeStyle("#746a57", "pentagon", 17, "§"),
    "Topic": NodeStyle("#6b6b00", "pill", 17, "#"),
}
ROLES: dict[str, EdgeStyle] = {
    "lead": EdgeStyle(TOKENS["lead"], 3.5, None),
    "responsible": EdgeStyle(TOKENS["responsible"], 1.6, None),
    "support": EdgeStyle(TOKENS["support"], 1.6, (7, 5)),
    "supervise": EdgeStyle(TOKENS["supervise"], 1.8, (2, 4)),
}
GLYPHS: dict[str, str] = {"lead": "●", "responsible": "◐", "support": "○", "supervise": "△"}
"""One sign a role, for chips and cells, readable without colour."""
SIGNS: dict[Standing, str] = {"stated": "✓", "decided": "✎", "inferred": "~"}
"""One sign for how firmly a responsibility is known; the words always accompany it."""
OTHER = EdgeStyle(TOKENS["edge"], 1.0, None)
