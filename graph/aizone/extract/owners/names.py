"""The names between two separators of a block: owners, marked owners, and what is beside them and is not an owner."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from msgspec import Struct

from ...model import Reason, TextSpan
from ...text.brackets import CLOSING, split_outside
from ...text.lexicon.bodies import after_body, body_ending
from ...units.usual_bodies import are_fields, names_field
from .grammar import Grammar, grammar
from .owner_list import GivenRole
from .split import clean_name, glued_bodies, split_names

# '市商务局、市税务局／市统计局', '①市商务局②市税务局': what ends a name
_NAME_ENDS = re.compile(r"[、/／\\+＋&＆①-⑳]")
# '分管领导：市商务局': the colon of words that are not a known label
_COLON = re.compile("[:：]")
# '……', '...': names that are left out
_DOTS = "….。·"
# '责任单位：待定': a body that is not known yet
_UNDECIDED = re.compile("(?:暂|待|未|尚未)(?:定|明确|确定)|另行(?:明确|确定|安排|通知|指定)|视情(?:况)?(?:确定|而定)?")
# '市商务局（0551-6000001）': a telephone number in a bracket after a body
_PHONE_IN_BRACKET = re.compile(r"[（(](?:联系)?(?:电话)?[：:]?(?:0\d{2,3}[-—]?)?\d{7,11}[)）]$")
# '市商务局（注：按职责分工负责）': a remark in a bracket after a body
_NOTE_IN_BRACKET = re.compile(r"[（(](?:注|备注|说明)[：:][^（）()]{1,60}[）)]$")
# '其余由各县区自行落实', '未列明的由各县区落实': what is said of other tasks, or names no body
_OF_THE_REST = re.compile("(?:其余|其他|其它|未|没有)[\u4e00-\u9fff]{0,10}?由")
# '覆盖率达到90%以上', '满意度稳步提升': what is said of something
_SAYS = re.compile("[%％]|达到|稳步|显著|明显|不断|大幅|有效[提解改]")
# '市': a letter of a name, which '1' and '—' have not
_HAN = re.compile("[\u4e00-\u9fff]|[A-Za-z]{2}|\\*")
# '.', '．': what may be between two names
_FULL_STOP = re.compile("[.．]")
_MARKS = frozenset("☆★*＊﹡✱※▲△●◎#＃")
"""Signs that marks of a role consist of, where they are not words in brackets."""
_SHORTEST_PAIR = 8
_MAX_NAME = 40
_SHARED_NOUN = "部门"


class Beside(Struct, frozen=True, gc=False):
    """Everything a list says beside plain names.

    `contacts` are people and telephone numbers, `unread` words that are not a name, `skipped` what a label says is
    something else, `boundaries` unusual separators and `shields` owners that hold a usual one.
    `open_tail` is the '等部门' at the end of names; `bare_places` is set where names of places stand for their governments, and fields for their departments, `titled` when a name
    came after a colon and words that are not a label.
    """

    contacts: tuple[Reason, ...] = ()
    unread: tuple[Reason, ...] = ()
    skipped: tuple[Reason, ...] = ()
    boundaries: tuple[Reason, ...] = ()
    shields: tuple[TextSpan, ...] = ()
    open_tail: Reason | None = None
    bare_places: bool = False
    titled: bool = False


NOTHING = Beside()


def together(found: Sequence[Beside]) -> Beside:
    """Everything that several passages of one list say beside names."""
    if len(found) < 2:
        return found[0] if found else NOTHING
    return Beside(
        tuple([why for one in found for why in one.contacts]),
        tuple([why for one in found for why in one.unread]),
        tuple([why for one in found for why in one.skipped]),
        tuple([why for one in found for why in one.boundaries]),
        tuple([shield for one in found for shield in one.shields]),
        next((one.open_tail for one in found if one.open_tail is not None), None),
        any([one.bare_places for one in found]),
        any([one.titled for one in found]),
    )


class NamesRead(Struct, frozen=True, gc=False):
    """The names of a passage, those with a mark of their role apart; `phones_first` counts telephone numbers before all."""

    names: list[TextSpan]
    beside: Beside | None = None
    marked: Sequence[tuple[TextSpan, GivenRole]] = ()
    phones_first: int = 0


def read_names(passage: TextSpan, shields: Sequence[TextSpan], rules: Grammar) -> NamesRead:
    """The names of a passage without predicate.

    Args:
        passage: a block, or one side of a 会同.
        shields: owners of the part that hold a separator.
        rules: the grammar.
    """
    text, start = passage.text, passage.start
    if text.endswith(_SHARED_NOUN, start, passage.end) and (fields := _fields(passage)) is not None:
        return NamesRead(fields, Beside(bare_places=True))
    glued = passage.end - start >= _SHORTEST_PAIR and glued_bodies().search(text, start, passage.end) is not None
    if shields or glued or not rules.plain_names.fullmatch(text, start, passage.end):
        return _read_closely(passage, shields, rules)
    names = []  # most blocks: one look at all names
    for words in text[start : passage.end].split("、"):
        names.append(TextSpan(text, start, start + len(words)))
        start += len(words) + 1
    return NamesRead(names)


def _fields(passage: TextSpan) -> list[TextSpan] | None:
    """The names of '市教育、人社、卫健部门', each a field without its noun; None when one of them is something else."""
    *fields, last = split_outside(passage.part(passage.start, passage.end - len(_SHARED_NOUN)), _NAME_ENDS, ())
    if not are_fields([*(one.words for one in fields), last.words]):
        return None
    # '市财政、税务部门': what has no usual body keeps its noun
    return [*fields, last if names_field(last.words) else passage.part(last.start, passage.end)]


@functools.cache
def _dotted_name_ends() -> re.Pattern[str]:
    """The same with the full stops between two bodies: '市商务局.市税务局'."""
    return re.compile(rf"{_NAME_ENDS.pattern}|{after_body('labels')}[.．](?=[省市县区州各])")


@functools.lru_cache(maxsize=4096)
def _names_alone(words: str) -> tuple[tuple[int, int], ...] | None:
    """The names in words between two 、, by their positions, where there is nothing beside them: a plan repeats a few hundred."""
    read = _read_closely(TextSpan.whole(words), (), grammar(), remembered=True)
    return None if read.beside is not None or read.marked else tuple([(name.start, name.end) for name in read.names])


def _read_closely(
    passage: TextSpan, shields: Sequence[TextSpan], rules: Grammar, *, remembered: bool = False
) -> NamesRead:
    """The names of a passage that may hold more than names joined by 、; `remembered` where it is one that will be."""
    text = passage.text
    names: list[TextSpan] = []
    marked: list[tuple[TextSpan, GivenRole]] = []
    beside: list[Beside] = []
    phones_first = 0
    phones = rules.phone.search(text, passage.start, passage.end) is not None
    under: GivenRole | None = None
    dotted = _FULL_STOP.search(text, passage.start, passage.end) is not None
    for whole in split_outside(passage, _dotted_name_ends() if dotted else _NAME_ENDS, shields):
        glued = (
            whole.end - whole.start >= _SHORTEST_PAIR
            and glued_bodies().search(text, whole.start, whole.end) is not None
        )
        if not glued and rules.plain_name.fullmatch(text, whole.start, whole.end):  # nothing below would change it
            if under is None:
                names.append(whole)
            else:
                marked.append((whole, under))
            continue
        if not (shields or phones or remembered) and (known := _names_alone(whole.words)) is not None:
            parts = [whole.part(whole.start + start, whole.start + end) for start, end in known]
            if under is None:
                names += parts
            else:
                marked += [(part, under) for part in parts]
            continue
        whole, phone = _without_phone(whole, rules) if phones else (whole, None)
        if phone is not None:
            beside.append(Beside(contacts=(phone,)))
        if (note := whole.search(_NOTE_IN_BRACKET)) is not None and note.start() > whole.start:
            beside.append(Beside(unread=(Reason("note-in-list", whole.group(note).span),)))
            whole = whole.part(whole.start, note.start()).trimmed()
        body, person = _without_person(whole, rules)
        if person is not None:
            beside.append(Beside(contacts=(person,)))
        split = split_names(body, shields, rules)
        if split.open_tail is not None or split.boundaries:
            beside.append(Beside(boundaries=split.boundaries, open_tail=split.open_tail, bare_places=split.bare_places))
        for name in map(clean_name, split.names):
            if name and (colon := _COLON.search(text, name.start, name.end)) is not None:
                label, name = name, name.part(colon.end(), name.end).trimmed()
                is_body = name and rules.body.search(name.words)
                label = label.part(label.start, colon.start()).trimmed() if is_body else label
                if (
                    is_body and label.words[:1] in _PLACES and rules.strong_body.search(label.words)
                ):  # '市商务局：市税务局'
                    names.append(label)
                    beside.append(Beside(titled=True))
                else:
                    rule = LABEL_UNKNOWN if is_body else "unknown-label"
                    beside.append(Beside(titled=True, unread=(Reason(rule, label.span),)))
                if not is_body:
                    continue
                if beside[-1].unread:
                    under = GivenRole("responsible", LABEL_UNKNOWN, label.start, label.end)
            if not name:
                continue
            words = name.words
            left_out = _left_out(name, words, rules, phones=phones)
            if left_out is not None:
                beside.append(left_out)
                phones_first += left_out.contacts[:1] == (Reason("contact-phone", name.span),) and not names
            elif not rules.adverbs.fullmatch(words):
                mark = _marked(name, words, rules)
                duty = name.match(_body_with_duty()) if mark is None and not rules.strong_body.search(words) else None
                if duty is not None and duty["does"].startswith(_LEADING):  # '市数据局牵头统筹、市财政局保障资金'
                    marked.append((name.group(duty, "body"), GivenRole("lead", "predicate-lead", *duty.span("does"))))
                elif duty is not None:  # '市财政局保障资金'
                    names.append(name.group(duty, "body"))
                    beside.append(Beside(unread=(Reason("words-in-list", name.group(duty, "does").span),)))
                elif mark is None and under is not None:
                    marked.append((name, under))
                elif mark is None:
                    names.append(name)
                elif mark[0]:
                    marked.append(mark)
    return NamesRead(names, together(beside) if beside else None, marked, phones_first)


_PLACES = frozenset("省市县区州")
"""First letters of bodies that are of a place."""
LABEL_UNKNOWN = "label-unknown"
"""The rule by which bodies after a label that is not known are responsible."""
_LEADING = ("牵头", "统筹", "抓总")
"""Verbs of what a lead does."""


@functools.cache
def _body_with_duty() -> re.Pattern[str]:
    """A body with what it does after it, in a list of names: '市财政局保障资金'."""
    verbs = f"{'|'.join(_LEADING)}|保障|提供|协调|审核|支撑|支持|做好|负责|组织|监管|指导|技术|资金"
    return re.compile(
        rf"(?P<body>[省市县区州][\u4e00-\u9fff]{{1,12}}?{body_ending('labels')})(?P<does>(?:{verbs})[\u4e00-\u9fff]{{1,10}})$"
    )


def _left_out(name: TextSpan, words: str, rules: Grammar, *, phones: bool) -> Beside | None:
    """Words that are not an owner: people, their numbers, and what is too long; None for any others."""
    if words[0] in _DOTS and not words.strip(_DOTS):
        return Beside(open_tail=Reason("open-tail", name.span))
    if _UNDECIDED.fullmatch(words) or _OF_THE_REST.match(words):
        return Beside(unread=(Reason("words-in-list", name.span),))
    if rules.phone.fullmatch(words.strip()):
        return Beside(contacts=(Reason("contact-phone", name.span),))
    if _HAN.search(words) is None or (_SAYS.search(words) is not None and not rules.strong_body.search(words)):
        return Beside(unread=(Reason("words-in-list", name.span),))
    if len(words) > _MAX_NAME:
        return Beside(unread=(Reason("too-long-for-a-name", name.span),))
    if rules.post.fullmatch(words):
        return Beside(contacts=(Reason("contact-post", name.span),))
    if phones and is_person(words, rules):
        return Beside(contacts=(Reason("contact-person", name.span),))
    if rules.refers_back.fullmatch(words):
        return Beside(boundaries=(Reason("refers-back", name.span),))
    manner = rules.manner.match(words)
    if (
        manner is not None
        and (manner["never"] or not rules.strong_body.search(words))
        and not rules.adverbs.fullmatch(words)
    ):
        return Beside(unread=(Reason("manner-in-list", name.span),))
    return None


def _marked(name: TextSpan, words: str, rules: Grammar) -> tuple[TextSpan, GivenRole] | None:
    """A name without the mark of a role that is written at it, and that role."""
    if words[0] not in _MARKS and words[-1] not in _MARKS and words[-1] not in CLOSING:
        return None
    for mark in rules.marks:
        found = mark.pattern.search(words)
        if found:
            start, end = name.start + found.start(), name.start + found.end()
            bare = name.part(name.start, start) if found.start() else name.part(end, name.end)
            given = mark.given(start, end)
            return bare.trimmed(), given
    return None


def is_person(words: str, rules: Grammar) -> bool:
    """Tell whether words beside a telephone number are a person's name."""
    return rules.person.fullmatch(words) is not None and not rules.body.search(words)


def _without_phone(name: TextSpan, rules: Grammar) -> tuple[TextSpan, Reason | None]:
    """A body, perhaps with a person, without the telephone number after it: '市商务局 王强 60000001'."""
    bracket = name.search(_PHONE_IN_BRACKET)
    if bracket is not None:
        return name.part(name.start, bracket.start()).trimmed(), Reason("contact-phone", name.group(bracket).span)
    gap = max(name.text.rfind(blank, name.start, name.end) for blank in " \t\u3000")
    if gap < 0 or rules.phone.fullmatch(name.text, gap + 1, name.end) is None:
        return name, None
    return name.part(name.start, gap).trimmed(), Reason("contact-phone", name.part(gap + 1, name.end).span)


def _without_person(name: TextSpan, rules: Grammar) -> tuple[TextSpan, Reason | None]:
    """A body without the one in charge that is written after it: people are not owners and are not kept."""
    found = name.search(rules.in_charge)
    if found is None:
        return name, None
    body, person = name.part(name.start, found.start()).trimmed(), name.group(found).trimmed()
    if not rules.strong_body.search(body.words) or rules.body.search(person.words):
        return name, None
    return body, Reason("contact-in-charge", person.span)
