"""Topics: the technologies and application fields a measure speaks of, by the labels of the SKOS schemes.

A label counts where it is a word: '扩大数据标注' does not speak of 大数据. One that ends in another one names both ('农业物联网'
is about the internet of things, too), and two that share their last words are both named ('感知和认知智能').
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...model import Span, TextSpan, TopicFact
from ...text.word_lists import alternatives
from .gazetteer import DAMAGE, Gazetteer, GazetteerHit
from .names_in_text import NamesInText, WordsFound

_LONGEST_BORDER_WORD = 3
_LONGEST_FIRST_PART = 4
"""The most characters of the first of two topics with one head."""
_SHORTEST_HEAD = 2
_MOST_JOINED = 4


def extract_topics(
    passages: Sequence[TextSpan], gazetteer: Gazetteer, names: NamesInText | None = None
) -> list[TopicFact]:
    """The concepts named in some passages, each once, at its first mention.

    Args:
        passages: heading and words of a measure, in order.
        gazetteer: labels of concepts.
        names: the labels in the whole text, when it was searched before; each passage is searched by itself otherwise.
    """
    found: dict[str, TopicFact] = {}
    seen: set[int] = set()
    for passage in passages:
        labels = names.topics if names is not None else NamesInText(passage, topics=gazetteer).topics
        for number, start, end, is_joined in _whole_words(passage, labels, seen):
            iri = gazetteer.iri(number)
            if iri not in found:
                entry = gazetteer.entry(number)
                found[iri] = TopicFact(entry.iri, entry.label, Span(start, end))
            is_compound = gazetteer.written[number] in gazetteer.compounds
            if is_compound or is_joined:
                hit = gazetteer.hit(number, start, end)
                heads = gazetteer.heads(hit) if is_compound else ()
                _add(found, [*heads, *(_with_shared_head(passage, hit, gazetteer) if is_joined else ())])
    for passage in passages:
        if passage.text.find(DAMAGE, passage.start, passage.end) >= 0:
            _add(found, gazetteer.find_damaged(passage))
    return list(found.values())


def _add(found: dict[str, TopicFact], hits: Iterable[GazetteerHit]) -> None:
    for hit in hits:
        found.setdefault(hit.entry.iri.value, TopicFact(hit.entry.iri, hit.entry.label, hit.span))


def _whole_words(passage: TextSpan, labels: WordsFound, seen: set[int]) -> Iterator[tuple[int, int, int, bool]]:
    """The labels in a passage whose borders are borders of words, and whether words before one may share its head.

    After a label whose borders are not borders of words, the search goes on inside it.

    Args:
        passage: some words.
        labels: those of concepts in the text.
        seen: the labels met before; they are not given again unless words before them may share their head.
    """
    borders, text, done = _borders(), passage.text, passage.start
    pairs, joins = borders.pairs, borders.joins
    for number, start, end in labels.within(passage):
        if start < done:
            continue
        is_joined = text[start - 1 : start] in joins
        if number in seen and not is_joined:
            done = end
        elif (text[start - 1 : start + 1] in pairs or text[end - 1 : end + 1] in pairs) and _crosses_word(
            passage, start, end
        ):
            done = start + 1
        else:
            done = end
            seen.add(number)
            yield number, start, end, is_joined


def _crosses_word(passage: TextSpan, start: int, end: int) -> bool:
    """Tell whether a common word runs across a border of a label `start:end`."""
    borders, text = _borders(), passage.text
    first = max(passage.start, start - _LONGEST_BORDER_WORD)
    for at in range(first, start):
        word = borders.before.match(text, at, end)
        if word is not None and word.end() > start:
            return True
    for at in range(max(start + 1, end - _LONGEST_BORDER_WORD), end):
        word = borders.after.match(text, at, passage.end)
        if word is not None and word.end() > end:
            return True
    return False


def _with_shared_head(passage: TextSpan, hit: GazetteerHit, gazetteer: Gazetteer) -> Iterator[GazetteerHit]:
    """The topics before a label that share its last words: 感知 in '感知和认知智能'."""
    joins, text, at = _borders().joins, passage.text, hit.span.start
    for _number in range(_MOST_JOINED):
        if at - 1 <= passage.start or text[at - 1] not in joins:
            return
        first = _first_part(passage, hit, at - 1, gazetteer)
        if first is None:
            return
        yield first
        at = first.span.start


def _first_part(passage: TextSpan, hit: GazetteerHit, join: int, gazetteer: Gazetteer) -> GazetteerHit | None:
    """The longest label made of the words right before a join and the last words of a label after it."""
    text = passage.text
    for start in range(max(passage.start, join - _LONGEST_FIRST_PART), join - 1):
        for head in range(_SHORTEST_HEAD, len(hit.name) - 1):
            entry = gazetteer.named(text[start:join] + hit.name[-head:])
            if entry is not None and not text.endswith(hit.name[-head:], start, join):
                return GazetteerHit(entry, Span(start, hit.span.end), text[start:join] + hit.name[-head:])
    return None


@dataclass(frozen=True, slots=True)
class _Borders:
    """Compiled `borders.toml`; `pairs` are the two characters around each place inside one of its words."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    pairs: frozenset[str]
    joins: frozenset[str]


@functools.cache
def _borders() -> _Borders:
    table = tomllib.loads(Path(__file__).with_name("borders.toml").read_text("utf-8"))
    words = (*table["before"], *table["after"])
    return _Borders(
        before=re.compile(alternatives(table["before"])),
        after=re.compile(alternatives(table["after"])),
        pairs=frozenset(word[at - 1 : at + 1] for word in words for at in range(1, len(word))),
        joins=frozenset(table["joins"]),
    )
