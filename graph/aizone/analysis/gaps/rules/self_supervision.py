"""Leads that supervise themselves."""

from __future__ import annotations

import re

from ....projections.gap_facts import GapFacts
from ..owners import leads_of, units_of
from ..rule import FACTS, MEASURES_UNIT, Checked, Gap, GapRule
from ..wording import said_by_measures

# '加强督查考核工作', '健全跟踪问效机制', '建立统计体系和评估监测体系': words that are said of work on a plan, whatever is around them
_OVERSIGHT = "督查|督导|督办|考核|跟踪问效|跟踪评估|绩效评[价估]|中期评估|总结评估|监测评估|评估监测|统计监测"
# '任务实施情况的分析和监测', '监测分析试验区任务进度': words that are also said of water and traffic, near those for work on a plan
_WATCHING = "监测|评估|检查|监督|调度|通报"
_WORK = "任务|方案|计划|实施情况|进展|进度|落实|完成情况"
# '对任务进展开展检查', '检查方案落实情况': either order, within one part of a sentence
_SUPERVISES = re.compile(
    rf"{_OVERSIGHT}|(?:{_WATCHING})[^。；，]{{0,12}}(?:{_WORK})|(?:{_WORK})[^。；，]{{0,12}}(?:{_WATCHING})"
)
# '对银行机构收费开展督查', '公平竞争审查结果评估考核': what is supervised is others, and not the work on the plan
_OTHERS = re.compile("企业|涉企|收费|税费|价格|银行|市场|产品|违法|违规|竞争|商家|商户")
# '按季通报任务进展，对收费开展督查': each part of a sentence is looked at by itself
_PART = re.compile("[。；，\n]")


def _supervises(words: str) -> bool:
    """True if a part of a sentence is about supervising the work on the plan."""
    return any(_SUPERVISES.search(part) and not _OTHERS.search(part) for part in _PART.split(words))


def find(facts: GapFacts) -> Checked:
    """Find the measures on supervision, monitoring or assessment whose owners lead other measures of the same plan."""
    led: dict[str, list[str]] = {}
    for clause in facts.measures:
        for owner in leads_of(clause):
            led.setdefault(owner.unit, []).append(clause.item)
    watching = [clause for clause, words in said_by_measures(facts) if _supervises(words)]
    gaps = []
    for clause in watching:
        own = {unit: len({*led.get(unit, ())} - {clause.item}) for unit in units_of(clause)}
        judged = tuple(unit for unit, count in own.items() if count)
        if judged:
            gaps.append(Gap(clause.item, judged, {"leads": sum(own.values())}))
    return Checked(len(watching), tuple(gaps))


RULE = GapRule(
    id="self-supervision",
    title={"zh": "牵头单位监督自己", "en": "Leads that supervise themselves"},
    formula={
        "zh": "内容为督查、考核、监测方案落实（不含对企业、价格、市场的监管）、且有责任单位牵头其他措施的措施",
        "en": "measures whose words are on supervision, assessment or monitoring of the plan's work (not of firms, prices or markets), and one of whose owners leads another measure",
    },
    unit=MEASURES_UNIT,
    source="segregation of duties: COSO, Internal Control - Integrated Framework (2013), principle 10",
    parameters=(FACTS,),
    cost="O(w) in the words of the measures",
    function=find,
    severity="Warning",
    message={
        "zh": "在此负责督查、监测或评估的单位又牵头其他 {leads} 项措施，等于监督自己。",
        "en": "The unit that supervises, monitors or assesses here leads other measures itself: {leads}.",
    },
    fix={
        "zh": "由督查室、审计或第三方负责监督和评估。",
        "en": "Give supervision to the supervision office, to audit or to a third party.",
    },
)
