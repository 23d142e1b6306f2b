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
    Owner,
    OwnerList,
    PlanFact,
    Reading,
    StatedRule,
    TargetFact,
    TaskFact,
    TopicFact,
)
from .flowed import FlowedText, Interval
from .issues import ISSUE_CODES, Issue, IssueCode
from .kinds import Basis, Comparator, OwnerKind, Period, Relation, Role, Severity
from .outline import Numeral, Outline, Section, TableOwners, TableRow
from .span import Span
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
    "Owner",
    "OwnerKind",
    "OwnerList",
    "Period",
    "Place",
    "PlanFact",
    "Reading",
    "Relation",
    "Role",
    "Section",
    "Severity",
    "Span",
    "StatedRule",
    "Table",
    "TableOwners",
    "TableRow",
    "TargetFact",
    "TaskFact",
    "TopicFact",
    "Unit",
    "UnitGroup",
]
