"""How each class and role looks: colours safe for colour-blind eyes, and a shape, sign or line style so that colour is never alone.

Hues follow Okabe and Ito (Color Universal Design, 2008). One fill serves both themes: white signs on it have a contrast of 4.5
or more (WCAG 2.2, 1.4.3), and it has one of 3 or more with the light and with the dark page (1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass

from ..i18n import Translate
from ..vocab import UNIT_CLASSES
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
OTHER = EdgeStyle(TOKENS["edge"], 1.0, None)


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
        "decision": _("corrected by a person"),
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


def told(key: str, forward: bool, _: Translate) -> str:
    """An edge as the verb of a sentence, read along it (`forward`) or against it: "is led by", "leads"."""
    if key not in ROLES:
        return edge_label(key, _) if forward else inverse_label(key, _)
    along, against = {
        "lead": (_("is led by"), _("leads")),
        "responsible": (_("is carried out by"), _("carries out")),
        "support": (_("is supported by"), _("helps with")),
        "supervise": (_("is supervised by"), _("supervises")),
    }[key]
    return along if forward else against
