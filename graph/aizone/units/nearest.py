"""Near names: the known names most like one that is not known, for proposals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches


class NearNames:
    """Names to propose from, indexed by their letters.

    Comparing two names letter by letter costs far more than counting the letters they share, and of the hundreds of names
    in a registry only a handful come near. The count is an upper bound of the likeness, so no near name is missed.

    Args:
        names: in any order, repetitions allowed.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(names))
        self._holding: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for letter in name:
                self._holding.setdefault(letter, []).append(number)

    def close_to(self, word: str, *, most: int, cutoff: float, also: Iterable[str] = ()) -> list[str]:
        """The names most like a word, nearest first.

        Args:
            word: the name that is not known.
            most: how many names at most.
            cutoff: likeness in [0, 1] that a name must have (`difflib.SequenceMatcher.ratio`).
            also: further names to choose from.

        Examples:
            >>> NearNames(["市科技局", "市财政局"]).close_to("市科枝局", most=1, cutoff=0.6)
            ['市科技局']
        """
        shared: Counter[int] = Counter()
        for letter in set(word):
            shared.update(self._holding.get(letter, ()))
        may_be_near = {
            self._names[number]
            for number, letters in shared.items()
            if 2.0 * letters / (len(word) + len(self._names[number])) >= cutoff
        }
        return get_close_matches(word, may_be_near.union(also), n=most, cutoff=cutoff)
