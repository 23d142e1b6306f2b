"""Answers as people read them: names instead of IRIs, and only columns that say something."""

from __future__ import annotations

from collections.abc import Sequence

from ...i18n import Lang, Translate, translator
from ...model.kinds import ROLES, group_of
from ...projections.tables import AnswerTable, NodeValue, TableValue
from ...wording import basis_label, class_label, edge_label, role_label
from ..look.formats import unit_of_measure

Shown = str | int | float | bool | None

_PLAN = "id:plan/"
_VOCABULARIES = frozenset({"az", "azrole", "azbasis", "azrel", "azperiod", "sh"})
_INTERNAL = frozenset({"position", "assignment", "finding", "abstract"})
_MEASURED = "unit_text"


def readable(table: AnswerTable) -> tuple[tuple[str, ...], list[tuple[Shown, ...]]]:
    """The columns a person reads, and their cells: see `TellingColumns`."""
    return TellingColumns().of(table)


class TellingColumns:
    """The columns a person reads of a table that comes in parts.

    Left out: an IRI whose label is in the table, a column without values, one that holds the same IRI in every row, and
    what only programs need (positions, nodes of assignments, summaries). Plans are shown by slug, concepts by local name.
    A table that would lose all its columns keeps them all. A column that said nothing until now is there from the part on in which it says
    something.

    Args:
        lang: language of units of measure.
    """

    def __init__(self, lang: Lang = "zh") -> None:
        self._lang = lang
        self._rows = 0
        self._values: dict[int, set[TableValue]] = {}
        """Of each column, two of the values it has had."""

    def of(self, part: AnswerTable) -> tuple[tuple[str, ...], list[tuple[Shown, ...]]]:
        """The columns of the next part, and its cells."""
        self._rows += len(part.rows)
        for place in range(len(part.columns)):
            self._note(place, part)
        labelled = {column.removesuffix("_label") for column in part.columns if column.endswith("_label")}
        keep = [
            place
            for place, column in enumerate(part.columns)
            if column not in labelled and column not in _INTERNAL and self._says_something(place)
        ]
        chosen = keep or list(range(len(part.columns)))
        return (
            tuple(part.columns[place].removesuffix("_label") for place in chosen),
            [tuple(self._cell(part.columns[place], row[place]) for place in chosen) for row in part.rows],
        )

    def _cell(self, column: str, value: TableValue) -> Shown:
        if column == _MEASURED and isinstance(value, str):
            return unit_of_measure(value, self._lang)
        return _shown(value)

    def _note(self, place: int, part: AnswerTable) -> None:
        values = self._values.setdefault(place, set())
        for row in part.rows:
            if len(values) > 1:
                return
            values.add(row[place])

    def _says_something(self, place: int) -> bool:
        values = self._values[place]
        if values <= {None}:
            return not self._rows
        return self._rows == 1 or len(values) > 1 or not isinstance(next(iter(values)), NodeValue)


def hidden_columns(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> frozenset[str]:
    """The columns that a person need not see: see `readable`; the labels that stand beside their node lead to its card instead.

    Args:
        columns: of an answer.
        rows: its rows, of terms or values.
    """
    hidden = set()
    for place, column in enumerate(columns):
        values = {str(row[place]) for row in rows if row[place] is not None}
        is_the_same = len(values) == 1 and len(rows) > 1
        if (
            column in _INTERNAL
            or (not values and rows)
            or (is_the_same and column in {"plan", "unit", "node", "fact", "concept", "entity"})
        ):
            hidden.add(column)
        if column.endswith("_label") and column.removesuffix("_label") in columns:
            hidden.add(column)
    return frozenset(hidden) if len(hidden) < len(columns) else frozenset()


def _shown(value: TableValue) -> Shown:
    if not isinstance(value, NodeValue):
        return value
    if value.node.startswith(_PLAN):
        return value.node.removeprefix(_PLAN)
    prefix, _colon, local = value.node.partition(":")
    return local if prefix in _VOCABULARIES else value.node


def plain_value(value: TableValue) -> Shown:
    """One value of an answer for a file: a node by CURIE, everything else as it is."""
    return value.node if isinstance(value, NodeValue) else value


def said(column: str, value: TableValue, lang: Lang) -> TableValue:
    """A value of a closed vocabulary (role, basis, relation, class, period, unit of measure) in words; every other value as it is.

    Args:
        column: the column it is in, with or without a word before: 'role', 'other_role', 'unit_type'.
        value: the value.
        lang: language of the words.
    """
    if not isinstance(value, NodeValue):
        return unit_of_measure(value, lang) if column == _MEASURED and isinstance(value, str) else value
    _ = translator(lang)
    prefix, _colon, local = value.node.partition(":")
    if prefix == "azrole":
        return role_label(local, _) if local in ROLES else value
    if prefix == "azbasis":
        return basis_label(local, _)
    if prefix == "azrel":
        return edge_label(f"az:{local}", _)
    if prefix == "azperiod":
        return {"year": _("a year"), "total": _("in all")}.get(local) or value
    if prefix == "sh":
        return {"Info": _("Note"), "Warning": _("Warning"), "Violation": _("Error")}.get(local) or value
    if prefix == "az" and column.endswith("type"):
        return _class(local, _) or value
    if prefix in {"az", "eli", "org", "skos", "dcterms"}:
        words = edge_label(value.node, _)
        return value if words == value.node else words
    return value


def _class(name: str, _: Translate) -> str | None:
    kind = name if name == "Measure" else group_of(name)
    return None if kind is None else class_label(kind, _)
