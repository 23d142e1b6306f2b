"""The pages, their order in the side bar, and how a click on a link gets there without loading the page anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from aizone.app import address, page
from aizone.app.components.navigator import KEY, navigator
from aizone.errors import N_
from aizone.i18n import Lang, Translate

_TURN = "az-turn"
_HERE = "az-here"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its path in the address ('' is the first), its file, its title and the group it stands in ('' for none)."""

    path: str
    file: str
    title: str
    group: str = ""


ENTRIES: tuple[Entry, ...] = (
    Entry("", "screens/overview.py", N_("Overview")),
    Entry("explore", "screens/explore.py", N_("Explore")),
    Entry("overlaps", "screens/overlaps.py", N_("Overlaps"), N_("Check")),
    Entry("query", "screens/sparql.py", N_("SPARQL"), N_("Check")),
)
"""The pages in the order of the side bar; those of one group stand together."""


def register(_: Translate) -> dict[str, StreamlitPage]:
    """Streamlit's page for each path."""
    return {
        entry.path: st.Page(entry.file, title=_(entry.title), url_path=entry.path or None, default=not entry.path)
        for entry in ENTRIES
    }


def draw(here: str, lang: Lang, _: Translate) -> None:
    """The side bar, and the listener for links."""
    st.session_state[_HERE] = here
    now = address.read(lang)
    st.html(_side_bar(here, now, _), width="stretch")
    title = next(_(entry.title) for entry in ENTRIES if entry.path == here)
    navigator(f"{title} · aizone", lang, _on_go)


def turn(pages: dict[str, StreamlitPage]) -> None:
    """Go to the page of the link that was clicked, if it is another page."""
    wanted = st.session_state.pop(_TURN, None)
    if wanted is not None:
        st.switch_page(pages[wanted[0]], query_params=wanted[1])


def _on_go() -> None:
    asked: dict[str, Any] = (st.session_state.get(KEY) or {}).get("go") or {}
    path = asked.get("page")
    if path not in {entry.path for entry in ENTRIES}:
        return
    params: dict[str, list[str]] = {}
    for name, value in asked.get("params") or ():
        params.setdefault(str(name), []).append(str(value))
    if path == st.session_state.get(_HERE):
        st.query_params.from_dict(params)
    else:
        st.session_state[_TURN] = (path, params)


def _side_bar(here: str, now: address.Address, _: Translate) -> str:
    parts, group = [], ""
    for entry in ENTRIES:
        if entry.group != group:
            parts.append(f'<div class="az-nav-group">{page.escape(_(entry.group))}</div>')
            group = entry.group
        current = ' aria-current="page"' if entry.path == here else ""
        link = address.href(entry.path, address.Address(plans=now.plans, lang=now.lang))
        parts.append(f'<a data-az href="{page.escape(link)}" target="_self"{current}>{page.escape(_(entry.title))}</a>')
    return (
        '<div class="az-brand"><span class="az-mark" aria-hidden="true"><i></i><i></i><i></i></span>'
        f"<b>aizone</b><small>{page.escape(_('Who does what in a plan'))}</small></div>"
        f'<nav class="az-nav" aria-label="{page.escape(_("Pages"))}">{"".join(parts)}</nav>'
        f"{_languages(here, now, _)}"
    )


def _languages(here: str, now: address.Address, _: Translate) -> str:
    """The two languages as links to the same selection."""
    params = [(name, value) for name in st.query_params for value in st.query_params.get_all(name) if name != "lang"]
    links = [
        (name, address.raw_href(here, [*params, ("lang", lang)]), lang == now.lang)
        for lang, name in page.LANGUAGE_NAMES.items()
    ]
    return page.tabs(_("Language"), links)
