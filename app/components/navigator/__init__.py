"""Links that do not load the page again: a click on `a[data-az]`, anywhere, changes the address and runs its page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


@functools.cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("aizone_navigator", js=(_HERE / "navigator.js").read_text("utf-8"))


def navigator(title: str, lang: str, *, has_unsaved: bool) -> None:
    """Listen for clicks on links; name the browser's tab, and the document's language for screen readers.

    Args:
        title: of the tab.
        lang: 'zh' or 'en'.
        has_unsaved: whether something would be lost with this visit: the browser asks before it loads the page again or closes it.
    """
    _component()(key="az-navigator", data={"title": title, "lang": lang, "unsaved": has_unsaved})
