"""Lines around a plan that are not of it: a contents page, the path of a web page, the links below an article."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..model import Span
from ..model.flowed import Interval
from ..text.paragraphs import paragraphs
from ..text.titles import NAVIGATION, is_menu, is_title

# '目录', '目  录', '目次': the heading of a contents page
_CONTENTS = re.compile(r"目\s{0,6}[录次]")
# '…………3', '......12', '……': the leader of a line of contents, with the page
_LEADER = re.compile(r"(?:[.…·．﹒⋯‥]{4,}\s*[（(]?\d{0,4}|[…⋯]{2,3}\s*[（(]?\d{1,4})[)）]?$")
# '一、重点任务\t3': the page at the end of such a line, after a gap
_PAGE = re.compile(r"(?:\t|\s{2,})\s*\d{1,4}$")
# '。', '（市商务局牵头）': what no line of contents has
_NOT_CONTENTS = re.compile("[。；;]|牵头|负责|责任单位")
_LONGEST_ENTRY = 70
_MOST_ENTRIES = 200

# '当前位置：首页 > 政策文件 > 正文', '首页>政务公开': the path of a web page
_PATH = re.compile(r"(?:[^\n>＞»›：:]{0,8}位置\s?[:：]?\s*)?(?:网站)?[首主]页\s*[>＞»›→/|][^\n]*")
# '>', '»': between its steps
_STEP = re.compile("[>＞»›→/|]")
# '正文', '详情': the last step of the path, right before the title
_LAST_STEP = re.compile(r"\s*(?:正文|详情|详细内容|文件内容|内容|信息内容|政策文件|文件正文)?\s*")

# '相关链接', '上一篇：', '扫一扫': the first of the links below an article
_LINKS = re.compile(
    r"(?:相关(?:链接|文件|阅读|新闻|解读|稿件|文档|信息|政策)|上一[篇条]|下一[篇条]|扫一扫|分享到|打印本页|【?打印】?|关闭窗口|【?关闭】?|返回顶部|主办单位：.{0,30}备案)"
    r"(?:[:：\s].*|$)"
)
# '相关链接', '上一篇': a look for them that takes one pass
_LINK_WORDS = re.compile(
    "相关(?:链接|文件|阅读|新闻|解读|稿件|文档|信息|政策)|上一[篇条]|下一[篇条]|扫一扫|分享到|打印|关闭|返回顶部|主办单位"
)
# '相关链接：', '上一篇': words that a plan has no use for
_SURE_LINKS = re.compile("相关(?:链接|阅读|新闻|稿件)|[上下]一[篇条]")
_HEAD = 1_500
_FIRST_LINES = 30
_LAST_LINES = 40
_LARGEST_FOOT = 0.25
"""The share of a text that links below it may be."""
_LARGEST_SURE_FOOT = 0.5


def furniture(text: str) -> list[Interval]:
    """The intervals of a text that are not of the plan, in order."""
    found: list[Interval] = []
    if "目" in text and (_CONTENTS.search(text) or "……" in text or "....." in text):
        found += _contents(text, list(paragraphs(text)))
    if "页" in text:
        found += _paths(text)
    found += _menus(text)
    foot = _foot(text)
    if foot is not None:
        found.append(foot)
    return sorted(found)


def _contents(text: str, lines: Sequence[Span]) -> Iterator[Interval]:
    """The lines of contents pages: those under their heading that have a page or come again, and those with a leader."""
    said = Counter("".join(line.of(text).split()) for line in lines if len(line) <= _LONGEST_ENTRY)
    under, entries = False, 0
    for line in lines:
        words = line.of(text)
        if len(words) > _LONGEST_ENTRY:
            under = False
        elif _CONTENTS.fullmatch(words):
            under, entries = True, 0
            yield line.start, line.end
        elif _LEADER.search(words) and not _NOT_CONTENTS.search(words):
            yield line.start, line.end
        elif under and not _NOT_CONTENTS.search(words) and entries < _MOST_ENTRIES:
            squeezed = "".join(words.split())
            if _PAGE.search(words) is None and (said[squeezed] < 2 or is_title(squeezed)):
                under = False
                continue
            said[squeezed] -= 1
            entries += 1
            yield line.start, line.end
        else:
            under = False


def _paths(text: str) -> Iterator[Interval]:
    """The paths of web pages; a title on the line of one is kept."""
    for path in _PATH.finditer(text):
        last = max(step.end() for step in _STEP.finditer(text, path.start(), path.end()))
        step = _LAST_STEP.match(text, last, path.end())
        start = step.end() if step is not None else last
        is_kept = is_title("".join(text[start : path.end()].split()))
        yield path.start(), start if is_kept else path.end()


def _menus(text: str) -> Iterator[Interval]:
    """The menus above an article: lines of short words with gaps between them, most of which a site has on each page."""
    head = text[:_HEAD]
    if NAVIGATION.search(head) is None:
        return
    for line in itertools.islice(paragraphs(head), _FIRST_LINES):
        if is_menu(line.of(head)):
            yield line.start, line.end


def _foot(text: str) -> Interval | None:
    """The links below an article, from the first of them to the end."""
    start = len(text)
    for _ in range(_LAST_LINES):
        if start <= 0:
            break
        start = text.rfind("\n", 0, start - 1) + 1
    if _LINK_WORDS.search(text, start) is None:
        return None
    foot = next(
        (line for line in _after(text, start) if line.start and _LINKS.fullmatch(text, line.start, line.end)), None
    )
    if foot is None:
        return None
    most = _LARGEST_SURE_FOOT if _SURE_LINKS.match(text, foot.start, foot.end) else _LARGEST_FOOT
    return (foot.start, len(text)) if len(text) - foot.start <= most * len(text) else None


def _after(text: str, position: int) -> Iterator[Span]:
    """The lines of a text from a position on."""
    for line in paragraphs(text[position:]):
        yield Span(line.start + position, line.end + position)
