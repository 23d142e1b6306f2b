"""The responsibility matrix: work items by units, with the roles of each; `views.matrix.order` filters and orders it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pyoxigraph as ox

from ..i18n import Lang
from ..iri import ID, compact, expand, mint
from ..model.kinds import is_inferred, own_classes, strength
from ..names import lookup
from ..queries import answers
from ..queries.records import ClassLabel, Responsibility, Work
from ..store import Store
from ..text.short_names import without_common_begin
from ..vocab import DCTERMS, RDF

Level = Literal["task", "measure"]
_PLACE = f"{ID}place/"

KINDS: tuple[str, ...] = (
    "PartyUnit",
    "GovernmentUnit",
    "ManagementCommittee",
    "LocalGovernment",
    "PublicInstitution",
    "PeopleOrganization",
    "EnterpriseUnit",
    "UnitGroup",
    "Unit",
    "UnresolvedUnit",
)
"""Kinds of unit in the order in which columns are grouped."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The roles of a unit in a row: (role, number of measures), strongest first.

    `inferred` holds the roles that neither the document nor a person states for any of these measures.
    """

    roles: tuple[tuple[str, int], ...]
    inferred: frozenset[str] = frozenset()

    @property
    def role(self) -> str:
        """The strongest role."""
        return self.roles[0][0]

    @property
    def stated(self) -> bool:
        """True if the strongest role, which is the one drawn, is more than an inference."""
        return self.role not in self.inferred

    @property
    def count(self) -> int:
        """Measures in all roles; one that is led and owned counts twice."""
        return sum(count for _role, count in self.roles)


@dataclass(frozen=True, slots=True)
class RowHead:
    """A work item: CURIE, printed path, name, the area and plan it belongs to, its place in the document."""

    item: str
    path: str
    label: str
    area: str
    area_label: str
    plan: str
    plan_label: str
    place: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """A unit: CURIE, full name, the short name planners use, and its kind."""

    unit: str
    label: str
    short: str
    kind: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """r rows, c columns, and the filled cells by (item, unit).

    `kind_labels` names the kinds of unit among the columns. An item without any owner is a row without cells.
    """

    rows: tuple[RowHead, ...]
    columns: tuple[ColumnHead, ...]
    cells: Mapping[tuple[str, str], MatrixCell]
    kind_labels: Mapping[str, str] = field(default_factory=dict)

    def row_total(self, item: str) -> int:
        """The number of units in a row."""
        return sum((item, column.unit) in self.cells for column in self.columns)

    def column_totals(self, unit: str) -> Counter[str]:
        """The number of rows a unit has, by its strongest role there."""
        found = (self.cells.get((row.item, unit)) for row in self.rows)
        return Counter(cell.role for cell in found if cell is not None)

    def totals(self) -> Counter[str]:
        """Filled cells by strongest role."""
        return Counter(cell.role for cell in self.cells.values())


def read_matrix(store: Store, plans: Sequence[str], lang: Lang, *, level: Level = "task") -> Matrix:
    """Read who does what in some plans.

    Args:
        store: the graph.
        plans: CURIEs of plans, in the order to show them.
        lang: language of names.
        level: a row for each task, or for each measure.

    Returns:
        every task (measure), owned or not, in document order, and every unit an owner list names. Members of a collective
        owner are left out: the collective has a column.
    """
    rows: list[RowHead] = []
    found: list[tuple[str, Responsibility]] = []
    for number, plan in enumerate(plans):
        iri = expand(plan)
        work = answers(store, "work_items", Work, lang=lang, plan=iri)
        rows += _rows(work, plan, lookup.label(store, iri, lang), number, level)
        written = answers(store, "responsibilities_as_written", Responsibility, plan=iri)
        found += ((row.item if level == "measure" else row.task, row) for row in written)
    units = {row.unit: expand(row.unit) for _item, row in found}
    labels = {unit: lookup.label(store, iri, lang) for unit, iri in units.items()}
    short = _short_names(store, labels, (row for _item, row in found), lang)
    columns = [ColumnHead(unit, labels[unit], short[unit], _kind(store, iri)) for unit, iri in units.items()]
    kinds = _kind_labels(store, {column.kind for column in columns}, lang)
    return Matrix(tuple(rows), tuple(columns), _cells(found, {row.item for row in rows}), kinds)


def _cells(found: Iterable[tuple[str, Responsibility]], shown: Collection[str]) -> dict[tuple[str, str], MatrixCell]:
    """The filled cells: what each unit has to do in each item shown."""
    bases: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for item, row in found:
        if item in shown:
            bases[item, row.unit][row.role].append(row.basis)
    return {
        key: MatrixCell(
            tuple((role, len(roles[role])) for role in sorted(roles, key=strength)),
            frozenset(role for role, known in roles.items() if all(map(is_inferred, known))),
        )
        for key, roles in bases.items()
    }


def _rows(work: Sequence[Work], plan: str, plan_label: str, number: int, level: Level) -> Iterable[RowHead]:
    by_item = {row.item: row for row in work}
    for row in sorted(work, key=lambda row: row.position):
        if row.type.lower() != level:
            continue
        task = row if level == "task" else by_item.get(row.parent)
        area = by_item.get(task.parent) if task is not None else None
        yield RowHead(
            item=row.item,
            path=(task or row).path,
            label=row.item_label,
            area=area.item if area is not None else "",
            area_label=area.item_label if area is not None else "",
            plan=plan,
            plan_label=plan_label,
            place=(number, row.position),
        )


def _short_names(
    store: Store, labels: Mapping[str, str], found: Iterable[Responsibility], lang: Lang
) -> dict[str, str]:
    """A name short enough for the head of a column.

    In Chinese the name the owner lists use most, unless damaged; in English the name without the two words most begin with
    ('Hefei Municipal'). Where the units are of several cities, the name says of which one. A name that two bodies would then share
    stays whole.
    """
    if lang == "zh":
        written: dict[str, Counter[str]] = defaultdict(Counter)
        for row in found:
            written[row.unit][row.as_written] += 1
        short = {unit: min(written[unit], key=lambda name: (-written[unit][name], len(name), name)) for unit in labels}
    else:
        short = without_common_begin(labels)
    short = _with_city(store, short, lang)
    taken = Counter(short.values())
    return {
        unit: label
        if not short[unit] or "*" in short[unit] or taken[short[unit]] > 1 or len(short[unit]) > len(label)
        else short[unit]
        for unit, label in labels.items()
    }


def _with_city(store: Store, short: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """Short names that say of which city a unit is, where the units are of several: 合肥市科技局 beside 云江市科技局."""
    cities = {unit: _city(store, expand(unit)) for unit in short}
    if len({city for city in cities.values() if city is not None}) < 2:
        return dict(short)
    named = {}
    for unit, name in short.items():
        city = cities[unit]
        label = lookup.label(store, city, lang) if city is not None else ""
        stem = label.removesuffix("市")
        if stem in name:
            named[unit] = name
        elif lang == "en":
            named[unit] = f"{label}: {name}"
        else:
            named[unit] = label + name.removeprefix("市") if name.startswith("市") else stem + name
    return named


def _city(store: Store, unit: ox.NamedNode) -> ox.NamedNode | None:
    """The place of a unit, or the city that it lies in, as its address says; None for units of no place and of the country."""
    for quad in store.statements(unit, DCTERMS.spatial, None, None):
        if isinstance(quad.object, ox.NamedNode):
            below = quad.object.value.removeprefix(_PLACE)
            return mint("place", below.split("/")[0]) if below != quad.object.value and below != "china" else None
    return None


def _kind(store: Store, unit: ox.NamedNode) -> str:
    """The kind of a unit: one of `KINDS`."""
    given = (compact(quad.object) for quad in store.statements(unit, RDF.type) if isinstance(quad.object, ox.NamedNode))
    found = own_classes(given)
    return next((kind for kind in KINDS if f"az:{kind}" in found), "Unit")


def _kind_labels(store: Store, kinds: Collection[str], lang: Lang) -> dict[str, str]:
    """The ontology's own names of kinds of unit."""
    labels = {row.type: row.label for row in answers(store, "unit_classes", ClassLabel, lang=lang)}
    found = ((kind, labels.get(kind, kind)) for kind in KINDS if kind in kinds)
    return {kind: label[:1].upper() + label[1:] for kind, label in found}
