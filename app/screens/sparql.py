"""Questions of the library with their parameters, and one's own SPARQL; results as a table and CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from aizone import queries
from aizone.app import page, resources
from aizone.app.here import Here
from aizone.errors import AizoneError
from aizone.names.choosing import candidates
from aizone.projections.tables import answer_to_frame, to_frame, to_table
from aizone.queries.empty_answers import reasons_for_no_rows
from aizone.queries.library import Question
from aizone.views.ask.limits import cut_words
from aizone.views.ask.tables import readable
from aizone.views.look.formats import listed
from aizone.workspace import Workspace

_MOST_NAMED = 8
_ANSWER, _REASONS = "sparql-answer", "sparql-reasons"


def _show(shown: pd.DataFrame, whole: pd.DataFrame, name: str, here: Here) -> None:
    """A table of what people read, and the whole answer as CSV (with a mark, so that a spreadsheet reads Chinese)."""
    _ = here.translate
    if not len(whole):
        st.info(_("No answer: nothing in the workspace matches."))
        return
    st.dataframe(shown, hide_index=True, width="stretch")
    csv = whole.to_csv(index=False).encode("utf-8-sig")
    st.download_button(_("Download CSV"), csv, file_name=f"{name}.csv", mime="text/csv", on_click="ignore")


def _namer(options: dict[str, str]) -> Callable[[str], str]:
    return lambda key: options.get(key, key or "—")


def _draw_parameters(question: Question, here: Here, data: Workspace) -> dict[str, object]:
    """A field for each parameter; the values filled in."""
    _, typed, offered = here.translate, dict[str, str](), dict[str, dict[str, str]]()
    if not question.params:
        return {}
    for column, param in zip(st.columns(len(question.params)), question.params, strict=True):
        options = resources.choices(data.store.revision, param.kind, here.lang, data)
        offered[param.name] = options
        label = param.description[here.lang] + ("" if param.required else _(" (optional)"))
        key = f"{question.name}-{param.name}"
        value: str | None
        if options:
            first = [] if param.required else [""]
            value = column.selectbox(
                label, first + list(options), format_func=_namer(options), key=key, accept_new_options=True
            )
        else:
            value = column.text_input(label, key=key)
        typed[param.name] = value or ""
    return _understood(question, typed, offered, here, data)


def _understood(
    question: Question, values: Mapping[str, str], offered: Mapping[str, Mapping[str, str]], here: Here, data: Workspace
) -> dict[str, object]:
    """The values with typed words replaced by the one thing they mean, the plan first and the others in its context.

    Words that may mean several things of a list, or none, are told and left out.
    """
    _, names = here.translate, resources.names(data.store.revision, data)
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
            several = listed([options[one] for one in meant[:_MOST_NAMED]], here.lang)
            page.notice(_("“{words}” may be: {several}. Choose one.").format(words=value, several=several))
        else:
            page.notice(_("Nothing is called “{words}”. Try a shorter part of the name.").format(words=value))
    return found


def _draw_library(here: Here, data: Workspace) -> None:
    """A question of the library, its parameters, its answer, and how to ask it elsewhere."""
    _, lang = here.translate, here.lang
    questions = {question.name: question for question in queries.every()}
    name = st.selectbox(
        _("Question"),
        list(questions),
        index=list(questions).index("duties_of_unit"),
        format_func=lambda key: questions[key].title[lang],
    )
    question = questions[name]
    values = _draw_parameters(question, here, data)
    missing = [param for param in question.params if param.required and param.name not in values]
    if missing:
        st.info(_("Fill in: {names}").format(names=page.plain(", ".join(param.description[lang] for param in missing))))
    else:
        try:
            rows = data.select_some(name, values, lang=lang, limit=data.settings.query_max_rows)
            if rows.cut:
                st.warning(_("Only the first {rows} rows are shown.").format(rows=f"{len(rows):,}"))
            columns, cells = readable(to_table(rows))
            _show(pd.DataFrame(cells, columns=list(columns)), to_frame(rows), name, here)
        except AizoneError as error:
            st.error(page.plain(error.line(_)))
    with st.expander(_("Show the query")):
        st.code(question.sparql(lang=lang), language="sparql")
        arguments = ", ".join([f'"{name}"', *(f'{key}="{value}"' for key, value in values.items())])
        st.code(f"import aizone\naizone.open().query({arguments})", language="python")


def _draw_editor(here: Here, data: Workspace) -> None:
    """A query of one's own, run in a process that can be stopped, and its answer."""
    _, settings = here.translate, data.settings
    st.caption(
        _("Read only; stopped after {seconds} seconds or {rows} rows. SERVICE is not allowed.").format(
            seconds=f"{settings.query_timeout_s:g}", rows=f"{settings.query_max_rows:,}"
        )
    )
    example = queries.example(here.lang)
    text = st.text_area(_("Query"), value=example, height=220, key="sparql-text", label_visibility="collapsed")
    if st.button(_("Run"), type="primary"):
        try:
            with st.spinner(_("Running …")):
                st.session_state[_ANSWER] = resources.query_pool().run(text, session=page.session())
                st.session_state[_REASONS] = reasons_for_no_rows(text)
        except AizoneError as error:
            st.session_state.pop(_ANSWER, None)
            st.error(page.plain(error.line(_)))
    answer = st.session_state.get(_ANSWER)
    if answer is not None:
        if answer.cut:
            st.warning(page.plain(cut_words(answer.limit.value, len(answer.rows), _)))
        frame = answer_to_frame(answer)
        _show(frame, frame, "query", here)
        if not len(frame):
            for reason in st.session_state.get(_REASONS, []):
                st.warning(page.plain(reason.line(_)))


here, workspace = page.here(), resources.workspace()
_ = here.translate
page.stop_if_empty(here)
page.header(_("Ask in SPARQL"), _("Pick a question and fill in what it needs, or write your own query."))
library, own = st.tabs([_("Question library"), _("Your own query")])
with library:
    _draw_library(here, workspace)
with own:
    _draw_editor(here, workspace)
