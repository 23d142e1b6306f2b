"""What a person decides about names, as statements to append to a registry file.

`units/decisions.ttl` of a workspace holds them, one block a decision: what follows for the registry, then who decided it, when
and why (PROV). Blocks are appended and the rest of the file, comments included, stays as it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode

from ..errors import N_, UsageError
from ..iri import mint
from ..units.names import normalize
from ..units.registry import UnitRegistry
from ..vocab import AZ, DCTERMS, OWL, PROV, RDF, SKOS, XSD

Verb = OneOf["alias", "merge", "not-same"]

HEAD = """# Decisions about the names of units, recorded by `aizone units`; comments and lines of your own are kept.
"""
_LONGEST_NAME = 80
_PREDICATE = {"merge": DCTERMS.isReplacedBy, "not-same": OWL.differentFrom}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: `subject` is the unit it is about, `object` another unit or a written name.

    'alias': the name means the unit. 'merge': the subject is the object. 'not-same': they are two, or the name does not mean
    the unit. `when` is an ISO date and time.
    """

    verb: Verb
    subject: NamedNode
    object: NamedNode | str
    by: str
    when: str
    why: str | None = None


def check_decision(decision: Decision, registry: UnitRegistry) -> None:
    """Refuse what contradicts an earlier decision or means nothing.

    Raises:
        UsageError: says which.
    """
    subject, other = decision.subject, decision.object
    where = f"aizone units {decision.verb}"
    if isinstance(other, str):
        name = normalize(other)
        if not name or len(name) > _LONGEST_NAME:
            raise UsageError(where, N_("'{name}' is no name."), N_("Write it as the plan does."), name=other[:40])
        if decision.verb == "alias" and name in registry.not_named.get(subject, frozenset()):
            raise UsageError(
                where,
                N_("it is recorded that '{name}' does not mean this unit."),
                N_("Take that out of units/decisions.ttl first."),
                name=name,
            )
    elif other == subject:
        raise UsageError(where, N_("both names mean the same unit."), N_("Name two."))
    elif decision.verb == "merge" and registry.are_different(subject, other):
        raise UsageError(
            where, N_("it is recorded that these are two units."), N_("Take that out of units/decisions.ttl first.")
        )
    elif decision.verb == "not-same" and other in {registry.replaced.get(subject), subject}:
        raise UsageError(
            where, N_("it is recorded that these are one unit."), N_("Take that out of units/decisions.ttl first.")
        )


def to_turtle(decision: Decision) -> str:
    """The block of a decision; full IRIs, so that it can be appended to any file."""
    subject, other = decision.subject, decision.object
    if isinstance(other, str):
        term = SKOS.altLabel if decision.verb == "alias" else AZ.notLabel
        statement = f"{subject} {term} {Literal(normalize(other), language='zh')} ."
    else:
        statement = f"{subject} {_PREDICATE[decision.verb]} {other} ."
    digest = hashlib.sha256(f"{statement}\n{decision.when}".encode()).hexdigest()[:12]
    node = mint("decision", digest)
    said = [
        f"{node} {RDF.type} {PROV.Activity} ;",
        f"    {DCTERMS.created} {Literal(decision.when, datatype=XSD.dateTime)} ;",
        f"    {DCTERMS.creator} {Literal(decision.by)} ;",
    ]
    if decision.why:
        said.append(f"    {DCTERMS.description} {Literal(decision.why)} ;")
    said.append(f"    {PROV.used} {subject} .")
    return "\n".join(["", f"# {decision.when} {decision.verb}", statement, *said, ""])
