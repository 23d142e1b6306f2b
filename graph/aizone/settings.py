"""Settings: one frozen record, built where the program starts and passed on; the environment is not read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

from .errors import N_, UsageError

GraphBackend = Literal["networkx", "rustworkx", "parallel"]
GRAPH_BACKENDS: tuple[GraphBackend, ...] = get_args(GraphBackend)
"""What computes measures of networks: NetworkX itself, rustworkx (extra `graph`), or NetworkX by nx-parallel."""
BACKEND_VARIABLE = "AIZONE_BACKEND"
PACKAGE = Path(__file__).parent
SHIPPED_DATA = PACKAGE / "data"
ONTOLOGY = PACKAGE / "ontology"
WORKSPACE_VARIABLE = "AIZONE_WORKSPACE"
SERVICE_VARIABLE = "AIZONE_SERVICE_HOSTS"
LOG_BYTES_VARIABLE = "AIZONE_LOG_BYTES"
LOG_FILES_VARIABLE = "AIZONE_LOG_FILES"
_LOG_BYTES, _LOG_FILES = 8 * 2**20, 100
STORE_VARIABLE = "AIZONE_STORE"
STORE_UPDATE_VARIABLE = "AIZONE_STORE_UPDATE"
STORE_GRAPHS_VARIABLE = "AIZONE_STORE_GRAPHS"
_STORE_TIMEOUT_VARIABLE = "AIZONE_STORE_TIMEOUT"


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """A SPARQL 1.1 server that holds a published workspace.

    Args:
        query: the address that answers queries.
        update: the address that takes updates; '' when it is only read.
        graphs: the address of its graph store (Graph Store Protocol); '' when it has none.
        timeout_s: seconds to wait for an answer.
        user: a name for basic authentication.
        password: its password.
        token: a bearer token, instead of both.
    """

    query: str
    update: str = ""
    graphs: str = ""
    timeout_s: float = 60.0
    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


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
        log_bytes: a file of the log of writes that has this size is full, and the next one begins.
        log_files: full files of the log that are kept; the oldest go.
        graph_backend: what computes the measures of networks; their numbers are the same.
        store: a server that is asked instead of the files of the folder; None for the files.
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
    log_bytes: int = _LOG_BYTES
    log_files: int = _LOG_FILES
    graph_backend: GraphBackend = "networkx"
    store: StoreAddress | None = None


def settings_from(environ: Mapping[str, str], workspace: Path | str | None = None) -> Settings:
    """Settings for a program: a folder given by its caller, else AIZONE_WORKSPACE, else the shipped data.

    The hosts of AIZONE_SERVICE_HOSTS, separated by commas, may be asked by SERVICE; AIZONE_BACKEND computes measures of networks;
    AIZONE_LOG_BYTES and AIZONE_LOG_FILES bound the log of writes.

    Raises:
        UsageError: a bound is not a number from 1.
    """
    chosen = workspace or environ.get(WORKSPACE_VARIABLE)
    hosts = tuple(host for host in environ.get(SERVICE_VARIABLE, "").replace(" ", "").split(",") if host)
    backend = environ.get(BACKEND_VARIABLE) or GRAPH_BACKENDS[0]  # one that does not exist is refused where it is used
    return Settings(
        workspace=Path(chosen) if chosen else SHIPPED_DATA,
        service_hosts=hosts,
        log_bytes=number_from(environ, LOG_BYTES_VARIABLE, _LOG_BYTES),
        log_files=number_from(environ, LOG_FILES_VARIABLE, _LOG_FILES),
        graph_backend=cast("GraphBackend", backend),
    )


def store_from(
    environ: Mapping[str, str], query: str | None = None, update: str | None = None, graphs: str | None = None
) -> StoreAddress | None:
    """The server to ask: at an address given by the caller, else at that of AIZONE_STORE; None where neither is there.

    AIZONE_STORE_USER and AIZONE_STORE_PASSWORD, or AIZONE_STORE_TOKEN, open it; AIZONE_STORE_TIMEOUT says how many seconds to wait.

    Args:
        environ: the environment.
        query: the address that answers queries.
        update: the address that takes updates; AIZONE_STORE_UPDATE when None.
        graphs: the address of the graph store; AIZONE_STORE_GRAPHS when None.

    Raises:
        UsageError: an address is not one of a web server, or holds a password; the time is not a number.
    """
    asked = query or environ.get(STORE_VARIABLE)
    if not asked:
        return None
    seconds = environ.get(_STORE_TIMEOUT_VARIABLE) or "60"
    if not seconds.replace(".", "", 1).isdecimal() or float(seconds) <= 0:
        raise UsageError(_STORE_TIMEOUT_VARIABLE, N_("is not a number of seconds."), N_("Write for example 60."))
    return StoreAddress(
        _checked(asked),
        _checked(update or environ.get(STORE_UPDATE_VARIABLE) or ""),
        _checked(graphs or environ.get(STORE_GRAPHS_VARIABLE) or ""),
        float(seconds),
        environ.get("AIZONE_STORE_USER") or "",
        environ.get("AIZONE_STORE_PASSWORD") or "",
        environ.get("AIZONE_STORE_TOKEN") or "",
    )


def _checked(address: str) -> str:
    """An address, if a web server can have it; one with a password in it is never repeated."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        has_password, is_web = "@" in parts.netloc, parts.scheme in {"http", "https"} and bool(parts.hostname)
        _port = parts.port
    except ValueError:
        has_password, is_web = "@" in address, False
    if has_password:
        raise UsageError(
            "--store",
            N_("an address must not hold a name or password."),
            N_("Put them into AIZONE_STORE_USER and AIZONE_STORE_PASSWORD."),
        )
    if not is_web or not address.isascii() or any(char.isspace() for char in address):
        raise UsageError(address, N_("is not the address of a SPARQL server."), N_("Write https://host/sparql."))
    return address


def number_from(environ: Mapping[str, str], name: str, default: int) -> int:
    """The whole number of a variable; `default` where it is not set.

    Raises:
        UsageError: it is not a number from 1.
    """
    text = environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdecimal() or len(text) > 15 or int(text) < 1:
        raise UsageError(
            name, N_("'{value}' is not a number from 1."), N_("Correct it, or leave it out."), value=text[:40]
        )
    return int(text)
