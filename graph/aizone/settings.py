"""Settings: one frozen record, built where the program starts and passed on; the environment is not read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

GraphBackend = Literal["networkx", "rustworkx", "parallel"]
GRAPH_BACKENDS: tuple[GraphBackend, ...] = get_args(GraphBackend)
"""What computes measures of networks: NetworkX itself, rustworkx (extra `graph`), or NetworkX by nx-parallel."""
BACKEND_VARIABLE = "AIZONE_BACKEND"
PACKAGE = Path(__file__).parent
SHIPPED_DATA = PACKAGE / "data"
ONTOLOGY = PACKAGE / "ontology"
WORKSPACE_VARIABLE = "AIZONE_WORKSPACE"
SERVICE_VARIABLE = "AIZONE_SERVICE_HOSTS"


@dataclass(frozen=True, slots=True)
class Settings:
    """The place of a workspace and the limits of its queries.

    Args:
        workspace: the data folder.
        ontology: the folder of the ontology, its schemes and shapes.
        query_timeout_s: seconds an untrusted query may run.
        query_max_rows: rows an untrusted query may return.
        query_max_bytes: bytes that the answer of an untrusted query may have.
        query_memory_bytes: memory that the process of an untrusted query may take beyond the graph.
        query_workers: untrusted queries that run at once; the others wait for their turn.
        query_wait_s: seconds that an untrusted query waits for its turn before it is refused.
        service_hosts: hosts that SERVICE in a query may ask; none unless named, for example `("query.wikidata.org",)`.
        in_memory_bytes: a workspace whose files are larger is served from a store on disk.
        graph_backend: what computes the measures of networks; their numbers are the same.
    """

    workspace: Path = SHIPPED_DATA
    ontology: Path = ONTOLOGY
    query_timeout_s: float = 10.0
    query_max_rows: int = 100_000
    query_max_bytes: int = 64 * 2**20
    query_memory_bytes: int = 2**30
    query_workers: int = 4
    query_wait_s: float = 30.0
    service_hosts: tuple[str, ...] = ()
    in_memory_bytes: int = 48 * 2**20
    graph_backend: GraphBackend = "networkx"


def settings_from(environ: Mapping[str, str], workspace: Path | str | None = None) -> Settings:
    """Settings for a program: a folder given by its caller, else AIZONE_WORKSPACE, else the shipped data.

    The hosts of AIZONE_SERVICE_HOSTS, separated by commas, may be asked by SERVICE; AIZONE_BACKEND computes measures of networks.
    """
    chosen = workspace or environ.get(WORKSPACE_VARIABLE)
    hosts = tuple(host for host in environ.get(SERVICE_VARIABLE, "").replace(" ", "").split(",") if host)
    backend = environ.get(BACKEND_VARIABLE) or GRAPH_BACKENDS[0]  # one that does not exist is refused where it is used
    return Settings(
        workspace=Path(chosen) if chosen else SHIPPED_DATA,
        service_hosts=hosts,
        graph_backend=cast("GraphBackend", backend),
    )
