"""The explorer's frame: every page is drawn inside it; run by `aizone app` and by `streamlit run app/streamlit_app.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from aizone.app import navigation, page, resources
from aizone.app.opened import one_look
from aizone.app.panels import finder, page_queries
from aizone.i18n import translator

st.set_page_config(
    page_title="aizone",
    page_icon=str(Path(__file__).with_name("icon.png")),
    layout="wide",
    initial_sidebar_state=232,
)
lang = page.language()
pages = navigation.register(translator(lang))
current = st.navigation(list(pages.values()), position="hidden")
page.styles()
with page.failing_softly(), one_look():
    with st.sidebar:
        navigation.draw(current.url_path, lang)
    finder.draw(is_exploring=current.url_path == "explore")
    page.notice_older_workspace()
    page.notice_damaged_files()
    current.run()
    page_queries.draw(current.url_path)
    resources.read_names_meanwhile()
