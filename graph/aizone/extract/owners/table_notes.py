"""Notes on a table, in its last rows or below it: what they say of owners and deadlines and no rule reads is an issue."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from ...model import Issue, Span, TextSpan
from ...text.brackets import split_outside
from ...text.deadlines_in_text import find_deadline
from ...text.excerpts import shortened
from ...text.lexicon.bodies import body_ending
from ...text.paragraphs import paragraphs

# '注：★为牵头单位', '备注：以上任务由…', '说明：1.…': how a note on a table begins
_BEGINS = re.compile(r"[（(]?(?:附?注|备注|说明|注释)\s?[\d一二三]?\s?[:：.、]")
# '2.各县区负责落实', '（二）…': a further line of a note
_GOES_ON = re.compile(r"[（(]?[\d一二三四五]{1,2}[.．、)）]")
# '；', '2.': what parts the sentences of a note
_ENDS = re.compile(r"[。；;\n]|(?<=[：:，,])(?=\d[.．、])")
# '标★的为牵头单位', '排名第一的为牵头单位': what rules of lists read
_RULE = re.compile(
    "[☆★*＊▲△●◎○].{0,12}(?:牵头|责任|配合)|(?:第一|首位|列首|排首|逗号前).{0,12}牵头|[A-Z√].{0,8}(?:牵头|责任|配合)"
)
_FEWEST_LETTERS = 4
_MOST_LINES = 4
_FAR = 600


def lines_below(text: str, end: int) -> Iterator[Span]:
    """The lines of a note right below a table that ends at a position."""
    begun = False
    for number, line in enumerate(paragraphs(text[end : end + _FAR])):
        span = Span(line.start + end, line.end + end)
        if number >= _MOST_LINES or not (_BEGINS if not begun else _GOES_ON).match(text, span.start, span.end):
            return
        begun = True
        yield span


def notes_not_read(text: str, notes: Iterable[Span]) -> Iterator[Issue]:
    """An issue for each sentence of notes on a table that speaks of bodies or of when, and that no rule reads."""
    for note in notes:
        found = _BEGINS.match(text, note.start, note.end)
        words = TextSpan(text, found.end() if found else note.start, note.end)
        for sentence in split_outside(words, _ENDS):
            said = sentence.trimmed()
            if len(said) < _FEWEST_LETTERS or said.search(_RULE) is not None or not _says_something(said):
                continue
            excerpt = shortened(said.words)
            message = {
                "zh": f"表格附注“{excerpt}”没有读取，未据此增加责任单位或时限。",
                "en": f"The note '{excerpt}' on a table was not read; no owners and no deadlines were added because of it.",
            }
            yield Issue("note-not-read", message, said.span)


def _says_something(said: TextSpan) -> bool:
    return said.search(_bodies()) is not None or find_deadline(said, year=2000, end=2000) is not None


@functools.cache
def _bodies() -> re.Pattern[str]:
    """A body, or a word for when something is done: '市商务局', '各县区政府', '完成时限'."""
    return re.compile(
        rf"[省市县区州各][\u4e00-\u9fff（）、]{{1,14}}?{body_ending('duties')}|各[\u4e00-\u9fff（）、]{{1,8}}(?:负责|落实|配合)|时限|期限|底前|年底"
    )
