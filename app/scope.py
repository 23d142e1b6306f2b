"""The choice of plans on every page that shows several: one, some or all; it stands in the address as `plan=`."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from aizone.app import address, page, resources
from aizone.app.here import Here
from aizone.i18n import Lang, Translate
from aizone.names.choosing import with_typed
from aizone.views.look.formats import number
from aizone.views.plan.scope import MOST, Scope, scope


def choose(lang: Lang, _: Translate) -> Scope:
    """Draw the choice, where there is one; the plans it comes to. Ends the page when the workspace holds none."""
    workspace = resources.workspace()
    heads = resources.plans(workspace.store.revision, lang, workspace)
    page.stop_if_empty(bool(heads))
    now = address.read(lang)
    found = scope(now.plans, heads)
    if len(heads) > 1:
        labels = {head.plan: head.label for head in heads}
        key = f"scope-{lang}-{'|'.join(now.plans)}"  # another address, a fresh widget
        chosen = st.multiselect(
            _("Plans"),
            list(labels),
            default=list(found.plans) if found.is_chosen else [],
            format_func=lambda plan: labels.get(plan, plan),
            placeholder=_("All plans") if len(found.heads) == len(heads) else found.heads[0].label,
            label_visibility="collapsed",
            key=key,
            accept_new_options=True,
        )
        names = resources.names(workspace.store.revision, workspace)
        plans, unknown = with_typed(names, chosen, list(labels))
        for words in unknown:
            page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=words))
        if plans != (found.plans if found.is_chosen else ()):
            address.write(replace(now, plans=plans))
            st.rerun()
    if found.left_out:
        page.notice(
            _("{count} more plans are not shown here. Choose up to {most} to see them together.").format(
                count=number(found.left_out, lang), most=MOST
            )
        )
    return found


def draw(here: Here) -> None:
    """Draw the choice, where there is one; another choice is written into the address and starts the page again.

    Ends the page when the workspace holds no plan.
    """
    _ = here.translate
    workspace = resources.workspace()
    heads = resources.plans(workspace.store.revision, here.lang, workspace)
    page.stop_if_empty(bool(heads))
    found = here.plans
    if len(heads) > 1:
        labels = {head.plan: head.label for head in heads}
        chosen = st.multiselect(
            _("Plans"),
            list(labels),
            default=list(found.plans) if found.is_chosen else [],
            format_func=lambda plan: labels.get(plan, plan),
            placeholder=_("All plans") if len(found.heads) == len(heads) else found.heads[0].label,
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
    if found.left_out:
        page.notice(
            _("{count} more plans are not shown here. Choose up to {most} to see them together.").format(
                count=number(found.left_out, here.lang), most=MOST
            )
        )


def current(lang: Lang) -> Scope:
    """The plans the address comes to, without a widget. Ends the page when the workspace holds none."""
    workspace = resources.workspace()
    heads = resources.plans(workspace.store.revision, lang, workspace)
    page.stop_if_empty(bool(heads))
    return scope(address.read(lang).plans, heads)


def href(to: str, found: Scope, lang: Lang) -> str:
    """The address of another page with the same choice of plans."""
    return address.href(to, address.Address(plans=found.plans if found.is_chosen else (), lang=lang))
