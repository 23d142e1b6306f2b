"""Subjects whose usual body owns nothing in the plan."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ....projections.clauses import WorkClause
from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule
from ..wording import said_by_measures

_MOST_UNKNOWN = 0.5
# '提升监管。完善消防设施，推广智能预警': a heading and the first part of a sentence say what a measure is about
_PART = re.compile("[，。；：、]")


@dataclass(frozen=True, slots=True)
class _Subject:
    """A subject: what words say that a measure is about it, and what the names of its bodies contain."""

    name: Mapping[str, str]
    words: re.Pattern[str]
    body: Mapping[str, str]
    bodies: tuple[str, ...]


@functools.cache
def _subjects() -> tuple[_Subject, ...]:
    declared = tomllib.loads(Path(__file__).with_name("usual_bodies.toml").read_text("utf-8"))
    # '消防|火灾': the words of a subject as the file lists them
    return tuple(
        _Subject(row["subject"], re.compile("|".join(row["words"])), row["body"], tuple(row["bodies"]))
        for row in declared["usual"]
    )


def find(facts: GapFacts) -> Checked:
    """Find the subjects that measures speak of while no body that usually has them owns any measure of the plan.

    A measure that mentions a subject among others is not about it: it is where its heading, its first words or a thing that it
    builds says so. Where most owners are not known (the rooms of one bureau), it cannot be said who is absent.
    """
    owners = {owner.unit: owner for clause in facts.measures for owner in clause.owners}
    unknown = sum(owner.type == "az:UnresolvedUnit" for owner in owners.values())
    if unknown > _MOST_UNKNOWN * len(owners):
        return Checked(0, ())
    said = [(clause, f"{words} {_names(facts, clause)}") for clause, words in said_by_measures(facts)]
    main = {
        clause.item: f"{' '.join(_PART.split(words)[:2])} {_names(facts, clause)}"
        for clause, words in said_by_measures(facts)
    }
    count, gaps = 0, []
    for subject in _subjects():
        items = [clause for clause, words in said if subject.words.search(words)]
        if any(subject.words.search(main[clause.item]) for clause in items):
            count += 1
            if not any(body in owner.label for body in subject.bodies for owner in owners.values()):
                first, *rest = items
                details: dict[str, str | int] = {"measures": len(items)}
                details |= {f"subject_{lang}": name for lang, name in subject.name.items()}
                details |= {f"body_{lang}": name for lang, name in subject.body.items()}
                gaps.append(Gap(first.item, tuple(clause.item for clause in rest), details))
    return Checked(count, tuple(gaps))


def _names(facts: GapFacts, clause: WorkClause) -> str:
    """The names of the things that a measure touches, which are held even where its words are not."""
    return " ".join(facts.clauses.things[node].name for node, _relation in clause.touches)


RULE = GapRule(
    id="usual-body-absent",
    title={"zh": "通常主管的单位缺席", "en": "Usual bodies that own nothing"},
    formula={
        "zh": "措施的标题、开头或事物提到了某一主题（usual_bodies.toml），而方案中没有该主题通常的主管部门，占提到的主题；半数责任单位未识别时不检查",
        "en": "subjects of usual_bodies.toml that the heading, the first words or a thing of a measure names while no owner in the plan has a name of the bodies listed there, of the subjects named; nothing where half of the owners are not known",
    },
    unit={"zh": "个主题", "en": "subjects"},
    source="duties of departments as the State Council's reform plan of 2018 divides them",
    parameters=(FACTS,),
    cost="O(s w) for s subjects and w words of the measures",
    function=find,
    severity="Info",
    message={
        "zh": "{measures} 项措施涉及{subject_zh}，而方案中没有{body_zh}。",
        "en": "The plan speaks of {subject_en} (measures: {measures}) and does not name {body_en}.",
    },
    fix={
        "zh": "请确认该单位是否应参与。",
        "en": "Ask whether this body should take part.",
    },
)
