"""What every page has in common: language, styles, links, the empty state; markup made safe."""

from __future__ import annotations

import html
import re
from pathlib import Path

import streamlit as st

from aizone.i18n import LANGUAGES, Lang, Translate, as_lang, translator

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")
_STYLES = Path(__file__).with_name("styles.css")
_LANGUAGE_NAMES = {"zh": "中文", "en": "English"}


def current_lang() -> Lang:
    """The language of this visit: the address, else what was chosen before, else the browser's."""
    asked = as_lang(st.query_params.get("lang"))
    lang: Lang = asked or st.session_state.get("lang") or as_lang(st.context.locale) or "zh"
    st.session_state["lang"] = lang
    return lang


def translate() -> tuple[Lang, Translate]:
    """The current language and its translator."""
    lang = current_lang()
    return lang, translator(lang)


def frame() -> None:
    """Styles and the language switch; drawn by the navigation around every page."""
    lang, _ = translate()
    st.html(f"<style>{_STYLES.read_text('utf-8')}</style>")
    with st.sidebar:
        chosen = st.segmented_control(
            _("Language"), LANGUAGES, default=lang, format_func=_LANGUAGE_NAMES.__getitem__, key=f"switch-{lang}"
        )
    if chosen and chosen != lang:
        st.session_state["lang"] = chosen
        st.query_params["lang"] = chosen
        st.rerun()


def plain(text: str) -> str:
    """Text for a Markdown element: every character that Markdown would read is escaped, so labels only show."""
    return _MARKDOWN.sub(r"\\\1", text)


def escape(text: str) -> str:
    """Text for an HTML element."""
    return html.escape(text, quote=True)


def header(title: str, lead: str = "") -> None:
    """The title of a page and one sentence under it."""
    st.html(f'<h1 class="az-title">{escape(title)}</h1>' + (f'<p class="az-intro">{escape(lead)}</p>' if lead else ""))


def h2(title: str) -> str:
    """A section's heading, as HTML."""
    return f'<h2 class="az-h2">{escape(title)}</h2>'


def h3(title: str) -> str:
    """A subsection's heading, as HTML."""
    return f'<h3 class="az-h3">{escape(title)}</h3>'


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


def chip(node: str, label: str, css: str = "") -> str:
    """A small link that opens an entity in Explore, as HTML."""
    return f'<a class="az-chip {css}" href="{explore_href(node)}" target="_self">{escape(label)}</a>'


def link(node: str, label: str) -> str:
    """A link in running text that opens an entity in Explore, as HTML."""
    return f'<a href="{explore_href(node)}" target="_self">{escape(label)}</a>'


def table_head(*columns: tuple[str, str]) -> str:
    """A table's header row, as HTML: (words, class) for each column."""
    return "<tr>" + "".join(f'<th class="{css}">{escape(words)}</th>' for words, css in columns) + "</tr>"


def stop_if_empty(has_plans: bool) -> None:
    """The empty state: no plan yet, and how to add one."""
    if not has_plans:
        _lang, _ = translate()
        st.info(_("This workspace holds no plan yet."))
        st.code("aizone ingest PLAN.txt", language="bash")
        st.stop()


def explore_href(node: str) -> str:
    """The address of an entity in Explore, for a link in HTML."""
    from urllib.parse import quote

    return f"explore?id={quote(node, safe='')}&lang={current_lang()}"
