"""The blocks of an owner list: cut at commas and semicolons, each with its names and the predicate after them."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...model import Deadline, Reason, TextSpan
from ...text.brackets import split_outside
from ...text.deadlines import read_deadline
from ...text.deadlines_in_text import find_deadline
from ...text.lexicon.bodies import after_body, body_ending
from ...text.lexicon.dates import YEAR
from ...text.word_lists import at_letters
from .grammar import Grammar, RolePattern, find_collectives, grammar, reason
from .names import LABEL_UNKNOWN, Beside, NamesRead, is_person, read_names, together
from .owner_list import GivenRole, later_deadline

# '市商务局，市税务局；市统计局': what ends a block
_BLOCK_ENDS = re.compile("[，,；;。\t|]")
# '市财政局负责资金保障': a look for verbs of duty, cheaper than looking for the duties themselves
_MAY_DUTY = re.compile("负责|做好|抓好|牵头|统筹|协助|配合|承担|组织|提供|给予")
# '各市、县', '委、办', '供水、供电': where a separator may be inside one owner; a look cheaper than looking for such owners
_MAY_SHIELD = re.compile(
    at_letters(
        "省市州县区旗盟乡镇地委府)）〕\\]〉水电气热暖门位党中央家牵",
        "[省市州县区旗盟乡镇地委府)）〕\\]〉水电气热暖][、，]|[门位][、，和]|党工?委和|[中央家][、，]省|牵头",
    )
)
_DATE_ENDS = "前底月年成进续期动持"
# '市商务局 2024年底前', '市商务局牵头、2025年启动': the gap before a date at the end of a block
_GAP_BEFORE_DATE = re.compile(rf"[\s、]+(?={YEAR}\s?年|1?\d\s?月|年底|长期|持续)")
# '市商务局牵头（2025年底前）': a date in a bracket at the end of a block
_DATE_IN_BRACKET = re.compile(
    rf"(?<=[头责合与实办])[（(](?P<when>[^（）()]*(?:{YEAR}|\d{{1,2}}月|年底|年内)[^（）()]*)[)）]$"
)
# '2024年底前完成主体工程': begins a block that says when rather than who
_DATED = re.compile(
    rf"(?:到|力争|确保|预计)?(?:{YEAR}\s?年|1?\d\s?月|年底前|年内|今年|明年|立即|即时|即日|按时|限期|尽快|规划期|每[月季年半周])"
)
# '2025年6月底前报市政府': a date, and to whom something is reported by then
_THEN_REPORTED = re.compile("前[\u4e00-\u9fff]{0,6}?(?:报|送|提交|反馈|呈)")
_BODY_BEGINS = "市省县"
"""Letters that most names of bodies begin with, and no deadline."""
# '会同市税务局', '并联合市税务局': the start of a block whose bodies take part in what those before it lead
_JOINS = re.compile(r"(?:[并要应需]|共同)?(?:[会商]同|(?:协同|联合)(?=[省市县区州各国有相全]))")
_JOIN_BEGINS = "会协联商并要应需共"
_MIN_RUN_ON = 10
_MAX_PREDICATE = 36

NO_ROLE = GivenRole("responsible", "role-not-said")
"""The role of names that neither a label nor a predicate gives one."""

ReadName = tuple[TextSpan, GivenRole, int]
"""A name, its role and the block it is in."""


class PartRead(Struct, frozen=True, gc=False):
    """The content of a list after one label, or before the first.

    `blocks` counts the blocks with names; `said` is set when a predicate or mark gives a role, `has_duty` when it is said
    what a body does, as in sentences ('市财政局负责资金保障').
    """

    names: list[ReadName]
    blocks: int
    beside: Beside
    deadline: Deadline | None
    said: bool
    has_duty: bool


class Run(Struct, frozen=True, gc=False):
    """Names and the role that the words after them give; None when a later predicate or the label gives it."""

    read: NamesRead
    given: GivenRole | None
    has_duty: bool = False
    joins: bool = False  # '，会同市税务局': the bodies before it lead


def read_part(part: TextSpan, given: GivenRole, rules: Grammar, *, block: int = 0) -> PartRead:
    """Read what follows one label, or comes before the first.

    Args:
        part: the passage, label left out.
        given: the role of names to which no predicate and no mark gives one.
        rules: the grammar.
        block: how many blocks come before it in its list.
    """
    shields = _shields(part, rules)
    names: list[ReadName] = []
    waiting: list[tuple[TextSpan, int]] = []  # names since the last predicate
    beside = [Beside(shields=shields)] if shields else []
    due: Deadline | None = None
    first, said, has_duty = block, False, False
    for piece in split_outside(part, _BLOCK_ENDS, shields):
        said_year = int(due.value[:4]) if due is not None and due.value is not None else None
        who, when, left_out = _parted(piece.trimmed("、.：:"), rules, said_year)
        if when is not None:
            due = later_deadline(due, when)
        if left_out is not None:
            beside.append(left_out)
        if who is None:
            continue
        for run in _runs(who, shields, rules):
            read = run.read
            if read.beside is not None:
                beside.append(read.beside)
            for _ in range(read.phones_first):  # a telephone number speaks for the person before it
                if waiting and is_person(waiting[-1][0].words, rules):
                    beside.append(Beside(contacts=(Reason("contact-person", waiting.pop()[0].span),)))
            under = next((role for _, role in read.marked if role.rule == LABEL_UNKNOWN), None)
            if under is not None and (run.given is not None or given.role != "lead"):
                waiting += [(name, block) for name, role in read.marked if role is under]
                read = replace(read, marked=[one for one in read.marked if one[1] is not under])
            elif under is not None:  # '牵头单位：市商务局，承接方：市税务局、市统计局'
                names += [(name, given, at) for name, at in [*waiting, *((name, block) for name in read.names)]]
                waiting, given, read = [], under, replace(read, names=[])
            if read.marked:
                names += [(name, role, block) for name, role in read.marked]
                said = True
            waiting += [(name, block) for name in read.names]
            if run.given is not None:
                earlier = given if given is not NO_ROLE and given.role != run.given.role else run.given
                if given is NO_ROLE and not names and run.given.role == "support":
                    earlier = NO_ROLE  # '市商务局、市税务局，市委宣传部配合做好宣传': somebody else must do it
                if run.joins and given.role == "responsible":
                    earlier = GivenRole("lead", "joint-with", run.given.start, run.given.end)
                names += [(name, run.given if at == block else earlier, at) for name, at in waiting]
                waiting.clear()
                said, has_duty = True, has_duty or run.has_duty
        block += 1
    names += [(name, given, at) for name, at in waiting]
    words = part.words
    if ("）" in words or ")" in words) and any([name.text[name.end - 1] in "）)" for name, _, _ in names if name]):
        names, dated = _dated_names(names)
        for when in dated:
            due = later_deadline(due, when)
    if _DOT in words and (dotted := _dotted(names)):
        names, said = dotted, True
    return PartRead(names, block - first, together(beside), due, said, has_duty)


# '市商务局（2025年6月底前）': a date in a bracket at a name
_DATE_AT_NAME = re.compile(rf"[（(](?P<when>[^（）()]*(?:{YEAR}|\d{{1,2}}月|年底|年内)[^（）()]*)[)）]$")


def _dated_names(names: Sequence[ReadName]) -> tuple[list[ReadName], list[Deadline]]:
    """Names without the dates in brackets at their ends, and these dates."""
    bare: list[ReadName] = []
    dated: list[Deadline] = []
    for name, given, block in names:
        found = name.search(_DATE_AT_NAME)
        when = read_deadline(name.group(found, "when")) if found is not None else None
        if found is not None and when is not None:
            name = name.part(name.start, found.start()).trimmed()
            dated.append(when)
        bare.append((name, given, block))
    return bare, dated


# '●市商务局、市税务局': a bullet that only some of the names have tells the lead
_DOT = "●"
# '●市商务局 ○市税务局': the one that those beside the lead have
_HOLLOW = "○"


def _dotted(names: Sequence[ReadName]) -> list[ReadName] | None:
    """Names of which some have a bullet, with these as leads; None where all or none have one: the bullets say nothing then."""
    dots = [_mark_at(name, _DOT) for name, _, _ in names]
    if None not in dots or not any(dots):
        return None
    found: list[ReadName] = []
    for (name, given, block), at in zip(names, dots, strict=True):
        if at is not None:
            given = GivenRole("lead", "mark-star", at, at + 1, "rule")
        elif (beside := _mark_at(name, _HOLLOW)) is not None:
            given = GivenRole("support", "mark-hollow", beside, beside + 1, "rule")
        found.append((name, given, block))
    return found


def _mark_at(name: TextSpan, mark: str) -> int | None:
    """The position of a mark right before or after a name."""
    return next((at for at in (name.start - 1, name.end) if name.text[at : at + 1] == mark), None)


def _shields(part: TextSpan, rules: Grammar) -> tuple[TextSpan, ...]:
    """The owners of a part that hold a separator."""
    if _MAY_SHIELD.search(part.text, part.start, part.end) is None:
        return ()
    return tuple([part.group(one) for one in find_collectives(part, rules) if _is_one_owner(one.group())])


# '市、县': what separates levels
_LEVEL_ENDS = re.compile("[、，]")
# '各县（市、区）': brackets around further levels
_LEVEL_BRACKETS = re.compile(r"[（(〔\[〈][^）)〕\]〉]*[）)〕\]〉]")
_LEVEL_RANK = {"省": 0, "市": 1, "州": 1, "地": 1, "盟": 1, "县": 2, "区": 2, "旗": 2, "镇": 3, "乡": 3, "街": 3}


@functools.lru_cache(maxsize=1024)
def _is_one_owner(words: str) -> bool:
    """Tell whether levels joined by 、 are one expression: they go down ('市、县'), or end in a government."""
    heads = [found for found in _LEVEL_ENDS.split(_LEVEL_BRACKETS.sub("", words)) if found]
    if len(heads) < 2 or words.endswith(("政府", "党委", "管委会", "单位", "部门", "企业", "机构")):
        return True
    ranks = [_LEVEL_RANK.get(head[-1], 3) for head in heads]
    return all(later >= earlier for earlier, later in itertools.pairwise(ranks)) or words.startswith(
        ("各县、市", "各省、自治区", "省、自治区", "各街", "各乡", "各镇", "各地区")
    )


def _parted(
    block: TextSpan, rules: Grammar, year: int | None
) -> tuple[TextSpan | None, Deadline | None, Beside | None]:
    """A block as the part that says who, the deadline it says (in the year of the one before it), and words that say neither."""
    if not block:
        return None, None, None
    text, start, end = block.text, block.start, block.end
    if text[end - 1] in "）)" and (dated := _DATE_IN_BRACKET.search(text, start, end)) is not None:
        deadline = read_deadline(block.group(dated, "when"), year=year)
        if deadline is not None and dated.start() > start:
            return block.part(start, dated.start()).trimmed(), deadline, None
    if text[start] in _BODY_BEGINS and text[end - 1] not in _DATE_ENDS and text.find("报", start, end) < 0:
        return block, None, None  # most blocks: a body first, and no date after it
    deadline = read_deadline(block, year=year)
    if deadline is not None:
        return None, deadline, None
    if rules.report.match(text, start, end) or (
        rules.note.match(text, start, end) and not rules.strong_body.search(block.words)
    ):
        return None, None, Beside(unread=(Reason("note-in-list", block.span),))
    dated = _DATED.match(text, start, end)
    if dated and (not rules.body.search(block.words) or _THEN_REPORTED.search(text, dated.end(), end)):
        return None, find_deadline(block, year=year), Beside(unread=(Reason("dated-clause", block.span),))
    if text[end - 1] in _DATE_ENDS and (gap := _GAP_BEFORE_DATE.search(text, start, end)):
        deadline = read_deadline(block.part(gap.end(), end))
        if deadline is not None:
            return block.part(start, gap.start()), deadline, None
    if text[end - 1] in _DATE_ENDS and (glued := _glued_date().search(text, start, end)) is not None:
        deadline = read_deadline(block.part(glued.end(), end))
        if deadline is not None:
            return block.part(start, glued.end()), deadline, None
    return block, None, None


@functools.cache
def _glued_date() -> re.Pattern[str]:
    """A body whose name a date follows without anything between: '市税务局2025年底前', '市税务局长期坚持'."""
    return re.compile(rf"(?:{after_body('labels')}|(?<=单位)|(?<=部门))(?={YEAR}\s?年|长期|持续|常态化)")


def _runs(block: TextSpan, shields: Sequence[TextSpan], rules: Grammar) -> list[Run]:
    """The names of a block; '市商务局牵头市税务局配合' runs on without a separator, '市商务局牵头、市税务局配合' with that of names."""
    start, end = block.start, block.end
    if end - start < _MIN_RUN_ON or rules.run_on.search(block.text, start, end) is None:
        return _read_run(block, shields, rules)
    cuts = [start, *(found.end() for found in block.finditer(rules.run_on)), end]
    parts = (block.part(start, end).trimmed("、 \t\u3000") for start, end in itertools.pairwise(cuts))
    return [run for part in parts for run in _read_run(part, shields, rules)]


def _read_run(block: TextSpan, shields: Sequence[TextSpan], rules: Grammar) -> list[Run]:
    given, block = _predicate(block, rules)
    text, has_duty = block.text, False
    if given is None and _MAY_DUTY.search(text, block.start, block.end):
        given, block = _duty(block, rules)
        has_duty = given is not None
    joins = _JOINS.match(text, block.start, block.end) if text[block.start : block.start + 1] in _JOIN_BEGINS else None
    if joins is not None and (given is None or given.role == "responsible"):
        given = GivenRole("support", "joint-at-start", *joins.span())
        block = block.part(joins.end(), block.end).trimmed()
    elif given is None or given.role == "responsible":
        joint = rules.joint.search(text, block.start + 1, block.end - 1)
        halves = _joint(block, joint, rules) if joint else None
        if joint is not None and halves is not None:
            rule = reason(joint).rule
            return [
                Run(read_names(halves[0], shields, rules), GivenRole("lead", rule, *joint.span()), has_duty),
                Run(read_names(halves[1], shields, rules), GivenRole("support", rule, *joint.span()), has_duty),
            ]
    return [Run(read_names(block, shields, rules), given, has_duty, joins is not None)]


def _predicate(block: TextSpan, rules: Grammar) -> tuple[GivenRole | None, TextSpan]:
    """The role that the end of a block gives, and the block without it."""
    text = block.text
    if not text.endswith(rules.predicate_ends, block.start, block.end):
        return None, block
    words = text[max(block.start, block.end - _MAX_PREDICATE) : block.end]
    predicate, length = _predicate_of(words[len(words.rstrip(rules.predicate_letters)) :])
    if predicate is None:
        return None, block
    start = block.end - length
    return predicate.given(start, block.end), block.part(block.start, start).trimmed()


@functools.lru_cache(maxsize=1024)
def _predicate_of(ending: str) -> tuple[RolePattern | None, int]:
    """The predicate in an ending made of the letters of predicates, and how many of its characters it takes.

    Plans repeat a few dozen such endings (按职责分工负责); searching each costs more than all the rest of a short list.
    """
    for predicate in grammar().predicates:
        found = predicate.pattern.search(ending)
        if found:
            return predicate, len(ending) - found.start()
    return None, 0


def _duty(block: TextSpan, rules: Grammar) -> tuple[GivenRole | None, TextSpan]:
    """The role of bodies whose duty is written after them ('市财政局负责资金保障'), and the block without it."""
    for duty in rules.duties:
        found = block.search(duty.pattern)
        if found is None or rules.body.search(found["object"]) or _next_body().search(found["object"]):
            continue
        front = block.part(block.start, found.start())
        if rules.strong_body.search(front.words) or front.words.startswith("各"):
            return duty.given(*found.span()), front.trimmed()
    return None, block


@functools.cache
def _next_body() -> re.Pattern[str]:
    """A further body in what seems to be the object of a duty: '统筹、市财政局保障资金'."""
    return re.compile(rf"、[省市县区州各][\u4e00-\u9fff]{{1,12}}?{body_ending('labels')}")


def _joint(block: TextSpan, joint: re.Match[str], rules: Grammar) -> tuple[TextSpan, TextSpan] | None:
    """Both sides of 'A会同B', when each could be bodies."""
    first, second = block.part(block.start, joint.start()).trimmed(), block.part(joint.end(), block.end).trimmed()
    before, after = _without_tail(first, rules), _without_tail(second, rules)
    if rules.body.search(before.words) and rules.body.search(after.words):
        return before, second
    return None


def _without_tail(names: TextSpan, rules: Grammar) -> TextSpan:
    """Names without the '等部门' after them."""
    tail = rules.open_tail.search(names.text, max(names.start, names.end - 12), names.end)
    if tail is None or tail.end() < names.end or not tail.group():
        return names
    return names.part(names.start, tail.start())
