"""How a number goes on from the one before it in its clause: the next thing of a list, all of the things counted, the next year."""

from __future__ import annotations

import re

from ...model import TextSpan
from .quantities import Quantity
from .shares import OWN_YEAR, Share
from .stated import BUILT

# '共' between '2条' and '120公里', '、共计' between '5条' and '80公里'
_ALL_OF_THEM = re.compile(r"\s?[、（(]?\s?(?:总共|共计|共|合计|总计)(?:有|约)?\s?")
# '（2024年）、' between '90%' and '95%'
NEXT_YEAR = re.compile(rf"{OWN_YEAR.pattern}\s?[、和与及；;]?\s?")


def goes_on_with(clause: TextSpan, last: Quantity, quantity: Quantity) -> bool:
    """Tell whether a count, or a measure of what is built, follows another in a list: '推出100个甲、50个乙'."""
    is_built = last.unit.endswith(BUILT) and quantity.unit.endswith(BUILT)
    if not last.kind == quantity.kind == "counter" and not is_built:
        return False
    text, start, end = clause.text, last.number.end, quantity.span.start
    while end > start and text[end - 1].isspace():
        end -= 1
    return end - start > 1 and text.endswith(("、", "和", "与", "及"), start, end)


def is_in_all(clause: TextSpan, last: Quantity, quantity: Quantity) -> bool:
    """Tell whether a number says how much all the things are that the last one counts: '2条共120公里'."""
    if last.unit == quantity.unit or quantity.kind == "time":
        return False
    return _ALL_OF_THEM.fullmatch(clause.text, last.span.end, quantity.span.start) is not None


def goes_on_in_years(clause: TextSpan, last: Quantity | None, share: Share) -> bool:
    """Tell whether a number is of what the last one is, in the year that its brackets name: '90%（2024年）、95%（2025年）'."""
    if last is None or share.own_year is None or last.unit != share.quantity.unit:
        return False
    return NEXT_YEAR.fullmatch(clause.text, last.span.end, share.quantity.span.start) is not None
