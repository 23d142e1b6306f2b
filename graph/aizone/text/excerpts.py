"""Passages cut short, as issues quote them."""

from __future__ import annotations


def shortened(words: str, most: int = 60) -> str:
    """A passage of at most `most` code points, with an ellipsis where it was cut.

    Examples:
        >>> shortened("市商务局、市税务局", most=4), shortened("市商务局")
        ('市商务局…', '市商务局')
    """
    return words if len(words) <= most else f"{words[:most]}…"
