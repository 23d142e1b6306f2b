"""The search box of every page: what was typed, what it finds, and where each line leads."""

from __future__ import annotations

from typing import Any

import streamlit as st

from aizone.app import address, page, resources
from aizone.app.components.finder import finder
from aizone.app.here import Here
from aizone.projections.search.everything import FoundAnswers, find_everything
from aizone.views.desk.state import DeskState, to_params
from aizone.views.find.lines import (
    WHILE_TYPING,
    FoundGroup,
    FoundLine,
    Most,
    found_groups,
    line_count,
    nodes_of,
    plans_of,
)

_KEY, _TEXT = "az-finder", "az-finder-text"
_LIMIT = 10


def draw(*, is_exploring: bool) -> None:
    """Draw the box; what was typed at another address is forgotten."""
    _box(is_exploring)


@st.fragment
def _box(is_exploring: bool) -> None:
    """The box and its answers; typing draws this alone again."""
    here = page.here(is_exploring=is_exploring)
    text, place = st.session_state.get(_TEXT, ("", ""))
    text = text if place == _place() else ""
    _, ngettext = here.translate, here.counted
    groups = found_for(text, here, WHILE_TYPING, _LIMIT) if text else []
    count = line_count(groups)
    words = {
        "label": _("Search everything"),
        "placeholder": _("Search: a unit, goal 2, 三/(四)/2, any words of a plan, two names …"),
        "results": _("Search results"),
        "none": _("Nothing is found for “{words}”.").format(words=text),
        "status": ngettext("{count} result", "{count} results", count).format(count=count)
        if count
        else _("Nothing is found for “{words}”.").format(words=text),
    }
    shown = [{"title": group.title, "lines": [_line(line, text, here) for line in group.lines]} for group in groups]
    if count:
        every = {
            "href": all_of(text, here),
            "node": "",
            "title": _("All results for “{words}”").format(words=text),
            "is_sub": False,
        }
        shown.append({"title": "", "lines": [every]})
    finder(text, shown, words, here.lang, key=_KEY, on_typed=_typed)


def _typed() -> None:
    said = st.session_state.get(_KEY)
    told = said.get("typed") if said else None
    if isinstance(told, dict):
        st.session_state[_TEXT] = str(told.get("text", "")).strip(), _place()


def _place() -> str:
    """The address that something was typed at."""
    return repr([(name, st.query_params.get_all(name)) for name in sorted(st.query_params)])


def found_for(text: str, here: Here, most: Most, limit: int) -> list[FoundGroup]:
    """The answers to a text as lines, those of the plans chosen here first.

    Args:
        text: what was typed.
        here: the place; the plans chosen there come first.
        most: at most so many lines of each sort.
        limit: at most so many are looked for.
    """
    data = resources.workspace()
    revision = data.store.revision
    found: FoundAnswers = find_everything(
        data.store, resources.names(revision, data), resources.passages(revision, data), text, here.lang,
        plans=here.plans.plans if here.plans.is_chosen else (), limit=limit,
    )  # fmt: skip
    labels = dict(resources.labels(revision, tuple(dict.fromkeys(nodes_of(found))), here.lang, data))
    labels |= {head.plan: head.named for head in resources.plans(revision, here.lang, data) if head.plan in labels}
    places: dict[str, str] = {}
    for plan in sorted(plans_of(found, most)):
        places |= resources.numbering(revision, plan, here.lang, data)
    return found_groups(found, labels, places, here.lang, most)


def all_of(text: str, here: Here) -> str:
    """The address of the page with all that a text finds."""
    plans = here.plans.plans if here.plans.is_chosen else ()
    return address.raw_href("find", [("q", text), *(("plan", plan) for plan in plans), ("lang", here.lang)])


def href(line: FoundLine, text: str, here: Here) -> str:
    """The address that a line opens."""
    if line.opens == "pair":
        state = DeskState(plan=line.plan, least=1, pair=line.pair)
        return address.raw_href("overlaps", [*to_params(state), ("lang", here.lang)])
    if line.opens == "text":
        return here.plan_text(line.plan, line.node)
    return all_of(text, here) if line.opens == "all" else here.explore(line.node)


def _line(line: FoundLine, text: str, here: Here) -> dict[str, Any]:
    return {
        "href": href(line, text, here), "node": line.node, "title": line.title, "why": line.why, "before": line.before,
        "match": line.match, "after": line.after, "is_sub": line.is_sub,
    }  # fmt: skip
