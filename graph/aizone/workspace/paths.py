"""Where a workspace keeps things; `workspace` says what each file is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..settings import SHIPPED_DATA


@dataclass(frozen=True, slots=True)
class Paths:
    """Where a workspace keeps things."""

    root: Path
    ontology: Path

    @property
    def units(self) -> Path:
        """Registries."""
        return self.root / "units"

    @property
    def decisions(self) -> Path:
        """What people decided about names of units."""
        return self.units / "decisions.ttl"

    @property
    def entities(self) -> Path:
        """Gazetteers."""
        return self.root / "entities"

    @property
    def plans(self) -> Path:
        """Plans."""
        return self.root / "plans"

    @property
    def sources(self) -> Path:
        """Source documents."""
        return self.root / "sources"

    def corrections(self, slug: str) -> Path:
        """The file of what people corrected in one plan's reading."""
        return self.root / "corrections" / f"{slug}.ttl"

    def plan(self, slug: str) -> Path:
        """The file of one plan."""
        return self.plans / f"{slug}.nq"

    def shared(self, kind: Literal["units", "entities", "schemes"]) -> list[Path]:
        """The registries, gazetteers or schemes in force: the workspace's own, then the shipped ones it does not replace."""
        own = {path.name: path for path in sorted((self.root / kind).glob("*.ttl"))}
        shipped = {path.name: path for path in sorted((SHIPPED_DATA / kind).glob("*.ttl"))}
        return [path for _, path in sorted({**shipped, **own}.items())]

    def base_units(self) -> list[Path]:
        """The base registry of China's places and central bodies, which is no part of the graph.

        Beside a plan stands a copy of what it names: see docs/decisions/0008-names-in-context.md.
        """
        return sorted((SHIPPED_DATA / "units" / "china").glob("*.ttl"))
