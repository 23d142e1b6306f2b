"""The answers of a search as lines: what each is called, why it fits, the words around it, and what it opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ...i18n import Lang, Translate, translator
from ...names.search import NameHit
from ...projections.search.everything import FoundAnswers
from ...projections.search.passages import PassageHit
from ...projections.search.phrases import NamesAnswer
from ...wording import class_label
from ..look.formats import number

Opens = Literal["entity", "text", "pair", "all"]
"""What a line opens: the card of an entity, a place in a plan's text, the page of two units, or the list of all that was found."""
# 'id:plan/hefei-2020-2023': the address of a plan has so many parts
_PLAN_PARTS = 2


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A line: `node` is what it opens in the way that `opens` says, `pair` two units and `plan` where they share work.

    `before`, `match` and `after` are words of a passage; `is_sub` is set for a measure under the question that it answers.
    """

    opens: Opens
    node: str
    title: str
    why: str = ""
    before: str = ""
    match: str = ""
    after: str = ""
    is_sub: bool = False
    plan: str = ""
    pair: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """Lines of one sort under a title ('' for none); `has_more` says that the sort has lines which are not among them."""

    sort: str
    title: str
    lines: tuple[FoundLine, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Most:
    """At most so many lines of each sort: questions, measures under a question, numbers, names, passages."""

    questions: int
    measures: int
    numbered: int
    names: int
    passages: int


WHILE_TYPING = Most(questions=3, measures=2, numbered=3, names=6, passages=4)
ON_A_PAGE = Most(questions=30, measures=200, numbered=30, names=30, passages=30)


def found_groups(
    found: FoundAnswers, labels: Mapping[str, str], places: Mapping[str, str], lang: Lang, most: Most
) -> list[FoundGroup]:
    """The lines of what was found, by sort, without the sorts that found nothing.

    Args:
        found: `projections.search.find_everything`.
        labels: names of `nodes_of(found)`.
        places: of measures, tasks and areas, as their plan numbers them; those of `plans_of(found, most)`.
        lang: language of the words.
        most: at most so many lines.
    """
    _ = translator(lang)
    asked = [line for one in found.questions[: most.questions] for line in _question(one, labels, places, most, lang)]
    numbered = [_numbered(node, labels, places) for node in found.numbered[: most.numbered]]
    names = [_name(hit, labels) for hit in found.names[: most.names]]
    passages = [_passage(hit, labels, places, _) for hit in found.passages.hits[: most.passages]]
    alike = [_name(hit, labels) for hit in found.alike]
    groups = [
        FoundGroup("questions", "", tuple(asked), len(found.questions) > most.questions),
        FoundGroup("numbers", _("By number"), tuple(numbered), len(found.numbered) > most.numbered),
        FoundGroup("names", _("Names"), tuple(names), len(found.names) > most.names),
        FoundGroup(
            "passages",
            _("In the plans' words"),
            tuple(passages),
            found.passages.has_more or len(found.passages.hits) > most.passages,
        ),
        FoundGroup("alike", _("Nothing has this name. Did you mean"), tuple(alike)),
    ]
    return [group for group in groups if group.lines]


def nodes_of(found: FoundAnswers) -> Iterator[str]:
    """The nodes whose names the lines need."""
    for answer in found.questions:
        yield from filter(None, (*answer.nodes, answer.plan))
    for node in (*found.numbered, *(hit.passage.node for hit in found.passages.hits)):
        yield from (node, plan_of(node))
    yield from filter(None, (plan_of(hit.node) for hit in found.names))


def plans_of(found: FoundAnswers, most: Most) -> set[str]:
    """The plans whose numbering the lines name places by."""
    nodes = [node for answer in found.questions[: most.questions] for node, _label in answer.measures[: most.measures]]
    nodes += [*found.numbered[: most.numbered], *(hit.passage.node for hit in found.passages.hits[: most.passages])]
    return set(filter(None, map(plan_of, nodes)))


def plan_of(node: str) -> str:
    """The plan that a node belongs to; '' for one of none, and for a plan itself.

    Examples:
        >>> plan_of("id:plan/x/3/1"), plan_of("id:plan/x"), plan_of("id:unit/a")
        ('id:plan/x', '', '')
    """
    parts = node.split("/")
    return "/".join(parts[:_PLAN_PARTS]) if parts[0] == "id:plan" and len(parts) > _PLAN_PARTS else ""


def _question(
    answer: NamesAnswer, labels: Mapping[str, str], places: Mapping[str, str], most: Most, lang: Lang
) -> Iterator[FoundLine]:
    """A question as the line that opens all of its answer, and its first measures."""
    _ = translator(lang)
    names = [labels.get(node, node) for node in answer.nodes]
    count = number(len(answer.measures), lang)
    if answer.kind == "shared" and not answer.measures:
        said = (
            _("{one} and {other} share no measure")
            if answer.plan
            else _("{one} and {other} share no measure: no plan names both")
        )
        title = said.format(one=names[0], other=names[1])
    elif answer.kind == "shared":
        said = (
            _("{one} and {other} share 1 measure")
            if len(answer.measures) == 1
            else _("{one} and {other} share {count} measures")
        )
        title = said.format(one=names[0], other=names[1], count=count)
    elif answer.kind == "about":
        said = (
            _("{unit} on {topic}: 1 measure") if len(answer.measures) == 1 else _("{unit} on {topic}: {count} measures")
        )
        title = said.format(unit=names[0], topic=names[1], count=count)
    else:
        said = (
            _("{unit}: 1 measure with the words “{words}”")
            if len(answer.measures) == 1
            else _("{unit}: {count} measures with the words “{words}”")
        )
        title = said.format(unit=names[0], words=answer.words, count=count)
    pair = (answer.nodes[0], answer.nodes[1]) if answer.kind == "shared" else None
    sort = class_label(answer.groups[1], _) if answer.kind == "about" else ""
    why = " · ".join(filter(None, (sort, labels.get(answer.plan, ""))))
    opens: Opens = "all" if pair is None else "pair" if answer.plan else "entity"  # a pair is looked at in a plan
    yield FoundLine(opens, answer.nodes[0], title, why, plan=answer.plan, pair=pair if answer.plan else None)
    for node, label in answer.measures[: most.measures]:
        yield FoundLine("text", node, label, places.get(node, ""), is_sub=True, plan=answer.plan)


def _numbered(node: str, labels: Mapping[str, str], places: Mapping[str, str]) -> FoundLine:
    plan = plan_of(node)
    return FoundLine(
        "entity",
        node,
        labels.get(node, node),
        " · ".join(filter(None, (places.get(node, ""), labels.get(plan, "")))),
        plan=plan,
    )


def _name(hit: NameHit, labels: Mapping[str, str]) -> FoundLine:
    plan = plan_of(hit.node)
    why = (hit.kind, hit.found_by, hit.why, labels.get(plan, "") if plan else "")
    return FoundLine("entity", hit.node, hit.label, " · ".join(filter(None, why)), plan=plan)


def _passage(hit: PassageHit, labels: Mapping[str, str], places: Mapping[str, str], _: Translate) -> FoundLine:
    node, plan = hit.passage.node, hit.passage.plan
    if hit.passage.sort == "target":  # its words are its name
        why = " · ".join(filter(None, (class_label("Target", _), labels.get(plan, ""))))
        return FoundLine("entity", node, labels.get(node, node), why, plan=plan)
    facts = (places.get(node, ""), labels.get(plan, ""), _("our summary") if hit.passage.sort == "summary" else "")
    why = " · ".join(filter(None, facts))
    return FoundLine("text", node, labels.get(node, node), why, hit.before, hit.match, hit.after, plan=plan)


def line_count(groups: Iterable[FoundGroup]) -> int:
    """The number of lines in all."""
    return sum(len(group.lines) for group in groups)
