"""One page of a PDF as PDFium sees it: characters with their boxes, and the straight lines drawn on it.

Coordinates are in points, y upwards, rotated so that most text runs from left to right.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .characters import Character
from .watermarks import without_tiles

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfObject, PdfPage
    from pypdfium2.raw import FPDF_TEXTPAGE

MAX_SEGMENTS = 20_000
"""A page with more drawn lines is a drawing, not a table."""

_THIN = 2.5  # points: a thinner filled box is a line
_SHORT = 3.0  # points: a shorter line is a dot
_STRAIGHT = 0.6  # points by which a straight line may slant
_MOSTLY_DOWN = 2  # times the letters that follow the one before to the right
_FEWEST_DOWN = 20
_SAME = 0.6  # points between two prints of one character


@dataclass(frozen=True, slots=True)
class RuledLine:
    """A drawn line: `at` is its y when it is level, otherwise its x; it runs from `start` to `end`."""

    level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text as it is set."""

    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: number from 1, extent, characters in the order of the file, drawn lines."""

    number: int
    left: float
    right: float
    bottom: float
    top: float
    characters: tuple[Character, ...]
    rules: tuple[RuledLine, ...]


def read_page(document: PdfDocument, number: int, most: int) -> Page:
    """Take the characters (at most `most`) and the lines of a page out of an open document.

    Text that is rotated against most of the page is dropped, and words that are repeated over others: both are watermarks.
    """
    page = document[number - 1]
    try:
        left, bottom, right, top = _shown(page)
        text_page = page.get_textpage()
        try:
            found = list(_characters(text_page.raw, most))
        finally:
            text_page.close()
        turns = Counter(turn for turn, _ in found)
        turn = turns.most_common(1)[0][0] if turns else 0
        characters = [
            _turned_box(char, turn)
            for own, char in found
            if own == turn
            and left <= (char.x0 + char.x1) / 2 <= right
            and bottom <= (char.bottom + char.top) / 2 <= top
        ]
        rules = tuple(_rules(page, turn))
        corners = [_turned(x, y, turn) for x in (left, right) for y in (bottom, top)]
        return Page(
            number=number,
            left=min(x for x, _ in corners),
            right=max(x for x, _ in corners),
            bottom=min(y for _, y in corners),
            top=max(y for _, y in corners),
            characters=tuple(without_tiles(list(_without_doubles(characters)))),
            rules=rules,
        )
    finally:
        page.close()


def _shown(page: PdfPage) -> tuple[float, float, float, float]:
    """The part of a page that is shown and printed: left, bottom, right, top of its crop box, within its media box."""
    sides = (page.get_mediabox(), page.get_cropbox())
    left, bottom = (max(box[side] for box in sides) for side in (0, 1))
    right, top = (min(box[side] for box in sides) for side in (2, 3))
    return (left, bottom, right, top) if left < right and bottom < top else sides[0]


def is_vertical(page: Page) -> bool:
    """Tell whether the letters of a page run from top to foot, as in books of the old kind."""
    down = across = 0
    for before, char in pairwise(page.characters):
        x, y, size = char.x0 - before.x0, char.bottom - before.bottom, max(char.size, before.size)
        down += abs(x) < 0.5 * size and -2.5 * size < y < -0.5 * size
        across += abs(y) < 0.3 * size and 0 < x < 3 * size
    return down > _MOSTLY_DOWN * max(1, across) and down >= _FEWEST_DOWN


def _characters(raw: FPDF_TEXTPAGE, most: int) -> Iterator[tuple[int, Character]]:
    """Each printed character with its rotation in quarters; spaces that PDFium only guesses are dropped."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    high = ""
    for index in range(min(pdfium.FPDFText_CountChars(raw), most)):
        if pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond the basic plane
            high = chr(code)
            continue
        text = chr(code) if code < 0x110000 and pdfium.FPDFText_HasUnicodeMapError(raw, index) != 1 else "\ufffd"
        if high and 0xDC00 <= code < 0xE000:
            text = (high + text).encode("utf-16", "surrogatepass").decode("utf-16")
        high = ""
        if (code < 32 and code != 0 and text != "\ufffd") or 0xD800 <= ord(text) < 0xE000:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
            continue
        angle = pdfium.FPDFText_GetCharAngle(raw, index)
        quarter = -angle / (math.pi / 2)  # PDFium turns clockwise
        turn = round(quarter) % 4 if abs(quarter - round(quarter)) < 0.1 else -1
        yield turn, Character(text, box.left, box.bottom, box.right, box.top)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point, rotated back by quarters."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _turned_box(char: Character, turn: int) -> Character:
    if turn <= 0:
        return char
    (ax, ay), (bx, by) = _turned(char.x0, char.bottom, turn), _turned(char.x1, char.top, turn)
    return Character(char.text, min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _without_doubles(characters: Sequence[Character]) -> Iterator[Character]:
    """Drop characters printed twice in nearly the same place (bold by overprinting)."""
    seen: set[tuple[str, int, int]] = set()
    for char in characters:
        x, y = round(char.x0 / _SAME), round(char.bottom / _SAME)
        if any((char.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            continue
        seen.add((char.text, x, y))
        yield char


def _rules(page: PdfPage, turn: int) -> Iterator[RuledLine]:
    """The straight lines of the page's paths: thin filled boxes, edges of drawn boxes, strokes."""
    import pypdfium2.raw as pdfium

    budget = MAX_SEGMENTS
    found: list[RuledLine] = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3):
        count = pdfium.FPDFPath_CountSegments(item.raw)
        budget -= max(count, 1)
        if budget < 0:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item.raw, ctypes.byref(fill), ctypes.byref(stroke))
        if not fill.value and not stroke.value:
            continue
        points = list(_points(item, count, turn))
        xs = [x for _, x, _ in points]
        ys = [y for _, _, y in points]
        if not xs:
            continue
        if max(xs) - min(xs) <= _THIN or max(ys) - min(ys) <= _THIN:
            found.extend(_rule((min(xs), _middle(ys)), (max(xs), _middle(ys))))
            found.extend(_rule((_middle(xs), min(ys)), (_middle(xs), max(ys))))
        elif stroke.value:
            for (_, ax, ay), (kind, bx, by) in pairwise(points):
                if kind:
                    found.extend(_rule((ax, ay), (bx, by)))
    yield from found


def _points(item: PdfObject, count: int, turn: int) -> Iterator[tuple[bool, float, float]]:
    """The points of a path: (whether a line leads to the point, x, y); a closed figure ends where it began."""
    import pypdfium2.raw as pdfium

    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    begun: tuple[float, float] | None = None
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item.raw, index)
        if not segment or not pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            continue
        px, py = matrix.on_point(x.value, y.value)
        point = _turned(px, py, max(turn, 0))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or begun is None:
            begun = point
        yield kind == pdfium.FPDF_SEGMENT_LINETO, *point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield True, *begun


def _middle(values: Sequence[float]) -> float:
    return (min(values) + max(values)) / 2


def _rule(a: tuple[float, float], b: tuple[float, float]) -> Iterator[RuledLine]:
    """A stroke as a rule, when it is straight and long enough."""
    if abs(a[1] - b[1]) <= _STRAIGHT and abs(a[0] - b[0]) >= _SHORT:
        yield RuledLine(True, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
    elif abs(a[0] - b[0]) <= _STRAIGHT and abs(a[1] - b[1]) >= _SHORT:
        yield RuledLine(False, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]))


def set_lines(characters: Sequence[Character]) -> list[TextLine]:
    """Characters as lines, from the top of the page to its foot."""
    return [line for row in rows_of(characters) if (line := _line(sorted(row, key=lambda char: char.x0))) is not None]


def rows_of(characters: Sequence[Character]) -> list[list[Character]]:
    """Characters grouped by row, from the top of the page to its foot."""
    rows: list[list[Character]] = []
    top = bottom = 0.0
    for char in sorted(characters, key=lambda char: -(char.top + char.bottom)):
        overlap = min(top, char.top) - max(bottom, char.bottom)
        if rows and overlap >= 0.5 * min(char.size, top - bottom):
            rows[-1].append(char)
        else:
            rows.append([char])
            top, bottom = char.top, char.bottom
    return rows


def _line(row: Sequence[Character]) -> TextLine | None:
    words = [char for char in row if not char.text.isspace()]
    if not words:
        return None
    size = sorted(char.size for char in words)[len(words) // 2]
    pieces: list[str] = []
    before: Character | None = None
    for char in row:
        if before is not None and not before.text.isspace() and not char.text.isspace():
            latin = before.text.isascii() and char.text.isascii()
            if char.x0 - before.x1 > size * (0.25 if latin else 1.0):
                pieces.append(" ")
        pieces.append(char.text)
        before = char
    text = "".join(pieces).strip()
    return TextLine(
        text=text,
        x0=words[0].x0,
        x1=max(char.x1 for char in words),
        bottom=min(char.bottom for char in words),
        top=max(char.top for char in words),
        size=size,
    )
