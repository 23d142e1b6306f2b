"""Endings of bodies' names: `bodies.toml`, and the patterns that stages build from it."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from ..word_lists import alternatives, lookbehind

Use = Literal["labels", "issuers", "duties", "cells", "headings", "brackets", "conjunctions"]
"""A stage that asks what names end in; `bodies.toml` says what each is about."""

USES: tuple[Use, ...] = get_args(Use)


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """The unit that an unregistered name with such an ending means.

    `unit_class` and `classification` are terms of the vocabulary; `fewest` and `most` bound the characters in front of the
    ending. Examples are triples of place, name and full name.
    """

    unit_class: str
    classification: str
    words: tuple[str, ...]
    fewest: int
    most: int
    examples: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class BodyKind:
    """A kind of body: the words its names end in, and what stages need to know about them.

    `weak` words prove nothing alone. `not_for` are the stages that leave the kind out, with the reason.
    """

    name: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    weak: bool = False
    has_members: bool = False
    merged: tuple[str, ...] = ()
    short: dict[str, str] = field(default_factory=dict)
    not_for: dict[Use, str] = field(default_factory=dict)
    unit: NamedUnit | None = None

    def serves(self, use: Use) -> bool:
        """Tell whether a stage counts names with these endings; weak ones count in cells of tables only."""
        return use not in self.not_for and (not self.weak or use == "cells")


@functools.cache
def body_kinds() -> tuple[BodyKind, ...]:
    """The kinds of `bodies.toml`, in its order."""
    table = tomllib.loads(Path(__file__).with_name("bodies.toml").read_text("utf-8"))
    return tuple(
        BodyKind(
            name=entry["name"],
            words=tuple(entry["words"]),
            examples=tuple(entry["example"]),
            weak=entry.get("weak", False),
            has_members=entry.get("members", False),
            merged=tuple(entry.get("merged", ())),
            short=entry.get("short", {}),
            not_for=entry.get("not_for", {}),
            unit=_named_unit(entry["unit"], entry["words"]) if "unit" in entry else None,
        )
        for entry in table["kind"]
    )


def _named_unit(unit: dict[str, Any], words: list[str]) -> NamedUnit:
    fewest, most = unit["before"]
    examples = tuple((place, name, full) for place, name, full in unit["example"])
    return NamedUnit(unit["class"], unit["classification"], tuple(unit.get("words", words)), fewest, most, examples)


def strong_endings() -> tuple[str, ...]:
    """The endings that only bodies' names have."""
    return tuple(word for kind in body_kinds() if not kind.weak for word in kind.words)


def weak_endings() -> tuple[str, ...]:
    """The endings that names of bodies share with other words."""
    return tuple(word for kind in body_kinds() if kind.weak for word in kind.words)


def any_body() -> str:
    """A regular expression for an ending that only bodies' names have."""
    return alternatives(strong_endings())


def endings(use: Use) -> tuple[str, ...]:
    """The endings that count for a stage."""
    return tuple(word for kind in body_kinds() if kind.serves(use) for word in kind.words)


def body_ending(use: Use) -> str:
    """A regular expression for any of the endings that count for a stage."""
    return alternatives(endings(use))


def after_body(use: Use) -> str:
    """A regular expression for the place right after one of the endings that count for a stage."""
    return lookbehind(endings(use))


def body_with_members() -> str:
    """A regular expression for the ending of a body that consists of others."""
    return alternatives(word for kind in body_kinds() if kind.has_members for word in kind.words)


def merged_department() -> str:
    """A regular expression for the ending of a department that a county merges from two ('科技工信局')."""
    return alternatives(word for kind in body_kinds() for word in kind.merged)


def short_forms() -> dict[str, str]:
    """Endings that names of departments are also written with, by the full ending: 委 for 委员会."""
    return {full: short for kind in body_kinds() for full, short in kind.short.items()}


def office_in_full(name: str) -> str:
    """The name of an office that is written short, in full: '市科创办' is '市科创办公室'."""
    return f"{name}公室" if name.endswith("办") else name
