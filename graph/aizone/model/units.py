"""The records of responsible bodies and of the places they act in; registries describe them, plans name them."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode


@dataclass(frozen=True, slots=True)
class Unit:
    """One body. `names` are its written forms besides the official one; `place` is the jurisdiction it acts in.

    `bare_names` name it only in plans of its own place (发展改革委, of the State Council). `provisional` marks a body that no
    registry describes: its name was completed from a plan's context.
    """

    iri: NamedNode
    label: str
    label_en: str | None
    names: tuple[str, ...]
    kind: str  # local name of the az: class
    place: NamedNode | None
    superior: NamedNode | None
    bare_names: tuple[str, ...] = ()
    classification: NamedNode | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """A collective owner; a relative one has no members of its own (各牵头单位)."""

    iri: NamedNode
    label: str
    label_en: str | None
    names: tuple[str, ...]
    place: NamedNode | None
    members: tuple[NamedNode, ...]
    relative: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A jurisdiction; `fictional` ones belong to examples, `parent` is the one around it.

    `provisional` marks a place that no registry describes and whose name was read off a plan's issuer.
    """

    iri: NamedNode
    label: str
    names: tuple[str, ...]
    level: str  # country, province, corps (新疆生产建设兵团), prefecture, county or district
    fictional: bool
    parent: NamedNode | None = None
    label_en: str | None = None
    provisional: bool = False
