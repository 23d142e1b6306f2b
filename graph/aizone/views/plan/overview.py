"""One plan at a glance: goals with targets and the units that lead for them, areas with tasks and leads, the busiest units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...analysis.goal_flows import GoalFlow, goal_flows
from ...analysis.load import UnitLoad, unit_loads
from ...i18n import Lang, Translate, translator
from ...projections.plan_facts import PlanFacts
from ...queries.records import AimOwner, PlanSummary, TargetOwner
from ...text.collation import sort_key
from .answers import TargetLine, target_lines


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan in the picker and at the top of its page; years are Gregorian, empty texts where the plan says nothing.

    `named` is its label for lists of plans: with a mark when it is an invented example.
    """

    plan: str
    label: str
    number: str
    issuer: str
    issued: str
    years: str
    tasks: int
    measures: int
    fictional: bool
    named: str = ""


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal, its targets and aims with who answers for them, the task areas that serve it, and the units that lead most for it.

    `is_overall` is set for the plan's overall aim, which the other goals are parts of.
    """

    goal: str
    label: str
    targets: tuple[TargetLine, ...]
    areas: tuple[str, ...]
    leads: tuple[tuple[str, str, int], ...]
    is_overall: bool = False


@dataclass(frozen=True, slots=True)
class OverviewTask:
    """A task with its path, its leads (or, where it has none, its owners) and how many measures it has."""

    task: str
    path: str
    label: str
    leads: tuple[tuple[str, str], ...]
    has_lead: bool
    measures: int


@dataclass(frozen=True, slots=True)
class AreaLine:
    """A task area with its tasks; `area` is empty for tasks outside every area."""

    area: str
    label: str
    tasks: tuple[OverviewTask, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The content of the overview page for one plan."""

    head: PlanHead
    goals: tuple[GoalLine, ...]
    areas: tuple[AreaLine, ...]
    units: tuple[UnitLoad, ...]
    assignments: int
    entities: int
    without_lead: int
    flows: tuple[GoalFlow, ...]
    targets: int
    unanswered: int


def list_plans(summaries: Iterable[PlanSummary], lang: Lang) -> list[PlanHead]:
    """The plans to choose from, in the order given; labels and marks are in the same language."""
    _ = translator(lang)
    return [
        PlanHead(
            plan=row.plan,
            label=row.plan_label,
            number=row.number,
            issuer=row.issuer_label,
            issued=row.issued,
            years="–".join(str(year) for year in (row.start, row.end) if year is not None),
            tasks=row.tasks,
            measures=row.measures,
            fictional=row.fictional,
            named=marked(row.plan_label, _) if row.fictional else row.plan_label,
        )
        for row in summaries
    ]


def marked(label: str, _: Translate) -> str:
    """The name of an invented plan with words that say so; a name that says it itself stays as it is."""
    words = _("{plan} (invented example)")
    return label if label.endswith(words.format(plan="")) else words.format(plan=label)


def build_overview(facts: PlanFacts, head: PlanHead, lang: Lang) -> Overview:
    """The overview of one plan.

    Args:
        facts: the plan, with labels in the same language.
        head: the same plan in the picker.
        lang: whose order of names.
    """
    areas = _areas(facts)
    flows = goal_flows(facts)
    return Overview(
        head=head,
        goals=_goals(facts, flows, lang),
        areas=areas,
        units=unit_loads(facts.responsibilities, lang),
        assignments=len(facts.written),
        entities=len(facts.things),
        without_lead=len(_measures(facts) - {row.item for row in facts.written if row.role == "lead"}),
        flows=flows,
        targets=len({row.target for row in facts.targets}),
        unanswered=len({row.target for row in facts.targets if row.unit is None}),
    )


def _measures(facts: PlanFacts) -> set[str]:
    return {row.item for row in facts.work if row.type == "Measure"}


def _goals(facts: PlanFacts, flows: Iterable[GoalFlow], lang: Lang) -> tuple[GoalLine, ...]:
    rows: dict[str, list[TargetOwner | AimOwner]] = {row.goal: [] for row in facts.goals}
    owners: tuple[TargetOwner | AimOwner, ...] = (*facts.targets, *facts.aims)
    for owner in owners:
        if owner.goal in rows:  # not those that a measure states
            rows[owner.goal].append(owner)
    overall = {row.goal for row in facts.goals if any(other.goal.startswith(f"{row.goal}/") for other in facts.goals)}
    labels = {row.goal: row.goal_label or row.goal for row in facts.goals}
    areas: dict[str, list[str]] = defaultdict(list)
    for served in facts.served:
        areas[served.goal].append(served.area_label)
    leads: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for flow in flows:
        leads[flow.goal][flow.unit, flow.unit_label] += flow.leads
    return tuple(
        GoalLine(
            goal,
            labels[goal],
            target_lines(found, lang),
            tuple(areas[goal]),
            tuple((unit, label, count) for (unit, label), count in _most_first(leads[goal], lang)),
            goal in overall,
        )
        for goal, found in rows.items()
    )


def _most_first(counts: Counter[tuple[str, str]], lang: Lang) -> list[tuple[tuple[str, str], int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], sort_key(entry[0][1], lang)))


def _areas(facts: PlanFacts) -> tuple[AreaLine, ...]:
    owners: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for found in facts.written:
        owners[found.task].append((found.unit, found.unit_label, found.role))
    measures = Counter(row.parent for row in facts.work if row.type == "Measure")
    tasks: dict[str, list[OverviewTask]] = defaultdict(list)
    for row in facts.work:
        if row.type == "Task":
            leads = [(unit, label) for unit, label, role in owners[row.item] if role == "lead"]
            shown = leads or [(unit, label) for unit, label, _role in owners[row.item]]
            tasks["" if row.parent == facts.plan else row.parent].append(
                OverviewTask(
                    task=row.item,
                    path=row.path,
                    label=row.item_label,
                    leads=tuple(dict.fromkeys(shown)),
                    has_lead=bool(leads),
                    measures=measures[row.item],
                )
            )
    areas = [AreaLine(row.item, row.item_label, tuple(tasks[row.item])) for row in facts.work if row.type == "TaskArea"]
    return (*areas, AreaLine("", "", tuple(tasks[""]))) if tasks[""] else tuple(areas)
