"""The SPARQL editor: CodeMirror 6 as a Streamlit component (v2), bundled into `editor.mjs` and sent from here.

`editor.src.js` is the source; `npm ci && node build.mjs` in this folder writes the bundle. Node is needed for that only.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from aizone.i18n import Translate
from aizone.names.search import NameHit
from aizone.queries.mistake import Mistake
from aizone.views.ask.vocabulary import EditorTerm, written

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class EditorContent:
    """The text of the editor: `seed` changes when Python puts another text in; `restore` lets the browser's own copy come back."""

    text: str
    seed: int
    restore: bool


@functools.cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(
        "aizone_editor",
        html=(_HERE / "editor.html").read_text("utf-8"),
        css=(_HERE / "editor.css").read_text("utf-8"),
        js=(_HERE / "editor.mjs").read_text("utf-8"),
    )


def editor(
    content: EditorContent,
    *,
    key: str,
    terms: Sequence[EditorTerm],
    prefixes: Mapping[str, str],
    closed: Mapping[str, Sequence[str]],
    mistakes: Sequence[Mistake],
    mistakes_of: str,
    hits: Sequence[NameHit],
    hits_for: str,
    on_asked: Callable[[], None],
    on_lookup: Callable[[], None],
    on_text: Callable[[], None],
    _: Translate,
) -> None:
    """Draw the editor.

    Args:
        content: what is in it.
        key: identity of the component; what the visitor does is in `st.session_state[key]`: `asked` is `{"act": "run" | "format",
            "text": …}`, `lookup` is `{"text": …}`, a name that is being typed, `text` the text once it rests.
        terms: what is completed.
        prefixes: prefixes with their IRIs.
        closed: vocabularies all of whose terms are known, by the beginning of their IRIs.
        mistakes: what is marked while the text is `mistakes_of`.
        mistakes_of: see `mistakes`.
        hits: what the name `hits_for` may mean, for its completion.
        hits_for: see `hits`.
        on_asked: called after a click or key that runs the text or lays it out.
        on_lookup: called when a name is to be looked up.
        on_text: called after a change of the text.
        _: translates.
    """
    _component()(
        key=key,
        data={
            **asdict(content),
            "terms": [asdict(one) for one in terms],
            "prefixes": dict(prefixes),
            "closed": {base: list(names) for base, names in closed.items()},
            "errors": [_marked(one, mistakes_of, _) for one in mistakes],
            "errors_for": mistakes_of,
            "hits": [
                {"label": hit.label, "kind": hit.kind, "node": hit.node, **asdict(written(hit.node))} for hit in hits
            ],
            "hits_for": hits_for,
            "words": _words(_),
        },
        on_asked_change=on_asked,
        on_lookup_change=on_lookup,
        on_text_change=on_text,
    )


def _marked(mistake: Mistake, text: str, _: Translate) -> dict[str, Any]:
    line, column = mistake.place(text)
    message = mistake.line(_)
    if mistake.is_hint:
        message = _("Hint: {words}").format(words=message)
    fixes = []
    if mistake.fix is not None:
        fix = mistake.fix
        # JavaScript counts UTF-16 units
        start, end = (len(text[:at].encode("utf-16-le")) // 2 for at in (fix.start, fix.end))
        fixes = [
            {
                "name": _("Write it so") if mistake.is_hint else _("Mend it"),
                "from": start,
                "to": end,
                "insert": fix.words,
            }
        ]
    return {"line": line, "column": column, "message": message, "fixes": fixes, "hint": mistake.is_hint}


def _words(_: Translate) -> dict[str, str]:
    return {
        "label": _("SPARQL query"),
        "placeholder": _("Type a keyword, a term or the name of an entity"),
        "run": _("Run"),
        "format": _("Tidy up"),
        "comment": _("Comment"),
        "undo": _("Undo"),
        "redo": _("Redo"),
        "hint": _("Ctrl+Enter runs · type a name in Chinese or English to complete it"),
        "syntax": _("Something is missing or too much here."),
        "prefix_known": _("“{prefix}:” works here without being declared; other tools need PREFIX {prefix}: <{iri}>."),
        "prefix_unknown": _("“{prefix}:” is not declared: add PREFIX {prefix}: <…> at the top."),
        "add_prefix": _("Add the PREFIX line"),
        "did_you_mean": _("{term} is not a term of the ontology: did you mean {near}?"),
        "unknown_term": _("{term} is not a term of the ontology."),
    }
