"""All findings of a plan, most urgent first."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ...projections.clauses import PlanClauses
from ..measures import DeclaredMeasure, MeasureParameter
from .coordination import WEIGHTS, Owners, coordination
from .records import Common, CoordinationLevel, Finding, RuleId
from .things import like_names, parts_of_one, same_things
from .topics import platforms_of_fields, same_topics
from .words import same_words

RULES: tuple[Callable[[PlanClauses, Owners], Iterator[Common]], ...] = (
    same_things,
    parts_of_one,
    platforms_of_fields,
    like_names,
    same_words,
    same_topics,
)
LEAST = 0.24
"""The score below which measures have too little in common, or the plan coordinates them well enough, to be listed."""
_ALIKE = 0.5


def find_findings(plan: PlanClauses, *, least: float = LEAST) -> tuple[Finding, ...]:
    """Find the measures of a plan that touch the same thing, topic or words under different leads.

    Args:
        plan: its measures.
        least: the lowest score that is listed, in [0, 1].

    Returns:
        findings by score, highest first; ties by the place of their first measure. What the same measures have in common
        besides is told with the finding that ranks first.
    """
    owners = Owners(plan.clauses)
    found = (common for rule in RULES for common in rule(plan, owners) if common.strength >= least)
    ranked = sorted(
        (_finding(plan, common, owners) for common in found),
        key=lambda finding: (-finding.score, owners.clauses[finding.items[0]].position, finding.id),
    )
    return tuple(finding for finding in _joined(ranked) if finding.score >= least)


def finding_id(plan: str, rule: RuleId, cause: str) -> str:
    """The id of a finding: the same for the same cause in the same plan, whatever else the plan says."""
    return hashlib.sha256(f"{plan}\n{rule}\n{cause}".encode()).hexdigest()[:12]


def _finding(plan: PlanClauses, common: Common, owners: Owners) -> Finding:
    held = coordination(common.items, owners)
    return Finding(
        id=finding_id(plan.plan, common.rule, common.cause),
        plan=plan.plan,
        common=common,
        coordination=held,
        score=round(common.strength * WEIGHTS[held.level], 4),
    )


def _joined(ranked: Sequence[Finding]) -> list[Finding]:
    """The findings without those about measures that an earlier one is about, which are added to that as `also`."""
    kept: list[Finding] = []
    by_item: dict[str, list[int]] = defaultdict(list)
    for finding in ranked:
        items = set(finding.items)
        home = next(iter(sorted(_homes(items, kept, by_item))), None)
        if home is not None:
            if finding.rule != kept[home].rule:
                kept[home] = replace(kept[home], also=(*kept[home].also, finding.common))
            continue
        for item in finding.items:
            by_item[item].append(len(kept))
        kept.append(finding)
    return kept


def _homes(items: set[str], kept: Sequence[Finding], by_item: dict[str, list[int]]) -> Iterable[int]:
    """The earlier findings that hold all of some measures, or of a cluster most of them."""
    for place in {place for item in items for place in by_item[item]}:
        common = items & {*kept[place].items, *kept[place].common.beside}
        if items == common or (
            len(items) > 2 and len(common) / len(items) > _ALIKE and kept[place].rule == "platforms-of-fields"
        ):
            yield place


_GAO = "GAO-15-49SP, Fragmentation, Overlap, and Duplication: An Evaluation and Management Guide (2015)"
_PLAN = MeasureParameter("plan", "plan", None, {"zh": "方案的措施", "en": "the measures of the plan"})
_OWNERS = MeasureParameter("owners", "owners", None, {"zh": "各措施的单位", "en": "the units of each measure"})
_LEVELS: dict[CoordinationLevel, str] = {
    "none": "没有共同单位", "outsider": "有措施游离在外", "islands": "分成互不相连的组", "chain": "没有单位参与全部",
    "member": "有单位参与全部但不牵头", "leader": "有牵头单位参与全部",
}  # fmt: skip
_GROUPS = {"zh": "组措施", "en": "groups of measures"}


def _rule(
    id_: str,
    title: tuple[str, str],
    formula: tuple[str, str],
    cost: str,
    function: Callable[[PlanClauses, Owners], Iterator[Common]],
) -> DeclaredMeasure:
    return DeclaredMeasure(
        id=id_,
        title=dict(zip(("zh", "en"), title, strict=True)),
        formula=dict(zip(("zh", "en"), formula, strict=True)),
        unit=_GROUPS,
        source=_GAO,
        parameters=(_PLAN, _OWNERS),
        cost=cost,
        function=function,
    )


MEASURES = (
    DeclaredMeasure(
        id="find_findings",
        title={"zh": "协调问题", "en": "Findings about coordination"},
        formula={
            "zh": "排序分 = 共同之处的强度 × 协调程度的权重；达到最低分的才列出",
            "en": "score = strength of what is shared * weight of the level of coordination; listed from `least` on",
        },
        unit={"zh": "个问题", "en": "findings"},
        source=_GAO,
        parameters=(
            _PLAN,
            MeasureParameter("least", "float", str(LEAST), {"zh": "列出的最低分", "en": "the lowest score listed"}),
        ),
        cost="O(n) for n measures, as nothing is compared that shares nothing rare",
        function=find_findings,
    ),
    DeclaredMeasure(
        id="coordination",
        title={"zh": "协调程度", "en": "Level of coordination"},
        formula={
            "zh": "，".join(f"{_LEVELS[level]} {weight}" for level, weight in WEIGHTS.items()),
            "en": ", ".join(f"{level} {weight}" for level, weight in WEIGHTS.items()),
        },
        unit={"zh": "", "en": ""},
        source=_GAO,
        parameters=(
            MeasureParameter("items", "list of measures", None, {"zh": "措施", "en": "the measures"}),
            _OWNERS,
        ),
        cost="O(k) for k owners of the measures",
        function=coordination,
    ),
    _rule(
        "same_things",
        ("同一对象", "The same thing"),
        (
            "强度 1.0（名录中有）、0.9（名称写明用途）或 0.45，乘以专指程度；至少一项措施建设或支持它",
            "strength 1.0 (in a gazetteer), 0.9 (its name says its purpose) or 0.45, times narrowness; at least one builds or supports it",
        ),
        "O(t) for t mentions of things",
        same_things,
    ),
    _rule(
        "parts_of_one",
        ("同一整体的不同部分", "Parts of one thing"),
        (
            "强度 0.8；原文写明的组成部分，或名称以整体名称开头的",
            "strength 0.8; parts as stated, or names that begin with the name of the whole",
        ),
        "O(t log t) for t things",
        parts_of_one,
    ),
    _rule(
        "platforms_of_fields",
        ("平台相互取用", "Platforms that draw on each other"),
        (
            "强度 0.48；领域与其中之一相同、且没有单位同时负责两个的最大一组平台",
            "strength 0.48; the largest set of platforms for the fields of one of them in which no unit owns two",
        ),
        "O(p) for p platforms, at most 24 for each field",
        platforms_of_fields,
    ),
    _rule(
        "like_names",
        ("名称相近的对象", "Things with like names"),
        (
            "强度 0.35 + 0.1 ×（两者用途的最长公共字串 / 较短用途的长度），从二分之一起算",
            "strength 0.35 + 0.1 * (longest run both purposes share / length of the shorter purpose), from one half on",
        ),
        "O(t) for t things, as pairs of characters of more than 12 things are left out",
        like_names,
    ),
    _rule(
        "same_words",
        ("文字相近或工作对象相同", "Nearly the same words, or the same object in words"),
        (
            "原文：2.5 ×（公共字串权重 / 较短原文权重），权重 = log（1 + 措施数 / 含该字串的措施数）；对象：0.3 + 0.03 × 词语字数，最高 0.47；六字及以上、不以对象结尾的词语：0.25",
            "text: 2.5 * (weight of shared runs / weight of the shorter text), weight = log(1 + measures / measures with the run); object: 0.3 + 0.03 * characters of the phrase, at most 0.47; a phrase of six characters or more that ends with no object: 0.25",
        ),
        "O(c) for c characters, as a run of more than 8 measures is left out",
        same_words,
    ),
    _rule(
        "same_topics",
        ("同一技术或领域", "The same technology or field"),
        (
            "强度 0.45（技术）或 0.32（三项及以上措施涉及的领域），乘以专指程度；只有一家牵头单位以其为主题的减半",
            "strength 0.45 (technology) or 0.32 (field of three measures or more), times narrowness, halved where only one lead has it as a main topic",
        ),
        "O(n) for n measures",
        same_topics,
    ),
)

_MEASURE_OF: dict[RuleId, str] = {
    "same-thing": "same_things",
    "same-words": "same_words",
    "same-object": "same_words",
    "parts-of-one": "parts_of_one",
    "like-names": "like_names",
    "platforms-of-fields": "platforms_of_fields",
    "same-technology": "same_topics",
    "same-field": "same_topics",
}


def declared(rule: RuleId) -> DeclaredMeasure:
    """The declared measure of a rule."""
    return next(measure for measure in MEASURES if measure.id == _MEASURE_OF[rule])
