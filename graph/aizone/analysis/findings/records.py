"""The records of findings: what is shared, how much coordination the plan provides, and the finding made of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

FindingClass = Literal["fragmentation", "overlap", "duplication-candidate"]
FINDING_CLASSES: tuple[FindingClass, ...] = get_args(FindingClass)

RuleId = Literal[
    "same-thing",
    "same-words",
    "parts-of-one",
    "like-names",
    "platforms-of-fields",
    "same-object",
    "same-technology",
    "same-field",
]
RULE_IDS: tuple[RuleId, ...] = get_args(RuleId)

CoordinationLevel = Literal["none", "outsider", "islands", "chain", "member", "leader"]
COORDINATION_LEVELS: tuple[CoordinationLevel, ...] = get_args(CoordinationLevel)
"""From the least coordination that a plan provides to the most that still leaves two leads.

none: no unit owns two of the measures. outsider: one unit owns all but some, and those share no unit with the rest. islands:
the measures fall into groups without a common unit. chain: all hang together, but no unit owns all. member: a unit owns all
and leads none, or only comes first in a list that names no lead. leader: a unit that leads one owns all.
"""


@dataclass(frozen=True, slots=True)
class Coordination:
    """How the owners of some measures hang together. Collective and territorial owners do not count: they carry work out.

    `leads` are the distinct leads in the order of the measures; `everywhere` the units that own all of them, `shared` those
    that own two or more; `most` the unit
    that owns most, in `most_count` measures; `isolated` the measures that share no unit with any other; `islands` the number
    of groups without a common unit. `is_swapped`: every lead owns all the measures, so that the same units lead in turn.
    `is_inferred`: at least one lead follows from the order of its list only; `names_no_lead`: at least one list has no lead at
    all, and the unit that it names first is taken.
    """

    level: CoordinationLevel
    leads: tuple[str, ...]
    everywhere: tuple[str, ...]
    most: str
    most_count: int
    isolated: tuple[str, ...]
    islands: int
    is_swapped: bool = False
    is_inferred: bool = False
    names_no_lead: bool = False
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Common:
    """Some measures and what they have in common, found by one rule.

    `cause` is what makes it the same finding when the plan is read again; `items` the measures in reading order; `nodes` the
    things or topics shared (CURIEs); `words` the words shared; `beside` other measures that touch the same, but share an
    owner with one of `items`; `strength` how much is shared, in [0, 1].
    """

    rule: RuleId
    cause: str
    items: tuple[str, ...]
    strength: float
    finding_class: FindingClass
    nodes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Measures under different leads that have something in common, with how much coordination the plan provides.

    `id` is twelve hexadecimal digits made from the plan and the cause; `score` is `common.strength` times the weight of the
    level of coordination, in [0, 1]; `also` is what else the same measures have in common.
    """

    id: str
    plan: str
    common: Common
    coordination: Coordination
    score: float
    also: tuple[Common, ...] = ()

    @property
    def rule(self) -> RuleId:
        """The rule that found it."""
        return self.common.rule

    @property
    def items(self) -> tuple[str, ...]:
        """The measures, in reading order."""
        return self.common.items

    @property
    def finding_class(self) -> FindingClass:
        """The class that its rule gives."""
        return self.common.finding_class
