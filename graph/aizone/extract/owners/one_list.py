"""One owner list: its labels, blocks, predicates, names and deadline, and the rules it states for later lists.

The words that matter are declared in `grammar.toml`. A list is cut at its labels, each part at its commas and
semicolons into blocks (`blocks`), each block at 、 and conjunctions into names (`names`, `split`). A role comes from a
mark at the name, else from the predicate that follows it, else from the label before it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...model import Deadline, Reason, Span, TextSpan
from ...text.brackets import find_brackets, split_outside
from ...text.deadlines import read_labelled_deadline
from ...text.lexicon.owner_labels import short_nouns
from ...text.table_headers import table_words
from ...text.word_lists import alternatives, at_letters
from ...units.usual_bodies import are_fields, names_department, names_field
from .blocks import NO_ROLE, ReadName, read_part
from .grammar import Grammar, grammar
from .names import NOTHING, Beside, together
from .owner_list import GivenRole, ListedOwner, OwnerList, StatedRule, later_deadline, written_name
from .split import unwrapped

# '市发展 改革委': a list with white space, whose names are not written as they are printed
_SPACE = re.compile(r"\s")
# '责任单位：市商务局': the colon that makes a label vouch for the names after it
_COLON = re.compile("[:：]")
# '（责任人：某某）': a note inside a list
_NOTE = re.compile(r"[（(][^（）()]{1,40}[）)]")
_COLLECTIVE = ("各部门", "各单位", "有关部门", "有关单位", "相关部门", "相关单位", "成员单位")
_SHORT_COLLECTIVES = frozenset({"各区", "各县", "各市", "各州", "各地", "各乡", "各镇"})
# '市商务局，市税务局。市统计局': what ends the first names after a full stop
_BLOCK_ENDS = re.compile("[，,；;。]")
# '（2025年6月底前完成）', but not '（2025年6月）': a bracket that says by when
_DUE = re.compile("前|底|末|完成|年内|期内|长期|持续|常态|每|按月|按季")
# '某某；市商务局牵头': what ends the names of people
_LIST_ENDS = re.compile("[；;，,。]")
# '协办单位：': what makes 主办单位 the lead
_BESIDE_HOST = re.compile("(?:协办|会办)(?:单位|部门|机关|机构)?[：:]")
_NEAR_HOST = 300
# '市商务局；技术支持单位：': a short word right before a label
_QUALIFIER = re.compile(r"(?:^|[；;，,。、\s])(?P<word>[\u4e00-\u9fff]{1,4})$")
_OF_OWNERS = frozenset({"lead", "responsible", "support", "supervise"})
_NOT_NAMES = frozenset({"note-in-list", "manner-in-list"})
"""Rules by which words beside the names of a list are left out."""
_LONGEST_NONE = 4
MAX_LIST = 3_000
"""Code points; a longer passage is not an owner list."""


class ListSaid(Struct, frozen=True, gc=False):
    """The content of a candidate, before it is judged to be a list.

    `labelled` is set when it has a label, `vouched` when one of its labels is of owners, `has_role` when a label,
    predicate or mark gives a role, `has_duty` when it is said what a body does, as in sentences.
    """

    owners: list[ReadName]
    beside: Beside
    deadline: Deadline | None
    labelled: bool
    vouched: bool
    has_role: bool
    has_duty: bool
    sentence: TextSpan | None = None  # words of the task that end the passage


# '日期2025年', '（责任人）': the last letters of labels of dates and people that no noun of owners is in, and no colon need follow
_ENDS_WITHOUT_NOUN = "时限|时间|期限|期程|进度|日期|节点|安排|要求|任人|领导|责人|系人"


@functools.cache
def _label_end() -> re.Pattern[str]:
    """A sign or word that each label holds or ends in: '责任单位：', '（责任人）', '日期2025年', '期程为2025年'."""
    nouns = short_nouns()
    letters = "".join({word[0] for word in (*nouns, *_ENDS_WITHOUT_NOUN.split("|"))})
    return re.compile(at_letters(f":：】{letters}", rf"[:：】]|{_ENDS_WITHOUT_NOUN}|{_noun_at_end()}"))


def _noun_at_end() -> str:
    """The noun of a label and what may follow it there: '责任单位 市商务局', '（责任单位）市商务局', '责任单位为市商务局'."""
    return rf"{alternatives(short_nouns())}[ \t\u3000\n—–－→/／\]］〕〉>＞》）)为是省市县区州-]"


@functools.cache
def _may_label() -> re.Pattern[str]:
    """A look for what a label ends in, cheaper than looking for labels: '责任单位：', '责任单位 市商务局', '时限要求'."""
    return re.compile(
        at_letters(
            ":：】时期安" + "".join(noun[0] for noun in short_nouns()),
            rf"[:：】]|时限|时间|期限|安排|{alternatives(short_nouns())}[ \t\u3000\n—–－→/／\]］〕〉>＞》)）为是省市县区州-]",
        )
    )


def read_owner_list(span: TextSpan, inner: TextSpan, *, found_by: str, bare: bool = False) -> OwnerList | None:
    """Read one candidate.

    Args:
        span: the whole annotation.
        inner: the part that holds the list.
        found_by: the rule by which it was taken for an owner list.
        bare: whether a list without label and predicate may be here (a bracket after a sentence).

    Returns:
        the list, or None when the passage names no owner and no deadline in a way the grammar knows.
    """
    if len(inner) > MAX_LIST:
        return None
    rules = grammar()
    opening = inner.match(rules.opening)
    stated, parts = _stated_rules(inner.part(opening.end(), inner.end) if opening else inner, rules)
    opened = (Reason("opening-words", Span(*opening.span())),) if opening else ()
    said = _read_parts(parts, rules)
    if inner.search(_SPACE):
        names = [written_name(name) for name, _, _ in said.owners]
    else:  # what is written is what is printed
        names = [name.words for name, _, _ in said.owners]
    has_people = bool(said.beside.skipped) and not said.beside.titled  # '市财政局（联系人：某某）'
    is_bare = not (said.has_role or stated or has_people)
    if is_bare and bare and not said.owners and said.deadline is not None and inner.search(_DUE):
        return OwnerList(span, inner, (), found_by, said.deadline)
    if is_bare and not (bare and _may_be_bare(names, said, rules)):
        return None
    if not said.owners and said.deadline is None and all(rule.kind == "other" for rule in stated):
        return None
    if said.has_duty and not (bare or said.labelled):
        return None  # a sentence in brackets
    vouched = said.vouched and inner.search(_COLON) is not None
    known = is_bare or vouched or said.beside.bare_places
    if not (known or _are_bodies(names, rules) or _are_fields(names, said)):
        said, names = _without_sentences(said, names, rules) if bare and said.has_role else (said, [])
        if not names:
            return None
    ordered = list(zip(said.owners, names, strict=True))
    if len(ordered) > 1:
        ordered.sort(key=lambda pair: pair[0][0].start)
    beside = said.beside
    if found_by == "list-on-lines" and said.sentence is not None:  # the line goes on with the words of the task
        inner = span = span.part(span.start, said.sentence.start).trimmed()
        beside = replace(beside, unread=tuple(why for why in beside.unread if why.span != said.sentence.span))
    return OwnerList(
        span=span,
        inner=inner,
        owners=tuple(
            [
                ListedOwner(written, name, given, rank, block)
                for rank, ((name, given, block), written) in enumerate(ordered, start=1)
            ]
        ),
        found_by=found_by,
        deadline=said.deadline,
        open_tail=beside.open_tail,
        unread=beside.unread,
        rules=stated,
        bare=is_bare,
        contacts=tuple(sorted(beside.contacts, key=_position)) if beside.contacts else (),
        skipped=beside.skipped,
        boundaries=(*opened, *beside.boundaries) if opened else beside.boundaries,
        shields=beside.shields,
    )


def _position(why: Reason) -> int:
    return why.span.start if why.span is not None else 0


def _read_parts(parts: Sequence[TextSpan], rules: Grammar) -> ListSaid:
    owners: list[ReadName] = []
    beside: list[Beside] = []
    due: Deadline | None = None
    labelled = vouched = has_role = has_duty = False
    blocks = 0
    sentence: TextSpan | None = None
    for part in parts:
        for label, block in _labelled_blocks(part, rules):
            kind = label.lastgroup if label is not None else None
            labelled = labelled or (label is not None and kind != "other")
            sentence = None
            if label is not None:
                block, sentence = _without_sentence(block, rules)
                block = unwrapped(block)
            if sentence is not None:
                beside.append(Beside(unread=(Reason("sentence-in-list", sentence.span),)))
            if kind == "deadline":
                when = block.trimmed("，,；;。")
                due = later_deadline(due, _labelled_deadline(when))
            elif kind == "other" and label is not None:
                block, bodies = _before_bodies(block, rules)
                beside.append(Beside(skipped=(_skipped(label, block, rules),)))
                if bodies is not None:  # '牵头领导：某某；市商务局牵头': the list goes on without a label
                    read = read_part(bodies, NO_ROLE, rules, block=blocks)
                    owners += read.names
                    beside.append(read.beside)
                    has_role, blocks = has_role or read.said, blocks + read.blocks
            elif label is None or not says_none(block):
                given = NO_ROLE if label is None else _label_role(label, rules)
                vouched = vouched or kind not in {None, "division", "level"}
                read = read_part(block, given, rules, block=blocks)
                owners += read.names
                if read.beside is not NOTHING:
                    beside.append(read.beside)
                due = later_deadline(due, read.deadline)
                has_role, has_duty = has_role or read.said, has_duty or read.has_duty
                blocks += read.blocks
        blocks += 1
    return ListSaid(owners, together(beside), due, labelled, vouched, has_role or labelled, has_duty, sentence)


def _without_sentence(block: TextSpan, rules: Grammar) -> tuple[TextSpan, TextSpan | None]:
    """The words after a label up to the full stop that ends the list, and the sentence of the task after it."""
    text = block.text
    stop = text.find("。", block.start, block.end)
    while stop >= 0:
        rest = block.part(stop + 1, block.end).trimmed("。")
        if rest and not _goes_on(rest, rules):
            return block.part(block.start, stop), rest
        stop = text.find("。", stop + 1, block.end)
    return block, None


def _goes_on(rest: TextSpan, rules: Grammar) -> bool:
    """Tell whether words after a full stop are of the list: they begin with a body, a date or a rule for other lists."""
    first = split_outside(rest, _BLOCK_ENDS)[0]
    read = read_part(first, NO_ROLE, rules)
    if read.deadline is not None or rest.search(rules.rule_hint) is not None:
        return True
    return bool(read.names) and all(rules.body.search(name.words) for name, _, _ in read.names)


def says_none(block: TextSpan) -> bool:
    """Tell whether the words after a label say that there are no bodies: '配合单位：无'."""
    words = block.trimmed("，,；;。、").words
    return len(words) <= _LONGEST_NONE and table_words().none.fullmatch(words) is not None


def _labelled_deadline(when: TextSpan) -> Deadline | None:
    """The deadline after its label; one without value, schedule or going on when the words were not understood."""
    if not when or table_words().none.fullmatch(when.words):
        return None
    found = read_labelled_deadline(when) or Deadline(None, when.span)
    return replace(found, rule="label-of-deadline")


def _skipped(label: re.Match[str], block: TextSpan, rules: Grammar) -> Reason:
    """Words that a label says are not owners, by the rule of that label."""
    rule = next(name for name, pattern in rules.other_labels if pattern.match(label.group("other")))
    return Reason(rule, Span(min(label.start(), block.start), max(label.end(), block.end)))


def _before_bodies(block: TextSpan, rules: Grammar) -> tuple[TextSpan, TextSpan | None]:
    """The words after a label of people or conditions up to the first block that names a body with its predicate."""
    for found in block.finditer(_LIST_ENDS):
        rest = block.part(found.end(), block.end).trimmed()
        first = split_outside(rest, _BLOCK_ENDS)[0]
        read = read_part(first, NO_ROLE, rules)
        if read.said and read.names and all(rules.strong_body.search(name.words) for name, _, _ in read.names):
            return block.part(block.start, found.start()), rest
    return block, None


def _label_role(label: re.Match[str], rules: Grammar) -> GivenRole:
    name, role = rules.label_roles[label.lastgroup or ""]
    text, end = label.string, label.end()
    if label.group().startswith("主办") and _BESIDE_HOST.search(text, end, min(len(text), end + _NEAR_HOST)):
        return GivenRole("lead", "label-of-host", *label.span())
    return GivenRole(role, name, *label.span())


@functools.lru_cache(maxsize=4096)
def _is_body(name: str) -> bool:
    """Tell whether a name ends as the name of a body does; a plan repeats a few hundred names."""
    return grammar().body.search(name) is not None


@functools.lru_cache(maxsize=4096)
def _is_sentence(name: str) -> bool:
    """Tell whether words say what is done rather than name a body."""
    return grammar().sentence.search(name) is not None


def _are_bodies(names: Sequence[str], rules: Grammar) -> bool:
    """Tell whether names without a label that vouches for them can be owners.

    One name in a longer list may end in a word that the grammar does not know.
    """
    if any(map(_is_sentence, names)):
        return False
    unknown = [name for name in names if not _is_body(name)]
    return not unknown or (len(unknown) * 3 <= len(names) and all(map(rules.unlisted.fullmatch, unknown)))


def _are_fields(names: Sequence[str], said: ListSaid) -> bool:
    """Tell whether names without a label that vouches for them are departments by their fields alone, some or all of them."""
    share_noun = said.beside.open_tail is not None or (said.has_role and len(names) > 1 and _is_body(names[-1]))
    if share_noun and are_fields([name for name in names if not _is_body(name)]):
        return True
    return said.has_role and all(map(names_field, names)) and any(map(names_department, names))


def _without_sentences(said: ListSaid, names: Sequence[str], rules: Grammar) -> tuple[ListSaid, list[str]]:
    """A list without the blocks after its first that name no body; no names are left when its first block names none."""
    bodies = {block for (_, _, block), name in zip(said.owners, names, strict=True) if _is_body(name)}
    first = min((block for _, _, block in said.owners), default=0)
    kept = [(owner, name) for owner, name in zip(said.owners, names, strict=True) if owner[2] in bodies]
    if first not in bodies or not all(rules.strong_body.search(name) for _, name in kept):
        return said, []
    left_out = [owner[0] for owner in said.owners if owner[2] not in bodies]
    unread = tuple(Reason("words-in-list", name.span) for name in left_out)
    beside = together([said.beside, Beside(unread=unread)])
    return replace(said, owners=[owner for owner, _ in kept], beside=beside), [name for _, name in kept]


def _may_be_bare(names: Sequence[str], said: ListSaid, rules: Grammar) -> bool:
    """Tell whether a list that says nothing but names names bodies only, not all of them by a word as general as 市 or 区."""
    if said.beside.titled or any(map(_is_sentence, names)):
        return False
    if said.beside.unread:  # '市商务局、市税务局，资金由市财政局保障': what is beside the names is known not to be one
        beside_names = all(why.rule in _NOT_NAMES for why in said.beside.unread)
        if not (beside_names and names and all(rules.strong_body.search(name) for name in names)):
            return False
    strong = any(
        name in _SHORT_COLLECTIVES
        or (len(name) >= 3 and (name[0] == "各" or name.endswith(_COLLECTIVE) or rules.strong_body.search(name)))
        for name in names
    )
    unknown = [name for name in names if not _is_body(name)]
    is_field = strong or any(map(names_department, names))
    if unknown and len(names) > 1 and is_field and all(map(names_field, unknown)):
        return True  # '住建、财政', '市住建局、财政': nouns left out
    if len(unknown) > 1 and names[-1] not in unknown:  # '市财政、发改、住建局': fields before the noun they share
        return strong and are_fields(unknown)
    return strong and not unknown


def _stated_rules(inner: TextSpan, rules: Grammar) -> tuple[tuple[StatedRule, ...], list[TextSpan]]:
    """The rules a list states, and the list without them."""
    if not inner.search(rules.rule_hint):
        return (), [inner]
    found: list[StatedRule] = []
    rest = [inner]
    scopes = [scope.span() for scope in inner.finditer(rules.scope_notes)]
    for rule in rules.rules:
        left: list[TextSpan] = []
        for part in rest:
            start = part.start
            for match in part.finditer(rule.pattern):
                if match.end() == match.start() or any(
                    begin < match.end() and match.start() < end for begin, end in scopes
                ):
                    continue
                why = Reason(rule.name, Span(*match.span()))
                given = GivenRole(rule.role, rule.name, *match.span(), basis="blanket")
                found.append(StatedRule(rule.kind, why, rule_units(part, match, given, rules)))
                left.append(part.part(start, match.start()))
                start = match.end()
            left.append(part.part(start, part.end))
        rest = left
    if not found:
        return (), [inner]
    rest = [part for part in (_without_edges(part) for part in rest) if part]
    return tuple(sorted(found, key=lambda rule: rule.why.span or inner.span)), rest


def _without_edges(part: TextSpan) -> TextSpan:
    """The rest of a list beside a rule, without the separators and brackets that led to it."""
    bare = part.trimmed("，,；;。、：:（(〔[）)〕]下同 ")
    return part.part(bare.start, part.end).trimmed("，,；;。、 ") if find_brackets(bare).unclosed else bare


def rule_units(part: TextSpan, match: re.Match[str], given: GivenRole, rules: Grammar) -> tuple[ListedOwner, ...]:
    """The owners a rule names for every later list."""
    if "units" not in match.re.groupindex or match["units"] is None:
        return ()
    read = read_part(part.group(match, "units").trimmed("，,；;。、"), given, rules)
    names = [name for name, _, _ in read.names]
    return tuple(
        ListedOwner(written_name(name), name, given, rank)
        for rank, name in enumerate(names, start=1)
        if rules.body.search(written_name(name))
    )


# '市商务局；' before '责任单位：': up to the last sign that no label holds; greedy, so that one look replaces one for each sign
_TO_LAST_STOP = re.compile("(?s:.*)[；;，,。]")
_LONGEST_LABEL = 24
"""Code points: no label, its qualifiers and brackets included, is longer before what it ends in."""


def labels_in(inner: TextSpan, rules: Grammar) -> Iterator[re.Match[str]]:
    """The labels of a list. They are tried only near what one ends in: every second letter of a name is the first of some label."""
    text, at = inner.text, inner.start
    while (ending := _label_end().search(text, at, inner.end)) is not None:
        first = max(at, ending.start() - _LONGEST_LABEL)
        before = _TO_LAST_STOP.match(text, first, ending.start())
        found = rules.labels.search(text, before.end() if before else first, inner.end)
        if found is None:
            return
        yield found
        at = found.end()


def _labelled_blocks(inner: TextSpan, rules: Grammar) -> Iterator[tuple[re.Match[str] | None, TextSpan]]:
    """A list split at its labels: each label (None before the first) with the words up to the next one."""
    text = inner.text
    label: re.Match[str] | None = None
    start = inner.start
    if not inner.search(_may_label()):
        yield None, inner
        return
    first = inner.match(rules.labels)
    if first is not None and not _may_label().search(text, first.end(), inner.end):
        if first.end() < inner.end:
            yield first, inner.part(first.end(), inner.end)
        return
    for found in labels_in(inner, rules):
        note = _NOTE.match(text, found.start() - 1, inner.end) if found.lastgroup == "other" else None
        if note is not None and found.start() > start + 1:  # '甲局（责任人：某某）、乙局': the list goes on after it
            yield label, inner.part(start, note.start())
            yield found, inner.part(note.start(), note.end())
            start = note.end()
            continue
        if found.start() > start:
            before = inner.part(start, found.start())
            qualifier = before.search(_QUALIFIER) if found.lastgroup in _OF_OWNERS else None
            if qualifier is not None and not _is_body(qualifier["word"]):
                before = before.part(before.start, qualifier.start("word"))  # a word of the label that is not known
            if before:
                yield label, before
        if (
            found.lastgroup == "level" and label is not None
        ):  # '责任单位：市级：市民政局；县级：县民政局': the label holds on
            start = found.end()
            continue
        label, start = found, found.end()
    if start < inner.end:
        yield label, inner.part(start, inner.end)
