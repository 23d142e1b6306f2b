"""Search: everything that the words of the address find, as a page that can be linked and printed."""

from __future__ import annotations

import streamlit as st

from aizone.app import page
from aizone.app.panels.finder import found_for, href
from aizone.projections.search.everything import MOST_FOUND
from aizone.views.find.lines import ON_A_PAGE, line_count
from aizone.views.look.formats import number

here = page.here()
_ = here.translate
text = (st.query_params.get("q") or "").strip()
page.header(
    _("Results for “{words}”").format(words=text) if text else _("Search"),
    _(
        "Names in full or short, pinyin or initials; goal and clause numbers; words of the plans; two names for what they share."
    ),
)
page.stop_if_empty(here)
if not text:
    page.empty(_("Nothing is asked yet."), _("Type into the box at the top of the page, or press “/” to get there."))
    st.stop()
with page.loading(_("Reading the plans …")):
    groups = found_for(text, here, ON_A_PAGE, MOST_FOUND)
if not line_count(groups):
    page.empty(
        _("Nothing is found for “{words}”.").format(words=text), _("Try a shorter part of a name, or other words.")
    )
html = page.template("find.html", here)
for group in groups:
    title = group.title or _("Answers")
    page.section(title, number(len(group.lines), here.lang) + ("+" if group.has_more else ""))
    st.html(
        html.lines(
            [(line, href(line, text, here) if line.opens != "all" else here.explore(line.node)) for line in group.lines]
        )
    )
