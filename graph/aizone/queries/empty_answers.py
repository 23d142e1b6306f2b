"""Reasons why a query has no rows: misspelt terms and addresses, literals without a language, years compared with dates.

The text of the query and the vocabulary are looked at, and where a store is given, whether it has the addresses that the query names.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import pairwise

from ..errors import N_, RemoteStoreError
from ..i18n import LANGUAGES, Translate
from ..store import Store
from ..store.base import Dataset
from ..vocab import AZ, AZBASIS, AZFINDING, AZPERIOD, AZREL, AZROLE, AZSTATUS, AZVERDICT, PREFIXES
from .absent_addresses import absent_addresses
from .misplaced import misplaced_properties
from .resolved_tokens import QueryToken, resolved_tokens

CLOSED = {space.base: space for space in (AZ, AZROLE, AZBASIS, AZREL, AZPERIOD, AZFINDING, AZVERDICT, AZSTATUS)}
"""Vocabularies all of whose terms are known, by the beginning of their IRIs."""
_IN_A_LANGUAGE = frozenset(
    {
        *(f"{PREFIXES['skos']}{name}" for name in ("prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote")),
        f"{PREFIXES['rdfs']}label",
        f"{PREFIXES['dcterms']}title",
        *(f"{AZ.base}{name}" for name in ("metric", "scope", "text")),
    }
)
_DATES = {
    f"{AZ.base}deadline": "",
    f"{AZ.base}baselineDate": "",
    f"{AZ.base}due": "date",
    f"{PREFIXES['schema']}startDate": "gYear",
    f"{PREFIXES['schema']}endDate": "gYear",
    f"{PREFIXES['dcterms']}issued": "date",
}
_TO_ENTITIES = frozenset(
    f"{AZ.base}{name}"
    for name in (
        "about", "assignment", "basis", "cites", "concerns", "concernsItem", "concernsThing", "concernsUnit", "coversTarget",
        "delivers", "entity", "evidence", "figure", "findingClass", "fromGroup", "goal", "hasPart", "hasTarget", "leadUnit",
        "mentionedIn", "operator", "ownerListEvidence", "ownerUnit", "partOf", "period", "relation", "reliesOn",
        "responsibleUnit", "role", "scopeConcept", "servesGoal", "servesTarget", "setsAside", "status", "subTargetOf",
        "superior", "superviseUnit", "supportUnit", "supports", "supposes", "target", "unit", "verdictKind", "workItem",
    )
) | {f"{PREFIXES['rdf']}type"}  # fmt: skip
"""Properties whose values are never text; a test keeps them those of the ontology."""
_OPERATORS = frozenset({"=", "!=", "<", ">", "<=", ">="})
_XSD = PREFIXES["xsd"]

_ALIKE = 0.85
"""From here on two addresses are so alike that one is the other misspelt: a letter, a sign at the end, http for https."""
# '"2023-12-31"': a day that is written as text
_DAY = re.compile(r"""["']\d{4}-\d{2}-\d{2}["']""")
# 'PREFIX az: <https://example.org/>': a prefix that a query declares
_PREFIX = re.compile(r"\bPREFIX\s+(?P<prefix>[\w.-]*):\s*<(?P<iri>[^<>\s]*)>", re.IGNORECASE)
# 'rdf:_1': the members of a list have numbers
_MEMBER = re.compile(r"_[1-9]\d*")


@dataclass(frozen=True, slots=True)
class EmptyReason:
    """Why an answer may be empty: a message id and the values in it."""

    what: str
    values: dict[str, str]

    def line(self, _: Translate) -> str:
        """The reason in the language of a translator."""
        return _(self.what).format(**self.values)


def reasons_for_no_rows(text: str, store: Store | None = None, dataset: Dataset | None = None) -> list[EmptyReason]:
    """The parts of a query that match nothing, in the order of the text; often nothing.

    Args:
        text: the query.
        store: where the addresses of the query are looked up; None for reasons that hold whatever the data are.
        dataset: the graphs that were asked; None for all.
    """
    tokens = list(resolved_tokens(text))
    holding: dict[str, str] = {}
    for before, token in pairwise(tokens):
        if token.kind == "variable" and before.iri in _IN_A_LANGUAGE | _DATES.keys() | _TO_ENTITIES:
            holding[token.text[1:]] = before.iri
    found = [
        *_other_prefixes(text),
        *_unknown_terms(tokens),
        *_misspelt_terms(tokens),
        *_wrong_literals(tokens, holding),
        *_wrong_languages(tokens),
        *(EmptyReason(one.what, one.values) for one in misplaced_properties(tokens)),
    ]
    if store is not None:
        vocabularies = (*CLOSED, *standard_terms())
        with suppress(
            RemoteStoreError
        ):  # the query itself was answered: a server that fails since takes no answer away
            found += [EmptyReason(*one) for one in absent_addresses(tokens, store, dataset, vocabularies)]
    return list({reason.line(str): reason for reason in found}.values())


def _other_prefixes(text: str) -> Iterator[EmptyReason]:
    """Prefixes of ours that are declared for another address: 'PREFIX az: <http://w3id.org/aizone/ontology#>', without the s."""
    for found in _PREFIX.finditer(text):
        right = PREFIXES.get(found["prefix"], found["iri"])
        is_like_ours = SequenceMatcher(None, found["iri"], right).ratio() > _ALIKE
        if found["iri"] not in {right, *PREFIXES.values()} and is_like_ours:
            values = {"prefix": found["prefix"], "iri": found["iri"], "right": right}
            yield EmptyReason(
                N_("{prefix}: is declared as <{iri}>, which nothing here begins with: it is <{right}>."), values
            )


def _wrong_languages(tokens: list[QueryToken]) -> Iterator[EmptyReason]:
    """Languages that no name is in: '"市科技局"@cn', 'FILTER(LANG(?name) = "zh-CN")'."""
    for place, token in enumerate(tokens):
        if token.kind == "lang":
            language = token.text[1:].lower()
        elif token.kind == "string" and [one.text.upper() for one in tokens[max(0, place - 5) : place - 3]] == [
            "LANG",
            "(",
        ]:
            language = token.text.strip("\"'")
        else:
            continue
        if language and language not in LANGUAGES:
            values = {"language": language, "languages": ", ".join(LANGUAGES)}
            yield EmptyReason(N_("Nothing here is in the language “{language}”; there are {languages}."), values)


def _unknown_terms(tokens: list[QueryToken]) -> Iterator[EmptyReason]:
    for before, token in pairwise([QueryToken("", ""), *tokens]):
        is_class = before.iri == f"{PREFIXES['rdf']}type"
        for base, space in CLOSED.items():
            local = token.iri.removeprefix(base)
            if local == token.iri or not local or local in space.terms():
                continue
            prefix = next(name for name, iri in PREFIXES.items() if iri == base)
            # classes begin with a capital, properties do not
            folded = {
                term.casefold(): term for term in sorted(space.terms(), key=lambda term: term[0].isupper() == is_class)
            }
            near = get_close_matches(local.casefold(), folded, n=1, cutoff=0.6)
            if near:
                values = {"term": f"{prefix}:{local}", "near": f"{prefix}:{folded[near[0]]}"}
                yield EmptyReason(N_("{term} is not a term of the ontology: did you mean {near}?"), values)
            else:
                yield EmptyReason(N_("{term} is not a term of the ontology."), {"term": f"{prefix}:{local}"})


def _misspelt_terms(tokens: list[QueryToken]) -> Iterator[EmptyReason]:
    """Terms that a standard vocabulary does not have: 'skos:prefLable'."""
    for token in tokens:
        base = next((base for base in standard_terms() if token.iri.startswith(base)), "") if token.iri else ""
        local = token.iri.removeprefix(base)
        if not base or not local or local in standard_terms()[base] or _MEMBER.fullmatch(local):
            continue
        prefix = next(name for name, iri in PREFIXES.items() if iri == base)
        near = get_close_matches(local, standard_terms()[base], n=1, cutoff=0.6)
        values = {"term": f"{prefix}:{local}", "near": f"{prefix}:{near[0]}" if near else ""}
        if near:
            yield EmptyReason(N_("{term} is not a term of its vocabulary: did you mean {near}?"), values)
        else:
            yield EmptyReason(N_("{term} is not a term of its vocabulary."), values)


@functools.cache
def standard_terms() -> dict[str, tuple[str, ...]]:
    """The local names of standard vocabularies that our data use and that will not grow, by the beginning of their IRIs; rdflib knows them."""
    from rdflib import namespace  # not at the top: it takes a fifth of a second

    found = {}
    for prefix in ("rdf", "rdfs", "skos", "org", "xsd"):
        space = getattr(namespace, prefix.upper())
        found[PREFIXES[prefix]] = tuple(sorted(str(term).removeprefix(PREFIXES[prefix]) for term in dir(space)))
    return found


def _wrong_literals(tokens: list[QueryToken], holding: dict[str, str]) -> Iterator[EmptyReason]:
    """Literals that the values of their property never equal: without a language, or of another kind of date."""
    nothing = QueryToken("", "")
    for place, token in enumerate(tokens):
        if token.kind not in {"string", "number"}:
            continue
        after = [*tokens[place + 1 : place + 3], nothing, nothing]
        datatype = after[1].iri.removeprefix(_XSD) if after[0].text == "^^" else ""
        has_language = after[0].kind == "lang"
        before = tokens[place - 1] if place else nothing
        subject = tokens[place - 2] if place > 1 else nothing
        is_compared = before.text in _OPERATORS and subject.kind == "variable"
        follows = after[2 if datatype else 0]
        if is_compared:
            term, variable = holding.get(subject.text[1:], ""), subject.text
        elif follows.text in _OPERATORS and place + 2 < len(tokens) and not datatype and after[1].kind == "variable":
            term, variable = holding.get(after[1].text[1:], ""), after[1].text
        else:
            term, variable = before.iri, ""
        reason = _why_never(term, variable, token, datatype, has_language=has_language)
        if reason is not None:
            yield reason


def _why_never(term: str, variable: str, token: QueryToken, datatype: str, *, has_language: bool) -> EmptyReason | None:
    """The reason why no value of a property equals a literal.

    Args:
        term: the IRI of the property; '' where it is not known.
        variable: the one that is compared; '' where the literal stands in the pattern itself.
        token: the literal.
        datatype: the local name of its datatype in XML Schema; '' for none.
        has_language: whether it has a language.
    """
    if term in _TO_ENTITIES:
        values = {"property": _short(term), "literal": token.text, "variable": variable or "?x"}
        return EmptyReason(
            N_(
                "{property} leads to an entity, which {literal} never is: write its address (id:…), or ask for its name:"
                " {variable} skos:prefLabel {literal}@zh."
            ),
            values,
        )
    if term in _IN_A_LANGUAGE and token.kind == "string" and not has_language and not datatype:
        values = {"literal": token.text, "property": _short(term)}
        return EmptyReason(
            N_("{property} has values in a language: write {literal}@zh, or compare STR(…) with {literal}."), values
        )
    if term == AZ.deadline.value and datatype in {"gYear", "gYearMonth"}:
        return None
    if term == AZ.deadline.value:
        return EmptyReason(
            N_(
                "az:deadline may be a year, a month or a day, which {literal} may never match: compare az:due, its"
                ' last day, for example FILTER(?due <= "2023-12-31"^^xsd:date).'
            ),
            {"literal": token.text},
        )
    if term in _DATES and _DATES[term] == "date" and not datatype and _DAY.fullmatch(token.text):
        values = {"property": _short(term), "literal": f'"{token.text[1:-1]}"', "text": token.text}
        return EmptyReason(
            N_("{property} has dates, which the text {text} never matches: write {literal}^^xsd:date."), values
        )
    if term in _DATES and not (datatype and datatype == _DATES[term]) and (not datatype or _DATES[term]):
        values = {"property": _short(term), "literal": token.text, "variable": variable or "?date"}
        return EmptyReason(
            N_(
                "{property} has dates, which {literal} never matches: compare text, for example"
                ' FILTER(SUBSTR(STR({variable}), 1, 4) <= "2023").'
            ),
            values,
        )
    if term in _DATES and datatype and not _DATES[term]:
        values = {"property": _short(term), "variable": variable or "?date"}
        return EmptyReason(
            N_(
                "{property} may be a year, a month or a day, and a date never matches a year: compare text, for"
                ' example FILTER(SUBSTR(STR({variable}), 1, 4) <= "2023").'
            ),
            values,
        )
    return None


def _short(iri: str) -> str:
    base, prefix = max((base, prefix) for prefix, base in PREFIXES.items() if iri.startswith(base))
    return f"{prefix}:{iri[len(base) :]}"
