"""Rules about topics: a technology or an application field under several leads, and platforms for the same fields."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from ...projections.clauses import PlanClauses, WorkClause
from .boilerplate import crosscut_topics
from .coordination import Owners
from .records import Common, RuleId
from .things import builds, narrowness

_MAIN_TOPICS = 2
"""A measure that names more technologies (or fields) than that only lists them."""
_FEWEST_IN_A_FIELD = 3
"""A field is wide: that two measures are in it says little."""
_MOST_PLATFORMS = 24
_STRENGTHS: Mapping[RuleId, float] = {"same-technology": 0.45, "same-field": 0.32, "platforms-of-fields": 0.48}


def same_topics(plan: PlanClauses, owners: Owners) -> Iterator[Common]:
    """Measures about one technology or field under several leads.

    A topic of many measures counts less (`narrowness`), and one that only a single lead has as a main topic (the rest
    list it among many, as a subject of research) counts half.
    """
    about = _about(plan)
    size = len(plan.clauses)
    for node, found in sorted(about.items()):
        items = owners.in_order(found)
        rule: RuleId = "same-technology" if plan.topics[node].type == "Technology" else "same-field"
        if not owners.several_leads(items) or (rule == "same-field" and len(items) < _FEWEST_IN_A_FIELD):
            continue
        main = [item for item in items if _number_of(plan, owners.clauses[item], node) <= _MAIN_TOPICS]
        focus = 1.0 if owners.several_leads(main) else 0.5
        yield Common(
            rule=rule,
            cause=node,
            items=items,
            strength=_STRENGTHS[rule] * narrowness(len(items), size) * focus,
            finding_class="fragmentation",
            nodes=(node,),
        )


def platforms_of_fields(plan: PlanClauses, owners: Owners) -> Iterator[Common]:
    """A measure that builds a platform for several fields, and the measures that build platforms for these fields apart from it.

    Of the measures that share a field with it and no unit, the largest set in which no unit owns two is taken (an exact
    clique of the graph of disjoint owners); the others are named beside it.
    """
    building = {clause.item: clause for clause in plan.clauses if builds(clause.touches, plan.things, "Platform")}
    fields = {item: _sector_fields(plan, clause) for item, clause in building.items()}
    members: dict[str, list[str]] = defaultdict(list)
    for item in owners.in_order(building):
        for field in fields[item]:
            members[field].append(item)
    for hub in owners.in_order(building):
        near = {
            item: fields[hub] & fields[item]
            for field in fields[hub]
            for item in members[field][:_MOST_PLATFORMS]
            if item != hub and not owners.units[item] & owners.units[hub]
        }
        chosen = _largest_disjoint(hub, near, owners) if near else ()
        if len(chosen) < 2:
            continue
        items = owners.in_order((hub, *chosen))
        shared = sorted({field for item in chosen for field in near[item]})
        yield Common(
            rule="platforms-of-fields",
            cause=hub,
            items=items,
            strength=_STRENGTHS["platforms-of-fields"],
            finding_class="overlap",
            nodes=tuple(shared),
            beside=owners.in_order(set(near) - set(chosen)),
        )


def _largest_disjoint(hub: str, near: Mapping[str, frozenset[str]], owners: Owners) -> tuple[str, ...]:
    """The largest set of measures of which no two share a unit; of several, the one nearest to the hub."""
    import networkx as nx  # not at the top: a tenth of a second, and few plans have such platforms

    ranked = sorted(near, key=lambda item: (-_nearness(hub, item, near, owners), owners.clauses[item].position))
    graph: nx.Graph[str] = nx.Graph()
    for place, item in enumerate(ranked[:_MOST_PLATFORMS]):
        # one more measure weighs more than any nearness; the place only decides between equals
        graph.add_node(item, weight=100_000 + 1000 * _nearness(hub, item, near, owners) - place)
    graph.add_edges_from(
        (one, other)
        for one, other in itertools.combinations(list(graph), 2)
        if not owners.units[one] & owners.units[other]
    )
    clique, _weight = nx.max_weight_clique(graph, weight="weight")
    return tuple(sorted(clique))


def _nearness(hub: str, item: str, near: Mapping[str, frozenset[str]], owners: Owners) -> int:
    one, other = owners.clauses[hub], owners.clauses[item]
    return 2 * len(near[item]) + (one.area == other.area)


def _sector_fields(plan: PlanClauses, clause: WorkClause) -> frozenset[str]:
    return frozenset(
        topic
        for topic in clause.topics
        if plan.topics[topic].type == "ApplicationField" and topic not in crosscut_topics()
    )


def _about(plan: PlanClauses) -> dict[str, set[str]]:
    """The measures whose own words are about each topic that is not of every plan, or about a narrower topic.

    A topic that has narrower ones is wide: a measure that names it counts where it is a main topic of the measure.
    """
    wide = {node for topic in plan.topics.values() for node in topic.broader}
    found: dict[str, set[str]] = defaultdict(set)
    for clause in plan.clauses:
        for topic in clause.own_topics:
            is_passing = topic in wide and _number_of(plan, clause, topic) > _MAIN_TOPICS
            for node in plan.topics[topic].broader if is_passing else (topic, *plan.topics[topic].broader):
                if node in plan.topics and node not in crosscut_topics():
                    found[node].add(clause.item)
    return found


def _number_of(plan: PlanClauses, clause: WorkClause, node: str) -> int:
    """The number of topics of a measure that have the class of this topic, this one and those under it counted once."""
    kind = plan.topics[node].type
    return 1 + sum(
        plan.topics[topic].type == kind and topic != node and node not in plan.topics[topic].broader
        for topic in clause.topics
        if topic not in crosscut_topics()
    )


def main_topics(plan: PlanClauses, items: Sequence[str]) -> tuple[str, ...]:
    """The topics that all of some measures are about."""
    sets = [set(clause.topics) - crosscut_topics() for clause in plan.clauses if clause.item in set(items)]
    return tuple(sorted(set.intersection(*sets))) if sets else ()
