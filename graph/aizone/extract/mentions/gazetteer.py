"""Gazetteers: known names of things (named platforms, parks, enterprises ...) and of SKOS topics, found in text.

A gazetteer is Turtle: `entities/*.ttl` for things, `schemes/*.ttl` beside it and the ontology's `schemes.ttl` for topics. A
user adds a file.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from ...errors import N_, RegistryError
from ...iri import compact, mint
from ...model import Span, TextSpan
from ...text.read_files import read_edited
from ...vocab import DCTERMS, RDF, SKOS

DAMAGE = "*"
CHINA = mint("place", "china")
"""The place of what is national: it is recognised in the plans of every place."""
_CONCEPT = "Concept"
_MAX_DAMAGED = 200
"""In a passage with more lost words than this, only the first ones are looked at."""
_MAX_LOST = 4
"""The most characters that one '*' may stand for."""


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """One known thing: its IRI, the local name of its az: class, its Chinese name and the place it belongs to."""

    iri: ox.NamedNode
    entity_type: str
    label: str
    place: ox.NamedNode | None = None


class GazetteerHit(Struct, frozen=True, gc=False):
    """A known name met in a text; of a damaged one, the characters `lost_from:lost_to` of the name are one '*' there."""

    entry: GazetteerEntry
    span: Span
    name: str = ""
    lost_from: int = 0
    lost_to: int = 0

    def part(self, start: int, end: int) -> Span | None:
        """The place of characters `start:end` of the name in the text; None when they hold some, but not all, of the lost ones."""
        if self.lost_from < start < self.lost_to or self.lost_from < end < self.lost_to:
            return None
        shorter = max(0, self.lost_to - self.lost_from - 1)
        return Span(*(self.span.start + at - (shorter if at >= self.lost_to else 0) for at in (start, end)))


class Gazetteer:
    """Known names, longest first.

    `written` are the names, each once; a reader that searches the text for them speaks of them by their numbers there.

    Args:
        names: written name and what it stands for; the first of two equal names counts.
    """

    def __init__(self, names: Iterable[tuple[str, GazetteerEntry]]) -> None:
        self._pairs = tuple(names)
        self._names: dict[str, GazetteerEntry] = {}
        for name, entry in self._pairs:
            self._names.setdefault(name, entry)
        self._entries = list(self._names.values())
        self.written = tuple(self._names)
        self._iris = [entry.iri.value for entry in self._entries]
        self._places = {entry.place for _name, entry in self._pairs}
        self._of_place: dict[ox.NamedNode | None, Gazetteer] = {}

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[tuple[tuple[str, GazetteerEntry], ...]]]:
        """As it is sent to another process: by its names, because what was made of them for searching cannot be sent."""
        return Gazetteer, (self._pairs,)

    def __len__(self) -> int:
        return len(self._names)

    def names(self) -> Iterator[tuple[str, GazetteerEntry]]:
        """Each written name and what it stands for; a name that two places give to two things comes twice."""
        return iter(self._pairs)

    def of_place(self, place: ox.NamedNode | None) -> Gazetteer:
        """The things of one place and those of China or none; without a place, the latter alone. Plans of one place share it."""
        place = place if place in self._places else None
        found = self._of_place.get(place)
        if found is None:
            places = {None, CHINA, place}
            found = Gazetteer((name, entry) for name, entry in self._pairs if entry.place in places)
            self._of_place[place] = found
        return found

    def find(self, passage: TextSpan) -> Iterator[GazetteerHit]:
        """The known names in a passage, leftmost longest, not overlapping."""
        first = passage.start
        for number, start, end in self._automaton.find_matches_as_indexes(passage.words):
            yield self.hit(number, first + start, first + end)

    def hit(self, number: int, start: int, end: int) -> GazetteerHit:
        """The name of a number in `written`, met at `start:end`."""
        return GazetteerHit(self._entries[number], Span(start, end), self.written[number])

    def entry(self, number: int) -> GazetteerEntry:
        """The thing that the name of a number in `written` stands for."""
        return self._entries[number]

    def iri(self, number: int) -> str:
        """The IRI of that thing."""
        return self._iris[number]

    def nested(self, hit: GazetteerHit) -> Iterator[GazetteerHit]:
        """Other known things inside the name of one that was met: '甲集团智慧城市项目' names 甲集团.

        What the name ends in says which kind of thing it is: '长三角产业联盟' does not name the 产业联盟 of a city.
        """
        for entry, start, end in self._inside(hit.name):
            span = hit.part(start, end)
            if span is not None:
                yield GazetteerHit(entry, span, hit.name[start:end])

    def heads(self, hit: GazetteerHit) -> Sequence[GazetteerHit]:
        """Other known things whose names the name of one that was met ends in: '农业物联网' is a 物联网."""
        ends = self._ends(hit.name)
        at = hit.span.end - len(hit.name)
        return (
            [GazetteerHit(entry, Span(at + start, hit.span.end), hit.name[start:]) for entry, start in ends]
            if ends
            else ()
        )

    def named(self, name: str) -> GazetteerEntry | None:
        """The thing with exactly this name."""
        return self._names.get(name)

    @functools.cached_property
    def compounds(self) -> frozenset[str]:
        """The names that end in the name of another thing; see `heads`."""
        return frozenset(name for name in self._names if self._ends(name))

    @functools.lru_cache(maxsize=4096)  # noqa: B019 - a gazetteer lives as long as the program
    def _ends(self, name: str) -> tuple[tuple[GazetteerEntry, int], ...]:
        """The known things whose names a known name ends in, longest first, with where they begin in it."""
        own = self._names[name].iri
        ends = ((self._names.get(name[start:]), start) for start in range(1, len(name) - 1))
        return tuple((entry, start) for entry, start in ends if entry is not None and entry.iri != own)

    @functools.lru_cache(maxsize=4096)  # noqa: B019 - a gazetteer lives as long as the program
    def _inside(self, name: str) -> tuple[tuple[GazetteerEntry, int, int], ...]:
        """The known names inside a known name, longest first, not overlapping, with their positions."""
        own = self._names[name].iri
        matches = self._each_name.find_matches_as_indexes(name, overlapping=True)
        found: list[tuple[GazetteerEntry, int, int]] = []
        for number, start, end in sorted(matches, key=lambda match: (match[1] - match[2], match[1])):
            entry = self._entries[number]
            if (
                entry.iri != own
                and end < len(name)
                and all(end <= other_start or start >= other_end for _, other_start, other_end in found)
            ):
                found.append((entry, start, end))
        return tuple(found)

    @functools.cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(self.written, matchkind=MatchKind.LeftmostLongest)

    @functools.cached_property
    def _each_name(self) -> AhoCorasick:
        return AhoCorasick(self.written)

    def find_damaged(self, passage: TextSpan) -> Iterator[GazetteerHit]:
        """Known names of which a run of characters was replaced by one '*'; only unambiguous ones."""
        text = passage.text
        star = text.find(DAMAGE, passage.start, passage.end)
        for _attempt in range(_MAX_DAMAGED):
            if star < 0:
                return
            fits = list(self._fits(passage, star))
            longest = max((len(hit.span) for hit in fits), default=0)
            best = [hit for hit in fits if len(hit.span) == longest]
            if len({hit.entry.iri for hit in best}) == 1:
                yield best[0]
            star = text.find(DAMAGE, star + 1, passage.end)

    def _fits(self, passage: TextSpan, star: int) -> Iterator[GazetteerHit]:
        """The names that fit around one lost run."""
        text = passage.text
        if not passage.start < star < passage.end - 1:
            return
        for name, cut, lost in self._beside_losses.get((text[star - 1], text[star + 1]), ()):
            head, tail = name[:cut], name[cut + lost :]
            if (
                star - cut >= passage.start
                and text.startswith(tail, star + 1, passage.end)
                and text.startswith(head, star - cut)
            ):
                span = Span(star - cut, star + 1 + len(tail))
                yield GazetteerHit(self._names[name], span, name, cut, cut + lost)

    @functools.cached_property
    def _beside_losses(self) -> dict[tuple[str, str], list[tuple[str, int, int]]]:
        """By the characters on both sides of a loss: name, characters before the loss, characters lost."""
        beside: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
        for name in self._names:
            for lost in range(1, _MAX_LOST + 1):
                for cut in range(1, len(name) - lost):
                    beside.setdefault((name[cut - 1], name[cut + lost]), []).append((name, cut, lost))
        return beside

    def naming(self, passage: TextSpan) -> GazetteerEntry | None:
        """The thing that a passage names as a whole, damaged or not; None when it is not a known name."""
        for found in (*self.find(passage), *self.find_damaged(passage)):
            if (found.span.start, found.span.end) == (passage.start, passage.end):
                return found.entry
        return None

    @classmethod
    def from_schemes(cls, paths: Iterable[Path], *, after: Gazetteer) -> Gazetteer:
        """Read the concepts of SKOS schemes: any subject with a scheme or typed skos:Concept that has a Chinese label.

        Args:
            paths: Turtle files.
            after: names that are known already; they win over equal ones.

        Raises:
            RegistryError: a file is not Turtle.
        """
        read = (pair for path in sorted(paths) for pair in _read_entries(path, concepts=True))
        return cls(itertools.chain(after.names(), read))

    @classmethod
    def from_turtle(cls, paths: Iterable[Path], *, types: Collection[str] | None = None) -> Gazetteer:
        """Read things from Turtle files.

        Args:
            paths: the files.
            types: local names of az: classes; others are left out.

        Raises:
            RegistryError: a file is not Turtle.
        """
        return cls(
            (name, entry)
            for path in sorted(paths)
            for name, entry in _read_entries(path)
            if types is None or entry.entity_type in types
        )


def _read_entries(path: Path, *, concepts: bool = False) -> list[tuple[str, GazetteerEntry]]:
    store = ox.Store()
    try:
        store.load(read_edited(path), format=ox.RdfFormat.TURTLE)
    except OSError as error:
        raise RegistryError.unreadable(path, error) from error
    except (SyntaxError, ValueError) as error:
        raise RegistryError(
            str(path), N_("is not Turtle ({detail})."), N_("Correct that line."), detail=error
        ) from error
    things: list[tuple[str, GazetteerEntry]] = []
    for subject, label in _labels(store):
        kind = _az_class(store, subject) or (_CONCEPT if concepts and _is_concept(store, subject) else None)
        if kind is None:
            continue
        entry = GazetteerEntry(subject, kind, label, _place(store, subject))
        names = {label} | {
            alt.object.value
            for predicate in (SKOS.altLabel, SKOS.hiddenLabel)
            for alt in _quads(store, subject, predicate)
            if isinstance(alt.object, ox.Literal) and _is_chinese(alt.object)
        }
        things.extend((name, entry) for name in sorted(names) if len(name) > 1)
    return things


def _quads(store: ox.Store, subject: ox.NamedNode | None, predicate: ox.NamedNode) -> list[ox.Quad]:
    """A list: the engine's iterators complain when another thread, such as the profiler of a Dask worker, lets go of them last."""
    return list(store.quads_for_pattern(subject, predicate, None, None))


def _labels(store: ox.Store) -> Iterator[tuple[ox.NamedNode, str]]:
    """Each subject with its Chinese preferred label, sorted; one tagged 'zh' goes before 'zh-Hans' and an untagged one."""
    labels: dict[ox.NamedNode, tuple[tuple[int, str], str]] = {}
    for quad in _quads(store, None, SKOS.prefLabel):
        subject, label = quad.subject, quad.object
        if isinstance(subject, ox.NamedNode) and isinstance(label, ox.Literal) and _is_chinese(label):
            rank = ({"zh": 0, None: 2}.get(label.language, 1), label.value)
            if subject not in labels or rank < labels[subject][0]:
                labels[subject] = rank, label.value
    return ((subject, labels[subject][1]) for subject in sorted(labels, key=lambda subject: subject.value))


def _is_chinese(label: ox.Literal) -> bool:
    """Tagged as Chinese of any kind, or not tagged but written in Chinese characters."""
    if not label.language:
        return any("\u4e00" <= letter <= "\u9fff" for letter in label.value)
    return label.language == "zh" or label.language.startswith("zh-")


def _is_concept(store: ox.Store, subject: ox.NamedNode) -> bool:
    typed = ox.Quad(subject, RDF.type, SKOS.Concept)
    return typed in store or bool(_quads(store, subject, SKOS.inScheme))


def _az_class(store: ox.Store, subject: ox.NamedNode) -> str | None:
    kinds = sorted(
        compact(quad.object) for quad in _quads(store, subject, RDF.type) if isinstance(quad.object, ox.NamedNode)
    )
    return next((kind.removeprefix("az:") for kind in kinds if kind.startswith("az:")), None)


def _place(store: ox.Store, subject: ox.NamedNode) -> ox.NamedNode | None:
    for quad in _quads(store, subject, DCTERMS.spatial):
        if isinstance(quad.object, ox.NamedNode):
            return quad.object
    return None
