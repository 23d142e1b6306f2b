"""The card of an entity: what it is, its duties or owners, its neighbours, and the words of each statement."""

from __future__ import annotations

from dataclasses import dataclass

from ...i18n import Lang, translator
from ...projections.entity import CountedNode, Entity
from ...projections.responsibilities import Duty
from ...wording import class_label, edge_label, inverse_label, role_label
from ..plan.answers import AnsweredTarget, TargetLine, target_lines, unit_answers


@dataclass(frozen=True, slots=True)
class Link:
    """A related entity with its relation in words."""

    node: str
    label: str
    relation: str
    group: str


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a page shows of one entity; lists are empty where they do not apply.

    `partners`, `goals` and `lead_units` (of a goal) are (CURIE, name, number of measures); a work item's goals count 0
    measures. `targets` are those it states, with who answers for them, `answers` those a unit answers for. `things` are the platforms, parks and projects of its measures, with class and number.
    `roles` are a unit's (role, role in words, number of duties), leads first. `duties` are those of the first measures only
    where there are very many; `measure_count` says how many there are in all, `left_out` how many of other plans are not counted.
    """

    node: str
    label: str
    other_label: str
    kind: str
    is_unit: bool
    plan_label: str | None
    roles: tuple[tuple[str, str, int], ...]
    duties: tuple[Duty, ...]
    partners: tuple[tuple[str, str, int], ...]
    goals: tuple[tuple[str, str, int], ...]
    lead_units: tuple[tuple[str, str, int], ...]
    targets: tuple[TargetLine, ...]
    answers: tuple[AnsweredTarget, ...]
    links: tuple[Link, ...]
    things: tuple[tuple[str, str, str, int], ...]
    text_missing: bool
    measure_count: int = 0
    left_out: int = 0

    @property
    def is_cut(self) -> bool:
        """True if there are more measures than `duties` cover."""
        return self.measure_count > len({duty.item for duty in self.duties})


def build_card(entity: Entity, lang: Lang) -> Card:
    """The card of an entity.

    Args:
        entity: `projections.entity.read_entity`, in the same language.
        lang: language of the wording.
    """
    _ = translator(lang)
    return Card(
        node=entity.node,
        label=entity.label,
        other_label=entity.other_label if entity.other_label != entity.label else "",
        kind=class_label(entity.group, _) if entity.group else entity.kind,
        is_unit=entity.is_unit,
        plan_label=entity.duties[0].plan_label if entity.duties and not entity.is_unit else None,
        roles=tuple((role, role_label(role, _), count) for role, count in entity.roles),
        duties=entity.duties,
        partners=_counted(entity.partners),
        goals=_counted(entity.goals),
        lead_units=_counted(entity.leads),
        targets=target_lines(entity.targets, lang),
        answers=unit_answers(entity.answers, lang),
        links=tuple(
            Link(
                other.node,
                other.label,
                edge_label(other.relation, _) if other.forward else inverse_label(other.relation, _),
                class_label(other.group, _),
            )
            for other in entity.relations
        ),
        things=tuple((thing.node, thing.label, class_label(group, _), thing.count) for thing, group in entity.things),
        text_missing=any(duty.evidence is not None and duty.evidence.exact is None for duty in entity.duties),
        measure_count=entity.measure_count,
        left_out=entity.left_out,
    )


def _counted(nodes: tuple[CountedNode, ...]) -> tuple[tuple[str, str, int], ...]:
    return tuple((node.node, node.label, node.count) for node in nodes)
