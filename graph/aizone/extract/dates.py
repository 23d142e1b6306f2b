"""Deadlines and years as plans write them."""

from __future__ import annotations

import re

from ..model import Deadline, Span

_DATE = r"(?P<year>20\d\d)\s?年(?:\s?(?P<month>1[0-2]|0?[1-9])\s?月)?(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?日)?"
_BLOCK = re.compile(
    rf"(?:于|在|到|力争)?\s?{_DATE}\s?(?:年?底|末|中旬|上旬|下旬)?\s?(?:之前|以前|前)?"
    r"\s?(?:完成|办结|落实|建成|见效|取得.{0,6}成效)?(?P<on>(?:[,，]?\s?并)?(?:长期坚持|持续推进|持续实施|全年推进))?[。.]?$"
)
_CONTINUOUS = re.compile(r"(?:长期坚持|持续推进|持续实施|全年推进|长期实施|长期|常态化推进)[。.]?$")
_SENTENCE = re.compile(rf"(?:到|在|于|力争)?{_DATE}\s?(?:年?底|末)?\s?(?:之前|以前|前|底|，|,)")


def read_deadline(text: str, span: Span) -> Deadline | None:
    """Read a block that holds a deadline and nothing else ('2023年6月底前完成', '持续推进'); None otherwise."""
    found = _BLOCK.match(text[span.start : span.end].strip())
    if found:
        return Deadline(iso_value(found), span, continuous=found["on"] is not None)
    if _CONTINUOUS.match(text[span.start : span.end].strip()):
        return Deadline(None, span, continuous=True)
    return None


def find_deadline(text: str, span: Span) -> Deadline | None:
    """The first deadline in running text ('2023年底前', '到2025年，'); None when there is none."""
    found = _SENTENCE.search(text, span.start, span.end)
    return Deadline(iso_value(found), Span(*found.span())) if found else None


def iso_value(found: re.Match[str]) -> str:
    """'YYYY', 'YYYY-MM' or 'YYYY-MM-DD' from a match with the groups year, month, day."""
    parts = [found["year"]]
    if found["month"]:
        parts.append(f"{int(found['month']):02d}")
        if found["day"]:
            parts.append(f"{int(found['day']):02d}")
    return "-".join(parts)
