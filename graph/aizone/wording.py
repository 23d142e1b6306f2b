"""Names of classes, roles, bases and properties as people read them, in the language of a translator."""

from __future__ import annotations

from .i18n import Translate
from .model.kinds import ROLES


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
        "Fund": _("Fund"),
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
    """A basis in words: how a responsibility is known."""
    return {
        "explicit": _("written in the owner list"),
        "rule": _("by a rule the document states"),
        "order": _("inferred: listed first"),
        "group": _("member of a collective owner"),
        "sole": _("the only unit listed"),
        "blanket": _("by a clause for all tasks"),
        "wording": _("inferred from shared wording"),
        "decision": _("corrected by a person"),
    }[basis]


def edge_label(key: str, _: Translate) -> str:
    """An edge of the graph in words."""
    if key in ROLES:
        return role_label(key, _)
    return {
        "az:partOf": _("part of"),
        "az:servesGoal": _("serves"),
        "az:servesTarget": _("serves target"),
        "az:hasTarget": _("has target"),
        "az:subTargetOf": _("share of"),
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
    """An edge in words, read from the node it points at."""
    return {
        "az:partOf": _("has part"),
        "az:servesGoal": _("served by"),
        "az:servesTarget": _("target served by"),
        "az:hasTarget": _("target of"),
        "az:subTargetOf": _("has share"),
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
