"""The words that the SPARQL editor completes: terms of our vocabularies with their labels, prefixes, and what is closed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...i18n import LANGUAGES, Translate, translator
from ...iri import ID, KNOWN_PREFIXES, expand
from ...queries.empty_answers import CLOSED, standard_terms
from ...queries.records import OntologyTerm
from ...vocab import AZBASIS, AZPERIOD, AZREL, AZROLE, PREFIXES
from ...wording import basis_label, edge_label, role_label

# 'hefei-science-and-technology-bureau', '合肥市某局': a local name that needs no escape
_NAME = re.compile(r"[^\W_](?:[\w-]*\w)?")


@dataclass(frozen=True, slots=True)
class EditorTerm:
    """A term as the editor offers it: its CURIE, its names, and whether it is a 'class', a 'property' or a 'constant'."""

    term: str
    zh: str
    en: str
    kind: str


def editor_terms(ontology: Mapping[str, Iterable[OntologyTerm]]) -> list[EditorTerm]:
    """All terms: those of the ontology, those of its closed vocabularies, and the foreign ones that our data use.

    Args:
        ontology: the terms of the ontology by language of their labels.
    """
    kinds: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    for lang in LANGUAGES:
        for row in ontology[lang]:
            kinds[row.term] = row.kind
            labels.setdefault(row.term, {})[lang] = row.label
        for term, label in _constants(translator(lang)).items():
            kinds[term] = "constant"
            labels.setdefault(term, {})[lang] = label
        for term, label in _foreign(translator(lang)).items():
            kinds[term] = "property"
            labels.setdefault(term, {})[lang] = label
    return [EditorTerm(term, labels[term].get("zh", ""), labels[term].get("en", ""), kinds[term]) for term in kinds]


@dataclass(frozen=True, slots=True)
class WrittenNode:
    """A node as it stands in a query: `written`, with the prefix it needs ('' for none) and the IRI of that."""

    written: str
    prefix: str
    base: str


def written(node: str) -> WrittenNode:
    """A node (CURIE) as any SPARQL tool reads it: with a prefix where its name has no slash, else its IRI.

    Examples:
        >>> written("id:unit/hefei-science-and-technology-bureau").written
        'unit:hefei-science-and-technology-bureau'
        >>> written("id:plan/hefei-2020-2023/3/1").written
        '<https://w3id.org/aizone/id/plan/hefei-2020-2023/3/1>'
    """
    prefix, _colon, local = node.partition(":")
    kind, slash, name = local.partition("/")
    if prefix == "id" and slash and _NAME.fullmatch(name) and kind.isalpha():
        return WrittenNode(f"{kind}:{name}", kind, f"{ID}{kind}/")
    if prefix in PREFIXES and _NAME.fullmatch(local):
        return WrittenNode(node, prefix, PREFIXES[prefix])
    return WrittenNode(f"<{expand(node).value}>", "", "")


def closed_terms() -> dict[str, list[str]]:
    """The local names of each closed vocabulary, by the beginning of its IRIs: any other name is misspelt."""
    standard = {base: list(terms) for base, terms in standard_terms().items()}
    return standard | {base: list(space.terms()) for base, space in CLOSED.items()}


def prefixes() -> dict[str, str]:
    """The prefixes that a query may use without declaring them."""
    return dict(KNOWN_PREFIXES)


def _constants(_: Translate) -> dict[str, str]:
    return {
        **{f"azrole:{name}": role_label(name, _) for name in AZROLE.terms()},
        **{f"azbasis:{name}": basis_label(name, _) for name in AZBASIS.terms()},
        **{f"azrel:{name}": edge_label(f"az:{name}", _) for name in AZREL.terms()},
        **{f"azperiod:{name}": {"year": _("a year"), "total": _("in all")}[name] for name in AZPERIOD.terms()},
    }


def _foreign(_: Translate) -> dict[str, str]:
    return {
        "skos:prefLabel": _("Name"),
        "skos:altLabel": _("Other name"),
        "skos:broader": _("kind of"),
        "dcterms:issued": _("Issued"),
        "dcterms:spatial": _("Place"),
        "eli:id_local": _("Document number"),
        "eli:passed_by": _("Issuer"),
        "org:hasMember": _("has member"),
        "schema:minValue": _("Minimum"),
        "schema:maxValue": _("Maximum"),
        "schema:unitText": _("Unit of measure"),
        "schema:startDate": _("Begins"),
        "schema:endDate": _("Ends"),
    }
