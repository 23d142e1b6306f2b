"""Searching for things by what somebody knows of a name: full or short, pinyin, initials, either script, either language.

`index` finds names; this adds what they are names of, which of equally good ones is nearest, and why each fits, in words.
Every search box and every filter asks here, so that the same words find the same things everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from ..i18n import Lang, Translate, translator
from ..wording import class_label
from .context import IN_PLAN, NameContext
from .folding import key
from .index import Fit, NameIndex, NameMatch
from .known import KnownNames
from .pinyin import reader

# '市卫建委': only what is all Chinese is read aloud
_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_MOST_COMPARED = 200  # names that share a pair of characters, of which the closest are proposed


@dataclass(frozen=True, slots=True)
class NameHit:
    """A thing that fits: its name, its class in words, the name it was found by ('' for its own), and why."""

    node: str
    label: str
    kind: str
    found_by: str
    why: str = ""


def search(
    known: KnownNames,
    text: str,
    lang: Lang,
    *,
    limit: int = 30,
    groups: Collection[str] = (),
    plan: str | None = None,
) -> list[NameHit]:
    """Things whose name equals, begins with or contains what was typed, or is read like it, best first.

    Args:
        known: the names of the workspace.
        text: what was typed, Chinese in either script, English, pinyin with or without tones and spaces, or initials;
            nothing fits an empty text.
        lang: language of labels.
        limit: the most that are given.
        groups: only these classes (see `model.kinds.NODE_CLASSES`); empty for all.
        plan: the plan (CURIE) whose own things, and those of its place, come first among equals.
    """
    _ = translator(lang)
    context = NameContext.of(known, plan)
    return [_hit(known, match, lang, _) for match in ranked(known, text, context, groups=groups, limit=limit)]


def filter_nodes(known: KnownNames, text: str, among: Iterable[str]) -> frozenset[str]:
    """Those of some things (CURIEs) that a search for the text finds; all of them for an empty text.

    Args:
        known: the names of the workspace.
        text: what was typed into a filter.
        among: the rows of a list, or what its rows name; things without a name in the graph are never found.
    """
    candidates = frozenset(among)
    if not text.strip():
        return candidates
    found = ranked(known, text, NameContext.of(known, None), among=candidates, limit=None)
    return frozenset(match.id for match in found)


def ranked(
    known: KnownNames,
    text: str,
    context: NameContext,
    *,
    groups: Collection[str] = (),
    among: Collection[str] | None = None,
    limit: int | None = 30,
) -> list[NameMatch]:
    """The matches of a search in a context, best first; only some groups, only some things (CURIEs). See `search`."""

    def is_wanted(node: str) -> bool:
        return (not groups or known.groups[node] in groups) and (among is None or node in among)

    found = search_index(known.index, text, limit=limit, among=is_wanted, distance=context.distance)
    written = [node for node in context.written(text) if node in known.groups and is_wanted(node)]
    if not written:
        return found
    own = [
        NameMatch(
            node, text.strip(), f"{known.groups[node]}/written", "exact", False, (Fit.WRITTEN, IN_PLAN, 0, 0, node)
        )
        for node in written
    ]
    return [*own, *(match for match in found if match.id not in written)][:limit]


def search_index(
    index: NameIndex,
    text: str,
    *,
    limit: int | None = 30,
    among: Callable[[str], bool] | None = None,
    distance: Callable[[str], int] | None = None,
) -> list[NameMatch]:
    """The matches of a text in an index, and of its abbreviated words in full where the text is not a name as it is.

    玉河市科技局 finds 玉河市科学技术局. See `NameIndex.search` for the arguments.
    """
    found = index.search(text, limit=limit, among=among, distance=distance)
    if found and found[0].rank[0] <= Fit.WEAK:
        return found
    full = in_full(text)
    if full is None:
        return found
    again = index.search(full, limit=limit, among=among, distance=distance)
    equal = [replace(match, rank=(Fit.FULL, *match.rank[1:])) for match in again if match.rank[0] <= Fit.WEAK]
    first = {match.id for match in equal}
    rest = [match for match in found or again if match.id not in first]
    return [*equal, *rest][:limit]


def in_full(text: str) -> str | None:
    """A name with its abbreviated words in full; None when it has none.

    Examples:
        >>> in_full("玉河市科技局")
        '玉河市科学技术局'
    """
    from ..units.names import full_form, normalize  # reads a table that only an unknown name needs

    full = full_form(normalize(text))
    return full if key(full) != key(text) else None


def alike(known: KnownNames, text: str, *, groups: Collection[str] = (), limit: int = 3) -> list[str]:
    """The things whose names share most pairs of neighbouring characters with a text that fits none of them."""
    wanted = key(text)
    pairs = sorted({wanted[place : place + 2] for place in range(len(wanted) - 1)})
    shared: dict[str, int] = {}
    lengths: dict[str, int] = {}
    for pair in pairs:
        for match in known.index.search(
            pair, limit=_MOST_COMPARED, among=lambda node: not groups or known.groups[node] in groups
        ):
            if match.why in {"exact", "prefix", "part"}:
                shared[match.id] = shared.get(match.id, 0) + 1
                lengths[match.id] = min(len(match.name), lengths.get(match.id, len(match.name)))
    best = sorted(
        (node for node, count in shared.items() if 2 * count >= len(pairs)),
        key=lambda node: (-2 * shared[node] / (len(pairs) + lengths[node]), node),
    )
    return best[:limit]


def similar(known: KnownNames, text: str, lang: Lang, *, limit: int = 3) -> list[NameHit]:
    """The closest names when a search finds nothing: those that sound the same, then those that look alike (see `alike`)."""
    _ = translator(lang)
    heard = [match.id for match in same_sound(known, text)]
    return [
        NameHit(node, known.label(node, lang), class_label(known.groups[node], _), "")
        for node in list(dict.fromkeys([*heard, *alike(known, text, limit=limit)]))[:limit]
    ]


def same_sound(known: KnownNames, text: str) -> list[NameMatch]:
    """The things with a name that is read as a Chinese text is: what is typed wrong mostly sounds right (市卫建委 for 市卫健委)."""
    wanted = key(text)
    if not _HAN.fullmatch(wanted):
        return []
    letters = "".join(reader(wanted)(wanted))
    return [match for match in known.index.search(letters) if match.rank[0] == Fit.PINYIN]


def _hit(known: KnownNames, match: NameMatch, lang: Lang, _: Translate) -> NameHit:
    label = known.label(match.id, lang)
    sort = match.kind.rpartition("/")[2]
    name = known.levels.get((match.id, match.name), "") + match.name if sort == "bare" else match.name
    is_own = name == label or (sort == "bare" and match.name in label)
    if match.why == "pinyin":
        why = _("by pinyin")
    elif match.why == "initials":
        why = _("by pinyin initials")
    elif match.converted:
        why = _("in traditional characters")
    elif is_own:
        why = ""
    elif sort == "label":
        why = _("by its name in the other language")
    else:
        why = _("also called")
    return NameHit(match.id, label, class_label(known.groups[match.id], _), "" if is_own else name, why)
