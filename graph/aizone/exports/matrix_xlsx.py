"""The responsibility matrix as a spreadsheet that looks the same: glyphs, groups, frozen heads, and the evidence beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from ..i18n import Lang, Translate, translator
from ..iri import compact, expand
from ..projections.responsibility_matrix import Matrix
from ..version import __version__
from ..views.look.palette import GLYPHS, ROLES
from ..views.look.theme import TOKENS
from ..wording import basis_label, role_label
from ..workspace import Workspace

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_FILLS = {"lead": "#CFE2F1", "responsible": "#E6F0F6", "support": "#EAF2EE", "supervise": "#F8EFD9"}
_BANDS = ("#EEF2F6", "#E2E8EF")
_FIRST_COLUMN = 3  # area, number, work item stand before the units
_EPOCH = datetime(2020, 1, 1)  # the file says nothing of when it was made, so the same data give the same bytes

_EVIDENCE = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?plan ?measure ?task ?unit ?role ?basis ?written ?owners ?start ?end ?text ?position ?rank WHERE {
  GRAPH ?plan {
    ?assignment az:unit ?unit ; az:workItem ?measure ; az:role ?role ; az:basis ?basis ; az:asWritten ?written ; az:rank ?rank .
    ?measure az:partOf ?task ; az:position ?position ; az:evidence ?annotation .
    ?annotation oa:hasTarget ?target . ?target oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end .
    OPTIONAL { ?measure az:ownerList ?owners } OPTIONAL { ?measure az:text ?text }
    FILTER NOT EXISTS { ?assignment az:fromGroup ?group }
  }
} ORDER BY ?position ?rank ?assignment
"""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One responsibility that a filled cell stands on; `text` is None where the workspace does not hold it."""

    item: str
    unit: str
    role: str
    basis: str
    written: str
    owner_list: str
    start: int
    end: int
    text: str | None


def evidence_rows(workspace: Workspace, matrix: Matrix) -> list[EvidenceRow]:
    """The responsibilities behind the filled cells, in document order, plan by plan."""
    found = []
    items = {row.item for row in matrix.rows}
    for plan in dict.fromkeys(row.plan for row in matrix.rows):
        for row in workspace.store.select(_EVIDENCE, {"plan": expand(plan)}).dicts():
            measure, task, unit = (compact(str(row[key])) for key in ("measure", "task", "unit"))
            item, role = (measure if measure in items else task), str(row["role"]).rsplit("/", 1)[-1]
            cell = matrix.cells.get((item, unit))
            if cell is None or role not in dict(cell.roles):
                continue
            found.append(
                EvidenceRow(
                    item=item,
                    unit=unit,
                    role=role,
                    basis=str(row["basis"]).rsplit("/", 1)[-1],
                    written=str(row["written"]),
                    owner_list=str(row["owners"] or ""),
                    start=int(row["start"] or 0),
                    end=int(row["end"] or 0),
                    text=None if row["text"] is None else str(row["text"]),
                )
            )
    return found


def matrix_xlsx(workspace: Workspace, matrix: Matrix, lang: Lang, *, statement: str) -> bytes:
    """The matrix as it is on screen, as an .xlsx file of two sheets.

    Args:
        workspace: where the evidence is.
        matrix: filtered and in order.
        lang: language of heads and words.
        statement: which filters are set, in words.

    Returns:
        the file; the same data give the same bytes. No text becomes a formula or a link.
    """
    from xlsxwriter import Workbook

    _ = translator(lang)
    data = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(data, safe) as book:
        book.set_properties({"title": _("Responsibility matrix"), "created": _EPOCH, "comments": statement})
        sheet = book.add_worksheet(_("Matrix"))
        _matrix_sheet(book, sheet, matrix, lang, _, (statement, _version(workspace, _)))
        _evidence_sheet(book, book.add_worksheet(_("Evidence")), matrix, evidence_rows(workspace, matrix), _)
    return data.getvalue()


def _version(workspace: Workspace, _: Translate) -> str:
    return _("aizone {version}, data {revision}").format(version=__version__, revision=workspace.store.revision)


def _matrix_sheet(
    book: Workbook, sheet: Worksheet, matrix: Matrix, lang: Lang, _: Translate, notes: Sequence[str]
) -> None:
    title, meta = book.add_format({"bold": True, "font_size": 14}), book.add_format({"font_color": "#555555"})
    legend = "   ".join(f"{GLYPHS[role]} {role_label(role, _)}" for role in ROLES)
    sheet.write_string(0, 0, _("Responsibility matrix"), title)
    for line, words in enumerate([*notes, legend], start=1):
        sheet.write_string(line, 0, words, meta)
    kinds_line, heads_line = len(notes) + 2, len(notes) + 3
    last = _FIRST_COLUMN + len(matrix.columns)
    column = _FIRST_COLUMN
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
    for place, words in enumerate((_("Task area"), _("No."), _("Work item"))):
        sheet.write_string(heads_line, place, words, plain)
    sheet.write_string(heads_line, last, _("Owners"), plain)
    filled = {
        role: book.add_format({"align": "center", "valign": "vcenter", "bg_color": _FILLS[role], "border": 1,
                               "border_color": "#C9D1D9", "font_color": TOKENS[role].light, "bold": role == "lead"})
        for role in ROLES
    }  # fmt: skip
    empty = book.add_format({"border": 1, "border_color": "#E5E9ED"})
    wrapped = book.add_format({"text_wrap": True, "valign": "vcenter", "bottom": 1, "bottom_color": "#E5E9ED"})
    _rows(sheet, matrix, heads_line + 1, filled, empty, wrapped)
    _totals(
        sheet,
        matrix,
        heads_line + 1 + len(matrix.rows),
        _,
        book.add_format({"bold": True, "align": "center", "top": 1}),
    )
    longest = max((len(head.short) for head in matrix.columns), default=4)
    sheet.set_row(kinds_line, 30)
    sheet.set_row(heads_line, min(15 * longest + 8, 220) if lang == "zh" else min(5.5 * longest + 10, 300))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 9)
    sheet.set_column(2, 2, 44)
    sheet.set_column(_FIRST_COLUMN, last - 1, 4)
    sheet.freeze_panes(heads_line + 1, _FIRST_COLUMN)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(kinds_line, heads_line)


def _rows(
    sheet: Worksheet, matrix: Matrix, top: int, filled: dict[str, Format], empty: Format, wrapped: Format
) -> None:
    for line, row in enumerate(matrix.rows, start=top):
        for place, words in enumerate((row.area_label, row.path, row.label)):
            sheet.write_string(line, place, words, wrapped)
        for column, head in enumerate(matrix.columns, start=_FIRST_COLUMN):
            cell = matrix.cells.get((row.item, head.unit))
            if cell is None:
                sheet.write_blank(line, column, None, empty)
            else:
                sheet.write_string(line, column, GLYPHS[cell.role], filled[cell.role])
        sheet.write_number(line, _FIRST_COLUMN + len(matrix.columns), matrix.row_total(row.item))


def _totals(sheet: Worksheet, matrix: Matrix, top: int, _: Translate, style: Format) -> None:
    lines = [(_("Leads"), ("lead",)), (_("All"), tuple(ROLES))]
    for line, (words, roles) in enumerate(lines, start=top):
        sheet.write_string(line, 2, words, style)
        for column, head in enumerate(matrix.columns, start=_FIRST_COLUMN):
            totals = matrix.column_totals(head.unit)
            sheet.write_number(line, column, sum(totals[role] for role in roles), style)


def _evidence_sheet(
    book: Workbook, sheet: Worksheet, matrix: Matrix, rows: Sequence[EvidenceRow], _: Translate
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
    for line, found in enumerate(rows, start=1):
        item = items[found.item]
        values = (
            item.plan_label, item.path, item.label, units[found.unit], role_label(found.role, _),
            basis_label(found.basis, _), found.written, found.owner_list, f"{found.start}–{found.end}",
            missing if found.text is None else found.text,
        )  # fmt: skip
        for column, value in enumerate(values):
            sheet.write_string(line, column, value, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
