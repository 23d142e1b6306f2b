"""The responsibility matrix as a spreadsheet: glyphs, groups and frozen heads as on screen, and a sheet with the evidence."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from ..i18n import Lang, Translate, translator
from ..model.kinds import ROLES
from ..projections.matrix_evidence import CellEvidence, read_matrix_evidence
from ..projections.responsibility_matrix import Matrix
from ..store import Store
from ..version import __version__
from ..views.look.palette import GLYPHS
from ..views.look.theme import TOKENS
from ..wording import basis_label, role_label
from .plain_workbook import plain_workbook

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FILLS = {"lead": "#CFE2F1", "responsible": "#E6F0F6", "support": "#EAF2EE", "supervise": "#F8EFD9"}
_BANDS = ("#EEF2F6", "#E2E8EF")
_HEADS = 3  # task area, number and work item come before the units


def matrix_xlsx(store: Store, matrix: Matrix, lang: Lang, *, statement: str) -> bytes:
    """The matrix as it is on screen, as an .xlsx file of two sheets.

    Args:
        store: where the evidence is.
        matrix: filtered and in order.
        lang: language of heads and words.
        statement: which filters are set, in words.

    Returns:
        the file; the same data give the same bytes. No text becomes a formula or a link.
    """
    _ = translator(lang)
    data = io.BytesIO()
    with plain_workbook(data, _("Responsibility matrix"), statement) as book:
        sheet = book.add_worksheet(_("Matrix"))
        _matrix_sheet(book, sheet, matrix, lang, _, (statement, _version(store, _)))
        _evidence_sheet(book, book.add_worksheet(_("Evidence")), matrix, read_matrix_evidence(store, matrix), _)
    return data.getvalue()


def _version(store: Store, _: Translate) -> str:
    return _("aizone {version}, data {revision}").format(version=__version__, revision=store.revision)


def _matrix_sheet(
    book: Workbook, sheet: Worksheet, matrix: Matrix, lang: Lang, _: Translate, notes: Sequence[str]
) -> None:
    title, meta = book.add_format({"bold": True, "font_size": 14}), book.add_format({"font_color": "#555555"})
    legend = [f"{GLYPHS[role]} {role_label(role, _)}" for role in ROLES]
    if not all(cell.stated for cell in matrix.cells.values()):
        legend.append(_("Underlined: inferred"))
    sheet.write_string(0, 0, _("Responsibility matrix"), title)
    for line, words in enumerate([*notes, "   ".join(legend)], start=1):
        sheet.write_string(line, 0, words, meta)
    kinds_line, heads_line = len(notes) + 2, len(notes) + 3
    several = len({row.plan for row in matrix.rows}) > 1
    first = _HEADS + several  # with several plans, the first column names each row's
    last = first + len(matrix.columns)
    column = first
    for band, (kind, heads) in enumerate(groupby(matrix.columns, key=lambda head: head.kind)):
        own = list(heads)
        look = {"bold": True, "align": "center", "valign": "vcenter", "border": 1, "border_color": "#9AA5B1"}
        style = book.add_format({**look, "bg_color": _BANDS[band % 2], "text_wrap": True})
        label = matrix.kind_labels.get(kind, kind)
        if len(own) > 1:
            sheet.merge_range(kinds_line, column, kinds_line, column + len(own) - 1, label, style)
        else:
            sheet.write_string(kinds_line, column, label, style)
        turned = {"rotation": 270 if lang == "zh" else 90, "align": "center", "valign": "bottom", "border": 1}
        style = book.add_format({**turned, "border_color": "#9AA5B1", "bg_color": _BANDS[band % 2]})
        for head in own:
            sheet.write_string(heads_line, column, head.short, style)
            column += 1
    plain = book.add_format({"bold": True, "valign": "bottom", "bottom": 1})
    leading = [*([_("Plan")] if several else []), _("Task area"), _("No."), _("Work item")]
    for place, words in enumerate(leading):
        sheet.write_string(heads_line, place, words, plain)
    sheet.write_string(heads_line, last, _("Owners"), plain)
    filled: dict[tuple[str, bool], Format] = {
        (role, stated): book.add_format(
            {"align": "center", "valign": "vcenter", "bg_color": _FILLS[role], "border": 1, "border_color": "#C9D1D9",
             "font_color": TOKENS[role].light, "bold": role == "lead", "underline": 0 if stated else 1})
        for role in ROLES
        for stated in (True, False)
    }  # fmt: skip
    empty = book.add_format({"border": 1, "border_color": "#E5E9ED"})
    wrapped = book.add_format({"text_wrap": True, "valign": "vcenter", "bottom": 1, "bottom_color": "#E5E9ED"})
    _rows(sheet, matrix, (heads_line + 1, first), filled, empty, wrapped)
    _totals(
        sheet,
        matrix,
        (heads_line + 1 + len(matrix.rows), first),
        _,
        book.add_format({"bold": True, "align": "center", "top": 1}),
    )
    longest = max((len(head.short) for head in matrix.columns), default=4)
    sheet.set_row(kinds_line, 30)
    sheet.set_row(heads_line, min(15 * longest + 8, 220) if lang == "zh" else min(5.5 * longest + 10, 300))
    for place, width in enumerate([*([26] if several else []), 22, 9, 44]):
        sheet.set_column(place, place, width)
    sheet.set_column(first, last - 1, 4)
    sheet.freeze_panes(heads_line + 1, first)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(kinds_line, heads_line)


def _rows(
    sheet: Worksheet,
    matrix: Matrix,
    corner: tuple[int, int],
    filled: dict[tuple[str, bool], Format],
    empty: Format,
    wrapped: Format,
) -> None:
    """Write the rows below and beside a corner, the first line and column of cells."""
    top, first = corner
    for line, row in enumerate(matrix.rows, start=top):
        for place, words in enumerate((row.plan_label, row.area_label, row.path, row.label)[-first:]):
            sheet.write_string(line, place, words, wrapped)
        for column, head in enumerate(matrix.columns, start=first):
            cell = matrix.cells.get((row.item, head.unit))
            if cell is None:
                sheet.write_blank(line, column, None, empty)
            else:
                sheet.write_string(line, column, GLYPHS[cell.role], filled[cell.role, cell.stated])
        sheet.write_number(line, first + len(matrix.columns), matrix.row_total(row.item))


def _totals(sheet: Worksheet, matrix: Matrix, corner: tuple[int, int], _: Translate, style: Format) -> None:
    top, first = corner
    lines = [(_("Leads"), ("lead",)), (_("All"), tuple(ROLES))]
    for line, (words, roles) in enumerate(lines, start=top):
        sheet.write_string(line, first - 1, words, style)
        for column, head in enumerate(matrix.columns, start=first):
            totals = matrix.column_totals(head.unit)
            sheet.write_number(line, column, sum(totals[role] for role in roles), style)


def _evidence_sheet(
    book: Workbook, sheet: Worksheet, matrix: Matrix, rows: Sequence[CellEvidence], _: Translate
) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    items = {row.item: row for row in matrix.rows}
    units = {head.unit: head.label for head in matrix.columns}
    heads = (
        (_("Plan"), 30), (_("No."), 9), (_("Work item"), 36), (_("Unit"), 26), (_("Role"), 10), (_("How it is known"), 22),
        (_("As written"), 18), (_("Owner list as written"), 44), (_("Characters"), 14), (_("Sentence"), 70),
    )  # fmt: skip
    for column, (words, width) in enumerate(heads):
        sheet.write_string(0, column, words, bold)
        sheet.set_column(column, column, width)
    missing = _("not held in this workspace")
    for line, row in enumerate(rows, start=1):
        item, found = items[row.item], row.found
        values = (
            item.plan_label, item.path, item.label, units[found.unit], role_label(found.role, _),
            basis_label(found.basis, _), found.as_written, found.owner_list, f"{found.start}–{found.end}",
            missing if found.text is None else found.text,
        )  # fmt: skip
        for column, value in enumerate(values):
            sheet.write_string(line, column, value, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
