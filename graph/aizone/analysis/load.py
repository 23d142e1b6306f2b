"""The load of units: their measures by role, and the units that several plans name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..i18n import Lang
from ..projections.owners import ownerships
from ..queries import Groups
from ..queries.records import Responsibility, UnitRoles
from ..text.collation import SortKey, sort_key
from .measures import DeclaredMeasure, MeasureParameter


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """A unit with the number of measures it leads, is responsible for, supports, and has in all; `is_group` for a collective owner."""

    unit: str
    label: str
    leads: int
    responsible: int
    supports: int
    total: int
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class SharedUnit:
    """A unit that several plans name, with its measures in each, in the order of the plans."""

    unit: str
    label: str
    measures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LoadOverPlans:
    """A unit with its measures in each plan that names it, in the order of the plans, and their sums; `kind` is its class.

    A measure belongs to one plan, so the sums count each measure once.
    """

    unit: str
    label: str
    kind: str
    plans: tuple[UnitRoles, ...]

    @property
    def leads(self) -> int:
        """The measures that it leads."""
        return sum(row.leads for row in self.plans)

    @property
    def responsible(self) -> int:
        """The measures that it is responsible for."""
        return sum(row.responsible for row in self.plans)

    @property
    def supports(self) -> int:
        """The measures that it supports."""
        return sum(row.supports for row in self.plans)

    @property
    def supervises(self) -> int:
        """The measures that it supervises."""
        return sum(row.supervises for row in self.plans)

    @property
    def total(self) -> int:
        """The measures in which it has any role."""
        return sum(row.total for row in self.plans)


def loads_over_plans(rows: Iterable[UnitRoles], lang: Lang) -> tuple[LoadOverPlans, ...]:
    """The loads of units over plans, most leads first, then most measures, then by name.

    Args:
        rows: a unit's measures in one plan each.
        lang: whose order of names.
    """
    found: dict[str, list[UnitRoles]] = defaultdict(list)
    for row in rows:
        found[row.unit].append(row)
    loads = [
        LoadOverPlans(unit, own[0].unit_label or unit, own[0].type, tuple(sorted(own, key=lambda row: row.plan)))
        for unit, own in found.items()
    ]
    return tuple(sorted(loads, key=lambda one: (-one.leads, -one.total, sort_key(one.label, lang), one.unit)))


def unit_loads(
    responsibilities: Iterable[Responsibility], lang: Lang, *, groups: Groups = "one"
) -> tuple[UnitLoad, ...]:
    """Each unit's measures by role, most leads first, then most measures, then by name.

    Args:
        responsibilities: of any plans; a measure counts once per role however often a unit is written there.
        lang: whose order of names.
        groups: a collective owner counts as one unit, or as its members.
    """
    items: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    labels: dict[str, str] = {}
    collectives: set[str] = set()
    for row in ownerships(responsibilities, groups=groups):
        labels[row.unit] = row.unit_label
        if row.unit_type == "az:UnitGroup":
            collectives.add(row.unit)
        items[row.unit][row.role].add(row.item)
    loads = [
        UnitLoad(
            unit=unit,
            label=labels[unit],
            leads=len(roles["lead"]),
            responsible=len(roles["responsible"]),
            supports=len(roles["support"]),
            total=len(set().union(*roles.values())),
            is_group=unit in collectives,
        )
        for unit, roles in items.items()
    ]
    return tuple(sorted(loads, key=lambda load: _most_first(load, lang)))


def loads_together(plans: Iterable[Iterable[UnitLoad]], lang: Lang) -> tuple[UnitLoad, ...]:
    """The loads of units in several plans added up, in the order of `unit_loads`.

    Args:
        plans: the loads in each plan.
        lang: whose order of names.
    """
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    labels: dict[str, str] = {}
    collectives: set[str] = set()
    for loads in plans:
        for load in loads:
            labels[load.unit] = load.label
            if load.is_group:
                collectives.add(load.unit)
            totals[load.unit].update(
                leads=load.leads, responsible=load.responsible, supports=load.supports, total=load.total
            )
    added = [
        UnitLoad(
            unit,
            labels[unit],
            found["leads"],
            found["responsible"],
            found["supports"],
            found["total"],
            unit in collectives,
        )
        for unit, found in totals.items()
    ]
    return tuple(sorted(added, key=lambda load: _most_first(load, lang)))


def _most_first(load: UnitLoad, lang: Lang) -> tuple[int, int, SortKey, str]:
    return -load.leads, -load.total, sort_key(load.label, lang), load.unit


def shared_units(plans: Sequence[Sequence[UnitLoad]], lang: Lang) -> tuple[SharedUnit, ...]:
    """The units that two or more of some plans name, those in most plans first.

    Args:
        plans: the loads in each plan.
        lang: whose order of names.
    """
    counts = [{load.unit: load.total for load in loads} for loads in plans]
    labels = {load.unit: load.label for loads in plans for load in loads}
    shared = [
        SharedUnit(unit, label, tuple(found.get(unit, 0) for found in counts))
        for unit, label in labels.items()
        if sum(unit in found for found in counts) > 1
    ]
    return tuple(
        sorted(shared, key=lambda unit: (unit.measures.count(0), -sum(unit.measures), sort_key(unit.label, lang)))
    )


_LANG = MeasureParameter("lang", "lang", None, {"zh": "名称按哪种语言排序", "en": "whose order of names"})
_PLANS = MeasureParameter(
    "plans", "loads of each plan", None, {"zh": "各方案的单位任务量", "en": "the loads of units in each plan"}
)
MEASURES = (
    DeclaredMeasure(
        id="unit_loads",
        title={"zh": "单位任务量", "en": "Load of units"},
        formula={
            "zh": "该单位牵头、责任、配合以及以任一角色承担的措施数，同一措施只计一次",
            "en": "distinct measures in which the unit is lead, responsible, support, and in any role",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="",
        parameters=(
            MeasureParameter(
                "responsibilities",
                "responsibilities",
                None,
                {"zh": "责任分工", "en": "who has which role in which measure"},
            ),
            _LANG,
            MeasureParameter(
                "groups",
                "one|expand",
                "one",
                {
                    "zh": "集体责任主体算一个单位还是按成员",
                    "en": "count a collective owner as one unit or as its members",
                },
            ),
        ),
        cost="O(n + u log u) for n responsibilities of u units",
        function=unit_loads,
    ),
    DeclaredMeasure(
        id="loads_together",
        title={"zh": "多份方案合计的单位任务量", "en": "Load of units in several plans"},
        formula={"zh": "各方案任务量（unit_loads）之和", "en": "sum of unit_loads over the plans"},
        unit={"zh": "项措施", "en": "measures"},
        source="",
        parameters=(_PLANS, _LANG),
        cost="O(n + u log u) for n loads of u units",
        function=loads_together,
    ),
    DeclaredMeasure(
        id="loads_over_plans",
        title={"zh": "各单位在各方案及合计的任务量", "en": "Load of units in each plan and over all"},
        formula={
            "zh": "每份方案中按角色统计的措施数，再对各方案求和",
            "en": "distinct measures by role in each plan; sum over the plans",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="",
        parameters=(
            MeasureParameter(
                "rows",
                "loads in each plan",
                None,
                {"zh": "各单位在每份方案中的措施数", "en": "each unit's measures in each plan"},
            ),
            _LANG,
        ),
        cost="O(n + u log u) for n loads of u units",
        function=loads_over_plans,
    ),
    DeclaredMeasure(
        id="shared_units",
        title={"zh": "多份方案共有的责任单位", "en": "Units that several plans name"},
        formula={
            "zh": "在两份及以上方案中有任务的单位，及其在每份方案中的措施数",
            "en": "units with a load in two or more of the plans, with their measures in each",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="",
        parameters=(_PLANS, _LANG),
        cost="O(n + u log u) for n loads of u units",
        function=shared_units,
    ),
)
