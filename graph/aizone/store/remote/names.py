"""The graphs of a published workspace beside its own: what was published, all of it merged, and a place to send a graph to."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Literal, NamedNode

from ...iri import ID
from ...vocab import DCTERMS, SCHEMA

PUBLISHED = NamedNode(f"{ID}published")
"""The graph that says which graphs were published, each with a digest of what it was made from, and the revision."""
MERGED = NamedNode(f"{ID}published/merged")
"""Every triple once, and the superclasses of our own for things: what a query asks that names no graph."""
STAGED = NamedNode(f"{ID}published/staged")
"""A graph on its way, before one update puts it in the place of another."""
NOWHERE = NamedNode(f"{ID}published/nothing")
"""A graph that never holds anything: a request that names no graph would let GRAPH reach all of a server."""
DIGEST, REVISION = SCHEMA.sha256, DCTERMS.identifier
CLAIM, PUBLISHER = SCHEMA.agent, DCTERMS.contributor
"""Who is publishing at the moment, and who published last."""

_TERMS = {
    "<urn:published>": PUBLISHED,
    "<urn:merged>": MERGED,
    "<urn:staged>": STAGED,
    "<urn:sha256>": DIGEST,
    "<urn:identifier>": REVISION,
    "<urn:agent>": CLAIM,
    "<urn:contributor>": PUBLISHER,
}


def text_of(name: str, **terms: NamedNode | Literal) -> str:
    """The text of a file of this folder, with the graphs above and other terms for `<urn:name>`.

    Args:
        name: of the file.
        terms: by name.
    """
    text = "\n".join(line for line in Path(__file__).with_name(name).read_text("utf-8").splitlines() if line[:1] != "#")
    for word, term in {**_TERMS, **{f"<urn:{key}>": value for key, value in terms.items()}}.items():
        text = text.replace(word, str(term))
    return text
