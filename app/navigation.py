"""The pages and the side bar."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from aizone.app import address, page
from aizone.app.components.navigator import navigator
from aizone.errors import N_
from aizone.i18n import Lang, Translate


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
    Entry("matrix", "screens/matrix.py", N_("Matrix")),
    Entry("units", "screens/units.py", N_("Units")),
    Entry("places", "screens/places.py", N_("Places and platforms")),
    Entry("plans", "screens/plans.py", N_("Plans")),
    Entry("add", "screens/add.py", N_("Add a plan")),
    Entry("overlaps", "screens/overlaps.py", N_("Overlaps"), N_("Check")),
    Entry("quality", "screens/quality.py", N_("Data quality"), N_("Check")),
    Entry("query", "screens/sparql.py", N_("SPARQL"), N_("Check")),
    Entry("about", "screens/about.py", N_("About"), N_("More")),
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
    now = address.read(lang)
    st.html(_side_bar(here, now, _), width="stretch")
    title = next(_(entry.title) for entry in ENTRIES if entry.path == here)
    navigator(f"{title} · aizone", lang)


def _side_bar(here: str, now: address.Address, _: Translate) -> str:
    parts, group = [], ""
    slogan, name = _("Who does what in a plan"), _("Pages")
    for entry in ENTRIES:
        title = _(entry.title)
        if entry.group != group:
            group = entry.group
            words = _(group) if group else ""
            parts.append(f'<div class="az-nav-group">{page.escape(words)}</div>')
        current = ' aria-current="page"' if entry.path == here else ""
        link = address.href(entry.path, address.Address(plans=now.plans, lang=now.lang))
        parts.append(f'<a data-az href="{page.escape(link)}" target="_self"{current}>{page.escape(title)}</a>')
    return (
        '<div class="az-brand"><span class="az-mark" aria-hidden="true"><i></i><i></i><i></i></span>'
        f"<b>aizone</b><small>{page.escape(slogan)}</small></div>"
        f'<nav class="az-nav" aria-label="{page.escape(name)}">{"".join(parts)}</nav>'
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
