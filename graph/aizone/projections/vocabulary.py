"""The vocabulary and the sources of a graph: the terms of its ontology, and the licences of its registries."""

from __future__ import annotations

from ..i18n import Lang
from ..queries import answers
from ..queries.records import LicensedSource, OntologyTerm
from ..store import Store


def read_licences(store: Store, lang: Lang) -> list[LicensedSource]:
    """Every registry, gazetteer and vocabulary that states a licence."""
    return answers(store, "licences", LicensedSource, lang=lang)


def read_terms(store: Store, lang: Lang) -> list[OntologyTerm]:
    """The ontology's own classes, then its properties, by CURIE."""
    return answers(store, "ontology_terms", OntologyTerm, lang=lang)
