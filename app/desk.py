"""The desk's pages: their controls, written into the address, and the links that keep them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from aizone import queries
from aizone.app import address, page, resources
from aizone.app.here import Here
from aizone.app.panels.show_query import ShownQuery, shown_query
from aizone.views.desk.counting import counting_words
from aizone.views.desk.state import DeskState, from_params, to_params


@dataclass(frozen=True, slots=True)
class DeskPage:
    """One desk page with its controls; made once per run, and handed to templates for their links."""

    page: str
    state: DeskState
    here: Here

    @property
    def plan(self) -> str:
        """The plan shown: the one of the address, or the first."""
        heads = self.here.plans.heads
        return next((head.plan for head in heads if head.plan == self.state.plan), heads[0].plan)

    def at(self, **changes: Any) -> str:  # noqa: ANN401 # fields of `DeskState`
        """The address of this page with other controls."""
        return self.on(self.page, **{**_fields(self.state), **changes})

    def on(self, page: str, **controls: Any) -> str:  # noqa: ANN401 # fields of `DeskState`
        """The address of a desk page of the same plan and counting, with these controls and no others."""
        state = replace(DeskState(plan=self.plan, groups=self.state.groups), **controls)
        return address.raw_href(page, [*to_params(state), ("lang", self.here.lang)])

    def go(self, **changes: Any) -> None:  # noqa: ANN401 # fields of `DeskState`
        """Write other controls into the address and start the page again."""
        st.query_params.from_dict({**dict(to_params(replace(self.state, **changes))), "lang": self.here.lang})
        st.rerun()


def _fields(state: DeskState) -> dict[str, Any]:
    return {name: getattr(state, name) for name in DeskState.__dataclass_fields__}


def asked(desk: DeskPage, *names: str, **given: str) -> list[ShownQuery]:
    """The questions that the lists of a page come from, for its plan and counted as it counts: a question without a plan is asked whole.

    Args:
        desk: the page.
        names: of questions; one that lacks a value that it needs is left out.
        given: what the page shows besides: a unit, a goal, a node.
    """
    values = {"plan": desk.plan, "groups": "" if desk.state.groups == "one" else desk.state.groups, **given}
    needs = {name: {param.name for param in queries.load(name).params if param.required} for name in names}
    names = tuple(name for name in names if all(values.get(need) for need in needs[name]))
    return [shown_query(name, values, resources.workspace(), desk.here.lang) for name in names]


def open_desk(page: str, here: Here) -> DeskPage:
    """The page as the address asks for it."""
    return DeskPage(page, from_params({name: st.query_params.get_all(name) for name in st.query_params}), here)


def choose_plan(desk: DeskPage) -> None:
    """The choice of one plan."""
    here, data = desk.here, resources.workspace()
    _ = here.translate
    labels = {head.plan: head.named for head in resources.plans(data.store.revision, here.lang, data)}
    plan = st.selectbox(
        _("Plan"), list(labels), index=list(labels).index(desk.plan), format_func=labels.__getitem__,
        key=f"{desk.page}-plan-{here.lang}-{desk.plan}",
    )  # fmt: skip
    page.printed(labels[desk.plan])
    if plan != desk.plan:
        desk.go(plan=plan, unit="", pair=None)


def choose_unit(desk: DeskPage, units: Mapping[str, str]) -> None:
    """The choice of one unit of the plan, or of all.

    Args:
        desk: the page.
        units: what can be chosen, with names.
    """
    _ = desk.here.translate
    options = ["", *units]
    now = desk.state.unit if desk.state.unit in units else ""
    unit = st.selectbox(
        _("Unit"), options, index=options.index(now), format_func=lambda one: units.get(one, _("All units")),
        key=f"{desk.page}-unit-{desk.here.lang}-{desk.plan}-{now}",
    )  # fmt: skip
    if unit != now:
        desk.go(unit=unit, pair=None)


def choose_groups(desk: DeskPage) -> None:
    """The choice of how collective owners count."""
    _ = desk.here.translate
    counting = counting_words(_)
    groups = st.segmented_control(
        _("Collective owners"), list(counting), default=desk.state.groups, format_func=counting.__getitem__,
        key=f"groups-{desk.page}-{desk.here.lang}-{desk.state.groups}",
    )  # fmt: skip
    if groups is not None and groups != desk.state.groups:
        desk.go(groups=groups, pair=None)


def choose_least(desk: DeskPage) -> None:
    """The choice of how many measures are shared at least."""
    _ = desk.here.translate
    least = st.number_input(
        _("At least shared"), min_value=1, value=desk.state.least, step=1,
        key=f"{desk.page}-least-{desk.here.lang}-{desk.state.least}",
    )  # fmt: skip
    if int(least) != desk.state.least:
        desk.go(least=int(least), pair=None)
