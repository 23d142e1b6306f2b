"""The lettering of names: how wide words are, where they break into lines, and a caption that is placed."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from ...i18n import Lang
from .crossing import Box

Side = Literal["right", "left", "below", "above"]
SIDES: tuple[Side, ...] = ("right", "left", "below", "above")

LINE_PX = 18.0
"""The height of a line of a caption, whose letters have 15 px."""
_WIDE_PX, _NARROW_PX = 15.0, 8.1
CHARS: dict[Lang, dict[int, int]] = {"zh": {3: 9, 2: 11, 1: 13}, "en": {3: 10, 2: 12, 1: 12}}
"""How many Chinese characters (half as many as others) a line holds, when a name takes one, two or three lines."""

# '哈工大机器人（合肥|）国际创新研究院': a line does not begin with a closing bracket
_LONE_BRACKET = re.compile(r"\n([)）》」”、，。])\n?")

# '合肥|市' breaks anywhere, 'Hefei |Bureau' after the space
_PIECES = re.compile(r"[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+")


@dataclass(frozen=True, slots=True)
class Caption:
    """A name in lines, on a side of its node, with the box that it takes (px)."""

    lines: tuple[str, ...]
    side: Side
    box: Box


def width_px(text: str) -> float:
    """About the width of words in letters of 15 px."""
    return sum(_WIDE_PX if ord(char) > 0x2E7F else _NARROW_PX for char in text)


def wrapped(text: str, room: float, size: float) -> list[str]:
    """Text in lines that fit into a room (px) in letters of `size` px; none for an empty text.

    Examples:
        >>> wrapped("合肥市科学技术局", 80, 20)
        ['合肥市科', '学技术局']
        >>> wrapped("Science and Technology", 160, 15)
        ['Science and', 'Technology']
    """
    lines: list[str] = []
    for piece in _PIECES.findall(text):
        if lines and width_px(lines[-1] + piece.rstrip()) * size / _WIDE_PX <= room:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines if line.strip()]


def badge_px(badge: str) -> float:
    """The width of the '+6' after a name."""
    return 16.0 + 7.0 * len(badge) if badge else 0.0


def wrap_label(label: str, lang: Lang, *, lines: int = 3, chars: int = CHARS["zh"][3]) -> str:
    """A label in at most `lines` lines, cut with an ellipsis; Chinese breaks anywhere, other text at spaces."""
    if any("\u4e00" <= char <= "\u9fff" for char in label):
        count = math.ceil(len(label) / chars)
        width = math.ceil(len(label) / count) if count <= lines else chars  # lines of equal length
        parts = [label[place : place + width] for place in range(0, len(label), width)]
        if count > lines:
            parts = [*parts[: lines - 1], parts[lines - 1][: chars - 1] + "…"]
        return _LONE_BRACKET.sub(r"\1\n", "\n".join(parts)).rstrip("\n")
    parts = [""]
    for word in label.split():
        if parts[-1] and len(parts[-1]) + len(word) >= chars * 2:
            parts.append(word)
        else:
            parts[-1] = f"{parts[-1]} {word}".strip()
    if len(parts) > lines:
        last = f"{parts[lines - 1]} {parts[lines]}" if len(parts[lines - 1]) < chars else parts[lines - 1]
        parts = [*parts[: lines - 1], last[: chars * 2 - 1].rstrip() + "…"]
    return "\n".join(parts)
