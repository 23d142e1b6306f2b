"""The units that must be in the room: what the meeting is about, who attends and why, and who may stay away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from aizone.analysis.meeting import plan_meeting
from aizone.app import page, resources
from aizone.app.here import Here
from aizone.names.choosing import candidates
from aizone.projections.agenda import AgendaItem, read_agenda
from aizone.queries import Groups
from aizone.views.desk.agenda import choice_words
from aizone.views.desk.counting import counting_words
from aizone.workspace import Workspace

_MOST_PRESENT = 5


def _asked(plans: Sequence[str]) -> tuple[str, tuple[str, ...], int, Groups]:
    """The request of the address: plan, items of the agenda, owners present, how collective owners count."""
    plan = next((one for one in st.query_params.get_all("plan") if one in plans), plans[0])
    present = st.query_params.get("present", "1")
    return (
        plan,
        tuple(dict.fromkeys(st.query_params.get_all("id"))),
        min(int(present), _MOST_PRESENT) if present.isdecimal() and int(present) else 1,
        "expand" if st.query_params.get("groups") == "expand" else "one",
    )


def _draw_controls(
    here: Here, items: Mapping[str, AgendaItem], data: Workspace
) -> tuple[str, tuple[str, ...], int, Groups]:
    """The controls, with what the address asks for; another choice is written into it and starts the page again."""
    _, lang = here.translate, here.lang
    heads = {head.plan: head.label for head in resources.plans(data.store.revision, lang, data)}
    plan, ids, present, groups = asked = _asked(list(heads))
    shown = [node for node in ids if node in items]
    key = f"{lang}-{plan}-{'|'.join(ids)}-{present}-{groups}"
    first, second, third = st.columns([3, 1.2, 1.6], vertical_alignment="bottom")
    chosen_plan = first.selectbox(
        _("Plan"), list(heads), list(heads).index(plan), format_func=heads.__getitem__, key=f"plan-{key}"
    )
    chosen_present = second.number_input(
        _("Owners of each measure present"), 1, _MOST_PRESENT, present, key=f"present-{key}"
    )
    counting = counting_words(_)
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
    understood = _understood(picked, here, items, plan, data) if chosen_plan == plan else ()
    chosen = (chosen_plan, understood, int(chosen_present), chosen_groups or "one")
    if chosen != (plan, tuple(shown), present, groups):
        st.query_params.from_dict(
            {"plan": chosen[0], "id": list(chosen[1]), "present": str(chosen[2]), "groups": chosen[3], "lang": lang}
        )
        st.rerun()
    return asked[0], tuple(shown), asked[2], asked[3]


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


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
page.stop_if_empty(here)
page.header(
    _("Who must be in the room"),
    _("All units that lead, and the fewest others that are needed for each measure to have its owners present."),
)
plan = _asked([head.plan for head in resources.plans(revision, here.lang, workspace)])[0]
items = {item.node: item for item in resources.agenda_items(revision, plan, here.lang, workspace)}
plan, agenda, present, groups = _draw_controls(here, items, workspace)
if not agenda:
    page.empty(
        _("Nothing to talk about yet."), _("Choose one or more goals, tasks, topics or platforms; the units follow.")
    )
    st.stop()
incidence = resources.incidence(revision, plan, groups, here.lang, workspace)
meeting = plan_meeting(incidence, read_agenda(workspace.store, agenda, plan), present=present)
html = page.template("meeting.html", here)
st.html(html.figures(meeting))
left, right = st.columns([3, 2], gap="large")
with left:
    page.section(_("In the room"))
    st.html(html.room(meeting))
    if meeting.alternatives:
        st.html(html.alternatives(meeting))
    page.section(_("What is talked about"), _("{count} measures").format(count=len(meeting.measures)))
    st.html(html.measures(meeting, dict(zip(incidence.items, incidence.item_labels, strict=True))))
with right:
    page.section(_("May stay away"))
    st.html(html.absent(meeting))
