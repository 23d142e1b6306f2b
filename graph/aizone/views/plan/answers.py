"""Answers to "who is accountable for this target?" in words: the units, the work by which they are, and how that is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...i18n import Lang, Translate, translator
from ...queries.records import AimOwner, TargetOwner, UnitAnswer
from ..look.formats import day, quantity


@dataclass(frozen=True, slots=True)
class AnsweringWork:
    """An area, task or measure by which units (CURIE, name) answer for a target, and how that is known."""

    item: str
    label: str
    grounds: str
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target or aim with the work that answers for it, the surest first; none where nothing and so no unit does."""

    target: str
    label: str
    is_aim: bool
    works: tuple[AnsweringWork, ...]

    @property
    def units(self) -> tuple[tuple[str, str], ...]:
        """The units that answer for it, each once."""
        return tuple(dict.fromkeys(unit for work in self.works for unit in work.units))


@dataclass(frozen=True, slots=True)
class AnsweredTarget:
    """A target or aim that a unit answers for, the work by which it does, and how that is known."""

    target: str
    label: str
    item: str
    item_label: str
    grounds: str


def target_lines(rows: Iterable[TargetOwner | AimOwner], lang: Lang) -> tuple[TargetLine, ...]:
    """Targets and aims in the order of their first row, each with its year; the stages of one number are one line.

    Args:
        rows: a record per unit that answers for one, or one alone.
        lang: language of the wording.
    """
    _ = translator(lang)
    found: dict[tuple[str, ...], list[TargetOwner | AimOwner]] = {}
    for row in rows:
        found.setdefault(_counted(row), []).append(row)
    return tuple(
        TargetLine(_node(own[0]), _said(own, lang, _), isinstance(own[0], AimOwner), _works(own, _))
        for own in found.values()
    )


def unit_answers(rows: Iterable[UnitAnswer], lang: Lang) -> tuple[AnsweredTarget, ...]:
    """The targets and aims of a unit, each once, by the narrowest and surest work."""
    _ = translator(lang)
    best: dict[str, UnitAnswer] = {}
    for row in rows:
        known = best.get(row.served)
        if known is None or (row.through_goal, -(row.score or 1.0)) < (known.through_goal, -(known.score or 1.0)):
            best[row.served] = row
    return tuple(
        AnsweredTarget(
            node,
            row.served_label or node,
            row.item,
            row.item_label or row.item,
            grounds(row.basis, row.score, _, through_goal=row.through_goal),
        )
        for node, row in best.items()
    )


def grounds(basis: str, score: float | None, _: Translate, *, through_goal: bool) -> str:
    """How it is known that work answers for a target.

    Args:
        basis: local name of the basis.
        score: of an inference, in [0, 1].
        _: the translator.
        through_goal: whether the work is only known to serve the target's goal.
    """
    if basis == "explicit":
        return _("stated by this work")
    if basis == "decision":
        return _("decided by a person")
    words = _("through its goal, by shared wording {score}") if through_goal else _("by its wording {score}")
    return words.format(score=f"{score:.2f}" if score is not None else "")


def _works(rows: Iterable[TargetOwner | AimOwner], _: Translate) -> tuple[AnsweringWork, ...]:
    works: dict[str, AnsweringWork] = {}
    ordered = sorted(rows, key=lambda row: (isinstance(row, TargetOwner) and row.through_goal, -(row.score or 1.0)))
    for row in ordered:
        if row.item is None or row.unit is None:
            continue
        through_goal = isinstance(row, TargetOwner) and row.through_goal
        known = works.get(row.item)
        units = (*(known.units if known else ()), (row.unit, row.unit_label or row.unit))
        words = grounds(row.basis, row.score, _, through_goal=through_goal)
        works[row.item] = AnsweringWork(row.item, row.item_label or row.item, words, tuple(dict.fromkeys(units)))
    return tuple(works.values())


def _counted(row: TargetOwner | AimOwner) -> tuple[str, ...]:
    """The number that a target is a stage of: the same metric in the same scope, unit and period; itself where that is not known."""
    if isinstance(row, AimOwner) or not row.metric:
        return (_node(row),)
    return row.goal, row.metric, row.scope, row.unit_text, row.period


def _said(rows: Iterable[TargetOwner | AimOwner], lang: Lang, _: Translate) -> str:
    """The name of a target with its year, and with what follows in later stages: 'Power 300 P (2024) → 600 P (2025)'."""
    stages = list({_node(row): row for row in rows}.values())
    first = stages[0]
    if isinstance(first, AimOwner):
        return _label(first)
    targets = sorted(
        (row for row in stages if isinstance(row, TargetOwner)), key=lambda row: (row.deadline or "9", row.target)
    )
    words = [_label(targets[0]), *(_value(row, lang) for row in targets[1:])]
    return " → ".join(_dated(said, row, lang, _) for said, row in zip(words, targets, strict=True))


def _dated(words: str, row: TargetOwner, lang: Lang, _: Translate) -> str:
    """Words with the deadline of their target, unless they say its year themselves."""
    if not row.deadline or row.deadline[:4] in words:
        return words
    said = _("{target} (to {date})") if row.period == "year" else _("{target} ({date})")
    return said.format(target=words, date=day(row.deadline, lang))


def _value(row: TargetOwner, lang: Lang) -> str:
    """The number of a later stage: in Chinese as its label writes it."""
    head = row.metric + (f"（{row.scope}）" if row.scope else "")
    if lang == "zh" and row.target_label.startswith(head):
        return row.target_label.removeprefix(head).strip()
    values = [value for value in (row.minimum, row.maximum) if value is not None]
    return quantity(values, row.unit_text, lang)


def _node(row: TargetOwner | AimOwner) -> str:
    return row.target if isinstance(row, TargetOwner) else row.aim


def _label(row: TargetOwner | AimOwner) -> str:
    return (row.target_label if isinstance(row, TargetOwner) else row.aim_label) or _node(row)
