"""Questions of the library with their parameters, and one's own SPARQL; results as a table and CSV."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from aizone import queries
from aizone.app import page, resources
from aizone.errors import AizoneError
from aizone.names.choosing import candidates
from aizone.projections.tables import answer_to_frame, to_frame, to_table
from aizone.views.ask.tables import readable
from aizone.views.look.formats import listed

_MOST_NAMED = 8


def _show(shown: pd.DataFrame, whole: pd.DataFrame, name: str) -> None:
    """A table of what people read, and the whole answer as CSV (with a mark, so that a spreadsheet reads Chinese)."""
    if not len(whole):
        st.info(_("No answer: nothing in the workspace matches."))
        return
    st.dataframe(shown, hide_index=True, width="stretch")
    csv = whole.to_csv(index=False).encode("utf-8-sig")
    st.download_button(_("Download CSV"), csv, file_name=f"{name}.csv", mime="text/csv", on_click="ignore")


def _namer(options: dict[str, str]) -> Callable[[str], str]:
    return lambda key: options.get(key, key or "—")


def _understood(values: dict[str, str], offered: dict[str, dict[str, str]]) -> dict[str, object]:
    """The values with typed words replaced by the one thing they mean, the plan first and the others in its context.

    Words that may mean several things of a list, or none, are told and left out.
    """
    names = resources.names(workspace.store.revision, workspace)
    found: dict[str, object] = {}
    plan: str | None = None
    for param in sorted(question.params, key=lambda param: param.kind != "az:Plan"):
        value, options = values.get(param.name), offered[param.name]
        if not value:
            continue
        meant = (value,) if not options or value in options else candidates(names, value, tuple(options), plan)
        if len(meant) == 1:
            found[param.name] = meant[0]
            plan = meant[0] if param.kind == "az:Plan" else plan
        elif meant:
            several = listed([options[one] for one in meant[:_MOST_NAMED]], lang)
            page.notice(_("“{words}” may be: {several}. Choose one.").format(words=value, several=several))
        else:
            page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=value))
    return found


lang, _ = page.translate()
workspace = resources.workspace()
page.stop_if_empty(bool(resources.plans(workspace.store.revision, lang, workspace)))
page.header(_("Ask in SPARQL"), _("Pick a question and fill in what it needs, or write your own query."))
library, own = st.tabs([_("Question library"), _("Your own query")])

with library:
    questions = {question.name: question for question in queries.every()}
    name = st.selectbox(
        _("Question"),
        list(questions),
        index=list(questions).index("duties_of_unit"),
        format_func=lambda key: questions[key].title[lang],
    )
    question = questions[name]
    typed: dict[str, str] = {}
    offered: dict[str, dict[str, str]] = {}
    if question.params:
        for column, param in zip(st.columns(len(question.params)), question.params, strict=True):
            options = resources.choices(workspace.store.revision, param.kind, lang, workspace)
            offered[param.name] = options
            label = param.description[lang] + ("" if param.required else _(" (optional)"))
            if options:
                first = [] if param.required else [""]
                value = column.selectbox(
                    label,
                    first + list(options),
                    format_func=_namer(options),
                    key=f"{name}-{param.name}",
                    accept_new_options=True,
                )
            else:
                value = column.text_input(label, key=f"{name}-{param.name}")
            typed[param.name] = value or ""
    values = _understood(typed, offered)
    missing = [param for param in question.params if param.required and param.name not in values]
    if missing:
        st.info(_("Fill in: {names}").format(names=page.plain(", ".join(param.description[lang] for param in missing))))
    else:
        try:
            rows = workspace.select(name, lang=lang, **values)
            columns, cells = readable(to_table(rows))
            _show(pd.DataFrame(cells, columns=list(columns)), to_frame(rows), name)
        except AizoneError as error:
            st.error(page.plain(error.line(_)))
    with st.expander(_("Show the query")):
        st.code(question.text, language="sparql")
        arguments = ", ".join([f'"{name}"', *(f'{key}="{value}"' for key, value in values.items())])
        st.code(f"import aizone\naizone.open().query({arguments})", language="python")

with own:
    settings = workspace.settings
    st.caption(
        _("Read only; stopped after {seconds} seconds or {rows} rows. SERVICE is not allowed.").format(
            seconds=f"{settings.query_timeout_s:g}", rows=f"{settings.query_max_rows:,}"
        )
    )
    text = st.text_area(
        _("Query"), value=queries.example(lang), height=220, key="sparql-text", label_visibility="collapsed"
    )
    if st.button(_("Run"), type="primary"):
        try:
            with st.spinner(_("Running …")):
                st.session_state["sparql-answer"] = resources.query_worker().run(text)
        except AizoneError as error:
            st.session_state.pop("sparql-answer", None)
            st.error(page.plain(error.line(_)))
    answer = st.session_state.get("sparql-answer")
    if answer is not None:
        if answer.cut:
            st.warning(_("Only the first {rows} rows are shown.").format(rows=f"{settings.query_max_rows:,}"))
        frame = answer_to_frame(answer)
        _show(frame, frame, "query")
