"""Sends a workspace to a server, so that it can be asked there: only what has changed, each plan whole or not at all.

The server notes each graph with a digest of what it was made from. A run that is broken off is simply run again: the graphs that
were sent before it broke off have their digests, and are not sent again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from ..errors import N_, WorkspaceError
from ..iri import BODIES_GRAPH, ID
from ..settings import StoreAddress
from ..store import OxigraphStore
from ..store.damaged import damaged
from ..store.nquads import lines_of, main_graph, without_graph
from ..store.older_layout import as_written_today
from ..store.remote.asking import published
from ..store.remote.claim import Claim, ClaimedServer
from ..store.remote.client import SparqlClient
from ..store.remote.sending import GraphSender, digest_of
from ..store.triples import with_labels
from ..text.read_files import read_edited, read_file
from .paths import GraphFile
from .workspace import Workspace

_PLAN = f"{ID}plan/"
_DERIVED = "rdfs:label"
"""What a graph has on a server beside what its files say: a server that was sent to before gets it as well."""
Action = Literal["add", "replace", "remove"]


@dataclass(frozen=True, slots=True)
class PublishStep:
    """One change of the server: a graph that is new, or sent again, or removed; `add` only adds to what it has."""

    action: Action
    graph: ox.NamedNode
    digest: str = ""
    is_new: bool = False

    @property
    def plan(self) -> str | None:
        """The slug of the plan whose graph it is; None for what plans share."""
        iri = self.graph.value
        return iri.removeprefix(_PLAN) if iri.startswith(_PLAN) else None


@dataclass(frozen=True, slots=True)
class PublishPlan:
    """All that is to be done, in its order, and how many graphs stay as they are."""

    steps: tuple[PublishStep, ...]
    unchanged: int


@dataclass(slots=True)
class _Content:
    """The files that a graph is made from, and for a plan its own file, of which some lines are in the graph."""

    files: list[GraphFile] = field(default_factory=list)
    plan_file: Path | None = None


class Publisher:
    """Publishes one state of a workspace to one server.

    Args:
        workspace: the folder.
        address: the server, with its address for updates.

    Raises:
        WorkspaceError: a file is damaged; nothing is sent.
        RemoteStoreError: the server cannot be reached.
    """

    def __init__(self, workspace: Workspace, address: StoreAddress) -> None:
        if not address.update:
            raise WorkspaceError(
                "aizone publish",
                N_("needs the address that takes updates."),
                N_("Name it with --store-update or AIZONE_STORE_UPDATE."),
            )
        self._client = SparqlClient(address)
        self._address = address.update
        self._root = workspace.paths.root
        self._by = workspace.who().name
        context = workspace.paths.context_files()
        self._superclasses = _superclasses(context)
        self._above = {
            str(kind).encode(): sorted(str(one).encode() for one in wider) for kind, wider in self._superclasses.items()
        }
        self._contents: dict[ox.NamedNode, _Content] = defaultdict(_Content)
        self._beside: dict[ox.NamedNode, set[bytes]] = defaultdict(set)
        self._digests: dict[ox.NamedNode, str] = {}
        self._read(workspace)
        self._held = published(self._client)
        self.plan = self._planned()

    def run(self, tell: Callable[[int, PublishStep], None], *, take_over: bool = False) -> None:
        """Do all of it.

        Args:
            tell: is told of each step before it is done, with how many were done.
            take_over: others who say that they are publishing to the server were broken off.

        Raises:
            RemoteStoreError: the server cannot be reached or refuses a step; those before it are done.
            MeanwhileError: somebody else publishes to the server, or has done so since it was looked at.
            WorkspaceError: another process publishes this folder to the same address.
        """
        if not self.plan.steps:
            return
        server = ClaimedServer(self._client, Claim.of(self._root, self._by))
        with (
            _one_publisher(self._root, self._address) as is_alone,
            server.held(is_alone=is_alone, take_over=take_over),
        ):
            if published(self._client) != self._held:
                raise server.changed(server.last_publisher())
            self._send(tell, server)

    def _send(self, tell: Callable[[int, PublishStep], None], server: ClaimedServer) -> None:
        sender = GraphSender(self._client, self._superclasses, dict(self._held))
        for done, step in enumerate(self.plan.steps):
            tell(done, step)
            server.check()
            after = {**sender.held, step.graph: step.digest}
            if step.action == "remove":
                del after[step.graph]
                sender.remove(step.graph, _revision(after))
            elif step.action == "add":
                sender.add(step.graph, self._triples(step.graph), _revision(sender.held))
            else:
                sender.replace(step.graph, self._triples(step.graph), step.digest, _revision(after))
        sender.note_revision(_revision(sender.held))
        server.note_publisher()

    # --- what there is

    def _read(self, workspace: Workspace) -> None:
        rules = repr((_DERIVED, sorted(self._above.items()))).encode()
        for path, graph in workspace.paths.graph_files():
            if graph is not None:
                self._contents[graph].files.append((path, graph))
                continue
            text = _nquads(path)
            own = ox.NamedNode(main_graph(text))
            self._contents[own].plan_file = path
            for line in lines_of(text, own.value, of_others=True):
                self._beside[ox.NamedNode(line[line.rindex(b"<") + 1 : line.rindex(b">")].decode())].add(line)
        for graph in {*self._contents, *self._beside}:
            content = self._contents.get(graph, _Content())
            parts = [read_file(path) for path, _graph in content.files]
            if content.plan_file is not None:
                parts.append(b"\n".join(lines_of(_nquads(content.plan_file), graph.value)))
            parts.append(b"\n".join(sorted(self._beside.get(graph, ()))))
            self._digests[graph] = digest_of(rules, *parts)
            for path, _graph in content.files:
                with damaged(path):
                    for _quad in ox.parse(read_edited(path), format=ox.RdfFormat.from_extension(path.suffix[1:])):
                        pass

    def _planned(self) -> PublishPlan:
        changed = [graph for graph, digest in self._digests.items() if self._held.get(graph) != digest]
        shared = sorted((graph for graph in changed if not graph.value.startswith(_PLAN)), key=str)
        plans = sorted((graph for graph in changed if graph.value.startswith(_PLAN)), key=str)
        gone = sorted(self._held.keys() - self._digests.keys(), key=str)
        steps: list[PublishStep] = []
        # What plans say of bodies is added before they come, and what no plan says any more goes after they went.
        if BODIES_GRAPH in shared and BODIES_GRAPH in self._held:
            steps.append(PublishStep("add", BODIES_GRAPH))
            shared.remove(BODIES_GRAPH)
            last = [PublishStep("replace", BODIES_GRAPH, self._digests[BODIES_GRAPH])]
        else:
            last = []
        steps += [
            PublishStep("replace", graph, self._digests[graph], graph not in self._held) for graph in (*shared, *plans)
        ]
        steps += [PublishStep("remove", graph) for graph in gone]
        return PublishPlan((*steps, *last), len(self._digests) - len(changed))

    def _triples(self, graph: ox.NamedNode) -> bytes:
        """The content of a graph as N-Triples, each line once."""
        content = self._contents.get(graph, _Content())
        lines: set[bytes] = set()
        nquads = [*self._beside.get(graph, ())]
        if content.plan_file is not None:
            nquads += lines_of(_nquads(content.plan_file), graph.value)
        lines |= {line for line in without_graph(b"\n".join(nquads), {}).splitlines() if line.strip()}
        for path, _graph in content.files:
            with damaged(path):
                triples = [
                    quad.triple
                    for quad in with_labels(
                        ox.parse(read_edited(path), format=ox.RdfFormat.from_extension(path.suffix[1:]))
                    )
                ]
            lines |= set((ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").splitlines())
        return b"".join(line + b"\n" for line in sorted(lines))


@contextmanager
def _one_publisher(root: Path, address: str) -> Iterator[bool]:
    """Hold a folder for one publisher to an address: two would mix on the server what is on its way; False where it cannot be held."""
    from filelock import FileLock, Timeout

    server = hashlib.blake2b(address.encode(), digest_size=8).hexdigest()
    lock = FileLock(root / ".cache" / f"publishing-{server}.lock", timeout=0)
    try:
        (root / ".cache").mkdir(exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise WorkspaceError(
            str(root), N_("is being published to this server by another process."), N_("Try again when it is done.")
        ) from error
    except OSError:  # a folder that can only be read has no lock
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def _nquads(path: Path) -> bytes:
    with damaged(path):
        return as_written_today(read_file(path))


def _superclasses(context: list[GraphFile]) -> dict[ox.NamedNode, set[ox.NamedNode]]:
    store = OxigraphStore()
    store.bulk_load(context)
    return store.superclasses()


def _revision(held: dict[ox.NamedNode, str]) -> str:
    """The revision of a server that holds some graphs."""
    lines = sorted(f"{graph} {digest}" for graph, digest in held.items())
    return hashlib.blake2b("\n".join(lines).encode(), digest_size=8).hexdigest()
