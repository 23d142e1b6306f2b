"""Owner lists that lost a bracket: '（市商务局牵头，市税务局配合' and '市商务局、市税务局负责）'."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from ...model import TextSpan
from ...text.brackets import Brackets
from ...text.lexicon.bodies import body_ending
from ...text.lexicon.owner_labels import owner_label
from .authorities import LONGEST_ANNOTATION, is_authority, speaks_of_owners
from .grammar import Grammar
from .one_list import read_owner_list
from .owner_list import OwnerList

BEFORE_BARE = "。！？!?；;”)）]］〕】"
"""Signs after which a bracket may hold owners and nothing that says so."""
_MOST_LONE = 4
"""Closing brackets without a partner that are looked at in a paragraph."""
# '（（责任单位：市商务局）', '二、加强应用': where a line ends that closes a bracket, and what was left open goes no further
_LINE_ENDS = re.compile(r"(?<=[)）\]］〕】])[^\S\n]*\n(?!\s*[、，,；;)）\]］〕】])")


def damaged_lists(
    paragraph: TextSpan, brackets: Brackets, closed: Sequence[OwnerList], rules: Grammar
) -> Iterator[OwnerList | TextSpan]:
    """Annotations that lost a bracket: to where nothing of them can follow, or from the end of the sentence before.

    Yields:
        the lists, and the words that speak of owners and were not read.
    """
    for opened in brackets.unclosed[-1:]:
        whole = paragraph.part(opened, _end_of_unclosed(opened, paragraph, closed, rules))
        found = None
        if len(whole) < LONGEST_ANNOTATION and whole.search(rules.likely):
            inner = whole.part(opened + 1, whole.end).trimmed("。")
            found = _with_owners(read_owner_list(whole, inner, found_by="list-not-closed"))
        follows = opened == paragraph.start or whole.text[opened - 1] in BEFORE_BARE
        yield from _to_predicate(whole, follows=follows) if found is None else (found,)
    for closing in brackets.lone[:_MOST_LONE]:
        whole = paragraph.part(_begin_of_unopened(closing, paragraph, brackets, closed, rules), closing + 1)
        inner = whole.part(whole.start, closing).trimmed()
        if inner and len(inner) < LONGEST_ANNOTATION and inner.search(rules.likely):
            found = _with_owners(read_owner_list(whole, inner, found_by="list-not-opened"))
            if found is not None:
                yield found
            elif speaks_of_owners(inner, rules) and inner.search(rules.strong_body) is not None:
                yield whole


def _with_owners(found: OwnerList | None) -> OwnerList | None:
    return found if found is not None and found.owners else None


# '市商务局牵头负责，市税务局配合研究制定办法': a predicate that runs into the next sentence
_PREDICATE_END = re.compile(r"(?:负责|牵头|配合|落实)(?![、，,；;）)单部领])")


def _to_predicate(whole: TextSpan, *, follows: bool) -> Iterator[OwnerList | TextSpan]:
    """The owners at the beginning of a bracket that is not closed, up to the last predicate in its first sentence."""
    stop = whole.text.find("。", whole.start, min(whole.end, whole.start + LONGEST_ANNOTATION))
    first = whole.part(whole.start, stop if stop > 0 else min(whole.end, whole.start + LONGEST_ANNOTATION))
    if not follows or first.match(_body_first()) is None:
        return
    for end in sorted((found.end() for found in first.finditer(_PREDICATE_END)), reverse=True):
        part = first.part(first.start, end)
        inner = part.part(part.start + 1, end)
        found = _with_owners(read_owner_list(part, inner, found_by="list-not-closed"))
        if found is not None and all(
            is_authority(one.written) or one.written[0] in "各有相" or one.written[-2:] == "部门"
            for one in found.owners
        ):
            yield found
            return
    if first.search(_PREDICATE_END) is not None:
        yield first


@functools.cache
def _body_first() -> re.Pattern[str]:
    """An opening bracket, perhaps a label, and a body: '（市商务局', '（责任单位：市商务局'."""
    return re.compile(
        rf"[（(〔\[【［](?:{owner_label()}[：:])?[省市县区州各国][\u4e00-\u9fff]{{1,14}}?{body_ending('labels')}"
    )


def _begin_of_unopened(
    closing: int, paragraph: TextSpan, brackets: Brackets, closed: Sequence[OwnerList], rules: Grammar
) -> int:
    """The beginning of an annotation that is not opened: its label, or the end of the sentence before, or of another annotation.

    Brackets inside names ('各县（市、区）政府') and a rule of its own after a full stop ('。以下任务均需…') do not begin it.
    """
    text = paragraph.text
    floor = max(paragraph.start, closing - LONGEST_ANNOTATION)
    label = rules.line_labels.search(text, floor, closing)
    if label is not None and label.lastgroup not in {"other", "deadline"}:
        return label.start()
    ends = [one.span.end - 1 for one in closed if one.span.end <= closing - 1]
    ends += [other for other in brackets.lone if other < closing - 1]
    at = closing - 2
    while True:
        cut = max(
            [*(text.rfind(mark, floor, at) for mark in "。！？；;"), *(end for end in ends if end < at)], default=-1
        )
        if cut < 0 or rules.rule_hint.match(text, cut + 1) is None:
            return cut + 1 if cut >= 0 else paragraph.start
        at = cut


def _end_of_unclosed(opened: int, paragraph: TextSpan, closed: Sequence[OwnerList], rules: Grammar) -> int:
    """The end of an annotation that is not closed: before a closed one with a label of its own, or of the paragraph or line.

    Args:
        opened: position of its bracket.
        paragraph: what holds it.
        closed: the annotations of the paragraph that are closed.
        rules: the grammar.
    """
    ends = [one.span.start for one in closed if one.span.start > opened and one.inner.match(rules.line_labels)]
    line = _LINE_ENDS.search(paragraph.text, opened, paragraph.end)
    return min([*ends, paragraph.end if line is None else line.start()])
