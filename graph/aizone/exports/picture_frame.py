"""The paper around a picture: a title above it, its source below it, and a name for its file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..i18n import Lang, translator
from ..text.characters import printable, without_illegal
from ..version import __version__
from ..views.graph.lettering import wrapped
from ..views.look.formats import listed

_TITLE_PX, _SOURCE_PX = 20, 12
_SIDE_PX, _GAP_PX, _LINE = 14.0, 12.0, 1.4
_LEAST_PX, _MOST_NAMED = 560.0, 3
_MOST_CHARS = 82
"""Of a file's name: as many Chinese ones as file systems have bytes for."""
# '三/(一)/1: 建设平台?' cannot be the name of a file
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The title of a picture and the line that says where it comes from; an empty text leaves its line out."""

    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A line of text that begins at (x, y), in letters of `size` px."""

    x: float
    y: float
    text: str
    size: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The whole paper in px, and the lines around the drawing on it."""

    name: str
    left: float
    top: float
    width: float
    height: float
    above: tuple[FrameLine, ...]
    below: tuple[FrameLine, ...]


def frame(words: FrameWords, name: str, *, left: float, top: float, width: float, height: float) -> Frame:
    """The paper around a drawing that takes some room; a narrow drawing stands in the middle.

    Args:
        words: what stands around it.
        name: what the picture shows, for screen readers.
        left: of the drawing (px), as are the others.
        top: of the drawing.
        width: of the drawing.
        height: of the drawing.
    """
    whole = max(width, _LEAST_PX) if words.title else width
    left -= (whole - width) / 2
    room = whole - 2 * _SIDE_PX
    title, source = (
        wrapped(without_illegal(said), room, size)
        for said, size in ((words.title, _TITLE_PX), (words.source, _SOURCE_PX))
    )
    head = _GAP_PX + _TITLE_PX * _LINE * len(title) if title else 0.0
    foot = _GAP_PX + _SOURCE_PX * _LINE * len(source) if source else 0.0
    above = [
        FrameLine(left + _SIDE_PX, top - head + _GAP_PX + _TITLE_PX * (1 + _LINE * at), line, _TITLE_PX)
        for at, line in enumerate(title)
    ]
    below = [
        FrameLine(left + _SIDE_PX, top + height + _SOURCE_PX * (1 + _LINE * at), line, _SOURCE_PX)
        for at, line in enumerate(source)
    ]
    return Frame(without_illegal(name), left, top - head, whole, height + head + foot, tuple(above), tuple(below))


def source_words(plans: Sequence[str], revision: str, lang: Lang) -> str:
    """The plans that a picture was drawn from, with which program and data.

    Args:
        plans: their names.
        revision: of the data.
        lang: language of the words.
    """
    _ = translator(lang)
    more = len(plans) - _MOST_NAMED
    named = [*plans[:_MOST_NAMED], *([_("{count} more plans").format(count=more)] if more > 0 else [])]
    return _("Source: {plans}. Drawn by aizone {version}, data version {revision}.").format(
        plans=listed(named, lang), version=__version__, revision=revision
    )


def file_stem(*words: str) -> str:
    """A name for a file from what it shows, with nothing in it that a file system refuses, its length included; of 'plan · what' the plan is cut.

    Examples:
        >>> file_stem("三/(一)/1 建设“平台”?", "matrix")
        '三-(一)-1 建设“平台”- matrix'
        >>> file_stem("Plan of a very long name " * 5 + "· Network of units")
        'Plan of a very long name Plan of a very long name Plan of a ve… · Network of units'
    """
    stem = _NOT_IN_NAMES.sub("-", printable(" ".join(filter(None, words)))).strip(" .")
    plan, sign, what = stem.rpartition(" · ")
    if len(stem) > _MOST_CHARS and len(what) < _MOST_CHARS / 2:
        stem = f"{plan[: _MOST_CHARS - len(what) - len(sign) - 1].rstrip()}…{sign}{what}"
    return stem[:_MOST_CHARS] or "aizone"
