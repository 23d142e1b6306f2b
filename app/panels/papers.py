"""Buttons that download a paper: made when it is asked for, not when the page is drawn."""

from __future__ import annotations

import streamlit as st

from aizone.app.here import Here
from aizone.exports.papers.kinds import MEDIA_TYPES
from aizone.exports.papers.make import PaperRequest, file_name, make_paper, paper_label
from aizone.workspace import Workspace


def button(asked: PaperRequest, here: Here, data: Workspace, *, is_named: bool = True) -> None:
    """A button that downloads a paper of a plan or unit; not `is_named`, it says its kind of file alone, under a heading with its name."""
    _ = here.translate
    kind = {"docx": _("Word file"), "xlsx": _("Excel workbook")}[asked.as_format]
    st.download_button(
        _("{paper} ({kind})").format(paper=paper_label(asked.paper, _), kind=kind) if is_named else kind,
        lambda: make_paper(data, asked, here.lang),
        file_name=file_name(data, asked, here.lang),
        mime=MEDIA_TYPES[asked.as_format],
        on_click="ignore",
        width="stretch",
        key=f"paper-{asked.paper}-{asked.plan}-{asked.unit}-{asked.as_format}-{here.lang}",
    )
