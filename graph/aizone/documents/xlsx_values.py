"""The value of a workbook's cell as Excel shows it, and what a cell shows that is no value."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Issue
from .content import NOTHING, left_out

if TYPE_CHECKING:
    from openpyxl.cell import ReadOnlyCell

STRUCK = ("\ue0f0", "\ue0f1")
"""Private characters put around words of a cell that are struck through."""
# '市教育局、' between the two marks
_STRUCK_WORDS = re.compile(f"{STRUCK[0]}([^{STRUCK[1]}]*){STRUCK[1]}")
# '_x000D_', '_x005F_x000D_': a character that a cell's XML cannot hold, and the text '_x000D_' itself
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# '=DISPIMG("ID_A1",1)', '=_xlfn.DISPIMG(…)': a picture in a cell of WPS, =IMAGE(…) of Excel
_PICTURE = re.compile(r"=(?:_xlfn\.)?(?:DISPIMG|IMAGE)\(", re.IGNORECASE)
# '#REF!', '#N/A', '#DIV/0!', '#NAME?'
_ERROR = re.compile(r"#(?:REF!|N/A|DIV/0!|NAME\?|VALUE!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
_CHINESE_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'yyyy"年"m"月"d"日"'),
    30: "yyyy-m-d",
    31: 'yyyy"年"m"月"d"日"',
}
"""Date formats that Chinese Excel has built in under these numbers (ECMA-376, part 1, 18.8.30) and openpyxl does not know."""
# '0.00', '#,##0', '0%', '00"项"': digits with words around them
_NUMBER_FORMAT = re.compile(
    r"(?P<before>[^0#?,.%]*)(?P<whole>[0#?,]+)(?P<part>\.[0#?]+)?(?P<percent>%)?(?P<after>[^0#?,.%]*)"
)
# '[红色]', '[$-804]', '_ ', '* ': colours, languages and spaces of a format
_NOT_SHOWN = re.compile(r"\[[^\]]*\]|[_*].")
# '"年"', '\\-': words that a format shows as they are
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
# '<c r="C3"><f>…</f><v></v></c>': a formula without a result; one of text may have an empty result
_FORMULA = re.compile(
    rb"<(?:\w{1,20}:)?c\s(?P<head>[^>]{0,200})>\s*<(?:\w{1,20}:)?f(?:\s[^>]{0,200})?(?:/>|>[^<]{0,9000}</(?:\w{1,20}:)?f>)\s*"
    rb"(?:<(?:\w{1,20}:)?v\s*/>|<(?:\w{1,20}:)?v>\s*</(?:\w{1,20}:)?v>)?\s*</(?:\w{1,20}:)?c>"
)
# 'r="C3"'
_NAME = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')
# '<row r="4" hidden="1">'
_HIDDEN_ROW = re.compile(rb'<(?:\w{1,20}:)?row\s(?=[^>]{0,400}\bhidden="(?:1|true)")[^>]{0,400}?\br="(\d{1,7})"')
# '<col min="3" max="4" hidden="1"/>'
_HIDDEN_COLUMN = re.compile(rb'<(?:\w{1,20}:)?col\s(?=[^>]{0,400}\bhidden="(?:1|true)")[^>]{0,400}>')
# 'min="3"', 'max="4"'
_BOUND = re.compile(rb'\b(min|max)="(\d{1,5})"')
_MOST_COLUMNS = 500
_LONGEST_FORMAT = 255
"""Characters of a number format, as Excel allows them: '0.' and a million zeros would write a million decimals."""


@dataclass(frozen=True, slots=True)
class ShownCell:
    """The words of a cell, and what it shows besides."""

    words: str
    remarks: tuple[Issue, ...] = ()


def shown_cell(cell: ReadOnlyCell, name: str) -> ShownCell:
    """A filled cell as Excel shows it; errors, pictures and words that are struck through are remarks.

    Args:
        cell: of openpyxl's reading mode, with a value.
        name: of the cell, for remarks: 'C3'.
    """
    value = cell.value
    if isinstance(value, str):
        value = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        if _PICTURE.match(value):
            return ShownCell(NOTHING, (without_value(name, "是图片", "a picture"),))
        if cell.data_type == "e" or _ERROR.fullmatch(value.strip()):
            return ShownCell(NOTHING, (without_value(name, f"是错误值 {value.strip()}", f"the error {value.strip()}"),))
    words = shown_value(_dated(cell, value), _number_format(cell))
    if cell.font is not None and cell.font.strike and words.strip():
        return ShownCell(NOTHING, (_struck(_STRUCK_WORDS.sub(r"\1", words)),))
    struck = [found for found in _STRUCK_WORDS.findall(words) if found.strip()]
    return ShownCell(_STRUCK_WORDS.sub("", words), tuple(map(_struck, struck)))


def without_value(name: str, zh: str, en: str) -> Issue:
    """The remark that a cell has no value that can be read, and why."""
    return Issue(
        "cell-without-value",
        {"zh": f"单元格{name}{zh}，没有可读的值。", "en": f"Cell {name} holds {en}; it has no value to read."},
    )


def _struck(words: str) -> Issue:
    return left_out(words, zh="带删除线", en="is struck through")


def _format_number(cell: ReadOnlyCell) -> int | None:
    formats = cell.parent.parent._cell_styles
    number = getattr(cell, "_style_id", 0)
    return formats[number].numFmtId if number < len(formats) else None


def _number_format(cell: ReadOnlyCell) -> str:
    number = _format_number(cell)
    return _CHINESE_FORMATS.get(number or 0) or str(cell.number_format or "General")


def _dated(cell: ReadOnlyCell, value: object) -> object:
    """A number that a Chinese built-in format shows as a date, as that date."""
    from openpyxl.utils.datetime import from_excel

    if isinstance(value, bool) or not isinstance(value, int | float) or _format_number(cell) not in _CHINESE_FORMATS:
        return value
    try:
        return from_excel(value, cell.parent.parent.epoch)
    except (OverflowError, ValueError):
        return value


def shown_value(value: object, number_format: str) -> str:
    """A value as the sheet shows it, for what occurs in plans: dates, percentages, numbers with their decimals.

    Examples:
        >>> shown_value(1.1, "0.00"), shown_value(0.955, "0.0%"), shown_value(3, "00"), shown_value(1200, '#,##0"家"')
        ('1.10', '95.5%', '03', '1,200家')
    """
    if isinstance(value, datetime.datetime | datetime.date):
        return _shown_date(value, number_format)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _shown_number(value, number_format)
    return str(value)


def _shown_number(value: float, number_format: str) -> str:
    plain = f"{value:.15g}"
    if len(number_format) > _LONGEST_FORMAT:
        return plain
    pattern = _NOT_SHOWN.sub("", number_format.split(";")[0])
    literals = [one or two for one, two in _LITERAL.findall(pattern)]
    digits = _NUMBER_FORMAT.fullmatch(_LITERAL.sub("\ue0f2", pattern))
    if digits is None:
        return plain
    decimals = len((digits["part"] or ".")[1:])
    least = (digits["part"] or ".")[1:].rstrip("#?")
    number = f"{abs(value) * (100 if digits['percent'] else 1):{',' if ',' in digits['whole'] else ''}.{decimals}f}"
    if decimals > len(least):
        whole, _, rest = number.partition(".")
        kept = rest[: len(least)] + rest[len(least) :].rstrip("0")
        number = f"{whole}.{kept}" if kept else whole
    whole, point, rest = number.partition(".")
    number = whole.rjust(digits["whole"].count("0"), "0") + point + rest
    words = ("-" if value < 0 else "") + digits["before"] + number + (digits["percent"] or "") + digits["after"]
    for literal in literals:
        words = words.replace("\ue0f2", literal, 1)
    return words


def _shown_date(value: datetime.datetime | datetime.date, number_format: str) -> str:
    """A date with its day, or only its month when the sheet shows no day."""
    number_format = number_format[:_LONGEST_FORMAT]
    shown = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format.split(";")[0]).lower()
    if "y" not in shown and "m" not in shown:
        return f"{value:%Y-%m-%d}"
    if "d" not in shown and "m" not in shown:
        return f"{value.year}年"
    return f"{value.year}年{value.month}月" + (f"{value.day}日" if "d" in shown else "")


def empty_formulas(source: bytes) -> frozenset[str]:
    """The names of a sheet's cells whose formula has no result."""
    heads = (found["head"] for found in _FORMULA.finditer(source))
    names = (_NAME.search(head) for head in heads if b't="str"' not in head)
    return frozenset(name[1].decode() for name in names if name is not None)


def hidden_rows(source: bytes) -> frozenset[int]:
    """The numbers of the rows that a sheet hides or filters out."""
    return frozenset(int(found[1]) for found in _HIDDEN_ROW.finditer(source))


def hidden_columns(source: bytes) -> frozenset[int]:
    """The numbers of the columns that a sheet hides, as far as a plan has columns."""
    found: set[int] = set()
    for column in _HIDDEN_COLUMN.finditer(source):
        bounds = {name: int(number) for name, number in _BOUND.findall(column[0])}
        last = min(bounds.get(b"max", 0), _MOST_COLUMNS)
        found.update(range(bounds.get(b"min", last + 1), last + 1))
    return frozenset(found)
