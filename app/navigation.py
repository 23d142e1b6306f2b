"""The pages and the side bar."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from aizone.app import address, page, resources
from aizone.app.components.navigator import navigator
from aizone.app.intake.desk import has_unfinished_review
from aizone.app.visitor import visitor
from aizone.errors import N_, AizoneError
from aizone.i18n import Lang, Translate, translator
from aizone.workspace.people import Access

LANGUAGE_NAMES: dict[Lang, str] = {"zh": "中文", "en": "English"}


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A page: its path in the address ('' is the first), its file, its title and its group ('' for none).

    A page that is not listed is reached from the search box alone; others are listed for those who may do what needs `least`.
    """

    path: str
    file: str
    title: str
    group: str = ""
    is_listed: bool = True
    least: Access = "view"


ENTRIES: tuple[PageEntry, ...] = (
    PageEntry("", "screens/overview.py", N_("Overview")),
    PageEntry("explore", "screens/explore.py", N_("Explore")),
    PageEntry("matrix", "screens/matrix.py", N_("Matrix")),
    PageEntry("units", "screens/units.py", N_("Units")),
    PageEntry("time", "screens/time.py", N_("Time")),
    PageEntry("places", "screens/places.py", N_("Places and platforms")),
    PageEntry("plans", "screens/plans.py", N_("Plans")),
    PageEntry("add", "screens/add.py", N_("Add a plan")),
    PageEntry("questions", "screens/questions.py", N_("Question library"), N_("Ask")),
    PageEntry("query", "screens/sparql.py", N_("SPARQL"), N_("Ask")),
    PageEntry("findings", "screens/findings.py", N_("Findings"), N_("Coordinate")),
    PageEntry("overlaps", "screens/overlaps.py", N_("Overlaps"), N_("Coordinate")),
    PageEntry("load", "screens/load.py", N_("Load"), N_("Coordinate")),
    PageEntry("structure", "screens/structure.py", N_("Structure"), N_("Coordinate")),
    PageEntry("gaps", "screens/gaps.py", N_("Gaps"), N_("Coordinate")),
    PageEntry("meeting", "screens/meeting.py", N_("Meeting"), N_("Coordinate")),
    PageEntry("what-if", "screens/what_if.py", N_("What if"), N_("Coordinate")),
    PageEntry("compare", "screens/compare.py", N_("Compare plans"), N_("Coordinate")),
    PageEntry("quality", "screens/quality.py", N_("Data quality"), N_("Check")),
    PageEntry("about", "screens/about.py", N_("About"), N_("More")),
    PageEntry("log", "screens/log.py", N_("Log of writes"), N_("More"), least="admin"),
    PageEntry("find", "screens/find.py", N_("Search"), is_listed=False),
)
"""The pages in the order of the side bar; those of one group follow one another."""


def register(_: Translate) -> dict[str, StreamlitPage]:
    """Streamlit's page for each path."""
    return {
        entry.path: st.Page(entry.file, title=_(entry.title), url_path=entry.path or None, default=not entry.path)
        for entry in ENTRIES
    }


def draw(path: str, lang: Lang) -> None:
    """The side bar on the page of a path, and the listener for links.

    The pages are links with the same choice of plans; the two languages are links to the same selection.
    """
    _, plans = translator(lang), address.read(lang).plans
    person = visitor()
    listed = (one for one in ENTRIES if one.is_listed and person.may(one.least))
    groups = [
        (
            _(group) if group else "",
            [
                (address.href(entry.path, address.Address(plans=plans, lang=lang)), _(entry.title), entry.path == path)
                for entry in entries
            ],
        )
        for group, entries in groupby(listed, key=lambda entry: entry.group)
    ]
    params = [(name, value) for name in st.query_params for value in st.query_params.get_all(name) if name != "lang"]
    languages = [
        (name, address.raw_href(path, [*params, ("lang", other)]), other == lang)
        for other, name in LANGUAGE_NAMES.items()
    ]
    signed = _("{name}, who may {access}").format(name=person.name, access=access_words(_)[person.access]) if person.is_logged_in else ""  # fmt: skip
    st.html(page.frame_template("side_bar.html", lang).side_bar(groups, languages, signed), width="stretch")
    title = next(_(entry.title) for entry in ENTRIES if entry.path == path)
    navigator(" · ".join([*_selected(path, lang), title, "aizone"]), lang, has_unsaved=has_unfinished_review())


def access_words(_: Translate) -> dict[Access, str]:
    """The things that somebody may do, in words."""
    return {"view": _("look"), "review": _("look, decide and add"), "admin": _("do everything")}


def _selected(path: str, lang: Lang) -> list[str]:
    """The name of the entity that a page is about, for the tab's title; none where the address selects nothing known."""
    node = address.read(lang).id
    if not node or path not in {"explore", "matrix", "units"}:
        return []
    workspace = resources.workspace()
    try:
        label = resources.labels(workspace.store.revision, (node,), lang, workspace).get(node)
    except AizoneError:  # an address typed by hand; the page says what is wrong with it
        return []
    return [label] if label and label != node else []
