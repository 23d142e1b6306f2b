"""What a written name means in the graph: units, work items, plans, things, topics.

A name may be an IRI, a CURIE ('id:unit/…'), the last parts of an IRI ('hefei-science-and-technology-bureau'), a full or short
name, or a printed path ('三/(一)/1'). A short name that fits units of several places means those of real places before those of
examples; when several are left, it is ambiguous and says so. A name that nothing has is looked up with its words in full.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import N_, AmbiguousNameError, UnknownNameError, UsageError
from ..i18n import Lang
from ..iri import ID, compact, encode_segment, expand
from ..store import Store, Term, to_python
from ..vocab import DCTERMS, SKOS, UNIT_CLASSES
from .index import fold as fold

if TYPE_CHECKING:
    from ..queries import Question

_PROPOSALS = 3


@dataclass(frozen=True, slots=True)
class Match:
    """One thing a name may mean: its IRI, its Chinese name, the compact name of its class, and why it fits."""

    iri: ox.NamedNode
    label: str
    kind: str
    why: str  # 'iri', 'label', 'alias', 'path' or 'slug'
    fictional: bool


_BY_NAME = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?node ?name ?term WHERE {
  VALUES ?term { skos:prefLabel skos:altLabel skos:hiddenLabel az:path }
  ?node ?term ?name .
}
"""
_ABOUT = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?node ?label ?type ?fictional WHERE {
  ?node a ?type .
  OPTIONAL { ?node skos:prefLabel ?label FILTER(LANG(?label) = "zh") }
  OPTIONAL { ?node dcterms:spatial/az:fictional ?fictional }
}
"""
KINDS: dict[str, frozenset[str]] = {
    "az:Unit": frozenset(f"az:{name}" for name in (*UNIT_CLASSES, "UnitGroup")),
    "az:WorkItem": frozenset({"az:TaskArea", "az:Task", "az:Measure"}),
    "az:NamedEntity": frozenset(
        f"az:{name}"
        for name in ["Platform", "Park", "Project", "Facility", "Institution", "Enterprise", "Event", "PolicyDocument"]
    ),
    "skos:Concept": frozenset({"az:Technology", "az:ApplicationField", "skos:Concept"}),
}
"""Classes that a parameter's type stands for; any other type stands for itself."""


_NO_BRACKETS = str.maketrans("", "", "()（）")
"""A path may be given without the brackets it prints: 三/一/1."""


def find(store: Store, text: str, kind: str | None = None) -> list[Match]:
    """Everything a written name may mean, exact names only, real places first, then by IRI.

    Args:
        store: the graph.
        text: what somebody wrote.
        kind: a class ('az:Unit'), 'az:WorkItem', or None for anything.
    """
    wanted = KINDS.get(kind, frozenset({kind})) if kind else None
    direct = _direct(text)
    hits: dict[ox.NamedNode, str] = {}
    if direct is not None:
        hits[direct] = "iri"
    else:
        key, path = fold(text), text.translate(_NO_BRACKETS)
        for node, name, term in store.select(_BY_NAME).rows:
            if not isinstance(node, ox.NamedNode) or not isinstance(name, ox.Literal):
                continue
            local = str(to_python(term)).rsplit("#", 1)[-1]
            if fold(name.value) == key or (local == "path" and name.value.translate(_NO_BRACKETS) == path):
                hits.setdefault(node, {"prefLabel": "label", "path": "path"}.get(local, "alias"))
        if not hits and (full := _in_full(text)) != text:
            return find(store, full, kind)
        if not hits and re.fullmatch(r"[\x21-\x7e]+", text):
            hits = {node: "slug" for node in _by_slug(store, text)}
    matches = [match for node, why in hits.items() for match in [_about(store, node, why, wanted)] if match]
    return sorted(matches, key=lambda match: (match.fictional, match.why != "label", match.iri.value))


def _in_full(text: str) -> str:
    """A name with its words in full: 玉河市科技局, which the graph has as 玉河市科学技术局."""
    from ..units.names import full_form, normalize  # seldom needed, and a query has to start fast

    return full_form(normalize(text))


def label(store: Store, node: ox.NamedNode, lang: Lang) -> str:
    """The name of a node in a language; in Chinese when it has none there, its CURIE when it has none at all."""
    found = {
        quad.object.language: quad.object.value
        for quad in store.statements(node, SKOS.prefLabel, None, None)
        if isinstance(quad.object, ox.Literal)
    }
    return found.get(lang) or found.get("zh") or compact(node)


def one(store: Store, text: str, kind: str | None, where: str) -> ox.NamedNode:
    """The one thing a written name means.

    Raises:
        UnknownNameError: nothing is called so; says what is near.
        AmbiguousNameError: several things are.
    """
    matches = find(store, text, kind)
    real = [match for match in matches if not match.fictional] or matches
    if not real:
        raise UnknownNameError(where, text, nearest(store, text, kind))
    if len(real) > 1:
        raise AmbiguousNameError(where, text, [f"{match.label} ({compact(match.iri)})" for match in real])
    return real[0].iri


def successor(store: Store, unit: ox.NamedNode) -> ox.NamedNode:
    """The unit that stays when this one was merged into it; itself when it was not."""
    seen: set[ox.NamedNode] = set()
    while unit not in seen:
        seen.add(unit)
        found = (quad.object for quad in store.statements(unit, DCTERMS.isReplacedBy, None, None))
        unit = next((node for node in found if isinstance(node, ox.NamedNode)), unit)
    return unit


def nearest(store: Store, text: str, kind: str | None) -> list[str]:
    """The names closest to one that nothing is called by."""
    wanted = KINDS.get(kind, frozenset({kind})) if kind else None
    nodes = {
        row[0]
        for row in store.select(_ABOUT).rows
        if wanted is None or (isinstance(row[2], ox.NamedNode) and compact(row[2]) in wanted)
    }
    names = {
        name.value for node, name, _ in store.select(_BY_NAME).rows if node in nodes and isinstance(name, ox.Literal)
    }
    return get_close_matches(text, sorted(names), n=_PROPOSALS, cutoff=0.5)


def terms(store: Store, question: Question, params: Mapping[str, object]) -> dict[str, Term]:
    """A question's parameters as RDF terms.

    Raises:
        UsageError: a parameter is not one of the question's, or a required one is missing.
        UnknownNameError: a name nothing answers to.
        AmbiguousNameError: a name that fits several things.
    """
    known = {param.name: param for param in question.params}
    for name in params:
        if name not in known:
            allowed = ", ".join(known) or "none"
            raise UsageError(
                f"{question.name} {name}=",
                N_("is no parameter of this question."),
                N_("It takes: {allowed}."),
                allowed=allowed,
            )
    found: dict[str, Term] = {}
    for param in question.params:
        value = params.get(param.name)
        if value is None or value == "":
            if param.required:
                raise UsageError(
                    question.name, N_("needs {name}=…"), N_("'aizone queries' shows what it takes."), name=param.name
                )
            continue
        if isinstance(value, (ox.NamedNode, ox.Literal)):
            found[param.name] = value
        elif param.kind.startswith("xsd:"):
            found[param.name] = ox.Literal(str(value), datatype=expand(param.kind))
        else:
            found[param.name] = one(
                store, str(value), None if param.kind == "any" else param.kind, f"{question.name} {param.name}="
            )
    return found


def _direct(text: str) -> ox.NamedNode | None:
    """An IRI or CURIE; None for anything else."""
    if "://" in text:
        return (
            ox.NamedNode(ID + "/".join(map(encode_segment, text[len(ID) :].split("/"))))
            if text.startswith(ID)
            else _iri(text)
        )
    prefix, colon, _ = text.partition(":")
    if not colon or not prefix.isascii():
        return None
    try:
        return expand(text)
    except (UsageError, ValueError):
        return None


def _iri(text: str) -> ox.NamedNode | None:
    try:
        return ox.NamedNode(text)
    except ValueError:
        return None


def _by_slug(store: Store, text: str) -> list[ox.NamedNode]:
    tail = "/" + text.strip("/")
    rows = store.select(_ABOUT).rows
    return [node for node in {row[0] for row in rows} if isinstance(node, ox.NamedNode) and node.value.endswith(tail)]


def _about(store: Store, node: ox.NamedNode, why: str, wanted: frozenset[str] | None) -> Match | None:
    rows = store.select(_ABOUT, {"node": node}).rows
    kinds = {compact(row[2]) for row in rows if isinstance(row[2], ox.NamedNode)}
    fitting = sorted(kinds & wanted if wanted is not None else kinds, key=lambda kind: (kind == "az:Clause", kind))
    if not fitting:
        return None
    label = next((row[1].value for row in rows if isinstance(row[1], ox.Literal)), compact(node))
    fictional = any(to_python(row[3]) is True for row in rows) or bool(_of_fictional_plan(store, node))
    return Match(node, label, fitting[0], why, fictional)


_FICTIONAL_PLAN = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?node ?plan WHERE { GRAPH ?plan { ?node ?p ?o } ?plan dcterms:spatial/az:fictional true } LIMIT 1
"""


def _of_fictional_plan(store: Store, node: ox.NamedNode) -> bool:
    return bool(store.select(_FICTIONAL_PLAN, {"node": node}).rows)
