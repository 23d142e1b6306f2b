"""Buttons that save a picture of a page: drawn when it is asked for, with a title, a legend and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from aizone.app import resources
from aizone.app.components.saver import saver
from aizone.app.here import Here
from aizone.exports.picture_files import PICTURE_TYPES
from aizone.exports.picture_frame import FrameWords, file_stem, source_words

_FORMS = ("png", "svg")


def source_of(here: Here, nodes: Iterable[str] = ()) -> str:
    """The line below a picture: the plans it was drawn from.

    Args:
        here: the place; its plans are named where the nodes belong to none.
        nodes: what the picture shows.
    """
    workspace = resources.workspace()
    heads = resources.plans(workspace.store.revision, here.lang, workspace)
    parts = list(nodes)
    drawn = [
        head.named for head in heads if any(node == head.plan or node.startswith(f"{head.plan}/") for node in parts)
    ]
    return source_words(drawn or [head.named for head in here.plans.heads], workspace.revision, here.lang)


def title_of(what: str, here: Here, plans: Iterable[str] = ()) -> str:
    """The title of a picture: what it shows, and of which plan.

    Args:
        what: in words.
        here: the place; its plans are meant where none are given.
        plans: CURIEs of the plans it was drawn from.
    """
    _, wanted = here.translate, set(plans)
    workspace = resources.workspace()
    heads = resources.plans(workspace.store.revision, here.lang, workspace)
    named = [head.named for head in heads if head.plan in wanted] or [head.named for head in here.plans.heads]
    if len(named) == 1:
        return f"{named[0]} · {what}"
    return _("{what} of {count} plans").format(what=what, count=len(named))


@st.fragment
def buttons(
    draw: Callable[[FrameWords], str], title: str, here: Here, *, name: str, plans: tuple[str, ...] = ()
) -> None:
    """The buttons that save a picture.

    Args:
        draw: makes the drawing (SVG) with these words around it.
        title: what the picture shows; the file is named after it.
        here: the place.
        name: sets the buttons of one picture apart from those of another.
        plans: CURIEs of the plans it was drawn from; those of the place where none are given.
    """
    form = _asked(name, here)
    if form:
        _save(form, title, name, {"text": draw(FrameWords(title, source_of(here, plans)))})


@st.fragment
def chart_buttons(chart: str, title: str, here: Here, *, name: str, plans: tuple[str, ...] = ()) -> None:
    """The buttons that save a chart as it is on the page.

    Args:
        chart: the key of the container that holds the chart.
        title: what it shows; the file is named after it.
        here: the place.
        name: see `buttons`.
        plans: likewise.
    """
    form = _asked(name, here)
    if form:
        selector = f'[class*="st-key-{chart}"] svg.marks'
        _save(form, title, name, {"chart": selector, "title": title, "source": source_of(here, plans)})


def _asked(name: str, here: Here) -> str:
    """Draw the buttons; the form that was asked for just now."""
    _ = here.translate
    words = {"png": _("Picture (PNG)"), "svg": _("Drawing (SVG)")}
    with st.container(horizontal=True, key=f"picture-{name}"):
        asked = [
            form
            for form in _FORMS
            if st.button(words[form], key=f"picture-{name}-{form}-{here.lang}", icon=":material/download:")
        ]
    return asked[0] if asked else ""


def _save(form: str, title: str, name: str, what: dict[str, str]) -> None:
    count = st.session_state[f"picture-{name}-count"] = st.session_state.get(f"picture-{name}-count", 0) + 1
    file = {"name": f"{file_stem(title)}.{form}", "mime": PICTURE_TYPES[form], "at": f"{name}-{count}", **what}
    saver(file, key=f"picture-{name}-saver")
