"""The workspace as a run of a page sees it: opened once for every visitor, looked at once per run."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from contextvars import ContextVar

import streamlit as st

from aizone.app.visitor import visitor
from aizone.settings import STORE_VARIABLE
from aizone.workspace import Workspace, open_to_ask
from aizone.workspace.writer import commits_made

_PUBLISHED_S = 5.0
"""A server is asked for its revision once in so many seconds: runs follow one another quickly."""

_seen: ContextVar[list[tuple[int, Workspace]] | None] = ContextVar("what this run saw of the workspace", default=None)


@contextlib.contextmanager
def one_look() -> Iterator[None]:
    """A run of a page: in it the files are looked at once, and again only after a change that this process made."""
    token = _seen.set([])
    try:
        yield
    finally:
        _seen.reset(token)


def workspace() -> Workspace:
    """The workspace as its files are now, or were when this run began; one on a server as it was some seconds ago."""
    seen, commits = _seen.get(), commits_made()
    if seen and seen[-1][0] == commits:
        return seen[-1][1]
    found = _workspace(_published_revision() if os.environ.get(STORE_VARIABLE) else open_to_ask().revision)
    if seen is not None:
        seen.append((commits, found))
    return found


@st.cache_resource(max_entries=2)
def _workspace(revision: str) -> Workspace:
    return open_to_ask(who=visitor)


@st.cache_data(ttl=_PUBLISHED_S, show_spinner=False)
def _published_revision() -> str:
    return open_to_ask().revision
