"""Where one name of an owner list ends and the next begins: open tails, conjunctions, gaps between bodies."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ...model import Span
from ...text.brackets import CLOSING, OPENING, bracket_scan, trim
from ...text.lexicon.bodies import body_ending
from .draft import ListDraft
from .grammar import Grammar

_SPACE = re.compile(r"\s")
_TAIL_LINK = re.compile("以及|及其|及|和|与")
_MAX_JOINED = 160


@functools.cache
def _leading() -> re.Pattern[str]:
    """A conjunction that leads up to a name, and is not part of it: '和市商务局', '由玉河海关'."""
    return re.compile(
        r"(?:以及|及其|并由|其中|及|和|与|由|请|会同)"
        rf"(?=[各有相市县省区州国全]|[\u4e00-\u9fff]{{1,12}}{body_ending('conjunctions')}$)"
    )


def split_names(text: str, name: Span, shields: tuple[Span, ...], rules: Grammar, draft: ListDraft) -> Iterator[Span]:
    """The owners between two 、: cut at open tails, conjunctions and gaps between bodies."""
    if len(name) > _MAX_JOINED:
        yield name
        return
    rest: Span | None = name
    while rest is not None:
        tail = text.find("等", rest.start + 1, rest.end)
        cut = _tail_cut(text, rest, tail, rules) if tail > 0 else None
        if cut is None:
            yield from _halves(text, rest, shields, rules)
            return
        draft.open_tail = True
        draft.bare_places = draft.bare_places or text.endswith("政府", tail + 2, max(tail + 2, cut.start))
        yield from _halves(text, Span(rest.start, tail), shields, rules)
        rest = cut if cut else None


def _tail_cut(text: str, name: Span, at: int, rules: Grammar) -> Span | None:
    """What follows '等市级有关部门及' in a name, empty when nothing does; None when 等 is no open tail."""
    found = rules.open_tail.match(text, at, name.end)
    if found is None:
        return None
    rest = trim(text, Span(found.end(), name.end))
    if not rest:
        return Span(name.end, name.end)
    link = _TAIL_LINK.match(text, rest.start, rest.end)
    if link is not None:
        return Span(link.end(), rest.end)
    return rest if text.startswith("各", rest.start) else None


def _halves(text: str, name: Span, shields: tuple[Span, ...], rules: Grammar) -> Iterator[Span]:
    """'市商务局以及各县区政府' is two owners; '发展和改革委员会' is one. So are bodies parted by a gap."""
    for found in rules.conjunction.finditer(text, name.start + 2, name.end - 1):
        first, second = Span(name.start, found.start()), Span(found.end(), name.end)
        shielded = any(shield.start < found.start() < shield.end for shield in shields)
        if not shielded and _parts(first.of(text), second.of(text), rules):
            yield first
            yield from _halves(text, second, shields, rules)
            return
    gap = _SPACE.search(text, name.start, name.end)
    if gap is not None:
        words = [Span(*found.span()) for found in re.finditer(r"\S+", text[name.start : name.end])]
        spans = [Span(name.start + word.start, name.start + word.end) for word in words]
        if len(spans) > 1 and all(_is_whole(span.of(text), rules) for span in spans):
            yield from spans
            return
    yield name


def _parts(first: str, second: str, rules: Grammar) -> bool:
    """Whether a conjunction between two pieces of text parts two owners."""
    if not rules.body.search(second.strip()):
        return False
    first = first.strip()
    if second.strip()[0] in "各有相全省市县区州其":
        return rules.body.search(first) is not None
    return len(first) > 2 and rules.strong_body.search(first) is not None and len(second.strip()) > 2


def _is_whole(words: str, rules: Grammar) -> bool:
    """Whether words between two gaps are a whole name rather than a piece of one."""
    closed = sum(char in OPENING for char in words) == sum(char in CLOSING for char in words)
    return len(words) > 2 and closed and (words.startswith("各") or rules.strong_body.search(words) is not None)


def _without_stray_bracket(text: str, name: Span) -> Span:
    """The name without a bracket at either end whose partner a copy has lost."""
    if not name:
        return name
    if text[name.end - 1] in CLOSING and bracket_scan(text, name)[2]:
        return trim(text, Span(name.start, name.end - 1), "、:：.")
    if text[name.start] in OPENING and bracket_scan(text, name)[1]:
        return trim(text, Span(name.start + 1, name.end), "、:：.")
    return name


def clean_name(text: str, name: Span) -> Span:
    """A name without bullets, quotation marks, a lone bracket, and words that only lead up to it ('由', '以及')."""
    name = _without_stray_bracket(text, trim(text, name, "、:：.“”\"'—–●•■◆►➢√"))
    leading = _leading().match(text, name.start, name.end)
    return trim(text, Span(leading.end(), name.end)) if leading else name
