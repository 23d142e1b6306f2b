"""Boxes and lines on a plane: which lines pass through which boxes, and which boxes touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in px."""
Line = tuple[float, float, float, float]
"""x and y of its two ends, in px."""


def passes_through(
    lines: Sequence[Line] | NDArray[np.float64], boxes: Sequence[Box] | NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell which lines have a part inside which boxes.

    Args:
        lines: n of them.
        boxes: m of them; a line that only touches one does not pass through it.

    Returns:
        n rows of m.

    Examples:
        >>> passes_through([(0, 0, 10, 10), (0, 0, 10, 0)], [(4, 4, 6, 6)]).tolist()
        [[True], [False]]
    """
    ends, rooms = _columns(lines), _columns(boxes)
    found = np.zeros((ends.shape[1], rooms.shape[1]), dtype=bool)
    if not found.size:
        return found
    # most lines of a large picture are nowhere near the boxes that are asked about, and most boxes nowhere near the lines
    spans = np.array([np.minimum(*ends[::2]), np.minimum(*ends[1::2]), np.maximum(*ends[::2]), np.maximum(*ends[1::2])])
    near_lines = np.nonzero(_reaches(spans, rooms))[0]
    if not near_lines.size:
        return found
    near_boxes = np.nonzero(_reaches(rooms, spans[:, near_lines]))[0]
    x1, y1, x2, y2 = ends[:, near_lines, None]
    left, top, right, bottom = rooms[:, None, near_boxes]
    enters_x, leaves_x = _span(x1, x2 - x1, left, right)
    enters_y, leaves_y = _span(y1, y2 - y1, top, bottom)
    enters, leaves = np.maximum(enters_x, enters_y), np.minimum(leaves_x, leaves_y)
    found[np.ix_(near_lines, near_boxes)] = np.maximum(enters, 0.0) < np.minimum(leaves, 1.0)
    return found


def _reaches(some: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which of some boxes reach into the room that all of the others take together."""
    left, top, right, bottom = some
    reached: NDArray[np.bool_] = (
        (left <= others[2].max()) & (right >= others[0].min()) & (top <= others[3].max()) & (bottom >= others[1].min())
    )
    return reached


def _columns(rows: Sequence[Box] | NDArray[np.float64]) -> NDArray[np.float64]:
    """The four numbers of boxes or lines, each of all of them."""
    return np.asarray(rows, float).reshape(-1, 4).T


def _span(
    start: NDArray[np.float64], step: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The parts of the lines, from 0 to 1, between two bounds of one axis.

    A line along the bounds is between them from minus to plus infinity; the part is empty where it lies outside, and no number
    where it lies on one of them: what is compared with that is false.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = (low - start) / step, (high - start) / step
    return np.minimum(one, two), np.maximum(one, two)


def touches(
    boxes: Sequence[Box] | NDArray[np.float64], others: Sequence[Box] | NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell which boxes share some of their area with which others: n rows of m."""
    left, top, right, bottom = _columns(boxes)[:, :, None]
    left2, top2, right2, bottom2 = _columns(others)[:, None, :]
    found: NDArray[np.bool_] = (left < right2) & (right > left2) & (top < bottom2) & (bottom > top2)
    return found
