"""Filters of a list that stand in the address, so that a copied link opens the same rows; they keep the keyboard while one types."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from aizone.app.address import FILTERS
from aizone.app.here import Here

_FITS, _CLASS = FILTERS


def typed_name(key: str, placeholder: str, here: Here) -> str:
    """The words that rows are to fit, typed or of the address."""
    _ = here.translate
    asked = st.query_params.get(_FITS, "")
    _show(key, asked)
    typed = st.text_input(_("Filter by name"), placeholder=placeholder, key=key, label_visibility="collapsed")
    if typed != asked:
        _keep(key, _FITS, [typed] if typed else [], typed)
    return typed


def chosen_classes(key: str, classes: Sequence[str], words: Callable[[str], str], here: Here) -> list[str]:
    """The classes that rows are to be of, chosen or of the address; none for all."""
    _ = here.translate
    asked = [one for one in st.query_params.get_all(_CLASS) if one in classes]
    _show(key, asked)
    chosen = st.pills(
        _("Classes"), classes, selection_mode="multi", key=key, format_func=words, label_visibility="collapsed"
    )
    if list(chosen) != asked:
        _keep(key, _CLASS, list(chosen), list(chosen))
    return list(chosen)


def _show(key: str, asked: str | list[str]) -> None:
    """Have the widget show what another address says; what was typed since is in the address already."""
    if st.session_state.get(f"{key}-asked", None) != asked:
        st.session_state[key] = st.session_state[f"{key}-asked"] = asked


def _keep(key: str, name: str, values: list[str], asked: str | list[str]) -> None:
    st.session_state[f"{key}-asked"] = asked
    if values:
        st.query_params[name] = values
    else:
        st.query_params.pop(name, None)
    st.rerun()  # links of the page carry the address
