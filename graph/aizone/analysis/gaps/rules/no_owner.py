"""Measures without any owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, MEASURES_UNIT, Checked, Gap, GapRule
from ..wording import said_by_measures

# '各市要制定实施方案': the sentence says who, though no list does
_DOERS = re.compile("各[^，。；]{1,12}?(?:要|应当?|须|负责)")
_SAID = {
    (False, False): {"zh": "没有写明责任单位。", "en": "No unit is named for it."},
    (True, False): {
        "zh": "连续 {measures} 项没有写明责任单位。",
        "en": "No unit is named for {measures} measures in a row.",
    },
    (False, True): {
        "zh": "没有写明责任单位；下一项的清单也许也属于它。",
        "en": "No unit is named for it; the list of the next measure may be meant for it as well.",
    },
    (True, True): {
        "zh": "连续 {measures} 项没有写明责任单位；其后一项的清单也许属于全部。",
        "en": "No unit is named for {measures} measures in a row; the list of the next one may be meant for all.",
    },
}
"""By whether several measures are in a row, and whether a measure with a list follows them in their task area."""


def find(facts: GapFacts) -> Checked:
    """Find the measures that no owner list names anybody for.

    Some plans write one list at the end of a section. Measures in a row in one task area are one gap, with the measure last that
    has the next list: it may be theirs too, which somebody has to say once. A measure that begins with its doers is told whose it is.
    """
    return Checked(len(facts.measures), tuple(_gaps(facts)))


def _gaps(facts: GapFacts) -> Iterator[Gap]:
    said = {clause.item: words for clause, words in said_by_measures(facts)}
    runs = [list(run) for _place, run in groupby(facts.measures, lambda clause: (clause.area, bool(clause.owners)))]
    for run, after in pairwise([*runs, []]):
        items = [clause.item for clause in run if not clause.owners and not _DOERS.match(said[clause.item])]
        if items:
            follows = [after[0].item] if after and after[0].owners and after[0].area == run[0].area else []
            told = _SAID[len(items) > 1, bool(follows)]
            details = {f"said_{lang}": words.format(measures=len(items)) for lang, words in told.items()}
            yield Gap(items[0], (*items[1:], *follows), details, len(items))


RULE = GapRule(
    id="no-owner",
    title={"zh": "没有责任单位的措施", "en": "Measures without any owner"},
    formula={
        "zh": "责任单位清单为空、且开头没有写明由谁去做的措施；同一任务领域中连续的合为一条",
        "en": "measures with an empty owner list that do not begin with their doers; those in a row in one task area are one line",
    },
    unit=MEASURES_UNIT,
    source="RACI: every task has somebody responsible",
    parameters=(FACTS,),
    cost="O(m) for m measures",
    function=find,
    severity="Violation",
    message={"zh": "{said_zh}", "en": "{said_en}"},
    fix={
        "zh": "写明责任单位，或写明后面的清单属于哪几项。",
        "en": "Name a unit, or say which measures the list after them is for.",
    },
)
