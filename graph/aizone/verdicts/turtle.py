"""Corrections of a plan's reading as statements to append to a file of its own, and back.

`corrections/<slug>.ttl` of a workspace holds them, one block a decision: a verdict (Web Annotation) whose target quotes the
owner list and whose body says how it is to be read, with who said so, when and why (PROV). A correction that somebody took
back stays in the file, with a block behind it that ends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias, get_args

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from ..errors import N_, WorkspaceError
from ..iri import ID, compact, mint
from ..model import Role
from ..vocab import AZ, AZROLE, DCTERMS, OA, PREFIXES, PROV, RDF, RDFS, XSD
from .readings import Correction, CorrectionKind, OwnerQuote

Says: TypeAlias = list[tuple[NamedNode, NamedNode | Literal]]

_PREFIXES = ("az", "azrole", "dcterms", "oa", "prov", "rdf", "rdfs", "xsd")
HEAD = (
    """# What people corrected in the reading of this plan; recorded by aizone, comments and lines of your own are kept.
# 'aizone corrections' lists them and takes one back (--remove ID); 'aizone rebuild' applies them.
"""
    + "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in _PREFIXES)
    + f"@base <{ID}> .\n"
)


def correction_iri(slug: str, correction_id: str) -> NamedNode:
    """The IRI of a correction of a plan."""
    return mint("plan", slug, "correction", correction_id)


def to_turtle(slug: str, correction: Correction) -> str:
    """The block of a correction, to be appended to a file that begins with `HEAD`."""
    node = correction_iri(slug, correction.id)
    body, target, quote, person = (NamedNode(f"{node.value}#{part}") for part in ("body", "target", "quote", "person"))
    says: Says = [(RDF.value, Literal(correction.kind)), (AZ.asWritten, Literal(correction.written))]
    if correction.role is not None:
        says.append((AZ.role, AZROLE[correction.role]))
    if correction.unit is not None:
        says.append((AZ.unit, correction.unit))
    words: Says = [(RDF.type, OA.TextQuoteSelector), (OA.exact, Literal(correction.quote.exact))]
    if correction.quote.prefix:
        words.append((OA.prefix, Literal(correction.quote.prefix)))
    if correction.quote.suffix:
        words.append((OA.suffix, Literal(correction.quote.suffix)))
    verdict: Says = [
        (RDF.type, AZ.Verdict),
        (OA.motivatedBy, OA.editing),
        (OA.hasTarget, target),
        (OA.hasBody, body),
        (PROV.wasAttributedTo, person),
        (DCTERMS.created, Literal(correction.when, datatype=XSD.dateTime)),
    ]
    if correction.why:
        verdict.append((DCTERMS.description, Literal(correction.why)))
    return "\n".join(
        [
            "",
            f"# {correction.when} {correction.kind} {' '.join(correction.written.split())}",
            _block(node, verdict),
            _block(body, says),
            _block(
                target,
                [
                    (RDF.type, OA.SpecificResource),
                    (OA.hasSource, mint("plan", slug, "document")),
                    (OA.hasSelector, quote),
                ],
            ),
            _block(quote, words),
            _block(person, [(RDF.type, PROV.Agent), (RDFS.label, Literal(correction.by))]),
            "",
        ]
    )


def withdrawal_turtle(slug: str, correction_id: str, *, by: str, when: str, why: str | None = None) -> str:
    """The block that ends a correction."""
    node = correction_iri(slug, correction_id)
    activity = NamedNode(f"{node.value}#withdrawal")
    said: Says = [(RDF.type, PROV.Activity), (DCTERMS.creator, Literal(by))]
    if why:
        said.append((DCTERMS.description, Literal(why)))
    ended: Says = [(PROV.invalidatedAtTime, Literal(when, datatype=XSD.dateTime)), (PROV.wasInvalidatedBy, activity)]
    return "\n".join(["", f"# {when} taken back", _block(node, ended), _block(activity, said), ""])


def _block(node: NamedNode, says: Says) -> str:
    return f"{_term(node)} " + " ;\n    ".join(f"{_predicate(term)} {_term(value)}" for term, value in says) + " ."


def _predicate(node: NamedNode) -> str:
    return "a" if node == RDF.type else compact(node)


def _term(term: NamedNode | Literal) -> str:
    """A term as `HEAD` lets it be written: ours below the base, known ones by their prefix."""
    if isinstance(term, Literal):
        return f"{Literal(term.value)}^^xsd:dateTime" if term.datatype == XSD.dateTime else str(term)
    if term.value.startswith(ID):
        return f"<{term.value.removeprefix(ID)}>"
    short = compact(term)
    return short if short.partition(":")[0] in _PREFIXES else str(term)


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file that nobody took back, the earliest first (those of one second as they stand in the file).

    A file that does not exist has none.

    Raises:
        WorkspaceError: it is not Turtle, or a correction in it is not whole.
    """
    if not path.exists():
        return ()
    said: dict[NamedNode, dict[NamedNode, NamedNode | Literal]] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, (NamedNode, Literal)):
                said.setdefault(quad.subject, {})[quad.predicate] = quad.object
    except (SyntaxError, ValueError, OSError) as error:
        raise WorkspaceError(
            str(path), N_("is not Turtle ({detail})."), N_("Mend the line it names."), detail=error
        ) from error
    return tuple(sorted(_corrections(path, said), key=lambda one: one.when))


def _corrections(path: Path, said: dict[NamedNode, dict[NamedNode, NamedNode | Literal]]) -> Iterator[Correction]:
    def of(node: NamedNode, *way: NamedNode) -> NamedNode | Literal | None:
        found: NamedNode | Literal | None = node
        for term in way:
            found = said.get(found, {}).get(term) if isinstance(found, NamedNode) else None
        return found

    def words(node: NamedNode, *way: NamedNode) -> str | None:
        found = of(node, *way)
        return found.value if isinstance(found, Literal) else None

    for node, terms in said.items():
        if terms.get(RDF.type) != AZ.Verdict or PROV.invalidatedAtTime in terms:
            continue
        kind = next((known for known in get_args(CorrectionKind) if known == words(node, OA.hasBody, RDF.value)), None)
        role, unit = of(node, OA.hasBody, AZ.role), of(node, OA.hasBody, AZ.unit)
        exact = words(node, OA.hasTarget, OA.hasSelector, OA.exact)
        written, when = words(node, OA.hasBody, AZ.asWritten), words(node, DCTERMS.created)
        needed = {"role": role, "owner": role, "unit": unit}.get(kind or "", True)
        if kind is None or exact is None or written is None or when is None or needed is None:
            raise WorkspaceError(
                str(path),
                N_("holds a correction that is not whole ({node})."),
                N_("Mend or remove it."),
                node=node.value,
            )
        yield Correction(
            kind=kind,
            quote=OwnerQuote(
                exact,
                words(node, OA.hasTarget, OA.hasSelector, OA.prefix) or "",
                words(node, OA.hasTarget, OA.hasSelector, OA.suffix) or "",
            ),
            written=written,
            by=words(node, PROV.wasAttributedTo, RDFS.label) or "",
            when=when,
            role=_role(role),
            unit=unit if isinstance(unit, NamedNode) else None,
            why=words(node, DCTERMS.description),
        )


def _role(node: NamedNode | Literal | None) -> Role | None:
    return next((role for role in get_args(Role) if node == AZROLE[role]), None)
