"""The parameters of a question as RDF terms: the plan first, then every other name in its context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import N_, UsageError
from ..iri import expand
from ..queries import GROUPS, Groups, Param, Question
from ..store import Term

if TYPE_CHECKING:
    from .known import KnownNames

_PLAN = "az:Plan"


def terms(known: KnownNames, question: Question, params: Mapping[str, object]) -> dict[str, Term]:
    """A question's parameters as RDF terms.

    Args:
        known: the names of the workspace.
        question: of the library.
        params: its parameters as they were given.

    Raises:
        UsageError: a parameter is not one of the question's, or a required one is missing.
        UnknownNameError: nothing has the name.
        AmbiguousNameError: several things have the name.
    """
    check(question, params)
    found: dict[str, Term] = {}
    plan: ox.NamedNode | None = None
    for param in sorted(question.params, key=lambda param: param.kind != _PLAN):
        value = params.get(param.name)
        if value is None or value == "" or param.name == "groups":
            continue
        term = _term(known, param, value, plan, f"{question.name} {param.name}=")
        found[param.name] = term
        if param.kind == _PLAN and isinstance(term, ox.NamedNode):
            plan = term
    return found


def groups_of(question: Question, params: Mapping[str, object]) -> Groups:
    """The way in which a question counts collective owners: as one unit unless `groups` says otherwise.

    Raises:
        UsageError: neither 'one' nor 'expand'.
    """
    asked = params.get("groups") or "one"
    for known in GROUPS:
        if asked == known:
            return known
    raise UsageError(f"{question.name} groups=", N_("is '{value}'."), N_("It is one or expand."), value=asked)


def check(question: Question, params: Mapping[str, object]) -> None:
    """Refuse parameters that a question does not take, and one that is missing.

    Raises:
        UsageError: a parameter is not one of the question's, or a required one is missing.
    """
    known = [param.name for param in question.params]
    for name in params:
        if name not in known:
            raise UsageError(
                f"{question.name} {name}=",
                N_("is not a parameter of this question."),
                N_("It takes: {allowed}."),
                allowed=", ".join(known) or "none",
            )
    for param in question.params:
        if param.required and params.get(param.name) in (None, ""):
            raise UsageError(
                question.name, N_("needs {name}=…"), N_("'aizone queries' shows what it takes."), name=param.name
            )


def _term(known: KnownNames, param: Param, value: object, plan: ox.NamedNode | None, where: str) -> Term:
    if isinstance(value, (ox.NamedNode, ox.Literal)):
        return value
    if param.kind.startswith("xsd:"):
        return ox.Literal(str(value), datatype=expand(param.kind))
    from .resolve import resolve  # not at the top: most questions are asked without a name

    return resolve(known, str(value), None if param.kind == "any" else param.kind, plan, where=where)
