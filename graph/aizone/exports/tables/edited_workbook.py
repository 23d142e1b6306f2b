"""The sheet of responsibilities of our workbook, read again after people edited it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...errors import N_, DocumentError
from ...i18n import LANGUAGES, translator
from ...model.kinds import ROLES
from ...reading.edited_table import NO_OWNER, EditedRow
from ...views.ask.headings import heading
from ...wording import role_label
from ..filled_workbook import HEADS_WITHIN, filled_sheets
from .workbook import address_heading

_MOST_ROWS = 200_000
_COLUMNS = ("assignment", "item", "unit")


def read_edited(data: bytes, name: str) -> tuple[EditedRow, ...]:
    """The rows of the sheet of responsibilities, in either language, its columns in any order, also below a title.

    Args:
        data: the workbook.
        name: of the file, for messages.

    Raises:
        DocumentError: it is damaged, or has no such sheet.
        MissingExtraError: openpyxl is not installed.
    """
    for rows in filled_sheets(data, name, columns=40, most_rows=_MOST_ROWS):
        for above, heads in enumerate(rows[:HEADS_WITHIN]):
            places = _places(heads)
            if places is not None:
                return tuple(_rows(rows[above + 1 :], places, first=above + 2))
    raise DocumentError(
        name,
        N_("has no sheet of responsibilities with their addresses."),
        N_("Make one with: aizone export --format xlsx --plan PLAN -o FILE.xlsx"),
    )


def _places(heads: Sequence[object]) -> dict[str, int] | None:
    """The place of each column that is needed, by the heads of one language; None when one is missing."""
    said = [str(head).strip() if head is not None else "" for head in heads]
    for lang in LANGUAGES:
        _ = translator(lang)
        wanted = {column: address_heading(column, _) for column in _COLUMNS}
        wanted |= {"unit_label": heading("unit", _), "role": heading("role", _)}
        if all(words in said for words in wanted.values()):
            return {column: said.index(words) for column, words in wanted.items()}
    return None


def _rows(rows: Sequence[tuple[object, ...]], places: dict[str, int], first: int) -> Iterator[EditedRow]:
    roles = {word: role for lang in LANGUAGES for word, role in role_words(lang).items()}
    for number, row in enumerate(rows, start=first):
        cells = {column: _text(row[place]) if place < len(row) else "" for column, place in places.items()}
        if any(cells.values()):
            role = roles.get(cells["role"].casefold())
            yield EditedRow(number, cells["assignment"], cells["item"], cells["unit"], cells["unit_label"], role)


def role_words(lang: str) -> dict[str, str]:
    """The words that the column of roles may hold, each with what it means."""
    _ = translator("zh" if lang == "zh" else "en")
    return {**{role_label(role, _): role for role in ROLES}, _("not an owner"): NO_OWNER}


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()
