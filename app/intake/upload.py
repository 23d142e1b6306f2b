"""Giving files: the upload field in the visitor's language, and what went wrong with a file."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from aizone.app import page
from aizone.app.here import Here
from aizone.app.intake.desk import Desk, knowledge_of
from aizone.i18n import Translate
from aizone.workspace import Workspace

_FORMATS = "docx · PDF · HTML · xlsx · csv · txt"
_MOST_MIB = 64


def draw_uploader(desk: Desk, here: Here, workspace: Workspace) -> None:
    """The first step: files of any format, read at once."""
    _, html = here.translate, page.template("add.html", here)
    page.header(
        _("Add a plan"),
        _("Give the plan's file. You see what was read and correct it; nothing is stored before you say so."),
    )
    limit = _("{formats}; at most {size} MiB a file").format(formats=_FORMATS, size=_MOST_MIB)
    large = _("This file was not taken: it is larger than {size} MiB. Save it without pictures, or split it.")
    words = [
        ("choose", _("Choose files")),
        ("drop", _("or drop them here")),
        ("limit", limit),
        ("too-large", large.format(size=_MOST_MIB)),
    ]
    st.html(html.upload_words(words))
    files, paste = st.tabs([_("Files"), _("Paste text")])
    with files:
        given = st.file_uploader(
            _("Files of plans ({limit})").format(limit=limit),
            accept_multiple_files=True,
            key=f"add-files-{desk.round}",
            label_visibility="collapsed",
            max_upload_size=_MOST_MIB,
        )
    with paste:
        _draw_paste(desk, here, workspace)
    st.html(html.steps())
    if given:
        knowledge = knowledge_of(workspace, desk.decisions)
        bar = st.progress(0.0, text=page.plain(_("Reading …")))
        for count, file in enumerate(given):
            bar.progress(count / len(given), text=page.plain(_("Reading {file} …").format(file=file.name)))
            desk.open_file(file.name, file.getvalue(), knowledge)
        bar.empty()
        st.query_params.from_dict({"lang": here.lang})
        st.rerun()


def _draw_paste(desk: Desk, here: Here, workspace: Workspace) -> None:
    """Text from the clipboard, with a name for it, read like a file."""
    _ = here.translate
    with st.form(f"add-paste-{desk.round}", border=False):
        text = st.text_area(
            _("Text of the plan"),
            height=220,
            placeholder=_("The whole text from its title on, a line for each paragraph."),
            key=f"add-text-{desk.round}",
        )
        name, send = st.columns([4, 1.4], vertical_alignment="bottom")
        called = name.text_input(
            _("Name of the text"), placeholder=_("for your own records"), key=f"add-name-{desk.round}"
        )
        sent = send.form_submit_button(_("Read this text"), type="primary", width="stretch")
    if not sent:
        return
    if not text.strip():
        page.notice(_("Paste the text of the plan first."))
        return
    stem = called.strip().removesuffix(".txt").replace("/", "／")[:80] or _("pasted text")
    with page.loading(_("Reading …")):
        desk.open_file(f"{stem}.txt", text.encode(), knowledge_of(workspace, desk.decisions))
    st.query_params.from_dict({"lang": here.lang})
    st.rerun()


def say_failed(desk: Desk, say: Callable[[str, str], None], _: Translate) -> None:
    """The files that could not be read, and those given twice."""
    for opened in desk.files:
        if opened.error is not None:
            say(*page.words_of(opened.error, _))
        elif opened.same_as is not None:
            words = _("{file} is the same as {other} and was skipped.")
            page.notice(words.format(file=opened.name, other=opened.same_as))
