"""Owner lists: finding the annotation that says who does it, and reading the names and roles in it.

The grammar is declared in `grammar.toml`; this module only walks it. It knows no unit: names stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..model import Deadline, Owner, OwnerList, Role, Span
from .brackets import outer_brackets, split_outside, trim
from .dates import read_deadline
from .grammar import Grammar, grammar

_BLOCK_ENDS = "，,；;。\n\t"
_NAME_ENDS = "、"
_LEADING = re.compile(
    r"(?:以及|及其|及|和|与|由|并由)(?=[各有相市县省区州国全]|[\u4e00-\u9fff]{1,12}(?:局|委|办|厅|部|政府|管委会)$)"
)
_MAX_NAME = 40
_MAX_JOINED = 160


@dataclass(slots=True)
class _Pending:
    """Names read so far, those since the last predicate still without their role."""

    owners: list[tuple[Span, Role]] = field(default_factory=list)
    waiting: list[Span] = field(default_factory=list)
    said: bool = False  # a label or predicate was seen
    open_tail: bool = False
    deadline: Deadline | None = None
    notes: list[Span] = field(default_factory=list)
    unread: list[Span] = field(default_factory=list)

    def settle(self, role: Role) -> None:
        self.owners.extend((name, role) for name in self.waiting)
        self.waiting.clear()


def find_owner_lists(text: str, body: Sequence[Span]) -> list[OwnerList]:
    """The owner lists in the paragraphs of one section, in document order.

    Args:
        text: the document's text.
        body: its paragraphs.

    Returns:
        bracketed lists, and runs of label lines ('牵头单位：…' on lines of their own) as one list each.
    """
    found: list[OwnerList] = []
    lines: list[Span] = []
    for paragraph in body:
        if _is_label_line(text, paragraph):
            lines.append(paragraph)
            continue
        found.extend(_from_lines(text, lines))
        lines = []
        for bracket in outer_brackets(text, paragraph):
            owner_list = read_owner_list(text, bracket, Span(bracket.start + 1, bracket.end - 1))
            if owner_list is not None:
                found.append(owner_list)
    found.extend(_from_lines(text, lines))
    return found


def _is_label_line(text: str, paragraph: Span) -> bool:
    return grammar().labels.match(text, paragraph.start, paragraph.end) is not None


def _from_lines(text: str, lines: list[Span]) -> Iterator[OwnerList]:
    if lines:
        span = Span(lines[0].start, lines[-1].end)
        owner_list = read_owner_list(text, span, span)
        if owner_list is not None:
            yield owner_list


def read_owner_list(text: str, span: Span, inner: Span) -> OwnerList | None:
    """Read one candidate.

    Args:
        text: the document's text.
        span: the whole annotation.
        inner: the part that holds the list.

    Returns:
        the list, or None when the passage names no owner and no deadline in a way the grammar knows.
    """
    rules = grammar()
    state = _Pending()
    for label, block in _labelled_blocks(text, inner, rules):
        if label is not None:
            state.settle("responsible")
            state.said = True
        role = rules.label_role(label) if label else "responsible"
        if role is None:
            state.deadline = read_deadline(text, block) or state.deadline
            continue
        _read_block(text, block, rules, state)
        state.settle(role)
    if not state.said or (not state.owners and state.deadline is None):
        return None
    if not _labelled(text, inner, rules) and not all(rules.body.search(name.of(text)) for name, _ in state.owners):
        return None
    owners = tuple(
        Owner(written=name.of(text), span=name, role=role, rank=rank)
        for rank, (name, role) in enumerate(sorted(state.owners, key=lambda owner: owner[0]), start=1)
    )
    return OwnerList(
        span=span,
        inner=inner,
        owners=owners,
        deadline=state.deadline,
        open_tail=state.open_tail,
        notes=tuple(state.notes),
        unread=tuple(state.unread),
    )


def _labelled(text: str, inner: Span, rules: Grammar) -> bool:
    return rules.labels.search(text, inner.start, inner.end) is not None


def _labelled_blocks(text: str, inner: Span, rules: Grammar) -> Iterator[tuple[str | None, Span]]:
    """Split a list at its labels: (label or None, the span behind it up to the next label)."""
    label: str | None = None
    start = inner.start
    for found in rules.labels.finditer(text, inner.start, inner.end):
        if found.start() > start:
            yield label, Span(start, found.start())
        label, start = found["owner"] or found["deadline"], found.end()
    if start < inner.end:
        yield label, Span(start, inner.end)


def _read_block(text: str, block: Span, rules: Grammar, state: _Pending) -> None:
    shields = tuple(Span(*found.span()) for found in rules.collectives.finditer(text, block.start, block.end))
    for part in split_outside(text, block, _BLOCK_ENDS, protect=shields):
        part = trim(text, part, "、.")
        if not part:
            continue
        deadline = read_deadline(text, part)
        if deadline is not None:
            state.deadline = deadline
            continue
        if rules.note.search(text, part.start, part.end):
            state.notes.append(part)
            continue
        _read_names(text, part, shields, rules, state)


def _read_names(text: str, part: Span, shields: tuple[Span, ...], rules: Grammar, state: _Pending) -> None:
    """Read the names between two block separators, with the predicate behind them if there is one."""
    predicate = _predicate(text, part, rules)
    role: Role | None = None
    if predicate is not None:
        role, part = predicate
        state.said = True
    tail = rules.open_tail.search(text, part.start, part.end)
    if tail is not None and tail.start() > part.start:
        part = Span(part.start, tail.start())
        state.open_tail = True
    joint: list[Span] = []
    listed = split_outside(text, part, _NAME_ENDS, protect=shields)
    for name in (half for whole in listed for half in _halves(text, whole, shields, rules)):
        name = _clean(text, name)
        tail = rules.open_tail.search(text, name.start, name.end)
        if tail is not None and tail.start() > name.start:
            name = Span(name.start, tail.start())
            state.open_tail = True
        if len(name) > _MAX_NAME:
            state.unread.append(name)
        if not name or len(name) > _MAX_NAME:
            continue
        found = _joint(text, name, rules) if role == "responsible" else None
        if found is None:
            (joint if joint else state.waiting).append(name)
            continue
        state.waiting.append(found[0])
        joint.append(found[1])
    if joint:
        state.settle("lead")
        state.waiting.extend(joint)
        role = "support"
    if role is not None:
        state.settle(role)


def _predicate(text: str, part: Span, rules: Grammar) -> tuple[Role, Span] | None:
    words = part.of(text)
    for pattern, role in rules.predicates:
        found = pattern.search(words)
        if found:
            return role, trim(text, Span(part.start, part.start + found.start()))
    return None


def _joint(text: str, name: Span, rules: Grammar) -> tuple[Span, Span] | None:
    """'A会同B': both names, when each could be a body's."""
    for found in rules.joint.finditer(text, name.start + 2, name.end - 1):
        first, second = trim(text, Span(name.start, found.start())), trim(text, Span(found.end(), name.end))
        if rules.body.search(first.of(text)) and rules.body.search(second.of(text)):
            return first, second
    return None


def _halves(text: str, name: Span, shields: tuple[Span, ...], rules: Grammar) -> Iterator[Span]:
    """'市商务局以及各县区政府' is two owners; '发展和改革委员会' is one."""
    if len(name) > _MAX_JOINED:
        yield name
        return
    for found in rules.conjunction.finditer(text, name.start + 2, name.end):
        first, second = Span(name.start, found.start()), Span(found.end(), name.end)
        tail = rules.open_tail.search(text, first.start, first.end)
        body = Span(first.start, tail.start()) if tail else first
        shielded = any(shield.start < found.start() < shield.end for shield in shields)
        if not shielded and rules.body.search(body.of(text)) and rules.body.search(second.of(text)):
            yield first
            yield from _halves(text, second, shields, rules)
            return
    yield name


def _clean(text: str, name: Span) -> Span:
    name = trim(text, name, "、:：.“”\"'☆★")
    leading = _LEADING.match(text, name.start, name.end)
    return Span(leading.end(), name.end) if leading else name
