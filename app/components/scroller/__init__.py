"""Brings the place that is selected into sight, wherever on the page it is."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


@functools.cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("aizone_scroller", js=(_HERE / "scroller.js").read_text("utf-8"))


def scroll_to(node: str | None, *, key: str) -> None:
    """Scroll to the element whose `data-node` is `node`; None leaves the page where it is."""
    _component()(key=key, data={"node": node})
