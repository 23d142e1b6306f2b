"""The responsibility matrix of some plans, with its filters, its orders and its spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import get_args

import streamlit as st

from aizone.app import address, page, resources
from aizone.app.address import Address
from aizone.app.components.matrix import matrix as draw_matrix
from aizone.app.matrix_data import matrix_data
from aizone.exports.matrix_xlsx import matrix_xlsx
from aizone.i18n import Lang, Translate
from aizone.names.choosing import with_typed
from aizone.projections.responsibility_matrix import KINDS, Level, Matrix
from aizone.views.look.formats import listed, number
from aizone.views.look.palette import GLYPHS, ROLES
from aizone.views.matrix.order import Filter, MatrixView, Order, arrange, select, within
from aizone.wording import role_label

_MAX_ROWS, _MAX_COLUMNS = 400, 150


def draw(
    now: Address, plans: tuple[str, ...], lang: Lang, _: Translate, *, above: int = 220, name: str = "panel"
) -> Address | None:
    """Draw the matrix; see `aizone.app.panels`. Its cells and heads are links, so nothing is returned.

    Args:
        now: the selection.
        plans: what to show.
        lang: language of names.
        _: translator of the wording.
        above: pixels of the window that other things take.
        name: sets the widgets of one place apart from those of another.
    """
    workspace = resources.workspace()
    revision = workspace.store.revision
    top = st.columns([1.5, 1.5, 1.5, 1.2, 1.2], vertical_alignment="bottom")
    view, names = now.matrix, _keys(name, lang)
    for part, value in (
        ("level", view.level),
        ("rows", view.rows),
        ("columns", view.columns),
        ("grouped", view.grouped),
    ):
        st.session_state[names[part]] = value  # the address says what the widgets show, also after going back
    with top[3].popover(_("Filter"), width="stretch"):
        st.segmented_control(
            _("A row for each"), get_args(Level), key=names["level"], on_change=_changed, args=(names,),
            format_func={"task": _("Task"), "measure": _("Measure")}.__getitem__,
        )  # fmt: skip
        with page.loading(_("Reading the plans …")):
            full = resources.matrix(revision, plans, lang, view.level, workspace)
        wanted = within(view.wanted, full)
        _filter(full, wanted, names, _)
    orders = {
        "plan": _("As in the plan"),
        "name": _("By name"),
        "load": _("Most first"),
        "blocks": _("Blocks together"),
    }
    for place, part, words in ((top[0], "rows", _("Order of tasks")), (top[1], "columns", _("Order of units"))):
        place.selectbox(
            words, get_args(Order), format_func=orders.__getitem__, key=names[part], on_change=_changed, args=(names,)
        )
    top[2].toggle(
        _("In groups"),
        key=names["grouped"],
        on_change=_changed,
        args=(names,),
        help=_("Keep task areas and kinds of unit together"),
    )
    grouped = view.grouped
    shown = arrange(select(full, wanted), rows=view.rows, columns=view.columns, lang=lang, grouped=grouped)
    if not shown.rows or not shown.columns:
        page.empty(_("Nothing fits these filters."), _("Take one of them out, and rows appear again."))
        return None
    statement = _statement(full, shown, wanted, lang, _)
    top[4].download_button(
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
    data = matrix_data(cut, now, lang, _, grouped=grouped, several=len(plans) > 1, above=above)
    draw_matrix(data, key=f"matrix-{name}")
    legend = "".join(page.role_chip(role) for role in ROLES if any(cell.role == role for cell in shown.cells.values()))
    if any(not cell.stated for cell in shown.cells.values()):
        statement = " · ".join((_("Underlined: inferred"), statement))
    st.html(f'<p class="az-roles">{legend} <span class="az-meta">{page.escape(statement)}</span></p>')
    return None


def _keys(name: str, lang: Lang) -> dict[str, str]:
    """The widgets' keys by what they set."""
    parts = ("level", "rows", "columns", "grouped", "roles", "kinds", "areas", "units")
    return {part: f"matrix-{part}-{name}-{lang}" for part in parts}


def _named(labels: dict[str, str], one: str) -> str:
    return labels.get(one, one)


def _changed(names: dict[str, str], typed_into: str = "", among: tuple[str, ...] = ()) -> None:
    """Write what the widgets say into the address; runs before the page is drawn.

    Args:
        names: the widgets' keys by what they set.
        typed_into: the part that a list sets which also takes typed words; they stand for everything in it that they find.
        among: the things of that list.
    """
    said = {part: st.session_state.get(key) for part, key in names.items()}
    wanted = Filter(**{part: tuple(said[part] or ()) for part in ("roles", "areas", "kinds", "units")})
    lang, _ = page.translate()
    if typed_into:
        workspace = resources.workspace()
        known = resources.names(workspace.store.revision, workspace)
        things, unknown = with_typed(known, getattr(wanted, typed_into), among)
        wanted = replace(wanted, **{typed_into: things})
        for words in unknown:
            st.toast(page.plain(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=words)))
    view = MatrixView(
        said["level"] or "task", said["rows"] or "plan", said["columns"] or "plan", bool(said["grouped"]), wanted
    )
    address.write(replace(address.read(lang), matrix=view))


def _filter(full: Matrix, wanted: Filter, names: dict[str, str], _: Translate) -> None:
    """The widgets of the filter."""
    for part in ("roles", "kinds", "areas", "units"):
        st.session_state[names[part]] = list(getattr(wanted, part))
    present = {role for cell in full.cells.values() for role, _count in cell.roles}
    areas = {row.area: row.area_label or _("Safeguards and other tasks") for row in full.rows}
    kinds = {column.kind: full.kind_labels.get(column.kind, column.kind) for column in full.columns}
    units = {column.unit: column.label for column in full.columns}
    st.pills(
        _("Roles"), [role for role in ROLES if role in present], selection_mode="multi", key=names["roles"],
        format_func=lambda role: f"{GLYPHS[role]} {role_label(role, _)}", on_change=_changed, args=(names,),
    )  # fmt: skip
    st.pills(
        _("Kinds of unit"), [kind for kind in KINDS if kind in kinds], selection_mode="multi", key=names["kinds"],
        format_func=kinds.__getitem__, on_change=_changed, args=(names,),
    )  # fmt: skip
    for part, words, labels in (("areas", _("Task areas"), areas), ("units", _("Units"), units)):
        st.multiselect(
            words, list(labels), format_func=partial(_named, labels), key=names[part],
            on_change=_changed, args=(names, part, tuple(labels)), accept_new_options=True,
        )  # fmt: skip


def _statement(full: Matrix, shown: Matrix, wanted: Filter, lang: Lang, _: Translate) -> str:
    """Which filters are set and what they leave, in words."""
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
    said += [_("{what}: {words}").format(what=what, words=listed(words, lang)) for what, words in parts if words]
    return " · ".join(said)
