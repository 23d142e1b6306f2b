"""The units that must be in the room: what the meeting is about, who attends and why, and who may stay away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from aizone.analysis.meeting import plan_meeting
from aizone.app import address, page, resources
from aizone.app import desk as desks
from aizone.app.desk import DeskPage
from aizone.app.here import Here
from aizone.names.choosing import candidates
from aizone.projections.agenda import AgendaItem, read_agenda
from aizone.views.desk.agenda import choice_words
from aizone.views.desk.computed import computed
from aizone.views.desk.counting import counting_words
from aizone.workspace import Workspace

_MOST_PRESENT = 5


def _asked() -> tuple[tuple[str, ...], int]:
    """The request of the address: items of the agenda, and owners present."""
    present = st.query_params.get("present", "1")
    count = int(present) if present.isascii() and present.isdigit() and len(present) < 3 else 1
    return tuple(dict.fromkeys(st.query_params.get_all("id"))), min(max(count, 1), _MOST_PRESENT)


def _draw_controls(desk: DeskPage, items: Mapping[str, AgendaItem], data: Workspace) -> tuple[tuple[str, ...], int]:
    """The controls, with what the address asks for; another choice is written into it and starts the page again."""
    here, groups = desk.here, desk.state.groups
    _, lang, counting = here.translate, here.lang, counting_words(here.translate)
    ids, present = _asked()
    shown = tuple(node for node in ids if node in items)
    key = f"{lang}-{desk.plan}-{'|'.join(ids)}-{present}-{groups}"
    first, second, third = st.columns([3, 1.2, 1.6], vertical_alignment="bottom")
    with first:
        desks.choose_plan(desk)
    chosen_present = second.number_input(
        _("Owners of each measure present"), 1, _MOST_PRESENT, present, key=f"present-{key}"
    )
    chosen_groups = third.segmented_control(
        _("Collective owners"), list(counting), default=groups, format_func=counting.__getitem__, key=f"groups-{key}"
    )
    picked = st.multiselect(
        _("What the meeting is about"),
        list(items),
        default=shown,
        format_func=lambda node: choice_words(items[node], _) if node in items else node,
        accept_new_options=True,
        placeholder=_("Choose goals, tasks, topics or platforms, or type a name"),
        key=f"agenda-{key}",
    )
    chosen = (_understood(picked, here, items, desk.plan, data), int(chosen_present), chosen_groups or "one")
    if chosen != (shown, present, groups):
        st.query_params.from_dict(
            {"plan": desk.plan, "id": list(chosen[0]), "present": str(chosen[1]), "groups": chosen[2], "lang": lang}
        )
        st.rerun()
    return shown, present


def _understood(
    picked: Sequence[str], here: Here, items: Mapping[str, AgendaItem], plan: str, data: Workspace
) -> tuple[str, ...]:
    """The items picked; of typed words, the one they mean, or else a notice with those they may mean."""
    _, names = here.translate, resources.names(data.store.revision, data)
    understood: dict[str, None] = {}
    for one in picked:
        meant = (one,) if one in items else candidates(names, one, list(items), plan)
        if len(meant) == 1:
            understood[meant[0]] = None
        elif meant:
            listed = _(", ").join(choice_words(items[node], _) for node in meant[:6])
            page.notice(_("“{words}” may mean: {listed}. Choose one of them.").format(words=one, listed=listed))
        else:
            page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=one))
    return tuple(understood)


def _wider(
    agenda: Sequence[str],
    plan: str,
    groups: str,
    present: int,
    items: Mapping[str, AgendaItem],
    here: Here,
    data: Workspace,
) -> list[tuple[str, str]]:
    """The wider topics of those that are talked about, by name, with the address that takes each up as well."""
    topics = resources.plan_clauses(data.store.revision, plan, here.lang, data).topics
    above = dict.fromkeys(
        node for one in agenda if one in topics for node in topics[one].broader if node in items and node not in agenda
    )
    rest = [("present", str(present)), ("groups", groups), ("lang", here.lang)]
    return [
        (
            items[node].label,
            address.raw_href("meeting", [("plan", plan), *(("id", one) for one in (*agenda, node)), *rest]),
        )
        for node in above
    ]


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.header(
    _("Who must be in the room"),
    _("All units that lead, and the fewest others that are needed for each measure to have its owners present."),
)
page.stop_if_empty(here)
desk = desks.open_desk("meeting", here)
plan, groups = desk.plan, desk.state.groups
items = {item.node: item for item in resources.agenda_items(revision, plan, here.lang, workspace)}
agenda, present = _draw_controls(desk, items, workspace)
if not agenda:
    page.empty(
        _("Nothing to talk about yet."), _("Choose one or more goals, tasks, topics or platforms; the units follow.")
    )
    st.stop()
incidence = resources.incidence(revision, plan, groups, here.lang, workspace)
meeting = plan_meeting(incidence, read_agenda(workspace.store, agenda, plan), present=present)
html = page.template("meeting.html", here)
st.html(html.figures(meeting))
wider = _wider(agenda, plan, groups, present, items, here, workspace)
if wider:
    st.html(html.wider(wider))
left, right = st.columns([3, 2], gap="large")
with left:
    page.section(_("In the room"))
    st.html(html.room(meeting))
    if meeting.alternatives:
        st.html(html.alternatives(meeting))
    ngettext, talked = here.counted, len(meeting.measures)
    page.section(
        _("What is talked about"), ngettext("{count} measure", "{count} measures", talked).format(count=talked)
    )
    st.html(html.measures(meeting, dict(zip(incidence.items, incidence.item_labels, strict=True))))
with right:
    page.section(_("May stay away"))
    st.html(html.absent(meeting))
st.html(
    page.template("desk.html", here, desk=desk).computed(
        computed("meeting", lang=here.lang), desks.asked(desk, "agenda", "assignments", node=agenda[0])
    )
)
