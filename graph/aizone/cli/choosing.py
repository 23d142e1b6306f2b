"""The plans and the unit that a command is about, from the names it was given."""

from __future__ import annotations

from ..iri import compact, last_segment
from ..names.resolve import resolve
from ..workspace import Workspace


def chosen_slugs(workspace: Workspace, plan: str | None, command: str) -> list[str]:
    """The plan named (slug), or all of the workspace when none is.

    Raises:
        UnknownNameError: no plan has that name.
    """
    named = workspace.plan_named(plan, f"{command} --plan")
    return workspace.plan_slugs() if named is None else [last_segment(named)]


def chosen_plans(workspace: Workspace, plan: str | None, command: str) -> list[str]:
    """The plan named (CURIE), or all of the workspace when none is.

    Raises:
        UnknownNameError: no plan has that name.
    """
    return [f"id:plan/{slug}" for slug in chosen_slugs(workspace, plan, command)]


def chosen_unit(workspace: Workspace, unit: str | None, plan: str | None, command: str) -> str | None:
    """The unit named (CURIE), as the plan means it when one is named too; None when no unit is.

    Raises:
        UnknownNameError: no unit has that name.
        AmbiguousNameError: several have it.
    """
    if not unit:
        return None
    context = workspace.plan_named(plan, f"{command} --plan")
    return compact(resolve(workspace.names, unit, "az:Unit", context, where=f"{command} --unit"))
