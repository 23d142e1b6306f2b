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
    x1, y1, x2, y2 = _columns(lines)[:, :, None]
    left, top, right, bottom = _columns(boxes)[:, None, :]
    enters_x, leaves_x = _span(x1, x2 - x1, left, right)
    enters_y, leaves_y = _span(y1, y2 - y1, top, bottom)
    enters, leaves = np.maximum(enters_x, enters_y), np.minimum(leaves_x, leaves_y)
    found: NDArray[np.bool_] = np.maximum(enters, 0.0) < np.minimum(leaves, 1.0)
    return found


def _columns(rows: Sequence[Box] | NDArray[np.float64]) -> NDArray[np.float64]:
    """The four numbers of boxes or lines, each of all of them."""
    return np.asarray(rows, float).reshape(-1, 4).T


def _span(
    start: NDArray[np.float64], step: NDArray[np.float64], low: NDArray[np.float64], high: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The parts of the lines, from 0 to 1, between two bounds of one axis; an empty part for a line along them outside."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = (low - start) / step, (high - start) / step
    still = np.broadcast_to(step == 0, one.shape)
    inside = (start > low) & (start < high)
    enters = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(one, two))
    leaves = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(one, two))
    return enters, leaves


def touches(boxes: Sequence[Box], others: Sequence[Box] | NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell which boxes share some of their area with which others: n rows of m."""
    left, top, right, bottom = _columns(boxes)[:, :, None]
    left2, top2, right2, bottom2 = _columns(others)[:, None, :]
    found: NDArray[np.bool_] = (left < right2) & (right > left2) & (top < bottom2) & (bottom > top2)
    return found
