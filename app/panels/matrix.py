"""The responsibility matrix of some plans, with its filters, its orders and its spreadsheet."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from aizone.app import page, resources
from aizone.app.address import Address
from aizone.app.components.matrix import matrix as draw_matrix
from aizone.app.matrix_data import matrix_data
from aizone.i18n import Lang, Translate
from aizone.views.formats import listed, number
from aizone.views.matrix import KINDS, Level, Matrix
from aizone.views.matrix_order import Filter, Order, arrange, select
from aizone.views.matrix_xlsx import matrix_xlsx
from aizone.views.palette import GLYPHS, ROLES, role_label

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
    with top[3].popover(_("Filter"), width="stretch"):
        level: Level = st.segmented_control(
            _("A row for each"), get_args(Level), default="task", key=f"matrix-level-{name}-{lang}",
            format_func={"task": _("Task"), "measure": _("Measure")}.__getitem__,
        ) or "task"  # fmt: skip
        with page.loading(_("Reading the plans …")):
            full = resources.matrix(revision, plans, lang, level, workspace)
        wanted = _filter(full, lang, _, name)
    orders = {
        "plan": _("As in the plan"),
        "name": _("By name"),
        "load": _("Most first"),
        "blocks": _("Blocks together"),
    }
    rows = _order(top[0], _("Order of tasks"), "plan", orders, f"matrix-rows-{name}-{lang}")
    columns = _order(top[1], _("Order of units"), "load", orders, f"matrix-columns-{name}-{lang}")
    grouped = top[2].toggle(
        _("In groups"),
        value=True,
        key=f"matrix-grouped-{name}-{lang}",
        help=_("Keep task areas and kinds of unit together"),
    )
    shown = arrange(select(full, wanted), rows=rows, columns=columns, lang=lang, grouped=grouped)
    if not shown.rows or not shown.columns:
        page.empty(_("Nothing fits these filters."), _("Take one of them out, and rows appear again."))
        return None
    statement = _statement(full, shown, wanted, lang, _)
    top[4].download_button(
        _("Excel file"),
        lambda: matrix_xlsx(workspace, shown, lang, statement=statement),
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


def _order(
    place: st.delta_generator.DeltaGenerator, words: str, first: Order, names: dict[str, str], key: str
) -> Order:
    options: tuple[Order, ...] = get_args(Order)
    return place.selectbox(words, options, index=options.index(first), format_func=names.__getitem__, key=key)


def _filter(full: Matrix, lang: Lang, _: Translate, name: str) -> Filter:
    """The filters, none of them set at first."""
    present = {role for cell in full.cells.values() for role, _count in cell.roles}
    areas = {row.area: row.area_label or _("Safeguards and other tasks") for row in full.rows}
    kinds = {column.kind: full.kind_labels.get(column.kind, column.kind) for column in full.columns}
    units = {column.unit: column.label for column in full.columns}
    roles = st.pills(
        _("Roles"), [role for role in ROLES if role in present], selection_mode="multi", key=f"matrix-roles-{name}-{lang}",
        format_func=lambda role: f"{GLYPHS[role]} {role_label(role, _)}",
    )  # fmt: skip
    chosen_kinds = st.pills(
        _("Kinds of unit"), [kind for kind in KINDS if kind in kinds], selection_mode="multi",
        key=f"matrix-kinds-{name}-{lang}", format_func=kinds.__getitem__,
    )  # fmt: skip
    chosen_areas = st.multiselect(
        _("Task areas"), list(areas), format_func=areas.__getitem__, key=f"matrix-areas-{name}-{lang}"
    )
    chosen_units = st.multiselect(
        _("Units"), list(units), format_func=units.__getitem__, key=f"matrix-units-{name}-{lang}"
    )
    return Filter(roles=roles, areas=chosen_areas, kinds=chosen_kinds, units=chosen_units)


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
