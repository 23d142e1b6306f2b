"""Words that a finding is about, marked where a measure says them."""

from __future__ import annotations

import re
from collections.abc import Iterable

Piece = tuple[str, bool]
"""A part of a text, and whether it is marked."""
# '“多规合一”业务协同平台' says 多规合一业务协同平台: findings compare words without quotation marks
_BETWEEN = "[“”‘’\"'「」『』]*"


def marked(text: str, phrases: Iterable[str]) -> tuple[Piece, ...]:
    """A text in pieces, with every place marked where it says one of some phrases; of two that begin alike the longer one.

    Args:
        text: as it is shown.
        phrases: as findings give them, without quotation marks.

    Examples:
        >>> marked("升级“一网统管”平台和热线", ["热线", "一网统管平台"])
        (('升级', False), ('“一网统管”平台', True), ('和', False), ('热线', True))
        >>> marked("新建热线", [])
        (('新建热线', False),)
    """
    wanted = sorted({phrase for phrase in phrases if phrase}, key=lambda phrase: (-len(phrase), phrase))
    if not wanted:
        return ((text, False),)
    said = "|".join(_BETWEEN.join(map(re.escape, phrase)) for phrase in wanted)
    parts = re.split(f"({_BETWEEN}(?:{said}))", text)  # every second one was looked for
    return tuple((part, bool(place % 2)) for place, part in enumerate(parts) if part)
