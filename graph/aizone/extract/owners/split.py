"""Bounds between the names of an owner list: open tails, conjunctions, gaps between bodies."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from ...model import Reason, Span, TextSpan
from ...text.brackets import CLOSING, OPENING, find_brackets
from ...text.lexicon.bodies import after_body, body_ending
from ...text.word_lists import at_letters
from .grammar import Grammar, grammar, reason

# '市商务局 市税务局', '市商务局·市税务局': a gap between two bodies
_SPACE = re.compile(r"[\s·•]")
# '市商务局', '市税务局': the words around gaps
_WORD = re.compile(r"[^\s·•]+")
# '等部门及各县区政府': what joins a name to the tail before it
_TAIL_LINK = re.compile("以及|及其|及|和|与")
# '各市(州)': levels whose bodies are named after them
_LEVELS = re.compile(r"各[省市县区州旗盟（）()〔〕\[\]、]{1,9}")
# '县', '县（市、区）', '区人民政府': a further level after a gap
_LOWER = re.compile(r"[市县区州旗](?:[（(〔\[][市县区州旗、，·\s]{1,9}[）)〕\]])?(?:党委|(?:人民)?政府)?")
# '市数据局Data Bureau': a name in English glued to the Chinese one
_LATIN = re.compile(r"\s?[A-Za-z][A-Za-z .&'’-]{2,}$")
# '1.市商务局': the number of a name
_NUMBERED = re.compile(r"(?:[（(]\d{1,2}[)）]|\d{1,2}[.．、)）])\s?(?=[\u4e00-\u9fff])")
# '市商务局[1]', '市商务局²': the mark of a note after a name
_NOTE_MARK = re.compile(r"(?:[\[［〔]\d{1,2}[\]］〕]|[¹²³⁴-⁹]{1,2})$")
# '市商务局、市税务局（按职责分工负责）': a remark on how they share the work
_MANNER = re.compile(r"[（(](?:按照?|依据?|根据)[^（）()]{0,8}(?:职责|职能|分工)[^（）()]{0,10}[)）]$")
_BULLETS = "-—–*•·●○■□"
_MARK_ENDS = "]］〕¹²³⁴⁵⁶⁷⁸⁹"
_MAX_JOINED = 320
_SHORTEST_PAIR = 8
_SHORTEST_WRAPPED = 5
_ALL = (
    "各",
    "市直",
    "省直",
    "县直",
    "区直",
    "市级有关",
    "市有关",
    "县有关",
    "有关部门",
    "有关单位",
    "相关部门",
    "相关单位",
    "人行",
    "全国",
    "共青团",
    "国网",
    "开发区",
)
"""Beginnings of collectives, which end in words that are no body's."""
_SHORTEST = 3
"""Code points of the first of two names without a separator, which has more."""


@functools.cache
def _leading() -> re.Pattern[str]:
    """Words that lead up to a name, and are not part of it: '和市商务局', '由玉河海关', '指导各县区'; but not '和田地区教育局'."""
    return re.compile(
        r"(?!和(?:平[区县]|田[地市县]|静县|硕县|顺县|林格尔|龙市|政县|布克赛尔|县(?:人民)?政府))"
        r"(?:(?:指导|督促|督导|监督|组织|推动|协调){1,2}(?=各[省市县区地州相有级])|由(?=人民银行|中国|国网)|(?:以及|及其|并由|其中|(?:国家|[省市州县区镇乡])(?:级|层面)(?:层面)?由|及|和|与|由|请|会同)"
        rf"(?=[各有相市县省区州国全]|[\u4e00-\u9fff]{{1,12}}{body_ending('conjunctions')}$))"
    )


class SplitNames(Struct, frozen=True, gc=False):
    """The owners between two 、, and what was seen between them.

    `open_tail` is set for '等部门', `bare_places` where names of places stand for their governments ('广州、深圳等市人民政府').
    """

    names: list[TextSpan]
    boundaries: tuple[Reason, ...] = ()
    open_tail: Reason | None = None
    bare_places: bool = False


def split_names(name: TextSpan, shields: Sequence[TextSpan], rules: Grammar) -> SplitNames:
    """The owners between two 、: cut at open tails, conjunctions and gaps between bodies."""
    if len(name) > _MAX_JOINED:
        return SplitNames([name])
    text = name.text
    names: list[TextSpan] = []
    boundaries: tuple[Reason, ...] = ()
    open_tail: Reason | None = None
    bare_places = False
    rest = name
    while rest or open_tail is None:
        tail = text.find("等", rest.start + 1, rest.end)
        cut = _tail_cut(rest, tail, rules) if tail > 0 else None
        if cut is None:
            more, cuts = _halves(rest, shields, rules)
            return SplitNames([*names, *more], boundaries + cuts, open_tail, bare_places)
        open_tail = Reason("open-tail", Span(tail, max(tail + 1, cut.start)))
        bare_places = bare_places or text.endswith("政府", tail + 2, max(tail + 2, cut.start))
        more, cuts = _halves(rest.part(rest.start, tail), shields, rules)
        names += more
        boundaries += cuts
        rest = cut
    return SplitNames(names, boundaries, open_tail, bare_places)


def _tail_cut(name: TextSpan, at: int, rules: Grammar) -> TextSpan | None:
    """The words after '等市级有关部门及' in a name, empty when there are none; None when 等 is not an open tail."""
    text = name.text
    found = rules.open_tail.match(text, at, name.end)
    if found is None:
        return None
    rest = name.part(found.end(), name.end).trimmed()
    if not rest:
        return name.part(name.end, name.end)
    link = rest.match(_TAIL_LINK)
    if link is not None:
        return name.part(link.end(), rest.end)
    return rest if text.startswith("各", rest.start) else None


def _halves(name: TextSpan, shields: Sequence[TextSpan], rules: Grammar) -> tuple[list[TextSpan], tuple[Reason, ...]]:
    """'市商务局以及各县区政府' is two owners; '发展和改革委员会' is one. So are bodies parted by a gap."""
    for found in rules.conjunction.finditer(name.text, name.start + 2, name.end - 1):
        first, second = name.part(name.start, found.start()), name.part(found.end(), name.end)
        shielded = any(shield.start < found.start() < shield.end for shield in shields)
        if not shielded and _parts(first.words, second.words, rules):
            before, earlier = _halves(first, shields, rules) if first.search(_SPACE) is not None else ([first], ())
            names, cuts = _halves(second, shields, rules)
            return [*before, *names], (*earlier, reason(found), *cuts)
    if name.search(_SPACE) is not None:
        words = [name.part(*found.span()) for found in name.finditer(_WORD) if found.group().strip(_BULLETS)]
        words = _gathered(words, rules) if len(words) > 1 else words
        if len(words) > 1:
            gaps = (Reason("gap-between-bodies", one.part(one.start, two.end).span) for one, two in pairwise(words))
            return words, tuple(gaps)
    return _unglued(name, rules)


def _unglued(name: TextSpan, rules: Grammar) -> tuple[list[TextSpan], tuple[Reason, ...]]:
    """'市商务局各县区政府' is two owners whose separator is lost; '市发展改革委市场处' is one."""
    if len(name) < _SHORTEST_PAIR:
        return [name], ()
    for found in name.finditer(glued_bodies()):
        first, second = name.part(name.start, found.start()), name.part(found.start(), name.end)
        if len(first) > _SHORTEST and _is_whole(first.words, rules) and _is_whole(second.words, rules):
            names, cuts = _unglued(second, rules)
            return [first, *names], (Reason("gap-between-bodies", name.span), *cuts)
    return [name], ()


@functools.cache
def glued_bodies() -> re.Pattern[str]:
    """The beginning of a body right after another: '市商务局|市税务局', '市商务局|各县区政府'."""
    return re.compile(
        at_letters(
            "省市县各国人团",
            rf"(?=[省市县各]|国网|人民银行|团[省市县]委)(?!市场|市政(?!府)|市容|市民|市域|市属|市区|市级|县域|县级|县区|省级|各[^县区市州省开]){after_body('labels')}(?=.{{4}})",
        )
    )


def _parts(first: str, second: str, rules: Grammar) -> bool:
    """Tell whether a conjunction between two pieces of text parts two owners."""
    if not rules.body.search(second.strip()):
        return False
    first = first.strip()
    if second.strip()[0] in "各有相全省市县区州其":
        return rules.body.search(first) is not None
    return len(first) > 2 and rules.strong_body.search(first) is not None and len(second.strip()) > 2


def _gathered(words: Sequence[TextSpan], rules: Grammar) -> list[TextSpan]:
    """The words between gaps as owners: a gap may be inside one ('各市 县 区人民政府'); one word where that leaves a piece of a name."""
    owners = [words[0]]
    for word in words[1:]:
        last = owners[-1]
        if _cut(last.words, word.words, rules) and not _goes_on(last.words, word.words):
            owners.append(word)
        else:
            owners[-1] = last.part(last.start, word.end)
    whole = all(_is_owner(_SPACE.sub("", owner.words), rules) for owner in owners)
    return owners if whole else [words[0].part(words[0].start, words[-1].end)]


def _cut(last: str, word: str, rules: Grammar) -> bool:
    """Tell whether a gap parts two owners; '市住房和城乡 建设局' is one, because the first half proves nothing."""
    if _is_whole(last, rules) and _is_whole(word, rules):
        return True
    begins = word[0] == "各" or (word[0] in "省市县区州" and _is_owner(word, rules)) or word.startswith(_ALL)
    return begins and _is_owner(last, rules)


def _is_owner(words: str, rules: Grammar) -> bool:
    """Tell whether words between gaps are an owner, perhaps by an ending that names of other things have too."""
    if _is_whole(words, rules) or _LEVELS.fullmatch(words) is not None:
        return True
    return len(words) > 2 and not find_brackets(TextSpan.whole(words)).unclosed and rules.body.search(words) is not None


def _goes_on(last: str, word: str) -> bool:
    """Tell whether a word goes on with the levels before a gap: '各市(州) 交通运输局', '各县（市） 区人民政府'."""
    if _LEVELS.fullmatch(_SPACE.sub("", last)) is None:
        return False
    if word.startswith(_ALL):
        return False
    return word[0] not in "省市县区州旗" or _LOWER.fullmatch(word) is not None


def _is_whole(words: str, rules: Grammar) -> bool:
    """Tell whether words between two gaps are a whole name rather than a piece of one."""
    closed = sum(char in OPENING for char in words) == sum(char in CLOSING for char in words)
    return len(words) > 2 and closed and (words.startswith(_ALL) or rules.strong_body.search(words) is not None)


def _without_stray_bracket(name: TextSpan) -> TextSpan:
    """The name without a bracket at either end whose partner a copy has lost, and without a line after such a bracket."""
    if not name:
        return name
    text = name.text
    if (line := text.find("\n", name.start, name.end)) >= 0:
        for at in find_brackets(name).lone:
            if at < line and not text[at + 1 : line].strip():  # '市公安局）⏎一'
                return name.part(name.start, at).trimmed()
    if text[name.end - 1] in OPENING:
        return name.part(name.start, name.end - 1).trimmed("、:：.")
    if text[name.end - 1] in CLOSING and name.end - 1 in find_brackets(name).lone:
        return name.part(name.start, name.end - 1).trimmed("、:：.")
    if text[name.start] in OPENING and name.start in find_brackets(name).unclosed:
        return name.part(name.start + 1, name.end).trimmed("、:：.")
    return name


def unwrapped(words: TextSpan) -> TextSpan:
    """Words without a bracket around all of them: '(市教育局、市财政局)', '[市教育局]'."""
    text, inner = words.text, words.trimmed("，,；;。")
    if len(inner) < _SHORTEST_WRAPPED or text[inner.start] not in OPENING:
        return words
    body = inner.part(inner.start + 1, inner.end - 1)
    closes = text[inner.end - 1] == CLOSING[OPENING.index(text[inner.start])] or text[inner.end - 1] in ")）"
    if not closes or any(sign in body.words for sign in OPENING + CLOSING):
        return words
    return body.trimmed()


def clean_name(name: TextSpan) -> TextSpan:
    """A name without bullets, quotation marks, a lone bracket, and words that only lead up to it ('由', '以及')."""
    printed = name
    name = name.trimmed("、:：.“”\"'—–－-●○•■□◆◇►➢√·▪")
    if name and "“" in name.words and printed.text.startswith("”", name.end, printed.end):  # '市“数字办”'
        name = printed.part(name.start, name.end + 1)
    name = unwrapped(_without_stray_bracket(name))
    if name and name.text[name.end - 1] in _MARK_ENDS and (mark := name.search(_NOTE_MARK)) is not None:
        name = name.part(name.start, mark.start()).trimmed()
    if name and name.text[name.end - 1] in "）)" and (manner := name.search(_MANNER)) is not None:
        name = name.part(name.start, manner.start()).trimmed()
    numbered = name.match(_NUMBERED)
    if numbered is not None:
        name = name.part(numbered.end(), name.end)
    latin = name.search(_LATIN)
    if latin is not None and _is_whole(name.text[name.start : latin.start()], grammar()):
        name = name.part(name.start, latin.start()).trimmed()
    leading = name.match(_leading())
    return name.part(leading.end(), name.end).trimmed() if leading else name
