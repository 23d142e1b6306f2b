"""The responsibility matrix: a table with heads that stay, cells that are links, and arrow keys that walk."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


@functools.cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "aizone_matrix",
        html=(_HERE / "matrix.html").read_text("utf-8"),
        css=(_HERE / "matrix.css").read_text("utf-8"),
        js="\n".join((_HERE / name).read_text("utf-8") for name in ("../navigator/phrases.js", "matrix.js")),
    )


def matrix(data: Mapping[str, Any], *, key: str) -> None:
    """Draw a matrix.

    Args:
        data: what `aizone.app.panels.matrix_data.matrix_data` makes; all its strings are shown as text, never as markup.
        key: identity of the component.
    """
    _component()(key=key, data=dict(data))
