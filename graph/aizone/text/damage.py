"""Words mended where a copy of a text replaced characters by stars; `damage.toml` holds the words."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path

STAR = "*"
# '强化*策扶持': one star for a run of lost characters
_STAR = re.compile(re.escape(STAR))


def mended(words: str) -> str:
    """Some words with each star replaced by what was lost, where only one common word fits around it.

    Examples:
        >>> mended("强化*策扶持"), mended("加大财*支持"), mended("推进*建设")
        ('强化政策扶持', '加大财政支持', '推进*建设')
    """
    return _STAR.sub(_lost_at, words) if STAR in words else words


def _lost_at(star: re.Match[str]) -> str:
    """The characters lost at a star; the star itself when none or several words fit. The word with most left of it wins."""
    text, at = star.string, star.start()
    fits: dict[int, set[str]] = {}
    for head, lost, tail in _cut_words():
        if text.startswith(tail, at + 1) and text.endswith(head, 0, at):
            fits.setdefault(len(head) + len(tail), set()).add(lost)
    best = fits[max(fits)] if fits else set()
    return best.pop() if len(best) == 1 else STAR


@functools.cache
def _cut_words() -> tuple[tuple[str, str, str], ...]:
    """Each word as what is left before a loss, the loss, and what is left after it."""
    table = tomllib.loads(Path(__file__).with_name("damage.toml").read_text("utf-8"))
    return tuple(
        (word[:at], lost, word[at + len(lost) :])
        for word in table["words"]
        for lost in table["lost"]
        for at in range(len(word))
        if word.startswith(lost, at) and word != lost
    )
