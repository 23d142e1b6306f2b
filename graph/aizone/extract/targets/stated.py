"""Numbers stated as ones to reach: a word announces the number, bounds it, or a verb of doing governs it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from ...model import TextSpan
from ...text.lexicon.dates import YEAR
from ...text.word_lists import alternatives
from ..fired import Fired
from .endings import Ending
from .lookalikes import COUNT_OF, SHARE_OF
from .metrics import OF_A_YEAR
from .quantities import Quantity, bound_by, read_table

GOVERNS = 30
"""The furthest that a verb may be before a number it governs, in code points."""
_CUTS = 8
"""The same for a verb that cuts a time ('压缩至3天')."""
# '10亿元以上企业', '10亿元以上3家': what a quantity before it qualifies; a number does when it counts things of that size
_NOUN = re.compile(r"[\u4e00-\u9fff“\d]")
# '资金' in '投入3亿元资金': what money is, not what it qualifies ('3亿元项目')
_FUNDS = re.compile(
    "[\u4e00-\u9fff]{0,6}?(?:资金|投资|贷款|消费|税收|债券|授信)(?![\u4e00-\u9fff]{0,6}(?:项目|企业|工程))"
)
# '改造任务' in '完成9万平方米改造任务'
_WORK = re.compile(
    "(?:[\u4e00-\u9fff]{0,6}(?:改造|建设|治理|修复|整治|种植|拆除|铺设))?(?:任务|工程|目标)?(?=[，。；、]|$)"
)
_PURPOSE = ("为", "用于", "支持", "对")
"""Words after money that say what it is spent on."""
# '投入资金' before '3亿元': the same where money ends its clause
_FUNDED = re.compile("[\u4e00-\u9fff]{2}(?:资金|投资|贷款|消费|税收|营收|销售额|交易额|成交额|融资)$")
# '办结率', '优良水体比例' before '100%': a rate that its clause ends with the number of
_RATE_CLOSES = re.compile("[\u4e00-\u9fffA-Za-z”）)](?:率|比例|比重|占比|覆盖面|满意度)[为到]?$")
# '走访企业' before '300家': words long enough for a verb and what it counts
_COUNTED = re.compile("[\u4e00-\u9fff”）]{4}$")
# '的企业上云', '市、县完成改造', '县（市、区）建成': what a share is of, and what they do
_SHARED = re.compile("的?[\u4e00-\u9fff“”][\u4e00-\u9fff“”、（）()]{3,}")
# '2025年底前' before '80%以上的县达到创建要求'
_BY_WHEN = re.compile(rf"^(?:到|至)?\s?{YEAR}\s?年(?:底|末)?(?:之?前)?")
# '建设周期为' before '18个月', '服务期' before '6个月': what a time is the length of
_TERM_OF = re.compile(r"(?:周期|工期|期限|时限|时长|服务期|有效期|任期|期)(?:为|是|约|共|一般)?\s?$")
BUILT = ("公里", "千米", "平方米", "平方公里", "亩", "公顷", "千瓦", "兆瓦", "米", "MW", "GW", "平方")
"""Units of things that are built or planted."""
_SHARES = frozenset({"%", ""})
"""Units of shares; a fraction has none."""
_NEXT_ITEM = frozenset("和与及并且或、")


@dataclass(frozen=True, slots=True)
class StatingWords:
    """Compiled word lists of `quantities.toml` by which a number is one to reach."""

    verbs: re.Pattern[str]
    adjacent: Ending
    closing: re.Pattern[str]
    reaching: Ending
    reducing: re.Pattern[str]
    finishing: re.Pattern[str]
    fronted: re.Pattern[str]
    growth: re.Pattern[str]
    making: Ending
    leading: re.Pattern[str]
    listing: re.Pattern[str]


@functools.cache
def _words() -> StatingWords:
    table = read_table()
    verbs = table["verbs"]
    return StatingWords(
        verbs=re.compile(alternatives(verbs["words"])),
        adjacent=Ending.of(verbs["adjacent"]),
        closing=re.compile(alternatives([*verbs["closing"], *verbs["owning"]])),
        reaching=Ending.of(verbs["reaching"]),
        reducing=re.compile(alternatives(verbs["reducing"])),
        finishing=re.compile(alternatives(verbs["finishing"])),
        fronted=re.compile(f"(?<!所){alternatives(verbs['fronted'])}"),
        growth=re.compile(alternatives(table["attribute"]["growth"])),
        making=Ending.of(verbs["making"], then="了"),
        leading=re.compile(rf"{alternatives(table['metric']['leading'])}*"),
        listing=re.compile(alternatives(verbs["listing"])),
    )


def stated_by(clause: TextSpan, quantity: Quantity, *, goes_on: bool) -> Fired | None:
    """The rule by which the words around a number make it one to reach; None when they do not.

    Args:
        clause: the part of the sentence between commas it is in.
        quantity: the number, known not to be a look-alike.
        goes_on: whether targets or a year have been stated right before, so that '乙企业5家' goes on with them.
    """
    if quantity.kind == "none":
        return _announced(quantity) if quantity.announced else None  # '覆盖人口200万'
    if quantity.kind == "time":
        return _time_stated_by(clause, quantity, goes_on=goes_on)
    text = clause.text
    start = max(clause.start, quantity.span.start - GOVERNS)
    front = text[start : quantity.span.start]
    if quantity.unit == "岁":
        if "寿命" not in front:
            return None
        return _announced(quantity) if quantity.announced else _governed(start, front)
    end = quantity.span.end
    after = text[end : min(clause.end, end + GOVERNS)].lstrip()
    is_attribute = _qualifies(after)
    if quantity.kind == "measure":
        return _measure_stated_by(clause, quantity, front, after, is_attribute=is_attribute, goes_on=goes_on)
    if quantity.announced:
        return _announced(quantity)
    words = _words()
    if quantity.comparator != "eq":
        return _governed(start, front) or (bound_by(clause, quantity) if not is_attribute else None)
    if front.startswith(("对", "为")) and (done := words.fronted.search(after)):
        at = text.index(done.group(), end)
        return Fired("stated-for-object", at, at + len(done.group()))
    governed = _governed(start, front)
    if governed is None and goes_on and words.leading.fullmatch(front.strip()) and COUNT_OF.match(text, end):
        return Fired("stated-count-leads", quantity.number.start, quantity.number.end)
    if governed is not None or not _ends_clause(clause, quantity):
        return governed
    if goes_on:
        return _in_list(quantity)
    if closing := words.closing.search(front):
        return Fired("stated-by-closing-verb", start + closing.start(), start + closing.end())
    is_counted = _COUNTED.search(front) is not None and words.listing.search(front) is None
    return Fired("stated-count-closes", quantity.number.start, quantity.number.end) if is_counted else None


def _qualifies(after: str) -> bool:
    """Tell whether a noun after a number goes on from it, so that the number may qualify it: '10亿元以上企业'."""
    return _NOUN.match(after) is not None and after[0] not in _NEXT_ITEM


def stays_out(clause: TextSpan, quantity: Quantity) -> str | None:
    """The rule by which a number that nothing states is not meant as a target; None when it may be one all the same."""
    if quantity.unit == "岁":
        return "not-age"
    if quantity.kind == "time":
        is_term = _TERM_OF.search(clause.text, max(clause.start, quantity.span.start - _CUTS), quantity.span.start)
        return None if quantity.bound is not None or is_term is not None else "not-duration"
    after = clause.text[quantity.span.end : clause.end].lstrip()
    if quantity.unit == "%" or not _qualifies(after):  # '80%左右县城', '60%的道路'
        return None
    is_count = quantity.kind == "counter" and quantity.comparator not in {"gt", "le", "lt"}
    return None if is_count else "not-size-of-noun"


def _measure_stated_by(
    clause: TextSpan, quantity: Quantity, front: str, after: str, *, is_attribute: bool, goes_on: bool
) -> Fired | None:
    """The same for a measure ('10亿元', '95%'), which may qualify the noun after it instead."""
    words, text, end = _words(), clause.text, quantity.span.end
    start = quantity.span.start - len(front)
    qualifies = after.startswith("的") or quantity.followed or quantity.comparator in {"gt", "lt"}
    qualifies = qualifies or (quantity.comparator == "range" and not quantity.unit.endswith((*BUILT, *_SHARES - {""})))
    if is_attribute and qualifies and not words.growth.match(after):  # '10亿元以上企业', '超10亿元企业'
        reaching = words.reaching.search(front) if quantity.unit in _SHARES else None
        if reaching is not None:  # '实现95%以上事项网上可办'
            return Fired("stated-share-reached", start + reaching.start(), start + reaching.end())
        may_lead = goes_on or quantity.comparator in {"ge", "gt", "approx"} or SHARE_OF.match(text, end) is not None
        if quantity.unit in _SHARES and may_lead and _leads(front, after):
            return Fired("stated-share-leads", quantity.number.start, quantity.number.end)
        if quantity.announced and not after.startswith("的") and quantity.comparator not in {"gt", "lt"}:
            return _announced(quantity)
        return None
    if quantity.announced:
        return _announced(quantity)
    governed = _governed(start, front)
    if quantity.comparator != "eq":
        return governed or bound_by(clause, quantity)
    if quantity.unit == "倍" and (multiple := OF_A_YEAR.search(front)) is not None:  # '是2023年的2倍'
        return governed or Fired("stated-multiple", start + multiple.start(), start + multiple.end())
    if is_attribute:
        is_made = quantity.unit.endswith(BUILT) and words.making.search(front.rstrip()) is not None
        is_work = quantity.unit.endswith(BUILT) and _WORK.match(after) is not None
        is_spent = quantity.unit.endswith("元") and (_FUNDS.match(after) or after.startswith(_PURPOSE))
        return governed if is_made or is_work or is_spent else None
    if governed is None and _ends_clause(clause, quantity):
        if goes_on:
            return _in_list(quantity)
        if quantity.unit.endswith("元") and _FUNDED.search(front) and not words.listing.search(front):
            return Fired("stated-count-closes", quantity.number.start, quantity.number.end)
        rate = _RATE_CLOSES.search(front) if quantity.unit in _SHARES - {""} else None
        if rate is not None and not words.listing.search(front):
            return Fired("stated-rate-closes", start + rate.start(), start + rate.end())
    return governed


def _leads(front: str, after: str) -> bool:
    """Tell whether a share begins its clause and says how many of some things do something: '90%以上的企业上云'."""
    last = _BY_WHEN.sub("", front.rpartition("、")[2].strip())
    return _words().leading.fullmatch(last) is not None and _SHARED.match(after) is not None


def _time_stated_by(clause: TextSpan, quantity: Quantity, *, goes_on: bool) -> Fired | None:
    """The same for a time ('3个工作日内'), which is a promise when it says what is then done."""
    words, text = _words(), clause.text
    start, end = quantity.span.start, quantity.span.end
    if quantity.announced:
        return _announced(quantity)
    near = max(clause.start, start - _CUTS)
    cut = words.reducing.search(text[near:start])
    if cut is not None:
        return Fired("stated-by-cut", near + cut.start(), near + cut.end())
    if goes_on and quantity.followed and _ends_clause(clause, quantity):
        return _in_list(quantity)
    after = text[end : min(clause.end, end + GOVERNS)].lstrip()
    within = quantity.followed in {"内", "以内", "之内"}
    done = words.finishing.search(after) if within else words.finishing.match(after)
    if done is None:
        return None
    at = text.index(done.group(), end)
    return Fired("stated-as-promise", at, at + len(done.group()))


def _announced(quantity: Quantity) -> Fired:
    start = quantity.span.start
    return Fired("stated-announced", start, start + len(quantity.announced))


def _in_list(quantity: Quantity) -> Fired:
    return Fired("stated-in-list", quantity.number.start, quantity.number.end)


def _governed(start: int, front: str) -> Fired | None:
    """The verb of doing that governs a number, in the words before it, which begin at `start`."""
    words = _words()
    verb = words.verbs.search(front) or words.adjacent.search(front)
    return Fired("stated-by-verb", start + verb.start(), start + verb.end()) if verb is not None else None


def _ends_clause(clause: TextSpan, quantity: Quantity) -> bool:
    return quantity.span.end >= clause.end or clause.text[quantity.span.end] in "、）)"


def is_in_brackets_of(clause: TextSpan, rejected: Quantity, quantity: Quantity) -> bool:
    """Tell whether a number is in brackets that explain one that was left out: '按不超过1%（小微企业不超过0.5%）'."""
    text, start, end = clause.text, rejected.span.end, quantity.number.start
    return end - start <= GOVERNS and text.rfind("（", start, end) > text.rfind("）", start, end)
