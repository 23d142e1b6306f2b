"""Corrections of a plan's head: title, document number, date of issue, first and last year, place.

Each quotes the title as the document has it, so that the plan is found again whatever it is called now. They are applied while the plan is
read, because what its names mean depends on its place and year.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Literal as OneOf

from pyoxigraph import NamedNode

from ..errors import N_, UsageError
from ..model import DecidedHead, PlanFact
from ..text.lexicon.dates import YEAR_OF_ISSUE, typed_date
from .attribution import Attribution
from .quote import Quote
from .readings import OF_HEAD, Correction, in_force

HeadField = OneOf["title", "number", "issued", "start", "end"]
_FIELDS: tuple[HeadField, ...] = ("title", "number", "issued", "start", "end")
_LONGEST = {"title": 300, "number": 100}
# '2024': a year of our time
_YEAR = re.compile(YEAR_OF_ISSUE, re.ASCII)


def decided_head(corrections: Iterable[Correction]) -> DecidedHead:
    """The head that corrections decide on; those about owners are skipped."""
    last = {one.kind: one for one in in_force(one for one in corrections if one.kind in OF_HEAD)}

    def said(kind: HeadField) -> str | None:
        return last[kind].written if kind in last else None

    place = last.get("place")
    return DecidedHead(
        title=said("title"),
        number=said("number"),
        issued=said("issued"),
        start=said("start"),
        end=said("end"),
        place=place.unit if place is not None else None,
        place_name=place.written if place is not None else "",
    )


def title_as_read(corrections: Iterable[Correction]) -> str | None:
    """The title that the document itself has, as corrections of its head quote it; None without such a correction."""
    return next((one.quote.exact for one in corrections if one.kind in OF_HEAD), None)


def head_holds(plan: PlanFact, correction: Correction) -> bool:
    """Tell whether a plan was read with a correction of its head; one that names an unknown place is not applied."""
    if correction.kind == "place":
        return plan.place == correction.unit
    return written_now(plan, correction.kind) == correction.written


def written_now(plan: PlanFact, kind: str) -> str:
    """A part of a plan's head as a correction writes it; '' where the plan states none."""
    parts = {"title": plan.title, "number": plan.number, "issued": plan.issued, "start": plan.start, "end": plan.end}
    value = parts[kind]
    return "" if value is None else str(value)


def head_corrections(
    read: PlanFact, now: PlanFact, typed: Mapping[HeadField, str], made: Attribution
) -> tuple[Correction, ...]:
    """The corrections that what somebody typed makes; none for what the plan says already.

    Args:
        read: the plan as its document says it.
        now: the plan as it is read with the corrections so far.
        typed: what was typed for some parts.
        made: by whom and when.

    Raises:
        UsageError: a value cannot be; says which and why.
    """
    return corrections_of(read.title, {kind: written_now(now, kind) for kind in _FIELDS}, typed, made)


def corrections_of(
    title: str, now: Mapping[HeadField, str], typed: Mapping[HeadField, str], made: Attribution
) -> tuple[Correction, ...]:
    """The same for a plan of which its title in the document and the parts of its head are known.

    Args:
        title: as the document has it.
        now: the parts as they are, '' where the plan states none.
        typed: see `head_corrections`.
        made: by whom and when.

    Raises:
        UsageError: see `head_corrections`.
    """
    values = {kind: _plain(kind, " ".join(value.split())) for kind, value in typed.items()}
    for kind, value in values.items():
        _check(kind, value)
    start, end = values.get("start", now.get("start")), values.get("end", now.get("end"))
    if start and end and start > end:
        raise UsageError(
            start, N_("the plan would begin after its last year {end}."), N_("Correct one of the two years."), end=end
        )
    return tuple(
        Correction(kind, Quote(title), value, made) for kind, value in values.items() if value != now.get(kind)
    )


def place_correction(read: PlanFact, place: NamedNode, name: str, made: Attribution) -> Correction:
    """The correction that says of which place a plan is.

    Args:
        read: the plan as its document says it.
        place: of the registries, or read off from its name (`units.places.read_off`).
        name: its full name.
        made: by whom and when.
    """
    return Correction("place", Quote(read.title), name, made, unit=place)


def _plain(kind: HeadField, value: str) -> str:
    """A value in the form in which it is kept, however it was typed: a date in ISO form, a year without its word."""
    if kind == "issued":
        return typed_date(value)
    return value.removesuffix("年") if kind in {"start", "end"} else value


def _check(kind: HeadField, value: str) -> None:
    """Refuse a value that a part of the head cannot have."""
    if kind == "title" and not value:
        raise UsageError("—", N_("a plan needs a title."), N_("Write the one it is known by."))
    if len(value) > _LONGEST.get(kind, len(value)):
        raise UsageError(
            value[:20], N_("is longer than {most} characters."), N_("Write it shorter."), most=_LONGEST[kind]
        )
    if kind in {"start", "end"} and value and not _YEAR.fullmatch(value):
        raise UsageError(value, N_("is not a year."), N_("Write four digits: 2026."))
    if kind == "issued" and value:
        try:
            datetime.date.fromisoformat(value)
        except ValueError as error:
            raise UsageError(value, N_("is not a date."), N_("Write year, month and day: 2024-03-01.")) from error
