"""Plans of a few measures, built by hand."""

from aizone.projections.clauses import ClauseOwner, NamedThing, PlanClauses, Topic, WorkClause


def owner(unit, *, type_="az:GovernmentUnit", basis="explicit"):
    """An owner as tests write it: 'a*' leads, 'a' is responsible, 'a-' supports."""
    role = {"*": "lead", "-": "support"}.get(unit[-1], "responsible")
    name = unit.rstrip("*-")
    return ClauseOwner(name, name, type_, role, basis)


def clause(item, owners, *, touches=(), topics=(), text="", position=None, area="area", **rest):
    """A measure: its owners as a text ('a* b c-'), what it touches as (thing, relation) pairs."""
    listed = tuple(
        one if isinstance(one, ClauseOwner) else owner(one)
        for one in (owners.split() if isinstance(owners, str) else owners)
    )
    place = position if position is not None else int("".join(filter(str.isdigit, item)) or 0)
    return WorkClause(
        item=item, label=item, task="task", task_label="task", area=area, path="", position=place, owners=listed,
        touches=tuple(touches), topics=tuple(topics), own_topics=tuple(topics), text=text, **rest,
    )  # fmt: skip


def plan(*clauses, things=(), topics=(), place="", plan_iri="id:plan/p"):
    """A plan of measures; things as (node, name, class, registered), topics as (node, class)."""
    return PlanClauses(
        plan=plan_iri,
        clauses=tuple(clauses),
        things={node: NamedThing(node, name, name, kind, registered) for node, name, kind, registered in things},
        topics={node: Topic(node, node, kind) for node, kind in topics},
        place=place,
    )
