"""The panel of "Add a plan": one owner with all that can be decided about it, or what is to be checked; and what was decided."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pyoxigraph import NamedNode

from aizone.app import address, page, resources
from aizone.app.here import Here
from aizone.app.intake.desk import REASON, Desk, Place, knowledge_of
from aizone.model import Role
from aizone.names.units import KnownUnits
from aizone.reading.review import Reviewed
from aizone.units import Resolver
from aizone.verdicts.readings import Correction
from aizone.views.intake.explanation import explain_measure
from aizone.views.intake.new_unit import full_name_for, kind_words
from aizone.views.intake.owner import OwnerView, owner_view, units_to_choose
from aizone.views.intake.preview import NameLine, Preview, told
from aizone.views.look.palette import GLYPHS
from aizone.wording import role_label
from aizone.workspace import Workspace

_MOST_FOUND = 6
_MOST_CURES = 6
_MOST_PROPOSALS = 3
_ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "supervise")


@dataclass(frozen=True, slots=True)
class Bench:
    """The plan that is looked at, and what its panel needs to know.

    `asked` are the parameters of the page: `part` (the plan), `show` ('check' for what is to be checked), `pick` (an owner).
    """

    here: Here
    desk: Desk
    workspace: Workspace
    place: Place
    reviewed: Reviewed
    resolver: Resolver
    asked: Mapping[str, str]

    def href(self, **params: str) -> str:
        """An address of this page; what is not given stays as it is now."""
        wanted = [(name, value) for name, value in {**self.asked, **params}.items() if value]
        return address.raw_href("add", [*wanted, ("lang", self.here.lang)])

    def pick(self, key: str) -> str:
        """The address that shows one owner or list."""
        return self.href(pick=key)

    def template(self, picked: str = "") -> Any:  # noqa: ANN401 # see `page.template`
        """The macros of the preview, with one owner or list marked."""
        return page.template("preview.html", self.here, href=self.pick, picked=picked)

    def units(self) -> KnownUnits:
        """The units of the workspace, to search in."""
        knowledge = knowledge_of(self.workspace, ())
        return resources.known_units(self.workspace.store.revision, self.workspace, knowledge)

    def label(self, unit: NamedNode) -> str:
        """A unit's official name."""
        known = self.resolver.known(unit)
        return known.label if known is not None else self.units().labels.get(unit.value, unit.value.rsplit("/", 1)[-1])


def draw_owner(view: OwnerView, bench: Bench) -> None:
    """One owner, or the list that gets one more."""
    st.html(bench.template().back(bench.href(pick="")))
    if view.written:
        _draw_one_owner(view, bench)
    else:
        _draw_one_list(view, bench)
    task, _dot, number = view.measure.partition(".")
    st.html(bench.template().why(explain_measure(bench.reviewed.plan.reading, int(task), int(number), bench.here.lang)))


def _draw_one_owner(view: OwnerView, bench: Bench) -> None:
    _, reviewed, key = bench.here.translate, bench.reviewed, f"add-{bench.place}-{view.key}"
    whom = view.label or _("This name is not known yet.")
    st.html(bench.template().picked_owner(view, view.written, whom, view.basis))
    mine = [
        one
        for one in (*reviewed.stored, *reviewed.draft.corrections)
        if one.quote == view.quote and one.written == view.written
    ]
    if view.state == "removed":
        page.notice(_("Corrected: this is not an owner."))
        _draw_undo(mine, key, bench)
        return
    if view.state != "added":
        page.subsection(_("Who is it?"))
        with st.container(key="add-who", gap="small"):
            choose = functools.partial(
                bench.desk.name_unit, bench.workspace, bench.place, reviewed, view.quote, view.written
            )
            _draw_choice(_("Search for the unit"), key, choose, view.proposals, bench)
            _draw_new_unit(view, key, bench)
    page.subsection(_("Role"))
    _draw_roles(view, key, bench)
    if view.state != "added":
        st.button(
            _("Not an owner"),
            key=f"{key}-not",
            icon=":material/person_off:",
            on_click=bench.desk.correct,
            args=(bench.place, reviewed.stored, "not-owner", view.quote, view.written),
        )
    st.text_input(_("Why (kept with what you decide next)"), key=REASON)
    _draw_undo(mine, key, bench)


def _draw_one_list(view: OwnerView, bench: Bench) -> None:
    _, key = bench.here.translate, f"add-{bench.place}-{view.key}"
    st.html(bench.template().picked_owner(view, _("Add an owner"), "", ""))
    page.subsection(_("Role"))
    role = st.segmented_control(
        _("Role"),
        _ROLES,
        default="responsible",
        format_func=lambda role: f"{GLYPHS[role]} {role_label(role, _)}",
        key=f"{key}-new-role",
        label_visibility="collapsed",
    )

    def choose(unit: NamedNode) -> None:
        bench.desk.correct(
            bench.place,
            bench.reviewed.stored,
            "owner",
            view.quote,
            bench.label(unit),
            role=role or "responsible",
            unit=unit,
        )

    page.subsection(_("Who is it?"))
    with st.container(key="add-who", gap="small"):
        _draw_choice(_("Search for the unit"), key, choose, (), bench)
    st.text_input(_("Why (kept with what you decide next)"), key=REASON)


def _draw_choice(
    words: str,
    key: str,
    choose: Callable[[NamedNode], None],
    near: Sequence[tuple[NamedNode, str]],
    bench: Bench,
) -> None:
    """Units to choose from: the nearest, then what a search finds."""
    _ = bench.here.translate
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
        page.notice(_("No unit has that name."))
    for unit, label, other in found:
        shown = page.plain(label) + (f"  :gray[{page.plain(other)}]" if other else "")
        st.button(shown, key=f"{key}-found-{unit.value}", on_click=choose, args=(unit,), width="stretch")


def _draw_new_unit(view: OwnerView, key: str, bench: Bench) -> None:
    """A unit that no registry has, made on the spot: its full name, its kind and its place; the name written means it from now on."""
    _, registry, plan = bench.here.translate, bench.resolver.registry, bench.reviewed.read.plan
    here = registry.places.get(plan.place) if plan.place is not None else None
    with st.popover(_("New unit"), icon=":material/domain_add:", width="stretch", key=f"{key}-new-{view.unit}"):
        if here is None:
            st.caption(_("Choose the place of the plan first: a unit belongs to a place."))
            return
        words = kind_words(_)
        name = st.text_input(_("Full name"), value=full_name_for(view.written, here), key=f"{key}-new-name")
        kind = st.selectbox(_("Kind"), list(words), format_func=words.__getitem__, key=f"{key}-new-kind")
        around = [registry.places[node] for node in registry.around(here) if node in registry.places]
        where = st.selectbox(_("Place of the unit"), around, format_func=lambda one: one.label, key=f"{key}-new-place")
        st.button(
            _("Make this unit and use it here"),
            key=f"{key}-new-make",
            type="primary",
            disabled=not name.strip(),
            on_click=bench.desk.create_unit,
            args=(bench.workspace, bench.place, bench.reviewed, view.quote, view.written, (name, kind, where)),
        )
        st.caption(_("It is kept in the workspace, and every plan of its place knows it."))


def _draw_roles(view: OwnerView, key: str, bench: Bench) -> None:
    """The four roles; choosing one is a correction."""
    _, widget = bench.here.translate, f"{key}-role-{view.role}"

    def chosen() -> None:
        role = st.session_state[widget]
        if role is not None and role != view.role:
            is_added = view.state == "added"
            bench.desk.correct(
                bench.place,
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


def _draw_undo(mine: Sequence[Correction], key: str, bench: Bench) -> None:
    _ = bench.here.translate

    def back() -> None:
        for one in mine:
            bench.desk.take_back(bench.place, one.id)

    if mine:
        st.button(_("Undo what was corrected here"), key=f"{key}-undo", icon=":material/undo:", on_click=back)


def draw_checks(preview: Preview, bench: Bench) -> None:
    """Names that are not known, the nearest units to choose for each, then all issues by kind."""
    html = bench.template()
    if preview.names:
        st.html(html.names(preview.names))
        _draw_cures(preview.names, bench)
    st.html(html.issues(preview.issues))


def _draw_cures(names: Sequence[NameLine], bench: Bench) -> None:
    """Buttons that say whom a name means: one for each unit that is near it; the choice holds for all plans of the place."""
    _ = bench.here.translate
    for name in [one for one in names if one.proposals][:_MOST_CURES]:
        for unit, label in name.proposals[:_MOST_PROPOSALS]:
            st.button(
                page.plain(_("{name} is {unit}").format(name=name.written, unit=label)),
                key=f"add-cure-{bench.place}-{name.written}-{unit.value}",
                icon=":material/check:",
                on_click=_name_unit,
                args=(name, unit, bench),
                width="stretch",
            )


def _name_unit(name: NameLine, unit: NamedNode, bench: Bench) -> None:
    """Note whom a name means, from the first place where it is written."""
    view = owner_view(bench.reviewed.read, bench.reviewed.plan.reading, name.key, bench.resolver, bench.here.lang)
    if view is not None:
        bench.desk.name_unit(bench.workspace, bench.place, bench.reviewed, view.quote, name.written, unit)


def draw_decisions(bench: Bench) -> None:
    """Decisions about names, then corrections of this plan, the stored ones with who made them."""
    _, reviewed, desk = bench.here.translate, bench.reviewed, bench.desk
    names = [one for one in desk.decisions if one.verb == "alias" and isinstance(one.object, str)]
    made = [one for one in desk.decisions if one.verb == "unit"]
    corrections = [*reviewed.stored, *reviewed.draft.corrections]
    if not corrections and not names and not made:
        return
    page.subsection(_("Decided"), str(len(corrections) + len(names) + len(made)))
    for unit in made:
        undo = functools.partial(desk.forget_unit, unit.subject)
        kind = kind_words(_).get(unit.kind, unit.kind)
        _draw_decision(
            str(unit.object), _("new unit: {kind}").format(kind=kind), "", f"unit-{unit.object}", undo, bench
        )
    for name in names:
        words, note = _("means {unit}").format(unit=bench.label(name.subject)), _("in all plans of the place")
        undo = functools.partial(desk.forget_name, str(name.object))
        _draw_decision(str(name.object), words, note, f"name-{name.object}", undo, bench)
    stored = {one.id for one in reviewed.stored}
    lost = {one.id for one in reviewed.not_applied}
    for one in corrections:
        note = f"{one.made.signed} · {one.made.when[:10]}" if one.id in stored else _("not stored yet")
        if one.id in lost:
            note = _("its words are gone from the plan; kept")
        labels = {one.unit.value: bench.label(one.unit)} if one.unit is not None else {}
        undo = functools.partial(desk.take_back, bench.place, one.id)
        _draw_decision(one.written or "—", told(one, labels, _), note, one.id, undo, bench)


def _draw_decision(name: str, words: str, note: str, key: str, undo: Callable[[], None], bench: Bench) -> None:
    """One decision with a button that takes it back."""
    _ = bench.here.translate
    left, right = st.columns([6, 1], vertical_alignment="center")
    with left:
        st.html(bench.template().decision(name, words, note))
    with right:
        spoken = page.plain(_("Take back: {name}").format(name=name))
        st.button(spoken, key=f"add-back-{key}", icon=":material/undo:", on_click=undo, type="tertiary")
