"""The question library: one `.rq` file a question, its header the documentation; a few lines that run them.

A header line is `# key: value`. Keys: `title@zh`, `title@en`, `param` (one a parameter: `?name  type  required|optional  zh |
en`), `columns`. Parameters are bound as RDF terms, never pasted, so each stands in SELECT; every question also has `?lang`,
the language of labels, which is not among its columns.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from ..errors import UnknownNameError
from ..i18n import Lang
from ..store import Rows, Store, Term

_FOLDER = Path(__file__).parent
_HEADER = re.compile(r"^#\s*(?P<key>[a-z]+(?:@[a-z]+)?):\s*(?P<value>.*)$")
_PARAM = re.compile(
    r"\?(?P<name>\w+)\s+(?P<kind>\S+)\s+(?P<need>required|optional)\s+(?P<zh>[^|]+?)\s*\|\s*(?P<en>.+)$"
)


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter; `kind` is a class ('az:Unit') or a datatype ('xsd:integer')."""

    name: str
    kind: str
    required: bool
    description: dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its titles, parameters, columns and SPARQL text."""

    name: str
    title: dict[str, str]
    params: tuple[Param, ...]
    columns: tuple[str, ...]
    text: str


def names() -> list[str]:
    """The names of all questions, sorted."""
    return sorted(path.stem for path in _FOLDER.glob("*.rq"))


def every() -> Iterator[Question]:
    """All questions, by name."""
    return map(load, names())


@functools.cache
def load(name: str) -> Question:
    """One question.

    Raises:
        UnknownNameError: there is none of that name.
    """
    path = _FOLDER / f"{name}.rq"
    if not re.fullmatch(r"\w+", name) or not path.is_file():
        from difflib import get_close_matches

        raise UnknownNameError("question", name, get_close_matches(name, names(), cutoff=0.6))
    text = path.read_text("utf-8")
    title: dict[str, str] = {}
    params: list[Param] = []
    columns: tuple[str, ...] = ()
    for line in text.splitlines():
        header = _HEADER.match(line)
        if header is None:
            continue
        key, value = header["key"], header["value"]
        if key.startswith("title@"):
            title[key.removeprefix("title@")] = value
        elif key == "columns":
            columns = tuple(word.lstrip("?") for word in value.split())
        elif key == "param" and (found := _PARAM.match(value)):
            params.append(
                Param(found["name"], found["kind"], found["need"] == "required", {"zh": found["zh"], "en": found["en"]})
            )
    return Question(name, title, tuple(params), columns, text)


def select(store: Store, name: str, *, lang: Lang = "zh", **bindings: Term) -> Rows:
    """Answer a question.

    Args:
        store: the graph.
        name: the question's name.
        lang: language of labels; a missing label falls back to Chinese.
        bindings: its parameters as RDF terms.

    Returns:
        rows with the columns of the question's header.
    """
    question = load(name)
    found = store.select(question.text, {**bindings, "lang": ox.Literal(lang)})
    places = [found.columns.index(column) for column in question.columns]
    return Rows(question.columns, [tuple(row[place] for place in places) for row in found.rows])
