"""The relation of a measure to a thing it names: what the verb before the name or the words after it say."""

from __future__ import annotations

import re

from msgspec import Struct

from ...model import Reason, Relation, Span, TextSpan
from .word_lists import mention_words

_CLAUSE_MARKS = "，,。；;：:\n"
# '建设甲平台，开展乙行动': the end of a clause
_CLAUSE_MARK = re.compile(f"[{_CLAUSE_MARKS}]")
# '建设甲平台，': up to the last mark before a name; greedy, so that one look replaces one for each kind of mark
_TO_LAST_MARK = re.compile(f"(?s:.*)[{_CLAUSE_MARKS}]")
# '。', '；': up to the last mark before a clause that ends a sentence; a whole clause between commas
_TO_SENTENCE_MARK = re.compile(r"(?s:.*)[。；;\n）)]")
# '鼓励甲院建立平台，乙院建设基地': one clause of several
_CLAUSE = re.compile(f"[^{_CLAUSE_MARKS}]+")
# '在市第一人民医院、市中医院开展…': the word that opens a place; not that of '在线', '在建', '正在', '存在', '现在', '所在'
_PLACE = re.compile(r"(?<![正存现所旨内潜实])在(?![线建于])")
_REACH = 300
"""Words further away from a name, in code points, say nothing about it; this also keeps long lists linear."""
_AFTER = 14


class FoundRelation(Struct, frozen=True, gc=False):
    """A relation, the rule that gives it and the words `start:end` it fired on (0:0 where there are none)."""

    relation: Relation
    rule: str
    start: int = 0
    end: int = 0

    @property
    def why(self) -> Reason:
        """The rule with its words."""
        return Reason(self.rule, Span(self.start, self.end) if self.end else None)


_NOT_SAID = FoundRelation("supports", "relation-not-said")


def clause_around(passage: TextSpan, start: int, end: int) -> TextSpan:
    """The clause of a name `start:end`, as far as it is close enough to the name to say something about it."""
    text = passage.text
    first, last = max(passage.start, start - _REACH), min(passage.end, end + _REACH)
    mark = _CLAUSE_MARK.search(text, end, last)
    begun = _TO_LAST_MARK.match(text, first, start)
    return TextSpan(text, begun.end() if begun else first, mark.start() if mark else last)


def place_word(clause: TextSpan, start: int) -> re.Match[str] | None:
    """The 在 by which a name that begins at `start` only says where something is done: no verb comes between them."""
    if clause.text.find("在", clause.start, start) < 0:
        return None
    places = list(_PLACE.finditer(clause.text, clause.start, start))
    if not places or mention_words().verbs.search(clause.text, places[-1].end(), start) is not None:
        return None
    return places[-1]


def find_relation(passage: TextSpan, clause: TextSpan, start: int, end: int, kind: str) -> FoundRelation:
    """The relation of a measure to a name, by the words after it or the verb before it.

    A preposition that only opens an attribute ('建设基于人工智能的实验室') does not count. What is encouraged earlier in the
    sentence is done by others: it is supported, not delivered.

    Args:
        passage: the measure's words.
        clause: the clause of the name.
        start: where the name begins.
        end: where it ends.
        kind: the class of the thing.
    """
    words, text = mention_words(), clause.text
    after = text[end : min(clause.end, end + _AFTER)].lstrip("”")
    for pattern, relation in words.after_name:
        found = pattern.match(after)
        if found:
            at = text.index(found.group(), end)
            return FoundRelation(relation, "relation-words-after", at, at + len(found.group()))
    place = place_word(clause, start)
    if place is not None:
        return FoundRelation("reliesOn", "relation-place", *place.span())
    chosen: Relation | None = None
    by: re.Match[str] | None = None
    rule, enabled = "", False
    for verb in words.verbs.finditer(text, clause.start, start):
        said = verb.group()
        relation = words.relations[said]
        is_activity = said in words.activity_verbs and kind not in words.activities
        if is_activity:
            relation = "supports"
        if relation == "delivers" and chosen == "supports" and enabled:
            continue  # '支持企业建立平台'
        enabled = enabled or said in words.enabling
        if relation != "reliesOn" or text.find("的", verb.end(), start) < 0:
            chosen, by, rule = relation, verb, "relation-activity-verb" if is_activity else "relation-verb"
    if chosen == "delivers" and (encouraged := _encouraged_before(passage, clause, start)) is not None:
        return FoundRelation("supports", "relation-encouraged", *encouraged.span())
    return FoundRelation(chosen, rule, *by.span()) if chosen is not None and by is not None else _NOT_SAID


def _encouraged_before(passage: TextSpan, clause: TextSpan, start: int) -> re.Match[str] | None:
    """The 鼓励 that an earlier clause of the sentence begins with and that still holds for the clause of a name.

    It holds up to a clause that says what comes of it ('鼓励研发产品，打造服务平台').
    """
    words, text = mention_words(), passage.text
    first = max(passage.start, start - _REACH)
    if words.lasting.search(text, first, clause.start) is None:
        return None
    begun = _TO_SENTENCE_MARK.match(text, first, clause.start)
    encouraged: re.Match[str] | None = None
    for part in _CLAUSE.finditer(text, begun.end() if begun else first, clause.end):
        if found := words.lasting.match(text, part.start(), part.end()):
            encouraged = found
        elif words.results.match(text, part.start(), part.end()):
            encouraged = None
        if part.end() >= start:
            break
    return encouraged
