"""Numbers of years: how long work takes or something holds, which is no target. Those that are nothing else are not read, and say so."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ...model import Reason, Span, TextSpan
from ...text.word_lists import alternatives
from .quantities import read_table

_DIGITS = frozenset("0123456789０１２３４５６７８９一二两三四五六七八九十 ")
"""Letters before 年 where a number of years may end."""
# '3年', '3—5年', '三年': a number of years, which is not the end of '2025年' and not '一年'
_YEARS = re.compile(
    r"(?<![\d０-９一二三四五六七八九十〇○零百千万.第—–~～－-])"
    r"(?P<number>\d{1,2}(?:\s?[-—–~～至到]{1,2}\s?\d{1,2})?|[两二三四五六七八九十]{1,3}(?:至[四五六七八九十])?|一(?=年以?内|年时间|年左右))\s?年(?![级月代初中末底])"
)
_LONGEST = 8
"""Code points before 年 in which its number may begin."""
_NEAR = 6
# '用3年时间，', '3年左右的': words between a number of years and what is said of it
_AROUND = re.compile("(?:左右|时间|之?内|以内|期)(?!内?累计|内?共)")
# '3年累计投入10亿元': a number of years that says of which time another number is
_IN_ALL = re.compile("(?:时间|之?内|以内|期间|间)?(?:累计|总?共|合计|总投)")
# '服务期不少于1年', '期限为3年': words before a number of years that say what it is the length of
_LENGTH_OF = re.compile(
    r"(?:期|期限|周期|时限|年限)(?:原则上|一般)?(?:不少于|不低于|不超过|至少|最长|最短|最低|不得?少于|为|是|约|应当?)*\s?$|(?:不少于|不低于|至少|不超过|最长)\s?$"
)


# '用3年时间建成', '三年内形成', '未来3—5年，打造': something to have done by then, or in so many years
_DONE_IN = re.compile(
    "[^。；]{0,16}?(?:建成|完成|实现|达到|形成|打造|建立|建设|构建|培育|新增|引进|投用|投产|竣工|覆盖|消除|解决|落地|完善|创建|突破)"
)


@functools.cache
def _of_others() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = read_table()["term"]
    return re.compile(f"(?:{alternatives(table['before'])})$"), re.compile(alternatives(table["after"]))


def find_terms(passage: TextSpan) -> Iterator[Span | Reason]:
    """The numbers of years of a passage: a span for each in which something is to be done, a reason for each that says something else.

    Examples:
        >>> list(find_terms(TextSpan.whole("用3年时间建成")))
        [Span(start=1, end=3)]
        >>> [one.rule for one in find_terms(TextSpan.whole("实施三年行动计划"))]
        ['not-term']
    """
    text, at = passage.text, passage.start
    while (at := text.find("年", at, passage.end)) >= 0:
        at += 1
        if at - 1 == passage.start or text[at - 2] not in _DIGITS:
            continue
        for found in _YEARS.finditer(text, max(passage.start, at - _LONGEST), min(passage.end, at + 1)):
            if found.end() == at:
                yield _judged(passage, Span(*found.span()))


def _judged(passage: TextSpan, span: Span) -> Span | Reason:
    before, after = _of_others()
    text = passage.text
    front = text[max(passage.start, span.start - 2 * _NEAR) : span.start]
    if _LENGTH_OF.search(front) is not None:
        return span
    around = _AROUND.match(text, span.end, passage.end)
    if _IN_ALL.match(text, span.end, passage.end) or (
        around is None and after.match(text, span.end, passage.end) is not None
    ):
        return Reason("not-term", span)
    if before.search(front) is not None or _DONE_IN.match(text, span.end, passage.end) is None:
        return Reason("not-term", span)
    return span
