"""The grammar of owner lists: `grammar.toml` compiled once."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model import Basis, Reason, Role, Span, TextSpan
from ...text.lexicon import owner_labels
from ...text.lexicon.bodies import after_body, body_ending, strong_endings, weak_endings
from ...text.lexicon.dates import YEAR
from ...text.word_lists import alternatives, starting
from .owner_list import GivenRole, RuleKind

# '责任单位 市商务局', '责任单位 各县区': the first letter of a body after such a label
_NAME_START = "[省市县区州各]"
# '（责任单位市商务局）': after a label of four letters that opens a block, and before a body's name
_COLON_LOST = (
    "(?:(?<=[(（〔【，,；;。、 \n]..单位)|(?<=[(（〔【，,；;。、 \n]..部门))(?=[省市县区州][\u4e00-\u9fff]{1,12}ENDING)"
)
# '各区县（含高新区）': what opens a bracket at the end of a body's name
_LIST_OPENERS = "(（[［〔【〈﹝"


# '市商务局 牵头 市税务局 配合': what may be around a predicate
_BLANKS = " \t\u3000"
# '[责任单位]市商务局', '（责任单位）市商务局': brackets around a label that no name is before
_BOX_OPENS, _BOX_CLOSES = r"\[［〔〈<＜《（(", r"\]］〕〉>＞》）)"
# '【完成时间】', '【责任人】': what labels of dates and people in brackets end in
_BOXED_ENDS = "时限|时间|期限|节点|安排|要求|进度|期程|任人|领导|责人|系人"
# '责': a letter of a label
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class RolePattern:
    """A named pattern whose match gives a role; `basis` is 'rule' where the document explains the mark elsewhere."""

    name: str
    role: Role
    pattern: re.Pattern[str]
    basis: Basis = "explicit"

    def given(self, start: int, end: int) -> GivenRole:
        """The role, given by the words `start:end` of the text."""
        return GivenRole(self.role, self.name, start, end, self.basis)


@dataclass(frozen=True, slots=True)
class RulePattern:
    """One way to state a rule for later lists; `role` is what the units it names get."""

    name: str
    kind: RuleKind
    pattern: re.Pattern[str]
    role: Role


@dataclass(frozen=True, slots=True)
class Grammar:
    """Compiled patterns; see `grammar.toml` for what each is for.

    `labels` finds a label and its colon inside a list, `line_labels` one that may open a list in running text; the
    group that matched is a key of `label_roles` (a name of the rule and its role), or 'other' or 'deadline'.
    `plain_name` is a name with nothing in it that needs a second look: no conjunction, tail, mark, bracket, number or
    blank; `plain_names` are such names joined by 、. `predicates` are anchored at the end of a block, `predicate_ends`
    are the words one of which a block with a predicate ends in, `predicate_letters` all characters of predicates. The
    groups of `joint`, `conjunction` and `order_presupposed` are the names of their entries; `collective_rule` tells which
    entry an owner found by `find_collectives` is by, because groups would slow that search down. `rare_letters` are those one of
    which every collective with an open beginning holds.
    """

    labels: re.Pattern[str]
    line_labels: re.Pattern[str]
    label_roles: dict[str, tuple[str, Role]]
    other_labels: tuple[tuple[str, re.Pattern[str]], ...]
    predicates: tuple[RolePattern, ...]
    predicate_ends: tuple[str, ...]
    predicate_letters: str
    adverbs: re.Pattern[str]
    duties: tuple[RolePattern, ...]
    run_on: re.Pattern[str]
    joint: re.Pattern[str]
    marks: tuple[RolePattern, ...]
    conjunction: re.Pattern[str]
    collectives: re.Pattern[str]
    rare_letters: str
    scope_notes: re.Pattern[str]
    sentence: re.Pattern[str]
    unlisted: re.Pattern[str]
    body: re.Pattern[str]
    strong_body: re.Pattern[str]
    plain_name: re.Pattern[str]
    plain_names: re.Pattern[str]
    rules: tuple[RulePattern, ...]
    rule_hint: re.Pattern[str]
    others_support: re.Pattern[str]
    order_presupposed: re.Pattern[str]
    open_tail: re.Pattern[str]
    phone: re.Pattern[str]
    person: re.Pattern[str]
    in_charge: re.Pattern[str]
    post: re.Pattern[str]
    opening: re.Pattern[str]
    note: re.Pattern[str]
    report: re.Pattern[str]
    manner: re.Pattern[str]
    refers_back: re.Pattern[str]
    likely: re.Pattern[str]


def read_table() -> dict[str, Any]:
    """The grammar file and the labels of the lexicon as written, examples included."""
    table = tomllib.loads(Path(__file__).with_name("grammar.toml").read_text("utf-8"))
    return {**owner_labels.read_table(), **table}


def _any_of(entries: Iterable[dict[str, Any]]) -> str:
    return "|".join(f"(?:{entry['pattern']})" for entry in entries)


def _named(entries: Iterable[dict[str, Any]], *, begins: str = "") -> re.Pattern[str]:
    """Any of some entries; the group that matched has the name of its entry.

    Args:
        entries: of the table.
        begins: the letters they begin with, where they are declared.
    """
    either = "|".join(f"(?P<{entry['name'].replace('-', '_')}>{entry['pattern']})" for entry in entries)
    return re.compile(f"(?=[{begins}])(?:{either})" if begins else either)


def reason(found: re.Match[str]) -> Reason:
    """The entry of a table that a match of `joint`, `conjunction` or `order_presupposed` belongs to, with its words."""
    return Reason((found.lastgroup or "").replace("_", "-"), Span(*found.span()))


def _collectives(table: dict[str, Any]) -> re.Pattern[str]:
    """Any of the collectives that begin with one of few letters, tried at these only."""
    common = [entry for entry in table["collective"] if "holds" not in entry]
    return re.compile(f"(?=[{table['collectives']['begins']}])(?:{_any_of(common)})")


@functools.cache
def _any_collective() -> re.Pattern[str]:
    """Any collective at all, also those with an open beginning; most documents have none of these, and making it takes long."""
    table = read_table()
    rare = [entry for entry in table["collective"] if "holds" in entry]
    return re.compile(f"{grammar().collectives.pattern}|{_any_of(rare)}")


def find_collectives(part: TextSpan, rules: Grammar) -> Iterator[re.Match[str]]:
    """The collectives in a part of a list; those that may begin anywhere cost most, so their letters are looked for first."""
    is_rare = any([part.text.find(letter, part.start, part.end) >= 0 for letter in rules.rare_letters])
    return part.finditer(_any_collective() if is_rare else rules.collectives)


def collective_rule(owner: TextSpan, inner: TextSpan) -> Reason:
    """The entry by which words of a list are one owner although they hold a separator: the first that fits, as in search."""
    for name, pattern in _collective_entries():
        found = pattern.match(owner.text, owner.start, inner.end)
        if found and found.end() == owner.end:
            return Reason(name, owner.span)
    raise ValueError(f"no collective: {owner.words}")


@functools.cache
def _collective_entries() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return _entries(read_table()["collective"])


def _entries(entries: Iterable[dict[str, Any]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Some entries of the table one by one: the name and the pattern of each."""
    return tuple((entry["name"], re.compile(entry["pattern"])) for entry in entries)


def _label_patterns(table: dict[str, Any], *, bare: bool) -> re.Pattern[str]:
    qualifier = f"(?:{alternatives(table['qualifiers'])})?"
    nouns = rf"(?:{alternatives(table['nouns'])})(?:[1-9一二三①-⑨](?=\s?[:：]))?"  # '牵头单位1：'
    words = [*table["qualifiers"], *(verb for entry in table["label"] for verb in owner_labels.verbs_of(entry))]
    # '技术支持：' is not a label: no word comes before one without its noun, except a body's name ('市商务局牵头：')
    no_word_before = f"{starting(words)}(?:(?<![\u4e00-\u9fff])|{after_body('labels')})"
    colon_lost = _COLON_LOST.replace("ENDING", body_ending("labels"))
    noun_ends = "|".join(owner_labels.short_nouns())
    named = rf"(?:{_NAME_START}|[\u4e00-\u9fff]{{2,12}}?{body_ending('labels')}(?![\u4e00-\u9fff]))"
    blank = rf"(?<={noun_ends})[ \t\u3000\n]{{1,4}}(?={named})"
    owners = "|".join(
        f"(?P<{entry['role']}>{qualifier}(?:{alternatives(owner_labels.verbs_of(entry))}){nouns}"
        + (f"|{no_word_before}{qualifier}(?:{alternatives(entry['verbs'])}))" if bare else ")")
        for entry in table["label"]
    )
    other = f"(?P<other>{_any_of(table['other_label'])})"
    deadline = rf"(?P<deadline>{_any_of(table['deadline_label'])})"
    division = f"(?P<division>{alternatives(table['labels']['divisions'])})"
    level = rf"|(?P<level>(?<![\u4e00-\u9fff])(?:{table['labels']['levels']}))\s{{0,3}}[:：]\s*" if bare else ""
    told = rf"|(?<={noun_ends})(?:为|是)(?=[\u4e00-\u9fff])|{colon_lost}" if bare else ""
    dash = rf"|(?<={noun_ends})\s?(?:[—–－-]{{1,2}}>?|→|[/／])\s?(?={_NAME_START})"
    boxed = rf"(?(boxed)(?<={noun_ends}|{_BOXED_ENDS})[】{_BOX_CLOSES}][:：]?\s*(?=[^\s、，,；;。]|$)|(?!))"
    patterns = [entry["pattern"] for kind in ("other_label", "deadline_label") for entry in table[kind]]
    letters = "".join(
        _HAN.findall("".join([*patterns, table["labels"]["levels"]]))
    )  # theirs, the first ones among them
    begins = starting(["【", *_BOX_OPENS.replace("\\", ""), *letters, *words, *table["labels"]["divisions"]])
    return re.compile(
        rf"{begins}(?P<boxed>【(?=[^【】:：]{{2,8}}】)|(?!{after_body('labels')})[{_BOX_OPENS}](?=[^{_BOX_OPENS}{_BOX_CLOSES}:：]{{2,8}}[{_BOX_CLOSES}])|(?<![{_BOX_OPENS}【]))?(?:(?:{other}|{owners}|{division})(?:\s{{0,3}}[:：]\s*|{boxed}|{blank}{dash}{told}){level}"
        rf"|{deadline}(?:\s{{0,3}}(?:[:：为]\s*|(?={YEAR}年))|{boxed}))"
    )


def _predicates(table: dict[str, Any]) -> tuple[RolePattern, ...]:
    filler = f"(?:{alternatives([*table['predicates']['adverbs'], *table['predicates']['verbs']])})"
    adverbs = f"(?:{alternatives(table['predicates']['adverbs'])})*"
    enders = f"(?:{alternatives(table['predicates']['enders'])})"
    found = []
    for entry in table["predicate"]:
        if entry["key"]:
            pattern = f"{adverbs}(?:{alternatives(entry['key'])}){filler}{{0,4}}$"
        else:
            pattern = f"{filler}{{0,5}}{enders}$"
        found.append(RolePattern(entry["name"], entry["role"], re.compile(pattern)))
    return tuple(found)


@functools.cache
def grammar() -> Grammar:
    """The compiled grammar."""
    table = read_table()
    predicates = table["predicates"]
    keys = [key for entry in table["predicate"] for key in entry["key"]]
    bracketed = rf"(?:\s?[{re.escape(_LIST_OPENERS)}][^()（）〔〕\[\]［］【】〈〉]*[)）〕\]］】〉]?)?$"
    strong, weak = alternatives(strong_endings()), alternatives(weak_endings())
    plain = rf"(?![请会其按]|根据|依据|围绕|结合)[^等及和与并以由报①-⑳\s\W\d_]{{1,36}}(?:{strong})"
    verbs = [verb for entry in table["label"] for verb in entry["verbs"]]
    return Grammar(
        labels=_label_patterns(table, bare=True),
        line_labels=_label_patterns(table, bare=False),
        label_roles={
            "division": ("label-division", "responsible"),
            "level": ("label-level", "responsible"),
            **{entry["role"]: (entry["name"], entry["role"]) for entry in table["label"]},
        },
        other_labels=_entries(table["other_label"]),
        predicates=_predicates(table),
        predicate_ends=tuple({*keys, *predicates["verbs"], *predicates["enders"]}),
        predicate_letters="".join(
            {*"".join([*keys, *predicates["adverbs"], *predicates["verbs"], *predicates["enders"]])}
        ),
        adverbs=re.compile(f"(?:{alternatives(predicates['adverbs'])})+"),
        duties=tuple(
            RolePattern(
                entry["name"],
                entry["role"],
                re.compile(rf"(?:{alternatives(entry['verbs'])})(?!解释)(?P<object>[\u4e00-\u9fff、]{{2,14}})$"),
            )
            for entry in table["duty"]
        ),
        run_on=re.compile(
            rf"{starting([*keys, '负责', '按职', *_BLANKS])}{after_body('labels')}[{_BLANKS}]{{0,2}}(?:{alternatives(keys)}|(?:按职责(?:分工)?)?负责(?:落实)?)[、{_BLANKS}]{{0,2}}(?=[省市县区州各])"
        ),
        joint=_named(
            sorted(table["joint"], key=lambda entry: -len(entry["pattern"])), begins=table["joints"]["begins"]
        ),
        marks=tuple(
            RolePattern(entry["name"], entry["role"], re.compile(entry["pattern"]), entry.get("basis", "explicit"))
            for entry in table["mark"]
        ),
        conjunction=_named(table["conjunction"]),
        collectives=_collectives(table),
        rare_letters="".join([entry["holds"] for entry in table["collective"] if "holds" in entry]),
        scope_notes=re.compile(table["body"]["scope_note"]),
        sentence=re.compile(table["body"]["sentence"]),
        unlisted=re.compile(table["body"]["unlisted"]),
        body=re.compile(rf"(?:{strong}|{weak}|[*]|^{table['body']['weak_pattern']}){bracketed}"),
        strong_body=re.compile(rf"(?:{strong}){bracketed}"),
        plain_name=re.compile(plain),
        plain_names=re.compile(f"{plain}(?:、{plain})*"),
        rules=tuple(
            RulePattern(entry["name"], entry["kind"], re.compile(entry["pattern"]), entry["role"])
            for entry in table["rule"]
        ),
        rule_hint=re.compile(
            "参照|比照|以下|下同|不再|均为|都为|括号|逗号|牵头单位，|为牵头|为总牵头|是牵头|首位|第一"
        ),
        others_support=re.compile(table["others"]["pattern"]),
        order_presupposed=_named(table["order_presupposed"]),
        open_tail=re.compile(table["open_tail"]["pattern"]),
        phone=re.compile(table["contact"]["phone"]),
        person=re.compile(table["contact"]["person"]),
        in_charge=re.compile("|".join(table["contact"]["in_charge"]).replace("SURNAME", table["contact"]["surnames"])),
        post=re.compile(table["contact"]["post"]),
        note=re.compile(table["note"]["pattern"]),
        report=re.compile(table["report"]["pattern"]),
        manner=re.compile(table["manner"]["pattern"]),
        refers_back=re.compile(table["refers_back"]["pattern"]),
        opening=re.compile(table["opening"]["pattern"]),
        likely=re.compile("|".join(sorted({*verbs, *keys, ":", "：", "负责", "落实"}))),
    )
