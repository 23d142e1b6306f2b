"""A store on disk that heals itself: it is derived from the files of the workspace, so damage costs the time of building it again.

The engine checks the blocks it reads. Whatever it complains about while an answer is computed, the folder is built again from
the files, once, and the answer is computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import pyoxigraph as ox

from ..errors import N_, QueryError, WorkspaceError
from .base import Bindings, Dataset, Rows, Term, Triples
from .oxigraph import OxigraphStore

T = TypeVar("T")


class HealingStore(OxigraphStore):
    """A store that was opened from a folder, and is opened again when the folder turns out to be damaged.

    Args:
        opened: the store as it was opened.
        heal: builds the folder again and opens it.
    """

    def __init__(self, opened: OxigraphStore, heal: Callable[[], OxigraphStore]) -> None:
        super().__init__()
        self._heal: Callable[[], OxigraphStore] | None = heal
        self._take(opened)

    def __len__(self) -> int:
        """The number of quads in named graphs."""
        return self._healed(super().__len__)

    def select(self, query: str, bindings: Bindings | None = None, *, dataset: Dataset | None = None) -> Rows:
        """Answer a SELECT."""
        return self._healed(lambda: super(HealingStore, self).select(query, bindings, dataset=dataset))

    def parts(self, query: str, bindings: Bindings | None = None) -> Iterator[Rows]:
        """Answer a SELECT some rows at a time.

        Raises:
            WorkspaceError: the folder turned out to be damaged in the middle; it is built again.
        """
        return self._streamed(lambda: super(HealingStore, self).parts(query, bindings))

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """Answer an ASK."""
        return self._healed(lambda: super(HealingStore, self).ask(query, bindings))

    def construct(self, query: str, bindings: Bindings | None = None) -> list[ox.Triple]:
        """Answer a CONSTRUCT or DESCRIBE."""
        return self._healed(lambda: super(HealingStore, self).construct(query, bindings))

    def run(self, query: str, *, max_rows: int | None = None) -> Rows | Triples | bool:
        """Answer a query of any kind."""
        return self._healed(lambda: super(HealingStore, self).run(query, max_rows=max_rows))

    def graph(self, name: ox.NamedNode) -> set[ox.Quad]:
        """The quads of one named graph."""
        return self._healed(lambda: super(HealingStore, self).graph(name))

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs, sorted."""
        return self._healed(super().graphs)

    def describe(self, node: ox.NamedNode) -> list[ox.Triple]:
        """All triples whose subject is a node."""
        return self._healed(
            lambda: sorted((quad.triple for quad in super(HealingStore, self).statements(node)), key=str)
        )

    def statements(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
        graph_name: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads of a named graph that match a pattern, or of all graphs together, each triple once; in no order.

        Raises:
            WorkspaceError: the folder turned out to be damaged in the middle; it is built again.
        """
        return self._streamed(lambda: super(HealingStore, self).statements(subject, predicate, object, graph_name))

    def _streamed(self, ask: Callable[[], Iterator[T]]) -> Iterator[T]:
        """Things found one by one; from the folder that is built again where nothing was found before the damage."""
        found = False
        try:
            for one in ask():
                found = True
                yield one
            return
        except (OSError, RuntimeError) as error:
            self._build_again(error)
            if found:
                raise WorkspaceError("store", N_("was damaged and has been built again."), N_("Ask again.")) from error
        except QueryError as error:
            if not isinstance(error.__cause__, OSError):
                raise
            self._build_again(error)
        yield from ask()

    def _healed(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except (OSError, RuntimeError) as error:
            self._build_again(error)
        except QueryError as error:
            if not isinstance(error.__cause__, OSError):
                raise
            self._build_again(error)
        return ask()

    def _build_again(self, error: Exception) -> None:
        heal, self._heal = self._heal, None
        if heal is None:  # it has just been built, so it is not the folder
            raise error
        self._take(heal())

    def _take(self, opened: OxigraphStore) -> None:
        self._engine = opened._engine
        self._size = opened._size
        self.revision, self.damaged, self.kept = opened.revision, opened.damaged, opened.kept
