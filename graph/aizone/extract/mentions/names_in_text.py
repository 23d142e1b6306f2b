"""The known names, topics and telling endings of a text, found in one pass over all of it.

Readers ask passage by passage, up to six times for one measure. Each of these searches used to walk an automaton of its own; now one
automaton of all words walks the text once, and a passage looks up what is in it.
"""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_left

from ahocorasick_rs import AhoCorasick, Implementation

from ...model import TextSpan
from .gazetteer import Gazetteer
from .word_lists import mention_words

Found = tuple[int, int, int]
"""Where a word begins and ends in the text, and its number in its list."""
_NOBODY = Gazetteer([])
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
        self._starts = [start for start, _end, _number in found]

    def within(self, passage: TextSpan) -> list[Found]:
        """The words that lie wholly in a passage, by where they begin, the longest first."""
        end = passage.end
        around = self._found[bisect_left(self._starts, passage.start) : bisect_left(self._starts, end)]
        return [one for one in around if one[1] <= end]

    def longest_within(self, passage: TextSpan) -> list[Found]:
        """The words in a passage that do not overlap: the leftmost, and of those that begin together the longest."""
        done, end, chosen = passage.start, passage.end, []
        for one in self._found[bisect_left(self._starts, done) : bisect_left(self._starts, end)]:
            if one[0] >= done and one[1] <= end:
                chosen.append(one)
                done = one[1]
        return chosen


class NamesInText:
    """The words of a text that name things: of a gazetteer of things, of one of topics, the endings of names and of bare titles.

    Args:
        text: the text.
        entities: known things.
        topics: labels of concepts.
    """

    __slots__ = ("endings", "entities", "title_ends", "topics")

    def __init__(self, text: str, entities: Gazetteer = _NOBODY, topics: Gazetteer = _NOBODY) -> None:
        found = _automaton(entities, topics).find_matches_as_indexes(text, overlapping=True)
        words = mention_words()
        lists = (entities.written, topics.written, words.ends, words.title_ends)
        bounds = [0, *itertools.accumulate(map(len, lists))]
        self.entities, self.topics, self.endings, self.title_ends = (
            _of(found, first, last) for first, last in itertools.pairwise(bounds)
        )


def _of(found: list[Found], first: int, last: int) -> WordsFound:
    """The places of the words numbered `first:last`."""
    own = [(start, -end, number) for number, start, end in found if first <= number < last]
    own.sort()
    return WordsFound([(start, -end, number - first) for start, end, number in own])


@functools.lru_cache(maxsize=_MOST_AUTOMATA)
def _automaton(entities: Gazetteer, topics: Gazetteer) -> AhoCorasick:
    words = mention_words()
    lists = (entities.written, topics.written, words.ends, words.title_ends)
    return AhoCorasick([*itertools.chain.from_iterable(lists)], implementation=Implementation.ContiguousNFA)
