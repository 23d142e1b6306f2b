"""The responsibility matrix of some plans, with its filters, its orders and its spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import get_args

import streamlit as st

from aizone.app import address, page, resources, scope
from aizone.app.components.matrix import matrix as draw_matrix
from aizone.app.here import Here
from aizone.app.panels import pictures
from aizone.app.panels.matrix_data import matrix_data, paper
from aizone.exports.matrix_xlsx import matrix_xlsx
from aizone.exports.plan_pictures import matrix_svg
from aizone.i18n import Lang, translator
from aizone.names.choosing import with_typed
from aizone.projections.responsibility_matrix import KINDS, Level, Matrix
from aizone.views.look.formats import listed, number
from aizone.views.look.palette import GLYPHS, ROLES
from aizone.views.matrix.order import Filter, MatrixView, Order, arrange, select, within
from aizone.wording import role_label

_MAX_ROWS, _MAX_COLUMNS = 400, 150
_FILTERS = ("roles", "kinds", "areas", "units")

Keys = dict[str, str]
"""The widgets' keys in the session by what they set."""


def draw(
    here: Here,
    plans: tuple[str, ...],
    *,
    above: int = 220,
    name: str = "panel",
    choose_plans: Callable[[], None] | None = None,
) -> None:
    """Draw the matrix with its controls; its cells and heads are links.

    Args:
        here: the selection, and the matrix its address asks for.
        plans: what to show.
        above: pixels of the window that other things take.
        name: sets the widgets of one place apart from those of another.
        choose_plans: draws the choice of plans, which then shares a line with the controls: every row of the window counts.
    """
    _, lang, view, workspace = here.translate, here.lang, here.address.matrix, resources.workspace()
    with st.container(key=f"matrix-bar-{name}"):
        parts = st.columns([4.4 if choose_plans else 2.0, 1.15, 1.15, 1.15], vertical_alignment="center")
    if choose_plans:
        with parts[0]:
            choose_plans()
    top = parts[1:]
    keys = {part: f"matrix-{part}-{name}-{lang}" for part in ("level", "rows", "columns", "grouped", *_FILTERS)}
    for part in ("level", "rows", "columns", "grouped"):
        st.session_state[keys[part]] = getattr(
            view, part
        )  # the address says what the widgets show, also after going back
    active = sum(bool(getattr(view.wanted, part)) for part in _FILTERS)
    filter_name = _("Filter ({count})").format(count=active) if active else _("Filter")
    with top[1].popover(filter_name, width="stretch", key=f"matrix-filter-{name}-{lang}"):
        st.segmented_control(
            _("A row for each"), get_args(Level), key=keys["level"], on_change=_changed, args=(keys, lang),
            format_func={"task": _("Task"), "measure": _("Measure")}.__getitem__,
        )  # fmt: skip
        with page.loading(_("Reading the plans …")):
            full = resources.matrix(workspace.store.revision, plans, lang, view.level, workspace)
        wanted = within(view.wanted, full)
        _draw_filter(full, wanted, keys, here)
    with top[0].popover(_("Order"), width="stretch"):
        _draw_orders(keys, here)
    shown = arrange(select(full, wanted), rows=view.rows, columns=view.columns, lang=lang, grouped=view.grouped)
    if not full.columns:
        page.without_owners(here)
        return
    if not shown.rows or not shown.columns:
        page.empty(_("Nothing fits these filters."), _("Remove one of them, and rows appear again."))
        return
    scope.print_names(plans, here)
    statement = _statement(full, shown, wanted, here)
    top[2].download_button(
        _("Excel file"),
        lambda: matrix_xlsx(workspace.store, shown, lang, statement=statement),
        file_name=_("Responsibility matrix") + ".xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        on_click="ignore",
        width="stretch",
        key=f"matrix-xlsx-{name}-{lang}",
    )
    cut = Matrix(shown.rows[:_MAX_ROWS], shown.columns[:_MAX_COLUMNS], shown.cells, shown.kind_labels)
    if len(shown.rows) > _MAX_ROWS or len(shown.columns) > _MAX_COLUMNS:
        page.notice(
            _(
                "The first {rows} rows and {columns} columns are shown; the Excel file holds all. Filters narrow it down."
            ).format(rows=number(len(cut.rows), lang), columns=number(len(cut.columns), lang))
        )
    page.paper(paper(cut)[0])
    draw_matrix(matrix_data(cut, here, grouped=view.grouped, several=len(plans) > 1, above=above), key=f"matrix-{name}")
    roles = [role for role in ROLES if any(cell.role == role for cell in shown.cells.values())]
    has_inferred = any(not cell.stated for cell in shown.cells.values())
    st.html(page.template("matrix.html", here).legend(roles, has_inferred, statement))
    named = {head.plan: head.named for head in here.plans.heads if head.plan in plans}
    pictures.buttons(
        partial(matrix_svg, shown, lang, grouped=view.grouped, plans=named),
        pictures.title_of(_("Responsibility matrix"), here, plans), here, name=f"matrix-{name}", plans=plans,
    )  # fmt: skip


def _changed(keys: Keys, lang: Lang, typed_into: str = "", among: tuple[str, ...] = ()) -> None:
    """Write what the widgets say into the address; runs before the page is drawn.

    Args:
        keys: the widgets.
        lang: the language of the address.
        typed_into: the part that a list sets which also takes typed words; they mean everything in it that they find.
        among: the things of that list.
    """
    said = {part: st.session_state.get(key) for part, key in keys.items()}
    wanted = Filter(**{part: tuple(said[part] or ()) for part in _FILTERS})
    if typed_into:
        _, workspace = translator(lang), resources.workspace()
        names = resources.names(workspace.store.revision, workspace)
        things, unknown = with_typed(names, getattr(wanted, typed_into), among)
        wanted = replace(wanted, **{typed_into: things})
        for words in unknown:
            st.toast(page.plain(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=words)))
    view = MatrixView(
        said["level"] or "task", said["rows"] or "plan", said["columns"] or "plan", bool(said["grouped"]), wanted
    )
    address.write(replace(address.read(lang), matrix=view))


def _draw_orders(keys: Keys, here: Here) -> None:
    """The widgets that set the order of rows and columns."""
    _ = here.translate
    orders = {
        "plan": _("As in the plan"),
        "name": _("By name"),
        "load": _("Most first"),
        "blocks": _("Blocks together"),
    }
    for part, words in (("rows", _("Order of tasks")), ("columns", _("Order of units"))):
        st.selectbox(
            words,
            get_args(Order),
            format_func=orders.__getitem__,
            key=keys[part],
            on_change=_changed,
            args=(keys, here.lang),
        )
    st.toggle(
        _("In groups"),
        key=keys["grouped"],
        on_change=_changed,
        args=(keys, here.lang),
        help=_("Keep task areas and kinds of unit together"),
    )


def _draw_filter(full: Matrix, wanted: Filter, keys: Keys, here: Here) -> None:
    """The widgets of the filter."""
    _ = here.translate
    for part in _FILTERS:
        st.session_state[keys[part]] = list(getattr(wanted, part))
    present = {role for cell in full.cells.values() for role, _count in cell.roles}
    areas = {row.area: row.area_label or _("Safeguards and other tasks") for row in full.rows}
    kinds = {column.kind: full.kind_labels.get(column.kind, column.kind) for column in full.columns}
    units = {column.unit: column.label for column in full.columns}
    st.pills(
        _("Roles"), [role for role in ROLES if role in present], selection_mode="multi", key=keys["roles"],
        format_func=lambda role: f"{GLYPHS[role]} {role_label(role, _)}", on_change=_changed, args=(keys, here.lang),
    )  # fmt: skip
    st.pills(
        _("Kinds of unit"), [kind for kind in KINDS if kind in kinds], selection_mode="multi", key=keys["kinds"],
        format_func=kinds.__getitem__, on_change=_changed, args=(keys, here.lang),
    )  # fmt: skip
    for part, words, labels in (("areas", _("Task areas"), areas), ("units", _("Units"), units)):
        st.multiselect(
            words, list(labels), format_func=partial(_label, labels), key=keys[part],
            on_change=_changed, args=(keys, here.lang, part, tuple(labels)), accept_new_options=True,
        )  # fmt: skip


def _label(labels: dict[str, str], thing: str) -> str:
    """A thing's name; typed words as they are."""
    return labels.get(thing, thing)


def _statement(full: Matrix, shown: Matrix, wanted: Filter, here: Here) -> str:
    """The filters that are set and what they leave, in words."""
    _ = here.translate
    areas = {row.area: row.area_label or _("Safeguards and other tasks") for row in full.rows}
    units = {column.unit: column.label for column in full.columns}
    parts = [
        (_("Roles"), [role_label(role, _) for role in wanted.roles]),
        (_("Task areas"), [areas[area] for area in wanted.areas]),
        (_("Kinds of unit"), [full.kind_labels.get(kind, kind) for kind in wanted.kinds]),
        (_("Units"), [units[unit] for unit in wanted.units]),
    ]
    said = [_("{rows} of {all_rows} work items, {columns} of {all_columns} units").format(
        rows=len(shown.rows), all_rows=len(full.rows), columns=len(shown.columns), all_columns=len(full.columns)
    )]  # fmt: skip
    said += [_("{what}: {words}").format(what=what, words=listed(words, here.lang)) for what, words in parts if words]
    return " · ".join(said)
