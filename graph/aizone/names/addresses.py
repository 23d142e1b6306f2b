"""Names that are addresses: an IRI or CURIE, a path in a plan ('3/2/4', '三/(二)/4'), the last parts of an IRI.

A path fits a whole item or nothing: 2/4 is the fourth goal and never the fourth task of 3/2. The last parts of an IRI are
whole segments: 'yunjiang' is a place and never the plan 'yunjiang-2024-2026'.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from ..errors import UsageError
from ..iri import ID, encode_segment, expand, numeral_value, plan_iri
from ..store import Store
from ..vocab import AZ, RDF

# 'm2' in '3/1/1/m2': the second measure of a task
_MEASURE = re.compile(r"m\d{1,4}")
# 'hefei-2020-2023', 'hefei/high-tech-zone': parts of an IRI as we mint them, which no name looks like
_KEBAB = re.compile(r"[a-z0-9]+(?:[-/~.][a-z0-9]+)+")
_ENTITY_FOLDERS = (
    "plan", "unit", "unit-group", "place", "platform", "park", "project", "facility", "institution", "enterprise", "event",
    "policy-document",
)  # fmt: skip


def exists(store: Store, node: ox.NamedNode) -> bool:
    """Tell whether the graph says what a node is."""
    return next(iter(store.statements(node, RDF.type, None, None)), None) is not None


def from_iri(text: str) -> ox.NamedNode | None:
    """An IRI or CURIE as a node; None for any other text."""
    try:
        if text.startswith(ID):
            return ox.NamedNode(ID + "/".join(map(encode_segment, text[len(ID) :].split("/"))))
        prefix, colon, _ = text.partition(":")
        return expand(text) if colon and prefix.isascii() else None
    except (UsageError, ValueError):
        return None


def path_segments(text: str) -> tuple[str, ...] | None:
    """The segments of a path as they appear in an IRI; None for a text that is not a path.

    Examples:
        >>> path_segments("三/（二）/4"), path_segments("3/1/1/m2"), path_segments("市科技局")
        (('3', '2', '4'), ('3', '1', '1', 'm2'), None)
    """
    parts = unicodedata.normalize("NFKC", text).strip().strip("/").split("/")
    numbers = [numeral_value(part.strip()) for part in parts]
    if len(parts) > 1 and numbers[-1] is None and _MEASURE.fullmatch(parts[-1]):
        measure: tuple[str, ...] = (parts[-1],)
        numbers = numbers[:-1]
    else:
        measure = ()
    found = tuple(str(number) for number in numbers if number is not None)
    return (*found, *measure) if len(found) == len(numbers) else None


def at_path(store: Store, segments: Sequence[str], plan: ox.NamedNode | None) -> list[ox.NamedNode]:
    """The items at a path, in one plan or in all of them; a number printed twice in a plan gives two."""
    return [node for where in ([plan] if plan else plans(store)) for node in _in_plan(store, where, segments)]


def _in_plan(store: Store, plan: ox.NamedNode, segments: Sequence[str]) -> Iterator[ox.NamedNode]:
    """The item at a path and its namesakes, which have '~2', '~3' … after the path (`rdf.names`)."""
    is_measure = bool(_MEASURE.fullmatch(segments[-1]))
    path = "/".join(segments[:-1] if is_measure else segments)
    number = 1
    while exists(store, item := ox.NamedNode(f"{plan.value}/{path}{f'~{number}' if number > 1 else ''}")):
        node = ox.NamedNode(f"{item.value}/{segments[-1]}") if is_measure else item
        if node == item or exists(store, node):
            yield node
        number += 1


def plans(store: Store) -> list[ox.NamedNode]:
    """The plans of a graph."""
    found = {quad.subject for quad in store.statements(None, RDF.type, AZ.Plan, None)}
    return sorted((node for node in found if isinstance(node, ox.NamedNode)), key=lambda node: node.value)


def is_slug(text: str) -> bool:
    """Tell whether a text looks like parts of an IRI, and not like a name."""
    return _KEBAB.fullmatch(text) is not None


def by_slug(store: Store, text: str) -> list[ox.NamedNode]:
    """The nodes of which a text is the whole address after its class, or after 'plan/'.

    'hefei-2020-2023', 'unit/hefei-education-bureau', 'hefei-2020-2023/三/(一)/1', 'speech' of aztech:speech.
    """
    parts = [part for part in text.strip().split("/") if part]
    if not parts or any(character.isspace() for character in text):
        return []
    address = "/".join(map(encode_segment, parts))
    found = [ox.NamedNode(f"{ID}{address}")]
    found += [ox.NamedNode(f"{ID}{folder}/{address}") for folder in _ENTITY_FOLDERS]
    if len(parts) == 1:
        found += [ox.NamedNode(f"{expand(f'{prefix}:').value}{address}") for prefix in ("aztech", "azfield")]
    store.expect(found)
    fitting = [node for node in found if exists(store, node)]
    if not fitting and (segments := path_segments("/".join(parts[1:]) or "-")) is not None:
        return at_path(store, segments, plan_iri(parts[0]))
    return fitting


def with_tail(nodes: Sequence[str], text: str) -> list[str]:
    """The CURIEs that end with a text as whole segments."""
    tail = "/" + "/".join(encode_segment(part) for part in text.strip().split("/") if part)
    return [node for node in nodes if len(tail) > 1 and node.endswith(tail)]
