"""The search box of every page, with its answers while one types; as a Streamlit component (v2)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


@functools.cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "aizone_finder",
        html=(_HERE / "finder.html").read_text("utf-8"),
        css=(_HERE / "finder.css").read_text("utf-8"),
        js=(_HERE / "finder.js").read_text("utf-8"),
    )


def finder(
    text: str,
    groups: Sequence[Mapping[str, Any]],
    words: Mapping[str, str],
    lang: str,
    *,
    key: str,
    on_typed: Callable[[], None],
) -> None:
    """Draw the box.

    Args:
        text: what the groups are answers to; the list is shown while the box still holds it.
        groups: each a `title` ('' for none) and its `lines`: `href`, `node`, `title`, `why`, `before`, `match`, `after`, `is_sub`.
        words: of the box, by name: `label`, `placeholder`, `results`, `none`, `status`.
        lang: language of the words.
        key: identity of the component; `st.session_state[key]["typed"]` has what was typed.
        on_typed: called after something was typed.
    """
    _component()(
        key=key,
        data={"text": text, "groups": list(groups), "words": dict(words), "lang": lang},
        on_typed_change=on_typed,
    )
