"""The plan itself in reading order; selecting in it selects everywhere."""

from __future__ import annotations

import functools

import streamlit as st

from aizone.app import page, resources
from aizone.app.address import Address
from aizone.app.components.scroller import scroll_to
from aizone.app.here import Here
from aizone.views.plan.outline_text import OutlinePart, OutlinePassage, OutlineText

_PLAN = "id:plan/"


def draw(here: Here, plans: tuple[str, ...]) -> None:
    """Draw the text of one of the plans; what is in it are links.

    Args:
        here: the selection; whatever speaks of it is marked, and the first place scrolled to.
        plans: to choose from, at least one.
    """
    _, now, workspace = here.translate, here.address, resources.workspace()
    revision = workspace.store.revision
    plan = _plan_of(now, plans, here)
    if len(plans) > 1:
        labels = {head.plan: head.named for head in resources.plans(revision, here.lang, workspace)}
        plan = st.selectbox(
            _("Plan"), plans, index=plans.index(plan), format_func=labels.__getitem__,
            label_visibility="collapsed", key=f"text-plan-{here.lang}-{now.id}",
        )  # fmt: skip
    outline = resources.outline(revision, plan, here.lang, workspace)
    if not outline.text_held:
        page.notice(
            _("The workspace does not hold this plan's sentences: you see headings, our summaries, owner lists and positions. "
              "To read the text here, add the plan's file.")
        )  # fmt: skip
        st.html(page.template("outline.html", here).add_file())
    if outline.is_damaged:
        page.notice(
            _("A star (*) stands for characters missing from the copy this plan was read from. "
              "Names and headings are read as if they were there.")
        )  # fmt: skip
    html = page.template("outline.html", here)
    page.printed(next(head.named for head in resources.plans(revision, here.lang, workspace) if head.plan == plan))
    st.html(html.contents(outline))
    with st.container(height=640, border=False, key="text-panel"):
        st.html(html.text(outline, functools.partial(_speaks_of, now)))
    scroll_to(_first_place(outline, now), key=f"text-scroll-{plan}")


def _plan_of(now: Address, plans: tuple[str, ...], here: Here) -> str:
    """The plan the selection belongs to, else the first that speaks of it, else the first."""
    node, workspace = now.id or "", resources.workspace()
    own = next((plan for plan in plans if node == plan or node.startswith(f"{plan}/")), None)
    if own is not None or not node or node.startswith(_PLAN):
        return own or plans[0]
    for plan in plans:
        if resources.outline(workspace.store.revision, plan, here.lang, workspace).places_of(node):
            return plan
    return plans[0]


def _speaks_of(now: Address, part: OutlinePart, passage: OutlinePassage) -> bool:
    """True for a passage that speaks of the selection; a selected heading is marked itself, not its passages."""
    if now.edge is not None:
        task, role, unit = now.edge
        return task == part.node and any((owner.role, owner.unit) == (role, unit) for owner in passage.owners)
    return now.id is not None and now.id != part.node and passage.speaks_of(now.id)


def _first_place(outline: OutlineText, now: Address) -> str | None:
    """The first passage that states the selected responsibility, else the first place that speaks of the selected entity."""
    if now.edge is not None:
        for part in outline.parts:
            for passage in part.passages:
                if _speaks_of(now, part, passage):
                    return passage.node
    return next(iter(outline.places_of(now.id or "")), None)
