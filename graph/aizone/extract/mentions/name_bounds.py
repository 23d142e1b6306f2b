"""The beginnings of names of things: after the last separator, verb, quotation mark or 的 before its ending."""

from __future__ import annotations

import re

from ...model import TextSpan
from ...text.lexicon.dates import YEAR
from .word_lists import mention_words

# '甲平台、乙平台和丙平台': what parts two names of an enumeration
_ITEM_ENDS = re.compile(r"、|(?:以及|和|与|及)(?=[\u4e00-\u9fffA-Z“])")
# '了', '（1）', '2024年', '加快': words that only lead up to a name; the first look is at one letter
_LEADING = re.compile(
    rf"(?=[了并对以由向在为与将到至 （(\d同深所新一我全加积逐大力着进应])(?:[了并对以由向在为与将到至 ]|[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,2}}[.．、]|同时|深入|所有|新时代|{YEAR} ?年度?|一个|一批|我市|全市|全省|加快|加速|积极|逐步|大力|着力|进一步|应用(?=微型|新型|智能))+"
)
# '在高新区建设' but not '在线平台', '在建项目': the place a thing is built in
_PLACE = re.compile(r"在(?![线建])")
# '加快建设工作…' but not '试验区建设工作领导小组': a verb that is one although a name's ending follows at once
_BEFORE_VERB = re.compile(r"(?:^|[，,。；;：:、\n）)” ]|加快|推进|支持|鼓励|积极|加速|逐步|探索|联合|继续)$")
_MIN_NAME = 4
_MAX_NAME = 30
_MARKS = (("的", 2), ("等", 4), ("场景下", 4))
"""Words a name does not run across, and how many characters of the name must follow them."""

FoundName = tuple[TextSpan, str]
"""A name and the rule that says where it begins."""


def find_name(clause: TextSpan, ending: int, end: int) -> FoundName | None:
    """The name that ends at `end`.

    Args:
        clause: the clause it is in.
        ending: where its telling ending begins.
        end: where it ends.

    Returns:
        None when it would be too short or too long for a name.
    """
    words, text = mention_words(), clause.text
    start, rule = max(clause.start, end - 2 * _MAX_NAME), "begins-at-clause"
    for cut in _ITEM_ENDS.finditer(text, start, end - 1):
        if cut.group() == "、" or _parts_names(clause, start, cut, end):
            start, rule = cut.end(), "begins-after-separator"
    for verb in words.verbs.finditer(text, start, max(start, ending)):
        if not _inside_name(verb, end):
            start, rule = verb.end(), "begins-after-verb"
    quoted = _after_quotation(clause.part(start, end))
    if quoted != start:
        start, rule = quoted, "begins-in-quotation"
    for mark, least in _MARKS:
        cut_at = text.rfind(mark, start, end - least)
        if cut_at >= 0:
            start, rule = cut_at + len(mark), "begins-after-attribute"
    if text.find("在", start, end - 4) >= 0:
        for place in _PLACE.finditer(text, start, end - 4):
            start, rule = place.end(), "begins-after-place"
    leading = _LEADING.match(text, start, end)
    if leading is not None:
        start, rule = leading.end(), "begins-after-leading-words"
    return (TextSpan(text, start, end), rule) if _MIN_NAME <= end - start <= _MAX_NAME else None


def _parts_names(clause: TextSpan, start: int, cut: re.Match[str], end: int) -> bool:
    """Tell whether a conjunction after `start` parts two names: both sides end like one.

    '监测网络与服务平台' is one name, because a bare '服务平台' would not be one.
    """
    words, text = mention_words(), clause.text
    at = cut.start()
    if at == 0 or not "\u4e00" <= text[at - 1] <= "\u9fff":
        return False
    if text[cut.end() : end] in words.stop and not text.endswith(words.stops, start, at):
        return False
    return text.endswith(words.ends, clause.start, at) or words.endings.fullmatch(text, cut.end(), end) is not None


def _after_quotation(name: TextSpan) -> int:
    """A name does not run across a quotation mark, but may begin with a quoted word ('“互联网+政务”平台')."""
    text, start, end = name.text, name.start, name.end
    closing = text.rfind("”", start, end)
    opening = text.rfind("“", start, end)
    if opening > closing:
        return opening + 1
    if closing >= 0:
        return opening if opening >= 0 else closing + 1
    return start


def _inside_name(verb: re.Match[str], end: int) -> bool:
    """Tell whether a verb is a noun in the name: its ending follows at once ('建设工作领导小组') and words precede it."""
    words, text = mention_words(), verb.string
    ending = words.endings.match(text, verb.end(), end) if verb.group() in words.nominal else None
    return ending is not None and _BEFORE_VERB.search(text, max(0, verb.start() - 6), verb.start()) is None
