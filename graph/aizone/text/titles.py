"""Titles: what the first lines of plans and of the notices about them look like."""

from __future__ import annotations

import functools
import re

from .lexicon.bodies import body_ending
from .lexicon.dates import DATE_IN_BRACKETS

PLAN_WORDS = "方案|计划|规划|要点|意见|措施|办法|纲要|行动|分工表?|分解表?|任务书|台账|清单|举措|政策|细则|安排|若干条"
"""What a plan's title ends in."""

_BRACKET = r"(?:\s?[(（][^()（）]{1,24}[)）])?"
_DATE = f"(?:{DATE_IN_BRACKETS})?"
TITLE = re.compile(rf"[^。；;，,：:!?！？]{{4,90}}(?:{PLAN_WORDS}){_BRACKET}{_DATE}")
NOTICE = re.compile(rf"[^。；;!?！？]{{4,120}}的?(?:通知|决定){_BRACKET}{_DATE}")
RUNNING_NUMBER = re.compile(r"(?:\d{1,3}\s?[.．、]|\d{1,3}(?=\s)|[（(]\d{1,3}[)）]|【\d{1,3}】)\s*(?=\S)")
"""A compiler's running number before a title."""

_STRONG = re.compile(rf"(?:方案|计划|规划|要点|意见|措施|办法|纲要|举措|政策|细则|若干条){_BRACKET}{_DATE}$")


_GENERIC = re.compile(
    r"(?:主要|重点|工作|具体|有关|相关|保障|政策|任务|目标|组织|实施|支持|配套|总体|推进|下一步|和|及|与|的)*"
    r"(?:方案|计划|规划|要点|意见|措施|办法|举措|政策|细则)"
)
"""Words that name a part of any plan, and none in particular."""


def is_title(words: str) -> bool:
    """Whether a line without white space reads as a plan's title.

    Examples:
        >>> is_title("玉河市人工智能行动计划（2024—2026年）"), is_title("现印发给你们，请认真贯彻落实。")
        (True, False)
    """
    return TITLE.fullmatch(words) is not None


def is_own_title(words: str) -> bool:
    """Whether a line can be the title of a plan that stands for itself: not of its list, table or division of work."""
    return is_title(words) and _STRONG.search(words) is not None and _GENERIC.fullmatch(words) is None


ROW_END = re.compile(rf"的?(?:通知|决定|{PLAN_WORDS})》?{_BRACKET}")
NOTICE_END = re.compile(rf"通知{_BRACKET}{_DATE}$")
OPENS_TITLE = re.compile(r"[^。；，,]{2,80}?(?:关于|印发|转发)")
_NO_ROW_END = "。；：;:!?！？，,）)〕"
_NO_ROW = re.compile(r"(?:\d日|\d号|年|月|\d)$|^附件|^(?:第.{1,3}[章条节]|[一二三四五六七八九十]+、)")
"""A date, a document's number, an annex or a heading is no row of a title."""
_LONGEST_ROW = 60
_CUT_BRACKET = re.compile(r"[（(][^（）()]{1,20}$")
_REST_OF_BRACKET = re.compile(r"[^（）()]{1,20}[）)]")


@functools.cache
def _issuer_end() -> re.Pattern[str]:
    """The end of an issuer's name: '玉河市人民政府', '玉河市商务局'."""
    return re.compile(f"{body_ending('issuers')}$")


def ends_in_issuer(words: str) -> bool:
    """Whether words end as the name of a body that issues plans does.

    Examples:
        >>> ends_in_issuer("玉河市人民政府"), ends_in_issuer("玉河市人工智能产业")
        (True, False)
    """
    return _issuer_end().search(words) is not None


def ends_as_title(words: str) -> bool:
    """Whether words end as a title or a notice about one does."""
    return any(found.end() == len(words) for found in ROW_END.finditer(words, max(0, len(words) - 40)))


def is_upper_row(words: str, below: str) -> bool:
    """Whether a line is the upper row of a title that the line below it ends; both without white space.

    Examples:
        >>> is_upper_row("玉河市人民政府关于加快推进智能制造和", "软件产业发展的指导意见")
        True
        >>> is_upper_row("玉河市人民政府", "玉河市智能制造行动方案")
        False
    """
    if is_cut_title(words, below):
        return True
    if len(words) > _LONGEST_ROW or words[-1] in _NO_ROW_END or ends_as_title(words):
        return False
    if not ends_as_title(below) or "，" in below:
        return False
    if _NO_ROW.search(words):
        return False
    return OPENS_TITLE.match(words) is not None or (len(words) > 6 and not ends_in_issuer(words))


def is_cut_title(words: str, below: str) -> bool:
    """Whether two lines without white space are a title cut inside the bracket behind it.

    Examples:
        >>> is_cut_title("玉河市智能制造行动计划（2024—", "2026年）")
        True
    """
    return (
        _CUT_BRACKET.search(words) is not None and _REST_OF_BRACKET.match(below) is not None and is_title(words + below)
    )


def is_notice(words: str) -> bool:
    """Whether a line is the title of a notice.

    Examples:
        >>> is_notice("玉河市人民政府关于印发玉河市人工智能行动计划的通知")
        True
    """
    return NOTICE.fullmatch(words) is not None
