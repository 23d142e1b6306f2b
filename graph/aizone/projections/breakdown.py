"""A plan as the table of its responsibilities: each measure with its owners as written, deadline, targets and place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from ..i18n import Lang
from ..iri import expand
from ..queries import answers
from ..queries.records import (
    DatedMeasure,
    GoalArea,
    PlanMeasure,
    PlanSummary,
    Responsibility,
    TargetOwner,
    Work,
)
from ..store import Store
from ..units.names import DAMAGE, damage_pattern
from ..vocab import SKOS
from .labels import read_labels


@dataclass(frozen=True, slots=True)
class NamedOwner:
    """An owner of a measure: `name` as the plan writes it (in English its label), without what a damaged copy lost."""

    unit: str
    name: str
    role: str
    basis: str


@dataclass(frozen=True, slots=True)
class BreakdownMeasure:
    """One measure; `path` is its task's place in the plan as printed ('三/(一)/2'), `clause` its number in the task, from 1.

    `text` is '' where the workspace does not hold the plan's words; `summary` is ours. `deadline` is an ISO date as precise as
    the plan is, `schedule` as written. `targets` are the targets that the measure or its task states or serves (labels),
    `goals` those that its task area serves.
    """

    item: str
    label: str
    task: str
    task_label: str
    area: str
    path: str
    clause: int
    text: str
    summary: str
    owner_list: str
    owners: tuple[NamedOwner, ...]
    deadline: str
    continuous: bool
    schedule: str
    targets: tuple[str, ...]
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BreakdownArea:
    """A task area: its place in the plan ('三/(一)') and its name."""

    area: str
    path: str
    label: str


@dataclass(frozen=True, slots=True)
class PlanBreakdown:
    """The measures of one plan in reading order, and its areas by CURIE."""

    plan: str
    title: str
    number: str
    issuer: str
    issued: str
    fictional: bool
    areas: Mapping[str, BreakdownArea]
    measures: tuple[BreakdownMeasure, ...]

    @property
    def holds_words(self) -> bool:
        """True if the workspace holds the plan's sentences."""
        return any(measure.text for measure in self.measures)


def read_breakdown(store: Store, plan: str, lang: Lang) -> PlanBreakdown:
    """Read one plan by questions bound to it.

    Args:
        store: the graph.
        plan: its CURIE.
        lang: language of labels and summaries; words of the plan and names in Chinese stay as written.
    """
    iri = expand(plan)
    work = {row.item: row for row in answers(store, "work_items", Work, lang=lang, plan=iri)}
    dated = {row.item: row for row in answers(store, "deadlines", DatedMeasure, lang=lang, plan=iri)}
    owners = _owners(store, plan, lang)
    targets = _by_item(
        (row.item, row.target_label)
        for row in answers(store, "targets_with_units", TargetOwner, lang=lang, plan=iri)
        if row.item is not None and not row.through_goal
    )
    served = answers(store, "goals_and_areas", GoalArea, lang=lang, plan=iri)
    goals = _by_item((row.area, row.goal_label) for row in served)
    (said,) = answers(store, "plans", PlanSummary, lang=lang, plan=iri)
    return PlanBreakdown(
        plan=plan,
        title=said.plan_label,
        number=said.number,
        issuer=said.issuer_label,
        issued=said.issued,
        fictional=said.fictional,
        areas={
            row.item: BreakdownArea(row.item, row.path, row.item_label)
            for row in work.values()
            if row.type == "TaskArea"
        },
        measures=tuple(
            _measure(row, work, owners.get(row.node, ()), dated.get(row.node), targets, goals)
            for row in answers(store, "measures_of_plan", PlanMeasure, lang=lang, plan=iri)
        ),
    )


def _measure(
    row: PlanMeasure,
    work: Mapping[str, Work],
    owners: tuple[NamedOwner, ...],
    dated: DatedMeasure | None,
    targets: Mapping[str, tuple[str, ...]],
    goals: Mapping[str, tuple[str, ...]],
) -> BreakdownMeasure:
    own, task = work[row.node], work[row.parent]
    area = task.parent if task.parent in work else ""
    return BreakdownMeasure(
        item=row.node,
        label=own.item_label,
        task=row.parent,
        task_label=task.item_label,
        area=area,
        path=task.path,
        clause=own.clause or 1,
        text=row.text or "",
        summary=row.abstract,
        owner_list=row.owner_list,
        owners=owners,
        deadline=(dated.deadline if dated is not None else None) or "",
        continuous=dated is not None and dated.continuous,
        schedule=(dated.schedule if dated is not None else None) or "",
        targets=tuple(dict.fromkeys((*targets.get(row.node, ()), *targets.get(row.parent, ())))),
        goals=goals.get(area, ()),
    )


def _owners(store: Store, plan: str, lang: Lang) -> dict[str, tuple[NamedOwner, ...]]:
    """The owners of each measure in the order of its list."""
    rows = answers(store, "responsibilities_as_written", Responsibility, plan=expand(plan))
    labels = read_labels(store, (row.unit for row in rows), lang)
    found: dict[str, list[NamedOwner]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row.item, row.rank, row.assignment)):
        name = _whole_name(store, row, labels[row.unit]) if lang == "zh" else labels[row.unit]
        found[row.item].append(NamedOwner(row.unit, name, row.role, row.basis))
    return {item: tuple(owners) for item, owners in found.items()}


def _whole_name(store: Store, row: Responsibility, label: str) -> str:
    """A name as written; where a copy lost characters of it ('市民*局'), the name of the unit that it must have been."""
    if DAMAGE not in row.as_written:
        return row.as_written
    pattern = damage_pattern(row.as_written)
    names = sorted(
        quad.object.value
        for quad in store.statements(expand(row.unit), SKOS.altLabel)
        if isinstance(quad.object, Literal) and quad.object.language == "zh"
    )
    return next((name for name in names if pattern.fullmatch(name)), label)


def _by_item(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for item, value in pairs:
        found[item][value] = None
    return {item: tuple(values) for item, values in found.items()}
