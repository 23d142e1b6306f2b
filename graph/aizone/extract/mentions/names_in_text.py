"""The known names, topics and telling endings of a text, found in one pass over all of it.

Readers ask passage by passage, up to six times for one measure. Each of these searches used to walk an automaton of its own; now one
automaton of all words walks the text once, and a passage looks up what is in it.
"""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_left
from operator import itemgetter

from ahocorasick_rs import AhoCorasick, Implementation

from ...model import TextSpan
from .gazetteer import Gazetteer
from .word_lists import mention_words

Found = tuple[int, int, int]
"""The number of a word in its list, and where it begins and ends in the text."""
_NOBODY = Gazetteer([])
_BY_START = itemgetter(1)
_MOST_AUTOMATA = 64
"""Places whose automata are kept; the longest unused goes first."""


class WordsFound:
    """The places of one list's words in a text, overlapping ones too.

    Args:
        found: the places, by where they begin, the longest first.
    """

    __slots__ = ("_found", "_starts")

    def __init__(self, found: list[Found]) -> None:
        self._found = found
        self._starts = [start for _number, start, _end in found]

    def within(self, passage: TextSpan) -> list[Found]:
        """The words that lie wholly in a passage, by where they begin, the longest first."""
        starts, end = self._starts, passage.end
        first = bisect_left(starts, passage.start)
        if first == len(starts) or starts[first] >= end:
            return []
        return [one for one in self._found[first : bisect_left(starts, end, first)] if one[2] <= end]

    def longest_within(self, passage: TextSpan) -> list[Found]:
        """The words in a passage that do not overlap: the leftmost, and of those that begin together the longest."""
        starts, done, end = self._starts, passage.start, passage.end
        first = bisect_left(starts, done)
        if first == len(starts) or starts[first] >= end:
            return []
        chosen = []
        for one in self._found[first : bisect_left(starts, end, first)]:
            if one[1] >= done and one[2] <= end:
                chosen.append(one)
                done = one[2]
        return chosen


class NamesInText:
    """The words of a text that name things: of a gazetteer of things, of one of topics, the endings of names and of bare titles.

    Args:
        within: the text, or the passage of it that is looked at.
        entities: known things.
        topics: labels of concepts.
    """

    __slots__ = ("endings", "entities", "title_ends", "topics")

    def __init__(self, within: TextSpan, entities: Gazetteer = _NOBODY, topics: Gazetteer = _NOBODY) -> None:
        found = _automaton(entities, topics).find_matches_as_indexes(within.words, overlapping=True)
        if at := within.start:
            found = [(number, start + at, end + at) for number, start, end in found]
        found.reverse()  # they come by their ends, so that now the longest of those that begin together is the first
        found.sort(key=_BY_START)
        words = mention_words()
        lists = (entities.written, topics.written, words.ends, words.title_ends)
        bounds = [0, *itertools.accumulate(map(len, lists))]
        self.entities, self.topics, self.endings, self.title_ends = (
            WordsFound([(one[0] - first, one[1], one[2]) for one in found if first <= one[0] < last])
            for first, last in itertools.pairwise(bounds)
        )


@functools.lru_cache(maxsize=_MOST_AUTOMATA)
def _automaton(entities: Gazetteer, topics: Gazetteer) -> AhoCorasick:
    words = mention_words()
    lists = (entities.written, topics.written, words.ends, words.title_ends)
    return AhoCorasick([*itertools.chain.from_iterable(lists)], implementation=Implementation.ContiguousNFA)
