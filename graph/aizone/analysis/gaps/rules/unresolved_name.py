"""Owners that no registry knows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule

_FEWEST_ROOMS = 2
# '审批处', '高技术处', '办公室': a room of the body that issued the plan, and not a body of a place ('市自驾办')
_ROOM = re.compile("(?![国省市县区州盟旗]).{1,5}(?:处|科|股|室|办)")
# '造价站', '信息中心', '城建档案馆': a body below the issuer, where its rooms are named too
_BELOW = re.compile("(?![国省市县区州盟旗]).{1,6}(?:站|中心|馆|队|所)")
_SAID_ALONE = {
    "zh": "“{name}”不知是哪个单位，出现在 {measures} 项措施中。",
    "en": "“{name}” is not known as a unit; measures that name it: {measures}.",
}
_SAID_OF_ROOMS = {
    "zh": "{names} 个名称像是发文机关的内设机构，例如“{name}”，出现在 {measures} 项措施中。",
    "en": "{names} names look like rooms of the body that issued the plan, such as “{name}”; measures that name them: {measures}.",
}


def find(facts: GapFacts) -> Checked:
    """Find the written names that were not recognised as a unit, those in most measures first.

    Names of rooms of the issuing body are one gap: they are registered together, as parts of it.
    """
    names = {owner.unit: owner.label for clause in facts.measures for owner in clause.owners}
    having: dict[str, list[str]] = {}
    for clause in facts.measures:
        for unit in dict.fromkeys(owner.unit for owner in clause.owners if owner.type == "az:UnresolvedUnit"):
            having.setdefault(unit, []).append(clause.item)
    rooms = [unit for unit in having if _ROOM.fullmatch(names[unit])]
    rooms = [*rooms, *(unit for unit in having if _BELOW.fullmatch(names[unit]))] if len(rooms) >= _FEWEST_ROOMS else []
    gaps = [_gap([unit], having, names) for unit in having if unit not in rooms]
    gaps += [_gap(rooms, having, names)] if rooms else []
    return Checked(len(names), tuple(sorted(gaps, key=lambda gap: -int(gap.details["measures"]))))


def _gap(units: Sequence[str], having: Mapping[str, Sequence[str]], names: Mapping[str, str]) -> Gap:
    items = tuple(dict.fromkeys(item for unit in units for item in having[unit]))
    first, *rest = sorted(units, key=lambda unit: -len(having[unit]))
    details: dict[str, str | int] = {"name": names[first], "names": len(units), "measures": len(items)}
    said = _SAID_OF_ROOMS if rest else _SAID_ALONE
    details |= {f"said_{lang}": words.format(**details) for lang, words in said.items()}
    return Gap(first, (*rest, *items), details, len(units))


RULE = GapRule(
    id="unresolved-name",
    title={"zh": "未识别的责任单位", "en": "Owners that no registry knows"},
    formula={"zh": "未识别的责任单位，占全部责任单位", "en": "owners of the class UnresolvedUnit, of all owners"},
    unit={"zh": "个名称", "en": "names"},
    source="",
    parameters=(FACTS,),
    cost="O(n) for n owners",
    function=find,
    severity="Warning",
    message={"zh": "{said_zh}", "en": "{said_en}"},
    fix={
        "zh": "在“添加方案”页面指明是哪个单位。",
        "en": "Say which unit it is, on the page “Add a plan”.",
    },
)
