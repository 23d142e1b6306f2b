"""What every page is made of: language, styles, titles, tiles, chips, links, and its empty, loading and error states.

Functions that end in HTML return a string for `st.html`; whatever they are given is text and is escaped here.
"""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import streamlit as st

from aizone.app import address, resources
from aizone.app.here import Here
from aizone.i18n import Lang, Translate, as_lang, translator
from aizone.views.look.palette import GLYPHS
from aizone.views.look.templates import environment
from aizone.views.look.theme import css_variables
from aizone.views.plan.scope import scope
from aizone.wording import role_label

LANGUAGE_NAMES: dict[Lang, str] = {"zh": "中文", "en": "English"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
_STYLES = Path(__file__).with_name("styles.css")
TEMPLATES = Path(__file__).parent / "templates"


def current_lang() -> Lang:
    """The language of this visit: the address, else what was chosen before, else the browser's."""
    asked = as_lang(st.query_params.get("lang"))
    lang: Lang = asked or st.session_state.get("lang") or as_lang(st.context.locale) or "zh"
    st.session_state["lang"] = lang
    return lang


def language() -> Lang:
    """The language of this visit: that of the address, else the browser's, else Chinese."""
    return as_lang(st.query_params.get("lang")) or as_lang(st.context.locale) or "zh"


def here(*, is_exploring: bool = False) -> Here:
    """Where the visitor is; read once, at the top of a page."""
    lang = language()
    now, workspace = address.read(lang), resources.workspace()
    heads = resources.plans(workspace.store.revision, lang, workspace)
    return Here(lang, now, scope(now.plans, heads), is_exploring)


def template(name: str, here: Here) -> Any:  # noqa: ANN401 # a template's macros take what they like
    """A template with its macros as functions that return HTML: `st.html(page.template("units.html", here).directory(units))`."""
    return environment(here.lang, TEMPLATES).get_template(name).make_module({"here": here})


def _words() -> Any:  # noqa: ANN401 # see `template`
    """The macros that hold words only, of no language."""
    return environment("en", TEMPLATES).get_template("words.html").module


def section(title: str, note: str = "") -> None:
    """The heading of a section, with a quiet note after it."""
    st.html(_words().h2(title, note))


def subsection(title: str, note: str = "") -> None:
    """The heading of a part of a section, with a quiet note after it."""
    st.html(_words().h3(title, note))


def facts(*words: str) -> None:
    """A line of secondary facts; empty ones are left out."""
    st.html(_words().meta(*words))


def translate() -> tuple[Lang, Translate]:
    """The current language and its translator."""
    lang = current_lang()
    return lang, translator(lang)


def styles() -> None:
    """The style sheet, sent by the frame around every page."""
    st.html(f"<style>{css_variables()}{_STYLES.read_text('utf-8')}</style>")


def plain(text: str) -> str:
    """Text for a Markdown element: every character that Markdown would read is escaped, so labels only show."""
    return _MARKDOWN.sub(r"\\\1", text)


def escape(text: str) -> str:
    """Text for an HTML element or attribute."""
    return html.escape(text, quote=True)


# titles ------------------------------------------------------------------------------------------------------------------


def header(title: str, lead: str = "", kicker: str = "") -> None:
    """The title of a page, one sentence under it, and a word above it that says what kind of thing it is."""
    above = f'<p class="az-kicker">{escape(kicker)}</p>' if kicker else ""
    under = f'<p class="az-intro">{escape(lead)}</p>' if lead else ""
    st.html(f'<header class="az-header">{above}<h1 class="az-title">{escape(title)}</h1>{under}</header>')


def h2(title: str, note: str = "") -> str:
    """A section's heading with a quiet note behind it, as HTML."""
    return f'<h2 class="az-h2">{escape(title)}{_note(note)}</h2>'


def h3(title: str, note: str = "") -> str:
    """A subsection's heading with a quiet note behind it, as HTML."""
    return f'<h3 class="az-h3">{escape(title)}{_note(note)}</h3>'


def h4(title: str) -> str:
    """The heading of one entry, as HTML."""
    return f'<h4 class="az-h4">{escape(title)}</h4>'


def _note(note: str) -> str:
    return f' <span class="az-meta">{escape(note)}</span>' if note else ""


# parts -------------------------------------------------------------------------------------------------------------------


def tiles(figures: Iterable[tuple[str | int, str] | tuple[str | int, str, str]]) -> str:
    """Figures side by side, as HTML: (value, what it counts) or with the address of the list it opens."""
    cells = []
    for value, label, *link in figures:
        body = f"<b>{escape(f'{value:,}' if isinstance(value, int) else value)}</b><span>{escape(label)}</span>"
        cells.append(
            f'<a class="az-tile" data-az href="{escape(link[0])}" target="_self">{body}</a>'
            if link
            else f'<div class="az-tile">{body}</div>'
        )
    return f'<div class="az-tiles">{"".join(cells)}</div>'


def card(*parts: str, css: str = "") -> str:
    """A box around parts that are HTML already, as HTML."""
    return f'<section class="az-box {css}">{"".join(parts)}</section>'


def fold(title: str, items: list[str], *, most: int, is_open: bool = False) -> str:
    """A section that opens and closes, as HTML: at most so many of the items (HTML), and how many there are in all."""
    state = " open" if is_open else ""
    rest = f'<span class="az-meta">+{len(items) - most}</span>' if len(items) > most else ""
    return (
        f'<details class="az-fold"{state}><summary>{escape(title)} <span class="az-meta">{len(items)}</span></summary>'
        f"{''.join(items[:most])}{rest}</details>"
    )


def meta(*words: str) -> str:
    """A line of secondary facts, as HTML; empty ones are left out."""
    return f'<p class="az-meta">{" · ".join(escape(word) for word in words if word)}</p>'


def chip(node: str, label: str, css: str = "", count: int | None = None) -> str:
    """A small link that selects an entity in Explore, as HTML; a count stands behind the name."""
    number = "" if count is None else f' <span class="az-count">{count}</span>'
    return f'<a class="az-chip {css}" data-az href="{escape(explore_href(node))}" target="_self">{escape(label)}{number}</a>'


def role_chip(role: str, words: str = "", node: str | None = None) -> str:
    """A role as a chip with its glyph, as HTML; a link that selects an entity when `node` is given.

    Args:
        role: a key of `palette.ROLES`; glyph, line style and colour say the same.
        words: what stands beside the glyph; the role's name when empty.
        node: the entity the chip leads to.
    """
    _ = translator(current_lang())
    name = role_label(role, _)
    said = escape(words or name)
    spoken = f'<span class="az-spoken">{escape(name)}: </span>' if words and words != name else ""
    body = f'<span class="az-glyph" aria-hidden="true">{GLYPHS[role]}</span>{spoken}{said}'
    if node is None:
        return f'<span class="az-chip az-{role}">{body}</span>'
    return f'<a class="az-chip az-{role}" data-az href="{escape(explore_href(node))}" target="_self">{body}</a>'


def link(node: str, label: str) -> str:
    """A link in running text that selects an entity in Explore, as HTML."""
    return f'<a data-az href="{escape(explore_href(node))}" target="_self">{escape(label)}</a>'


def table_head(*columns: tuple[str, str]) -> str:
    """A table's header row, as HTML: (words, class) for each column."""
    return "<tr>" + "".join(f'<th scope="col" class="{css}">{escape(words)}</th>' for words, css in columns) + "</tr>"


def tabs(name: str, items: Iterable[tuple[str, str, bool]]) -> str:
    """A switch between views, as HTML: (words, address, is current) for each; `name` is what the switch is for."""
    links = []
    for words, target, is_current in items:
        current = ' aria-current="true"' if is_current else ""
        links.append(f'<a data-az href="{escape(target)}" target="_self"{current}>{escape(words)}</a>')
    return f'<div class="az-tabs" role="group" aria-label="{escape(name)}">{"".join(links)}</div>'


def role_legend() -> str:
    """The four roles with their glyphs and lines, as HTML."""
    return f'<p class="az-roles">{"".join(role_chip(role) for role in GLYPHS)}</p>'


# states ------------------------------------------------------------------------------------------------------------------


def empty(title: str, words: str = "", command: str = "") -> None:
    """Nothing is here yet: what would be, and how to get it (a sentence, a command to copy)."""
    code = f"<pre><code>{escape(command)}</code></pre>" if command else ""
    st.html(
        f'<div class="az-state"><span class="az-state-sign" aria-hidden="true">○</span><h2>{escape(title)}</h2>'
        f"{f'<p>{escape(words)}</p>' if words else ''}{code}</div>"
    )


def error(title: str, what_next: str) -> None:
    """Something did not work: what, and what to do now."""
    st.html(
        f'<div class="az-state az-bad" role="alert"><span class="az-state-sign" aria-hidden="true">!</span>'
        f"<h2>{escape(title)}</h2><p>{escape(what_next)}</p></div>"
    )


def notice(words: str) -> None:
    """A hint about what is shown, such as what a limit left out."""
    st.html(f'<p class="az-notice" role="status">{escape(words)}</p>')


@contextlib.contextmanager
def loading(words: str) -> Iterator[None]:
    """Say what is being done while long work runs; quick work shows nothing."""
    with st.spinner(plain(words), show_time=False):
        yield


def stop_if_empty(has_plans: bool) -> None:
    """The state of a workspace without a plan: how to add one; the page ends there."""
    if not has_plans:
        _lang, _ = translate()
        empty(
            _("This workspace holds no plan yet."),
            _("Add a plan, and its units, tasks and goals appear here."),
            "aizone ingest PLAN.txt",
        )
        target, words = address.raw_href("add", [("lang", current_lang())]), _("Add a plan")
        link_html = f'<a class="az-button" data-az href="{escape(target)}" target="_self">{escape(words)}</a>'
        st.html(f'<p class="az-go az-center">{link_html}</p>')
        st.stop()


# links -------------------------------------------------------------------------------------------------------------------


def explore_href(node: str) -> str:
    """The address of an entity in Explore, in the visitor's view, plans and language; from Explore itself, in the same picture."""
    now = address.read(current_lang())
    is_there = (st.context.url or "").rstrip("/").endswith("/explore")
    picture = now.opened or tuple(filter(None, [now.id]))
    return address.href("explore", replace(now.select(node), opened=picture if is_there else ()))
