"""Links that do not load the page anew: a click on `a[data-az]`, wherever it stands, becomes a trigger; the href stays real."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

KEY = "az-navigator"
_HERE = Path(__file__).parent


@functools.cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("aizone_navigator", js=(_HERE / "navigator.js").read_text("utf-8"))


def navigator(title: str, lang: str, on_go: Callable[[], None]) -> None:
    """Listen for clicks on links.

    Args:
        title: of the browser's tab.
        lang: language of the document, for screen readers.
        on_go: called before the next run; `st.session_state[KEY]["go"]` is `{"page": url path, "params": [[name, value]…]}`.
    """
    _component()(key=KEY, data={"title": title, "lang": lang}, on_go_change=on_go)
