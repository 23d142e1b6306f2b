"""The responsibility matrix: work items by units, a glyph for each role; see `matrix_order` for filters and orders."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import pyoxigraph as ox

from ..i18n import Lang
from ..iri import compact, expand
from ..model.kinds import strength
from ..names import lookup
from ..queries import select
from ..store import Store
from ..text.labels import without_common_begin
from ..vocab import AZ, RDF, RDFS

Level = Literal["task", "measure"]

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
class Cell:
    """What a unit has to do in a row: (role, number of measures), strongest first; `stated` is False if only inferred."""

    roles: tuple[tuple[str, int], ...]
    stated: bool

    @property
    def role(self) -> str:
        """The strongest role."""
        return self.roles[0][0]

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

    `kind_labels` names the kinds of unit that stand in the columns. An item without any owner is a row without cells.
    """

    rows: tuple[RowHead, ...]
    columns: tuple[ColumnHead, ...]
    cells: Mapping[tuple[str, str], Cell]
    kind_labels: Mapping[str, str] = field(default_factory=dict)

    def row_total(self, item: str) -> int:
        """How many units a row has."""
        return sum((item, column.unit) in self.cells for column in self.columns)

    def column_totals(self, unit: str) -> Counter[str]:
        """How many rows a unit has, by its strongest role there."""
        found = (self.cells.get((row.item, unit)) for row in self.rows)
        return Counter(cell.role for cell in found if cell is not None)

    def totals(self) -> Counter[str]:
        """Filled cells by strongest role."""
        return Counter(cell.role for cell in self.cells.values())


def build_matrix(store: Store, plans: Sequence[str], lang: Lang, *, level: Level = "task") -> Matrix:
    """Who does what in some plans.

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
    roles: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    stated: set[tuple[str, str]] = set()
    units: dict[str, str] = {}
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for number, plan in enumerate(plans):
        iri = expand(plan)
        rows += _rows(store, plan, lookup.label(store, iri, lang), number, lang, level)
        for row in store.select(_CELLS, {"plan": iri}).dicts():
            item = compact(str(row["item" if level == "measure" else "task"]))
            unit = compact(str(row["unit"]))
            units.setdefault(unit, str(row["unit"]))
            written[unit][str(row["written"])] += 1
            roles[item, unit][str(row["role"]).rsplit("/", 1)[-1]] += 1
            if str(row["basis"]).endswith(("/explicit", "/rule")):
                stated.add((item, unit))
    shown = {row.item for row in rows}
    cells = {
        key: Cell(tuple(sorted(found.items(), key=lambda pair: strength(pair[0]))), key in stated)
        for key, found in roles.items()
        if key[0] in shown
    }
    labels = {unit: lookup.label(store, expand(full), lang) for unit, full in units.items()}
    short = _short_names(labels, written, lang)
    columns = [ColumnHead(unit, labels[unit], short[unit], _kind(store, full)) for unit, full in units.items()]
    kinds = {column.kind for column in columns}
    return Matrix(tuple(rows), tuple(columns), cells, _kind_labels(store, kinds, lang))


_CELLS = """
PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?plan ?item ?task ?unit ?role ?basis ?written WHERE {
  GRAPH ?plan { ?assignment az:workItem ?item ; az:unit ?unit ; az:role ?role ; az:basis ?basis ; az:asWritten ?written .
    ?item az:partOf ?task FILTER NOT EXISTS { ?assignment az:fromGroup ?group } }
} ORDER BY ?assignment
"""


def _rows(store: Store, plan: str, plan_label: str, number: int, lang: Lang, level: Level) -> Iterable[RowHead]:
    found = select(store, "work_items", lang=lang, plan=expand(plan)).dicts()
    by_item = {str(row["item"]): row for row in found}
    for row in sorted(found, key=lambda row: int(row["position"] or 0)):
        kind = str(row["type"]).rsplit("#", 1)[-1].lower()
        if kind != level:
            continue
        task = row if level == "task" else by_item.get(str(row["parent"]))
        area = by_item.get(str(task["parent"])) if task is not None else None
        yield RowHead(
            item=compact(str(row["item"])),
            path=str((task or row)["path"] or ""),
            label=str(row["item_label"] or ""),
            area=compact(str(area["item"])) if area is not None else "",
            area_label=str(area["item_label"] or "") if area is not None else "",
            plan=plan,
            plan_label=plan_label,
            place=(number, int(row["position"] or 0)),
        )


def _short_names(labels: Mapping[str, str], written: Mapping[str, Counter[str]], lang: Lang) -> dict[str, str]:
    """A name short enough for the head of a column.

    In Chinese the name the owner lists use most, unless damaged; in English the name without the two words most begin with
    ('Hefei Municipal'). A name that would no longer be one body's alone stays whole.
    """
    if lang == "zh":
        short = {unit: min(written[unit], key=lambda name: (-written[unit][name], len(name), name)) for unit in labels}
    else:
        short = without_common_begin(labels)
    taken = Counter(short.values())
    return {
        unit: label
        if not short[unit] or "*" in short[unit] or taken[short[unit]] > 1 or len(short[unit]) > len(label)
        else short[unit]
        for unit, label in labels.items()
    }


def _kind(store: Store, unit: str) -> str:
    """The kind of a unit, as `KINDS` has it."""
    found = {
        quad.object.value.rsplit("#", 1)[-1]
        for quad in store.statements(ox.NamedNode(unit), RDF.type, None, None)
        if isinstance(quad.object, ox.NamedNode)
    }
    return next((kind for kind in KINDS if kind in found), "Unit")


def _kind_labels(store: Store, kinds: Collection[str], lang: Lang) -> dict[str, str]:
    """The ontology's own names of kinds of unit."""
    labels: dict[str, dict[str | None, str]] = defaultdict(dict)
    for kind in kinds:
        for quad in store.statements(AZ[kind], RDFS.label, None, None):
            if isinstance(quad.object, ox.Literal):
                labels[kind][quad.object.language] = quad.object.value
    found = {kind: labels[kind].get(lang) or labels[kind].get("zh") or kind for kind in kinds}
    return {kind: label[:1].upper() + label[1:] for kind, label in found.items()}
