"""The beginnings of names of things: after the last separator, verb, quotation mark or 的 before its ending."""

from __future__ import annotations

import re

from ...model import TextSpan
from ...text.lexicon.dates import YEAR
from .word_lists import mention_words

# '甲平台、乙平台和丙平台': what parts two names of an enumeration
_ITEM_ENDS = re.compile("、|" + "|".join(rf"{word}(?=[\u4e00-\u9fffA-Z“])" for word in ("以及", "和", "与", "及")))
# '“网上办”APP 与云江平台', '便民小程序和服务平台': a program, whose name ends there
_PROGRAM = re.compile(r"(?:APP|App|小程序|客户端|网站|公众号) ?$")
# '就业和海南自由贸易港', '开户和省综合金融平台': a name that begins with its place
_ELSEWHERE = re.compile(
    r"(?:省|市(?!场)|全国|国家|全省|全市|北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆)"
)
# '高校院所和云江创新平台': several bodies, which are not part of a name
_BODIES = re.compile(r"(?:高校|院所|机构)$")
# '了', '（1）', '一次', '2024年', '加快': words that only lead up to a name; the first look is at one letter
_LEADING = re.compile(
    rf"(?=[了并对以由向在为与将到至 （(\d同深所新一我全加积逐大力着进应])(?:[了并对以由向为与将到至 ]|在(?!线)|一[次场届]|[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,2}}[.．、]|同时|深入|所有|新时代|{YEAR} ?年度?|一个|一批|我市|全市|全省|加快|加速|积极|逐步|大力|着力|进一步|应用(?=微型|新型|智能|省|市|国家|全国))+"
)
# '在高新区建设' but not '在线平台', '在建项目': the place a thing is built in
_PLACE = re.compile(r"在(?![线建])")
# '加快建设工作…' but not '试验区建设工作领导小组': a verb that is one although a name's ending follows at once
_BEFORE_VERB = re.compile(r"(?:^|[，,。；;：:、\n）)” ]|加快|推进|支持|鼓励|积极|加速|逐步|探索|联合|继续)$")
_MIN_NAME = 4
_MAX_NAME = 30
_LEAST_QUALIFIED = 3
"""So many characters has the shortest kind of thing whose name keeps its qualifier ('面向无人驾驶的车联网')."""
# '交通运输等领域在线监测系统', '甲、乙等3个平台': a list of examples, and the name after it
_AFTER_LIST = re.compile(r"等(?:重点)?(?:领域|方面|区域|地区|环节|场景|行业(?=的))?的?")
# '建设全国领先的平台', '复杂场景下多维数据平台': what qualifies a name, but not '目的地服务中心'
_ATTRIBUTE = re.compile(r"的(?!地)|场景下")
# '10个国内一流、国际知名的示范区': several things, however they are qualified
_COUNTED = re.compile(r"\d\s?(?:多|余)?(?:个|家|项|座|处|批)(?:左右|以上)?[^，,。；;\d]{0,30}的$")
# '面向智能家居、智能汽车等领域的平台', '以量子计算机为核心的平台': where what qualifies a name begins, before its separators
_QUALIFIER = re.compile(r"面向|基于|用于|针对|支撑|适应|服务于|以(?=[^，,。；;]{1,20}为)")
_LEAST_AFTER_LIST = 4
_LEAST_AFTER_ATTRIBUTE = 2
_ATTRIBUTES = (
    ("等", _AFTER_LIST, _LEAST_AFTER_LIST),
    ("的", _ATTRIBUTE, _LEAST_AFTER_ATTRIBUTE),
    ("下", _ATTRIBUTE, 4),
)
"""A letter without which there is no attribute, the pattern of its end, and the fewest characters of the name after it."""
_LONGEST_ITEM = 6
"""The most characters of an item that is no name itself, before the 和 that parts the last of several: '水、电和信用平台'."""

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
    text = clause.text
    first = max(clause.start, end - 2 * _MAX_NAME)
    start, rule = _after_separators(clause, first, end)
    verb_end = _after_verbs(clause, start, ending, end)
    if verb_end > start:
        start, rule = verb_end, "begins-after-verb"
    words = text[start:end]  # looked through for the letters of patterns that most names have no use for
    if "”" in words or "“" in words:
        quoted = _after_quotation(clause.part(start, end))
        if quoted != start:
            start, rule = quoted, "begins-in-quotation"
    for letter, pattern, least in _ATTRIBUTES:
        if letter in words:
            for mark in pattern.finditer(text, start, end - least):
                start, rule = mark.end(), "begins-after-attribute"
    if rule == "begins-after-attribute" and _COUNTED.search(text, first, start):
        return None
    if rule == "begins-after-attribute" and _needs_qualifier(text, start, end):
        start, rule = _with_qualifier(clause, first, start - 1, ending), "begins-with-qualifier"
    if "在" in words:
        for place in _PLACE.finditer(text, start, end - 4):
            start, rule = place.end(), "begins-after-place"
    leading = _LEADING.match(text, start, end) if rule != "begins-with-qualifier" else None
    if leading is not None:
        start, rule = leading.end(), "begins-after-leading-words"
    return (TextSpan(text, start, end), rule) if _MIN_NAME <= end - start <= _MAX_NAME else None


def _after_separators(clause: TextSpan, first: int, end: int) -> tuple[int, str]:
    """After the last separator of an enumeration before a name, and the rule that says so."""
    text, start, rule = clause.text, first, "begins-at-clause"
    for cut in _ITEM_ENDS.finditer(text, first, end - 1):
        is_mark = cut.group() == "、"
        if is_mark or _parts_names(clause, start, cut, end) or _parts_last_item(text, start, cut, rule, end):
            start, rule = cut.end(), "begins-after-separator"
    return start, rule


def _after_verbs(clause: TextSpan, start: int, ending: int, end: int) -> int:
    """After the last verb, or other word that is in no name, before the ending; `start` when there is none."""
    for verb in mention_words().cuts.finditer(clause.text, start, max(start, ending)):
        if not _inside_name(clause, verb, start, ending, end):
            start = verb.end()
    return start


def _needs_qualifier(text: str, start: int, end: int) -> bool:
    """Tell whether a name after 的 is too general by itself and what is before the 的 tells it from others."""
    words = mention_words()
    if text[start - 1] != "的" or end - start < _LEAST_QUALIFIED or text[start:end] in words.stop:
        return False
    return words.general.fullmatch(text, start, end) is not None and not text.endswith(words.praise, 0, start - 1)


def _with_qualifier(clause: TextSpan, first: int, attribute: int, ending: int) -> int:
    """The beginning of a general name together with what qualifies it, up to the 的 at `attribute`."""
    text = clause.text
    openers = [opener.start() for opener in _QUALIFIER.finditer(text, first, attribute)]
    if openers:
        return openers[-1]
    start, _rule = _after_separators(clause, first, attribute)
    return _after_verbs(clause, start, attribute, ending)


def _parts_names(clause: TextSpan, start: int, cut: re.Match[str], end: int) -> bool:
    """Tell whether a conjunction after `start` parts two names: both sides end like one.

    '监测网络与服务平台' is one name, because a bare '服务平台' would not be one.
    """
    words, text = mention_words(), clause.text
    at = cut.start()
    if at == 0 or text[at - 1] in "、（(":
        return False
    if _ELSEWHERE.match(text, cut.end(), end):
        return True
    if _PROGRAM.search(text, start, at) or _BODIES.search(text, start, at):
        return True
    if text[cut.end() : end] in words.stop and not text.endswith(words.stops, start, at):
        return False
    if text.endswith(words.ends, clause.start, at) or words.endings.fullmatch(text, cut.end(), end) is not None:
        return True
    return at - start > 2 and text.endswith((text[end - 2 : end], "系统"), start, at)  # '自律行动和质量提升行动'


def _parts_last_item(text: str, start: int, cut: re.Match[str], rule: str, end: int) -> bool:
    """Tell whether a conjunction parts the last of several items: '水、电和综合金融平台', '水、电、气和省金融平台'."""
    if rule != "begins-after-separator" or not 0 < cut.start() - start <= _LONGEST_ITEM:
        return False
    return "的" not in text[start : cut.start()]


def _after_quotation(name: TextSpan) -> int:
    """A name does not run across a quotation mark, but may hold a quoted word ('质量基础设施“一站式”服务平台')."""
    text, start, end = name.text, name.start, name.end
    closing = text.rfind("”", start, end)
    opening = text.rfind("“", start, end)
    if opening > closing:
        return opening + 1
    if closing < 0:
        return start
    if opening < 0 or closing + 1 == end:
        return closing + 1 if opening < 0 else opening
    before = text[start:opening]
    belongs = before.isalnum() and (len(before) >= _MIN_NAME or before.endswith(tuple("省市区县州国")))
    return start if belongs and text.find("“", start, end) == opening else opening


def _inside_name(clause: TextSpan, verb: re.Match[str], start: int, ending: int, end: int) -> bool:
    """Tell whether a verb is in the name.

    It is in a word that names have ('工程建设项目审批系统'); it is a noun, because the name's ending follows at once
    ('建设工作领导小组') and words precede it; or it says what a committee is for ('成立促进就业领导小组').
    """
    words, text, said = mention_words(), clause.text, verb.group()
    if said in words.in_compounds and (
        text.endswith(words.compounds, start, verb.end()) or text.startswith(words.compounds, verb.start())
    ):
        return True
    if said in words.committee_verbs and verb.start() == start > clause.start and text[ending:end] in words.committees:
        return verb.end() < ending
    follows = words.endings.match(text, verb.end(), end) if said in words.nominal else None
    return follows is not None and _BEFORE_VERB.search(text, max(0, verb.start() - 6), verb.start()) is None
