"""The lettering of names: how wide words are, where they break into lines, and a caption that is placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...i18n import Lang
from ...text.phrases import phrases
from .crossing import Box

Side = Literal["right", "left", "below", "above"]
SIDES: tuple[Side, ...] = ("right", "left", "below", "above")

LINE_PX = 18.0
"""The height of a line of a caption, whose letters have 15 px."""
_WIDE_PX, _NARROW_PX, _LAST_NARROW = 15.0, 8.1, 0x2E7F
_FULL = 0.6
"""The share of a line that a cut name fills at least."""
CHARS: dict[Lang, dict[int, int]] = {"zh": {3: 9, 2: 11, 1: 13}, "en": {3: 10, 2: 12, 1: 12}}
"""How many Chinese characters (half as many as others) a line holds, when a name takes one, two or three lines."""


@dataclass(frozen=True, slots=True)
class Caption:
    """A name in lines, on a side of its node, with the box that it takes (px)."""

    lines: tuple[str, ...]
    side: Side
    box: Box


def width_px(text: str) -> float:
    """About the width of words in letters of 15 px."""
    return sum(_WIDE_PX if ord(char) > _LAST_NARROW else _NARROW_PX for char in text)


def wrapped(text: str, room: float, size: float) -> list[str]:
    """Text in lines that fit into a room (px) in letters of `size` px; none for an empty text.

    Examples:
        >>> wrapped("合肥市科学技术局", 100, 20)
        ['合肥市', '科学技术局']
        >>> wrapped("Science and Technology", 160, 15)
        ['Science and', 'Technology']
    """
    lines: list[str] = []
    for piece in _fitting(phrases(text), room / size):
        if lines and width_px(lines[-1] + piece.rstrip()) * size / _WIDE_PX <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines if line.strip()]


def badge_px(badge: str) -> float:
    """The width of the '+6' after a name."""
    return 16.0 + 7.0 * len(badge) if badge else 0.0


def wrap_label(label: str, *, lines: int = 3, chars: int = CHARS["zh"][3]) -> str:
    r"""A label in at most `lines` lines of about equal length, which end between words; a longer one is cut, where it can between words, too.

    Args:
        label: the name.
        lines: at most so many.
        chars: so many Chinese characters fit into a line, and twice as many others.

    Examples:
        >>> wrap_label("健全人工智能生态体系").split("\n")
        ['健全人工智能', '生态体系']
        >>> wrap_label("National Open Platform for Robots", lines=2, chars=8).split("\n")
        ['National Open', 'Platform for…']
    """
    pieces = _fitting(phrases(label), chars)
    found = _in_lines(pieces, chars)
    if len(found) > lines:
        kept = ["".join(line) for line in found[: lines - 1]]
        rest = [piece for line in found[lines - 1 :] for piece in line]
        return "\n".join(line.rstrip() for line in (*kept, _cut(rest, chars - 1)))
    room = _ems(label) / max(1, len(found))
    while room < chars and len(even := _in_lines(pieces, room)) >= len(found):
        found, room = (even, chars) if len(even) == len(found) else (found, room + 0.5)
    return "\n".join("".join(line).rstrip() for line in found)


def _cut(pieces: Sequence[str], room: float) -> str:
    """The beginning of a text that does not fit, up to the end of a word; within one where much of the room would else be empty."""
    words = "".join(_in_lines(pieces, room)[0]).rstrip()
    if _ems(words) < _FULL * room:
        text = "".join(pieces)
        while _ems(words + text[len(words)]) <= room:
            words += text[len(words)]
    return words.rstrip() + "…"


def _ems(text: str) -> float:
    """The width of words in Chinese characters, of which others take half."""
    return sum(1.0 if ord(char) > _LAST_NARROW else 0.5 for char in text)


def _fitting(pieces: Sequence[str], room: float) -> list[str]:
    """The pieces, with those parted that are wider than the room (Chinese characters): a word that fits nowhere."""
    most = max(1, int(room))
    return [
        part
        for piece in pieces
        for part in (
            [piece]
            if _ems(piece.rstrip()) <= room
            else [piece[start : start + most] for start in range(0, len(piece), most)]
        )
    ]


def _in_lines(pieces: Sequence[str], room: float) -> list[list[str]]:
    """The pieces in lines of at most so many Chinese characters, or of one piece."""
    found: list[list[str]] = []
    for piece in pieces:
        if found and _ems("".join([*found[-1], piece]).rstrip()) <= room:
            found[-1].append(piece)
        else:
            found.append([piece])
    return found
