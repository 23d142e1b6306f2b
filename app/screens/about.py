"""About: which version and data these are, where they come from, under which licence, and what the terms mean."""

from __future__ import annotations

import streamlit as st

from aizone.app import page, resources
from aizone.version import __version__
from aizone.views.look.formats import number

_FILES = ("aizone.ttl", "schemes.ttl", "shapes.ttl")

here, workspace = page.here(), resources.workspace()
_, store = here.translate, workspace.store
about = resources.about(store.revision, here.lang, workspace)
html = page.template("about.html", here)
page.header(_("About"), _("Which data these are, where they come from, and what the words mean."))
st.html(
    page.template("parts.html", here).tiles(
        [
            (__version__, _("version of aizone")),
            (store.revision[:8], _("data version")),
            (number(len(workspace.plan_slugs()), here.lang), _("plans")),
            (number(len(store), here.lang), _("statements")),
        ]
    )
)
left, right = st.columns([2, 3], gap="large")
with left:
    st.html(html.purpose())
    page.section(_("Ontology files"))
    with st.container(horizontal=True):
        for name in _FILES:
            data = (workspace.paths.ontology / name).read_bytes()
            st.download_button(name, data, file_name=name, mime="text/turtle", on_click="ignore", key=f"about-{name}")
    st.html(html.sources(about.sources))
with right:
    st.html(html.terms(_("Classes"), about.classes))
    st.html(html.terms(_("Properties"), about.properties))
