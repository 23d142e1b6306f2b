"""The tables as one workbook: a sheet a class, links from a node to its row, a first sheet that says what the file holds."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ...i18n import Lang, Translate, translator
from ...model.kinds import ROLES
from ...projections.tables import AnswerTable, NodeValue, TableValue
from ...text.characters import columns, without_illegal
from ...views.ask.headings import heading
from ...views.ask.tables import plain_value, said
from ...wording import role_label
from ..plain_workbook import plain_workbook
from ..statement import ExportStatement
from .class_tables import ClassTable

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_MOST_LINKS = 60_000
"""Links of a workbook; Excel keeps 65,530 a sheet, and opens slowly with more."""
_WIDEST = 60
_MOST_CHARACTERS = 32_767
_MOST_ROWS = 1_048_575


def tables_xlsx(tables: list[ClassTable], statement: ExportStatement, lang: Lang) -> bytes:
    """The workbook; the same data give the same bytes, and no text becomes a formula, a number or a link to the web.

    Args:
        tables: `class_tables`.
        statement: what the file holds.
        lang: language of heads and words.
    """
    _ = translator(lang)
    data = io.BytesIO()
    with plain_workbook(data, _("Tables of responsibilities")) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        link = book.add_format({"font_color": "#0B57D0", "underline": 1})
        cover = book.add_worksheet(_("Contents"))
        rows = _rows_of(tables)
        _cover(book, cover, tables, statement, lang, link)
        for table in tables:
            _sheet(book.add_worksheet(table.title), table, rows, lang, head, link)
    return data.getvalue()


def answer_xlsx(answer: AnswerTable, name: str, notes: tuple[str, ...], lang: Lang) -> bytes:
    """One answer as a workbook: the table, and a sheet that says how it was asked.

    Args:
        answer: the table.
        name: of the sheet.
        notes: lines for the second sheet.
        lang: language of heads and words.
    """
    _ = translator(lang)
    data = io.BytesIO()
    with plain_workbook(data, name) as book:
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        table = ClassTable("answer", name, "", answer, {})
        _sheet(book.add_worksheet(_("Answer")), table, {}, lang, head, book.add_format())
        about = book.add_worksheet(_("How it was asked"))
        about.set_column(0, 0, 120)
        for line, words in enumerate(notes):
            about.write_string(line, 0, without_illegal(words)[:_MOST_CHARACTERS])
    return data.getvalue()


def address_heading(column: str, _: Translate) -> str:
    """The head of a column of addresses, which another column names."""
    return _("{heading} (address)").format(heading=heading(column, _))


def _rows_of(tables: list[ClassTable]) -> dict[str, dict[str, tuple[str, int]]]:
    """For each table by name, the sheet and row (from 1) of each node that is its key."""
    found: dict[str, dict[str, tuple[str, int]]] = {}
    for table in tables:
        place = table.answer.columns.index(table.key)
        own = found.setdefault(table.name, {})
        for number, row in enumerate(table.answer.rows, start=2):
            value = row[place]
            if isinstance(value, NodeValue):
                own.setdefault(value.node, (table.title, number))
    return found


def _cover(
    book: Workbook, sheet: Worksheet, tables: list[ClassTable], statement: ExportStatement, lang: Lang, link: Format
) -> None:
    _ = translator(lang)
    sheet.write_string(0, 0, _("Tables of responsibilities"), book.add_format({"bold": True, "font_size": 14}))
    for line, words in enumerate(statement.lines(lang), start=1):
        sheet.write_string(line, 0, words)
    top = len(statement.lines(lang)) + 2
    for line, table in enumerate(tables, start=top):
        sheet.write_url(line, 0, f"internal:'{table.title}'!A1", link, table.title)
        sheet.write_number(line, 1, len(table.answer.rows))
    sheet.set_column(0, 0, 60)


def _sheet(
    sheet: Worksheet,
    table: ClassTable,
    rows: dict[str, dict[str, tuple[str, int]]],
    lang: Lang,
    head: Format,
    link: Format,
) -> None:
    _ = translator(lang)
    answer, links = table.answer, 0
    nodes = {column.removesuffix("_label") for column in answer.columns if column.endswith("_label")}
    for place, column in enumerate(answer.columns):
        is_address = column in nodes or column == table.key
        sheet.write_string(0, place, address_heading(column, _) if is_address else heading(column, _), head)
    for line, row in enumerate(answer.rows[:_MOST_ROWS], start=1):
        for place, (column, value) in enumerate(zip(answer.columns, row, strict=True)):
            target = _target(column, value, table, rows)
            if target is not None and links < _MOST_LINKS:
                links += 1
                sheet.write_url(line, place, f"internal:'{target[0]}'!A{target[1]}", link, _text(value))
            else:
                _write(sheet, line, place, said(column, value, lang))
    for place, column in enumerate(answer.columns):
        longest = max((columns(_text(said(column, row[place], lang))) for row in answer.rows[:500]), default=0)
        sheet.set_column(place, place, min(max(longest, columns(heading(column, _)) + 2, 8) + 1, _WIDEST))
    if table.name == "assignments":  # its roles can be changed and read back: a list says what they may be
        place = answer.columns.index("role")
        words = [*(role_label(role, _) for role in ROLES), _("not an owner")]
        sheet.data_validation(1, place, len(answer.rows) + 200, place, {"validate": "list", "source": words})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(answer.rows), 1), len(answer.columns) - 1)


def _target(
    column: str, value: TableValue, table: ClassTable, rows: dict[str, dict[str, tuple[str, int]]]
) -> tuple[str, int] | None:
    """The sheet and row of a cell's node, when another row of the workbook is about it."""
    if not isinstance(value, NodeValue):
        return None
    found = (rows.get(name, {}).get(value.node) for name in table.points_at.get(column, ()))
    return next((place for place in found if place is not None), None)


def _write(sheet: Worksheet, line: int, place: int, value: TableValue) -> None:
    plain = plain_value(value)
    if plain is None:
        return
    if isinstance(plain, bool):
        sheet.write_boolean(line, place, plain)
    elif isinstance(plain, (int, float)):
        sheet.write_number(line, place, plain)
    else:
        sheet.write_string(line, place, _text(value))


def _text(value: TableValue) -> str:
    plain = plain_value(value)
    return "" if plain is None else without_illegal(str(plain))[:_MOST_CHARACTERS]
