"""The one thing a written name means, in the context of a plan when one is given.

A name may be an IRI or CURIE, a path in a plan ('三/(一)/1'), a full, short or other name, or the last parts of an IRI. Two
things that fit equally well are asked back and never chosen from. What `resolve` gives is what `search` ranks first as an
exact name: both read the same names, order them by the same fits (`index.Fit`) and the same distances (`context`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

import pyoxigraph as ox

from ..errors import AmbiguousNameError, UnknownNameError
from ..i18n import Lang
from ..iri import compact, expand
from ..model.kinds import group_of
from ..store import Term
from ..vocab import AZ, ELI, SKOS
from .addresses import at_path, by_slug, exists, from_iri, is_slug, path_segments, plans, with_tail
from .classes import classes_of_kind, groups_of_kind
from .context import IN_PLAN, NameContext
from .index import Fit
from .known import KnownNames
from .lookup import label
from .search import alike, in_full, ranked

MeaningWhy = Literal["iri", "path", "slug", "label", "alias", "written", "short", "full"]
_WHY: dict[str, MeaningWhy] = {"label": "label", "alias": "alias", "written": "written"}
_MOST_PROPOSED = 3
_CUTOFF = 0.5


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing a name may mean: its IRI, its Chinese name, the compact name of its class, and why it fits.

    `distance` is one of those of `context`; `fictional` says that it belongs to an invented example.
    """

    iri: ox.NamedNode
    label: str
    kind: str
    why: MeaningWhy
    distance: int
    fictional: bool


def resolve(
    known: KnownNames, text: str, kind: str | None = None, plan: ox.NamedNode | None = None, *, where: str = ""
) -> ox.NamedNode:
    """The one thing a written name means.

    Args:
        known: the names of the workspace.
        text: what somebody wrote.
        kind: a class ('az:Unit', 'az:WorkItem'); None for anything.
        plan: the plan in whose context it was written, if any.
        where: the argument that held the name, for the error.

    Raises:
        UnknownNameError: nothing has this name; proposes what is close.
        AmbiguousNameError: several things have it and none of them is nearer than the others.
    """
    found = meanings(known, text, kind, plan)
    nearest = [meaning for meaning in found if meaning.distance == found[0].distance]
    if not nearest:
        raise UnknownNameError(where, text, proposals(known, text, kind, plan))
    if len(nearest) > 1:
        lang: Lang = "en" if text.isascii() else "zh"
        names = [f"{label(known.store, one.iri, lang)} ({compact(one.iri)})" for one in nearest]
        raise AmbiguousNameError(where, text, names)
    return nearest[0].iri


def meanings(known: KnownNames, text: str, kind: str | None = None, plan: ox.NamedNode | None = None) -> list[Meaning]:
    """Everything an exact name may mean, the nearest first, then by IRI; see `resolve` for the arguments."""
    context = NameContext.of(known, compact(plan) if plan is not None else None)
    for step in _steps(known, text, plan, context):
        if found := _described(known, step, kind, context):
            return found
    return []


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A node that fits and why; `distance` where the way it was found says how near it is."""

    node: ox.NamedNode
    why: MeaningWhy
    distance: int | None = None


def _steps(
    known: KnownNames, text: str, plan: ox.NamedNode | None, context: NameContext
) -> Iterator[Iterable[_Candidate]]:
    """Things that fit, the surest way first; a later step is taken only when those before it found nothing of the kind."""
    store = known.store
    direct = from_iri(text)
    if direct is not None:
        yield [_Candidate(direct, "iri")] if exists(store, direct) else []
        return
    segments = path_segments(text)
    if segments is not None:
        yield [_Candidate(node, "path") for node in at_path(store, segments, plan)]
    in_plan = [_Candidate(expand(node), "written", IN_PLAN) for node in context.written(text)]
    yield [*in_plan, *written_exactly(known, text)]
    if is_slug(text):
        yield [_Candidate(node, "slug") for node in by_slug(store, text)]
    equal = known.index.equal(text)
    for fit in (Fit.FOLDED, Fit.WEAK):
        yield [_Candidate(expand(node), _why(sort)) for at, node, _name, sort in equal if at == fit]
    if (full := in_full(text)) is not None:
        yield [_Candidate(expand(node), "full") for _fit, node, _name, _sort in known.index.equal(full)]
    yield [_Candidate(expand(node), _why(sort)) for _fit, node, _name, sort in known.others.equal(text)]
    yield [_Candidate(node, "slug") for node in by_slug(store, text)]
    if segments is None:
        yield [_Candidate(expand(node), "slug") for node in with_tail(list(known.groups), text)]


def _why(kind: str) -> MeaningWhy:
    return _WHY.get(kind.rpartition("/")[2], "short")


def written_exactly(known: KnownNames, text: str) -> list[_Candidate]:
    """The shown things with a name written exactly like the text, asked of the graph itself.

    The index says the same (`Fit.WRITTEN`), but reading all names of a large workspace takes longer than a few questions. Plans write
    the name of a registered unit thousands of times, so only the names of the others are looked up among what they write.
    """
    store, name = known.store, text.strip()
    found: dict[ox.NamedNode, MeaningWhy] = {unit: "written" for unit in known.provisional.get(name, ())}
    terms: tuple[Term, ...] = (ox.Literal(name), *(ox.Literal(name, language=lang) for lang in ("zh", "en")))
    for term in terms:
        for predicate, why in ((ELI.id_local, "alias"), (SKOS.altLabel, "alias"), (SKOS.prefLabel, "label")):
            for quad in store.statements(None, predicate, term, None):
                if isinstance(quad.subject, ox.NamedNode):
                    found[quad.subject] = _WHY[why]
    shown = (node for node in found if any(map(group_of, known.classes(node))))
    return [_Candidate(node, found[node]) for node in shown]


def _described(known: KnownNames, found: Iterable[_Candidate], kind: str | None, context: NameContext) -> list[Meaning]:
    """Those of a kind, each once, with what there is to say of them."""
    wanted = classes_of_kind(kind)
    meant: dict[ox.NamedNode, Meaning] = {}
    for one in found:
        node = one.node if one.why == "iri" else expand(known.merged.get(compact(one.node), compact(one.node)))
        classes = [name for name in known.classes(node) if wanted is None or name in wanted]
        if not classes or node in meant:
            continue
        short = compact(node)
        meant[node] = Meaning(
            iri=node,
            label=known.chinese(node),
            kind=classes[0],
            why=one.why,
            distance=context.distance(short) if one.distance is None else one.distance,
            fictional=context.is_invented(short),
        )
    return sorted(meant.values(), key=lambda one: (one.distance, one.why != "label", one.iri.value))


def proposals(known: KnownNames, text: str, kind: str | None, plan: ox.NamedNode | None) -> list[str]:
    """Names somebody may have meant by one that nothing has: those that a search finds, or that are spelt like it.

    Each is in the language of the name that fits, so that English words are not answered with Chinese names, nor pinyin with English.
    """
    if (segments := path_segments(text)) is not None:
        return _paths_like(known, text, segments, plan)
    context, groups = NameContext.of(known, compact(plan) if plan is not None else None), groups_of_kind(kind)
    hits = [(one.id, one.name) for one in ranked(known, text, context, groups=groups, limit=_MOST_PROPOSED)]
    hits = hits or [(node, text) for node in alike(known, text, groups=groups, limit=_MOST_PROPOSED)]
    found = [known.label(node, "en" if like.isascii() else "zh") for node, like in hits]
    if "Plan" in groups:
        slugs = [node.value.rsplit("/", 1)[-1] for node in plans(known.store)]
        found = get_close_matches(text, slugs, n=_MOST_PROPOSED, cutoff=_CUTOFF) + found
    return found[:_MOST_PROPOSED]


def _paths_like(known: KnownNames, text: str, segments: tuple[str, ...], plan: ox.NamedNode | None) -> list[str]:
    """Printed paths that end with the one given, else those spelt like it."""
    printed = {
        quad.object.value
        for quad in known.store.statements(None, AZ.path, None, plan)
        if isinstance(quad.object, ox.Literal)
    }
    ending = sorted(path for path in printed if (path_segments(path) or ())[-len(segments) :] == segments)
    return ending[:_MOST_PROPOSED] or get_close_matches(text, sorted(printed), n=_MOST_PROPOSED, cutoff=_CUTOFF)
