"""The question library: one `.rq` file per question, its header the documentation.

A header line is `# key: value`. Keys: `title@zh`, `title@en`, `param` (one per parameter: `?name  type  required|optional
zh | en`), `columns`, `record` (the class in `records` that a row becomes), and `internal` for a question that only our own
pages ask, with the reason; those are not listed; `asker`, one of planner, analyst and coordinator, under whom a listed question
stands; `kept`, see below. Parameters are bound as RDF terms, never pasted, so each also appears in
SELECT.

What is not an RDF term is put into the text, from closed vocabularies only:

- `@lang` is the language of labels ('zh', 'en'), `@and` the sign between names in it;
- the line `# labels: ?a ?b` is replaced by the label join of `shared/label.rq`, once per variable: `?a_label` is the label in
  that language, in Chinese where there is none;
- where a parameter is given, `VALUES ?unit { … }` is put at the beginning of WHERE, or where a line `# given` stands;
- the line `# counted: ?assignment ?item ?unit` is replaced by the one rule for collective owners, `shared/counted_one.rq` or
  `shared/counted_expand.rq`; a question that has it takes the parameter `groups`, one or expand;
- the line `# paired: ?one ?unit ?two ?other` is replaced by the rule for pairs, `shared/paired_one.rq` or `shared/paired_expand.rq`: a
  measure counts for two units of which it names at least one itself, not only through a phrase that means many.

A question about a whole workspace may say that its answers are kept as columns beside a store on disk (see `keeping`):

- `# kept: plan`: each row follows from one plan, the one in its column `?plan`, and from what plans share. The rows of each
  plan are kept, without the labels that the question joins for its columns;
- `# kept: things`: each row is about the thing in its first column, and follows from what is said of that thing and of what it
  leads to. The rows about a plan's own things are kept with the plan, the others once for all plans;
- `# among: plans_of_unit` beside `# kept: plan`: when a parameter is given, only the plans that this question lists for it are
  read;
- `# kept: composed`: the rows are put together from the kept answers of other questions (see `composed`);
- `# kept: statements skos:prefLabel …`: each row is one statement with one of these properties: subject and object, or subject,
  property and object.

SPARQL stays the definition: a question that does not say so, or whose store has no columns, is asked in SPARQL.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import pyoxigraph as ox

from ..errors import UnknownNameError
from ..i18n import Lang
from ..store import Term

_FOLDER = Path(__file__).parent
# '# title@zh: 有哪些规划': a header line of a question
_HEADER = re.compile(r"^#\s*(?P<key>[a-z]+(?:@[a-z]+)?):\s*(?P<value>.*)$")
# '# title@zh: 有哪些规划\n# columns: ?plan\n': all lines of the header
_HEADERS = re.compile(r"\A(?:#[^\n]*\n)+")
# '?plan  az:Plan  optional  只看这个规划 | only this plan': the value of a 'param' line
_PARAM = re.compile(
    r"\?(?P<name>\w+)\s+(?P<kind>\S+)\s+(?P<need>required|optional)\s+(?P<zh>[^|]+?)\s*\|\s*(?P<en>.+)$"
)
# '  # labels: ?item ?unit': where the labels of some variables are joined
_LABELS = re.compile(r"^ *# labels:(?P<variables>(?: \?\w+)+) *\n", re.MULTILINE)
# '  # type: ?unit ?unit_type': where the type is the node's own, without the superclasses that the store adds
_TYPE = re.compile(r"^ *# type: (?P<node>\?\w+) (?P<type>\?\w+) *\n", re.MULTILINE)
# '  # counted: ?assignment ?item ?unit': where a question counts responsibilities
_COUNTED = re.compile(r"^ *# counted: (?P<assignment>\?\w+) (?P<item>\?\w+) (?P<unit>\?\w+) *\n", re.MULTILINE)
# 'OPTIONAL { ?target az:metric ?metric_l FILTER(LANG(?metric_l) = "en") }': a value that is asked for in a language
_IN_LANGUAGE = re.compile(
    r'OPTIONAL \{ \?\w+ (?P<property>\w+:\w+) \?(?P<value>\w+) FILTER\(LANG\(\?(?P=value)\) = "(?P<lang>en|zh)"\) \}'
)
# '  # paired: ?one ?unit ?two ?other': where two responsibilities count for a pair, because at least one names its unit itself
_PAIRED = re.compile(r"^ *# paired: \?one \?unit \?two \?other *\n", re.MULTILINE)
# 'SELECT … WHERE {': where a question begins with what is given
_WHERE = re.compile(r"^SELECT [^{]*WHERE \{\s", re.MULTILINE)
# '    # given': where it begins instead, such as inside the GRAPH that it is about
_GIVEN = re.compile(r"^ *# given *\n", re.MULTILINE)
# 'DESC(?leads) ?unit': what rows are sorted by
_KEY = re.compile(r"(?P<desc>DESC\()?\?(?P<name>\w+)")
_AND: dict[Lang, str] = {"zh": "、", "en": ", "}

ASKERS = ("planner", "coordinator", "analyst")
"""The people that questions are grouped by, in the order of the page."""
Groups = Literal["one", "expand"]
"""A collective owner counts as one unit (its members are left out), or as its members (it is left out, if they are known)."""

_GROUPS_WORDS = {
    "zh": "集体责任主体算一个单位，还是按成员分别计算（默认 one）",
    "en": "count a collective owner as one unit or as its members (default: one)",
}
GROUPS: tuple[Groups, ...] = ("one", "expand")


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

    `internal` is the reason why it is not listed; '' for a question of the library. `kept` is the way in which its answers
    are kept as columns: 'plan', 'things', 'composed', 'statements …' or ''. `among` is the question that lists the plans in which
    kept rows about something given are, or ''. `asker` says who asks it most: 'planner', 'analyst' or 'coordinator'.
    """

    name: str
    title: dict[str, str]
    params: tuple[Param, ...]
    columns: tuple[str, ...]
    record: str
    internal: str
    template: str
    kept: str = ""
    among: str = ""
    asker: str = ""

    @property
    def counts(self) -> bool:
        """True if it counts responsibilities, so that collective owners can be counted in two ways."""
        return _COUNTED.search(self.template) is not None

    @property
    def labelled(self) -> tuple[str, ...]:
        """The columns whose labels it joins for another column: 'unit' when 'unit_label' is a column as well."""
        return _labelled(self.template, self.columns)

    @property
    def order(self) -> tuple[tuple[str, bool], ...]:
        """The variables that its rows are sorted by, each with whether it descends."""
        _head, by, keys = self.template.rpartition("ORDER BY")
        return tuple((found["name"], found["desc"] is not None) for found in _KEY.finditer(keys)) if by else ()

    @property
    def only_shows_labels(self) -> bool:
        """True if the labels of `labelled` columns are shown and nothing follows from them, so that they can be read afterwards."""
        return _only_shows(self.template, self.labelled)

    @property
    def orders_by_columns(self) -> bool:
        """True if its rows are sorted by columns only, so that they can be sorted afterwards."""
        return bool(self.order) and {name for name, _descends in self.order} <= set(self.columns)

    @property
    def properties_in_language(self) -> tuple[frozenset[str], bool]:
        """The properties whose values are asked for in the reader's language, in Chinese where there is none.

        And whether that is all in which the languages differ, but for the labels that are joined afterwards.
        """
        text = self.sparql(lang="en", labels=False)
        found = [one for one in _IN_LANGUAGE.finditer(text) if one["lang"] == "en"]
        same = _IN_LANGUAGE.sub("", text) == _IN_LANGUAGE.sub("", self.sparql(lang="zh", labels=False))
        is_all = same and all(f"COALESCE(?{one['value']}," in text for one in found)
        return frozenset(one["property"] for one in found), is_all

    def sparql(
        self,
        *,
        lang: Lang = "zh",
        groups: Groups = "one",
        labels: bool = True,
        ordered: bool = True,
        limit: int | None = None,
        offset: int = 0,
        given: Mapping[str, Term] = MappingProxyType({}),
        header: bool = True,
    ) -> str:
        """Its SPARQL text.

        Args:
            lang: language of labels.
            groups: how collective owners count, for a question that `counts`.
            labels: whether the labels of `labelled` columns are joined.
            ordered: whether its rows are sorted.
            limit: the most rows wanted; one more is asked for, which says that there are more.
            offset: rows to leave out at the beginning.
            given: the parameters that will be bound, so that the engine begins with them: it does not look at bindings when it
                decides where to begin, and would go through the whole workspace first.
            header: whether it begins with the header, which is for people: the engine and the guard would read it again each time.
        """
        left_out = () if labels else tuple(f"?{column}" for column in self.labelled)
        text = _values(given).join(_parts(self.template, lang, groups, left_out, ordered, header))
        if limit is not None:
            text += f"LIMIT {limit + 1:d} OFFSET {offset:d}\n"
        elif offset:
            text += f"OFFSET {offset:d}\n"
        return text


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
    return parse(name, path.read_text("utf-8"))


def parse(name: str, text: str) -> Question:
    """A question from the text of its file.

    Args:
        name: what it is called in commands.
        text: the header and the SPARQL.
    """
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
    if _COUNTED.search(text):
        params.append(Param("groups", "one|expand", False, _GROUPS_WORDS))
    return Question(
        name=name,
        title={key.removeprefix("title@"): value for key, value in said.items() if key.startswith("title@")},
        params=tuple(params),
        columns=tuple(word.lstrip("?") for word in said.get("columns", "").split()),
        record=said.get("record", ""),
        internal=said.get("internal", ""),
        kept=said.get("kept", ""),
        among=said.get("among", ""),
        asker=said.get("asker", ""),
        template=text,
    )


@functools.lru_cache(maxsize=1_024)
def _parts(
    template: str, lang: Lang, groups: Groups, left_out: tuple[str, ...], ordered: bool, header: bool
) -> tuple[str, ...]:
    """The text of a question, cut where it begins with what is given; put together once, as a page asks the same one for many things."""
    rule = _piece(f"counted_{groups}")

    def counted(found: re.Match[str]) -> str:
        text = rule
        for name in ("assignment", "item", "unit"):
            text = text.replace(f"?{name}", found[name])
        return text

    def joined(found: re.Match[str]) -> str:
        return _joined([name for name in found["variables"].split() if name not in left_out])

    text = _PAIRED.sub(lambda _mark: _piece(f"paired_{groups}"), _COUNTED.sub(counted, template))
    text = _TYPE.sub(lambda found: _own_type(found["node"], found["type"]), text)
    text = _LABELS.sub(joined, text)
    if not ordered:
        text = text.rpartition("ORDER BY")[0] or text
    if not header:
        text = _HEADERS.sub("", text)
    text = text.replace("@lang", lang).replace("@and", _AND[lang])
    parts = tuple(_GIVEN.split(text))
    where = _WHERE.search(text)
    return parts if len(parts) > 1 or where is None else (text[: where.end()], text[where.end() :])


@functools.lru_cache(maxsize=1_024)
def _labelled(template: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    joined = {variable[1:] for found in _LABELS.finditer(template) for variable in found["variables"].split()}
    return tuple(column for column in columns if column in joined and f"{column}_label" in columns)


@functools.lru_cache(maxsize=1_024)
def _only_shows(template: str, labelled: tuple[str, ...]) -> bool:
    _select, _where, body = template.partition("WHERE {")
    return bool(labelled) and not any(re.search(rf"\?{one}_label\b", body) for one in labelled)


def _values(given: Mapping[str, Term]) -> str:
    """Terms as a line of VALUES for each variable; the engine's own text of a term cannot end it."""
    nodes = (ox.NamedNode, ox.Literal)
    return "".join(f"VALUES ?{name} {{ {term} }}\n" for name, term in given.items() if isinstance(term, nodes))


def _joined(variables: list[str]) -> str:
    """The label joins of some variables ('?unit')."""
    return "".join(_piece("label").replace("?node", variable) for variable in variables)


def _own_type(node: str, kind: str) -> str:
    """The condition that a type ('?unit_type') is the most specific one of a node ('?unit')."""
    return re.sub(r"\?(?:type|node)\b", lambda found: kind if found[0] == "?type" else node, _piece("own_type"))


@functools.cache
def _piece(name: str) -> str:
    """A piece that several questions share."""
    return (_FOLDER / "shared" / f"{name}.rq").read_text("utf-8")


def example(lang: Lang) -> str:
    """A query to start from, with names in a language."""
    return _piece("example").replace("@lang", lang)
