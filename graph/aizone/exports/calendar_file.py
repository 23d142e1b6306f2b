"""The dates of a plan, or of one unit, as a calendar file (iCalendar, RFC 5545): an all-day event for each stage."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from ..analysis.due_dates import DateLine, Stage
from ..i18n import Lang, translator
from ..iri import expand
from ..text.characters import printable
from ..version import __version__
from ..views.desk.due_dates import line_label, stage_words
from ..views.look.formats import day, place_words
from ..views.plan.overview import marked
from ..wording import role_label

# '云江市数据局/a:b': what a file's name must not have on some system
_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')


def calendar_name(title: str) -> str:
    """The name of the file.

    Examples:
        >>> calendar_name("A / B")
        'A_B.ics'
    """
    return f"{_UNSAFE.sub('_', printable(title)).strip('_') or 'aizone'}.ics"


def calendar_file(
    lines: Iterable[DateLine],
    *,
    title: str,
    plan: str,
    on: date,
    lang: Lang,
    places: Mapping[str, str],
    unit: str = "",
    is_invented: bool = False,
    link: Callable[[str], str] | None = None,
) -> bytes:
    """The calendar file: each date on its last day, with what is due, who answers for it, where it is in the plan and a link.

    An event keeps its identity (UID) in whichever language and for whichever unit it is written, so that taking a file in again
    changes events and does not double them.

    Args:
        lines: `analysis.due_dates`; those without a date make no event.
        title: the name of the calendar: of the unit, or of the plan.
        plan: the name of the plan.
        on: the day it is made.
        lang: language of the words.
        places: of goals and measures, as the plan prints them (`projections.item_paths`).
        unit: the unit (CURIE) whose dates they are, whose role is then told first.
        is_invented: the plan is an invented example; each event says so, because calendars mix what they take in.
        link: the address of a node to open; its IRI without it.
    """
    from icalendar import Calendar, Event

    _ = translator(lang)
    told = marked(plan, _) if is_invented else plan
    calendar = Calendar()
    calendar.add("prodid", f"-//aizone//aizone {__version__}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " ".join(printable(marked(title, _) if is_invented else title).split()))
    for line in lines:
        for stage in line.stages:
            address = link(stage.node) if link is not None else expand(stage.node).value
            event = Event()
            event.add("uid", _uid(stage))
            event.add("dtstamp", datetime.combine(on, time(), UTC))
            event.add("dtstart", stage.last)
            event.add("dtend", stage.last + timedelta(days=1))
            summary, clause = _summary(line, stage, lang), _clause(line, told, places, lang)
            event.add("summary", printable(marked(summary, _) if is_invented else summary))
            event.add("description", printable(_description(line, stage, clause, unit, address, lang)))
            event.add("url", address)
            event.add("categories", [_("number to reach") if line.kind == "target" else _("measure")])
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _uid(stage: Stage) -> str:
    """One name for a date of a node, wherever and whenever it is written."""
    return f"{uuid.uuid5(uuid.NAMESPACE_URL, f'{expand(stage.node).value}#{stage.deadline}')}@aizone"


def _summary(line: DateLine, stage: Stage, lang: Lang) -> str:
    words = stage_words(line, stage, lang) if len(line.targets) > 1 else ""
    return f"{line_label(line, lang)} {words}".strip()


def _clause(line: DateLine, plan: str, places: Mapping[str, str], lang: Lang) -> str:
    """The place in the plan as it prints it; the plan alone where it has no number there."""
    _ = translator(lang)
    place = places.get(line.holder)
    return _("Clause {path} of {plan}").format(path=place_words(place, lang), plan=plan) if place else plan


def _description(line: DateLine, stage: Stage, clause: str, unit: str, address: str, lang: Lang) -> str:
    """A line each: the date by which something is due, the unit's own role and the others', the place in the plan, and the link."""
    _ = translator(lang)
    owners = sorted(line.owners, key=lambda one: one.unit != unit)
    roles = [
        _("{unit}: {role} (inferred)").format(unit=one.label, role=role_label(one.role, _))
        if one.is_inferred
        else _("{unit}: {role}").format(unit=one.label, role=role_label(one.role, _))
        for one in owners
    ]
    return "\n".join(
        [
            _("Due: {date}").format(date=day(stage.deadline, lang)),
            *roles,
            *([line.holder_label] if line.kind == "target" else []),
            clause,
            address,
        ]
    )
