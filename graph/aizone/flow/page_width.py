"""Page width: the width, in columns, at which the lines of a hard-wrapped document are cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from .printed_lines import PrintedLine, begins_paragraph

FULL = 0.88
"""A row of at least this share of the usual width is full: the next line continues it."""
_NARROWEST, _WIDEST = 36, 150
_CLUSTER_LINES, _CLUSTER_SHARE = 3, 0.05
_SHARE_WIDER = 0.1
_ENOUGH_LINES = 5
_FEWEST_UNFINISHED = 2
_SHARE_UNFINISHED = 0.35
"""The share of full lines that stop in mid-sentence, at least, when lines are cut by width; of paragraphs few do."""
_SHARE_FULL = 0.3
"""The share of the text that is in full lines, at least."""
ENDS = "。！？!?；;：:…)）]］〕】〉》”’\"'>"
"""Characters that a line cut in mid-sentence does not end in."""


def usual_width(lines: Sequence[PrintedLine]) -> int | None:
    """The width, in columns, at which a document's lines are cut; None when they are not."""
    if len(lines) < _ENOUGH_LINES:
        return None
    widths = sorted(line.width for line in lines)
    width = _top_cluster(widths)
    if width is None or not _NARROWEST <= width <= _WIDEST:
        return None
    full = [
        (line, following)
        for line, following in pairwise(lines)
        if line.width >= FULL * width and line.width <= width * 1.1
    ]
    unfinished = sum(line.words[-1] not in ENDS and not begins_paragraph(following) for line, following in full)
    filled = sum(line.width for line, _ in full)
    if unfinished < max(_FEWEST_UNFINISHED, _SHARE_UNFINISHED * len(full)):
        return None
    return width if filled >= _SHARE_FULL * sum(widths) else None


def _top_cluster(widths: Sequence[int]) -> int | None:
    """The largest width that several lines come close to, few lines being wider."""
    enough = max(_CLUSTER_LINES, int(_CLUSTER_SHARE * len(widths)))
    for place in range(len(widths) - 1, -1, -1):
        if len(widths) - 1 - place > len(widths) * _SHARE_WIDER:
            return None
        if place + 1 - bisect_left(widths, 0.93 * widths[place]) >= enough:
            return widths[place]
    return None
