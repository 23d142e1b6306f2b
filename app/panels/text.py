"""The plan itself in reading order; selecting in it selects everywhere."""

from __future__ import annotations

import streamlit as st

from aizone.app import page, resources
from aizone.app.address import Address
from aizone.app.components.scroller import scroll_to
from aizone.app.outline_html import contents_html, outline_html
from aizone.i18n import Lang, Translate
from aizone.views.plan.outline_text import OutlineText

_PLAN = "id:plan/"


def draw(now: Address, plans: tuple[str, ...], lang: Lang, _: Translate) -> Address | None:
    """Draw the text; see `aizone.app.panels`. What is in it are links, so nothing is returned."""
    plan = _plan_of(now, plans, lang)
    if len(plans) > 1:
        heads = {head.plan: head for head in resources.plans(_revision(), lang, resources.workspace())}
        plan = st.selectbox(
            _("Plan"), plans, index=plans.index(plan), format_func=lambda key: heads[key].label,
            label_visibility="collapsed", key=f"text-plan-{lang}-{now.id}",
        )  # fmt: skip
    outline = resources.outline(_revision(), plan, lang, resources.workspace())
    if not outline.text_held:
        page.notice(
            _("The workspace does not hold this plan's sentences: you see headings, our summaries, owner lists and positions. "
              "To read the text here, run 'aizone ingest FILE' with the plan's file.")
        )  # fmt: skip
    st.html(contents_html(outline, now, _))
    with st.container(height=640, border=False, key="text-panel"):
        st.html(outline_html(outline, now, _))
    scroll_to(_first_place(outline, now), key=f"text-scroll-{plan}")
    return None


def _revision() -> str:
    return resources.workspace().store.revision


def _plan_of(now: Address, plans: tuple[str, ...], lang: Lang) -> str:
    """The plan the selection stands in, else the first that speaks of it, else the first."""
    node = now.id or ""
    own = next((plan for plan in plans if node == plan or node.startswith(f"{plan}/")), None)
    if own is not None or not node or node.startswith(_PLAN):
        return own or plans[0]
    workspace = resources.workspace()
    for plan in plans:
        if resources.outline(workspace.store.revision, plan, lang, workspace).places_of(node):
            return plan
    return plans[0]


def _first_place(outline: OutlineText, now: Address) -> str | None:
    if now.edge is not None:
        task, role, unit = now.edge
        for part in outline.parts:
            for passage in part.passages:
                if part.node == task and any((owner.role, owner.unit) == (role, unit) for owner in passage.owners):
                    return passage.node
    return next(iter(outline.places_of(now.id or "")), None)
