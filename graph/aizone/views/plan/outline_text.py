"""A plan as a readable outline: headings, passages in which the things they name are marked, owner clauses as chips.

The words come from the graph, so they stand here exactly where the workspace holds a plan's text; of other plans the outline
shows headings, our summaries, the owner lists (facts) and the positions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from ...i18n import Lang, translator
from ...iri import compact, expand
from ...model.kinds import group_of
from ...names import lookup
from ...wording import basis_label, role_label
from ...workspace import Workspace


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a passage; `node` and `group` name what it speaks of, both '' for plain words."""

    text: str
    node: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Owner:
    """One owner of a passage as a chip: unit, role, and how that is known."""

    unit: str
    label: str
    role: str
    role_label: str
    basis: str
    basis_label: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A measure, or a paragraph that belongs to none (`node` is then its section).

    `start` and `end` are characters of the plan's text; `runs` are its words when held, else empty; `summary` is ours.
    """

    node: str
    start: int
    end: int
    runs: tuple[Run, ...]
    summary: str
    owner_list: str
    owners: tuple[Owner, ...]

    def speaks_of(self, node: str) -> bool:
        """Whether a node is this passage, owns it, or is named in it."""
        return node == self.node or node in {owner.unit for owner in self.owners} | {run.node for run in self.runs}


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it: depth from 1, printed path, class ('Goal', 'TaskArea', 'Task' or '')."""

    node: str
    depth: int
    path: str
    label: str
    group: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class OutlineText:
    """One plan in reading order; `text_held` says whether its sentences are here."""

    plan: str
    label: str
    parts: tuple[Part, ...]
    text_held: bool

    def places_of(self, node: str) -> tuple[str, ...]:
        """The passages and headings that speak of a node, in reading order."""
        found = [
            place
            for part in self.parts
            for place in [
                *([part.node] if part.node == node else []),
                *(p.node for p in part.passages if p.speaks_of(node)),
            ]
        ]
        return tuple(dict.fromkeys(found))


_PREFIXES = """
PREFIX az: <https://w3id.org/aizone/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_SECTIONS = """
SELECT ?plan ?node ?type ?path ?position ?text ?start WHERE {
  GRAPH ?plan {
    ?node a az:Clause ; a ?type ; az:path ?path ; az:position ?position ; az:evidence ?annotation .
    ?annotation oa:hasTarget ?target . ?target oa:hasSelector ?at . ?at oa:start ?start .
    OPTIONAL { ?node az:text ?text }
  }
} ORDER BY ?position ?type
"""
_MEASURES = """
SELECT ?plan ?node ?parent ?position ?text ?owners ?start ?end ?summary ?lang WHERE {
  GRAPH ?plan {
    ?node a az:Measure ; az:partOf ?parent ; az:position ?position ; az:evidence ?annotation .
    ?annotation oa:hasTarget ?target . ?target oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end .
    OPTIONAL { ?node az:text ?text } OPTIONAL { ?node az:ownerList ?owners }
    OPTIONAL { ?node dcterms:abstract ?summary FILTER(LANG(?summary) = ?lang) }
  }
} ORDER BY ?position
"""
_OWNERS = """
SELECT ?plan ?measure ?unit ?role ?basis ?rank WHERE {
  GRAPH ?plan { ?assignment az:workItem ?measure ; az:unit ?unit ; az:role ?role ; az:basis ?basis ; az:rank ?rank
    FILTER NOT EXISTS { ?assignment az:fromGroup ?group } }
} ORDER BY ?measure ?rank ?assignment
"""
_NAMED = """
SELECT ?plan ?node ?type ?start ?end WHERE {
  GRAPH ?plan {
    ?fact az:evidence ?annotation .
    ?annotation oa:hasTarget ?target . ?target oa:hasSelector ?at . ?at oa:start ?start ; oa:end ?end .
    { ?fact a az:Mention ; az:entity ?node } UNION { ?fact a az:Target BIND(?fact AS ?node) }
  }
  ?node a ?type .
} ORDER BY ?start ?end
"""
_TYPES = {"Goal", "TaskArea", "Task"}


def build_outline(workspace: Workspace, plan: str, lang: Lang) -> OutlineText:
    """One plan in reading order.

    Args:
        workspace: the graph.
        plan: its CURIE.
        lang: language of headings, summaries and words; the plan's own sentences stay as written.
    """
    store, iri = workspace.store, expand(plan)

    def rows(query: str) -> list[dict[str, str | int | float | bool | None]]:
        known: dict[str, ox.NamedNode | ox.Literal] = {"plan": iri}
        if "?lang" in query:
            known["lang"] = ox.Literal(lang)
        return store.select(_PREFIXES + query, known).dicts()

    owners = _owners(workspace, rows(_OWNERS), lang)
    named = [
        (int(row["start"] or 0), int(row["end"] or 0), compact(str(row["node"])), group)
        for row in rows(_NAMED)
        if (group := group_of(compact(str(row["type"]))))
    ]
    passages: dict[str, list[Passage]] = defaultdict(list)
    covered: dict[str, int] = defaultdict(int)
    held = False
    for row in rows(_MEASURES):
        node, parent, start, end = (
            compact(str(row["node"])),
            str(row["parent"]),
            int(row["start"] or 0),
            int(row["end"] or 0),
        )
        text = str(row["text"] or "")
        held = held or bool(text)
        covered[parent] += 1
        passages[parent].append(
            Passage(node, start, end, tuple(_runs(text, start, named)), str(row["summary"] or ""),
                    str(row["owners"] or ""), owners.get(node, ()))
        )  # fmt: skip
    parts: dict[str, Part] = {}
    for row in rows(_SECTIONS):
        full, kind = str(row["node"]), str(row["type"]).rsplit("#", 1)[-1]
        known = parts.get(full)
        body = str(row["text"] or "")
        held = held or bool(body)
        own = tuple(passages[full]) if covered[full] else _paragraphs(compact(full), int(row["start"] or 0), body)
        parts[full] = Part(
            node=compact(full),
            depth=str(row["path"]).count("/") + 1,
            path=str(row["path"]),
            label=lookup.label(store, expand(full), lang),
            group=kind if kind in _TYPES else known.group if known else "",
            passages=own,
        )
    return OutlineText(plan, lookup.label(store, iri, lang), tuple(parts.values()), held)


def _paragraphs(section: str, start: int, body: str) -> tuple[Passage, ...]:
    """The text of a section without measures, a passage each line; `start` is where its heading begins."""
    return tuple(Passage(section, start, start, (Run(line),), "", "", ()) for line in body.splitlines() if line.strip())


def _owners(
    workspace: Workspace, rows: Iterable[dict[str, str | int | float | bool | None]], lang: Lang
) -> dict[str, tuple[Owner, ...]]:
    _ = translator(lang)
    found: dict[str, list[Owner]] = defaultdict(list)
    for row in rows:
        role, basis = (str(row[key]).rsplit("/", 1)[-1] for key in ("role", "basis"))
        unit = ox.NamedNode(str(row["unit"]))
        label = lookup.label(workspace.store, unit, lang)
        found[compact(str(row["measure"]))].append(
            Owner(compact(unit), label, role, role_label(role, _), basis, basis_label(basis, _))
        )
    return {measure: tuple(owners) for measure, owners in found.items()}


def _runs(text: str, start: int, named: Iterable[tuple[int, int, str, str]]) -> Iterable[Run]:
    """A passage cut where something is named; of names that overlap, the first (and of those the shortest) counts."""
    at = 0
    for first, last, node, group in named:
        begin, end = first - start, last - start
        if begin < at or end > len(text):
            continue
        if begin > at:
            yield Run(text[at:begin])
        yield Run(text[begin:end], node, group)
        at = end
    if at < len(text):
        yield Run(text[at:])
