"""A visitor's picture of the graph: kept in the session between runs, and handed to whatever draws or changes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from aizone.views.graph.state import GraphState

COMPONENT = "az-graph"
"""Key of the component in the session."""
_VISIT = "az-graph-visit"

Event = dict[str, Any]
"""A report of the component: an `act`, with `node`, `nodes`, `edge`, `places`, `relation`, `key` or `format` where the act needs it."""


@dataclass(slots=True)
class GraphVisit:
    """The picture and what was asked of it.

    `ends` are the two entities whose connection was asked for last, on screen or not; `is_apart` says that nothing connects them; `file` is something to save once; `waiting` are acts not applied yet, oldest first.
    """

    state: GraphState | None = None
    ends: tuple[str, ...] = ()
    is_apart: bool = False
    file: dict[str, Any] | None = None
    waiting: list[Event] = field(default_factory=list)

    def take_waiting(self) -> list[Event]:
        """The acts to apply now; none waits any longer."""
        taken, self.waiting = self.waiting, []
        return taken

    def take_file(self) -> dict[str, Any] | None:
        """The file to save now; the next run has none."""
        taken, self.file = self.file, None
        return taken


def graph_visit() -> GraphVisit:
    """That of this session."""
    found: GraphVisit = st.session_state.setdefault(_VISIT, GraphVisit())
    return found


def is_narrow() -> bool:
    """Tell whether the component said that its window is too narrow for what is around an entity."""
    return bool((st.session_state.get(COMPONENT) or {}).get("narrow"))


def note_act() -> None:
    """Keep an act of the component until the page applies it; a callback, so it runs before the page."""
    event = (st.session_state.get(COMPONENT) or {}).get("act")
    if event:
        graph_visit().waiting.append(event)


def note_connection(node: str, other: str) -> None:
    """Ask how the selected entity is connected with any other one; a callback of the search for that one."""
    visit = graph_visit()
    visit.ends = (node, other)
    visit.waiting.append({"act": "connect", "nodes": [node, other]})
