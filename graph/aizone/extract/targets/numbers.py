"""All quantities of a passage, in digits and in Chinese."""

from __future__ import annotations

from operator import attrgetter

from ...model import TextSpan
from ...text.covered import Covered
from .chinese_quantities import find_chinese_quantities
from .quantities import Quantity, find_quantities


def find_numbers(passage: TextSpan) -> list[Quantity]:
    """The quantities of a passage in text order; where two overlap ('3万亿元' and '万亿元'), the one in digits."""
    digits = list(find_quantities(passage))
    chinese = list(find_chinese_quantities(passage))
    if not chinese:
        return digits
    taken = Covered([(one.number.start, one.number.end) for one in digits])
    chinese = [one for one in chinese if not taken.touches(one.number.start, one.number.end)]
    return sorted([*digits, *chinese], key=attrgetter("number")) if chinese else digits
