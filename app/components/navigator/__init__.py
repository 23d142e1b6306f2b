"""Links that do not load the page again: a click on `a[data-az]`, anywhere, changes the address and runs its page.

What else concerns the whole document is done here too: its title and language, the question before a review is lost, the
words that Streamlit puts around widgets, and where Chinese headings may break (`phrases.js`).
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from aizone.app.components.navigator.frame_words import frame_words
from aizone.i18n import Lang

_HERE = Path(__file__).parent


@functools.cache
def _component() -> Callable[..., Any]:
    scripts = (_HERE / name for name in ("phrases.js", "navigator.js"))
    return st.components.v2.component("aizone_navigator", js="\n".join(one.read_text("utf-8") for one in scripts))


def navigator(title: str, lang: Lang, *, has_unsaved: bool) -> None:
    """Listen for clicks on links; name the browser's tab, and the document's language for screen readers.

    Args:
        title: of the tab.
        lang: 'zh' or 'en'.
        has_unsaved: whether something would be lost with this visit: the browser asks before it loads the page again or closes it.
    """
    data = {"title": title, "lang": lang, "unsaved": has_unsaved, "words": list(frame_words(lang).items())}
    _component()(key="az-navigator", data=data)
