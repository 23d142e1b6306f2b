"""The loads of the units of a plan: measures by role, alone or with others, by task area, goal, target and quarter."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from ..i18n import Lang
from ..model.kinds import is_inferred
from ..projections.owners import is_named
from ..projections.plan_load import PlanLoad
from ..text.collation import sort_key
from .measures import DeclaredMeasure, MeasureParameter

# '2023', '2023-06', '2023-06-30': a deadline as precise as the plan is
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-\d{2})?)?")
OUTSIDE = ""
"""The area of measures that belong to no task area, such as those on organisation and funding at a plan's end."""


@dataclass(frozen=True, slots=True)
class AreaLoad:
    """A unit in one task area: the measures there it leads and owns, of all led and all owned there."""

    area: str
    label: str
    led: tuple[str, ...]
    owned: tuple[str, ...]
    all_led: int
    all_owned: int


@dataclass(frozen=True, slots=True)
class LoadProfile:
    """A unit of a plan with what it carries; lists hold CURIEs of measures in plan order, so each number has its list.

    `inferred` are the led measures whose lead is only an inference; `sole` those with no other owner. `partners` are the units
    it shares measures with and how many, most first; `goals` and `targets` what it works for. `due` has its dated measures by
    quarter ('2023Q2'; a year alone ends in its fourth). `usual` is the median number of measures of the `peers` units of its
    kind in this plan, itself included.
    """

    unit: str
    label: str
    kind: str
    led: tuple[str, ...]
    inferred: tuple[str, ...]
    responsible: tuple[str, ...]
    supported: tuple[str, ...]
    supervised: tuple[str, ...]
    owned: tuple[str, ...]
    sole: tuple[str, ...]
    partners: tuple[tuple[str, int], ...]
    areas: tuple[AreaLoad, ...]
    goals: tuple[str, ...]
    targets: tuple[str, ...]
    due: Mapping[str, tuple[str, ...]]
    peers: int
    usual: float

    @property
    def is_collective(self) -> bool:
        """True for a collective owner, such as all county governments."""
        return self.kind == "az:UnitGroup"

    @property
    def depth(self) -> float:
        """Joint measures per partner; 0 without partners."""
        return sum(shared for _unit, shared in self.partners) / len(self.partners) if self.partners else 0.0


def load_profiles(load: PlanLoad, lang: Lang) -> tuple[LoadProfile, ...]:
    """The load of every unit of a plan, most leads first, then most measures, then by name.

    Args:
        load: `projections.plan_load`; u units, m measures, n responsibilities.
        lang: whose order of names.
    """
    roles: dict[str, dict[str, dict[str, bool]]] = defaultdict(lambda: defaultdict(dict))
    labels: dict[str, str] = {}
    kinds: dict[str, str] = {}
    owners: dict[str, list[str]] = defaultdict(list)
    named: dict[str, set[str]] = defaultdict(set)
    for row in load.owned:
        labels[row.unit], kinds[row.unit] = row.unit_label, row.unit_type
        stated = not is_inferred(row.basis)
        found = roles[row.unit][row.role]
        found[row.item] = found.get(row.item, False) or stated
        if row.unit not in owners[row.item]:
            owners[row.item].append(row.unit)
        if is_named(row):
            named[row.item].add(row.unit)
    place = {item: number for number, item in enumerate(owners)}
    partners = _partners(owners, named)
    areas = _areas(load, owners, roles)
    owned = {unit: tuple(sorted({item for items in own.values() for item in items}, key=place.__getitem__)) for unit, own in roles.items()}  # fmt: skip
    by_kind: dict[str, list[int]] = defaultdict(list)
    for unit, kind in kinds.items():
        by_kind[kind].append(len(owned[unit]))
    due = {row.item: quarter(row.deadline) for row in load.dated if row.deadline is not None}
    goals, targets = _served(load)
    profiles = [
        LoadProfile(
            unit=unit,
            label=labels[unit],
            kind=kinds[unit],
            led=tuple(own["lead"]),
            inferred=tuple(item for item, stated in own["lead"].items() if not stated),
            responsible=tuple(own["responsible"]),
            supported=tuple(own["support"]),
            supervised=tuple(own["supervise"]),
            owned=owned[unit],
            sole=tuple(item for item in owned[unit] if owners[item] == [unit]),
            partners=tuple(sorted(partners[unit].items(), key=lambda pair: (-pair[1], pair[0]))),
            areas=tuple(areas[unit]),
            goals=tuple(goals[unit]),
            targets=tuple(targets[unit]),
            due=_by_quarter(owned[unit], due),
            peers=len(by_kind[kinds[unit]]),
            usual=median(by_kind[kinds[unit]]),
        )
        for unit, own in roles.items()
    ]
    return tuple(
        sorted(profiles, key=lambda one: (-len(one.led), -len(one.owned), sort_key(one.label, lang), one.unit))
    )


def quarter(deadline: str) -> str:
    """The quarter in which a deadline's last day is; '' for a text that is not a date.

    Args:
        deadline: ISO year, month or day.

    Examples:
        >>> quarter("2023"), quarter("2023-06"), quarter("2023-07-01"), quarter("soon")
        ('2023Q4', '2023Q2', '2023Q3', '')
    """
    found = _ISO.fullmatch(deadline)
    return f"{found['year']}Q{(int(found['month'] or 12) + 2) // 3}" if found else ""


def _partners(owners: Mapping[str, list[str]], named: Mapping[str, set[str]]) -> dict[str, Counter[str]]:
    """The units each unit shares measures with: of two partners the measure names at least one itself."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for item, units in owners.items():
        itself = named.get(item, set())
        for unit in units:
            found[unit].update(other for other in units if other != unit and (unit in itself or other in itself))
    return found


def _areas(
    load: PlanLoad, owners: Mapping[str, list[str]], roles: Mapping[str, Mapping[str, Mapping[str, bool]]]
) -> dict[str, list[AreaLoad]]:
    """Each unit in each task area of the plan, those where it owns nothing included, in document order."""
    by_item = {row.item: row for row in load.work}
    members: dict[str, list[str]] = {row.item: [] for row in load.work if row.type == "TaskArea"}
    for item in owners:
        task = by_item.get(by_item[item].parent) if item in by_item else None
        area = by_item.get(task.parent) if task is not None else None
        members.setdefault(area.item if area is not None else OUTSIDE, []).append(item)
    led = {item for own in roles.values() for item in own.get("lead", ())}
    return {
        unit: [
            AreaLoad(
                area=area,
                label=by_item[area].item_label if area in by_item else "",
                led=tuple(item for item in items if item in own.get("lead", ())),
                owned=tuple(item for item in items if unit in owners[item]),
                all_led=sum(item in led for item in items),
                all_owned=len(items),
            )
            for area, items in members.items()
            if items
        ]
        for unit, own in roles.items()
    }


def _served(load: PlanLoad) -> tuple[Mapping[str, dict[str, None]], Mapping[str, dict[str, None]]]:
    """The goals and the targets of each unit, each once, in plan order."""
    goals: dict[str, dict[str, None]] = defaultdict(dict)
    targets: dict[str, dict[str, None]] = defaultdict(dict)
    for row in load.goals:
        goals[row.unit][row.goal] = None
    for owner in load.targets:
        if owner.unit is not None:
            targets[owner.unit][owner.target] = None
    return goals, targets


def _by_quarter(owned: tuple[str, ...], due: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for item in owned:
        if due.get(item):
            found[due[item]].append(item)
    return {name: tuple(found[name]) for name in sorted(found)}


MEASURES = (
    DeclaredMeasure(
        id="load_profiles",
        title={"zh": "各单位承担的任务", "en": "What each unit carries"},
        formula={
            "zh": "按角色统计的措施数；独自承担 = 只有一个责任单位的措施；协作单位 = 与它共同承担措施的单位；平均每家共担 = 与各协作单位共担措施数之和 / 协作单位数；同类单位中位数 = 同类单位措施数的中位数；只写年份的时限计入该年第四季度",
            "en": "distinct measures by role; sole = measures with one owner; partners = units that own a measure with it; depth = sum of shared measures over partners / number of partners; usual = median number of measures of the units of its kind; a deadline of a year alone falls into its fourth quarter",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="breadth and depth of collaboration: M. E. J. Newman, PNAS 98 (2001), 404-409 (degree and strength)",
        parameters=(
            MeasureParameter(
                "load",
                "plan",
                None,
                {"zh": "方案的责任分工、目标和时限", "en": "a plan's responsibilities, goals and deadlines"},
            ),
            MeasureParameter("lang", "lang", None, {"zh": "名称按哪种语言排序", "en": "whose order of names"}),
        ),
        cost="O(n k + u a) for n responsibilities, k owners of a measure, u units, a task areas",
        function=load_profiles,
    ),
)
