"""Finding an entity by what somebody types: full or short name, alias, pinyin, initials, either script, either language.

All names stand one after the other in one long text a form, best first; finding one is finding a substring, so that a workspace
of a thousand plans answers as fast as the first. The answer says why it fits.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

import pyoxigraph as ox

from ..i18n import Lang, Translate, translator
from ..iri import compact
from ..workspace import Workspace
from .name_forms import all_folded, folded, simplified, sound, toneless
from .palette import NODES, class_label, group_of

Form = Literal["written", "pinyin", "initials"]
Place = Literal["whole", "start", "inside"]

_ORDER = ("Unit", "UnitGroup", "Goal", "TaskArea", "Task", "Park", "Platform", "Project")
_PASSES: tuple[tuple[Form, Place], ...] = (
    ("written", "whole"),
    ("initials", "whole"),
    ("pinyin", "whole"),
    ("written", "start"),
    ("initials", "start"),
    ("pinyin", "start"),
    ("written", "inside"),
    ("pinyin", "inside"),
    ("initials", "inside"),
)
"""What counts as a better fit than what."""
_MIN_LETTERS: dict[tuple[Form, Place], int] = {
    ("initials", "start"): 2,
    ("pinyin", "start"): 2,
    ("pinyin", "inside"): 3,
    ("initials", "inside"): 3,
}
"""Fewer letters than this fit nearly everything that way."""

_NAMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX az: <https://w3id.org/aizone/ontology#>
SELECT ?node ?term ?name ?type WHERE {
  VALUES ?type { @types }
  VALUES ?term { skos:prefLabel skos:altLabel }
  ?node a ?type ; ?term ?name .
}
"""
_INVENTED = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?node WHERE { ?place az:fictional true . ?node dcterms:spatial ?place }
"""


@dataclass(frozen=True, slots=True)
class Name:
    """One written name of an entity: folded for comparison, as it is written, and whether it is the official one."""

    node: str
    group: str
    folded: str
    written: str
    lang: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that fits: its name, its class in words, the name it was found by ('' when by its own), and why."""

    node: str
    label: str
    kind: str
    found_by: str
    why: str = ""


@dataclass(slots=True)
class _Texts:
    """One form of all names, each on a line of its own; `starts` are the offsets of the lines."""

    text: str = "\n"
    starts: array[int] = field(default_factory=lambda: array("L"))

    def fill(self, lines: Sequence[str]) -> None:
        at = 1
        for line in lines:
            self.starts.append(at)
            at += len(line) + 1
        self.text = "\n" + "\n".join(lines) + "\n"

    def find(self, wanted: str, place: Place) -> Iterator[tuple[int, int]]:
        """(line, offset in it) of each line that fits, in order, once a line."""
        needle = {"whole": f"\n{wanted}\n", "start": f"\n{wanted}", "inside": wanted}[place]
        shift = 0 if place == "inside" else 1
        at = self.text.find(needle)
        while at >= 0:
            line = bisect_right(self.starts, at + shift) - 1
            yield line, at + shift - self.starts[line]
            at = self.text.find(needle, at + (len(needle) - 1 if place == "whole" else len(needle)))


@dataclass(slots=True)
class NameIndex:
    """All names of a workspace, made ready for searching: n names, best first; labels by node and language."""

    names: list[Name]
    labels: dict[str, dict[str, str]]
    texts: dict[Form, _Texts]

    def label(self, node: str, lang: Lang) -> str:
        """A node's name in a language, with the other as fallback."""
        known = self.labels[node]
        return known.get(lang) or known.get("zh") or next(iter(known.values()))


def index_names(workspace: Workspace) -> NameIndex:
    """All names of all entities an explorer shows, real places before examples, units before what they do."""
    store = workspace.store
    shown = [kind for kind in _az_types() if group_of(kind) not in {None, "Target"}]
    invented = {compact(row[0]) for row in store.select(_INVENTED).rows if isinstance(row[0], ox.NamedNode)}
    names: dict[tuple[str, str], Name] = {}
    rows = store.select(_NAMES.replace("@types", " ".join(shown))).rows
    forms = all_folded({row[2].value for row in rows if isinstance(row[2], ox.Literal)})
    for node, term, name, kind in rows:
        if isinstance(node, ox.NamedNode) and isinstance(name, ox.Literal) and isinstance(kind, ox.NamedNode):
            group = group_of(compact(kind)) or ""
            preferred = isinstance(term, ox.NamedNode) and term.value.endswith("prefLabel")
            known = names.get((node.value, name.value))
            if known is None or preferred:
                names[node.value, name.value] = Name(
                    compact(node), group, forms[name.value], name.value, name.language or "", preferred
                )

    def rank(name: Name) -> tuple[bool, int, int, str, str]:
        plan = "/".join(name.node.split("/", 2)[:2])
        place = _ORDER.index(name.group) if name.group in _ORDER else len(_ORDER)
        return (name.node in invented or plan in invented, place, len(name.folded), name.node, name.written)

    return _index(sorted(names.values(), key=rank))


def _az_types() -> list[str]:
    """Classes of the ontology that are shown, as CURIEs."""
    from ..vocab import UNIT_CLASSES

    return [f"az:{name}" for name in (*NODES, *UNIT_CLASSES, "Technology", "ApplicationField") if name != "Topic"]


def _index(names: list[Name]) -> NameIndex:
    labels: dict[str, dict[str, str]] = {}
    for name in sorted(names, key=lambda name: not name.preferred):
        labels.setdefault(name.node, {}).setdefault(name.lang, name.written)
    texts: dict[Form, _Texts] = {"written": _Texts(), "pinyin": _Texts(), "initials": _Texts()}
    sounds = [None if name.folded.isascii() else sound(name.folded) for name in names]
    texts["written"].fill([name.folded for name in names])
    texts["pinyin"].fill(["" if found is None else found.full for found in sounds])
    texts["initials"].fill(["" if found is None else found.initials for found in sounds])
    return NameIndex(names, labels, texts)


def search(index: NameIndex, text: str, lang: Lang, *, limit: int = 30, groups: Collection[str] = ()) -> list[Hit]:
    """Entities whose name equals, begins with or contains what was typed, or sounds so, in that order.

    Args:
        index: `index_names`.
        text: what was typed, Chinese in either script, English, pinyin with or without tones and spaces, or initials;
            nothing fits an empty text.
        lang: language of labels.
        limit: at most so many.
        groups: only these classes (see `palette.NODES`); none for all.
    """
    written, letters = folded(text), toneless(text)
    if not written:
        return []
    _ = translator(lang)
    found: dict[str, Hit] = {}
    for form, place in _PASSES:
        wanted = written if form == "written" else letters
        if form != "written" and (not wanted.isascii() or len(wanted) < _MIN_LETTERS.get((form, place), 1)):
            continue
        for line, offset in index.texts[form].find(wanted, place) if wanted else ():
            name = index.names[line]
            if name.node in found or (groups and name.group not in groups):
                continue
            if form == "pinyin" and not sound(name.folded).starts_syllable(offset):
                continue
            found[name.node] = _hit(index, name, form, text, lang, _)
            if len(found) == limit:
                return list(found.values())
    return list(found.values())


def _hit(index: NameIndex, name: Name, form: Form, text: str, lang: Lang, _: Translate) -> Hit:
    label = index.label(name.node, lang)
    own = name.written == label
    other_script = form == "written" and simplified(text) != text
    if form == "pinyin":
        why = _("by pinyin")
    elif form == "initials":
        why = _("by pinyin initials")
    elif other_script:
        why = _("in traditional characters")
    elif own:
        why = ""
    elif name.preferred:
        why = _("by its name in the other language")
    else:
        why = _("also called so")
    return Hit(name.node, label, class_label(name.group, _), "" if own else name.written, why)


def similar(index: NameIndex, text: str, lang: Lang, *, limit: int = 3) -> list[Hit]:
    """The closest names when nothing fits: those that share most pairs of neighbouring characters with what was typed."""
    wanted = folded(text)
    pairs = {wanted[place : place + 2] for place in range(len(wanted) - 1)}
    counts: dict[int, int] = {}
    for line, _offset in chain.from_iterable(index.texts["written"].find(pair, "inside") for pair in sorted(pairs)):
        counts[line] = counts.get(line, 0) + 1
    best = sorted(counts, key=lambda line: (-2 * counts[line] / (len(pairs) + len(index.names[line].folded)), line))
    _ = translator(lang)
    nodes = list(dict.fromkeys(index.names[line].node for line in best[: limit * 5] if 2 * counts[line] >= len(pairs)))
    kinds = {index.names[line].node: index.names[line].group for line in best[: limit * 5]}
    return [Hit(node, index.label(node, lang), class_label(kinds[node], _), "") for node in nodes[:limit]]
