"""How each class and role looks: colours safe for colour-blind eyes, and a shape or line style so that colour is never alone.

Hues follow Okabe and Ito (Color Universal Design, 2008). One palette serves both themes: white text on a fill has a contrast
of 4.5 or more (WCAG 2.2, 1.4.3), and every fill and line one of 3 or more with the light and with the dark page (1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n import Translate
from ..vocab import UNIT_CLASSES


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """Fill colour, vis-network shape and size (px) of a class, and the glyph that stands for the shape in text."""

    color: str
    shape: str
    size: int
    glyph: str


@dataclass(frozen=True, slots=True)
class EdgeStyle:
    """Colour, width (px) and dash pattern (px on, off; None is solid) of a kind of edge."""

    color: str
    width: float
    dashes: tuple[int, int] | None


NODES: dict[str, NodeStyle] = {
    "Goal": NodeStyle("#905e00", "star", 22, "★"),
    "Target": NodeStyle("#905e00", "triangle", 11, "▲"),
    "Plan": NodeStyle("#5f6b94", "box", 20, "▭"),
    "TaskArea": NodeStyle("#974e90", "diamond", 18, "◆"),
    "Task": NodeStyle("#a0522d", "square", 13, "■"),
    "Unit": NodeStyle("#006eab", "dot", 16, "●"),
    "UnitGroup": NodeStyle("#2f6f8f", "hexagon", 18, "⬢"),
    "Platform": NodeStyle("#007855", "triangleDown", 13, "▼"),
    "Park": NodeStyle("#507221", "triangle", 14, "▲"),
    "Project": NodeStyle("#8c6200", "hexagon", 13, "⬢"),
    "Facility": NodeStyle("#5d6a76", "square", 11, "■"),
    "Institution": NodeStyle("#6c5baf", "dot", 12, "●"),
    "Enterprise": NodeStyle("#b23d6e", "dot", 12, "●"),
    "Event": NodeStyle("#bb3366", "star", 12, "★"),
    "PolicyDocument": NodeStyle("#746a57", "box", 12, "▭"),
    "Topic": NodeStyle("#6b6b00", "ellipse", 12, "○"),
}
ROLES: dict[str, EdgeStyle] = {
    "lead": EdgeStyle("#1a6fae", 3.5, None),
    "responsible": EdgeStyle("#4a88ab", 1.6, None),
    "support": EdgeStyle("#5c8c7a", 1.6, (7, 5)),
    "supervise": EdgeStyle("#a06a00", 1.6, (2, 4)),
}
GLYPHS: dict[str, str] = {"lead": "●", "responsible": "◐", "support": "○", "supervise": "△"}
"""One sign a role, for chips and cells, readable without colour."""
OTHER = EdgeStyle("#848c94", 1.0, None)


def group_of(kind: str) -> str | None:
    """The class a node is shown as: its kinds of unit are one, technologies and fields are topics; None if not shown."""
    name = kind.removeprefix("az:")
    if name in UNIT_CLASSES:
        return "Unit"
    if name in {"Technology", "ApplicationField"}:
        return "Topic"
    return name if name in NODES else None


def class_label(group: str, _: Translate) -> str:
    """A class as the legend names it."""
    return {
        "Goal": _("Goal"),
        "Target": _("Target"),
        "Plan": _("Plan"),
        "TaskArea": _("Task area"),
        "Task": _("Task"),
        "Measure": _("Measure"),
        "Unit": _("Unit"),
        "UnitGroup": _("Collective owner"),
        "Platform": _("Platform"),
        "Park": _("Park"),
        "Project": _("Project"),
        "Facility": _("Facility"),
        "Institution": _("Institution"),
        "Enterprise": _("Enterprise"),
        "Event": _("Event"),
        "PolicyDocument": _("Policy document"),
        "Topic": _("Topic"),
    }[group]


def role_label(role: str, _: Translate) -> str:
    """A role as tables and legends name it."""
    return {
        "lead": _("lead"),
        "responsible": _("responsible"),
        "support": _("support"),
        "supervise": _("supervise"),
    }[role]


def basis_label(basis: str, _: Translate) -> str:
    """How a responsibility is known, in words."""
    return {
        "explicit": _("written in the owner list"),
        "rule": _("by a rule the document states"),
        "order": _("inferred: listed first"),
        "group": _("member of a collective owner"),
        "blanket": _("by a clause for all tasks"),
        "wording": _("inferred from shared wording"),
    }[basis]


def edge_label(key: str, _: Translate) -> str:
    """What an edge of the graph says."""
    if key in ROLES:
        return role_label(key, _)
    return {
        "az:partOf": _("part of"),
        "az:servesGoal": _("serves"),
        "az:hasTarget": _("has target"),
        "az:delivers": _("delivers"),
        "az:supports": _("supports"),
        "az:reliesOn": _("relies on"),
        "az:cites": _("cites"),
        "az:about": _("about"),
        "az:operator": _("operated by"),
        "az:superior": _("under"),
        "org:hasMember": _("has member"),
        "org:subOrganizationOf": _("office of"),
        "skos:broader": _("kind of"),
        "eli:passed_by": _("issued by"),
    }.get(key, key)


def inverse_label(key: str, _: Translate) -> str:
    """What an edge says to the node it points at."""
    return {
        "az:partOf": _("has part"),
        "az:servesGoal": _("served by"),
        "az:delivers": _("delivered by"),
        "az:supports": _("supported by"),
        "az:reliesOn": _("relied on by"),
        "az:cites": _("cited by"),
        "az:about": _("topic of"),
        "az:operator": _("operates"),
        "az:superior": _("directs"),
        "org:hasMember": _("member of"),
        "org:subOrganizationOf": _("has office"),
        "skos:broader": _("includes"),
        "eli:passed_by": _("issued"),
    }.get(key, key)
