"""The units: a list by what they carry, the profile of one, or several side by side. A profile prints on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from aizone.analysis.load import UnitLoad
from aizone.app import page, resources, scope
from aizone.app.here import Here
from aizone.app.panels import papers
from aizone.app.panels.filters import typed_name
from aizone.exports.papers.make import PaperRequest
from aizone.iri import expand, last_segment
from aizone.names.choosing import candidates
from aizone.names.search import filter_nodes
from aizone.views.entity.profile import Profile, compare, unit_lines
from aizone.views.look.formats import day, number
from aizone.views.look.palette import ROLES
from aizone.workspace import Workspace

_MOST = 4


def _pick(here: Here, asked: Sequence[str], labels: Mapping[str, str], shown: Sequence[str], data: Workspace) -> None:
    """The choice of units; another choice is written into the address and starts the page again.

    Args:
        here: the language, and the plans whose units typed words may mean.
        asked: the units of the address.
        labels: what can be chosen, with names.
        shown: those of `asked` that are units.
        data: the workspace, for other names that are typed.
    """
    _ = here.translate
    picked = st.multiselect(
        _("Units"), list(labels), default=list(shown), format_func=lambda unit: labels.get(unit, unit),
        max_selections=_MOST, accept_new_options=True,
        placeholder=_("Choose one unit, or up to four to compare"), label_visibility="collapsed",
        key=f"units-{here.lang}-{'|'.join(asked)}",
    )  # fmt: skip
    understood = _understood(picked, here, labels, data)
    if understood != list(shown):
        plans = {"plan": list(here.plans.plans)} if here.plans.is_chosen else {}
        st.query_params.from_dict({"id": understood, **plans, "lang": here.lang})
        st.rerun()


def _understood(picked: Sequence[str], here: Here, labels: Mapping[str, str], data: Workspace) -> list[str]:
    """The units picked; of typed words, the unit they mean, or else a notice with those they may mean."""
    _, names, plans = here.translate, resources.names(data.store.revision, data), here.plans
    plan = plans.plans[0] if plans.is_chosen and len(plans.plans) == 1 else None
    understood: dict[str, None] = {}
    for one in picked:
        meant = (one,) if one in labels else candidates(names, one, list(labels), plan)
        if len(meant) == 1:
            understood[meant[0]] = None
        elif meant:
            units = [(unit, labels[unit]) for unit in meant]
            st.html(page.template("units.html", here).candidates(one, units, list(understood)))
        else:
            page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=one))
    return list(understood)


def _directory(units: Sequence[UnitLoad], here: Here, data: Workspace) -> None:
    """All units by what they carry, with a filter by name."""
    _ = here.translate
    if not units:
        page.without_owners(here)
        return
    typed = typed_name("units-filter", _("name, short name, pinyin or initials"), here)
    fitting = filter_nodes(resources.names(data.store.revision, data), typed, [unit.unit for unit in units])
    shown = [unit for unit in units if unit.unit in fitting]
    if not shown:
        page.empty(_("No unit of these plans has that name."), _("Try a shorter part of its name."))
        return
    st.html(page.template("units.html", here).directory(shown))


def _profile(found: Profile, here: Here, data_version: str) -> None:
    """One unit: figures, duties by role with their sentences, task areas, and whom it works with."""
    _, card, html = here.translate, found.card, page.template("units.html", here)
    st.html(html.title(found))
    st.html(page.template("parts.html", here).tiles(_figures(found, here)))
    left, right = st.columns([3, 2], gap="large")
    with left:
        page.section(_("Duties by role"))
        for role in ROLES:
            own = [duty for duty in card.duties if duty.role == role]
            if own:
                st.html(html.duties(role, own))
        if not card.duties:
            page.empty(_("No responsibilities are recorded here."))
        st.html(html.printed_source(found, data_version))
        if card.text_missing:
            st.caption(_("Where the workspace does not hold a sentence, our summary takes its place."))
    with right:
        st.html(html.areas(found))
        if card.answers:
            st.html(html.answered(card.answers))
        for title, items in (
            (_("Goals served"), [(node, label, count or None) for node, label, count in card.goals]),
            (_("Works with"), card.partners),
            (_("Platforms, parks and projects"), [(node, label, count) for node, label, _kind, count in card.things]),
        ):
            if items:
                st.html(html.chips(title, items))


def _papers(found: Profile, here: Here, data: Workspace) -> None:
    """The unit's page of the table of responsibilities and its brief, of each plan that names it: of all, or of those chosen."""
    unit, naming = found.card.node, {duty.plan for duty in found.card.duties}
    every = resources.plans(data.store.revision, here.lang, data)
    for head in here.plans.heads if here.plans.is_chosen else every:
        if head.plan not in naming:
            continue
        slug = last_segment(expand(head.plan))
        with st.container(horizontal=True, key=f"unit-papers-{slug}"):
            st.caption(page.plain(head.named))
            papers.button(PaperRequest("breakdown", slug, unit), here, data)
            papers.button(PaperRequest("brief", slug, unit), here, data)


def _figures(found: Profile, here: Here) -> list[tuple[str | int, str]]:
    """Counts and the next deadline, each with what it says."""
    _, card = here.translate, found.card
    figures: list[tuple[str | int, str]] = [(len(found.measures), _("Measures"))]
    figures += [(count, words[:1].upper() + words[1:]) for _role, words, count in card.roles]
    figures += [
        (len(card.goals), _("Goals served")),
        (len(card.partners), _("Partners")),
        (len(card.things), _("Platforms, parks and projects")),
    ]
    if found.next_deadline:
        figures.append((day(found.next_deadline, here.lang), _("Next deadline")))
    return figures


def _comparison(profiles: Sequence[Profile], here: Here) -> None:
    """Several units side by side: figures, measures per task area, and the measures all of them have."""
    _, html, found = here.translate, page.template("units.html", here), compare(profiles, here.lang)
    page.header(
        _("{count} units side by side").format(count=len(profiles)),
        " · ".join(profile.card.label for profile in profiles),
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.html(html.lines(_("Figures"), found.figures, "", profiles))
    with right:
        st.html(html.lines(_("Measures per task area"), found.areas, _("Task area"), profiles))
    page.section(_("Measures all of them have"), number(len(found.shared), here.lang))
    if not found.shared:
        page.empty(_("They share no measure."))
        return
    st.html(html.shared(found.shared, profiles))


here, workspace = page.here(), resources.workspace()
_, revision = here.translate, workspace.store.revision
asked = tuple(dict.fromkeys(st.query_params.get_all("id")))[:_MOST]
top = st.container()
if not asked:
    with top:
        page.header(
            _("Responsible units"), _("Who carries what. Choose a unit for its profile, or several to compare them.")
        )
    scope.draw(here)
    scope.print_names(here.plans.plans, here)
page.stop_if_empty(here)
overviews = [resources.plan_overview(revision, head, here.lang, workspace) for head in here.plans.heads]
units = unit_lines(overviews, here.lang)
without = () if here.plans.is_chosen else tuple(here.invented)
profiles = {unit: resources.unit_profile(revision, unit, here.lang, workspace, without) for unit in asked}
known = [found for found in profiles.values() if found is not None]
missing = [unit for unit, found in profiles.items() if found is None]
with top:
    labels = {unit.unit: unit.label for unit in units} | {found.card.node: found.card.label for found in known}
    _pick(here, asked, labels, [found.card.node for found in known], workspace)
if missing:
    page.error(
        _("Nothing in this workspace has the address {node}.").format(node=missing[0]),
        _("Choose a unit from the list above."),
    )
if len(known) > 1:
    _comparison(known, here)
elif known:
    with st.container(key="unit-profile"):
        _profile(known[0], here, revision[:8])
    _papers(known[0], here, workspace)
else:
    _directory(units, here, workspace)
