"""Aims without a number: what a goal wants done every year, or a batch of, without saying how many."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from ...model import AimFact, Period, Reason, Span, TextSpan
from ...text.word_lists import alternatives
from .endings import Ending
from .quantities import read_table

_MARKS = "，,。；;：:\n"
# '每年举办…', '培育一批…': the words that say how often, or that there are to be several
_ANCHOR = re.compile(r"(?P<often>每(?:年|两年|半年|季度?|月)|定期)|(?P<some>一大?批|一系列|若干)(?!次|事项)")
# '建成5个平台，': the end of a clause
_CLAUSE_END = re.compile(f"[{_MARKS}]")
# up to the last such mark before the words
_TO_LAST_MARK = re.compile(f"(?s:.*)[{_MARKS}]")
# '每年都要', '每年至少': words between how often and the verb
_BETWEEN = re.compile(r"都?要?")
# '每年举办3场', '若干（5个）': a clause with a number states a target instead
_DIGIT = re.compile(r"[\d０-９]|[一二三四五六七八九十百千万亿几两][个家项件名人次场]")
_MIN, _MAX = 2, 40
"""The shortest and longest thing an aim is about, in code points."""


@functools.cache
def _verbs() -> tuple[Ending, re.Pattern[str]]:
    """The verbs of doing: one or two joined right before a word ('培育和集聚'), and one at the beginning of words."""
    verbs = [word for word in read_table()["verbs"]["words"] if len(word) > 1]
    words, longest = alternatives(verbs), 2 * max(map(len, verbs)) + 2
    last = frozenset({*(word[-1] for word in verbs), "了", "\n"})
    return Ending(re.compile(f"(?:{words}[和与及、并]?)?{words}了?$"), longest, last), re.compile(words)


def read_aims(passages: Iterable[TextSpan], *, explain: bool = False) -> list[AimFact]:
    """The aims without a number in some passages, in document order; a clause with a number holds a target instead.

    Args:
        passages: one per paragraph.
        explain: whether each aim says why.

    Examples:
        >>> [aim.label for aim in read_aims([TextSpan.whole("每年举办有影响的赛事，培育和集聚一批领军人才。")])]
        ['每年举办有影响的赛事', '培育和集聚一批领军人才']
    """
    return [aim for passage in passages for aim in _aims_in(passage, explain)]


_FAR = 400
"""The code points on each side of an anchor in which its clause begins and ends: all of a clause without end for each would take for ever."""


def _aims_in(passage: TextSpan, explain: bool) -> Iterator[AimFact]:
    done = passage.start
    for anchor in _ANCHOR.finditer(passage.text, passage.start, passage.end):
        if anchor.start() < done:
            continue
        found = _aim(passage, anchor, explain)
        if found is not None:
            done = found.span.end
            yield found


def _aim(passage: TextSpan, anchor: re.Match[str], explain: bool) -> AimFact | None:
    """The aim that an anchor belongs to; None when its clause has a number, no verb, or nothing that it is about."""
    text = passage.text
    first = max(passage.start, anchor.start() - _FAR)
    begun = _TO_LAST_MARK.match(text, first, anchor.start())
    first = begun.end() if begun else first
    end = min(passage.end, anchor.end() + _FAR)
    mark = _CLAUSE_END.search(text, anchor.end(), end)
    if mark is None and end < passage.end:
        return None  # far more words than an aim has
    end = mark.start() if mark else end
    before_verb, verb_first = _verbs()
    yearly = text.find("每年", first, end) >= 0
    if anchor["often"]:
        between = _BETWEEN.match(text, anchor.end(), end)
        verb = verb_first.match(text, between.end() if between else anchor.end(), end)
        if verb is None or _DIGIT.search(text, anchor.end(), end):
            return None
        start, about = anchor.start(), verb.end()
        rule = "aim-how-often"
    else:
        if _DIGIT.search(text, anchor.end(), end):
            return None
        head = text[first : anchor.start()]
        governed = before_verb.search(head)
        joined = head.endswith(("以及", "和", "及", "并"))  # '1-2家龙头企业以及一批中小企业': its verb was said before
        if governed is None and not (joined and verb_first.search(head)):
            return None
        start = first + governed.start() if governed else anchor.start()
        about = anchor.end()
        rule = "aim-several"
    metric = TextSpan(text, about, end).trimmed()
    if not _MIN <= len(metric) <= _MAX:
        return None
    period: Period = "year" if yearly else "total"
    span = Span(start, metric.end)
    why = (Reason(rule, Span(*anchor.span())),) if explain else ()
    return AimFact(span.of(text), metric.words, period, span, why)
