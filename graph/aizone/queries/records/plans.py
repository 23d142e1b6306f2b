"""Plans as documents: where they come from, what reading noticed, and where words stand."""

from __future__ import annotations

from dataclasses import dataclass

from ..asking import Curie, LocalName


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place where a fact is written: characters start to end of the plan's text; `exact` only if the workspace holds the text."""

    start: int
    end: int
    exact: str | None = None
    plan: Curie = ""
    fact: Curie = ""
    text_held: bool = False


@dataclass(frozen=True, slots=True)
class ReadingIssue:
    """Something that was unclear when a plan was read; `message` in the language asked for."""

    plan: Curie
    finding: Curie
    code: str
    severity: LocalName
    message: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan: what it says of itself, and how many tasks and measures were read; `fictional` for an invented example."""

    plan: Curie
    tasks: int
    measures: int
    fictional: bool
    plan_label: str = ""
    number: str = ""
    issuer_label: str = ""
    issued: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The document a plan was read from; `length` in characters, `retrieved` an ISO date."""

    plan: Curie
    name: str
    sha256: str
    length: int
    text_held: bool
    source: str = ""
    retrieved: str = ""


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """The place a plan belongs to, its level ('prefecture'), and the place around it."""

    plan: Curie
    place: Curie
    label: str
    level: str
    parent: Curie | None = None


@dataclass(frozen=True, slots=True)
class LicensedSource:
    """A registry, gazetteer or vocabulary with its licence (an IRI) and, where it says so, what it was made from."""

    node: Curie
    licence: str
    title: str = ""
    source: str = ""
