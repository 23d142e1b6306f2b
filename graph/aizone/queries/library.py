"""The question library: one `.rq` file per question, its header the documentation.

A header line is `# key: value`. Keys: `title@zh`, `title@en`, `param` (one per parameter: `?name  type  required|optional
zh | en`), `columns`, `record` (the class in `records` that a row becomes), and `internal` for a question that only our own
pages ask, with the reason; those are not listed. Parameters are bound as RDF terms, never pasted, so each also appears in
SELECT; every question also has `?lang`, the language of labels, which is not among its columns.

In the text, the line `# labels: ?a ?b` is replaced by the label join of `shared/label.rq`, once per variable: `?a_label` is the
label in `?lang`, in Chinese where there is none.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import UnknownNameError
from ..i18n import Lang

_FOLDER = Path(__file__).parent
# '# title@zh: 有哪些规划': a header line of a question
_HEADER = re.compile(r"^#\s*(?P<key>[a-z]+(?:@[a-z]+)?):\s*(?P<value>.*)$")
# '?plan  az:Plan  optional  只看这个规划 | only this plan': the value of a 'param' line
_PARAM = re.compile(
    r"\?(?P<name>\w+)\s+(?P<kind>\S+)\s+(?P<need>required|optional)\s+(?P<zh>[^|]+?)\s*\|\s*(?P<en>.+)$"
)
# '  # labels: ?item ?unit': where the labels of some variables are joined
_LABELS = re.compile(r"^ *# labels:(?P<variables>(?: \?\w+)+) *\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter; `kind` is a class ('az:Unit') or a datatype ('xsd:integer')."""

    name: str
    kind: str
    required: bool
    description: dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its titles, parameters, columns, the record its rows become, and its SPARQL text.

    `internal` is the reason why it is not listed; '' for a question of the library.
    """

    name: str
    title: dict[str, str]
    params: tuple[Param, ...]
    columns: tuple[str, ...]
    record: str
    internal: str
    text: str


def names() -> list[str]:
    """The names of all questions of the library, sorted."""
    return [question.name for question in every()]


def every(*, internal: bool = False) -> Iterator[Question]:
    """The questions of the library by name; with `internal` those that only our own pages ask."""
    found = (load(path.stem) for path in sorted(_FOLDER.glob("*.rq")))
    return (question for question in found if bool(question.internal) == internal)


@functools.cache
def load(name: str) -> Question:
    """One question, listed or internal.

    Raises:
        UnknownNameError: there is none of that name.
    """
    path = _FOLDER / f"{name}.rq"
    if not re.fullmatch(r"\w+", name) or not path.is_file():
        from difflib import get_close_matches

        raise UnknownNameError("question", name, get_close_matches(name, names(), cutoff=0.6))
    text = path.read_text("utf-8")
    said: dict[str, str] = {}
    params: list[Param] = []
    for line in text.splitlines():
        header = _HEADER.match(line)
        if header is None:
            continue
        if header["key"] == "param" and (found := _PARAM.match(header["value"])):
            description = {"zh": found["zh"], "en": found["en"]}
            params.append(Param(found["name"], found["kind"], found["need"] == "required", description))
        else:
            said[header["key"]] = header["value"]
    return Question(
        name=name,
        title={key.removeprefix("title@"): value for key, value in said.items() if key.startswith("title@")},
        params=tuple(params),
        columns=tuple(word.lstrip("?") for word in said.get("columns", "").split()),
        record=said.get("record", ""),
        internal=said.get("internal", ""),
        text=_LABELS.sub(lambda found: _joined(found["variables"].split()), text),
    )


def _joined(variables: list[str]) -> str:
    """The label joins of some variables ('?unit')."""
    piece = _label_piece()
    return "".join(piece.replace("?node", variable) for variable in variables)


@functools.cache
def _label_piece() -> str:
    return (_FOLDER / "shared" / "label.rq").read_text("utf-8")


def example(lang: Lang) -> str:
    """A query to start from, with names in a language."""
    return (_FOLDER / "shared" / "example.rq").read_text("utf-8").replace("@lang", lang)
