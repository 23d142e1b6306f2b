"""Owner lists to assignments: the body each name means, who leads by order, the members of groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from msgspec.structs import replace
from pyoxigraph import NamedNode

from ...model import AssignmentFact, Basis, Issue, MeasureFact, Outline, Reason, Role, Section, Span, TaskFact, TextSpan
from ...units import Resolver
from .explained import why_owner
from .grammar import grammar, reason
from .memberships import GroupMembers, relative_members
from .owner_list import ListedOwner, OwnerList
from .reach import reach_of

_FIRST_WORDS = ("第一", "第1", "首", "最前", "前者")
# '列第一位者为牵头单位': what every rule about order says; a look that costs a tenth of looking for the rules themselves
_FIRST_PLACE = re.compile("|".join(_FIRST_WORDS))
_BEFORE_FIRST, _AFTER_FIRST = 10, 60
# '…为牵头单位，其余为配合单位，下同）': where the sentence or bracket ends that states a rule
_SENTENCE_END = re.compile("[。；;\n）)]")

OrderRule = Literal["auto", "always", "never"]
"""The option for first-listed units when no list says who leads: they lead as the document says, always, or never."""


@dataclass(frozen=True, slots=True)
class LeadRule:
    """The rule by which leads follow from order: `basis` 'rule' when the document says so, 'order' when it presupposes it.

    `others` is the role of the units after the first where the document says that, too. A rule stated for one part of the
    document holds `within` it, and `beyond` for the rest.
    """

    basis: Basis | None
    why: Reason | None = None
    others: Role | None = None
    why_others: Reason | None = None
    within: Span | None = None
    beyond: LeadRule | None = None

    def at(self, position: int) -> LeadRule:
        """The rule for an owner list at a position."""
        if self.within is None or self.within.start <= position < self.within.end:
            return self
        return self.beyond or LeadRule(None)


def find_lead_rule(outline: Outline, lists: Sequence[OwnerList], order_rule: OrderRule) -> LeadRule:
    """The rule by which the first-listed unit of a list leads although the list does not say so; mostly there is none.

    A document that writes 牵头 in any list says itself who leads, so the order of its other lists means nothing.
    """
    if order_rule == "never":
        return LeadRule(None)
    text = outline.document.text
    stated = next(_stated_orders(text, lists), None)
    if stated is None or stated.span is None:
        return _unstated_rule(text, lists, order_rule)
    said_of_others = grammar().others_support.search(text, stated.span.start, _sentence_end(text, stated.span.end))
    within = reach_of(outline, stated.span)
    return LeadRule(
        "rule",
        stated,
        others="support" if said_of_others is not None else None,
        why_others=Reason("others-support", Span(*said_of_others.span())) if said_of_others is not None else None,
        within=within,
        beyond=_unstated_rule(text, lists, order_rule) if within is not None else None,
    )


def _unstated_rule(text: str, lists: Sequence[OwnerList], order_rule: OrderRule) -> LeadRule:
    """The rule where the document does not say that the first-listed unit leads."""
    if any(owner.given.role == "lead" for owner_list in lists for owner in owner_list.owners):
        return LeadRule(None)
    presupposed = grammar().order_presupposed.search(text)
    if presupposed:
        return LeadRule("order", reason(presupposed))
    return LeadRule("order", Reason("leads-by-option")) if order_rule == "always" else LeadRule(None)


def _sentence_end(text: str, position: int) -> int:
    end = _SENTENCE_END.search(text, position)
    return end.start() if end is not None else len(text)


def _stated_orders(text: str, lists: Sequence[OwnerList]) -> Iterator[Reason]:
    """The places where the document says that the first-listed unit leads: in a list, else anywhere in its text."""
    yield from (rule.why for owner_list in lists for rule in owner_list.rules if rule.kind == "order")
    if not any([word in text for word in _FIRST_WORDS]):
        return  # one look for each word costs a fifth of a look for all of them at once
    rules = [rule for rule in grammar().rules if rule.kind == "order"]
    for first in _FIRST_PLACE.finditer(text):
        for rule in rules:
            found = rule.pattern.search(text, max(0, first.start() - _BEFORE_FIRST), first.end() + _AFTER_FIRST)
            if found:
                yield Reason(rule.name, Span(*found.span()))


def resolve_owners(
    owner_list: OwnerList, resolver: Resolver, lead_rule: LeadRule, *, explain: bool = False
) -> tuple[tuple[AssignmentFact, ...], tuple[Issue, ...]]:
    """Assignments written in one list, in the order written, and what was unclear about its names.

    Args:
        owner_list: the list.
        resolver: of the names of the plan.
        lead_rule: whether the first-listed unit leads where the list does not say who does.
        explain: whether the facts say why.
    """
    facts: list[AssignmentFact] = []
    issues: list[Issue] = []
    lead_rule = lead_rule.at(owner_list.span.start)
    first_leads = False
    listed = [owner for owner in owner_list.owners if owner.given.basis != "blanket"]
    is_alone = len(listed) == 1 and owner_list.open_tail is None  # nothing is inferred from the order of one
    for owner in owner_list.owners:
        resolution = resolver.resolve(owner.written)
        given, name, by_order = owner.given, owner.name, False
        role, basis = given.role, given.basis
        by_rule: Reason | None = None
        if owner.rank == 1 and lead_rule.basis is not None:
            by_order = role == "responsible" and basis != "blanket" and resolution.kind != "group"
            if by_order:
                role, basis, first_leads, by_rule = "lead", lead_rule.basis, True, lead_rule.why
                if basis == "order" and is_alone:
                    basis = "sole"
        elif first_leads and lead_rule.others is not None and role == "responsible" and _is_listed_only(owner):
            role, basis, by_rule = lead_rule.others, "rule", lead_rule.why_others
        span = Span(name.start, name.end)
        why = why_owner(owner_list, owner, resolution, by_rule) if explain else ()
        facts.append(
            AssignmentFact(
                written=owner.written,
                span=span,
                role=role,
                basis=basis,
                rank=owner.rank,
                kind=resolution.kind,
                unit=resolution.unit,
                label=resolution.label,
                why=why,
            )
        )
        if resolution.kind == "unknown":
            issues.append(_unresolved(owner, resolution.candidates, resolution.proposals))
    return tuple(facts), tuple(issues)


def _is_listed_only(owner: ListedOwner) -> bool:
    """Tell whether no words of its own give an owner its role, only the label of the list or nothing."""
    return owner.given.basis == "explicit" and owner.given.rule.startswith(("label-", "role-not-said"))


def _unresolved(owner: ListedOwner, candidates: Iterable[str], proposals: Iterable[str]) -> Issue:
    several = tuple(candidates)
    if several:
        names = "、".join(several)
        return Issue(
            "unit-ambiguous",
            {"zh": f"“{owner.written}”可能是：{names}。", "en": f"'{owner.written}' may be any of: {names}."},
            owner.name.span,
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
        owner.name.span,
    )


def expand_groups(
    text: str,
    tasks: Sequence[TaskFact],
    areas: Sequence[Section],
    resolver: Resolver,
    *,
    explain: bool = False,
) -> tuple[tuple[TaskFact, ...], list[Issue]]:
    """Add an assignment for every member of a written group (basis 'group').

    A relative group ('各牵头单位', '各成员单位') has no members of its own: it stands for those the text names; see
    `memberships`.

    Returns:
        the tasks in their order, and an issue for each group without known members.
    """

    def members_of(fact: AssignmentFact, sentence: Span) -> GroupMembers:
        group = resolver.group(fact.unit) if fact.unit is not None else None
        if group is None:
            return GroupMembers([])
        if group.relative:
            return relative_members(group.iri, TextSpan.at(text, sentence), tasks, areas, resolver)
        units = (resolver.unit(member) for member in group.members)
        known = [(unit.iri, unit.label) for unit in units if unit is not None]
        return GroupMembers(known, Reason("group-registered", fact.span))

    def expanded(measure: MeasureFact) -> tuple[MeasureFact, list[Issue]]:
        added: list[AssignmentFact] = []
        issues: list[Issue] = []
        named = {fact.unit for fact in measure.assignments}
        for fact in measure.assignments:
            if fact.kind != "group":
                continue
            members = members_of(fact, measure.span)
            if not members.units:
                issues.append(_unknown_members(fact))
            why = (*fact.why, members.why) if explain and members.why is not None else ()
            for unit, label in members.units:
                if unit not in named:
                    named.add(unit)
                    added.append(_as_member(fact, unit, label, why))
        return (replace(measure, assignments=(*measure.assignments, *added)) if added else measure), issues

    grown: list[TaskFact] = []
    issues: list[Issue] = []
    for task in tasks:
        if any(fact.kind == "group" for measure in task.measures for fact in measure.assignments):
            pairs = [expanded(measure) for measure in task.measures]
            task = replace(task, measures=tuple(measure for measure, _ in pairs))
            issues += [issue for _, unclear in pairs for issue in unclear]
        grown.append(task)
    return tuple(grown), issues


def _as_member(fact: AssignmentFact, unit: NamedNode, label: str, why: tuple[Reason, ...]) -> AssignmentFact:
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
        why=why,
    )


def _unknown_members(fact: AssignmentFact) -> Issue:
    return Issue(
        "group-members-unknown",
        {
            "zh": f"“{fact.written}”的成员单位未知，保留为集体责任主体。",
            "en": f"The members of '{fact.written}' are not known; it stays one collective owner.",
        },
        fact.span,
    )
