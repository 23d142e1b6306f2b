"""What one owner list says: labels, blocks, predicates, names, deadline, and the rules it states for later lists.

The words that matter are declared in `grammar.toml`. A list is cut at its labels, each part at its commas and
semicolons into blocks (`blocks`), each block at 、 and conjunctions into names (`split`). A role comes from a
mark at the name, else from the predicate that follows it, else from the label before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model import Owner, OwnerList, Role, Span, StatedRule
from ...text.brackets import bracket_scan, trim
from ...text.dates import find_deadline, read_deadline
from .blocks import read_part
from .draft import ListDraft, written_name
from .grammar import Grammar, grammar

_SPACE = re.compile(r"\s")
_COLON = re.compile("[:：]")
_MAY_LABEL = re.compile(r"[:：】]|时限|时间|期限|安排|(?:单位|部门|处室|科室)[ \t\u3000为是省市县区州]")
_NOTE = re.compile(r"[（(][^（）()]{1,40}[）)]")
_COLLECTIVE = ("各部门", "各单位", "有关部门", "有关单位", "相关部门", "相关单位", "成员单位")
MAX_LIST = 3_000
"""Code points; what is longer is no owner list."""


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
    opening = rules.opening.match(text, inner.start, inner.end)
    stated, parts = _stated_rules(text, Span(opening.end(), inner.end) if opening else inner, rules)
    draft = ListDraft()
    labelled = vouched = False
    for part in parts:
        for label, block in _labelled_blocks(text, part, rules):
            if label == "deadline":
                when = trim(text, block, "，,；;。")
                draft.see_deadline(read_deadline(text, when) or find_deadline(text, when))
                labelled = True
            elif label != "other":
                labelled = labelled or label is not None
                vouched = vouched or label not in {None, "division"}
                read_part(text, block, rules, draft)
                draft.settle(_ROLES[label])
        draft.block += 1
    draft.said = draft.said or labelled
    is_bare = not draft.said and not stated
    if is_bare and not (bare and draft.owners and not draft.titled and _all_strong(text, draft, rules)):
        return None
    if not draft.owners and draft.deadline is None and all(rule.kind == "other" for rule in stated):
        return None
    if _SPACE.search(text, inner.start, inner.end):
        names = [written_name(text, owner[0]) for owner in draft.owners]
    else:  # what is written is what is printed
        names = [text[owner[0].start : owner[0].end] for owner in draft.owners]
    if draft.has_duty and not (bare or labelled):
        return None  # a sentence in brackets
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


def _are_bodies(names: Sequence[str], draft: ListDraft, rules: Grammar, *, labelled: bool) -> bool:
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


def _all_strong(text: str, draft: ListDraft, rules: Grammar) -> bool:
    """Whether a list that says nothing but names names bodies only, none of them by a word as general as 市 or 区."""
    names = [written_name(text, name) for name, _, _, _ in draft.owners]
    strong = [
        name
        for name in names
        if len(name) >= 3 and (name[0] == "各" or name.endswith(_COLLECTIVE) or rules.strong_body.search(name))
    ]
    if any(rules.sentence.search(name) for name in names):
        return False
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
    if not found:
        return (), [inner]
    rest = [part for part in (_without_edges(text, part) for part in rest) if part]
    return tuple(sorted(found, key=lambda rule: rule.span.start)), rest


def _without_edges(text: str, part: Span) -> Span:
    """What is left beside a rule, without the separators and brackets that led to it."""
    bare = trim(text, part, "，,；;。、（(〔[）)〕]下同 ")
    return trim(text, Span(bare.start, part.end), "，,；;。、 ") if bracket_scan(text, bare)[1] else bare


def _units(text: str, match: re.Match[str], role: Role, rules: Grammar) -> tuple[Owner, ...]:
    """The owners a rule names for every later list."""
    if "units" not in match.re.groupindex or match["units"] is None:
        return ()
    draft = ListDraft()
    read_part(text, trim(text, Span(*match.span("units")), "，,；;。、"), rules, draft)
    draft.settle(role)
    return tuple(
        Owner(written_name(text, name), name, role, rank, "blanket")
        for rank, (name, _, _, _) in enumerate(draft.owners, start=1)
        if rules.body.search(written_name(text, name))
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
        note = _NOTE.match(text, found.start() - 1, inner.end) if found.lastgroup == "other" else None
        if note is not None and found.start() > start + 1:  # '甲局（责任人：某某）、乙局': the list goes on behind it
            yield label, Span(start, note.start())
            start = note.end()
            continue
        if found.start() > start:
            yield label, Span(start, found.start())
        label, start = found.lastgroup, found.end()
    if start < inner.end:
        yield label, Span(start, inner.end)
