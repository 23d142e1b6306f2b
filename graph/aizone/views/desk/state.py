"""The controls of the desk's pages as the address holds them, so that a copied link opens the same list or picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...analysis.due_dates import SOON_DAYS
from ...queries import Groups

OVERLAP_VIEWS = ("pairs", "groups", "matrix", "goals", "network")
"""The lists and pictures of the page of overlaps, the first one by default."""
DATE_ROWS = ("goal", "area", "unit")
"""What the dates of a plan are put together by, the first one by default."""
MOST_DAYS = 3_660
SEVERITY_NAMES = ("Violation", "Warning", "Info")
_LEAST = 2
_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class DeskState:
    """The controls.

    `plan` is a CURIE ('' for the first plan); `groups` how collective owners count; `least` the measures a pair or group shares
    at least; `unit` a unit whose lines alone are shown ('' for all); `show` the list or picture; `pair` two units, or a unit and
    a goal, whose common measures are listed; `severity` the mildest gaps shown, `rule` the only rule shown ('' for all). `on` is the day that dates are looked at from (ISO,
    '' for today), `days` how many days after it are soon, and `rows` one of `DATE_ROWS`.
    """

    plan: str = ""
    groups: Groups = "one"
    least: int = _LEAST
    unit: str = ""
    show: str = ""
    pair: tuple[str, str] | None = None
    severity: str = SEVERITY_NAMES[-1]
    rule: str = ""
    on: str = ""
    days: int = SOON_DAYS
    rows: str = DATE_ROWS[0]


def from_params(params: Mapping[str, Sequence[str]]) -> DeskState:
    """Read query parameters; what is not understood has its default.

    Args:
        params: each name with its values.
    """

    def one(name: str) -> str:
        return next(iter(params.get(name, ())), "")

    days, rows = one("days"), one("rows")
    least, pair, severity = one("least"), tuple(one("pair").split(_SEPARATOR)), one("severity")
    return DeskState(
        plan=one("plan"),
        groups="expand" if one("groups") == "expand" else "one",
        least=max(1, int(least)) if least.isascii() and least.isdigit() and len(least) < 6 else _LEAST,
        unit=one("unit"),
        show=one("show"),
        pair=(pair[0], pair[1]) if len(pair) == 2 and all(pair) else None,
        severity=severity if severity in SEVERITY_NAMES else SEVERITY_NAMES[-1],
        rule=one("rule"),
        on=_day(one("on")),
        days=min(MOST_DAYS, max(1, int(days))) if days.isascii() and days.isdigit() and len(days) < 6 else SOON_DAYS,
        rows=rows if rows in DATE_ROWS else DATE_ROWS[0],
    )


def _day(text: str) -> str:
    """A day of the address as an ISO date; '' for any other text."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def to_params(state: DeskState) -> list[tuple[str, str]]:
    """Query parameters in a fixed order; what has its default value is left out."""
    found = [
        ("plan", state.plan),
        ("groups", "" if state.groups == "one" else state.groups),
        ("least", "" if state.least == _LEAST else str(state.least)),
        ("unit", state.unit),
        ("show", state.show),
        ("pair", _SEPARATOR.join(state.pair) if state.pair else ""),
        ("severity", "" if state.severity == SEVERITY_NAMES[-1] else state.severity),
        ("rule", state.rule),
        ("on", state.on),
        ("days", "" if state.days == SOON_DAYS else str(state.days)),
        ("rows", "" if state.rows == DATE_ROWS[0] else state.rows),
    ]
    return [(name, value) for name, value in found if value]
