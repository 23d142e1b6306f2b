"""The things a meeting can be about, and the measures that they mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..i18n import Lang
from ..iri import expand
from ..names import lookup
from ..queries import answers
from ..queries.records import GoalTarget, NodeOf, PlanNode, TopicCount, Work
from ..store import Store


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something to talk about: a CURIE, its name, its place in the plan ('三/(四)', '' for none) and its sort.

    `sort` is 'Goal', 'TaskArea', 'Task', 'Topic' or 'Thing'.
    """

    node: str
    label: str
    path: str
    sort: str


def read_agenda_items(store: Store, plan: str, lang: Lang) -> tuple[AgendaItem, ...]:
    """Everything in a plan that a meeting can be about: goals, areas and tasks, then topics and things by name."""
    iri = expand(plan)
    goals = {row.goal: row.goal_label for row in answers(store, "goals_and_targets", GoalTarget, lang=lang, plan=iri)}
    work = answers(store, "work_items", Work, lang=lang, plan=iri)
    topics = {row.concept: row.concept_label for row in answers(store, "topics", TopicCount, lang=lang, plan=iri)}
    things = {row.found for row in answers(store, "things_of_plan", NodeOf, lang=lang, node=iri)}
    named = {node: lookup.label(store, expand(node), lang) for node in things}
    return (
        *(AgendaItem(node, label, "", "Goal") for node, label in goals.items()),
        *(AgendaItem(row.item, row.item_label, row.path, row.type) for row in work if row.type != "Measure"),
        *(AgendaItem(node, label, "", "Topic") for node, label in topics.items()),
        *(AgendaItem(node, label, "", "Thing") for node, label in sorted(named.items(), key=lambda one: one[1])),
    )


def read_agenda(store: Store, nodes: Iterable[str], plan: str | None) -> tuple[str, ...]:
    """The measures that items of an agenda mean, each once.

    Args:
        store: the graph.
        nodes: work items, goals, things, topics (with their narrower ones) or units, as CURIEs.
        plan: only measures of this plan (a CURIE).
    """
    bound = {} if plan is None else {"plan": expand(plan)}
    found: dict[str, None] = {}
    for node in nodes:
        rows = answers(store, "agenda", PlanNode, lang="zh", groups="one", node=expand(node), **bound)
        found.update((row.found, None) for row in rows)
    return tuple(found)
