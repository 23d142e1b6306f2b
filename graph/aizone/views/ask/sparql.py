"""What the SPARQL page offers and shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ...i18n import Lang
from ...iri import compact
from ...names.classes import KINDS
from ...workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

_OF_KIND = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX az: <https://w3id.org/aizone/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?node ?type ?zh ?en ?fictional WHERE {
  ?node a ?type ; skos:prefLabel ?zh FILTER(LANG(?zh) = "zh")
  OPTIONAL { ?node skos:prefLabel ?en FILTER(LANG(?en) = "en") }
  OPTIONAL { ?node dcterms:spatial/az:fictional ?fictional }
}
"""


class Tabular(Protocol):
    """An answer of the query process: columns, and rows of N-Triples terms."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the c columns."""
        ...

    @property
    def rows(self) -> list[tuple[str | None, ...]]:
        """Rows of c terms."""
        ...


def choices(workspace: Workspace, kind: str, lang: Lang) -> dict[str, str]:
    """What may be picked for a parameter: CURIE to name, real things before examples; empty for free text."""
    if kind == "any" or kind.startswith("xsd:"):
        return {}
    wanted = KINDS.get(kind, frozenset({kind}))
    found: dict[str, str] = {}
    rows = workspace.store.select(_OF_KIND).values()
    rows.sort(key=lambda row: (bool(row[4]), "/unit-group/" in str(row[0]), str(row[0])))
    for node, type_, chinese, english, _fictional in rows:
        if compact(str(type_)) in wanted:
            found.setdefault(compact(str(node)), str((english if lang == "en" else chinese) or chinese))
    return found


def answer_frame(answer: Tabular) -> pd.DataFrame:
    """An answer as a frame of strings: IRIs as CURIEs, literals as their text."""
    import pandas as pd

    rows = [[None if term is None else _show(term) for term in row] for row in answer.rows]
    return pd.DataFrame(rows, columns=list(answer.columns), dtype="string")


def _show(term: str) -> str:
    """One N-Triples term as people read it."""
    if term.startswith("<"):
        return compact(term[1:-1])
    if not term.startswith('"'):
        return term
    import pyoxigraph as ox

    parsed = next(iter(ox.parse(f"<urn:x> <urn:x> {term} .".encode(), format=ox.RdfFormat.N_TRIPLES)))
    return parsed.object.value if isinstance(parsed.object, ox.Literal) else term
