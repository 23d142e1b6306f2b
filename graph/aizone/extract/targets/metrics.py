"""Metrics, the things that numbers count: the words after a number ('5个平台'), or those between verb and number ('专利50项').

The word lists are declared in `quantities.toml`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct

from ...model import TextSpan
from ...text.lexicon.dates import DASH, FIVE_YEARS_END, MONTH, YEAR
from ...text.word_lists import alternatives
from .endings import Ending
from .quantities import Quantity, read_table

# '5个人工智能创新平台': the noun after a number
_NAME = re.compile(r"(?:的)?([\u4e00-\u9fffA-Za-z0-9“”+（）()、×—-]{2,60})")
# '到2026年底前，', '比2020年', '在2020年基础上': years, which are not part of a metric; the first look is at one letter
_YEAR = re.compile(
    r"(?=[相比较到至在于\s\d])(?:"
    r"(?:(?<![占之配])(?:相?比|较|相较于?)\s?)?"
    rf"(?:到|至|在|于)?\s?(?:{YEAR}\s?[{DASH}]\s?)?{YEAR}\s?年(?:\s?{MONTH}\s?月)?\s?(?:年?底|末)?\s?之?前?(?:的?(?:基础|水平)上)?[，,]?"
    rf"|(?<!\d){MONTH}\s?月[底末]?\s?之?前[，,]?)"
)
# '在“十四五”末', '比“十三五”末': the same, as the end of a five-year plan
_PLAN_YEAR = re.compile(rf"(?:到|至|在|于|相?比|较|相较于?)?\s?{FIVE_YEARS_END}\s?之?前?[，,]?")
# '是2023年的' before '2倍': what a number is a multiple of
OF_A_YEAR = re.compile(rf"(?:是|为|达到?|相当于)\s?{YEAR}\s?年?(?:底|末|度)?的$")
# '播种、收获机械化率', '处理率和普及率': what parts the objects of 分别
_ITEM_ENDS = re.compile(
    r"[、，,]|(?<=[\u4e00-\u9fff”）)])(?:和|与(?!试验发展)|(?<!普)及(?![时格])|以及)(?=[\u4e00-\u9fffA-Z“])"
)
# '覆盖面在' before '95%以上', but not '站点所在'
_AT = re.compile("(?<=[率度面比重量值额数积幅])在$")
# '三年' before '累计3000个', '两年内': a time, which is not counted
_TERM = re.compile(r"(?:未来|今后|用)?(?:\d{1,2}|[一二两三四五六七八九十])年(?:内|间|来|期间)?(?:累计|共)?")
_EDGES = " \t\u3000，,、 的：:"
_PAIRS = (("“", "”"), ("（", "）"), ("(", ")"))
# '“互联网', '（含农村）': any mark of those pairs, a look before they are counted
_PAIRED = re.compile("[“”（）()]")
# '1个面积不少于500平方米、功能齐全的活动中心': the noun that two quantities qualify
_QUALIFIED = re.compile(r"的([\u4e00-\u9fff]{2,20})(?=[。；，,、]|$)")
# '龙头企业以及一批科技型中小企业': what is counted ends before what is not
_UNCOUNTED = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:以及|[、和与及并])(?:形成|培育|打造|建成|建设|引进|集聚)?(?:一大?批|一系列|若干)"
)
_PURPOSE = ("为", "用于")
# '750座公厕（其中城区100座）': the remark after a noun
_OF_WHICH = re.compile(r"[（(]其中")
# '2个产业集群和6个园区': the noun between two numbers
_JOINED = re.compile(r"([\u4e00-\u9fffA-Za-z“”]{2,20}?)(?:以及|[和与及、])")
# '千亿级', '国家级': a level, whose noun may come after the last of several
_LEVEL = re.compile(r"[\u4e00-\u9fffA-Z0-9]{1,6}级")
# '、乙园区', '（含改造）', '和8': what follows is another thing, a remark or the next number
_NO_NAME = re.compile(r"[、（(]|[和与及]\s?\d")
# '水厂': a noun right after a number
_CJK = re.compile("[\u4e00-\u9fff]{2}")
_MAX = 60
_AGREED = ("签约", "履约", "公约", "条约", "集约", "节约")
"""Words whose 约 does not say 'about'."""
_NOMINAL = 2
"""The length of a verb that is what is counted: '改造' in '实施小区改造'."""
_DONE = frozenset({"实现", "完成", "落实"})
"""Verbs whose subject a share is of: what '超过一半的企业实现上云' counts is those that do, not the 企业."""


@dataclass(frozen=True, slots=True)
class MetricWords:
    """Compiled word lists of `quantities.toml` by which a metric is cut out of its clause."""

    verbs: re.Pattern[str]
    verbs_only: re.Pattern[str]
    nouns: re.Pattern[str]  # where one begins no verb does
    verb_at_end: Ending
    noun_at_end: Ending
    leading: re.Pattern[str]
    trailing: Ending
    nominal: Ending
    fronted: re.Pattern[str]
    shared: Ending
    reach: frozenset[str]


@functools.cache
def _words() -> MetricWords:
    table = read_table()
    words = table["verbs"]["words"]
    closing = [*table["verbs"]["adjacent"], *table["verbs"]["closing"]]
    nouns, long = (
        alternatives(table["verbs"]["nouns"]),
        alternatives(word for word in [*words, *table["verbs"]["closing"]] if len(word) > 1),
    )
    endings = "|".join(table["verbs"]["endings"])
    return MetricWords(
        verbs_only=re.compile(f"(?:{long})+"),
        verbs=re.compile(long),  # '达标率', '增值税' hold no verb
        nouns=re.compile(f"{nouns}|{long}(?:{endings})"),
        verb_at_end=Ending.of([*words, *closing], then="了"),
        noun_at_end=Ending.of(table["verbs"]["ending"]),
        leading=re.compile(rf"(?:在.{{2,30}}?(?:领域|方面)[，,]?|{alternatives(table['metric']['leading'])})+"),
        trailing=Ending.of(table["metric"]["trailing"]),
        nominal=Ending.of(table["verbs"]["nominal"]),
        fronted=re.compile(f"(?<!所){alternatives(table['verbs']['fronted'])}"),  # '乡镇所在地'
        shared=Ending.of(table["shared"]["endings"]),
        reach=frozenset(table["reach"]["words"]),
    )


class Metric(Struct, frozen=True, gc=False):
    """The thing that a number counts, and the rule that found it."""

    words: str
    rule: str


def metric_of(before: TextSpan, after: TextSpan, scope: str | None, *, announced: bool) -> Metric | None:
    """Name what a number counts.

    Args:
        before: the words of the clause before the number that no other number has taken.
        after: the words of the clause after it.
        scope: the part of the field that was named before; it is not repeated in the metric.
        announced: whether a word like '达到' is between the words before and the number: they are its subject.

    Returns:
        None when there are no words for one.
    """
    words = _words()
    head = before.text[max(before.start, before.end - 2 * _MAX) : before.end]
    if "\t" in head and len(cell := head.rpartition("\t")[2].strip()) > 1:  # the cell before is another one
        head = cell
    if scope is not None and scope in head:
        head = head[head.index(scope) + len(scope) :]
    multiple = OF_A_YEAR.search(head) if head.endswith("的") else None
    if multiple is not None:
        head = head[: multiple.start()]
    qualifies = head.endswith(("的", "等"))
    if "年" in head or "月" in head:
        head = _YEAR.sub("", head)
    if "末" in head:
        head = _PLAN_YEAR.sub("", head)
    head = _strip(head)
    verb = words.verb_at_end.search(head)
    if announced and verb is not None and verb.start() == 0 and not words.nominal.search(head):
        announced = False  # '帮助超过18万名失业人员'
    if announced or words.noun_at_end.search(head):
        verb = None
    elif qualifies:
        return _after(after) or Metric(head, "metric-before-number")
    if verb is not None:
        following = _after(after)
        if following is not None:
            return following
        if words.nominal.search(head):
            head = head[head.rfind("的") + 1 :]
            doing = words.verbs.match(head)
            is_doing = doing is not None and len(head) - doing.end() > _NOMINAL and not words.nouns.match(head)
            return Metric(_strip(head[doing.end() :] if doing is not None and is_doing else head), "metric-of-verb")
    if verb is not None and verb.start() > 0:
        head = _strip(head[: verb.start()])
    metric = head
    found = (words.verbs.match(head),) if announced else words.verbs.finditer(head)
    verbs = next((verb for verb in found if verb is not None and not words.nouns.match(head, verb.start())), None)
    if verbs is not None and len(head) - verbs.end() >= 2:
        metric = _strip(head[verbs.end() :])
    is_verb = words.verbs.fullmatch(metric) and not (announced and words.nominal.search(metric))  # '就业达到5000人'
    is_time = _TERM.fullmatch(metric) is not None
    if len(metric) >= 2 and not is_verb and not is_time and not words.leading.fullmatch(metric):
        return Metric(metric, "metric-before-number")
    return _after(after)


def noun_reached(quantity: Quantity, after: TextSpan) -> Metric | None:
    """The noun after a number that says how far something reaches: '乡镇' of '示范项目扩大到三个乡镇'."""
    is_count = quantity.kind == "counter" and quantity.announced in _words().reach
    return _after(after) if is_count else None


def noun_of_named(quantity: Quantity, before: TextSpan, after: TextSpan) -> Metric | None:
    """The noun after a number of things that are named before it: '水厂' of '新建东山、西坡、北桥3座水厂'."""
    names = before.words.split("、")
    if quantity.kind != "counter" or len(names) < 2 or len(names) != quantity.low or _CJK.match(after.words) is None:
        return None
    return _after(after)


def _after(after: TextSpan) -> Metric | None:
    found = _NAME.match(after.text, after.start, min(after.end, after.start + _MAX))
    if found is None or _NO_NAME.match(found[1]):
        return None
    if found[1].startswith(_PURPOSE):  # '投入500万元为困难群众购买保险'
        return None
    name = _OF_WHICH.split(found[1], maxsplit=1)[0]
    uncounted = _UNCOUNTED.search(name)
    if uncounted is not None:
        name = name[: uncounted.start()]
    verb = _words().fronted.search(name)
    is_done = found.group().startswith("的") and verb is not None and verb.group() in _DONE
    if verb is not None and verb.start() >= 2 and not is_done:
        name = name[: verb.start()]
    qualifier = name.rfind("的", 0, len(name) - 2)
    if qualifier >= 0 and "、" in name[:qualifier]:  # '设施齐全、功能完备的托育中心'
        name = name[qualifier + 1 :]
    name = _unpaired(name).strip(_EDGES)
    return Metric(name, "metric-after-number") if len(name) >= 2 else None


def _strip(head: str) -> str:
    """Without the words at both ends that are not part of a name."""
    words = _words()
    head = _unpaired(head.strip(_EDGES)).strip(_EDGES)
    leading = words.leading.match(head)
    if leading is not None:
        head = head[leading.end() :]
    head = _AT.sub("", head)
    while (trailing := words.trailing.search(head)) is not None and trailing.start() >= 2:
        if head.endswith(_AGREED):
            break
        head = _AT.sub("", head[: trailing.start()].rstrip(_EDGES))
    return _unpaired(head).strip(_EDGES)


def _unpaired(name: str) -> str:
    """Without a quotation mark or bracket at an end whose partner is missing."""
    if _PAIRED.search(name) is None:
        return name
    for opening, closing in _PAIRS:
        if name.count(opening) > name.count(closing):
            name = name.removeprefix(opening).removesuffix(opening)
        elif name.count(opening) < name.count(closing):
            name = name.removeprefix(closing).removesuffix(closing)
    return name


def shared_objects(front: TextSpan) -> list[str]:
    """The objects that '分别' hands its numbers to: '播种、收获机械化率' gives '播种机械化率' and '收获机械化率'.

    Args:
        front: the words before '分别'.
    """
    words = _words()
    head = front.text[max(front.start, front.end - 2 * _MAX) : front.end]
    objects = [item for part in _ITEM_ENDS.split(head) if (item := _strip(part))]
    if not objects:
        return []
    doing = words.verbs.match(objects[0])  # '引进院士、专家'
    if doing is not None and len(objects[0]) - doing.end() >= 2 and not words.nouns.match(objects[0]):
        objects[0] = objects[0][doing.end() :]
    level = _LEVEL.match(objects[-1])
    if level is not None and level.end() < len(objects[-1]):  # '国家级、省级企业'
        noun = objects[-1][level.end() :]
        objects = [item + noun if _LEVEL.fullmatch(item) else item for item in objects]
    ending = words.shared.search(objects[-1])
    if ending is not None:
        objects = [item if words.shared.search(item) else item + ending.group() for item in objects]
    return objects


def ends_as_measure(metric: str) -> bool:
    """Tell whether words end in what is measured: '燃气普及率', '耕地面积'."""
    return _words().shared.search(metric) is not None


def joined_noun(clause: TextSpan, quantity: Quantity, other: Quantity) -> TextSpan | None:
    """The thing that a number counts when the next number counts another: '2个产业集群和6个园区', '100个工作室、培训1000名教师'."""
    end = other.span.start
    found = _JOINED.match(clause.text, quantity.span.end, end)
    if found is None or (found.end() < end and not _words().verbs_only.fullmatch(clause.text, found.end(), end)):
        return None
    return clause.group(found, 1)


def noun_of_levels(clause: TextSpan, level: TextSpan, following: Sequence[Quantity]) -> str:
    """The noun after the last of several levels: '产业集群' of '1个千亿级、3个百亿级产业集群'; empty when there is none.

    Args:
        clause: where they are.
        level: the words between the first number and the next.
        following: the numbers after the first.
    """
    if _LEVEL.fullmatch(level.words) is None:
        return ""
    ends = [*(quantity.span.start for quantity in following[1:]), clause.end]
    for quantity, end in zip(following, ends, strict=True):
        found = _after(clause.part(quantity.span.end, end))
        own = _LEVEL.match(found.words) if found is not None else None
        if found is None or own is None:
            return ""
        noun = found.words[own.end() :].strip("、和与及")
        if noun:
            return noun
    return ""


def is_verbs(metric: str) -> bool:
    """Tell whether what seems to be counted is only what is done to it: '建成投用' of '建成投用5个、开工8个项目'."""
    words = _words()
    return words.verbs_only.fullmatch(metric) is not None and words.nominal.search(metric) is None


def is_verb_bounded(before: TextSpan, after: TextSpan) -> bool:
    """Tell whether a verb and its noun are on both sides of a bound: '每村配备' and '网格员' around '不少于2名'."""
    words = _words()
    head = _strip(before.text[max(before.start, before.end - 2 * _MAX) : before.end])
    verb = words.verb_at_end.search(head)
    if verb is None or words.nominal.search(head) or words.noun_at_end.search(head):
        return False
    return _CJK.match(after.text, after.start, after.end) is not None and _after(after) is not None


def without_years(words: str) -> str:
    """Some words without the years in them: '完成' of '2024年底完成'."""
    return _PLAN_YEAR.sub("", _YEAR.sub("", f" {words}")).strip(_EDGES)


def noun_following(words: TextSpan) -> str | None:
    """The noun that some words after a number begin with."""
    found = _after(words)
    return found.words if found is not None else None


def noun_of_last(clause: TextSpan, following: Sequence[Quantity]) -> Metric | None:
    """The noun after the last of several numbers that verbs part: '建成5个、开工8个重点项目'.

    Args:
        clause: where they are.
        following: the numbers after the first.
    """
    return _after(clause.part(following[-1].span.end, clause.end)) if following else None


def noun_after(sentence: TextSpan, other: Quantity) -> TextSpan | None:
    """The noun that two quantities qualify: '1个面积不少于500平方米、功能齐全的活动中心'."""
    found = _QUALIFIED.search(sentence.text, other.span.end, min(sentence.end, other.span.end + _MAX))
    return sentence.group(found, 1) if found and other.kind == "measure" else None
