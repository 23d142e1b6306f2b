"""Asks how the selected entity is connected with another one, found by its name wherever it stands."""

from __future__ import annotations

import streamlit as st

from aizone.app import page
from aizone.app.panels import graph_acts
from aizone.i18n import Lang, Translate
from aizone.names.known import KnownNames
from aizone.names.search import search

_MOST = 5


def draw(node: str, names: KnownNames, lang: Lang, _: Translate) -> None:
    """A search for the other end; choosing one draws and tells the shortest way to it.

    Args:
        node: the selected entity.
        names: what can be found.
        lang: language of names.
        _: translator of the wording.
    """
    with st.expander(_("How is it connected with …"), key=f"path-{node}"):
        typed = st.text_input(
            _("Name of the other one"),
            placeholder=_("name, short name, pinyin or initials"),
            key=f"path-other-{node}",
        ).strip()
        if not typed:
            return
        hits = [hit for hit in search(names, typed, lang, limit=_MOST + 1) if hit.node != node][:_MOST]
        if not hits:
            page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=typed))
        for hit in hits:
            st.button(
                page.plain(f"{hit.label} · {hit.kind}"),
                key=f"path-to-{hit.node}",
                on_click=graph_acts.connect,
                args=(node, hit.node),
                use_container_width=True,
            )
