"""Fields that a goal names and no task takes up."""

from __future__ import annotations

from ....projections.gap_facts import GapFacts
from ..rule import FACTS, Checked, Gap, GapRule


def find(facts: GapFacts) -> Checked:
    """Find the application fields of a goal that no heading of a task or task area names.

    A measure may still speak of the field among other things; the gap says how many do.
    """
    headings = [row.item_label for row in facts.work if row.type in ("Task", "TaskArea")]
    names: dict[tuple[str, str], set[str]] = {}
    for row in facts.fields:
        names.setdefault((row.goal, row.concept), set()).add(row.name)
    gaps = []
    for (goal, concept), known in names.items():
        if not any(name in heading for name in known for heading in headings):
            items = tuple(clause.item for clause in facts.measures if concept in clause.own_topics)
            gaps.append(Gap(concept, (goal, *items), {"measures": len(items)}))
    return Checked(len(names), tuple(gaps))


RULE = GapRule(
    id="field-without-task",
    title={"zh": "目标提到而没有专门任务的领域", "en": "Fields of a goal without a task"},
    formula={
        "zh": "目标的指标所限定、而任务和任务领域的标题都未提到的应用领域，占全部此类领域",
        "en": "application fields that a goal's targets are limited to and that no heading of a task or task area names, of all such fields",
    },
    unit={"zh": "个领域", "en": "fields"},
    source="",
    parameters=(FACTS,),
    cost="O(f h) for f names of fields and h headings",
    function=find,
    severity="Warning",
    message={
        "zh": "目标点名了这个领域，却没有专门任务；提及它的措施有 {measures} 项。",
        "en": "A goal names this field and no task is for it; measures that speak of it: {measures}.",
    },
    fix={
        "zh": "补充该领域的任务和牵头单位，或把它从目标中删去。",
        "en": "Add a task with a lead for the field, or take it out of the goal.",
    },
)
