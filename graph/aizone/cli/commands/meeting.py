"""`meeting`: which units must be in the room for some measures."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from ...analysis.meeting import Meeting, Participant, plan_meeting
from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact
from ...names.resolve import resolve
from ...projections.agenda import read_agenda
from ...views.look.formats import listed
from ..measures import print_measures
from ..opening import open_to_ask
from ..output import print_json, print_rows
from ..tables import Cell

_WHERE = "aizone meeting"


def run_meeting(options: argparse.Namespace, lang: Lang) -> int:
    """Print the units that must attend a meeting about chosen measures, goals, things, topics or units."""
    if options.explain:
        return print_measures("meeting", fmt=options.format, lang=lang)
    if options.present < 1:
        raise UsageError(f"{_WHERE} --present", N_("is {value}."), N_("Give 1 or more."), value=options.present)
    if not options.name:
        raise UsageError(_WHERE, N_("names nothing to talk about."), N_("Name measures, goals, things or topics."))
    workspace = open_to_ask(options, lang)
    plan = workspace.plan_named(options.plan, f"{_WHERE} --plan")
    measures: dict[str, None] = {}
    for name in options.name:
        node = resolve(workspace.names, name, None, plan, where=_WHERE)
        found = read_agenda(workspace.store, [compact(node)], compact(plan) if plan else None)
        if not found:
            raise UsageError(
                _WHERE, N_("no measure concerns '{name}'."), N_("'aizone query topics' lists topics."), name=name
            )
        measures.update(dict.fromkeys(found))
    incidence = workspace.incidence(plan=plan, groups=options.groups, lang=lang)
    meeting = plan_meeting(incidence, list(measures), present=options.present)
    if options.format == "json":
        print_json(_as_json(meeting))
    else:
        labels = dict(zip(incidence.items, incidence.item_labels, strict=True))
        _print(meeting, labels, translator(lang), lang)
    return 0


def _as_json(meeting: Meeting) -> dict[str, object]:
    return {
        "measures": list(meeting.measures),
        "leads": [_person(one) for one in meeting.leads],
        "others": [_person(one) for one in meeting.others],
        "alternatives": [{"units": [one.label for one in units]} for units in meeting.alternatives],
        "has_more": meeting.has_more,
        "absent": [
            {"unit": one.label, "owns": list(one.owns), "spoken_for_by": list(one.spoken_for_by)}
            for one in meeting.absent
        ],
        "short": list(meeting.short),
        "unowned": list(meeting.unowned),
    }


def _person(one: Participant) -> dict[str, object]:
    return {
        "unit": one.label,
        "leads": list(one.leads),
        "inferred": list(one.inferred),
        "owns": list(one.owns),
        "is_collective": one.is_collective,
    }


def _print(meeting: Meeting, labels: dict[str, str], _: Translate, lang: Lang) -> None:
    print_rows(
        (_("Unit"), _("Why it attends"), _("Leads"), _("of these inferred"), _("Owns")),
        [
            *_rows(meeting.leads, _("leads")),
            *_rows(meeting.others, _("needed for its measures")),
        ],
        fmt="table",
        title=_("In the room ({units} units for {measures} measures)").format(
            units=len(meeting.leads) + len(meeting.others), measures=len(meeting.measures)
        ),
        empty=_("None."),
    )
    for units in meeting.alternatives:
        print(_("Instead of the others, as few: {units}").format(units=listed([one.label for one in units], lang)))
    if meeting.has_more:
        print(_("There are further choices as small as these."))
    rows: list[tuple[Cell, ...]] = [
        (one.label, len(one.owns), listed(one.spoken_for_by, lang)) for one in meeting.absent
    ]
    print_rows(
        (_("Unit"), _("Owns"), _("Owners present")), rows, fmt="table", title=_("May stay away"), empty=_("None.")
    )
    for item in meeting.unowned:
        print(_("No unit owns this measure: {measure}").format(measure=labels.get(item, item)))
    for item in meeting.short:
        print(_("All its owners attend, fewer than asked for: {measure}").format(measure=labels[item]))


def _rows(people: Sequence[Participant], why: str) -> list[tuple[Cell, ...]]:
    return [(one.label, why, len(one.leads), len(one.inferred), len(one.owns)) for one in people]
