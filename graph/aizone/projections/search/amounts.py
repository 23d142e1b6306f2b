"""Amounts as people type them: '50项专利', '培育200家企业', '五十项 专利', '2025年底前 算力' are a number, its unit and the words beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ...text.numerals import CHINESE_DIGITS, numeral
from ...text.phrases import phrases
from ...text.simplified import simplified

# '50', '1,000', '99.5', '5-8', '5～8', '50至60': a number or the two ends of a range
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
# '%', 'P', '项', '家', '个', '亿元', '人次', '公里', '种/年': signs or one or two characters that are followed by a word or nothing
_UNIT = r"%|‰|[a-zA-Z]{1,5}(?![a-zA-Z])|[万亿]?(?:个百分点|平方公里|平方米|公里|人次|美元|架次|[元个项家件款条次场种台套座所辆批篇处支只名人位户米亩吨年倍天])?"
# '50项', '5-8个', '1,000P', '80%', '2025年底前', '2025年以前'
_AMOUNT = re.compile(
    rf"(?P<first>{_NUMBER})(?:\s*[-–—~至到]\s*(?P<second>{_NUMBER}))?\s*(?P<unit>{_UNIT})(?:(?<=年)(?:年?底|年?末)?(?:之?前|以前)?)?(?:以上|以下|左右)?"
)
# '五十项', '两百家', '三千名': a numeral of two characters or more before what it counts
_NUMERAL = re.compile(rf"(?P<numeral>[{CHINESE_DIGITS}]{{2,}})(?=[项家个件款条名种台座所人公万亿])")
# '百分之八十'
_PERCENT = re.compile(rf"百分之(?P<numeral>[{CHINESE_DIGITS}点]+)")
# '培育', '达到', '每年': what a plan does with a number, which the name of its target leaves out
_DOING = re.compile(
    "达到|超过|突破|力争|实现|完成|新增|培育|引进|集聚|建成|建设|打造|形成|不少于|不低于|累计|每年|全市|的|到|约|近|[≥≤><＞＜]"
)


def amount_words(text: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The ways to look for a text with a number and words beside it, the strictest first; none for any other text.

    Each is the words to find anywhere in a passage, and the amounts, whose number must not be a part of a longer one: its unit belongs to
    them first and is left out at last, because 50项 and 50件 may mean the same.

    Examples:
        >>> list(amount_words("50项专利"))
        [(('专利',), ('50项',)), (('专利',), ('50',))]
        >>> next(amount_words("培育两百家人工智能企业")), next(amount_words("5-8个创新平台"))
        ((('人工智能', '企业'), ('200家',)), (('创新', '平台'), ('5', '8个')))
        >>> next(amount_words("2025年底前算力")), next(amount_words("2025年底前"))
        ((('算力',), ('2025年',)), (('2025年',), ('2025年',)))
        >>> list(amount_words("50")), list(amount_words("人工智能"))
        ([], [])
    """
    plain = _PERCENT.sub(_percent, _NUMERAL.sub(_number, simplified(unicodedata.normalize("NFKC", text))))
    found = list(_AMOUNT.finditer(plain))
    rest = _DOING.sub(" ", _AMOUNT.sub(" ", plain))
    words = tuple(
        word for part in rest.split() for word in (phrases(part) if len(part) > 1 else ()) if len(word.strip()) > 1
    )
    with_unit = [part for one in found for part in _ends(one, one["unit"])]
    if found and not words and with_unit != ["".join(text.split())]:  # '2025年底前' for what is due in 2025年
        yield tuple(with_unit), tuple(with_unit)
    if not found or not words:
        return
    yield words, tuple(with_unit)
    bare = [part for one in found for part in _ends(one, "年" if one["unit"] == "年" else "")]
    if bare != with_unit:
        yield words, tuple(bare)


def has_amount(folded: str, amount: str) -> bool:
    """True when a passage, folded, has an amount that is not a part of a longer number.

    Examples:
        >>> has_amount("授权发明专利≥50项/年", "50项"), has_amount("核心产业规模>150亿元", "50"), has_amount("算力1000p", "1000P")
        (True, False, True)
    """
    return re.search(rf"(?<![\d.]){re.escape(amount.lower())}(?![\d.]*\d)", folded) is not None


def _ends(found: re.Match[str], unit: str) -> Sequence[str]:
    """The ends of a range, or the number alone, the last with its unit."""
    first, second = (number.replace(",", "") if number else "" for number in (found["first"], found["second"]))
    return (first, second + unit) if second else (first + unit,)


def _number(found: re.Match[str]) -> str:
    value = numeral(found["numeral"])
    return found.group() if value is None else f"{value:g}" if value < 1e6 else found.group()


def _percent(found: re.Match[str]) -> str:
    value = numeral(found["numeral"])
    return found.group() if value is None else f"{value:g}%"
