"""Tables of a workspace, one a class of things: their rows, their key and what their columns point at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...i18n import Lang, Translate, translator
from ...iri import plan_iri
from ...model.kinds import NODE_CLASSES, group_of
from ...projections.tables import AnswerTable, NodeValue, TableValue, to_table
from ...wording import class_label
from ...workspace import Workspace

_WORK = ("task_areas", "tasks", "measures")


@dataclass(frozen=True, slots=True)
class ClassTable:
    """One table: `name` of its file, `title` of its sheet, and rows of plain values.

    `key` is the column that identifies a row ('' when a row is a thing seen in several plans); `points_at` says which tables a
    column's nodes may be found in.
    """

    name: str
    title: str
    key: str
    answer: AnswerTable
    points_at: dict[str, tuple[str, ...]]


def class_tables(workspace: Workspace, slug: str | None, lang: Lang) -> list[ClassTable]:
    """All tables that have rows, in the order of reading.

    Args:
        workspace: whose graph it is.
        slug: only this plan; None for all.
        lang: language of labels and titles.
    """
    _ = translator(lang)

    def asked(question: str) -> AnswerTable:
        given: dict[str, object] = {} if slug is None else {"plan": plan_iri(slug)}
        return to_table(workspace.select(question, lang=lang, **given))

    plans = to_table(workspace.select("plans", lang=lang))
    place, named = plans.columns.index("plan"), plans.columns.index("plan_label")
    labels = {row[place]: str(row[named]) for row in plans.rows}
    work = asked("table_work")
    entities = _split(asked("table_entities"), "type")
    kinds = [kind for kind in NODE_CLASSES if kind in entities]
    things = tuple(_file(kind) for kind in kinds)
    by_kind = _split(work, "type")
    found = [
        ClassTable("plans", _("Plans"), "plan", plans if slug is None else _of(plans, slug), {}),
        ClassTable("goals", _("Goals"), "goal", asked("table_goals"), {"plan": ("plans",)}),
        ClassTable("targets", _("Targets"), "target", asked("table_targets"), {"plan": ("plans",), "goal": ("goals", *_WORK)}),
        *(
            ClassTable(name, title, "item", by_kind[kind], {"plan": ("plans",), "parent": ("plans", *_WORK)})
            for name, title, kind in _work_sheets(_)
            if kind in by_kind
        ),
        ClassTable("units", _("Units"), "unit", _distinct(asked("table_units"), labels), {}),
        ClassTable("assignments", _("Responsibilities"), "assignment", asked("table_assignments"),
                   {"plan": ("plans",), "item": _WORK, "unit": ("units",), "group": ("units",)}),
        *(ClassTable(_file(kind), class_label(kind, _), "entity", _distinct(entities[kind], labels), {}) for kind in kinds),
        ClassTable("mentions", _("Mentions"), "mention", asked("table_mentions"),
                   {"plan": ("plans",), "item": ("plans", "goals", *_WORK), "entity": things}),
    ]  # fmt: skip
    return [table for table in found if table.answer.rows]


def _work_sheets(_: Translate) -> tuple[tuple[str, str, str], ...]:
    return (
        ("task_areas", _("Task areas"), "TaskArea"),
        ("tasks", _("Tasks"), "Task"),
        ("measures", _("Measures"), "Measure"),
    )


def _file(kind: str) -> str:
    """'PolicyDocument' as the name of a file: 'policy_document'."""
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in kind).lstrip("_")


def _of(plans: AnswerTable, slug: str) -> AnswerTable:
    place, plan = plans.columns.index("plan"), NodeValue(f"id:plan/{slug}")
    return AnswerTable(plans.columns, tuple(row for row in plans.rows if row[place] == plan))


def _split(table: AnswerTable, column: str) -> dict[str, AnswerTable]:
    """A table by the classes of a column, each without the rows of another; classes that nothing shows are left out."""
    place = table.columns.index(column)
    found: dict[str, list[tuple[TableValue, ...]]] = {}
    for row in table.rows:
        value = row[place]
        name = value.node.removeprefix("az:") if isinstance(value, NodeValue) else ""
        kind = name if name == "Measure" else group_of(name)
        if kind is not None:
            found.setdefault(kind, []).append(row)
    return {kind: AnswerTable(table.columns, tuple(rows)) for kind, rows in found.items()}


def _distinct(table: AnswerTable, labels: Mapping[TableValue, str]) -> AnswerTable:
    """A table of things that several plans name: each row once, with the names of these plans at its end instead of the column of one."""
    place = table.columns.index("plan")
    plans: dict[tuple[TableValue, ...], dict[str, None]] = {}
    for row in table.rows:
        found = plans.setdefault(row[:place] + row[place + 1 :], {})
        found |= {labels.get(row[place], ""): None} if row[place] is not None else {}
    rows = tuple((*row, "; ".join(filter(None, names))) for row, names in plans.items())
    return AnswerTable((*table.columns[:place], *table.columns[place + 1 :], "plans"), rows)
