"""Saves a file in the visitor's browser, which also makes a picture (PNG) of a drawing (SVG)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


@functools.cache
def raster() -> str:
    """The code that saves files; it belongs before that of a component which does."""
    return (_HERE.parent / "raster.js").read_text("utf-8")


@functools.cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component("aizone_saver", js=raster() + (_HERE / "saver.js").read_text("utf-8"))


def saver(file: dict[str, Any], *, key: str) -> None:
    """Save a file, once for each `at`.

    Args:
        file: `name`, `mime`, `text`, and `at`, which is another one whenever the file is asked for again. A file of the type
            `image/png` holds the drawing that the picture is made of. With `chart`, the selector of a drawing on the page, the text
            is made of that, with `title` and `source` around it.
        key: identity of the component.
    """
    _component()(key=key, data={"file": file})
