"""Findings in words: what is shared, how far the plan coordinates it, and the measures side by side."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...analysis.findings.coordination import Owners
from ...analysis.findings.records import Common, Coordination, CoordinationLevel, Finding, FindingClass, RuleId
from ...i18n import Lang, Translate, translator
from ...model.kinds import Standing, standing, strength
from ...projections.clauses import NamedThing, PlanClauses, WorkClause
from ...verdicts.kinds import VerdictKind, WorkState
from ..look.formats import place_words
from .marked import Piece, marked

_NAMED = 4
"""Names that a sentence lists; the rest are counted."""


@dataclass(frozen=True, slots=True)
class FindingNames:
    """The names of everything that the findings of a plan speak of, by CURIE, in one language."""

    labels: Mapping[str, str]
    wholes: Mapping[str, str]

    def __getitem__(self, node: str) -> str:
        return self.labels.get(node, node)


@dataclass(frozen=True, slots=True)
class ClauseOwnerLine:
    """An owner of a measure: its role, how that is known, and whether it owns another measure of the finding as well.

    One that carries work out wherever it is (各县（市、区）政府) brings no others together, and is not shared by that.
    """

    unit: str
    label: str
    role: str
    standing: Standing
    is_shared: bool


@dataclass(frozen=True, slots=True)
class FindingSide:
    """One measure of a finding with its owners; `text` is '' where the workspace does not hold the plan's words.

    `phrases` are the words and names that the finding is about.
    `is_isolated`: it shares no unit with the others, some of which share one. `is_changed`: it is not what it was when somebody decided.
    """

    item: str
    path: str
    label: str
    task: str
    task_label: str
    text: str
    summary: str
    phrases: tuple[str, ...]
    owner_list: str
    owners: tuple[ClauseOwnerLine, ...]
    start: int
    end: int
    is_isolated: bool
    is_changed: bool

    @property
    def said(self) -> tuple[Piece, ...]:
        """The text, or the summary, with the words marked that the finding is about."""
        return marked(self.text or self.summary, self.phrases)


def names_of(clauses: PlanClauses, lang: Lang | None = None) -> FindingNames:
    """The names that a plan's measures give: of units, things, topics, and of the measures themselves.

    Args:
        clauses: read in the language that is shown.
        lang: places of measures are in words of this language; as commands print them when None.
    """
    labels = {owner.unit: owner.label for clause in clauses.clauses for owner in clause.owners}
    labels |= {node: thing.label for node, thing in clauses.things.items()}
    labels |= {node: topic.label for node, topic in clauses.topics.items()}
    labels |= {clause.item: place_of(clause, lang) for clause in clauses.clauses}
    wholes = {thing.whole: thing.whole_label for thing in clauses.things.values() if thing.whole}
    return FindingNames({**labels, **wholes}, wholes)


def place_of(clause: WorkClause, lang: Lang | None = None) -> str:
    """A measure by its place in the plan: '三/(三)/4 m1', or in words of a language.

    Examples:
        >>> place_of(WorkClause("id:plan/p/3/3/4/m1", "", "", "", "", "三/(三)/4", 0, ()))
        '三/(三)/4 m1'
    """
    place = f"{clause.path} {clause.item.rsplit('/', 1)[-1]}".strip()
    return place if lang is None else place_words(place, lang)


def title_of(finding: Finding, names: FindingNames, lang: Lang) -> str:
    """The subject of a finding, in a few words."""
    _ = translator(lang)
    common = finding.common
    if finding.rule in {"same-words", "same-object"}:
        return _("“{words}”").format(words=_many(common.words, _))
    if finding.rule == "parts-of-one":
        return _("Parts of {whole}").format(whole=_whole(common, names))
    if finding.rule == "platforms-of-fields":
        return _("Platforms for {fields}").format(fields=_named(common.nodes, names, _))
    return _named(common.nodes, names, _)


def sentence_of(finding: Finding, names: FindingNames, lang: Lang) -> str:
    """A finding in one sentence: what is shared under which leads, and how far the plan brings the units together."""
    _ = translator(lang)
    what = _common_words(finding, names, _)
    return _("{what}; {how}.").format(what=what, how=coordination_words(finding.coordination, names, _))


def nothing_found(clauses: PlanClauses, _: Translate) -> str:
    """The words for a plan without findings; where some measures could not be compared, how many were."""
    told = _(
        "No measures under different leads share a thing, a topic or words that the plan does not already coordinate."
    )
    owners = Owners(clauses.clauses)
    compared = len(owners.in_order(owners.clauses))
    if compared == len(clauses.clauses):
        return told
    left = _("Compared were {compared} of {count} measures: the others name no unit of their own, which Gaps lists.")
    return f"{told} {left.format(compared=compared, count=len(clauses.clauses))}"


def coordination_words(held: Coordination, names: FindingNames, _: Translate) -> str:
    """A level of coordination in words, with the units that it rests on."""
    if held.is_swapped:
        return _("the leads own all of these measures and lead in turn")
    return {
        "none": _("no unit owns two of these measures"),
        "outsider": _("{most} owns all but {isolated}, which shares no unit with the others"),
        "islands": _("they fall into {islands} groups without a common unit"),
        "chain": _("no unit owns all of these measures; {most} owns {most_count} of them"),
        "member": _("{everywhere} owns all of these measures but leads none"),
        "leader": _("{everywhere} owns all of these measures"),
    }[held.level].format(
        most=names[held.most],
        most_count=held.most_count,
        isolated=_named(held.isolated, names, _),
        islands=held.islands,
        everywhere=_named(held.everywhere, names, _),
    )


def also_words(also: Iterable[Common], names: FindingNames, _: Translate) -> list[str]:
    """Everything else that the measures of a finding have in common, one line for each rule and cause."""
    return [
        _("{rule}: {what}").format(
            rule=rule_label(common.rule, _),
            what=_many(common.words, _) if common.words else _named(common.nodes, names, _),
        )
        for common in also
    ]


def sides_of(
    finding: Finding, clauses: PlanClauses, changed: Sequence[str] = (), lang: Lang | None = None
) -> list[FindingSide]:
    """The measures of a finding in reading order.

    Args:
        finding: whose measures.
        clauses: of its plan, in the language shown.
        changed: measures that are not what they were at the latest verdict.
        lang: as for `names_of`.
    """
    known = {clause.item: clause for clause in clauses.clauses}
    phrases = _phrases(finding, clauses)
    return [_side(known[item], finding, phrases, item in changed, lang) for item in finding.items]


def beside_of(finding: Finding, clauses: PlanClauses, lang: Lang | None = None) -> list[tuple[str, str, str]]:
    """The measures that touch the same but have a unit in common with one of the finding's: node, place, name; in reading order."""
    known = {clause.item: clause for clause in clauses.clauses}
    found = (known[item] for item in finding.common.beside)
    return [(clause.item, place_of(clause, lang), clause.label) for clause in found]


def _phrases(finding: Finding, clauses: PlanClauses) -> tuple[str, ...]:
    """Everything that the measures of a finding say alike: words, and names of things and topics."""
    nodes = finding.common.nodes
    things = (name for node in nodes if node in clauses.things for name in _names_of_thing(clauses.things[node]))
    topics = (clauses.topics[node].label for node in nodes if node in clauses.topics)
    return (*finding.common.words, *things, *topics)


def _names_of_thing(thing: NamedThing) -> tuple[str, str]:
    return thing.name, thing.label


def _side(
    clause: WorkClause, finding: Finding, phrases: tuple[str, ...], is_changed: bool, lang: Lang | None
) -> FindingSide:
    shared = finding.coordination.shared
    return FindingSide(
        item=clause.item,
        path=place_of(clause, lang),
        label=clause.label,
        task=clause.task,
        task_label=clause.task_label,
        text=clause.text,
        summary=clause.summary,
        phrases=phrases,
        owner_list=clause.owner_list,
        owners=tuple(
            ClauseOwnerLine(owner.unit, owner.label, owner.role, standing(owner.basis), owner.unit in shared)
            for owner in clause.owners
        ),
        start=clause.start,
        end=clause.end,
        is_isolated=clause.item in finding.coordination.isolated and finding.coordination.level != "none",
        is_changed=is_changed,
    )


def _common_words(finding: Finding, names: FindingNames, _: Translate) -> str:
    common, leads = finding.common, finding.coordination.leads
    who = _("whose lists begin with {leads}") if finding.coordination.names_no_lead else _("led by {leads}")
    hub = common.cause if finding.rule == "platforms-of-fields" else ""
    return {
        "same-thing": _("{count} measures {who} build, support or use {things}"),
        "parts-of-one": _("{count} measures {who} build, support or use parts of {whole}"),
        "platforms-of-fields": _("The platform of {hub} covers {things}, for which other measures build their own, under {number} leads in all"),
        "like-names": _("{count} measures {who} work on things with like names: {things}"),
        "same-words": _("{count} measures {who} say nearly the same: “{words}”"),
        "same-object": _("{count} measures {who} name the same object: “{words}”"),
        "same-technology": _("{count} measures {who} are about {things}"),
        "same-field": _("{count} measures {who} are in the field {things}"),
    }[finding.rule].format(
        count=len(finding.items),
        number=len(leads),
        who=who.format(leads=_named(leads, names, _)),
        things=_named(common.nodes, names, _),
        whole=_whole(common, names),
        hub=names[hub],
        words=_many(common.words, _),
    )  # fmt: skip


def _whole(common: Common, names: FindingNames) -> str:
    return names.wholes.get(common.cause) or next(iter(common.words), "")


def _named(nodes: Sequence[str], names: FindingNames, _: Translate) -> str:
    return _many([names[node] for node in nodes], _)


def _many(words: Sequence[str], _: Translate) -> str:
    """Words in a row, at most `_NAMED`, then how many more."""
    if not words:
        return ""
    rest = len(words) - _NAMED
    last = _("{rest} more").format(rest=rest) if rest > 0 else words[-1]
    first = words[:_NAMED] if rest > 0 else words[:-1]
    if not first:
        return last
    shown = functools.reduce(lambda one, other: _("{one}, {other}").format(one=one, other=other), first)
    return _("{one} and {other}").format(one=shown, other=last)


# --- names of the closed vocabularies


def class_name(found: FindingClass, _: Translate) -> str:
    """A class of findings; neutral, because duplication is for a person to say."""
    return {
        "fragmentation": _("fragmentation"),
        "overlap": _("possible overlap"),
        "duplication-candidate": _("duplication candidate"),
    }[found]


def class_rule(found: FindingClass, _: Translate) -> str:
    """The rule by which a finding has a class."""
    return {
        "fragmentation": _("Several leads each work on a part of one field, technology or thing."),
        "overlap": _(
            "Measures under different leads build similar things, work on the same object, or one builds what another uses."
        ),
        "duplication-candidate": _(
            "Measures under different leads build or support the same thing, or say the same. A person decides whether it is duplication."
        ),
    }[found]


def rule_label(rule: RuleId, _: Translate) -> str:
    """A rule by what it finds measures to have in common, in a few words."""
    return {
        "same-thing": _("the same thing"),
        "same-words": _("nearly the same words"),
        "parts-of-one": _("parts of one thing"),
        "like-names": _("things with like names"),
        "platforms-of-fields": _("platforms that draw on each other"),
        "same-object": _("the same object in words"),
        "same-technology": _("the same technology"),
        "same-field": _("the same field"),
    }[rule]


def level_label(level: CoordinationLevel, _: Translate) -> str:
    """A level of coordination, in a few words."""
    return {
        "none": _("no common unit"),
        "outsider": _("one measure outside"),
        "islands": _("groups without a common unit"),
        "chain": _("no unit owns all"),
        "member": _("a unit owns all, leads none"),
        "leader": _("a lead owns all"),
    }[level]


def verdict_label(kind: VerdictKind, _: Translate) -> str:
    """A kind of verdict."""
    return {
        "legitimate": _("legitimate co-lead"),
        "clarify": _("clarify the lead"),
        "merge": _("merge"),
        "split": _("split"),
        "not-overlap": _("not an overlap"),
        "later": _("later"),
    }[kind]


def verdict_meaning(kind: VerdictKind, _: Translate) -> str:
    """The meaning of a kind of verdict, in a sentence."""
    return {
        "legitimate": _("The units should lead or carry this together; nothing need change."),
        "clarify": _("The work may stay as it is, but the plan has to say who leads."),
        "merge": _("It is one piece of work and should have one lead."),
        "split": _("One measure holds different matters, each of which needs its own owner."),
        "not-overlap": _("The measures do different or complementary things."),
        "later": _("Seen, not decided now; it stays on the list."),
    }[kind]


def state_label(state: WorkState, _: Translate) -> str:
    """The state of a finding in the work."""
    return {
        "undecided": _("undecided"),
        "changed": _("changed since decided"),
        "later": _("put off"),
        "decided": _("decided"),
    }[state]


# --- the picture of the units of a finding


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of a finding with its role in each measure ('' for none); `count` is in how many it has one."""

    unit: str
    label: str
    roles: tuple[str, ...]
    count: int


def unit_rows(finding: Finding, clauses: PlanClauses) -> list[UnitRow]:
    """The units of the measures of a finding by measure, those that own most first.

    Args:
        finding: whose measures.
        clauses: of its plan, in the language shown.
    """
    known = {clause.item: clause for clause in clauses.clauses}
    order: dict[str, str] = {}
    roles: dict[tuple[str, str], str] = {}
    for item in finding.items:
        for owner in known[item].owners:
            order.setdefault(owner.unit, owner.label)
            roles[owner.unit, item] = min(owner.role, roles.get((owner.unit, item), owner.role), key=strength)
    rows = [
        UnitRow(unit, label, told := tuple(roles.get((unit, item), "") for item in finding.items), sum(map(bool, told)))
        for unit, label in order.items()
    ]
    leads = set(finding.coordination.leads)
    return sorted(rows, key=lambda row: (-row.count, row.unit not in leads))
