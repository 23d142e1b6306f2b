"""The frozen records passed between the stages: document -> outline -> facts."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Anchor, Document, Table
    from .facts import (
        AimFact,
        AssignmentFact,
        Baseline,
        CitedDocument,
        ContributionFact,
        Deadline,
        DecidedHead,
        GoalFact,
        MeasureFact,
        MentionFact,
        NoteFact,
        PassageFact,
        PlanFact,
        Reading,
        Reason,
        Schedule,
        TargetFact,
        TaskFact,
        TopicFact,
    )
    from .flowed import FlowedText, Interval
    from .issues import ISSUE_CODES, Issue, IssueCause, IssueCode, by_cause
    from .kinds import Basis, Comparator, ContributionBasis, Direction, OwnerKind, Period, Relation, Role, Severity
    from .outline import Numeral, Outline, Section, TableNote, TableOwners, TableRow
    from .span import Span, TextSpan
    from .units import Place, Unit, UnitGroup

__all__ = [
    "ISSUE_CODES",
    "AimFact",
    "Anchor",
    "AssignmentFact",
    "Baseline",
    "Basis",
    "CitedDocument",
    "Comparator",
    "ContributionBasis",
    "ContributionFact",
    "Deadline",
    "DecidedHead",
    "Direction",
    "Document",
    "FlowedText",
    "GoalFact",
    "Interval",
    "Issue",
    "IssueCause",
    "IssueCode",
    "MeasureFact",
    "MentionFact",
    "NoteFact",
    "Numeral",
    "Outline",
    "OwnerKind",
    "PassageFact",
    "Period",
    "Place",
    "PlanFact",
    "Reading",
    "Reason",
    "Relation",
    "Role",
    "Schedule",
    "Section",
    "Severity",
    "Span",
    "Table",
    "TableNote",
    "TableOwners",
    "TableRow",
    "TargetFact",
    "TaskFact",
    "TextSpan",
    "TopicFact",
    "Unit",
    "UnitGroup",
    "by_cause",
]

_MODULES = ("kinds", "span", "units", "issues", "flowed", "outline", "document", "facts")


def __getattr__(name: str) -> object:  # a query needs only the kinds, not the records of reading
    if name in __all__:
        for module in _MODULES:
            found = vars(import_module(f".{module}", __name__))
            if name in found:
                globals()[name] = found[name]
                return found[name]
    raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
