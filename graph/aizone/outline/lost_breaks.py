"""Paragraph breaks that a copy has lost: numbers and labels that begin a paragraph in the middle of a line.

The words before a number decide how far to believe it. 'wide': two or more blanks, once the indent of a line; 'flat': the
end of a sentence in a line as long as a page; 'narrow': a single blank, or the end of a sentence in an ordinary line;
'title': the plan's title before its first chapter or article; 'chapter': a chapter's heading, known by the number of its
first part right after it; 'part': that first part; 'announced': a first number after the colon of
'具体措施：'; 'annex': an annex ('附件1') after the end of a sentence; 'label': a label that opens an owner list
('责任单位：') after a sentence or blank.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal

from ..model import Span
from ..text.lexicon.bodies import body_ending
from ..text.lexicon.dates import YEAR_OF_ISSUE
from ..text.lexicon.owner_labels import deadline_label, owner_label
from ..text.titles import OWN_PLAN_WORDS

Break = Literal["wide", "flat", "narrow", "title", "chapter", "part", "announced", "annex", "label", "end"]

_FLAT_LINE = 1_200
"""Code points; a longer line is a page rather than a paragraph."""
_LONG_LINE = 240
"""Code points; the only line of a text, when longer, has lost its line breaks."""
_LINES_OF_FLAT = 250
"""Code points for each line break; a text with fewer breaks has lost them."""
_SHARE_OF_FLAT = 0.7
"""A line with more of a text has lost its line breaks, whatever lines are above it."""
_ONLY_LINE = 60
"""Code points; in the only line of a text, when longer, a number after the end of a sentence begins a paragraph."""
_SHORT_LINE = 12
"""Code points; a shorter line has no room for a number or label after other words."""
# the end of a sentence or of a bracket of owners
_ENDS = "。；;！？)）〕]］】"
# the blanks of an indent
_BLANKS = " \t\u3000\u00a0"
_BLANK = f"[{_BLANKS}]"
# '行动一：', '专栏2': words with a number that head a part
_NAMED = (
    r"(?:专项|重点|主要|工作)?(?:行动|工程|专项|任务|举措|措施|领域|板块|模块)(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s?[：:]"
    r"|专栏\s?(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
)
# '1 建设平台', '2.1 夯实底座', '2)开展试点', 'Ⅱ.': numbers that also stand in sentences, so that the count decides
_COUNTED = (
    r"\d{1,2}[ \u3000]+(?=[\u4e00-\u9fff“《])(?![万亿个家倍元米吨公平亩年月日项条件名户所处种类批次])"
    r"|\d{1,2}(?:\.[1-9]\d?){1,3}[ \u3000]?(?=[\u4e00-\u9fff“《])(?![百千万亿个家倍元米吨公平亩年月日天分度小兆瓦])"
    r"|\d{1,2}[.．](?=\d{1,3}(?:\.\d+)?[%％]|0\.\d|\d{1,4}\s?[家个项所条座名户处场][\u4e00-\u9fff]|\d{1,2}[GKD](?![a-zA-Z])|1\d{4}(?!\d))"
    r"|\d{1,2}[)）](?=[\u4e00-\u9fff“])|[❶-❿]|[Ⅰ-Ⅻ]\s?[、．.]|第[一二三四五六七八九十][，,](?=[\u4e00-\u9fff])"
)
# '第二章', '三、', '（四）', '5.', '2.2023年…', '1.70%…', '(6)', '⑵': a number that may begin a paragraph
_NUMBER = (
    rf"(?:第[一二三四五六七八九十百]{{1,4}}[章节条]|[一二三四五六七八九十]{{1,3}}\s?[、．.]|[（(][一二三四五六七八九十]{{1,3}}[)）]"
    rf"|\d{{1,3}}\s?[.．﹒、](?:(?!\d)|(?={YEAR_OF_ISSUE}\s?年)|(?=\d{{1,3}}(?:\.\d+)?[%％]))|[（(]\d{{1,2}}[)）]|[㈠-㈩⑴-⒇⒈-⒛①-⑳])"
)
# '（一）', '1.', '①', '行动一：', '第三条 ': the first part of a chapter, right after its heading
_PART = (
    r"[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,3}[.．、](?!\d)|1[.．、](?=\d{1,3}(?:\.\d+)?[%％])|[①❶㈠⑴⒈]|Ⅰ\s?[、．.]|[(（]1[)）]|第一[，,]"
    rf"|1[)）](?=[\u4e00-\u9fff])|(?:1|1\.1)[ \u3000]{{1,2}}(?=[\u4e00-\u9fff])|第[一二三四五六七八九十百]{{1,4}}条(?![款例件])|{_NAMED}"
)
# '一、治理任务（一）规范停放', '二、优化公交，倡导骑行（三）建设绿道': a chapter's heading that runs into its first part; its first letter is
# looked for first, what is before it then
_CHAPTER = re.compile(
    r"[一二三四五六七八九十第](?:(?<!第)(?<![一二三四五六七八九十第、].)[一二三四五六七八九十]{0,2}、|(?<=第)(?<![》“在].)[一二三四五六七八九十]{1,3}[章篇]\s?)"
    rf"[^。；;（(\d\n]{{2,60}}?(?={_PART})"
)
# '（一）放宽准入1.', '行动二：优化服务4.', '附件2重点项目清单1.': a part's heading that runs into its first item; it looks for the
# letters that these begin with first
_PART_HEADING = re.compile(
    rf"(?=[(（专重主工行任举措领板模附])(?:[(（][一二三四五六七八九十]{{1,3}}[)）]|{_NAMED}|附[件表]\s?\d{{1,2}})[^。；;：:（(\n]{{2,60}}?(?=(?<!\d)\d{{1,2}}[.．、](?!\d)|[(（]1[)）])"
)
# '一、', '二、': the number of a chapter, to look no further where there is none
_CHAPTER_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章篇]")
# '二、': what a chapter in the middle of a long line begins with, cheaper to look for than its heading
_CHAPTER_BEGINS = re.compile("[一二三四五六七八九]、")
_PART_BEGINS = frozenset("（(第一二三四五六七八九十")
# '具体措施：1.', '重点任务:（1）': words that announce a list, and its first number
_ANNOUNCED = re.compile(
    r"[：:](?<=(?:措施|任务|举措|内容|工作|重点|要求|职责|安排|意见|如下|方案|计划|事项).)\s?(?=1[.．、](?!\d)|[（(](?:1|一)[)）]|[㈠⑴⒈]|一、)"
)

# '玉河市…管理办法（试行） 第一章': the title of a plan or of rules that runs into its first chapter
_TITLE = re.compile(
    rf"[^。；;，,：:《》\s]{{4,60}}(?:{OWN_PLAN_WORDS}|规定)(?:[(（][^()（）]{{1,20}}[)）])?"
    r"\s{0,2}(?=第一[章条]|一、|[（(]一[)）]|1[.．、](?!\d))"
)

_LONGEST_TITLE = 100
"""Code points: at least those of the longest title and of the number after it."""

# '…关于印发《…》的通知…玉河市…措施第一条': the same behind other words, where the second article follows as well
_ARTICLES = re.compile(rf"(?:{OWN_PLAN_WORDS}|规定)(?:[(（][^()（）]{{1,20}}[)）])?\s{{0,2}}(?=第一(?P<of>[章条]))")
# '。第二条': the second one
_SECOND_OF = {of: re.compile(rf"[。；;)）〕］】\]]\s?第二{of}") for of in "章条"}

# '2024年3月28日一、重点任务', '…28日任务一：…': the date of a head that runs into the first chapter
_DATED = re.compile(
    r"\d{1,2}\s?日[)）]?\s?(?=第一[章条]|一、|[（(]一[)）]|1[.．、](?!\d)|(?:专项|重点|主要)?(?:行动|工程|专项|任务)[一1][：:])"
)
# '…落实到位。附件1重点任务清单': an annex that begins in the middle of a line
_ANNEX = re.compile(r"[。；;)）〕］】]\s?(?=附\s?[件表]\s?\d{1,2}\s?[:：]?\s?[\u4e00-\u9fff])")

# '（责任单位': a bracket that is not closed yet
_IN_BRACKET = re.compile(r"[(（〔\[［【][^)）〕\]］】]*$")
_LOOK_BACK = 160
# the next bracket of any kind, but not that of a number: '（一）'
_BRACKET = re.compile(r"[(（〔\[［【)）〕\]］】]")


@functools.cache
def _of_owners() -> re.Pattern[str]:
    """A label right after an opened bracket, or the first of numbered bodies: '（责任单位：', '（1.市商务局；2.市税务局）'."""
    first = rf"(?:1[.．、]|①|⑴|[（(]1[)）])\s?[省市县区州各][\u4e00-\u9fff]{{1,12}}?{body_ending('labels')}"
    return re.compile(rf"【?(?:{owner_label()})\s{{0,2}}[：:]|{first}")


def _label() -> str:
    """A label that begins a paragraph: '责任单位：', '【完成时限】'."""
    return rf"(?:【?(?:(?:{owner_label()}|{deadline_label()})(?:\s{{0,2}}[：:]|】)|[\[［〔〈<＜《（(]{owner_label()}[\]］〕〉>＞》）)](?=[省市县区州各])|{owner_label()}(?:[—–－-]{{1,2}}>?|→|[ \t\u3000]{{1,4}})(?=[省市县区州各][\u4e00-\u9fff]{{1,12}}{body_ending('labels')})))"


@functools.cache
def _gaps() -> re.Pattern[str]:
    """Blanks before a number or label: '…建成平台。  （二）…', '…建成平台  责任单位：…'; of a line of nothing else, never all at each."""
    return re.compile(rf"(?P<gap>{_BLANK}{_BLANK}{{0,59}}+)(?:(?P<number>{_NUMBER})|(?={_label()}))")


@functools.cache
def _counted() -> re.Pattern[str]:
    """The end of a sentence or a heading before a number that only its count tells from those in sentences: '。2 建设平台'."""
    return re.compile(
        rf"(?=[。；;！？)）〕\]］】日{_BLANKS}\d])(?:[。；;！？)）〕\]］】日]{_BLANK}{{0,2}}|(?<=[\u4e00-\u9fff）)]){_BLANK}{{0,2}}(?=\d{{1,2}}\.[1-9]))(?={_COUNTED})"
    )


@functools.cache
def _stops() -> re.Pattern[str]:
    """The end of a sentence right before a number or label: '…建成平台。2.…', '…建成平台。责任单位：…'."""
    letters = "".join(sorted(set(re.findall("[\u4e00-\u9fff]", f"{_NUMBER}{_NAMED}{_label()}"))))
    begins = rf"[\d（(【\[［〔〈<＜《㈠-㈩⑴-⒇⒈-⒛①-⑳{letters}]"
    return re.compile(
        rf"(?P<stop>[。；;！？)）〕\]］】])(?={begins})(?:(?P<number>{_NUMBER}|{_NAMED})|(?P<label>{_label()}))"
    )


def soft_breaks(text: str, lines: Iterable[Span]) -> Iterator[tuple[Span, list[tuple[int, Break]]]]:
    """Each line with the positions inside it at which a paragraph may begin, in order.

    Args:
        text: the document's text.
        lines: its lines.

    Yields:
        the line, and pairs of position and kind; the outline decides which of them count.
    """
    bare = text.strip()
    only = len(bare) > _LINES_OF_FLAT * bare.count("\n")  # also where a hard wrap left a few breaks by chance
    whole = max(2 * _ONLY_LINE, _SHARE_OF_FLAT * len(bare))  # a line that is nearly all of a text, under a short head
    blanks = [blank for blank in _BLANKS if blank in text]
    gaps, stops, counted = _gaps(), _stops(), _counted()
    for line in lines:
        start, end = line.start, line.end
        size = end - start
        if size < _SHORT_LINE:
            yield line, []
            continue
        found: list[tuple[int, Break]] = []
        flat = size > (_LONG_LINE if only else _FLAT_LINE) or size > whole
        flat_stops = flat or (only and size > _ONLY_LINE)
        words = text[start:end]  # one copy and some looks at it cost less than as many searches from a position
        near = words[:_LONGEST_TITLE]
        if "一" in near or "1" in near:  # of the first part after it
            title = _TITLE.match(text, start, end)
            if title is not None:
                found.append((title.end(), "title"))
        has_blank = bool(blanks) and _has_blank(words, blanks)
        for gap in gaps.finditer(text, start + 1, end) if has_blank else ():
            at = gap.end("gap")
            if gap["number"] is None:
                if not _inside_bracket(text, line, at) and gap.start() > start + 1:  # not '· 责任单位：', a bullet
                    found.append((at, "label"))
            elif not _inside_whole_bracket(text, line, at):
                is_flat = flat or (flat_stops and text[gap.start() - 1] in _ENDS)
                found.append((at, "wide" if len(gap["gap"]) > 1 else "flat" if is_flat else "narrow"))
        for stop in stops.finditer(text, start + 1, end):
            at = stop.end("stop")
            if stop["label"] is not None:
                if not _inside_bracket(text, line, at):
                    found.append((at, "label"))
            elif not _inside_whole_bracket(text, line, at):
                found.append((at, "flat" if flat_stops else "narrow"))
        has_colon = "：" in words or ":" in words
        if has_colon:
            found += [(one.end(), "announced") for one in _ANNOUNCED.finditer(text, start, end)]
        if flat_stops or (size > _ONLY_LINE and (has_colon or "】" in words)):  # the end of a label
            found += _after_lists(text, line)
        if flat_stops:
            found += _articles(text, line)
            found += [(one.end(), "title") for one in _DATED.finditer(text, start, end)]
            found += [(one.end(), "flat") for one in counted.finditer(text, start + 1, end)]
        elif has_blank and size > _ONLY_LINE:
            found += [(one.end(), "narrow") for one in counted.finditer(text, start + 1, end)]
        if flat_stops and "附" in words:
            found += [(one.end(), "annex") for one in _ANNEX.finditer(text, start, end)]
        if len(found) > 1 and not flat_stops:
            found = _begun(text, found)
        if found or flat_stops or words[0] in _PART_BEGINS:
            found += _chapters(text, line, found, flat=flat_stops)
        if size > _LONG_LINE and not flat_stops and _CHAPTER_BEGINS.search(text, start + 1, end) is not None:
            found += _headings(text, line)
        yield line, _once(found) if len(found) > 1 else found


# '1.', '（一）', '①': a first number
_FIRST = ("1.", "1．", "1、", "（一）", "(一)", "（1）", "(1)", "①")
# '2.', '（二）', '②': the number after it
_SECOND = ("2.", "2．", "2、", "（二）", "(二)", "（2）", "(2)", "②")


def _begun(text: str, found: list[tuple[int, Break]]) -> list[tuple[int, Break]]:
    """The breaks; a first number in an ordinary line begins a list where a bracket is closed right before the second.

    '…安排如下。1.建设平台。（市数据局）2.开放数据。（市科技局）'
    """
    for at, ((first, kind), (second, _)) in enumerate(pairwise(found)):
        begins = text.startswith(_FIRST, first) and text.startswith(_SECOND, second)
        if begins and kind == "narrow" and text[second - 1] in "）)":
            return [*found[:at], (first, "flat"), *found[at + 1 :]]
    return found


def _articles(text: str, line: Span) -> list[tuple[int, Break]]:
    """The first article of a plan whose title runs into it in the middle of a line."""
    if text.find("第一", line.start, line.end) < 0:
        return []
    alone: set[str] = set()  # no second one follows, so that it is not looked for again
    for title in _ARTICLES.finditer(text, line.start, line.end):
        if title["of"] in alone:
            continue
        if _SECOND_OF[title["of"]].search(text, title.end(), line.end) is not None:
            return [(title.end(), "title")]
        alone.add(title["of"])
    return []


def _has_blank(line: str, blanks: Sequence[str]) -> bool:
    """Tell whether a line has one of some blanks after its first character; most lines have none."""
    for blank in blanks:  # noqa: SIM110 - a generator per line costs more than the looks
        if blank in line and line.find(blank, 1) >= 0:
            return True
    return False


# '…市财政局（二）', '…长期坚持2.', '…市财政局第二章', '…市财政局2.1.3': a number right after the words of a line whose end is lost; its first letter is looked
# for first, what is before and after it then
_GLUED = re.compile(
    r"[（(\d第一二三四五六七八九十](?<=[\u4e00-\u9fff）)].)(?<![见如按照据第].)"
    r"(?:(?<=第)[一二三四五六七八九十]{1,3}[章篇][ \u3000]?|(?<=\d)\d?(?:\.\d{1,2}){1,3}(?![\d%％])[ \u3000]?|(?<=[（(])[一二三四五六七八九十]{1,3}[)）]|(?<=\d)\d{0,2}[.．、](?!\d)|(?<=[一二三四五六七八九十])[一二三四五六七八九十]{0,2}、)"
    r"(?=[\u4e00-\u9fff“])"
)
_PREDICATES = ("负责", "落实", "配合", "牵头")
_LONGEST_LIST = 120
"""Code points of a list of owners whose end is looked for."""


@functools.cache
def _labels() -> re.Pattern[str]:
    return re.compile(_label())


def _after_lists(text: str, line: Span) -> Iterator[tuple[int, Break]]:
    """The numbers that come right after a list of owners that has a label, and no full stop at its end."""
    for glued in _GLUED.finditer(text, line.start + 1, line.end):
        first = max(line.start, glued.start() - _LONGEST_LIST, text.rfind("。", line.start, glued.start()) + 1)
        if text.endswith(
            _PREDICATES, first, glued.start()
        ):  # '（市商务局牵头，市税务局负责2.建设平台。（…': a bracket is lost
            bracket = _BRACKET.search(text, glued.end(), line.end)
            if bracket is None or bracket.group() in "(（〔[［【":
                yield glued.start(), "narrow"
            continue
        if _labels().search(text, first, glued.start()) and not _inside_bracket(text, line, glued.start()):
            yield glued.start(), "narrow"


def _chapters(text: str, line: Span, found: Sequence[tuple[int, Break]], *, flat: bool) -> list[tuple[int, Break]]:
    """The ends of chapters' headings that run into their first part; where all breaks are lost, their beginnings, too."""
    breaks: list[tuple[int, Break]] = []
    if flat:
        breaks += _headings(text, line)
        breaks += [(part.end(), "part") for part in _PART_HEADING.finditer(text, line.start, line.end)]
        return breaks
    for at in [line.start, *[at for at, _ in found]]:
        first = text[at]
        if first not in _PART_BEGINS:
            continue
        if _CHAPTER_NUMBER.match(text, at, line.end) and (heading := _CHAPTER.match(text, at, line.end)):
            breaks += [(at, "chapter"), (heading.end(), "part")] if at > line.start else [(heading.end(), "part")]
            at = heading.end()
        if text[at] in "（(" and (part := _PART_HEADING.match(text, at, line.end)):
            breaks.append((part.end(), "part"))
    return breaks


def _headings(text: str, line: Span) -> Iterator[tuple[int, Break]]:
    """The beginnings and ends of the chapters' headings that run into their first part, anywhere in a line."""
    for chapter in _CHAPTER.finditer(text, line.start, line.end):
        yield chapter.start(), "chapter"
        yield chapter.end(), "part"


_FIRMEST: tuple[Break, ...] = (
    "wide",
    "part",
    "title",
    "flat",
    "announced",
    "chapter",
    "narrow",
    "annex",
    "label",
    "end",
)


def _once(found: list[tuple[int, Break]]) -> list[tuple[int, Break]]:
    """The breaks in order, of several at one place the firmest."""
    kinds: dict[int, Break] = {}
    for at, kind in sorted(found, key=lambda one: (one[0], _FIRMEST.index(one[1]))):
        kinds.setdefault(at, kind)
    return list(kinds.items())


def _inside_whole_bracket(text: str, line: Span, at: int) -> bool:
    """Tell whether a position is inside a bracket of owners that is closed before another opens: '（责任单位：1.市财政局；2.市科技局）'."""
    if text[at - 1] in "。)）":
        return False
    opened = _IN_BRACKET.search(text, max(line.start, at - _LOOK_BACK), at)
    if opened is None or not _of_owners().match(text, opened.start() + 1):
        return False
    end = _BRACKET.search(text, at, min(line.end, at + _LOOK_BACK))
    return end is not None and end.group() in ")）〕]］】"


def _inside_bracket(text: str, line: Span, at: int) -> bool:
    """Tell whether a position is inside a bracket that opened on its line."""
    return _IN_BRACKET.search(text, max(line.start, at - _LOOK_BACK), at) is not None
