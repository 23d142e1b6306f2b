"""Filters of a list that stand in the address, so that a copied link opens the same rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from aizone.app.address import FILTERS
from aizone.app.here import Here
from aizone.app.panels.kept_fields import keep, show

_FITS, _CLASS = FILTERS


def typed_name(key: str, placeholder: str, here: Here) -> str:
    """The words that rows are to fit, typed or of the address."""
    _ = here.translate
    asked = st.query_params.get(_FITS, "")
    show(key, asked)
    typed = st.text_input(_("Filter by name"), placeholder=placeholder, key=key, label_visibility="collapsed")
    keep(key, asked, typed, _FITS, [typed])
    return typed


def chosen_classes(key: str, classes: Sequence[str], words: Callable[[str], str], here: Here) -> list[str]:
    """The classes that rows are to be of, chosen or of the address; none for all."""
    _ = here.translate
    asked = [one for one in st.query_params.get_all(_CLASS) if one in classes]
    show(key, asked)
    chosen = st.pills(
        _("Classes"), classes, selection_mode="multi", key=key, format_func=words, label_visibility="collapsed"
    )
    keep(key, asked, list(chosen), _CLASS, list(chosen))
    return list(chosen)
