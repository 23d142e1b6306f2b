"""The rules, in the order in which they are listed; a new file is added here."""

from __future__ import annotations

from ..rule import GapRule
from . import (
    blanket_clause,
    collective_owners_only,
    deadline_outside,
    duplicate_tasks,
    field_without_task,
    goal_without_task,
    lead_by_order,
    many_owners,
    no_deadline,
    no_lead,
    no_owner,
    reversed_owners,
    self_supervision,
    several_leads,
    support_only_unit,
    target_arithmetic,
    target_instruments,
    target_without_unit,
    thing_without_owner,
    unresolved_name,
    usual_body_absent,
)

RULES: tuple[GapRule, ...] = (
    no_owner.RULE,
    no_lead.RULE,
    several_leads.RULE,
    collective_owners_only.RULE,
    unresolved_name.RULE,
    self_supervision.RULE,
    goal_without_task.RULE,
    field_without_task.RULE,
    target_without_unit.RULE,
    target_arithmetic.RULE,
    thing_without_owner.RULE,
    duplicate_tasks.RULE,
    no_deadline.RULE,
    deadline_outside.RULE,
    lead_by_order.RULE,
    many_owners.RULE,
    reversed_owners.RULE,
    blanket_clause.RULE,
    target_instruments.RULE,
    usual_body_absent.RULE,
    support_only_unit.RULE,
)
