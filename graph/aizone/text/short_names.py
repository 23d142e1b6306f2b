"""Names made shorter by what many of them have in common, for pictures and columns with little room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

_COMMON = 3
"""Names that have to begin alike before their beginning is left out."""


def without_common_begin(labels: Mapping[str, str]) -> dict[str, str]:
    """Names without the two words that three or more of them begin with; a name in Chinese stays as it is.

    Examples:
        >>> shorter = without_common_begin({"a": "Yuhe Municipal Bureau A", "b": "Yuhe Municipal Bureau B", "c": "Yuhe Municipal Office", "d": "Port"})
        >>> list(shorter.values())
        ['Bureau A', 'Bureau B', 'Office', 'Port']
    """
    begins = Counter(" ".join(label.split()[:2]) for label in labels.values())
    common = {begin for begin, count in begins.items() if count >= _COMMON}
    return {
        key: rest if " ".join(label.split()[:2]) in common and rest[:1].isupper() else label
        for key, label in labels.items()
        for rest in [" ".join(label.split()[2:])]
    }


def without_place(labels: Mapping[str, str]) -> dict[str, str]:
    """`without_common_begin` where bodies of one place alone are named; where there are others, each keeps the name of its place.

    Examples:
        >>> labels = {"a": "Yuhe Municipal Bureau A", "b": "Yuhe Municipal Bureau B", "c": "Yuhe Municipal Office"}
        >>> list(without_place(labels).values())
        ['Bureau A', 'Bureau B', 'Office']
        >>> list(without_place({**labels, "d": "Hefei Municipal Office"}).values())
        ['Yuhe Municipal Bureau A', 'Yuhe Municipal Bureau B', 'Yuhe Municipal Office', 'Hefei Municipal Office']
    """
    shorter = without_common_begin(labels)
    left_out = [labels[key].split()[:2] for key in labels if shorter[key] != labels[key]]
    kinds = {kind for _place, kind in left_out}
    places = {
        place for place, kind, *_rest in (label.split() for label in labels.values() if " " in label) if kind in kinds
    }
    return shorter if len(places) < 2 else dict(labels)
