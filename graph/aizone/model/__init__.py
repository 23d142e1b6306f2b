"""The frozen records passed between the stages: document -> outline -> facts."""

from __future__ import annotations

from .document import Anchor, Document, Table
from .facts import (
    AssignmentFact,
    Baseline,
    CitedDocument,
    ContributionFact,
    Deadline,
    GoalFact,
    MeasureFact,
    MentionFact,
    PlanFact,
    Reading,
    Reason,
    TargetFact,
    TaskFact,
    TopicFact,
)
from .flowed import FlowedText, Interval
from .issues import ISSUE_CODES, Issue, IssueCode
from .kinds import Basis, Comparator, OwnerKind, Period, Relation, Role, Severity
from .outline import Numeral, Outline, Section, TableOwners, TableRow
from .span import Span, TextSpan
from .units import Place, Unit, UnitGroup

__all__ = [
    "ISSUE_CODES",
    "Anchor",
    "AssignmentFact",
    "Baseline",
    "Basis",
    "CitedDocument",
    "Comparator",
    "ContributionFact",
    "Deadline",
    "Document",
    "FlowedText",
    "GoalFact",
    "Interval",
    "Issue",
    "IssueCode",
    "MeasureFact",
    "MentionFact",
    "Numeral",
    "Outline",
    "OwnerKind",
    "Period",
    "Place",
    "PlanFact",
    "Reading",
    "Reason",
    "Relation",
    "Role",
    "Section",
    "Severity",
    "Span",
    "Table",
    "TableOwners",
    "TableRow",
    "TargetFact",
    "TaskFact",
    "TextSpan",
    "TopicFact",
    "Unit",
    "UnitGroup",
]
