"""Asks how the selected entity is connected with another one, found by its name wherever it is."""

from __future__ import annotations

import streamlit as st

from aizone.app import page
from aizone.app.here import Here
from aizone.app.panels.graph_visit import note_connection
from aizone.names.known import KnownNames
from aizone.names.search import search

_MOST = 5


def draw(node: str, names: KnownNames, here: Here) -> None:
    """A search for the other end; choosing one draws and tells the shortest way to it.

    Args:
        node: the selected entity.
        names: what can be found.
        here: the language of names.
    """
    _ = here.translate
    with st.expander(_("How is it connected with …"), key=f"path-{node}"):
        typed = st.text_input(
            _("Name of the other one"),
            placeholder=_("name, short name, pinyin or initials"),
            key=f"path-other-{node}",
        ).strip()
        if not typed:
            return
        hits = [hit for hit in search(names, typed, here.lang, limit=_MOST + 1) if hit.node != node][:_MOST]
        if not hits:
            page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=typed))
        for hit in hits:
            st.button(
                page.plain(f"{hit.label} · {hit.kind}"),
                key=f"path-to-{hit.node}",
                on_click=note_connection,
                args=(node, hit.node),
                use_container_width=True,
            )
