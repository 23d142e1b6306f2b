"""Fields whose contents stand in the address, so that a link or a reload keeps what was entered; they keep the keyboard while one types.

A field is drawn between `show` and `keep`, without a value of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def show(key: str, asked: str | list[str] | None) -> None:
    """Have a widget show what another address says; what was entered since is in the address already.

    Args:
        key: of the widget.
        asked: what the address says, as the widget's value.
    """
    shown = f"{key}-asked"
    if key not in st.session_state or st.session_state.get(shown) != asked:
        st.session_state[key] = st.session_state[shown] = asked


def keep(
    key: str, asked: str | list[str] | None, entered: str | list[str] | None, name: str, values: Sequence[str]
) -> None:
    """Write what was entered into the address and start the page again, as its links carry the address.

    Args:
        key: of the widget.
        asked: what the address says.
        entered: what the widget holds.
        name: of the parameter.
        values: of the parameter; those that are empty are left out.
    """
    if entered == asked:
        return
    st.session_state[f"{key}-asked"] = entered
    found = list(filter(None, values))
    if found:
        st.query_params[name] = found
    else:
        st.query_params.pop(name, None)
    st.rerun()
