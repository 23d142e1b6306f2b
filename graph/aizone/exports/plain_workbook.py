"""A workbook for people: its texts never become formulas, links or numbers, and hold no character that a terminal obeys."""

from __future__ import annotations

import functools
import io
import math
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..text.characters import without_illegal

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_KEPT_WHOLE = 10**15
"""A cell keeps fifteen digits."""
_EPOCH = datetime(2020, 1, 1)
_PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def plain_workbook(data: io.BytesIO, title: str, comments: str = "") -> Workbook:
    """A workbook in memory; it says nothing of when it was made, so that the same content gives the same bytes.

    Args:
        data: where it is written.
        title: what it is called, in its properties.
        comments: likewise.
    """
    from xlsxwriter import Workbook

    book = Workbook(data, _PLAIN)
    book.worksheet_class = _plain_sheet()
    said = {"title": title, "author": "aizone", "comments": comments}
    book.set_properties({**{name: without_illegal(words) for name, words in said.items()}, "created": _EPOCH})
    return book


@functools.cache
def _plain_sheet() -> type[Worksheet]:
    """The class of its sheets; all ways of writing a text into a cell come together in one method of the library."""
    from xlsxwriter.worksheet import Worksheet

    class PlainSheet(Worksheet):  # type: ignore[misc] # the library has no types
        """A sheet whose texts are cleaned, and whose numbers are those that were written."""

        def _write_string(self, row: int, col: int, string: str, *rest: Any) -> Any:  # noqa: ANN401
            return super()._write_string(row, col, without_illegal(string), *rest)

        def _write_number(self, row: int, col: int, number: Any, *rest: Any) -> Any:  # noqa: ANN401
            """A number; one that a cell cannot hold (NaN, INF, more digits than it keeps) is written as text."""
            if math.isfinite(number) and (isinstance(number, float) or abs(number) < _KEPT_WHOLE):
                return super()._write_number(row, col, number, *rest)
            return self._write_string(row, col, str(number), *rest)

    return PlainSheet
