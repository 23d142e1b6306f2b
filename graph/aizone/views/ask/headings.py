"""Headings of the columns of answers, in words."""

from __future__ import annotations

from collections.abc import Collection

from ...i18n import Translate


def heading(column: str, _: Translate, *, beside: Collection[str] = ()) -> str:
    """A column of an answer as people read it; '…_label' is headed like the thing it names, an unknown one stays as it is.

    Args:
        column: its name.
        _: words of the language.
        beside: all columns of the answer. A work item beside its task is called a measure, which tells the two from each other.
    """
    if column.removesuffix("_label") == "item" and "task" in beside:
        return _("Measure")
    words = headings(_)
    return words.get(column) or words.get(column.removesuffix("_label")) or column


def headings(_: Translate) -> dict[str, str]:
    """Every column of the questions of the library and of the tables that are taken away, in words."""
    return {
        "abstract": _("Summary"),
        "aim": _("Aim"),
        "answer": _("Answer"),
        "area": _("Task area"),
        "as_written": _("As written"),
        "assignment": _("Responsibility"),
        "assignments": _("Responsibilities"),
        "basis": _("How it is known"),
        "both_lead_or_responsible": _("Both lead or are responsible"),
        "clause": _("Clause"),
        "code": _("Code"),
        "comparator": _("Comparator"),
        "concept": _("Topic"),
        "continuous": _("Continuous"),
        "deadline": _("Deadline"),
        "direction": _("Direction"),
        "document": _("Document"),
        "end": _("End"),
        "entity": _("Platform, park, project …"),
        "exact": _("Words"),
        "fact": _("Fact"),
        "fictional": _("Invented"),
        "finding": _("Finding"),
        "goal": _("Goal"),
        "group": _("Collective owner"),
        "id": _("Address"),
        "issued": _("Issued"),
        "issuer": _("Issuer"),
        "item": _("Work item"),
        "leads": _("Leads"),
        "maximum": _("Maximum"),
        "measure": _("Measure"),
        "measures": _("Measures"),
        "members": _("Members"),
        "mention": _("Mention"),
        "message": _("Message"),
        "metric": _("Indicator"),
        "minimum": _("Minimum"),
        "node": _("Entity"),
        "number": _("Document number"),
        "object": _("Object"),
        "operator": _("Operated by"),
        "other": _("The other"),
        "other_basis": _("How the other is known"),
        "other_role": _("Role of the other"),
        "other_type": _("Class of the other"),
        "owner_list": _("Owner list as written"),
        "owners": _("Owners"),
        "parent": _("Part of"),
        "park": _("Park"),
        "path": _("No."),
        "period": _("Period"),
        "place": _("Place"),
        "plan": _("Plan"),
        "plans": _("Plans"),
        "platform": _("Platform"),
        "position": _("Position"),
        "predicate": _("Property"),
        "provisional": _("Provisional"),
        "rank": _("Rank"),
        "relation": _("Relation"),
        "responsible": _("Responsible"),
        "role": _("Role"),
        "schedule": _("Schedule"),
        "scope": _("Scope"),
        "score": _("Score"),
        "severity": _("Severity"),
        "shared": _("Shared measures"),
        "start": _("Start"),
        "subject": _("Subject"),
        "supervises": _("Supervises"),
        "supports": _("Supports"),
        "target": _("Target"),
        "task": _("Task"),
        "tasks": _("Tasks"),
        "text": _("Sentence"),
        "text_held": _("Text held"),
        "through_goal": _("Through the goal"),
        "times": _("Times"),
        "topics": _("Topics"),
        "total": _("All"),
        "type": _("Class"),
        "unit": _("Unit"),
        "unit_basis": _("How the unit is known"),
        "unit_role": _("Role of the unit"),
        "unit_text": _("Unit of measure"),
        "unit_type": _("Kind of unit"),
        "units": _("Units"),
        "without_number": _("Without a number"),
    }
