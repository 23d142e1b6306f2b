"""Terms: the things that a target or aim counts, as words that work can be searched for: '应用示范园区和特色小镇' has two."""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from .words import contribution_words

# '数据集（含目录）': what a bracket adds is not part of the name
_BRACKET = re.compile(r"[（(][^（()）]*[）)]")
# '园区和小镇': what joins two things that one number counts
_JOIN = re.compile(r"以及|[和与及或、]")
# two characters that a word may be made of
_PAIR = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2}")
_LEAST_JOINED = 4
"""A shorter part before a join is a modifier of what follows: '技术和应用标准' are standards."""
_LEAST_TAIL = 3
"""A shorter part after 的 needs the words before it to be told from others."""


class Term(Struct, frozen=True, gc=False):
    """A thing that is counted: its pairs of characters, the last of them its head, and the class of such things if it has one."""

    pairs: tuple[str, ...]
    kind: str | None

    @property
    def head(self) -> str:
        """The two characters that name the kind of thing: '平台' of '创新平台'."""
        return self.pairs[-1]


@functools.lru_cache(maxsize=4096)
def terms_of(metric: str) -> tuple[Term, ...]:
    """The terms of a metric, without the genre's boilerplate and without how they are measured.

    Examples:
        >>> [(term.pairs, term.kind) for term in terms_of("人工智能创新平台")]
        [(('创新', '新平', '平台'), None)]
        >>> [term.head for term in terms_of("应用示范园区和特色小镇")], [term.head for term in terms_of("智能算力规模")]
        (['园区', '小镇'], ['算力'])
        >>> terms_of("人工智能产业规模")
        ()
    """
    words = contribution_words()
    name = words.measuring.sub("", _BRACKET.sub("", metric))
    parts = _JOIN.split(name)
    found: list[Term] = []
    for number, part in enumerate(parts, start=1):
        if len(part) < _LEAST_JOINED and number < len(parts):
            continue
        tail = part.rpartition("的")[2]
        core = words.boilerplate.sub(" ", tail if len(tail) >= _LEAST_TAIL else part).rstrip()
        pairs = tuple(core[at : at + 2] for at in range(len(core) - 1) if _PAIR.fullmatch(core, at, at + 2))
        if pairs and core.endswith(pairs[-1]):
            kind = next((name for noun, name in words.classes.items() if core.endswith(noun)), None)
            found.append(Term(pairs, kind))
    return tuple(found)
