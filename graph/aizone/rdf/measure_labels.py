"""The Chinese label of a measure, of its own: of several in a task, none can be told from the task's heading."""

from __future__ import annotations

import re

from ..model import MeasureFact, TaskFact

_LONGEST = 30
_DIGITS = "零一二三四五六七八九"
# '在新区分两期建设智算中心，一期先…': the first clause ends at a comma, semicolon, colon or full stop, of either width
_CLAUSE_END = re.compile(r"[，,；;：:。！？\n]")
# '1.建设云江智算中心。', '——', '一是': numbering and dashes in front of the words
_LEADING = re.compile(
    r"^(?:[\s—–\-·•*]+|[0-9一二三四五六七八九十]{1,3}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）])+"
)
_SHORTEST = 5
# '依托云江具身智能研究院，突破…': what the work is done with, or why, before what is done
_BEFORE_THE_WORK = re.compile(r"(?:依托|围绕|按照|根据|立足|结合|针对|聚焦|面向|发挥)[^，,]{0,14}|.*(?:的|后|时|前)")


def measure_label(task: TaskFact, measure: MeasureFact, words: str | None) -> str:
    """The heading of a task's only measure, else the first clause of the measure, else the heading and the measure's ordinal.

    Args:
        task: the task.
        measure: one of its measures.
        words: the text of the measure; None where it may not be quoted.
    """
    if len(task.measures) == 1:
        return task.heading
    clause = first_clause(words) if words is not None else ""
    return clause or f"{task.heading}（第{in_words(measure.clause)}项措施）"


def first_clause(words: str) -> str:
    """The first clause of a text, cut after thirty characters; empty when no clause of it says anything.

    Examples:
        >>> first_clause("对虚报用量、转卖算力券的，追回资金。")
        '对虚报用量、转卖算力券的，追回资金'
        >>> first_clause("发放算力券，单个企业每年最高不超过50万元。")
        '发放算力券'
        >>> first_clause("依托市研究院，建设测试平台，公布成绩。")
        '依托市研究院，建设测试平台'
        >>> first_clause("。")
        ''
    """
    rest = _LEADING.sub("", words.strip()).lstrip("。，,；; ")
    end = 0
    while end < len(rest):
        found = _CLAUSE_END.search(rest, end)
        end = len(rest) if found is None else found.start()
        if end >= _SHORTEST and not _BEFORE_THE_WORK.fullmatch(rest[:end]):
            break
        if found is None or found.group() == "。":
            break
        end += 1
    clause = re.sub(r"\s+", "", rest[:end]).rstrip("，,；;：:")
    return clause if len(clause) <= _LONGEST else f"{clause[: _LONGEST - 1]}…"


def in_words(number: int) -> str:
    """A number below a hundred in Chinese numerals; a larger one in digits.

    Examples:
        >>> in_words(3), in_words(10), in_words(12), in_words(20), in_words(47), in_words(100)
        ('三', '十', '十二', '二十', '四十七', '100')
    """
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")
