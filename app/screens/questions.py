"""The question library: questions that are ready, grouped by who asks them, with fields for what they need."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import streamlit as st

from aizone import queries
from aizone.app import page, resources
from aizone.app.address import raw_href
from aizone.app.here import Here
from aizone.app.panels import answer as answers
from aizone.app.panels import show_query
from aizone.app.panels.answer import Shown, facts_of
from aizone.errors import AizoneError
from aizone.i18n import Translate
from aizone.names.choosing import candidates
from aizone.queries.library import ASKERS, Param, Question
from aizone.views.ask.limits import cut_words
from aizone.views.ask.tables import hidden_columns
from aizone.views.look.formats import listed
from aizone.workspace import Workspace

_MOST_NAMED = 8
_MOST_ROWS = 100_000
_FIRST = "duties_of_unit"
_VIEW = "as"  # in an address: how the answer is shown
_ALL = "all"  # in an address: every plan, invented examples as well
_REAL = "real"  # likewise: every plan that is not invented


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question in the list: its name, what it asks and where that leads."""

    name: str
    title: str
    target: str


def _asker_words(_: Translate) -> dict[str, str]:
    return {
        "planner": _("For planning: who does what, for which goal, where"),
        "coordinator": _("For coordination: shared work, gaps, load"),
        "analyst": _("For analysis: tables and counts to work on with"),
    }


def _chosen() -> str:
    asked = st.query_params.get("question", "")
    return asked if asked in queries.names() else _FIRST


def _list(here: Here, chosen: str) -> None:
    """The questions under those who ask them."""
    words = _asker_words(here.translate)
    groups = [
        (
            words[asker],
            [
                QuestionLine(one.name, one.title[here.lang], raw_href("questions", [("question", one.name), ("lang", here.lang)]))
                for one in queries.every()
                if one.asker == asker
            ],
        )
        for asker in ASKERS
    ]  # fmt: skip
    st.html(page.template("query.html", here).question_list(groups, chosen))


def _namer(options: dict[str, str]) -> Callable[[str], str]:
    return lambda key: options.get(key, key or "—")


@dataclass(frozen=True, slots=True)
class AskedValues:
    """The values that are filled in, and whether invented examples are left out."""

    values: dict[str, object]
    is_real_only: bool = False


def _draw_parameters(question: Question, here: Here, data: Workspace) -> AskedValues:
    """A field for each parameter; the values filled in."""
    typed, offered = dict[str, str](), dict[str, dict[str, str]]()
    if not question.params:
        return AskedValues({})
    for column, param in zip(st.columns(len(question.params)), question.params, strict=True):
        with column:
            offered[param.name], typed[param.name] = _draw_parameter(question, param, here, data)
    return AskedValues(_understood(question, typed, offered, here, data), typed.get("plan") == _REAL)


def _draw_parameter(question: Question, param: Param, here: Here, data: Workspace) -> tuple[dict[str, str], str]:
    """A field for one parameter: a list of what there is, or a text; what the address gives is filled in."""
    _ = here.translate
    label = param.description[here.lang] + ("" if param.required else _(" (optional)"))
    label = label[:1].upper() + label[1:]
    key, given = f"{question.name}-{param.name}", st.query_params.get(param.name, "")
    if param.name == "groups":
        words = {"one": _("as one owner"), "expand": _("as their members")}
        chosen = st.selectbox(_("Collective owners count"), list(words), format_func=words.__getitem__, key=key, index=int(given == "expand"))  # fmt: skip
        return words, "" if chosen == "one" else chosen
    options = resources.choices(data.store.revision, param.kind, here.lang, data)
    if param.kind == "az:Plan" and not param.required:
        return _draw_plan(label, key, given, options, here, data)
    if not options:
        return {}, st.text_input(label, value=given, key=key) or ""
    offered = ([] if param.required else [""]) + list(options)
    at = offered.index(given) if given in offered else 0
    if param.kind == "az:Unit" and param.required and not given:
        at = next((offered.index(unit) for unit in _busiest(here, data) if unit in offered), 0)
    value = st.selectbox(label, offered, index=at, format_func=_namer(options), key=key, accept_new_options=True)
    return options, value or ""


def _busiest(here: Here, data: Workspace) -> list[str]:
    """The units of the first plan that is shown, those that carry most first: one of them has an answer."""
    if not here.plans.heads:
        return []
    report = resources.load(data.store.revision, here.plans.heads[0].plan, "one", here.lang, data)
    return [one.unit for one in report.units]


def _draw_plan(
    label: str, key: str, given: str, options: dict[str, str], here: Here, data: Workspace
) -> tuple[dict[str, str], str]:
    """The plan that is counted. Beside invented examples it is, without a choice, the real one, or all real ones; all of them are a choice."""
    _, heads = here.translate, resources.plans(data.store.revision, here.lang, data)
    real = [head.plan for head in heads if not head.fictional]
    names = {head.plan: head.named for head in heads}
    invented = len(heads) - len(real)
    every = _("all plans ({count}, of them invented: {invented})").format(count=len(heads), invented=invented)
    has_real = len(real) > 1 and resources.can_ask_real_plans(data.store.revision, data)
    first = _REAL if has_real else real[0] if real and invented else _ALL
    offered = [*([_REAL] if has_real else []), _ALL, *options]
    at = offered.index(given or first) if (given or first) in offered else 0
    value = st.selectbox(
        label, offered, index=at, key=key, accept_new_options=True,
        format_func=_namer({
            **options, **names, _ALL: every if invented else _("all plans"),
            _REAL: _("all real plans ({count})").format(count=len(real)),
        }),
    )  # fmt: skip
    return options, value or _ALL


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
        if not value or value in {_ALL, _REAL}:
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


def _write_address(name: str, asked: AskedValues, view: str | None, here: Here) -> None:
    """Make the address open this question with these values, and its answer in the view that was chosen."""
    wanted = {"question": name, **{key: str(value) for key, value in asked.values.items()}, "lang": here.lang}
    if view is not None:
        wanted[_VIEW] = view
    if "plan" not in asked.values and any(param.name == "plan" for param in queries.load(name).params):
        wanted["plan"] = _REAL if asked.is_real_only else _ALL
    if {key: st.query_params.get(key) for key in st.query_params} != wanted:
        st.query_params.from_dict(wanted)


def _counted(asked: AskedValues, here: Here, data: Workspace) -> tuple[str, ...]:
    """The plans that an answer counts."""
    if "plan" in asked.values:
        return (str(asked.values["plan"]),)
    heads = resources.plans(data.store.revision, here.lang, data)
    return tuple(head.plan for head in heads if not (asked.is_real_only and head.fictional))


def _draw_question(question: Question, here: Here, data: Workspace) -> None:
    """A question, its parameters, its answer, and how to ask it elsewhere."""
    _, lang = here.translate, here.lang
    page.section(question.title[lang])
    asked = _draw_parameters(question, here, data)
    values, graphs = asked.values, resources.real_graphs(data.store.revision, data) if asked.is_real_only else ()
    missing = [param for param in question.params if param.required and param.name not in values]
    if missing:
        st.info(_("Fill in: {names}").format(names=page.plain(", ".join(param.description[lang] for param in missing))))
        return
    view = st.query_params.get(_VIEW) if st.query_params.get("question") == question.name else None
    _write_address(question.name, asked, view, here)
    words = {name: str(value) for name, value in values.items()}
    try:
        started = time.monotonic()
        rows = data.select_some(question.name, values, lang=lang, limit=_MOST_ROWS, graphs=graphs)
        took = time.monotonic() - started
        shown = show_query.shown_query(question.name, words, data, lang)
    except AizoneError as error:
        st.error(page.plain(page.line_of(error, _)))
        return
    if rows.cut:
        st.warning(page.plain(cut_words("rows", len(rows), _)))
    facts = facts_of(len(rows), took, _("at most {rows} rows").format(rows=f"{_MOST_ROWS:,}"), here)
    facts = (*facts, _("real plans only")) if asked.is_real_only else facts
    hidden = hidden_columns(rows.columns, rows.rows)
    chosen = answers.draw(
        Shown(
            rows,
            shown.sparql,
            question.name,
            "select",
            facts,
            key=f"library-{question.name}",
            hidden=hidden,
            title=question.title[lang],
            plans=_counted(asked, here, data),
            view=view,
        ),
        here,
        data,
    )
    _write_address(question.name, asked, chosen, here)
    show_query.draw(here, data, [(question.name, words)], is_real_only=asked.is_real_only)


here, workspace = page.here(), resources.workspace()
_ = here.translate
page.header(
    _("Question library"),
    _("Pick a question and fill in what it needs; every answer can be taken away, drawn, or opened as SPARQL."),
)
page.stop_if_empty(here)
chosen = _chosen()
side, main = st.columns([1.15, 3], gap="large")
with side:
    _list(here, chosen)
with main:
    _draw_question(queries.load(chosen), here, workspace)
