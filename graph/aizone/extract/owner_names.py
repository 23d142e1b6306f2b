"""What one owner list says: labels, blocks, predicates, names, deadline, and the rules it states for later lists.

The words that matter are declared in `grammar.toml`. A list is cut at its labels, each part at its commas and
semicolons into blocks, each block at 、 and conjunctions into names. A role comes from a mark at the name, else from the
predicate that follows it, else from the label before it.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..model import Deadline, Owner, OwnerList, Role, Span, StatedRule
from .brackets import CLOSING, OPENING, bracket_scan, split_outside, trim
from .dates import read_deadline
from .grammar import Grammar, grammar

_BLOCK_ENDS = re.compile("[，,；;。\t|]")
_NAME_ENDS = re.compile("[、/／]")
_SPACES = re.compile(r"\s+")
_SPACE = re.compile(r"\s")
_COLON = re.compile("[:：]")
_MAY_LABEL = re.compile(r"[:：】]|时限|时间|期限|安排|(?:单位|部门|处室|科室)[ \t\u3000]")
_LEADING = re.compile(
    r"(?:以及|及其|并由|其中|及|和|与|由|请|会同)(?=[各有相市县省区州国全]|[\u4e00-\u9fff]{1,12}(?:局|委|办|厅|部|政府|管委会)$)"
)
_TAIL_LINK = re.compile("以及|及其|及|和|与")
_MAY_SHIELD = re.compile("[省市州县区旗盟乡镇地委)）〕\\]〉][、，]|[门位][、和]|党工?委和|[中央家]、省|牵头")
"""Where a separator may stand inside one owner: a look that costs less than looking for the owners themselves."""
_MIN_RUN_ON = 10
_MAX_PREDICATE = 36
_MAX_NAME = 40
_MAX_JOINED = 160
MAX_LIST = 3_000
"""Code points; what is longer is no owner list."""


@dataclass(slots=True)
class _Draft:
    """Names read so far, those since the last predicate still without their role."""

    owners: list[tuple[Span, Role, bool, int]] = field(default_factory=list)  # name, role, marked, block
    waiting: list[tuple[Span, int]] = field(default_factory=list)
    block: int = 0
    said: bool = False  # a label or predicate was seen
    open_tail: bool = False
    titled: bool = False  # a name stood behind a colon and words that are no label
    bare_places: bool = False  # '广州、深圳等市人民政府': names of places stand for their governments
    deadline: Deadline | None = None
    unread: list[Span] = field(default_factory=list)
    contacts: list[Span] = field(default_factory=list)

    def settle(self, role: Role) -> None:
        if self.waiting:
            self.owners.extend((name, role, False, block) for name, block in self.waiting)
            self.waiting.clear()


def read_owner_list(text: str, span: Span, inner: Span, *, bare: bool = False) -> OwnerList | None:
    """Read one candidate.

    Args:
        text: the document's text.
        span: the whole annotation.
        inner: the part that holds the list.
        bare: whether it stands where a list without label and predicate may stand (a bracket behind a sentence).

    Returns:
        the list, or None when the passage names no owner and no deadline in a way the grammar knows.
    """
    if len(inner) > MAX_LIST:
        return None
    rules = grammar()
    stated, parts = _stated_rules(text, inner, rules)
    draft = _Draft()
    labelled = vouched = False
    for part in parts:
        for label, block in _labelled_blocks(text, part, rules):
            if label == "deadline":
                draft.deadline = read_deadline(text, trim(text, block, "，,；;。")) or draft.deadline
                labelled = True
            elif label != "other":
                labelled = labelled or label is not None
                vouched = vouched or label not in {None, "division"}
                _read_part(text, block, rules, draft)
                draft.settle(_ROLES[label])
        draft.block += 1
    draft.said = draft.said or labelled
    is_bare = not draft.said and not stated
    if is_bare and not (bare and draft.owners and not draft.titled and _all_strong(text, draft, rules)):
        return None
    if not draft.owners and draft.deadline is None and all(rule.kind == "other" for rule in stated):
        return None
    if _SPACE.search(text, inner.start, inner.end):
        names = [_written(text, owner[0]) for owner in draft.owners]
    else:  # what is written is what is printed
        names = [text[owner[0].start : owner[0].end] for owner in draft.owners]
    vouched = vouched and _COLON.search(text, inner.start, inner.end) is not None
    if not is_bare and not _are_bodies(names, draft, rules, labelled=vouched):
        return None
    ordered = sorted(zip(draft.owners, names, strict=True), key=lambda pair: pair[0][0].start)
    return OwnerList(
        span=span,
        inner=inner,
        owners=tuple(
            Owner(written, name, role, rank, "rule" if marked else "explicit", block)
            for rank, ((name, role, marked, block), written) in enumerate(ordered, start=1)
        ),
        deadline=draft.deadline,
        open_tail=draft.open_tail,
        unread=tuple(draft.unread),
        rules=stated,
        bare=is_bare,
        contacts=tuple(sorted(draft.contacts)),
    )


def _are_bodies(names: Sequence[str], draft: _Draft, rules: Grammar, *, labelled: bool) -> bool:
    """Whether the names of a list can be owners: a label with its colon vouches for any, a predicate for bodies.

    One name in a longer list may end in a word that the grammar does not know.
    """
    if labelled or draft.bare_places:
        return True
    unknown = [name for name in names if not rules.body.search(name)]
    if any(rules.sentence.search(name) for name in names):
        return False
    return not unknown or (len(unknown) * 3 <= len(names) and all(map(rules.unlisted.fullmatch, unknown)))


_ROLES: dict[str | None, Role] = {
    None: "responsible",
    "lead": "lead",
    "responsible": "responsible",
    "support": "support",
    "supervise": "supervise",
    "division": "responsible",
}


def _written(text: str, name: Span) -> str:
    """A name as written; white space that a line break or a table left inside it is none of it."""
    words = text[name.start : name.end]
    return _SPACES.sub("", words) if _SPACE.search(words) and not words.isascii() else words


def _all_strong(text: str, draft: _Draft, rules: Grammar) -> bool:
    """Whether a list that says nothing but names names bodies only, none of them by a word as general as 市 or 区."""
    names = [_written(text, name) for name, _, _, _ in draft.owners]
    strong = [name for name in names if len(name) >= 3 and (name[0] == "各" or rules.strong_body.search(name))]
    return bool(strong) and all(rules.body.search(name) for name in names) and not draft.unread


def _stated_rules(text: str, inner: Span, rules: Grammar) -> tuple[tuple[StatedRule, ...], list[Span]]:
    """The rules a list states, and the list without them."""
    if not rules.rule_hint.search(text, inner.start, inner.end):
        return (), [inner]
    found: list[StatedRule] = []
    rest = [inner]
    scopes = [Span(*scope.span()) for scope in rules.scope_notes.finditer(text, inner.start, inner.end)]
    for rule in rules.rules:
        left: list[Span] = []
        for part in rest:
            start = part.start
            for match in rule.pattern.finditer(text, part.start, part.end):
                if match.end() == match.start() or any(
                    scope.start < match.end() and match.start() < scope.end for scope in scopes
                ):
                    continue
                found.append(StatedRule(rule.kind, Span(*match.span()), _units(text, match, rule.role, rules)))
                left.append(Span(start, match.start()))
                start = match.end()
            left.append(Span(start, part.end))
        rest = left
    rest = [part for part in (trim(text, part, "，,；;。、（(〔[）)〕]下同 ") for part in rest) if part]
    return tuple(sorted(found, key=lambda rule: rule.span.start)), rest


def _units(text: str, match: re.Match[str], role: Role, rules: Grammar) -> tuple[Owner, ...]:
    """The owners a rule names for every later list."""
    if "units" not in match.re.groupindex or match["units"] is None:
        return ()
    draft = _Draft()
    _read_part(text, trim(text, Span(*match.span("units")), "，,；;。、"), rules, draft)
    draft.settle(role)
    return tuple(
        Owner(_written(text, name), name, role, rank, "blanket")
        for rank, (name, _, _, _) in enumerate(draft.owners, start=1)
        if rules.body.search(_written(text, name))
    )


def _labelled_blocks(text: str, inner: Span, rules: Grammar) -> Iterator[tuple[str | None, Span]]:
    """Split a list at its labels: (the group that matched or None, the span behind it up to the next label)."""
    label: str | None = None
    start = inner.start
    if not _MAY_LABEL.search(text, inner.start, inner.end):
        yield None, inner
        return
    first = rules.labels.match(text, inner.start, inner.end)
    if first is not None and not _MAY_LABEL.search(text, first.end(), inner.end):
        if first.end() < inner.end:
            yield first.lastgroup, Span(first.end(), inner.end)
        return
    for found in rules.labels.finditer(text, inner.start, inner.end):
        if found.start() > start:
            yield label, Span(start, found.start())
        label, start = found.lastgroup, found.end()
    if start < inner.end:
        yield label, Span(start, inner.end)


def _read_part(text: str, part: Span, rules: Grammar, draft: _Draft) -> None:
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
            draft.deadline = deadline
            continue
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
        ("各县、市", "各省、自治区", "省、自治区")
    )


def _read_names(text: str, block: Span, shields: tuple[Span, ...], rules: Grammar, draft: _Draft) -> None:
    """Read the names between two block separators, with the predicate behind them if there is one."""
    role, block = _predicate(text, block, rules)
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


def _take_names(text: str, block: Span, shields: tuple[Span, ...], rules: Grammar, draft: _Draft) -> None:
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
        for name in _pieces(text, whole, shields, rules, draft):
            name = _clean(text, name)
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
            elif phones and rules.person.fullmatch(words) and not rules.body.search(words):
                draft.contacts.append(name)
            else:
                _take(text, name, rules, draft)


def _behind_unknown_label(text: str, name: Span, rules: Grammar, draft: _Draft) -> Span:
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


def _take(text: str, name: Span, rules: Grammar, draft: _Draft) -> None:
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


def _drop_person(text: str, rules: Grammar, draft: _Draft) -> None:
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
    tail = rules.open_tail.search(text, max(first.start, first.end - 12), first.end)
    if tail is not None and tail.end() == first.end and tail.group():
        first = Span(first.start, tail.start())
    if rules.body.search(first.of(text)) and rules.body.search(second.of(text)):
        return first, second
    return None


def _pieces(text: str, name: Span, shields: tuple[Span, ...], rules: Grammar, draft: _Draft) -> Iterator[Span]:
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


def _clean(text: str, name: Span) -> Span:
    name = _without_stray_bracket(text, trim(text, name, "、:：.“”\"'—–●•■◆►➢√"))
    leading = _LEADING.match(text, name.start, name.end)
    return trim(text, Span(leading.end(), name.end)) if leading else name
