"""The usual bodies of a Chinese place (`usual_bodies.toml`): the full name of 市科技局, and its kind."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model.units import Place
from ..text.lexicon.bodies import body_kinds, merged_department, short_forms
from ..text.word_lists import alternatives
from .names import LEVELS, full_form, level_words
from .nearest import NearNames
from .places import level_class, short_name

LEVEL_CLASSES = ("province", "municipality", "prefecture", "county")
"""Levels whose places have usual bodies; see `places.level_class`."""
_SLOT = "{place}"


@dataclass(frozen=True, slots=True)
class UsualBody:
    """A kind of body that every place of a level has.

    `full` holds {place}, {short} or {party} (中共…委) for the place. `by` are the ways the place may be written for it:
    its 'name', its 'level' word, or 'bare' for nothing. `until` and `since` are years, inclusive.
    """

    full: str
    kind: str
    classification: str
    by: frozenset[str] = frozenset({"name", "level", "bare"})
    until: int | None = None
    since: int | None = None

    def in_use(self, year: int | None) -> bool:
        """Tell whether the name was in use in a year; when the year is not known, it may have been."""
        return year is None or (self.since or 0) <= year <= (self.until or 9999)

    def full_name(self, place: Place, words: str = "", *, place_name: str = "", around: Place | None = None) -> str:
        """The body's full name in a place.

        Args:
            place: the place.
            around: the place around it; a district's bodies carry the city's name (玉河市东山区教育局).
            words: the words that an open kind keeps as written.
            place_name: the place as the name writes it (玉河燃气公司 need not be 玉河市燃气公司); its label when empty.
        """
        inside = around is not None and around.level != "country" and level_words(place.label) == ("区",)
        label = f"{around.label}{place.label}" if around is not None and inside else place.label
        return self.full.format(place=place_name or label, short=short_name(place), party=_party(label), words=words)


@dataclass(frozen=True, slots=True)
class OpenKind:
    """A kind of name that is complete as written."""

    pattern: re.Pattern[str]
    body: UsualBody
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UsualBodies:
    """The whole table, indexed: (words before the place, words after it, level) -> bodies.

    `heads` are all words before the place, longest first; `tails`, by level, all words after it. `generic` are two patterns
    for the head of a name that means no particular body, after a place and alone.
    """

    index: dict[tuple[str, str, str], list[UsualBody]]
    heads: tuple[str, ...]
    compound: re.Pattern[str]
    open_kinds: tuple[OpenKind, ...]
    tails: dict[str, NearNames]
    generic: tuple[re.Pattern[str], re.Pattern[str]]

    def find(
        self, cut: tuple[str, str, str], place: Place, around: Place | None, by: str, year: int | None
    ) -> tuple[UsualBody, str] | None:
        """The one usual body of a name cut at its place, and its full name.

        Args:
            cut: the words before the place, for the place, and after it.
            place: the place.
            around: the place it lies in.
            by: how it was written; see `PlaceReading.by`.
            year: the year the name was used in.
        """
        head, named, tail = cut
        fitting = [
            body for body in self.index.get((head, tail, level_class(place)), ()) if by in body.by and body.in_use(year)
        ]
        if fitting:
            return (fitting[0], fitting[0].full_name(place, around=around)) if len(fitting) == 1 else None
        if head or place.level == "country":
            return None
        if self.compound.fullmatch(tail):
            body = UsualBody("{place}{words}", "GovernmentUnit", "government-department")
            return body, body.full_name(place, _spelt_out(tail), around=around)
        if self.generic[by == "bare"].match(tail):
            return None
        for kind in self.open_kinds:
            if by in kind.body.by and level_class(place) in kind.levels and kind.pattern.fullmatch(tail):
                return kind.body, kind.body.full_name(
                    place, full_form(tail), place_name=named if by == "name" else "", around=around
                )
        return None


def _party(place: str) -> str:
    """The Party committee of a place as its organs name it: 中共玉河市委, 中共广西壮族自治区委员会."""
    return f"中共{place}" + ("委员会" if place.endswith("自治区") else "委")


def _spelt_out(words: str) -> str:
    for full, short in short_forms().items():
        if words.endswith(short):
            return words.removesuffix(short) + full
    return words


@functools.cache
def read_usual_bodies() -> dict[str, Any]:
    """The table as written, examples included."""
    return tomllib.loads(Path(__file__).with_name("usual_bodies.toml").read_text("utf-8"))


@functools.cache
def usual_bodies() -> UsualBodies:
    """The table, ready to use."""
    table = read_usual_bodies()
    index: dict[tuple[str, str, str], list[UsualBody]] = {}
    for levels, written, body in (*_functions(table), *_bodies(table), *_party_organs(table)):
        head, _, tail = written.partition(_SLOT)
        for level in levels:
            bodies = index.setdefault((head, tail, level), [])
            if body not in bodies:
                bodies.append(body)
    words = {word for entry in table["function"] for word in (entry["full"], *entry.get("short", ())) if len(word) > 1}
    either = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
    heads = sorted({head for head, _, _ in index} | {""}, key=lambda head: (-len(head), head))
    return UsualBodies(
        index=index,
        heads=tuple(heads),
        compound=re.compile(rf"(?:{either})(?:[和与]?(?:{either})){{1,3}}{merged_department()}"),
        open_kinds=tuple(_open_kinds(table)),
        generic=(_generic(table, "after_place"), _generic(table, "alone")),
        tails={
            level: NearNames(tail for head, tail, at in index if at == level and not head and tail not in words)
            for level in LEVEL_CLASSES
        },
    )


@functools.cache
def _field() -> re.Pattern[str]:
    words = {word for entry in read_usual_bodies()["function"] for word in (entry["full"], *entry.get("short", ()))}
    return re.compile(f"[省市县区州]?{alternatives(word for word in words if len(word) > 1)}")


def names_field(name: str) -> bool:
    """Tell whether a name is a department's field alone, as in '市发改、工信、科技等部门'.

    Examples:
        >>> names_field("市发改"), names_field("工信"), names_field("市商务局")
        (True, True, False)
    """
    return _field().fullmatch(name) is not None


_EVERYDAY = frozenset({"文旅", "医保", "社保", "环保", "林草", "广电", "人防", "招商", "经合", "科技"})
"""Short words of fields that people also use of things."""
_OFFICES_ALONE = frozenset({"财政", "民政", "公安", "审计"})
"""Fields of which there is nothing but the department."""


@functools.cache
def _departments() -> frozenset[str]:
    """The words that name a department and nothing else: contractions ('住建', '人社'), and those declared above."""
    short = (
        (entry["full"], word)
        for entry in read_usual_bodies()["function"]
        for word in entry.get("short", ())
        if len(word) > 1
    )
    return frozenset({word for full, word in short if len(word) < 4 and word not in full} - _EVERYDAY) | _OFFICES_ALONE


def names_department(name: str) -> bool:
    """Tell whether a field alone names its department and nothing else, as 住建 does and 教育 does not; 市教育 does.

    Examples:
        >>> names_department("住建"), names_department("市教育"), names_department("教育"), names_department("市容")
        (True, True, False, False)
    """
    return name in _departments() or (name[:1] in "省市县区州" and names_field(name) and names_field(name[1:]))


# '金融', '税务': a field that no usual body is of
_SHORT = re.compile("(?!由)[\u4e00-\u9fff]{1,3}[^\\W等\\d_]")


def are_fields(names: Sequence[str]) -> bool:
    """Tell whether names joined by 、 before a noun they share ('部门') are departments' fields, most of them known ones.

    Examples:
        >>> are_fields(["市发改", "工信", "金融"]), are_fields(["市金融", "优化服务"])
        (True, False)
    """
    known = sum(map(names_field, names))
    return (
        len(names) > 1 and known * 2 >= len(names) and all(names_field(one) or _SHORT.fullmatch(one) for one in names)
    )


@functools.cache
def _short_tails() -> dict[str, tuple[str, ...]]:
    """The words after the place in the short names of each usual department, by the words there in its full name."""
    short, found = short_forms(), dict[str, tuple[str, ...]]()
    for entry in read_usual_bodies()["function"]:
        for ending in {one for level in LEVEL_CLASSES for one in _endings(entry)[level]}:
            said = short.get(ending, ending)
            words = (word for word in (entry["full"], *entry.get("short", ())) if len(word) > 1 or said != ending)
            tail = f"{entry['full']}{ending}"
            found[tail] = tuple(name for word in words if (name := f"{word}{said}") != tail)
    return found


def usual_short_names(full: str) -> tuple[str, ...]:
    """The short names of a usual department of any place, with the word of the place's level; none for other bodies.

    Examples:
        >>> usual_short_names("玉河市发展和改革委员会")
        ('市发展和改革委', '市发展改革委', '市发改委')
        >>> usual_short_names("玉河市图书馆")
        ()
    """
    tails = _short_tails()
    for at in range(2, len(full)):
        if full[at - 1] in LEVELS and full[at:] in tails:
            return tuple(f"{full[at - 1]}{tail}" for tail in tails[full[at:]])
    return ()


def _generic(table: dict[str, Any], where: str) -> re.Pattern[str]:
    return re.compile(f"{table['generic'][where]}|(?:{table['generic']['zone']})$")


_Entry = tuple[tuple[str, ...], str, UsualBody]


def _endings(entry: dict[str, Any]) -> dict[str, list[str]]:
    """The endings of a department's name by the level of its place, the usual one first."""
    return {**read_usual_bodies()["default_endings"], **entry.get("endings", {})}


def _functions(table: dict[str, Any]) -> Iterator[_Entry]:
    short = short_forms()
    for entry in table["function"]:
        endings = _endings(entry)
        for level in LEVEL_CLASSES:
            for ending in endings[level]:
                body = UsualBody(f"{_SLOT}{entry['full']}{ending}", "GovernmentUnit", "government-department")
                for word in (entry["full"], *entry.get("short", ())):
                    if ending == endings[level][0] and len(word) > 1:  # '市发改、工信等部门'
                        yield (level,), f"{_SLOT}{word}", body
                    for form in (ending, short[ending]) if ending in short else (ending,):
                        yield (level,), f"{_SLOT}{word}{form}", body


def _bodies(table: dict[str, Any]) -> Iterator[_Entry]:
    for entry in table["body"]:
        by = (
            {"name"}
            if entry.get("named")
            else {"name", "level"}
            if entry.get("explicit")
            else {"name", "level", "bare"}
        )
        body = UsualBody(
            full=entry["full"],
            kind=entry.get("kind", "GovernmentUnit"),
            classification=entry.get("classification", "government-department"),
            by=frozenset(by),
            until=entry.get("until"),
            since=entry.get("since"),
        )
        for written in entry["written"]:
            yield tuple(entry.get("levels", LEVEL_CLASSES)), written, body


def _party_organs(table: dict[str, Any]) -> Iterator[_Entry]:
    for entry in table["party"]:
        body = UsualBody("{party}" + entry["full"], "PartyUnit", "party-organ", since=entry.get("since"))
        for word in (entry["full"], *entry.get("short", ())):
            stems = [("", "委"), ("", "党委"), ("中共", "委"), ("中共", "委员会")]
            for head, stem in stems if entry.get("stated") else [*stems, ("", "")]:
                yield LEVEL_CLASSES, f"{head}{_SLOT}{stem}{word}", body


def _open_kinds(table: dict[str, Any]) -> Iterator[OpenKind]:
    for entry in table["open"]:
        generic = "{short}" in entry["full"]
        by = {"name", "level", "bare"} if generic else {"bare"} if entry.get("bare") else {"name", "level"}
        body = UsualBody(entry["full"], entry["kind"], entry["classification"], frozenset(by))
        yield OpenKind(re.compile(entry["pattern"]), body, tuple(entry.get("levels", LEVEL_CLASSES)))
    for kind in body_kinds():
        if (unit := kind.unit) is not None:
            pattern = f"[\u4e00-\u9fff]{{{unit.fewest},{unit.most}}}{alternatives(unit.words)}"
            body = UsualBody("{place}{words}", unit.unit_class, unit.classification, frozenset({"name", "level"}))
            yield OpenKind(re.compile(pattern), body, LEVEL_CLASSES)
