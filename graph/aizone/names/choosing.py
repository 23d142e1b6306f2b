"""Lists to choose from that also take typed words: what such words mean among the things of the list."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from .context import NameContext
from .index import Fit
from .known import KnownNames
from .search import filter_nodes, ranked


def candidates(known: KnownNames, text: str, among: Collection[str], plan: str | None = None) -> tuple[str, ...]:
    """The things of a list that a text may mean, best first: one when it is clear, several to be asked back.

    Args:
        known: the names of the workspace.
        text: what was typed, anything that a search understands.
        among: the things to choose from (CURIEs).
        plan: the plan in whose context it was typed, if any.

    Returns:
        the nearest things that have the text as a name, else all whose name fits it.
    """
    found = ranked(known, text, NameContext.of(known, plan), among=among, limit=None)
    equal = [match for match in found if match.rank[0] <= Fit.FULL and match.rank[:2] == found[0].rank[:2]]
    return tuple(match.id for match in equal or found)


def with_typed(
    known: KnownNames, chosen: Iterable[str], among: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A filter's choice with typed words replaced by everything they find.

    Args:
        known: the names of the workspace.
        chosen: things of the list and typed words, as chosen.
        among: the things of the list (CURIEs), in their order.

    Returns:
        the things chosen, each once, and the words that find none of the list.
    """
    things: dict[str, None] = {}
    unknown = []
    for one in chosen:
        found = {one} if one in among else filter_nodes(known, one, among)
        things.update((thing, None) for thing in among if thing in found)
        if not found:
            unknown.append(one)
    return tuple(things), tuple(unknown)
