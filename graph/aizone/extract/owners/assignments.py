"""From owner lists to assignments: who each name is, who leads by order, whom a group stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace
from pyoxigraph import NamedNode

from ...model import AssignmentFact, Basis, Issue, MeasureFact, Owner, OwnerList, Section, Span, TaskFact
from ...units import Resolver
from .grammar import grammar
from .memberships import relative_members

_FIRST_PLACE = re.compile("第[一1]|首|最前")
"""What every rule about order says: a look that costs a tenth of looking for the rules themselves."""
_BEFORE_FIRST, _BEHIND_FIRST = 10, 60

OrderRule = Literal["auto", "always", "never"]
"""Whether the first-listed unit leads when no list says who: as the document says, always, or never."""


@dataclass(frozen=True, slots=True)
class LeadRule:
    """How leads follow from order: `basis` 'rule' when the document says so, 'order' when it presupposes it."""

    basis: Basis | None
    said: Span | None = None


def find_lead_rule(text: str, lists: Sequence[OwnerList], order_rule: OrderRule) -> LeadRule:
    """Whether the first-listed unit of a list is its lead although no list says so.

    A document that writes 牵头 in any list says itself who leads, so the order of its other lists means nothing.
    """
    if order_rule == "never":
        return LeadRule(None)
    rules = grammar()
    stated = next(_stated_order(text, lists), None)
    if stated is not None:
        return LeadRule("rule", stated)
    if any(owner.role == "lead" for owner_list in lists for owner in owner_list.owners):
        return LeadRule(None)
    presupposed = rules.order_presupposed.search(text)
    if presupposed:
        return LeadRule("order", Span(*presupposed.span()))
    return LeadRule("order") if order_rule == "always" else LeadRule(None)


def _stated_order(text: str, lists: Sequence[OwnerList]) -> Iterator[Span]:
    """Where the document says that the first-listed unit leads: in a list, else anywhere in its text."""
    yield from (rule.span for owner_list in lists for rule in owner_list.rules if rule.kind == "order")
    patterns = [rule.pattern for rule in grammar().rules if rule.kind == "order"]
    for first in _FIRST_PLACE.finditer(text):
        for pattern in patterns:
            found = pattern.search(text, max(0, first.start() - _BEFORE_FIRST), first.end() + _BEHIND_FIRST)
            if found:
                yield Span(*found.span())


def resolve_owners(
    owner_list: OwnerList, resolver: Resolver, lead_rule: LeadRule
) -> tuple[tuple[AssignmentFact, ...], tuple[Issue, ...]]:
    """Assignments written in one list, in the order written, and what was unclear about its names."""
    facts: list[AssignmentFact] = []
    issues: list[Issue] = []
    for owner in owner_list.owners:
        resolution = resolver.resolve(owner.written)
        role, basis = owner.role, owner.basis
        leads = owner.rank == 1 and role == "responsible" and basis != "blanket" and resolution.kind != "group"
        if leads and lead_rule.basis is not None:
            role, basis = "lead", lead_rule.basis
        facts.append(
            AssignmentFact(
                written=owner.written,
                span=owner.span,
                role=role,
                basis=basis,
                rank=owner.rank,
                kind=resolution.kind,
                unit=resolution.unit,
                label=resolution.label,
            )
        )
        if resolution.kind == "unknown":
            issues.append(_unresolved(owner, resolution.candidates, resolution.proposals))
    return tuple(facts), tuple(issues)


def _unresolved(owner: Owner, candidates: Iterable[str], proposals: Iterable[str]) -> Issue:
    several = tuple(candidates)
    if several:
        names = "、".join(several)
        return Issue(
            "unit-ambiguous",
            {"zh": f"“{owner.written}”可能是：{names}。", "en": f"'{owner.written}' may be any of: {names}."},
            owner.span,
        )
    nearest = "、".join(proposals)
    return Issue(
        "unit-unresolved",
        {
            "zh": f"未识别单位“{owner.written}”"
            + (f"，相近名称：{nearest}。" if nearest else "，登记册中没有相近名称。"),
            "en": f"No unit is known as '{owner.written}'"
            + (f"; nearest: {nearest}." if nearest else "; nothing near."),
        },
        owner.span,
    )


def expand_groups(
    text: str, tasks: Sequence[TaskFact], areas: Sequence[Section], resolver: Resolver
) -> tuple[tuple[TaskFact, ...], tuple[Issue, ...]]:
    """Add an assignment for every member of a written group (basis 'group').

    A relative group ('各牵头单位', '各成员单位') has no members of its own: it stands for whom the text says; see
    `memberships`.
    """
    issues: list[Issue] = []

    def members_of(fact: AssignmentFact, sentence: Span) -> Sequence[tuple[NamedNode, str]]:
        group = resolver.group(fact.unit) if fact.unit is not None else None
        if group is None:
            return ()
        if group.relative:
            return relative_members(group.iri, sentence, text, tasks, areas, resolver)
        units = (resolver.unit(member) for member in group.members)
        return [(unit.iri, unit.label) for unit in units if unit is not None]

    def expanded(measure: MeasureFact) -> MeasureFact:
        added: list[AssignmentFact] = []
        named = {fact.unit for fact in measure.assignments}
        for fact in measure.assignments:
            if fact.kind != "group":
                continue
            members = members_of(fact, measure.span)
            if not members:
                issues.append(_unknown_members(fact))
            for unit, label in members:
                if unit not in named:
                    named.add(unit)
                    added.append(_as_member(fact, unit, label))
        return replace(measure, assignments=(*measure.assignments, *added)) if added else measure

    def grown(task: TaskFact) -> TaskFact:
        if not any(fact.kind == "group" for measure in task.measures for fact in measure.assignments):
            return task
        return replace(task, measures=tuple(expanded(measure) for measure in task.measures))

    return tuple(grown(task) for task in tasks), tuple(issues)


def _as_member(fact: AssignmentFact, unit: NamedNode, label: str) -> AssignmentFact:
    """The assignment of a group as that of one of its members; by the constructor, which is quicker than `replace`."""
    return AssignmentFact(
        written=fact.written,
        span=fact.span,
        role=fact.role,
        basis="group",
        rank=fact.rank,
        kind="unit",
        unit=unit,
        label=label,
        from_group=fact.unit,
    )


def _unknown_members(fact: AssignmentFact) -> Issue:
    return Issue(
        "group-members-unknown",
        {
            "zh": f"“{fact.written}”的成员单位未知，保留为集体责任主体。",
            "en": f"Nobody knows the members of '{fact.written}'; it stays one collective owner.",
        },
        fact.span,
    )
