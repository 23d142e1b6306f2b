"""Navigation of the explorer; run by `aizone app` and by `streamlit run app/streamlit_app.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from aizone.app import page

st.set_page_config(
    page_title="aizone",
    page_icon=str(Path(__file__).with_name("icon.png")),
    layout="wide",
    initial_sidebar_state=220,
)
_lang, _ = page.translate()
pages = st.navigation(
    [
        st.Page("screens/overview.py", title=_("Overview"), default=True),
        st.Page("screens/explore.py", title=_("Explore"), url_path="explore"),
        st.Page("screens/overlaps.py", title=_("Overlaps"), url_path="overlaps"),
        st.Page("screens/sparql.py", title=_("SPARQL"), url_path="query"),
    ]
)
page.frame()
pages.run()
