"""Small plans as rules see them."""

from aizone.projections.clauses import ClauseOwner, NamedThing, PlanClauses, WorkClause
from aizone.projections.gap_facts import GapFacts
from aizone.queries.records import PlannedTarget, Work

_ROLES = {"!": "lead", "?": "support", "^": "supervise"}


def owner(written):
    """'a' is responsible, '!a' leads as the list says, '~a' by order, '?a' supports; a capital is a collective owner."""
    name = written.lstrip("!?^~+")
    sign = written[: len(written) - len(name)]
    kind = "az:UnitGroup" if name.isupper() else "az:UnresolvedUnit" if name.startswith("x") else "az:GovernmentUnit"
    role = "lead" if sign == "~" else _ROLES.get(sign, "responsible")
    return ClauseOwner(name, name, kind, role, "order" if sign == "~" else "blanket" if sign == "+" else "explicit")


def clause(number, owners="", text="", task="t1", area="a1", **more):
    """Measure 'm1' of task 't1' in area 'a1'."""
    return WorkClause(
        item=f"m{number}",
        label=f"M{number}",
        task=task,
        task_label=task,
        area=area,
        path="",
        position=number,
        owners=tuple(map(owner, owners.split())),
        text=text,
        **more,
    )


def plan(*clauses, named=(), start=2020, end=2023, headings=(), **more):
    """A plan of these measures; `named` are its things (node, class), `headings` those of its tasks."""
    known = {node: NamedThing(node, node, node, kind, True) for node, kind in named}
    work = tuple(Work("p", f"t{n}", "Task", "a1", n, heading) for n, heading in enumerate(headings, 1))
    return GapFacts("p", PlanClauses("p", clauses, known, {}), work, start, end, **more)


def target(name, metric="平台", period="total", minimum=None, maximum=None, **more):
    return PlannedTarget("p", "g", name, metric, "个", period, minimum, maximum, **more)
