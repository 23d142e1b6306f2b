"""The units that must be in the room for some measures: each one that leads one of them, and the fewest others needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from ..model.kinds import LEAD
from ..projections.incidence import Incidence
from .measures import DeclaredMeasure, MeasureParameter

_MOST_CHOICES = 6


@dataclass(frozen=True, slots=True)
class Participant:
    """A unit in the room with the measures of the agenda that it leads and those that it owns at all.

    `inferred` are those of the led ones whose list does not say that it leads.
    """

    unit: str
    label: str
    leads: tuple[str, ...]
    owns: tuple[str, ...]
    is_collective: bool
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Absentee:
    """A unit that may stay away: the measures of the agenda that it owns, and the units present that own them too."""

    unit: str
    label: str
    owns: tuple[str, ...]
    spoken_for_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """The units that attend a meeting about some measures, and those that may stay away.

    `leads` and `others` attend. `alternatives` are other sets of as few units that would do instead of `others`;
    `has_more` says that there are further ones. `short` are measures with fewer owners than asked for (all of them attend),
    `unowned` those without any.
    """

    measures: tuple[str, ...]
    leads: tuple[Participant, ...]
    others: tuple[Participant, ...]
    alternatives: tuple[tuple[Participant, ...], ...]
    has_more: bool
    absent: tuple[Absentee, ...]
    short: tuple[str, ...]
    unowned: tuple[str, ...]


def plan_meeting(incidence: Incidence, measures: Collection[str], *, present: int = 1) -> Meeting:
    """Find who must attend a meeting about some measures.

    All units that lead one of them attend, and the fewest others such that each measure has `present` owners in the room:
    exact, by integer programming; of the smallest sets the one that brings most measures, then by name of its units.

    Args:
        incidence: `projections.incidence`; u units.
        measures: m measures, as CURIEs.
        present: owners that each measure needs in the room, at least 1; a measure with fewer owners needs them all.

    Returns:
        participants by measures led, then owned, most first; ties by IRI.

    Raises:
        ValueError: `present` is less than 1.
    """
    if present < 1:
        raise ValueError(f"present={present}: a measure needs at least one owner in the room")
    agenda = _agenda(incidence, measures)
    required = {unit for owners in agenda.values() for unit, leads in owners.items() if leads}
    needs = {
        item: min(present, len(owners)) - len(required & owners.keys()) for item, owners in agenda.items() if owners
    }
    candidates = {
        item: sorted(owners.keys() - required) for item, owners in agenda.items() if owners and needs[item] > 0
    }
    choices = list(islice(_smallest(candidates, needs), _MOST_CHOICES + 1))
    ranked = sorted(choices[:_MOST_CHOICES], key=lambda units: _rank(agenda, units))
    chosen = ranked[0] if ranked else ()
    people = _People(incidence, agenda)
    room = required | set(chosen)
    return Meeting(
        measures=tuple(agenda),
        leads=people.listed(required),
        others=people.listed(chosen),
        alternatives=tuple(people.listed(units) for units in ranked[1:]),
        has_more=len(choices) > _MOST_CHOICES,
        absent=people.absent(room),
        short=tuple(item for item, owners in agenda.items() if 0 < len(owners) < present),
        unowned=tuple(item for item, owners in agenda.items() if not owners),
    )


_OWNS, _SEEMS_TO_LEAD, _LEADS = range(3)
_Agenda = dict[str, dict[int, int]]  # of each measure its owners, and which of these each does


def _agenda(incidence: Incidence, measures: Collection[str]) -> _Agenda:
    found: _Agenda = {}
    wanted = set(measures)
    for code, item in enumerate(incidence.items):
        if item in wanted:
            found[item] = {}
            wanted.discard(item)
            mine = incidence.item_codes == code
            columns = (incidence.unit_codes, incidence.roles, incidence.inferred)
            for unit, role, is_inferred in zip(*(column[mine].tolist() for column in columns), strict=True):
                leads = _SEEMS_TO_LEAD if is_inferred else _LEADS
                found[item][unit] = leads if role == LEAD else _OWNS
    return found | {item: {} for item in measures if item in wanted}


def _rank(agenda: _Agenda, units: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return -sum(unit in owners for owners in agenda.values() for unit in units), units


def _smallest(candidates: dict[str, list[int]], needs: dict[str, int]) -> Iterator[tuple[int, ...]]:
    """All smallest sets of units that give each measure the owners it still needs, one after the other."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp

    units = sorted({unit for owners in candidates.values() for unit in owners})
    if not units:
        return
    column = {unit: place for place, unit in enumerate(units)}
    rows = [[float(unit in set(owners)) for unit in units] for owners in candidates.values()]
    lows = [float(needs[item]) for item in candidates]
    highs = [np.inf] * len(rows)
    least = None
    while True:
        found = milp(
            c=np.ones(len(units)),
            integrality=np.ones(len(units)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(np.array(rows), np.array(lows), np.array(highs)),
        )
        if found.x is None:
            return
        chosen = tuple(unit for unit, value in zip(units, found.x, strict=True) if value > 0.5)
        least = len(chosen) if least is None else least
        if len(chosen) > least:
            return
        yield chosen
        cut = [0.0] * len(units)
        for unit in chosen:
            cut[column[unit]] = 1.0
        rows.append(cut)
        lows.append(-np.inf)
        highs.append(float(len(chosen) - 1))


@dataclass(frozen=True, slots=True)
class _People:
    incidence: Incidence
    agenda: _Agenda

    def listed(self, units: Collection[int]) -> tuple[Participant, ...]:
        found = [
            Participant(
                self.incidence.units[unit],
                self.incidence.labels[unit],
                tuple(item for item, owners in self.agenda.items() if owners.get(unit)),
                self._owned(unit),
                bool(self.incidence.is_collective[unit]),
                tuple(item for item, owners in self.agenda.items() if owners.get(unit) == _SEEMS_TO_LEAD),
            )
            for unit in units
        ]
        return tuple(sorted(found, key=lambda one: (-len(one.leads), -len(one.owns), one.unit)))

    def absent(self, room: set[int]) -> tuple[Absentee, ...]:
        away = {unit for owners in self.agenda.values() for unit in owners} - room
        found = []
        for unit in away:
            owned = self._owned(unit)
            others = {one for item in owned for one in self.agenda[item] if one in room}
            found.append(
                Absentee(
                    self.incidence.units[unit],
                    self.incidence.labels[unit],
                    owned,
                    tuple(sorted(self.incidence.labels[one] for one in others)),
                )
            )
        return tuple(sorted(found, key=lambda one: (-len(one.owns), one.unit)))

    def _owned(self, unit: int) -> tuple[str, ...]:
        return tuple(item for item, owners in self.agenda.items() if unit in owners)


MEASURES = (
    DeclaredMeasure(
        id="meeting",
        title={"zh": "哪些单位必须参会", "en": "Who must be in the room"},
        formula={
            "zh": "这些措施的全部牵头单位，再加其他单位的最小集合 S，使每项措施有 min（到会数，责任单位数）家责任单位到会",
            "en": "all leads of the measures, and min |S| over sets S of other units such that each measure has min(present, owners) owners in the room",
        },
        unit={"zh": "个单位", "en": "units"},
        source="minimum set multicover, solved exactly by HiGHS (Q. Huangfu and J. Hall, Mathematical Programming Computation 10 (2018), 119-142) through scipy",
        parameters=(
            MeasureParameter(
                "incidence", "incidence", None, {"zh": "单位与措施", "en": "units and the measures they own"}
            ),
            MeasureParameter("measures", "measures", None, {"zh": "议题中的措施", "en": "the measures of the agenda"}),
            MeasureParameter(
                "present", "int", "1", {"zh": "每项措施至少几个责任单位到会", "en": "owners present for each measure"}
            ),
        ),
        cost="O(2^u) at worst for u owners that need not attend (the problem is NP-hard); for the measures of one plan, milliseconds",
        function=plan_meeting,
    ),
)
