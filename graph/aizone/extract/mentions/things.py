"""Named things a measure builds, supports, relies on or cites.

A name ends in a telling word ('…平台', '…研究院'), begins behind the verb that governs it, or stands in a gazetteer; the verb
also gives the relation. Words, endings and verbs are declared in `mentions.toml`.
"""

from __future__ import annotations

import functools
import heapq
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick

from ...model import MentionFact, Relation, Span
from ...text.lexicon.dates import YEAR
from ...text.word_lists import alternatives
from .gazetteer import Found, Gazetteer

_CLAUSE_MARKS = "，,。；;：:\n"
_CLAUSE_MARK = re.compile(f"[{_CLAUSE_MARKS}]")
_TO_LAST_MARK = re.compile(f"(?s:.*)[{_CLAUSE_MARKS}]")
"""Greedy, so that it ends behind the last mark: one look from behind instead of one for each kind of mark."""
_CITED = re.compile(r"《(?P<title>[^《》\n]{2,80})》")
_QUOTATION = re.compile("[“”]")
_ITEM_ENDS = re.compile(r"、|(?:以及|和|与|及)(?=[\u4e00-\u9fffA-Z“])")
_FOLLOWS = re.compile(
    r"$|[、，,。；;：:（(“”\"\n]|和|与|及|等|建设|发展|作用|为|的|在|中|上|开展|推广|落地|建成|持续|示范|试点|联盟|活动|应用|标准|研发|资源|运营|培养"
)
_LEADING = re.compile(
    rf"(?:[了并对以由向在为与将到至 ]|[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,2}}[.．、]|同时|深入|所有|新时代|{YEAR} ?年度?|一个|一批|我市|全市|全省|加快|加速|积极|逐步|大力|着力|进一步|应用(?=微型|新型|智能))+"
)
_PLACE = re.compile(r"在(?![线建])")
_BEFORE_VERB = re.compile(r"(?:^|[，,。；;：:、\n）)” ]|加快|推进|支持|鼓励|积极|加速|逐步|探索|联合|继续)$")
_REACH = 300
"""Words further away from a name, in code points, say nothing about it; this also keeps long lists linear."""
_MIN_NAME = 4
_MAX_NAME = 30


@dataclass(frozen=True, slots=True)
class MentionRules:
    """Compiled word lists of `mentions.toml`."""

    endings: re.Pattern[str]
    automaton: AhoCorasick
    ends: tuple[str, ...]
    types: dict[str, str]
    not_before: dict[str, tuple[str, ...]]
    verbs: re.Pattern[str]
    relations: dict[str, Relation]
    behind: tuple[tuple[re.Pattern[str], Relation], ...]
    vague: re.Pattern[str]
    nominal: frozenset[str]
    activity_verbs: frozenset[str]
    activities: frozenset[str]
    enabling: frozenset[str]
    stop: frozenset[str]
    stops: tuple[str, ...]
    goes_on: re.Pattern[str]


def read_table() -> dict[str, Any]:
    """The mentions file as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("mentions.toml").read_text("utf-8"))


@functools.cache
def mention_rules() -> MentionRules:
    """The compiled word lists."""
    table = read_table()
    types = {ending: entry["name"] for entry in table["type"] for ending in entry["endings"]}
    relations: dict[str, Relation] = {verb: name for name, verbs in table["relation"].items() for verb in verbs}
    return MentionRules(
        endings=re.compile(alternatives(types)),
        automaton=AhoCorasick(list(types)),
        ends=tuple(types),
        types=types,
        not_before={entry["name"]: tuple(entry.get("not_before", ())) for entry in table["type"]},
        verbs=re.compile(alternatives(relations)),
        relations=relations,
        behind=tuple((re.compile(alternatives(words)), name) for name, words in table["relation_behind"].items()),
        vague=re.compile(
            rf"^(?:{alternatives(table['stop']['quantifiers'])}|{table['stop']['counted']})|{alternatives(table['stop']['anywhere'])}"
        ),
        activity_verbs=frozenset(table["activity"]["verbs"]),
        activities=frozenset(table["activity"]["types"]),
        nominal=frozenset(table["nominal"]["verbs"]),
        enabling=frozenset(table["enabling"]["verbs"]),
        stop=frozenset(table["stop"]["labels"]),
        stops=tuple(table["stop"]["labels"]),
        goes_on=re.compile(f"[和与](?:{alternatives(table['stop']['labels'])})"),
    )


def extract_mentions(text: str, span: Span, gazetteer: Gazetteer) -> list[MentionFact]:
    """The named things in a passage, in text order, none overlapping another.

    Args:
        text: the document's text.
        span: the passage.
        gazetteer: known names, which win over patterns; titles in 《》 win over both.
    """
    mentions = list(_cited(text, span, gazetteer))
    for found in (gazetteer.find(text, span), gazetteer.find_damaged(text, span)):
        mentions = _fill(mentions, (_known(text, span, hit) for hit in found))
    return _fill(mentions, _by_endings(text, span))


def _fill(taken: list[MentionFact], more: Iterable[MentionFact]) -> list[MentionFact]:
    """Both in text order, without those of `more` that share a character with one taken before or among themselves."""
    free: list[MentionFact] = []
    at, last = 0, -1
    for mention in more:
        span = mention.span
        while at < len(taken) and taken[at].span.end <= span.start:
            at += 1
        if span.start >= last and (at == len(taken) or taken[at].span.start >= span.end):
            free.append(mention)
            last = span.end
    return list(heapq.merge(taken, free, key=_start)) if taken and free else taken or free


def _start(mention: MentionFact) -> int:
    return mention.span.start


def _known(text: str, span: Span, hit: Found) -> MentionFact:
    relation = _relation(text, _clause_around(text, span, hit.span), hit.span, hit.entry.entity_type)
    return MentionFact(hit.entry.entity_type, hit.entry.label, relation, hit.span, hit.entry.iri)


def _clause_around(text: str, span: Span, name: Span) -> Span:
    """The clause a name stands in, as far as it is close enough to the name to say something of it."""
    first, last = max(span.start, name.start - _REACH), min(span.end, name.end + _REACH)
    end = _CLAUSE_MARK.search(text, name.end, last)
    start = _TO_LAST_MARK.match(text, first, name.start)
    return Span(start.end() if start else first, end.start() if end else last)


def _cited(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[MentionFact]:
    for match in _CITED.finditer(text, span.start, span.end):
        name = Span(*match.span())
        known = gazetteer.naming(text, Span(*match.span("title")))
        relation = _relation(text, _clause_around(text, span, name), name, "PolicyDocument")
        yield MentionFact(
            "PolicyDocument",
            known.label if known is not None else match["title"],
            "reliesOn" if relation == "delivers" else relation,
            name,
            known.iri if known is not None else None,
        )


def _by_endings(text: str, span: Span) -> Iterator[MentionFact]:
    """Names by their endings; items of an enumeration share the verb in front of the first."""
    rules = mention_rules()
    for start, end in _endings(text, span):
        ending = text[start:end]
        kind = rules.types[ending]
        behind_breaks = rules.not_before.get(kind)
        if (
            not _FOLLOWS.match(text, end, span.end)
            or rules.goes_on.match(text, end, span.end)
            or (behind_breaks and text.startswith(behind_breaks, end))
        ):
            continue
        clause = _clause_around(text, span, Span(start, end))
        name = _name_before(text, clause, start, end)
        if name is None or _is_one_of_several_traits(text, clause, name):
            continue
        label = _QUOTATION.sub("", name.of(text))
        if label in rules.stop or rules.vague.search(label) or len(label) <= len(ending) < 4:
            continue
        yield MentionFact(kind, label, _relation(text, clause, name, kind), name)


def _endings(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Telling endings that do not overlap; one that overlaps another and ends later wins ('安全云' yields to '云中心')."""
    matches = mention_rules().automaton.find_matches_as_indexes(text[span.start : span.end], overlapping=True)
    if not matches:
        return
    longest: dict[int, int] = {}
    for _, start, end in matches:
        longest[start] = max(end, longest.get(start, end))
    current: tuple[int, int] | None = None
    for start, end in sorted(longest.items()):
        if current is not None and start < current[1]:
            if end > current[1]:
                current = start, end
            continue
        if current is not None:
            yield span.start + current[0], span.start + current[1]
        current = start, end
    if current is not None:
        yield span.start + current[0], span.start + current[1]


def _name_before(text: str, clause: Span, ending: int, end: int) -> Span | None:
    """Where the name that ends at `end` begins: behind the last separator, verb, quotation mark or 的 before its ending."""
    rules = mention_rules()
    start = max(clause.start, end - 2 * _MAX_NAME)
    for cut in _ITEM_ENDS.finditer(text, start, end - 1):
        if cut.group() != "、":
            if cut.start() == 0 or not "\u4e00" <= text[cut.start() - 1] <= "\u9fff":
                continue
            if text[cut.end() : end] in rules.stop and not text.endswith(rules.stops, start, cut.start()):
                continue  # '监测网络与服务平台' is one name: a bare '服务平台' would be none
            names_both_sides = _ends_a_name(text, clause.start, cut.start()) or rules.endings.fullmatch(
                text, cut.end(), end
            )
            if not names_both_sides:
                continue
        start = cut.end()
    for verb in rules.verbs.finditer(text, start, max(start, ending)):
        if not _inside_name(text, verb, end):
            start = verb.end()
    start = _behind_quotation(text, start, end)
    for mark, least in (("的", 2), ("等", 4), ("场景下", 4)):
        cut_at = text.rfind(mark, start, end - least)
        if cut_at >= 0:
            start = cut_at + len(mark)
    for place in _PLACE.finditer(text, start, end - 4):
        start = place.end()
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
    return text.endswith(mention_rules().ends, start, end)


def _inside_name(text: str, verb: re.Match[str], end: int) -> bool:
    """Whether a verb is a noun in the name: its ending follows at once ('建设工作领导小组') and words precede it."""
    rules = mention_rules()
    ending = rules.endings.match(text, verb.end(), end) if verb.group() in rules.nominal else None
    return ending is not None and _BEFORE_VERB.search(text, max(0, verb.start() - 6), verb.start()) is None


def _is_one_of_several_traits(text: str, clause: Span, name: Span) -> bool:
    """'打造集甲平台、乙运营于一体的新城': what stands between 集 and 于一体 describes, it is not built by itself."""
    return text.find("于一体", name.end, clause.end) >= 0 and text.rfind("集", clause.start, name.start + 1) >= 0


def _relation(text: str, clause: Span, name: Span, kind: str) -> Relation:
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
    for verb in rules.verbs.finditer(text, clause.start, name.start):
        relation = rules.relations[verb.group()]
        if verb.group() in rules.activity_verbs and kind not in rules.activities:
            relation = "supports"
        if relation == "delivers" and chosen == "supports" and enabled:
            continue
        enabled = enabled or verb.group() in rules.enabling
        if relation != "reliesOn" or text.find("的", verb.end(), name.start) < 0:
            chosen = relation
    return chosen or "supports"
