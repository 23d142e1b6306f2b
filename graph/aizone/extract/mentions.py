"""Named things a measure builds, supports, relies on or cites.

A name ends in a telling word ('…平台', '…研究院'), begins behind the verb that governs it, or stands in a gazetteer; the verb
also gives the relation. Words, endings and verbs are declared in `mentions.toml`.
"""

from __future__ import annotations

import bisect
import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model import MentionFact, Relation, Span
from .gazetteer import Gazetteer

_CLAUSE = re.compile(r"[^，,。；;：:\n]+")
_CITED = re.compile(r"《(?P<title>[^《》\n]{2,80})》")
_QUOTATION = re.compile("[“”]")
_ITEM_ENDS = re.compile(r"[、]|(?<=[\u4e00-\u9fff])(?:和|与|及|以及)(?=[\u4e00-\u9fffA-Z“])")
_FOLLOWS = re.compile(
    r"$|[、，,。；;：:（(“”\"]|和|与|及|等|建设|发展|作用|为|的|在|中|上|开展|推广|落地|建成|持续|示范|试点|联盟|活动|应用|标准|研发|资源|运营|培养"
)
_LEADING = re.compile(
    r"(?:[了并对以由向在为 ]|一个|一批|我市|全市|全省|加快|加速|积极|逐步|大力|着力|进一步|应用(?=微型|新型|智能))+"
)
_BEFORE_VERB = re.compile(r"(?:^|[，,。；;：:、\n）)” ]|加快|推进|支持|鼓励|积极|加速|逐步|探索|联合|继续)$")
_CLAUSE_MARKS = "，,。；;：:\n"
_REACH = 300
"""Words further away from a name, in code points, say nothing about it; this also keeps long lists linear."""
_MIN_NAME = 4
_MAX_NAME = 30


@dataclass(frozen=True, slots=True)
class MentionRules:
    """Compiled word lists of `mentions.toml`."""

    endings: re.Pattern[str]
    types: dict[str, str]
    not_before: dict[str, tuple[str, ...]]
    verbs: re.Pattern[str]
    relations: dict[str, Relation]
    behind: tuple[tuple[re.Pattern[str], Relation], ...]
    vague: re.Pattern[str]
    nominal: frozenset[str]
    enabling: frozenset[str]
    stop: frozenset[str]
    goes_on: re.Pattern[str]


def read_table() -> dict[str, Any]:
    """The mentions file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("mentions.toml").read_text("utf-8"))


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@functools.cache
def mention_rules() -> MentionRules:
    """The compiled word lists."""
    table = read_table()
    types = {ending: entry["name"] for entry in table["type"] for ending in entry["endings"]}
    relations: dict[str, Relation] = {verb: name for name, verbs in table["relation"].items() for verb in verbs}
    return MentionRules(
        endings=re.compile(_alternatives(list(types))),
        types=types,
        not_before={entry["name"]: tuple(entry.get("not_before", ())) for entry in table["type"]},
        verbs=re.compile(_alternatives(list(relations))),
        relations=relations,
        behind=tuple((re.compile(_alternatives(words)), name) for name, words in table["relation_behind"].items()),
        vague=re.compile(
            rf"^(?:{_alternatives(table['stop']['quantifiers'])})|{_alternatives(table['stop']['anywhere'])}"
        ),
        nominal=frozenset(table["nominal"]["verbs"]),
        enabling=frozenset(table["enabling"]["verbs"]),
        stop=frozenset(table["stop"]["labels"]),
        goes_on=re.compile(f"[和与](?:{_alternatives(table['stop']['labels'])})"),
    )


class _Taken:
    """Mentions that do not overlap, in text order."""

    def __init__(self) -> None:
        self.mentions: list[MentionFact] = []

    def is_free(self, span: Span) -> bool:
        """Whether no mention taken before shares a character with the span."""
        place = self._place(span)
        after = place < len(self.mentions) and self.mentions[place].span.start < span.end
        before = place > 0 and self.mentions[place - 1].span.end > span.start
        return not (after or before)

    def add(self, mention: MentionFact) -> None:
        """Take a mention whose span is free."""
        self.mentions.insert(self._place(mention.span), mention)

    def _place(self, span: Span) -> int:
        return bisect.bisect_left(self.mentions, span.start, key=lambda mention: mention.span.start)


def extract_mentions(text: str, span: Span, gazetteer: Gazetteer) -> list[MentionFact]:
    """The named things in a passage, in text order, none overlapping another.

    Args:
        text: the document's text.
        span: the passage.
        gazetteer: known names, which win over patterns.
    """
    taken = _Taken()
    for mention in _cited(text, span, gazetteer):
        taken.add(mention)
    for found in [*gazetteer.find(text, span), *gazetteer.find_damaged(text, span)]:
        if taken.is_free(found.span):
            clause = _clause_around(text, span, found.span)
            taken.add(
                MentionFact(
                    found.entry.entity_type,
                    found.entry.label,
                    _relation(text, clause, found.span),
                    found.span,
                    found.entry.iri,
                )
            )
    for match in _CLAUSE.finditer(text, span.start, span.end):
        for mention in _in_clause(text, Span(*match.span())):
            if taken.is_free(mention.span):
                taken.add(mention)
    return taken.mentions


def _cited(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[MentionFact]:
    for match in _CITED.finditer(text, span.start, span.end):
        words = Span(*match.span("title"))
        known = gazetteer.naming(text, words)
        clause = _clause_around(text, span, Span(*match.span()))
        relation = _relation(text, clause, Span(*match.span()))
        yield MentionFact(
            "PolicyDocument",
            known.label if known is not None else match["title"],
            "reliesOn" if relation == "delivers" else relation,
            Span(*match.span()),
            known.iri if known is not None else None,
        )


def _in_clause(text: str, clause: Span) -> Iterator[MentionFact]:
    """Names by their endings; items of an enumeration share the verb in front of the first."""
    rules = mention_rules()
    position = clause.start
    while True:
        found = _next_ending(text, position, clause.end)
        if found is None:
            return
        position = found.end()
        kind = rules.types[found.group()]
        behind_breaks = rules.not_before.get(kind)
        goes_on = rules.goes_on.match(text, found.end(), clause.end)
        if (
            goes_on
            or not _FOLLOWS.match(text, found.end(), clause.end)
            or (behind_breaks and text.startswith(behind_breaks, position))
        ):
            continue
        name = _name_before(text, clause, found.end())
        if name is None or _is_one_of_several_traits(text, clause, name):
            continue
        label = _QUOTATION.sub("", name.of(text))
        if label in rules.stop or rules.vague.search(label) or len(label) <= len(found.group()) < 4:
            continue
        yield MentionFact(kind, label, _relation(text, clause, name), name)


def _next_ending(text: str, start: int, end: int) -> re.Match[str] | None:
    """The next telling ending; one that overlaps it and ends later wins ('安全云' yields to '云中心')."""
    endings = mention_rules().endings
    found = endings.search(text, start, end)
    while found is not None:
        overlapping = (endings.match(text, at, end) for at in range(found.start() + 1, found.end()))
        later = next((match for match in overlapping if match and match.end() > found.end()), None)
        if later is None:
            return found
        found = later
    return None


def _name_before(text: str, clause: Span, end: int) -> Span | None:
    """Where the name that ends at `end` begins: behind the last separator, verb, quotation mark or 的."""
    rules = mention_rules()
    start = max(clause.start, end - 2 * _MAX_NAME)
    for cut in _ITEM_ENDS.finditer(text, start, end - 1):
        bare = text[cut.end() : end] in rules.stop and not text.endswith(tuple(rules.stop), start, cut.start())
        if cut.group() != "、" and bare:
            continue  # '监测网络与服务平台' is one name: a bare '服务平台' would be none
        names_both_sides = _ends_a_name(text, clause.start, cut.start()) or rules.endings.fullmatch(
            text, cut.end(), end
        )
        if cut.group() == "、" or names_both_sides:
            start = cut.end()
    for verb in rules.verbs.finditer(text, start, end - 2):
        if verb.end() < end - 1 and not _inside_name(text, verb, end):
            start = verb.end()
    start = _behind_quotation(text, start, end)
    for mark, least in (("的", 2), ("等", 4), ("场景下", 4)):
        cut_at = text.rfind(mark, start, end - least)
        if cut_at >= 0:
            start = cut_at + len(mark)
    leading = _LEADING.match(text, start, end)
    if leading is not None:
        start = leading.end()
    return Span(start, end) if _MIN_NAME <= end - start <= _MAX_NAME else None


def _behind_quotation(text: str, start: int, end: int) -> int:
    """A name does not run across a quotation mark, but may begin with a quoted word ('“互联网+政务”平台')."""
    closing = text.rfind("”", start, end)
    opening = text.rfind("“", start, end)
    if opening > closing:
        return opening + 1
    if closing >= 0:
        return opening if opening >= 0 else closing + 1
    return start


def _ends_a_name(text: str, start: int, end: int) -> bool:
    """Whether the words before a conjunction end like a name, so that the conjunction parts two names."""
    return any(text.endswith(ending, start, end) for ending in mention_rules().types)


def _inside_name(text: str, verb: re.Match[str], end: int) -> bool:
    """Whether a verb is a noun in the name: its ending follows at once ('建设工作领导小组') and words precede it."""
    rules = mention_rules()
    ending = rules.endings.match(text, verb.end(), end) if verb.group() in rules.nominal else None
    return ending is not None and _BEFORE_VERB.search(text, max(0, verb.start() - 6), verb.start()) is None


def _is_one_of_several_traits(text: str, clause: Span, name: Span) -> bool:
    """'打造集甲平台、乙运营于一体的新城': what stands between 集 and 于一体 describes, it is not built by itself."""
    near = _near(clause, name)
    return text.rfind("集", near.start, name.start + 1) >= 0 and text.find("于一体", name.end, near.end) >= 0


def _relation(text: str, clause: Span, name: Span) -> Relation:
    """What the measure does about a name, by the verb in front of it or the words behind it.

    A preposition that only opens an attribute ('建设基于人工智能的实验室') does not count.
    """
    rules = mention_rules()
    behind = text[name.end : min(clause.end, name.end + 14)].lstrip("”")
    for pattern, relation in rules.behind:
        if pattern.match(behind):
            return relation
    chosen: Relation | None = None
    enabled = False
    for verb in rules.verbs.finditer(text, _near(clause, name).start, name.start):
        relation = rules.relations[verb.group()]
        if relation == "delivers" and chosen == "supports" and enabled:
            continue
        enabled = enabled or verb.group() in rules.enabling
        if relation != "reliesOn" or text.find("的", verb.end(), name.start) < 0:
            chosen = relation
    return chosen or "supports"


def _clause_around(text: str, span: Span, name: Span) -> Span:
    near = _near(span, name)
    start = max(text.rfind(mark, near.start, name.start) + 1 for mark in _CLAUSE_MARKS)
    ends = [found for mark in _CLAUSE_MARKS if (found := text.find(mark, name.end, near.end)) >= 0]
    return Span(max(start, near.start), min(ends, default=near.end))


def _near(within: Span, name: Span) -> Span:
    """The part of a passage that is close enough to a name to say something of it."""
    return Span(max(within.start, name.start - _REACH), min(within.end, name.end + _REACH))
