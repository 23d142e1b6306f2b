"""The choice of plans on every page that shows several: one, some or all; the address holds it as `plan=`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import streamlit as st

from aizone.app import address, page, resources
from aizone.app.here import Here
from aizone.names.choosing import with_typed
from aizone.views.look.formats import number
from aizone.views.plan.scope import MOST


def draw(here: Here) -> None:
    """Draw the choice with what it leaves out.

    Ends the page when the workspace holds no plan.
    """
    draw_choice(here)
    say_left_out(here)


def draw_choice(here: Here) -> None:
    """Draw the choice, where there is one; another choice is written into the address and starts the page again.

    Ends the page when the workspace holds no plan.
    """
    page.stop_if_empty(here)
    _, found, workspace = here.translate, here.plans, resources.workspace()
    labels = {head.plan: head.named for head in resources.plans(workspace.store.revision, here.lang, workspace)}
    if len(labels) > 1:
        chosen = st.multiselect(
            _("Plans"),
            list(labels),
            default=list(found.plans) if found.is_chosen else [],
            format_func=lambda plan: labels.get(plan, plan),
            placeholder=_without_choice(here, len(labels)),
            label_visibility="collapsed",
            key=f"scope-{here.lang}-{'|'.join(here.address.plans)}",  # another address, a fresh widget
            accept_new_options=True,
        )
        names = resources.names(workspace.store.revision, workspace)
        plans, unknown = with_typed(names, chosen, list(labels))
        for words in unknown:
            page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=words))
        if plans != (found.plans if found.is_chosen else ()):
            address.write(replace(here.address, plans=plans))
            st.rerun()


def print_names(plans: Collection[str], here: Here) -> None:
    """Tell the reader of a printed page which plans it shows; the choice itself stays on the screen."""
    workspace = resources.workspace()
    heads = resources.plans(workspace.store.revision, here.lang, workspace)
    page.printed(*(here.plan_name(head.plan, head.named) for head in heads if head.plan in plans))


def _without_choice(here: Here, count: int) -> str:
    """The words in the box while nothing is chosen."""
    _, found = here.translate, here.plans
    if len(found.heads) == count:
        return _("All plans")
    if found.left_out:
        return found.heads[0].named
    return _("All plans but invented examples")


def say_left_out(here: Here) -> None:
    """Say what the page does not count: plans left out for their number, and invented examples."""
    ngettext, found = here.counted, here.plans
    if found.left_out:
        page.notice(
            ngettext(
                "{count} more plan is not shown here. Choose up to {most} to see them together.",
                "{count} more plans are not shown here. Choose up to {most} to see them together.",
                found.left_out,
            ).format(count=number(found.left_out, here.lang), most=MOST)
        )
    if found.invented_left_out:
        words = ngettext(
            "{count} invented example is not counted here. Choose it above to see it.",
            "{count} invented examples are not counted here. Choose them above to see them.",
            found.invented_left_out,
        )
        page.facts(words.format(count=number(found.invented_left_out, here.lang)))
