"""The query behind what a page shows: its SPARQL, the Python line for the same, and a link that opens it in the query page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from aizone import queries
from aizone.app import page
from aizone.app.address import raw_href
from aizone.app.here import Here
from aizone.i18n import Lang
from aizone.names.parameters import groups_of, terms
from aizone.queries.asked_text import asked_python, asked_text
from aizone.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShownQuery:
    """A question as it was asked for a page: what it asks, its SPARQL and Python, the same answer each; `target` opens it."""

    name: str
    title: str
    sparql: str
    python: str
    target: str


def shown_query(
    name: str, values: Mapping[str, str], data: Workspace, lang: Lang, *, is_real_only: bool = False
) -> ShownQuery:
    """A question with the values of its parameters; values that are not among its parameters are left out.

    Args:
        name: of the question, listed or not.
        values: parameters as CURIEs or words.
        data: the workspace that names are looked up in.
        lang: language of labels and words.
        is_real_only: whether the query page is to leave invented examples out.
    """
    question = queries.load(name)
    known = {param.name for param in question.params}
    given = {key: value for key, value in values.items() if key in known and value}
    found = terms(data.names, question, given)
    text = asked_text(question, found, lang=lang, groups=groups_of(question, given))
    target = raw_href("query", [("q", text), *([] if is_real_only else [("real", "no")]), ("lang", lang)])
    return ShownQuery(name, question.title[lang], text, asked_python(question, given, lang=lang), target)


def draw(
    here: Here, data: Workspace, asked: Sequence[tuple[str, Mapping[str, str]]], *, is_real_only: bool = False
) -> None:
    """“Show the query” for a list, card or chart.

    Args:
        here: the place.
        data: the workspace.
        asked: the questions it comes from, each with its parameters.
        is_real_only: see `shown_query`.
    """
    shown = [shown_query(name, values, data, here.lang, is_real_only=is_real_only) for name, values in asked]
    st.html(page.template("query.html", here).shown_queries(shown))
