"""The sheet of responsibilities of our workbook, or the table of our csv files, read again after people edited it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...errors import N_, DocumentError
from ...i18n import LANGUAGES, translator
from ...iri import ID
from ...model.kinds import ROLES
from ...reading.edited_table import NO_OWNER, EditedRow
from ...views.ask.headings import heading
from ...vocab import AZROLE
from ...wording import role_label
from ..filled_workbook import HEADS_WITHIN, filled_sheets
from .workbook import address_heading

_MOST_ROWS = 200_000
_MOST_LACKING = 3
"""Of the five heads; a sheet that lacks more is another one."""
_ADDRESSES = ("assignment", "item", "unit")


def read_edited(data: bytes, name: str) -> tuple[EditedRow, ...]:
    """The rows of the sheet of responsibilities, in either language, its columns in any order, also below a title.

    Args:
        data: the workbook, or that sheet or `assignments.csv` of `--format csvw` as a csv file.
        name: of the file, for messages.

    Raises:
        DocumentError: it is damaged, has no such sheet, or the sheet lacks a column.
        MissingExtraError: openpyxl is not installed.
    """
    lacking: list[str] = []
    for rows in filled_sheets(data, name, columns=40, most_rows=_MOST_ROWS):
        for above, heads in enumerate(rows[:HEADS_WITHIN]):
            for wanted in _heads():
                places, missing = _places(heads, wanted)
                if not missing:
                    return tuple(_rows(rows[above + 1 :], places, first=above + 2))
                if len(missing) <= _MOST_LACKING and (not lacking or len(missing) < len(lacking)):
                    lacking = missing
    if lacking:
        raise DocumentError(
            name,
            N_("lacks a column of the sheet of responsibilities: {columns}."),
            N_("Put it back, under the same head: rows are known by their addresses."),
            columns=", ".join(lacking),
        )
    raise DocumentError(
        name,
        N_("has no sheet of responsibilities with their addresses."),
        N_("Make one with: aizone export --format xlsx --plan PLAN -o FILE.xlsx"),
    )


def _heads() -> Iterator[dict[str, str]]:
    """The heads that a sheet may have, by the column that each names: those of either language, or those of our csv files."""
    for lang in LANGUAGES:
        _ = translator(lang)
        wanted = {column: address_heading(column, _) for column in _ADDRESSES}
        yield wanted | {"unit_label": heading("unit", _), "role": heading("role", _)}
    yield {column: column for column in (*_ADDRESSES, "unit_label", "role")}


def _places(heads: Sequence[object], wanted: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    """The place of each column that is needed, and the heads of those that are not there."""
    said = [str(head).strip() if head is not None else "" for head in heads]
    places = {column: said.index(words) for column, words in wanted.items() if words in said}
    return places, [words for column, words in wanted.items() if column not in places]


def _rows(rows: Sequence[tuple[object, ...]], places: dict[str, int], first: int) -> Iterator[EditedRow]:
    roles = {word: role for lang in LANGUAGES for word, role in role_words(lang).items()} | {NO_OWNER: NO_OWNER}
    for number, row in enumerate(rows, start=first):
        cells = {column: _text(row[place]) if place < len(row) else "" for column, place in places.items()}
        if any(cells.values()):
            role = roles.get(cells["role"].removeprefix(AZROLE.base).removeprefix("azrole:").casefold())
            assignment, item, unit = (_address(cells[column]) for column in _ADDRESSES)
            yield EditedRow(number, assignment, item, unit, cells["unit_label"], role)


def _address(text: str) -> str:
    """An address as we write it: files for programs have it at full length."""
    return f"id:{text.removeprefix(ID)}" if text.startswith(ID) else text


def role_words(lang: str) -> dict[str, str]:
    """The words that the column of roles may hold, each with what it means."""
    _ = translator("zh" if lang == "zh" else "en")
    return {**{role_label(role, _): role for role in ROLES}, _("not an owner"): NO_OWNER}


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
