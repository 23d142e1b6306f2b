"""Named things a measure builds, supports, relies on or cites.

A name is quoted between 《》, is known to a gazetteer, or ends in a telling word ('…平台', '…研究院'). `name_bounds` says where
a name with such an ending begins, `relations` what the measure does about it; endings and verbs are declared in
`mentions.toml`.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence

from ...model import MentionFact, Reason, Span, TextSpan
from .gazetteer import DAMAGE, Gazetteer, GazetteerHit
from .name_bounds import find_name
from .names_in_text import Found, NamesInText
from .relations import FoundRelation, clause_around, find_relation, place_word
from .word_lists import mention_words

# '《若干政策》': a cited document
_CITED = re.compile(r"《(?P<title>[^《》\n]{2,80})》")
# '《不动产权证（土地）》': what a title adds in brackets at its end
_IN_BRACKETS = re.compile(r"\s*[（(][^（()）]*[）)]\s*$")
# '平台，', '平台建设', '平台和': what may follow an ending; anything else makes it part of another word
_FOLLOWS = re.compile(
    r"$|[、，,。；;：:（(“”\"\n]|和|与|及|等|建设|发展|作用|为|的|在|中|上|开展|推广|落地|建成|持续|示范|试点|联盟|活动|应用|标准|研发|资源|运营|培养"
)
_SHORT_EVENT = 4
"""So many characters name a kind of event ('公平竞赛', '创业大赛'), not one."""
# '在二级以上医院推广…': places of work, which a measure neither builds nor supports by working there
_WORKPLACES = ("医院",)


def extract_mentions(
    passage: TextSpan, gazetteer: Gazetteer, *, names: NamesInText | None = None, explain: bool = False
) -> list[MentionFact]:
    """The named things in a passage, in text order; they do not overlap, but one can be named inside the name of another.

    Args:
        passage: the words of a measure.
        gazetteer: known names, which win over endings; titles in 《》 win over both.
        names: those of the whole text with its endings, when it was searched before; else the passage is searched by itself.
        explain: whether each mention says why.
    """
    text, start, end = passage.text, passage.start, passage.end
    mentions = list(_cited(passage, gazetteer, explain)) if text.find("《", start, end) >= 0 else []
    names = names or NamesInText(passage, gazetteer)
    hits = [gazetteer.hit(number, at, stop) for number, at, stop in names.entities.longest_within(passage)]
    damaged = list(gazetteer.find_damaged(passage)) if text.find(DAMAGE, start, end) >= 0 else []
    if damaged:  # a longer damaged name wins over a short whole one in it
        hits = [hit for hit in hits if not any(longer.span.contains(hit.span) for longer in damaged)]
    for rule, found in (("mention-known", hits), ("mention-damaged", damaged)):
        if found:
            mentions = _fill(mentions, [_known(passage, hit, rule, explain) for hit in found])
    hits += damaged
    if names.title_ends.within(passage):
        mentions = _fill(mentions, _bare_titles(passage, explain))
    if endings := names.endings.within(passage):
        mentions = _fill(mentions, _by_endings(passage, endings, explain))
    nested = _nested(mentions, hits, gazetteer, explain) if hits else []
    return (
        sorted([*mentions, *nested], key=lambda mention: (mention.span.start, -mention.span.end))
        if nested
        else mentions
    )


def _nested(
    mentions: Sequence[MentionFact], hits: Sequence[GazetteerHit], gazetteer: Gazetteer, explain: bool
) -> list[MentionFact]:
    """The things named inside the names of others ('甲集团智慧城市项目'): what is done is done with the longer name."""
    taken = {(mention.span, mention.entity) for mention in mentions}
    found = FoundRelation("reliesOn", "relation-nested")
    return [
        MentionFact(
            inner.entry.entity_type,
            inner.entry.label,
            found.relation,
            inner.span,
            inner.entry.iri,
            _why(inner.span, found, "mention-known") if explain else (),
        )
        for hit in hits
        if (hit.span, hit.entry.iri) in taken
        for inner in gazetteer.nested(hit)
    ]


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


def _why(name: Span, relation: FoundRelation, *rules: str) -> tuple[Reason, ...]:
    return (*(Reason(rule, name) for rule in rules), relation.why)


def _cited(passage: TextSpan, gazetteer: Gazetteer, explain: bool) -> Iterator[MentionFact]:
    for match in passage.finditer(_CITED):
        name = Span(*match.span())
        if _IN_BRACKETS.sub("", match["title"]).endswith(mention_words().not_policy):
            continue
        known = gazetteer.naming(passage.group(match, "title"))
        found = find_relation(
            passage, clause_around(passage, name.start, name.end), name.start, name.end, "PolicyDocument"
        )
        if found.relation == "delivers" or not found.end:  # '落实《若干政策》，建设…': a document is not built
            found = FoundRelation("reliesOn", "relation-of-cited-document", found.start, found.end)
        yield MentionFact(
            "PolicyDocument",
            known.label if known is not None else match["title"],
            found.relation,
            name,
            known.iri if known is not None else None,
            _why(name, found, "mention-cited") if explain else (),
        )


def _bare_titles(passage: TextSpan, explain: bool) -> Iterator[MentionFact]:
    """Titles of policy documents that are cited without 《》: '落实国家新型城镇化发展规划'."""
    for match in passage.finditer(mention_words().bare_title):
        name = Span(*match.span("title"))
        found = FoundRelation("reliesOn", "relation-of-cited-document")
        why = _why(name, found, "mention-bare-title") if explain else ()
        yield MentionFact("PolicyDocument", match["title"], found.relation, name, None, why)


def _known(passage: TextSpan, hit: GazetteerHit, rule: str, explain: bool) -> MentionFact:
    name, entry = hit.span, hit.entry
    found = find_relation(
        passage, clause_around(passage, name.start, name.end), name.start, name.end, entry.entity_type
    )
    why = _why(name, found, rule) if explain else ()
    return MentionFact(entry.entity_type, entry.label, found.relation, name, entry.iri, why)


def _by_endings(passage: TextSpan, endings: Iterable[Found], explain: bool) -> Iterator[MentionFact]:
    """Names by their endings; items of an enumeration share the verb in front of the first.

    A name that goes on to a second ending ('质量基础设施“一站式”服务平台') is one name.
    """
    last: MentionFact | None = None
    for start, end in _apart(endings):
        mention = _ending_name(passage, start, end, explain)
        if mention is None:
            continue
        if last is not None and last.span.end <= mention.span.start:
            yield last
        last = mention
    if last is not None:
        yield last


def _ending_name(passage: TextSpan, start: int, end: int, explain: bool) -> MentionFact | None:
    """The name whose telling ending is `start:end`; None when these words do not name one thing."""
    words, text = mention_words(), passage.text
    ending = text[start:end]
    kind = words.types[ending]
    other_words = words.not_before.get(kind)
    if (
        not _FOLLOWS.match(text, end, passage.end)
        or words.goes_on.match(text, end, passage.end)
        or (other_words and text.startswith(other_words, end))
    ):
        return None
    clause = clause_around(passage, start, end)
    bounds = find_name(clause, start, end)
    if bounds is None:
        return None
    name, rule = bounds
    label = name.words
    if "“" in label or "”" in label:
        label = label.replace("“", "").replace("”", "")
    if not _is_name(label, kind) or _is_one_of_several_traits(clause, name) or _names_a_class(clause, name.start):
        return None
    if ending.endswith(_WORKPLACES) and place_word(clause, name.start) is not None:
        return None
    found = find_relation(passage, clause, name.start, end, kind)
    why = (Reason(f"ending-{kind.lower()}", Span(start, end)), *_why(name.span, found, rule)) if explain else ()
    is_general = words.general.fullmatch(label) is not None
    return MentionFact(kind, label, found.relation, name.span, None, why, is_general)


def _is_name(label: str, kind: str) -> bool:
    """Tell whether a label can be the name of one thing: not a plural, not a word for a whole kind ('工业互联网')."""
    words = mention_words()
    if label in words.stop or label in words.types or words.vague_start.match(label) or words.vague.search(label):
        return False
    return kind != "Event" or len(label) > _SHORT_EVENT


def _names_a_class(clause: TextSpan, start: int) -> bool:
    """'“云企通”等数字化平台', '甲平台等管理平台': the words after 等 say what the things before it are."""
    text = clause.text
    if not text.startswith("等", start - 1) or start - 1 <= clause.start:
        return False
    return text[start - 2] == "”" or text.endswith(mention_words().ends, clause.start, start - 1)


def _apart(endings: Iterable[Found]) -> Iterator[tuple[int, int]]:
    """Telling endings that do not overlap; one that overlaps another and ends later wins ('安全云' yields to '云中心')."""
    begun = done = -1
    for _number, start, end in endings:
        if start >= done:
            if begun >= 0:
                yield begun, done
            begun, done = start, end
        elif end > done:
            begun, done = start, end
    if begun >= 0:
        yield begun, done


def _is_one_of_several_traits(clause: TextSpan, name: TextSpan) -> bool:
    """'打造集甲平台、乙运营于一体的新城': what is between 集 and 于一体 describes a whole; it is not built by itself."""
    text = clause.text
    return text.find("于一体", name.end, clause.end) >= 0 and text.rfind("集", clause.start, name.start + 1) >= 0
