"""Traces an earlier plan's measures into a later one: kept, split, merged, dropped or new, and who owns them now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from ...projections.clauses import PlanClauses, WorkClause
from ..measures import DeclaredMeasure, MeasureParameter
from .likeness import Likeness, alike

Fate = Literal["kept", "split", "merged", "regrouped", "uncertain", "dropped", "new"]
FATES: tuple[Fate, ...] = get_args(Fate)
SURE = 0.5
"""The score from which two measures count as one that goes on."""
UNSURE = 0.4
"""The score from which a person is asked."""
_BESIDE = 0.75  # a further measure goes on as well if it scores this share of the best


@dataclass(frozen=True, slots=True)
class Lineage:
    """Measures of an earlier plan and what they became in a later one, with the likeness of each pair.

    `decided` are the pairs (CURIEs) in it that a person decided; `leads_left` and `leads_joined` are the leads (CURIEs) only the earlier and only the later measures have, `owners_left` and
    `owners_joined` the owners; all are empty unless both sides have measures and it is certain that they belong together.
    """

    fate: Fate
    earlier: tuple[WorkClause, ...]
    later: tuple[WorkClause, ...]
    likeness: tuple[Likeness, ...] = ()
    leads_left: tuple[str, ...] = ()
    leads_joined: tuple[str, ...] = ()
    owners_left: tuple[str, ...] = ()
    owners_joined: tuple[str, ...] = ()
    decided: tuple[tuple[str, str], ...] = ()

    @property
    def is_reowned(self) -> bool:
        """True if a lead of either side does not lead on the other."""
        return bool(self.leads_left or self.leads_joined)


def trace_measures(
    earlier: PlanClauses, later: PlanClauses, decided: Mapping[tuple[str, str], bool] | None = None
) -> tuple[Lineage, ...]:
    """Trace the measures of an earlier plan into a later one.

    Measures go on where their likeness reaches `SURE`; those with 0.75 of another's best are its further parts. A pair between
    `UNSURE` and `SURE` that is the best of both sides, neither of which goes on otherwise, is uncertain: a person decides.

    Args:
        earlier: m measures, with Chinese words.
        later: n measures, likewise.
        decided: pairs (CURIEs) of which a person said that the one goes on as the other, or that it does not; this holds,
            whatever they score.

    Returns:
        every measure of both plans once, in the reading order of the later plan, the dropped ones last.
    """
    given = decided or {}
    settled = {pair for pair, goes_on in given.items() if goes_on}
    near = alike(earlier, later, least=UNSURE, always=settled)
    pairs = {link: (earlier.clauses[link.earlier].item, later.clauses[link.later].item) for link in near}
    near = [link for link in near if given.get(pairs[link], True)]
    by_hand = [link for link in near if pairs[link] in settled]
    sure = [*by_hand, *_sure(link for link in near if pairs[link] not in settled)]
    groups = [
        replace(_group(links, earlier, later), decided=tuple(pairs[link] for link in links if pairs[link] in settled))
        for links in _components(sure)
    ]
    linked_old = {link.earlier for link in sure}
    linked_new = {link.later for link in sure}
    for link in near:
        if link.earlier not in linked_old and link.later not in linked_new:
            groups.append(Lineage("uncertain", (earlier.clauses[link.earlier],), (later.clauses[link.later],), (link,)))
            linked_old.add(link.earlier)
            linked_new.add(link.later)
    groups += [Lineage("new", (), (one,)) for index, one in enumerate(later.clauses) if index not in linked_new]
    groups.sort(key=lambda group: group.later[0].position)
    dropped = (one for index, one in enumerate(earlier.clauses) if index not in linked_old)
    return (*groups, *(Lineage("dropped", (one,), ()) for one in dropped))


def _sure(near: Iterable[Likeness]) -> list[Likeness]:
    best_old: dict[int, float] = defaultdict(float)
    best_new: dict[int, float] = defaultdict(float)
    sure = [link for link in near if link.score >= SURE]
    for link in sure:
        best_old[link.earlier] = max(best_old[link.earlier], link.score)
        best_new[link.later] = max(best_new[link.later], link.score)
    return [link for link in sure if link.score >= _BESIDE * min(best_old[link.earlier], best_new[link.later])]


def _components(links: Sequence[Likeness]) -> list[list[Likeness]]:
    """The links grouped so that measures of different groups have none in common."""
    groups: list[list[Likeness]] = []
    for link in links:
        joined = [
            group
            for group in groups
            if any(link.earlier == other.earlier or link.later == other.later for other in group)
        ]
        groups = [group for group in groups if group not in joined]
        groups.append([one for group in joined for one in group] + [link])
    return groups


def _group(links: Sequence[Likeness], earlier: PlanClauses, later: PlanClauses) -> Lineage:
    old = tuple(earlier.clauses[index] for index in sorted({link.earlier for link in links}))
    new = tuple(later.clauses[index] for index in sorted({link.later for link in links}))
    if len(old) == len(new) == 1:
        fate: Fate = "kept"
    elif len(old) == 1:
        fate = "split"
    else:
        fate = "merged" if len(new) == 1 else "regrouped"
    leads = [_units(side, only_leads=True) for side in (old, new)]
    owners = [_units(side, only_leads=False) for side in (old, new)]
    return Lineage(
        fate,
        old,
        new,
        tuple(sorted(links, key=lambda link: -link.score)),
        leads_left=tuple(unit for unit in leads[0] if unit not in leads[1]),
        leads_joined=tuple(unit for unit in leads[1] if unit not in leads[0]),
        owners_left=tuple(unit for unit in owners[0] if unit not in owners[1]),
        owners_joined=tuple(unit for unit in owners[1] if unit not in owners[0]),
    )


def _units(clauses: Iterable[WorkClause], *, only_leads: bool) -> dict[str, None]:
    return {owner.unit: None for clause in clauses for owner in clause.owners if not only_leads or owner.role == "lead"}


MEASURES = (
    DeclaredMeasure(
        id="trace_measures",
        title={"zh": "前后两份方案的措施沿革", "en": "What became of an earlier plan's measures"},
        formula={
            "zh": "相似度 = 1 −（1 − 用词）（1 − 0.4 事物）（1 − 0.15 主题）；0.5 起视为延续，0.4 起待判定",
            "en": "likeness = 1 - (1 - words)(1 - 0.4 things)(1 - 0.15 topics); goes on from 0.5, asked from 0.4",
        },
        unit={"zh": "项措施", "en": "measures"},
        source="cosine of tf-idf bigrams: G. Salton and C. Buckley, Information Processing & Management 24 (1988), 513-523",
        parameters=(
            MeasureParameter("earlier", "measures of a plan", None, {"zh": "前一份方案", "en": "the earlier plan"}),
            MeasureParameter("later", "measures of a plan", None, {"zh": "后一份方案", "en": "the later plan"}),
            MeasureParameter(
                "decided", "pairs", "", {"zh": "人已判定的对应关系", "en": "pairs that a person decided about"}
            ),
        ),
        cost="O(p b) for p pairs of measures with something in common and b bigrams each",
        function=trace_measures,
    ),
)
