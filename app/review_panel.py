"""The panel of "Add a plan": one owner with all that can be decided about it, or what is to be checked; and what was decided."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from pyoxigraph import NamedNode

from aizone.app import address, page, preview_html, resources, review_desk
from aizone.app.review_desk import Desk
from aizone.i18n import Lang, Translate
from aizone.model import Role
from aizone.names.units import KnownUnits
from aizone.reading.review import Reviewed
from aizone.units import Resolver
from aizone.verdicts.readings import Correction
from aizone.views.intake.owner import OwnerView, units_to_choose
from aizone.views.intake.preview import Preview, told
from aizone.views.look.palette import GLYPHS
from aizone.wording import role_label
from aizone.workspace import Workspace

_MOST_FOUND = 6
_ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "supervise")
_KEPT = ("part", "show", "pick")


@dataclass(frozen=True, slots=True)
class Bench:
    """The plan that is looked at, and what its panel needs to know."""

    workspace: Workspace
    part: tuple[int, int]
    reviewed: Reviewed
    resolver: Resolver
    lang: Lang
    _: Translate

    def href(self, **params: str) -> str:
        """An address of this page; what is not given stays as it is now."""
        kept = {name: st.query_params[name] for name in _KEPT if name in st.query_params}
        wanted = {name: value for name, value in {**kept, **params}.items() if value}
        return address.raw_href("add", [*wanted.items(), ("lang", self.lang)])

    def href_of(self, key: str) -> str:
        """The address that shows one owner or list."""
        return self.href(pick=key)

    def units(self) -> KnownUnits:
        """The units of the workspace, to search in."""
        knowledge = review_desk.knowledge_of(self.workspace, ())
        return resources.known_units(self.workspace.store.revision, self.workspace, knowledge)

    def label(self, unit: NamedNode) -> str:
        """A unit's official name."""
        known = self.resolver.known(unit)
        return known.label if known is not None else self.units().labels.get(unit.value, unit.value.rsplit("/", 1)[-1])


def draw_owner(view: OwnerView, bench: Bench) -> None:
    """One owner, or the list that gets one more."""
    close = bench._("Back to the list of what to check")
    link = f'<a data-az href="{page.escape(bench.href(pick=""))}" target="_self">← {page.escape(close)}</a>'
    st.html(f'<p class="az-close">{link}</p>')
    if view.written:
        _one_owner(view, bench)
    else:
        _one_list(view, bench)


def _one_owner(view: OwnerView, bench: Bench) -> None:
    _, reviewed, key = bench._, bench.reviewed, f"add-{bench.part}-{view.key}"
    whom = view.label or _("Nobody knows this name yet.")
    st.html(
        f"{page.meta(view.heading)}<h2 class='az-h2 az-picked'>{page.escape(view.written)}</h2>"
        f"{page.meta(whom, view.basis)}{preview_html.passage_html(view.passage)}"
    )
    mine = [
        one
        for one in (*reviewed.stored, *reviewed.draft.corrections)
        if one.quote == view.quote and one.written == view.written
    ]
    if view.state == "removed":
        page.notice(_("Not an owner, as somebody decided."))
        _undo(mine, key, bench)
        return
    if view.state != "added":
        st.html(page.h3(_("Who is it?")))
        with st.container(key="add-who", gap="small"):
            choose = functools.partial(
                review_desk.name_unit, bench.workspace, bench.part, reviewed.stored, view.quote, view.written
            )
            _choose_unit(_("Search for the unit"), key, choose, view.proposals, bench)
    st.html(page.h3(_("Role")))
    _roles(view, key, bench)
    if view.state != "added":
        st.button(
            _("Not an owner"),
            key=f"{key}-not",
            icon=":material/person_off:",
            on_click=review_desk.correct,
            args=(bench.part, reviewed.stored, "not-owner", view.quote, view.written),
        )
    st.text_input(_("Why (kept with what you decide next)"), key="add-why")
    _undo(mine, key, bench)


def _one_list(view: OwnerView, bench: Bench) -> None:
    _, key = bench._, f"add-{bench.part}-{view.key}"
    title = _("Add an owner")
    st.html(
        f"{page.meta(view.heading)}<h2 class='az-h2 az-picked'>{page.escape(title)}</h2>"
        f"{preview_html.passage_html(view.passage)}"
    )
    st.html(page.h3(_("Role")))
    role = st.segmented_control(
        _("Role"),
        _ROLES,
        default="responsible",
        format_func=lambda role: f"{GLYPHS[role]} {role_label(role, _)}",
        key=f"{key}-new-role",
        label_visibility="collapsed",
    )

    def choose(unit: NamedNode) -> None:
        review_desk.correct(
            bench.part,
            bench.reviewed.stored,
            "owner",
            view.quote,
            bench.label(unit),
            role=role or "responsible",
            unit=unit,
        )

    st.html(page.h3(_("Who is it?")))
    with st.container(key="add-who", gap="small"):
        _choose_unit(_("Search for the unit"), key, choose, (), bench)
    st.text_input(_("Why (kept with what you decide next)"), key="add-why")


def _choose_unit(
    words: str,
    key: str,
    choose: Callable[[NamedNode], None],
    near: Sequence[tuple[NamedNode, str]],
    bench: Bench,
) -> None:
    """Units to choose from: the nearest, then what a search finds."""
    _ = bench._
    for unit, label in near:
        st.button(
            page.plain(label),
            key=f"{key}-near-{unit.value}",
            on_click=choose,
            args=(unit,),
            icon=":material/lightbulb:",
            width="stretch",
        )
    typed = st.text_input(words, key=f"{key}-search", placeholder=_("name, short name, pinyin or initials"))
    if not typed:
        return
    found = units_to_choose(bench.reviewed.read, bench.units(), bench.resolver, typed, limit=_MOST_FOUND)
    if not found:
        page.notice(_("No unit is called so."))
    for unit, label, other in found:
        shown = page.plain(label) + (f"  :gray[{page.plain(other)}]" if other else "")
        st.button(shown, key=f"{key}-found-{unit.value}", on_click=choose, args=(unit,), width="stretch")


def _roles(view: OwnerView, key: str, bench: Bench) -> None:
    """The four roles; choosing one is a correction."""
    _, widget = bench._, f"{key}-role-{view.role}"

    def chosen() -> None:
        role = st.session_state[widget]
        if role is not None and role != view.role:
            is_added = view.state == "added"
            review_desk.correct(
                bench.part,
                bench.reviewed.stored,
                "owner" if is_added else "role",
                view.quote,
                view.written,
                role=role,
                unit=view.unit if is_added else None,
            )

    st.segmented_control(
        _("Role"),
        _ROLES,
        default=view.role,
        format_func=lambda role: f"{GLYPHS[role]} {role_label(role, _)}",
        key=widget,
        on_change=chosen,
        label_visibility="collapsed",
    )


def _undo(mine: Sequence[Correction], key: str, bench: Bench) -> None:
    def back() -> None:
        for one in mine:
            review_desk.take_back(bench.part, one.id)

    if mine:
        words = bench._("Undo what was corrected here")
        st.button(words, key=f"{key}-undo", icon=":material/undo:", on_click=back)


def draw_checks(preview: Preview, bench: Bench) -> None:
    """What to look at: names that mean nobody, then all issues by kind."""
    _ = bench._
    if preview.names:
        rows = "".join(
            f'<li><a data-az href="{page.escape(bench.href_of(name.key))}" target="_self">{page.escape(name.written)}</a>'
            f'<span class="az-meta">{page.escape(" · ".join(label for _unit, label in name.proposals))}</span>'
            f'<span class="az-count">×{name.times}</span></li>'
            for name in preview.names
        )
        title = page.h3(_("Who is that?"), _("click a name to say"))
        st.html(f'{title}<ul class="az-rows az-names">{rows}</ul>')
    title = page.h3(_("To check"), str(sum(len(group.lines) for group in preview.issues)))
    body = preview_html.issues_html(preview.issues, bench.href_of, _) or page.meta(_("Nothing was unclear."))
    st.html(title + body + page.meta(_("Click an owner on the left to correct it.")))


def draw_decisions(desk: Desk, bench: Bench) -> None:
    """What was decided: names, then corrections of this plan, the stored ones with who made them."""
    _, reviewed = bench._, bench.reviewed
    names = [one for one in desk.decisions if one.verb == "alias" and isinstance(one.object, str)]
    corrections = [*reviewed.stored, *reviewed.draft.corrections]
    if not corrections and not names:
        return
    st.html(page.h3(_("Decided"), str(len(corrections) + len(names))))
    for name in names:
        words, note = _("means {unit}").format(unit=bench.label(name.subject)), _("in all plans of the place")
        _decision(str(name.object), words, note, f"name-{name.object}", review_desk.forget_name, (name.object,), _)
    stored = {one.id for one in reviewed.stored}
    lost = {one.id for one in reviewed.not_applied}
    for one in corrections:
        note = f"{one.made.by} · {one.made.when[:10]}" if one.id in stored else _("not stored yet")
        if one.id in lost:
            note = _("its words are gone from the plan; kept")
        labels = {one.unit.value: bench.label(one.unit)} if one.unit is not None else {}
        undo = functools.partial(review_desk.take_back, bench.part)
        _decision(one.written, told(one, labels, _), note, one.id, undo, (one.id,), _)


def _decision(
    name: str, words: str, note: str, key: str, undo: Callable[..., None], values: tuple[object, ...], _: Translate
) -> None:
    """One decision with a button that takes it back."""
    left, right = st.columns([6, 1], vertical_alignment="center")
    with left:
        said = f"<b>{page.escape(name)}</b> {page.escape(words)}"
        st.html(f"<p class='az-decided'>{said}</p>{page.meta(note)}")
    with right:
        spoken = page.plain(_("Take back: {name}").format(name=name))
        st.button(spoken, key=f"add-back-{key}", icon=":material/undo:", on_click=undo, args=values, type="tertiary")
