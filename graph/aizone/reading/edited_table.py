"""The sheet of responsibilities that was edited in a spreadsheet, as corrections of the reading: rows are known by their address.

A changed role, a changed unit, a row marked 不是责任单位 and a new row become corrections, which hold whenever the plan is read; a row
that is left out changes nothing, because a filter or a sort must not remove owners.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ..errors import N_, AizoneError
from ..iri import compact, expand
from ..model import MeasureFact
from ..model.kinds import ROLES, Role
from ..names import lookup
from ..names.resolve import resolve
from ..queries import decode
from ..queries.records import ExportedAssignment
from ..rdf import plan_names
from ..verdicts.attribution import Attribution
from ..verdicts.readings import Correction, quote_of
from ..workspace import Workspace
from .read import ReadPlan

NO_OWNER = "not-owner"


@dataclass(frozen=True, slots=True)
class EditedRow:
    """A row as it was read: its number in the sheet, the address of a responsibility ('' in a new row), and texts of its cells.

    `item` and `unit` are addresses, `unit_label` the name beside it, `role` a role or `NO_OWNER`; None where the word is not one.
    """

    number: int
    assignment: str
    item: str
    unit: str
    unit_label: str
    role: str | None


@dataclass(frozen=True, slots=True)
class EditProblem:
    """A row that cannot be taken: a message id and the values in it."""

    number: int
    message: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TableEdits:
    """The rows of a sheet beside the plan as it is: corrections to record, rows that say what is known, rows to mend."""

    new: tuple[Correction, ...]
    unchanged: int
    problems: tuple[EditProblem, ...]


def read_edits(workspace: Workspace, plan: ReadPlan, rows: Sequence[EditedRow], made: Attribution) -> TableEdits:
    """Compare an edited sheet with a plan.

    Args:
        workspace: as it is now.
        plan: the plan as it is read now, with its corrections.
        rows: of the sheet that are about this plan.
        made: by whom, when and why.
    """
    return _Comparison(workspace, plan, made).read(rows)


class _Comparison:
    def __init__(self, workspace: Workspace, plan: ReadPlan, made: Attribution) -> None:
        self.workspace, self.plan, self.made = workspace, plan, made
        names = plan_names(plan.reading, plan.slug)
        self.node = names.plan
        self.measures: dict[str, MeasureFact] = {
            compact(names.work_item(task.section, one.clause)): one
            for task in plan.reading.tasks
            for one in task.measures
        }
        found = decode(workspace.select("table_assignments", plan=names.plan), ExportedAssignment)
        self.known = {row.assignment: row for row in found}
        self.recorded = {_said(one) for one in workspace.corrections(plan.slug)}

    def read(self, rows: Sequence[EditedRow]) -> TableEdits:
        new: list[Correction] = []
        problems: list[EditProblem] = []
        unchanged = 0
        for row in rows:
            try:
                changes = list(self._changes(row))
            except _RowError as error:
                problems.append(EditProblem(row.number, error.message, error.values))
                continue
            fresh = [one for one in changes if _said(one) not in self.recorded]
            new += fresh
            unchanged += not fresh
        return TableEdits(tuple(dict.fromkeys(new)), unchanged, tuple(problems))

    def _changes(self, row: EditedRow) -> Iterator[Correction]:
        if row.role is None:
            raise _RowError(N_("the role is none of lead, responsible, support, supervise, not an owner."))
        if not row.assignment:
            if row.role == NO_OWNER or not self._is_done(row):
                yield self._added(row)
            return
        before = self.known.get(row.assignment)
        if before is None:
            if self._is_done(row):
                return
            raise _RowError(N_("the plan has no responsibility of the address {address}."), address=row.assignment)
        unit = self._unit(row, before)
        if unit == before.unit and row.role == before.role:
            return
        if before.group is not None:
            raise _RowError(N_("this owner follows from a collective one: change the row of the collective owner."))
        measure = self._measure(before.item)
        quote = quote_of(self.plan.reading, measure)
        if row.role == NO_OWNER:
            yield Correction("not-owner", quote, before.as_written, self.made)
            return
        if unit != before.unit:
            yield Correction("unit", quote, before.as_written, self.made, unit=expand(unit))
        if row.role != before.role:
            yield Correction("role", quote, before.as_written, self.made, role=_role(row.role))

    def _is_done(self, row: EditedRow) -> bool:
        """True for a row whose change is in the plan already, so that its old address is gone: a file may be read again."""
        meant = {row.unit}
        if row.unit_label:  # an old address beside a new name: the name was changed
            meant = {self._resolved(row.unit_label)}
        same = [one for one in self.known.values() if one.item == row.item and one.unit in meant]
        return not same if row.role == NO_OWNER else any(one.role == row.role for one in same)

    def _added(self, row: EditedRow) -> Correction:
        """A new row: one more owner of a measure; `written` is the name that the row gives it."""
        if row.role == NO_OWNER:
            raise _RowError(N_("a new row needs a role."))
        unit = self._unit(row, None)
        node = expand(unit)
        label = row.unit_label or lookup.label(self.workspace.store, node, "zh")
        quote = quote_of(self.plan.reading, self._measure(row.item))
        return Correction("owner", quote, label, self.made, role=_role(str(row.role)), unit=node)

    def _measure(self, item: str) -> MeasureFact:
        found = self.measures.get(item)
        if found is None:
            raise _RowError(N_("the plan has no measure of the address {address}."), address=item or "—")
        return found

    def _unit(self, row: EditedRow, before: ExportedAssignment | None) -> str:
        """The unit that a row names: by a changed address, else by a changed name."""
        if row.unit and (before is None or row.unit != before.unit):
            return self._resolved(row.unit)
        if before is None:
            return self._resolved(row.unit_label)
        names = {before.unit_label, *(lookup.label(self.workspace.store, expand(before.unit), lang) for lang in ("zh", "en"))}  # fmt: skip
        return before.unit if not row.unit_label or row.unit_label in names else self._resolved(row.unit_label)

    def _resolved(self, name: str) -> str:
        if not name:
            raise _RowError(N_("the unit is missing."))
        try:
            return compact(resolve(self.workspace.names, name, "az:Unit", self.node, where=name))
        except (AizoneError, ValueError) as error:
            raise _RowError(N_("no unit, or more than one, is called {name}."), name=name) from error


class _RowError(Exception):
    """A row that cannot be taken."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message, self.values = message, values


def _said(one: Correction) -> tuple[object, ...]:
    """All that a correction says, without who said it when."""
    return one.kind, one.quote, one.written, one.role, one.unit


def _role(word: str) -> Role:
    return next(role for role in ROLES if role == word)


def plan_of(row: EditedRow) -> NamedNode | None:
    """The plan that a row is about, by the address of its measure or responsibility; None when neither says it."""
    address = row.assignment or row.item
    parts = address.split("/")
    return expand("/".join(parts[:2])) if address.startswith("id:plan/") and len(parts) > 2 else None
