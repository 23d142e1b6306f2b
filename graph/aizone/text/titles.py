"""Titles: the first lines of plans, and of the notices about them."""

from __future__ import annotations

import functools
import re

from .lexicon.bodies import body_ending
from .lexicon.dates import DATE_IN_BRACKETS

# '…行动计划', '…实施方案', '…若干条': words that the title of a plan of its own ends in
OWN_PLAN_WORDS = "方案|计划|规划|要点|意见|措施|办法|纲要|举措|政策|细则|若干条"

# '…任务分工表', '…重点任务清单': the same, and those of a plan's list, table or division of work
PLAN_WORDS = f"{OWN_PLAN_WORDS}|行动|分工表?|分解表?|任务表|责任表|任务书|台账|清单|安排"

# '…行动计划（2024—2026年）', '…方案（试行）': a bracket after the title
_BRACKET = r"(?:\s?[(（][^()（）]{1,24}[)）])?"

# '（2024年5月1日）': the date of issue after the title
_DATE = f"(?:{DATE_IN_BRACKETS})?"

# '玉河市人工智能行动计划（2024—2026年）（2024年5月1日）'
TITLE = re.compile(rf"[^。；;，,：:!?！？]{{4,90}}(?:{PLAN_WORDS}){_BRACKET}{_DATE}")

# '玉河市人民政府关于印发玉河市人工智能行动计划的通知', '玉河市商务局关于征求《…方案》意见的函'
NOTICE = re.compile(rf"[^。；;!?！？]{{4,120}}(?:的?(?:通知|决定)|的函){_BRACKET}{_DATE}")

# '12. 玉河市…行动计划', '【3】玉河市…': the number that a compiler of plans put before a title
RUNNING_NUMBER = re.compile(r"(?:\d{1,3}\s?[.．、]|\d{1,3}(?=\s)|[（(]\d{1,3}[)）]|【\d{1,3}】)\s*(?=\S)")

# '…实施意见', '…行动计划（试行）': the end of the title of a plan of its own
_OWN_END = re.compile(rf"(?:{OWN_PLAN_WORDS}){_BRACKET}{_DATE}$")

# '保障措施', '主要任务和政策措施': the heading of a part of any plan
_OF_A_PART = re.compile(
    r"(?:主要|重点|工作|具体|有关|相关|保障|政策|任务|目标|组织|实施|支持|配套|总体|推进|下一步|和|及|与|的)*"
    rf"(?:{OWN_PLAN_WORDS})"
)

# '…的通知', '…行动方案》（试行）': the end of the last row of a title
ROW_END = re.compile(rf"的?(?:通知|决定|{PLAN_WORDS})》?{_BRACKET}")

# '…的通知（2024年5月1日）'
NOTICE_END = re.compile(rf"通知{_BRACKET}{_DATE}$")

# '玉河市人民政府关于', '关于印发': the beginning of a title that says who writes about what
OPENS_TITLE = re.compile(r"[^。；，,]{2,80}?(?:关于|印发|转发)")

# '玉河市人工智能行动计划', but not '智慧城市建设行动计划': a title that begins with the name of its place, as whole ones do
_OF_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:(?<![城都超全各])市|省|自治[区州县]|(?<![各全])县|(?<![社园景片街小校库专各全地])区(?!域))"
)
# '首页政务公开互动交流', '法定主动公开内容', '打印本页': what is above an article on the page of a site
NAVIGATION = re.compile(
    r"首页|主页|收藏|登录|注册|网站地图|无障碍|长者|政[务府]公开|信息公开|主动公开|打印|关闭|门户|www|http|浏览|阅读次|字[体号]|搜索|公报|解读|政务服务|互动交流|政民互动|新闻中心|返回顶部|回到顶部|文件$"
)
# '首页 | 政务公开': what is between the words of a menu
_GAPS = re.compile(r"\s*[|｜·/]\s*|\s+")
# ' ', '|': one character of a gap, which most lines have not
_GAP = re.compile(r"[|｜·/\s]")
_FEWEST_WORDS = 3
_LONGEST_WORD = 8
# '玉河市人民政府关于加快推进智能制造和', '…《': words that only go on
_GOES_ON = re.compile("[和与及、《的]$")

_NO_ROW_END = "。；：;:!?！？，,）)〕"

# '2024年5月1日', '玉政发〔2024〕5号', '附件1', '第一章', '一、': a date, a number, an annex or a heading, not a row of a title
_NO_ROW = re.compile(r"(?:\d日|\d号|年|月|\d)$|^附件|^(?:第.{1,3}[章条节]|[一二三四五六七八九十]+、)")
_LONGEST_ROW = 60
_SHORTEST_ROW = 6

# '…行动计划（2024—': a title that is cut inside its bracket
_CUT_BRACKET = re.compile(r"[（(][^（）()]{0,20}$")

# '2026年）': the row below it
_REST_OF_BRACKET = re.compile(r"[^（）()]{1,20}[）)]")


def is_title(words: str) -> bool:
    """Tell whether a line without white space reads as a plan's title.

    Examples:
        >>> is_title("玉河市人工智能行动计划（2024—2026年）"), is_title("现印发给你们，请认真贯彻落实。")
        (True, False)
    """
    return TITLE.fullmatch(words) is not None


def is_own_title(words: str) -> bool:
    """Tell whether a line can be the title of a plan of its own, rather than of a part, list or table of another."""
    return is_title(words) and _OWN_END.search(words) is not None and _OF_A_PART.fullmatch(words) is None


def is_whole_title(words: str) -> bool:
    """Tell whether a line without white space is a title with the name of its place before it, so that nothing is missing.

    Examples:
        >>> is_whole_title("玉河市人工智能行动计划（2024—2026年）"), is_whole_title("智能行动计划（2024—2026年）")
        (True, False)
    """
    return is_own_title(words) and _OF_PLACE.match(words) is not None


def is_menu(words: str) -> bool:
    """Tell whether a line is a menu of a site: short words with gaps between them, most of which a site has on each page.

    Examples:
        >>> is_menu("首页 政务公开 互动交流 走进玉河"), is_menu("玉河市 人民政府 办公室")
        (True, False)
    """
    words = words.strip()
    if _GAP.search(words) is None:
        return False
    parts = _GAPS.split(words)
    return (
        len(parts) >= _FEWEST_WORDS
        and all(len(part) <= _LONGEST_WORD for part in parts)
        and sum(NAVIGATION.search(part) is not None for part in parts) * 2 >= len(parts)
    )


@functools.cache
def _issuer_end() -> re.Pattern[str]:
    """The end of an issuer's name: '玉河市人民政府', '玉河市商务局'."""
    return re.compile(f"{body_ending('issuers')}$")


def ends_in_issuer(words: str) -> bool:
    """Tell whether words end as the name of a body that issues plans does.

    Examples:
        >>> ends_in_issuer("玉河市人民政府"), ends_in_issuer("玉河市人工智能产业")
        (True, False)
    """
    return _issuer_end().search(words) is not None


def ends_as_title(words: str) -> bool:
    """Tell whether words end as a title or a notice about one does."""
    return any(found.end() == len(words) for found in ROW_END.finditer(words, max(0, len(words) - 40)))


def is_upper_row(words: str, below: str) -> bool:
    """Tell whether a line is the upper row of a title that the line below it ends; both without white space.

    Examples:
        >>> is_upper_row("玉河市人民政府关于加快推进智能制造和", "软件产业发展的指导意见")
        True
        >>> is_upper_row("玉河市人民政府", "玉河市智能制造行动方案")
        False
        >>> is_upper_row("法定主动公开内容", "智能制造行动方案"), is_upper_row("智能制造专题报道", "玉河市智能制造行动方案")
        (False, False)
    """
    if is_cut_title(words, below):
        return True
    if len(words) > _LONGEST_ROW or words[-1] in _NO_ROW_END or "：" in words or ends_as_title(words):
        return False
    if not ends_as_title(below) or "，" in below:
        return False
    if _NO_ROW.search(words):
        return False
    if OPENS_TITLE.match(words) is not None:
        return True
    if len(words) <= _SHORTEST_ROW or ends_in_issuer(words) or NAVIGATION.search(words):
        return False
    return _OF_PLACE.match(below) is None or _GOES_ON.search(words) is not None


def is_top_row(words: str, below: str) -> bool:
    """Tell whether a line is the first of three or more rows of a title whose other rows are below it.

    Examples:
        >>> is_top_row("玉河市", "智能制造高质量发展行动计划"), is_top_row("关于加快推进智能制造", "高质量发展的实施意见")
        (True, True)
        >>> is_top_row("玉河市推动智能制造高质量发展", "促进产业扩容提质三年行动方案")
        True
        >>> is_top_row("玉河市人民政府", "智能制造行动计划"), is_top_row("玉河市", "玉河市智能制造行动计划")
        (False, False)
    """
    if words and OPENS_TITLE.match(words) is not None and is_upper_row(words, below):
        return True
    if len(words) > _LONGEST_ROW or not words or words[-1] in _NO_ROW_END or "：" in words or ends_as_title(words):
        return False
    if below.startswith("关于") or _OF_PLACE.match(below) is not None:
        return False  # nothing is missing
    if words.endswith("关于") or words.startswith("关于"):
        return True
    if _NO_ROW.search(words) or NAVIGATION.search(words) or ends_in_issuer(words):
        return False
    return _OF_PLACE.match(words) is not None


def is_cut_title(words: str, below: str) -> bool:
    """Tell whether two lines without white space are one title, cut inside the bracket at its end.

    Examples:
        >>> is_cut_title("玉河市智能制造行动计划（2024—", "2026年）")
        True
    """
    return (
        _CUT_BRACKET.search(words) is not None and _REST_OF_BRACKET.match(below) is not None and is_title(words + below)
    )


def is_title_in_two(words: str, below: str) -> bool:
    """Tell whether a title is cut inside a word, so that neither line is one.

    Examples:
        >>> is_title_in_two("玉河市智能制造行", "动计划（2024—2026年）"), is_title_in_two("玉河市人民政府", "行动计划")
        (True, False)
    """
    if not (4 <= len(words) <= _LONGEST_ROW and len(below) <= _LONGEST_ROW) or is_title(words) or is_title(below):
        return False
    if _NO_ROW.search(words) or ends_in_issuer(words) or words[-1] in _NO_ROW_END:
        return False
    return ends_as_title(below) and is_title(words + below)


def is_notice(words: str) -> bool:
    """Tell whether a line is the title of a notice.

    Examples:
        >>> is_notice("玉河市人民政府关于印发玉河市人工智能行动计划的通知")
        True
    """
    return NOTICE.fullmatch(words) is not None
