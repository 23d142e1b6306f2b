"""Addresses of entities: `/id/unit/…` as a page for people, or as RDF, about the thing of that IRI."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from ..errors import N_
from ..iri import ID, compact
from ..projections.entity import read_entity
from ..queries.absent_addresses import nearest_address
from ..store import Store
from ..views.entity.card import build_card
from ..views.look.templates import render
from ..vocab import AZ, RDFS, SKOS
from .current import Opened
from .description import serialise
from .negotiation import GRAPHS
from .problems import PAGE_POLICY, TEMPLATES, ProtocolError, language
from .representation import chosen, headers_of, unchanged

_MOST_INCOMING = 1000
_SAFE = "/%:@!$&'()*+,;=~"
_OWN = (AZ.assignment, AZ.evidence, AZ.ownerListEvidence, AZ.hasTarget)
"""Nodes that say something of the thing itself: they are described with it."""


def describe_entity(request: Request, opened: Opened) -> Response:
    """The entity of an address.

    Raises:
        ProtocolError: there is none of this address, or no format of it that the client takes.
    """
    store = opened.workspace.store
    node = _node(request, store)
    media_type = chosen(request, request.query_params.get("format", ""), ["text/html", "text/turtle", *GRAPHS])
    lang = language(request)
    canonical = quote(node.value, safe=":/%#?=@!$&()*+,;~")
    headers = headers_of(media_type, opened.revision, lang) | {"Link": f'<{canonical}>; rel="canonical"'}
    if known := unchanged(request, headers):
        return known
    if media_type != "text/html":
        return Response(serialise(list(_about(store, node)), media_type), headers=headers)
    entity = read_entity(store, node.value, lang)
    if entity is None:
        raise _unknown(node)
    body = render(
        "entity.html", lang, TEMPLATES, card=build_card(entity, lang), iri=node.value, local=_local, names=entity.names
    )
    headers["Content-Language"] = lang
    headers["Content-Security-Policy"] = PAGE_POLICY
    return Response(body, headers=headers)


def _node(request: Request, store: Store) -> ox.NamedNode:
    """The node of an address: as it is written, or with what a browser has encoded decoded."""
    raw = request.scope.get("raw_path", b"").decode("ascii", "replace").partition("?")[0]
    local = raw.partition("/id/")[2] or request.path_params["local"]
    candidates = (unquote(local), local, _decoded(local))
    for candidate in dict.fromkeys(candidates):
        try:
            node = ox.NamedNode(ID + candidate)
        except ValueError:
            continue
        if next(iter(store.statements(node)), None) is not None:
            return node
    raise _absent(unquote(local), store)


def _absent(local: str, store: Store) -> ProtocolError:
    """The error for an address that nothing has, with the nearest one that something has."""
    where, what = f"/id/{local}", N_("is not an address of this workspace.")
    try:
        near = nearest_address(store, ox.NamedNode(ID + local))
    except ValueError:  # it is not an IRI, and so nearest to none
        near = None
    if near is None:
        return ProtocolError(404, where, what, N_("Look at /sparql for what there is."))
    return ProtocolError(404, where, what, N_("Did you mean {near}?"), near=f"/id/{near.value.removeprefix(ID)}")


def _decoded(local: str) -> str:
    """A path with its Chinese characters decoded, and what an IRI cannot hold left encoded."""
    return "".join(
        char if ord(char) >= 0xA0 or char in "-._~!$&'()*+,;=:@/" or char.isalnum() else quote(char)
        for char in unquote(local)
    )


def _unknown(node: ox.NamedNode) -> ProtocolError:
    return ProtocolError(
        404, compact(node), N_("has no page: it is not a thing of a class of ours."), N_("Ask for text/turtle.")
    )


def _about(store: Store, node: ox.NamedNode) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """The statements of a node and about it, with the words each was read from and the names of what is linked."""
    waiting, seen, linked = [node], {node}, set[ox.NamedNode]()
    while waiting:
        subject = waiting.pop()
        for triple in store.describe(subject):
            yield triple.subject, triple.predicate, triple.object  # type: ignore[misc]
            if isinstance(triple.object, ox.NamedNode):
                linked.add(triple.object)
                if triple.predicate in _OWN and triple.object not in seen:
                    seen.add(triple.object)
                    waiting.append(triple.object)
    for number, quad in enumerate(store.statements(object=node)):
        if number == _MOST_INCOMING:
            break
        yield quad.subject, quad.predicate, quad.object  # type: ignore[misc]
        linked.add(quad.subject)  # type: ignore[arg-type]
    for other in linked - seen:
        for predicate in (SKOS.prefLabel, RDFS.label):
            for quad in store.statements(other, predicate):
                yield quad.subject, quad.predicate, quad.object  # type: ignore[misc]


def _local(node: str) -> str:
    """The address here of a CURIE of ours; '' for another one."""
    return "/id/" + quote(node.removeprefix("id:"), safe=_SAFE) if node.startswith("id:") else ""
