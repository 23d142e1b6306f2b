"""The blocks of an owner list: cut at commas and semicolons, each with its names and the predicate behind them."""

from __future__ import annotations

import functools
import itertools
import re

from ...model import Role, Span
from ...text.brackets import split_outside, trim
from ...text.dates import find_deadline, read_deadline
from ...text.lexicon.dates import YEAR
from .draft import ListDraft
from .grammar import Grammar, grammar
from .split import clean_name, split_names

_BLOCK_ENDS = re.compile("[，,；;。\t|]")
_COLON = re.compile("[:：]")
_NAME_ENDS = re.compile("[、/／]")
_MAY_DUTY = re.compile("负责|做好|抓好|牵头|统筹|协助|配合|承担|组织")
_MAY_SHIELD = re.compile("[省市州县区旗盟乡镇地委府)）〕\\]〉][、，]|[门位][、和]|党工?委和|[中央家]、省|牵头")
"""Where a separator may stand inside one owner: a look that costs less than looking for the owners themselves."""
_DATE_ENDS = "前底月年成进续期"
_GAP_BEFORE_DATE = re.compile(rf"\s+(?={YEAR}\s?年|1?\d\s?月|年底|长期|持续)")
_DATED = re.compile(rf"(?:到|力争|确保|预计)?(?:{YEAR}\s?年|1?\d\s?月|年底前|年内|今年|立即|即时|即日|按时|限期)")
"""Begins a block that says when rather than who."""
_MIN_RUN_ON = 10
_MAX_PREDICATE = 36
_MAX_NAME = 40


def read_part(text: str, part: Span, rules: Grammar, draft: ListDraft) -> None:
    """Read what stands behind one label, or before the first, into the draft.

    Args:
        text: the document's text.
        part: the passage, label left out.
        rules: the grammar.
        draft: takes the names; those without a predicate wait in it for the label's role.
    """
    shields: tuple[Span, ...] = ()
    if _MAY_SHIELD.search(text, part.start, part.end):
        shields = tuple(
            Span(*found.span())
            for found in rules.collectives.finditer(text, part.start, part.end)
            if _is_one_owner(found.group())
        )
    for block in split_outside(text, part, _BLOCK_ENDS, shields):
        block = trim(text, block, "、.：:")
        if not block:
            continue
        deadline = read_deadline(text, block)
        if deadline is not None:
            draft.see_deadline(deadline)
            continue
        if _DATED.match(text, block.start, block.end) and not rules.body.search(block.of(text)):
            draft.see_deadline(find_deadline(text, block))  # '2024年底前完成主体工程'
            draft.unread.append(block)
            continue
        if text[block.end - 1] in _DATE_ENDS and (gap := _GAP_BEFORE_DATE.search(text, block.start, block.end)):
            deadline = read_deadline(text, Span(gap.end(), block.end))
            draft.see_deadline(deadline)
            block = block if deadline is None else Span(block.start, gap.start())
        start = block.start
        for run_on in () if len(block) < _MIN_RUN_ON else rules.run_on.finditer(text, block.start, block.end):
            _read_names(text, Span(start, run_on.end()), shields, rules, draft)
            start = run_on.end()
        _read_names(text, Span(start, block.end), shields, rules, draft)
        draft.block += 1


_LEVEL_RANK = {"省": 0, "市": 1, "州": 1, "地": 1, "盟": 1, "县": 2, "区": 2, "旗": 2, "镇": 3, "乡": 3, "街": 3}


def _is_one_owner(words: str) -> bool:
    """Whether levels joined by 、 are one expression: they go down ('市、县'), or end in a government."""
    heads = [found for found in re.split("[、，]", re.sub(r"[（(〔\[〈][^）)〕\]〉]*[）)〕\]〉]", "", words)) if found]
    if len(heads) < 2 or words.endswith(("政府", "党委", "管委会", "单位", "部门", "企业", "机构")):
        return True
    ranks = [_LEVEL_RANK.get(head[-1], 3) for head in heads]
    return all(later >= earlier for earlier, later in itertools.pairwise(ranks)) or words.startswith(
        ("各县、市", "各省、自治区", "省、自治区", "各街", "各乡", "各镇", "各地区")
    )


def _read_names(text: str, block: Span, shields: tuple[Span, ...], rules: Grammar, draft: ListDraft) -> None:
    """Read the names between two block separators, with the predicate behind them if there is one."""
    role, block = _predicate(text, block, rules)
    if role is None and _MAY_DUTY.search(text, block.start, block.end):
        role, block = _duty(text, block, rules)
        draft.has_duty = draft.has_duty or role is not None
    if role == "responsible" and text.startswith("会同", block.start):
        role = "support"
    draft.said = draft.said or role is not None
    if role == "responsible" or role is None:
        joint = rules.joint.search(text, block.start + 1, block.end - 1)
        halves = _joint(text, block, joint, rules) if joint else None
        if halves is not None:
            draft.said = True
            _take_names(text, halves[0], shields, rules, draft)
            draft.settle("lead")
            _take_names(text, halves[1], shields, rules, draft)
            draft.settle("support")
            return
    _take_names(text, block, shields, rules, draft)
    if role is not None:
        draft.settle(role)


def _take_names(text: str, block: Span, shields: tuple[Span, ...], rules: Grammar, draft: ListDraft) -> None:
    if not shields and rules.plain_names.fullmatch(text, block.start, block.end):  # most blocks: one look at all names
        start = block.start
        for words in text[block.start : block.end].split("、"):
            draft.waiting.append((Span(start, start + len(words)), draft.block))
            start += len(words) + 1
        return
    phones = rules.phone.search(text, block.start, block.end) is not None
    for whole in split_outside(text, block, _NAME_ENDS, shields):
        if rules.plain_name.fullmatch(text, whole.start, whole.end):  # nothing below would change it
            draft.waiting.append((whole, draft.block))
            continue
        for name in split_names(text, _without_person(text, whole, rules, draft), shields, rules, draft):
            name = clean_name(text, name)
            if not name:
                continue
            name = _behind_unknown_label(text, name, rules, draft)
            if not name:
                continue
            words = text[name.start : name.end]
            if rules.phone.fullmatch(words.strip()):
                draft.contacts.append(name)
                _drop_person(text, rules, draft)
            elif len(name) > _MAX_NAME:
                draft.unread.append(name)
            elif rules.post.fullmatch(words) or (
                phones and rules.person.fullmatch(words) and not rules.body.search(words)
            ):
                draft.contacts.append(name)
            else:
                _take(text, name, rules, draft)


def _behind_unknown_label(text: str, name: Span, rules: Grammar, draft: ListDraft) -> Span:
    """The body behind words that end in a colon and are no label the grammar knows; what is none is not read."""
    colon = _COLON.search(text, name.start, name.end)
    if colon is None:
        return name
    draft.titled = True
    rest = trim(text, Span(colon.end(), name.end))
    if rest and rules.body.search(rest.of(text)):
        return rest
    draft.unread.append(name)
    return Span(name.end, name.end)


def _take(text: str, name: Span, rules: Grammar, draft: ListDraft) -> None:
    words = text[name.start : name.end]
    if rules.adverbs.fullmatch(words):
        return
    for pattern, role in rules.marks:
        found = pattern.search(words)
        if found:
            bare = (
                Span(name.start, name.start + found.start())
                if found.start()
                else Span(name.start + found.end(), name.end)
            )
            if bare:
                draft.said = True
                draft.owners.append((trim(text, bare), role, words[found.start()] in "☆★*＊※▲△", draft.block))
            return
    draft.waiting.append((name, draft.block))


def _without_person(text: str, name: Span, rules: Grammar, draft: ListDraft) -> Span:
    """A body without the one in charge that is written behind it: people are no owners and are not kept."""
    found = rules.in_charge.search(text, name.start, name.end)
    if found is None:
        return name
    body, person = trim(text, Span(name.start, found.start())), trim(text, Span(*found.span()))
    if not rules.strong_body.search(body.of(text)) or rules.body.search(person.of(text)):
        return name
    draft.contacts.append(person)
    return body


def _drop_person(text: str, rules: Grammar, draft: ListDraft) -> None:
    """A telephone number speaks for the person before it: that is no owner."""
    if draft.waiting:
        name = draft.waiting[-1][0]
        words = name.of(text)
        if rules.person.fullmatch(words) and not rules.body.search(words):
            draft.contacts.append(draft.waiting.pop()[0])


def _predicate(text: str, block: Span, rules: Grammar) -> tuple[Role | None, Span]:
    """The role that the end of a block gives, and the block without it."""
    if not text.endswith(rules.predicate_ends, block.start, block.end):
        return None, block
    words = text[max(block.start, block.end - _MAX_PREDICATE) : block.end]
    role, length = _predicate_of(words[len(words.rstrip(rules.predicate_letters)) :])
    return role, block if role is None else trim(text, Span(block.start, block.end - length))


def _duty(text: str, block: Span, rules: Grammar) -> tuple[Role | None, Span]:
    """The role of bodies whose duty is written behind them ('市财政局负责资金保障'), and the block without it."""
    for pattern, role in rules.duties:
        found = pattern.search(text, block.start, block.end)
        if found is None or rules.body.search(found["object"]):
            continue
        front = text[block.start : found.start()]
        if rules.strong_body.search(front) or front.startswith("各"):
            return role, trim(text, Span(block.start, found.start()))
    return None, block


@functools.lru_cache(maxsize=1024)
def _predicate_of(ending: str) -> tuple[Role | None, int]:
    """The role that an ending made of the letters of predicates gives, and how many of its characters the predicate takes.

    Plans repeat a few dozen such endings (按职责分工负责); searching each costs more than all the rest of a short list.
    """
    for pattern, role in grammar().predicates:
        found = pattern.search(ending)
        if found:
            return role, len(ending) - found.start()
    return None, 0


def _joint(text: str, block: Span, joint: re.Match[str], rules: Grammar) -> tuple[Span, Span] | None:
    """'A会同B': both sides, when each could be bodies."""
    first, second = trim(text, Span(block.start, joint.start())), trim(text, Span(joint.end(), block.end))
    before, behind = _without_tail(text, first, rules), _without_tail(text, second, rules)
    if rules.body.search(before.of(text)) and rules.body.search(behind.of(text)):
        return before, second
    return None


def _without_tail(text: str, names: Span, rules: Grammar) -> Span:
    """Names without the '等部门' behind them."""
    tail = rules.open_tail.search(text, max(names.start, names.end - 12), names.end)
    return names if tail is None or tail.end() < names.end or not tail.group() else Span(names.start, tail.start())
