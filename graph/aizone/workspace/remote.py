"""A workspace that was published to a server: asked like a folder, and never written to.

Registries and rules for reading documents, saved questions and scenarios are those of the folder beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import pyoxigraph as ox

from ..errors import N_, RemoteStoreError
from ..iri import BODIES_GRAPH, ID, VERDICTS_GRAPH, mint, plan_iri
from ..settings import Settings, StoreAddress
from ..store.remote import RemoteSource
from ..store.remote.asking import revision_of
from ..store.remote.client import SparqlClient
from ..verdicts.kinds import Act
from .files import NewPlan
from .people import Person
from .stored_plan import StoredPlan, stored_plan_of
from .workspace import Workspace

if TYPE_CHECKING:
    from ..verdicts.findings import FindingLedger
    from ..verdicts.ledger import Ledger
    from ..verdicts.matches import MatchLedger
    from ..verdicts.names import NameLedger
    from ..verdicts.readings import CorrectionLedger
    from .decisions import Decisions
    from .removed import RemovedPlan

L = TypeVar("L", bound="Ledger[Any]")
_PLAN = f"{ID}plan/"


class RemoteWorkspace(Workspace):
    """The plans, registries and decisions that a server holds.

    Args:
        settings: the server's address, and the folder for all that is not in its graph.
        who: as for `Workspace`.

    Raises:
        RemoteStoreError: the server cannot be reached, or holds no published workspace.
        WorkspaceError: the folder does not exist.
    """

    def __init__(self, settings: Settings, *, who: Callable[[], Person] | None = None) -> None:
        super().__init__(settings, who=who)
        if settings.store is None:
            raise ValueError("the settings name no server")
        self.address: StoreAddress = settings.store
        self._client = SparqlClient(self.address)
        self.is_copied = RemoteSource.of(self.address).is_copied

    def __repr__(self) -> str:
        return f"Workspace({self.address.query!r}): {', '.join(self.plan_slugs()) or 'no plan'}"

    @property
    def place(self) -> str:
        """The address that is asked."""
        return self.address.query

    @property
    def revision(self) -> str:
        """The revision of what was published, as it is now."""
        return revision_of(self._client)

    @property
    def source(self) -> RemoteSource:
        """The server, at the revision it has now."""
        return RemoteSource(self.address, self.revision, self.is_copied)

    def plan_slugs(self) -> list[str]:
        """The slugs of the plans, sorted."""
        return sorted(name.value.removeprefix(_PLAN) for name in self.store.graphs() if name.value.startswith(_PLAN))

    @property
    def is_older(self) -> bool:
        """False: a plan is published as it would be written today."""
        return False

    def stored_plan(self, slug: str, *, seen: StoredPlan | None = None) -> StoredPlan | None:
        """A plan as the server holds it, with what is said of the bodies it names; None when there is none of that slug."""
        quads = self.store.graph(plan_iri(slug))
        if not quads:
            return None
        waiting = [quad.object for quad in quads]
        found: set[ox.Quad] = set()
        seen_nodes = set()
        while waiting:
            node = waiting.pop()
            if node in self._bodies and node not in seen_nodes:
                seen_nodes.add(node)
                found |= self._bodies[node]
                waiting += [quad.object for quad in self._bodies[node]]
        return stored_plan_of(slug, frozenset(quads | found), self.store.revision)

    def reload(self) -> None:
        """Forget what was read, so that the next question sees what the server holds then."""
        super().reload()
        for name in ("_bodies", "_decided"):
            self.__dict__.pop(name, None)

    # --- what people decided, which is part of the graph

    def correction_ledger(self, slug: str) -> CorrectionLedger:
        """The corrections of a plan's reading."""
        return self._held(super().correction_ledger(slug), mint("plan", slug, "correction"))

    def verdict_ledger(self, slug: str) -> FindingLedger:
        """The verdicts on the findings of a plan."""
        return self._held(super().verdict_ledger(slug), mint("plan", slug, "verdict"))

    def match_ledger(self, slug: str) -> MatchLedger:
        """The verdicts on what a plan carries on of earlier ones."""
        return self._held(super().match_ledger(slug), mint("plan", slug, "match"))

    def name_ledger(self) -> NameLedger:
        """The decisions about names."""
        ledger = super().name_ledger()
        ledger.held = _turtle(quad.triple for quad in self.store.graph(mint("units", ledger.path.stem)))
        return ledger

    def _held(self, ledger: L, below: ox.NamedNode) -> L:
        """A ledger with the decisions below an address."""
        ledger.held = _turtle(
            triple for node, said in self._decided.items() if node.startswith(f"{below.value}/") for triple in said
        )
        return ledger

    @cached_property
    def _decided(self) -> dict[str, list[ox.Triple]]:
        found: dict[str, list[ox.Triple]] = defaultdict(list)
        for quad in self.store.graph(VERDICTS_GRAPH):
            if isinstance(quad.subject, ox.NamedNode):
                found[quad.subject.value].append(quad.triple)
        return found

    @cached_property
    def _bodies(self) -> dict[object, set[ox.Quad]]:
        found: dict[object, set[ox.Quad]] = defaultdict(set)
        for quad in self.store.graph(BODIES_GRAPH):
            found[quad.subject].add(quad)
        return dict(found)

    # --- what is in no graph, and what would be written

    def sources(self, slug: str) -> list[Path]:
        """No documents: a server holds the graph alone."""
        return []

    def source_of(self, stored: StoredPlan) -> Path | None:
        """None: a server holds the graph alone."""
        return None

    def can_write(self) -> bool:
        """False."""
        return False

    def store_plans(
        self, plans: Sequence[NewPlan], decisions: Sequence[Decisions] = (), *, act: Act = "ingest"
    ) -> None:
        """Refuse."""
        self._refuse()

    def update_plan(self, slug: str) -> bool:
        """Refuse."""
        self._refuse()

    def update_layout(self) -> None:
        """Refuse."""
        self._refuse()

    def remove_plan(self, slug: str, *, with_decisions: bool = False) -> None:
        """Refuse."""
        self._refuse()

    def removed_plans(self) -> list[RemovedPlan]:
        """None: a server holds the plans of today alone."""
        return []

    def bring_back(self, plan: RemovedPlan) -> None:
        """Refuse."""
        self._refuse()

    def record_together(self, decisions: Sequence[Decisions], *, act: Act = "import") -> None:
        """Refuse."""
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise RemoteStoreError(
            self.place,
            N_("is only read here."),
            N_("Change the workspace in its folder (--workspace DIR), then run 'aizone publish' again."),
        )


def _turtle(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(sorted(triples, key=str), format=ox.RdfFormat.N_TRIPLES) or b""
