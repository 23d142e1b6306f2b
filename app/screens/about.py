"""About: which version and data these are, where they come from, under which licence, and what the terms mean."""

from __future__ import annotations

import streamlit as st

from aizone.app import page, resources
from aizone.i18n import Translate
from aizone.version import __version__
from aizone.views.ask.about import SourceLine
from aizone.views.look.formats import number

_FILES = ("aizone.ttl", "schemes.ttl", "shapes.ttl")


def _sources(lines: tuple[SourceLine, ...], _: Translate) -> str:
    head = page.table_head((_("What"), ""), (_("Licence"), ""), (_("Made from"), ""))
    rows = "".join(
        f'<tr><td>{page.escape(line.title)}{page.meta(line.node)}</td><td class="az-code">{page.escape(line.licence)}</td>'
        f"<td>{page.escape(line.source)}</td></tr>"
        for line in lines
    )
    return f'<table class="az-list">{head}{rows}</table>'


lang, _ = page.translate()
workspace = resources.workspace()
store = workspace.store
about = resources.about(store.revision, lang, workspace)
page.header(_("About"), _("Which data these are, where they come from, and what the words mean."))
st.html(
    page.tiles(
        [
            (__version__, _("version of aizone")),
            (store.revision[:8], _("data version")),
            (number(len(workspace.plan_slugs()), lang), _("plans")),
            (number(len(store), lang), _("statements (quads)")),
        ]
    )
)
left, right = st.columns([2, 3], gap="large")
with left:
    st.html(
        page.h2(_("What this is"))
        + "".join(
            f"<p>{page.escape(words)}</p>"
            for words in (
                _(
                    "aizone reads government action plans and shows who is responsible for what: every responsibility is one statement with the sentence it was read from."
                ),
                _("Roles that the plan does not state in so many words are marked as inferred, with the reason."),
                _("Nothing on these pages is fetched from another host, and nothing is sent to one."),
                _(
                    "The program is under the Apache License 2.0. The plans' sentences belong to their issuers; the shipped data hold facts about real plans, and the full text of an invented one only."
                ),
            )
        )
    )
    st.html(page.h2(_("Ontology files")))
    with st.container(horizontal=True):
        for name in _FILES:
            path = workspace.paths.ontology / name
            st.download_button(
                name, path.read_bytes(), file_name=name, mime="text/turtle", on_click="ignore", key=f"about-{name}"
            )
    st.html(page.h2(_("Registries and vocabularies")) + _sources(about.sources, _))
with right:
    for own, title in ((about.classes, _("Classes")), (about.properties, _("Properties"))):
        head = page.table_head((_("Term"), ""), (_("Label"), ""), (_("Definition"), ""))
        rows = "".join(
            f"<tr><td><code>{page.escape(term.term)}</code></td><td>{page.escape(term.label)}</td><td>{page.escape(term.definition)}</td></tr>"
            for term in own
        )
        st.html(f'{page.h2(title, number(len(own), lang))}<table class="az-list az-terms">{head}{rows}</table>')
