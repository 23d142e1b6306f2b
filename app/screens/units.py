"""The units: a list by what they carry, the profile of one, or several side by side. A profile prints on paper."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from aizone.analysis.load import UnitLoad
from aizone.app import address, page, resources, scope
from aizone.app.address import Address
from aizone.i18n import Translate
from aizone.names.choosing import candidates
from aizone.names.search import filter_nodes
from aizone.projections.responsibilities import Duty
from aizone.views.entity.profile import Line, Profile, compare, unit_lines
from aizone.views.look.formats import day, listed, number
from aizone.views.look.palette import ROLES
from aizone.wording import role_label

_MOST = 4
_MAX_CHIPS = 30


def _href(*units: str) -> str:
    plans = [("plan", plan) for plan in (chosen.plans if chosen.is_chosen else ())]
    return address.raw_href("units", [*(("id", unit) for unit in units), *plans, ("lang", lang)])


def _roles(pairs: Sequence[tuple[str, int]]) -> str:
    return "".join(page.role_chip(role, f"{role_label(role, _)} {count}") for role, count in pairs)


def _directory(units: Sequence[UnitLoad], _: Translate) -> None:
    typed = st.text_input(
        _("Filter by name"),
        placeholder=_("name, short name, pinyin or initials"),
        key="units-filter",
        label_visibility="collapsed",
    )
    fitting = filter_nodes(resources.names(revision, workspace), typed, [unit.unit for unit in units])
    shown = [unit for unit in units if unit.unit in fitting]
    if not shown:
        page.empty(_("No unit of these plans is called so."), _("Try a shorter part of its name."))
        return
    widest = max(unit.total for unit in shown)

    def bar(count: int, css: str) -> str:
        return f'<span class="az-bar {css}" style="width:{100 * count / widest * 0.9:.1f}%"></span>' if count else ""

    rows = "".join(
        f'<tr><td><a data-az href="{page.escape(_href(unit.unit))}" target="_self">{page.escape(unit.label)}</a></td>'
        f'<td style="width:34%">{bar(unit.leads, "")}{bar(unit.responsible, "az-bar2")}{bar(unit.supports, "az-bar3")}</td>'
        f'<td class="az-num">{unit.leads}</td><td class="az-num">{unit.responsible}</td><td class="az-num">{unit.supports}</td>'
        f'<td class="az-num">{unit.total}</td></tr>'
        for unit in shown
    )
    head = page.table_head(
        (_("Unit"), ""), (_("Measures by role"), ""), (_("lead"), "az-num"), (_("responsible"), "az-num"),
        (_("support"), "az-num"), (_("All"), "az-num"),
    )  # fmt: skip
    st.html(f'<table class="az-list">{head}{rows}</table>')


def _duty(duty: Duty, _: Translate) -> str:
    text = duty.evidence.exact if duty.evidence is not None else None
    words = f'<p class="az-quote">{page.escape(text)}</p>' if text else ""
    summary = f"<p>{page.escape(duty.summary)}</p>" if duty.summary else ""
    where = ""
    if duty.evidence is not None:
        where = _("characters {start}–{end}").format(start=duty.evidence.start, end=duty.evidence.end)
    due = _("due {date}").format(date=day(duty.deadline, lang)) if duty.deadline else ""
    how = _("written “{words}”, {basis}").format(words=duty.as_written, basis=duty.basis_label)
    return (
        f'<div class="az-duty"><p><b>{page.link(duty.task, duty.item_label)}</b> <span class="az-meta">{page.escape(duty.path)}'
        f"</span></p>{words or summary}{page.meta(due, how, where)}</div>"
    )


def _profile(found: Profile, _: Translate) -> None:
    card = found.card
    names = listed(found.names, lang)
    st.html(_head(found, names, _))
    figures: list[tuple[str | int, str]] = [(len(found.measures), _("Measures"))]
    figures += [(count, words) for _role, words, count in card.roles]
    figures += [(len(card.goals), _("Goals served")), (len(card.partners), _("Partners")),
                (len(card.things), _("Platforms, parks and projects"))]  # fmt: skip
    if found.next_deadline:
        figures.append((day(found.next_deadline, lang), _("next deadline")))
    st.html(page.tiles([(value, words[:1].upper() + words[1:]) for value, words in figures]))
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.html(page.h2(_("Duties by role")))
        for role in ROLES:
            own = [duty for duty in card.duties if duty.role == role]
            if own:
                title = page.h3(role_label(role, _), number(len(own), lang))
                st.html(f'<div class="az-card">{title}{"".join(_duty(duty, _) for duty in own)}</div>')
        if not card.duties:
            page.empty(_("No responsibilities are recorded here."))
        st.html(_printed_source(found, _))
        if card.text_missing:
            st.caption(_("Where the workspace holds no sentence, our summary stands in its place."))
    with right:
        st.html(page.h2(_("Task areas")) + _shares(found, _))
        for title, items in (
            (_("Goals served"), [page.chip(node, label, count=count or None) for node, label, count in card.goals]),
            (_("Works with"), [page.chip(node, label, count=count) for node, label, count in card.partners]),
            (_("Platforms, parks and projects"), [page.chip(node, label, count=count) for node, label, _kind, count in card.things]),
        ):  # fmt: skip
            if items:
                rest = f'<span class="az-meta">+{len(items) - _MAX_CHIPS}</span>' if len(items) > _MAX_CHIPS else ""
                st.html(page.h2(title, number(len(items), lang)) + "".join(items[:_MAX_CHIPS]) + rest)


def _head(found: Profile, names: str, _: Translate) -> str:
    card = found.card
    also = _("also: {names}").format(names=names) if names else ""
    above = _("under {unit}").format(unit=found.superior[1]) if found.superior else ""
    explore = address.href("explore", Address(id=card.node, lang=lang, plans=chosen.plans if chosen.is_chosen else ()))
    more = page.escape(_("Open in Explore"))
    return (
        f'<header class="az-header"><p class="az-kicker">{page.escape(card.kind)}</p>'
        f'<h1 class="az-title">{page.escape(card.label)}</h1>{page.meta(card.other_label, also, above)}'
        f'<p class="az-no-print"><a class="az-chip" data-az href="{page.escape(explore)}" target="_self">{more}</a></p></header>'
    )


def _printed_source(found: Profile, _: Translate) -> str:
    """On paper: from which plans and which state of the data the profile was made."""
    plans = listed(tuple(dict.fromkeys(duty.plan_label for duty in found.card.duties)), lang)
    words = _("Source: {plans}. aizone, data version {version}, {node}")
    said = words.format(plans=plans or "—", version=revision[:8], node=found.card.node)
    return f'<p class="az-meta az-print-only">{page.escape(said)}</p>'


def _shares(found: Profile, _: Translate) -> str:
    other = page.escape(_("Safeguards and other tasks"))
    rows = "".join(
        f"<tr><td>{page.link(share.area, share.label) if share.area else other}</td><td>{_roles(share.roles)}</td></tr>"
        for share in found.areas
    )
    head = page.table_head((_("Task area"), ""), (_("Measures by role"), ""))
    return f'<table class="az-list">{head}{rows}</table>'


def _lines(lines: Sequence[Line], first: str, profiles: Sequence[Profile]) -> str:
    head = page.table_head((first, ""), *((found.card.label, "az-num") for found in profiles))
    body = []
    for line in lines:
        most = max(line.values)
        cells = "".join(
            f'<td class="az-num">{"<b>" if value == most and most else ""}{value or "·"}{"</b>" if value == most and most else ""}</td>'
            for value in line.values
        )
        body.append(f"<tr><td>{page.escape(line.label)}</td>{cells}</tr>")
    return f'<table class="az-list az-compare">{head}{"".join(body)}</table>'


def _comparison(profiles: Sequence[Profile], _: Translate) -> None:
    page.header(
        _("{count} units side by side").format(count=len(profiles)),
        " · ".join(found.card.label for found in profiles),
    )
    found = compare(profiles, lang)
    left, right = st.columns(2, gap="large")
    with left:
        st.html(page.h2(_("Figures")) + _lines(found.figures, "", profiles))
    with right:
        st.html(page.h2(_("Measures a task area")) + _lines(found.areas, _("Task area"), profiles))
    st.html(page.h2(_("Measures all of them have"), number(len(found.shared), lang)))
    if not found.shared:
        page.empty(_("They share no measure."))
        return
    head = page.table_head((_("Measure"), ""), *((one.card.label, "") for one in profiles))
    rows = "".join(
        f"<tr><td>{page.link(task, label)}</td>{''.join(f'<td>{page.role_chip(role)}</td>' for role in roles)}</tr>"
        for task, label, roles in found.shared
    )
    st.html(f'<table class="az-list">{head}{rows}</table>')


def _understood(picked: Sequence[str], _: Translate) -> list[str]:
    """The units picked; of typed words, the unit they mean, or else a notice with those they may mean."""
    known_names = resources.names(revision, workspace)
    plan = chosen.plans[0] if chosen.is_chosen and len(chosen.plans) == 1 else None
    understood: dict[str, None] = {}
    for one in picked:
        meant = (one,) if one in options else candidates(known_names, one, options, plan)
        if len(meant) == 1:
            understood[meant[0]] = None
        elif meant:
            words = page.escape(_("“{words}” may be one of these:").format(words=one))
            links = (
                f'<a class="az-chip" data-az href="{page.escape(_href(*understood, unit))}" target="_self">'
                f"{page.escape(names[unit])}</a>"
                for unit in meant[:_MAX_CHIPS]
            )
            st.html(f"<p>{words}</p>{''.join(links)}")
        else:
            page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=one))
    return list(understood)


lang, _ = page.translate()
workspace = resources.workspace()
revision = workspace.store.revision
asked = tuple(dict.fromkeys(st.query_params.get_all("id")))[:_MOST]
top = st.container()
chosen = scope.choose(lang, _) if not asked else scope.current(lang)
units = unit_lines([resources.plan_overview(revision, head, lang, workspace) for head in chosen.heads], lang)
labels = {unit.unit: unit.label for unit in units}
profiles = {unit: resources.unit_profile(revision, unit, lang, workspace) for unit in asked}
missing = [unit for unit, found in profiles.items() if found is None]
known = [found for found in profiles.values() if found is not None]
if not asked:
    with top:
        page.header(
            _("Responsible units"), _("Who carries what. Choose a unit for its profile, or several to compare them.")
        )
options = list(dict.fromkeys([*labels, *(found.card.node for found in known)]))
names = {**labels, **{found.card.node: found.card.label for found in known}}
with top:
    picked = st.multiselect(
        _("Units"), options, default=[found.card.node for found in known], format_func=lambda unit: names.get(unit, unit),
        max_selections=_MOST, accept_new_options=True,
        placeholder=_("Choose one unit, or up to four to compare"), label_visibility="collapsed",
        key=f"units-{lang}-{'|'.join(asked)}",
    )  # fmt: skip
    picked = _understood(picked, _)
if tuple(picked) != tuple(found.card.node for found in known):
    plans = {"plan": list(chosen.plans)} if chosen.is_chosen else {}
    st.query_params.from_dict({"id": picked, **plans, "lang": lang})
    st.rerun()
if missing:
    page.error(
        _("Nothing in this workspace has the address {node}.").format(node=missing[0]),
        _("Choose a unit from the list above."),
    )
if len(known) > 1:
    _comparison(known, _)
elif known:
    with st.container(key="unit-profile"):
        _profile(known[0], _)
else:
    _directory(units, _)
