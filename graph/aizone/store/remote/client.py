"""Requests to a SPARQL 1.1 server, and what can go wrong with them in words.

Queries are sent again when the server is busy or the connection breaks, but not when they took too long: the server may be at work
on them still. Updates are never sent again, because it is not known then how far the first one came. Names and passwords are in the headers alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self
from urllib.parse import urlencode

from ...errors import N_, MissingExtraError, QueryError, QueryLimitError, RemoteStoreError
from ...settings import StoreAddress
from ..base import Dataset

try:
    import urllib3
    from urllib3.exceptions import (
        HTTPError,
        MaxRetryError,
        NewConnectionError,
        ProtocolError,
        ReadTimeoutError,
        TimeoutError,
    )
except ModuleNotFoundError as error:
    raise MissingExtraError("--store", "remote") from error

if TYPE_CHECKING:
    from urllib3.connectionpool import ConnectionPool

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.5"
_BUSY = (429, 503)
_CONNECT_S = 10.0
_TRIES = 5
_BACK_OFF_S = 0.5
_LONGEST_WAIT_S = 20
_MOST_WORDS = 200
# "('Connection aborted.', [Errno 111] Connection refused)": what the system said
_SYSTEM = re.compile(r"\[Errno -?\d+\] ([^()'\"]+)")
# "('Connection broken: IncompleteRead(1463 bytes read)', IncompleteRead(1463 bytes read))": how far it came
_CAME = re.compile(r"IncompleteRead\(((?!0 )\d+ bytes read[^()]*)\)")
# '<html><body><h1>502 Bad Gateway</h1>': a page of a proxy, of which the words are shown
_TAGS = re.compile(r"<[^>]*>")

Answered = urllib3.BaseHTTPResponse


class BrokenOffError(RemoteStoreError):
    """An answer, or the connection before it, that a server broke off."""


class _Again(urllib3.Retry):
    """When a query is sent again: not when the server has been given its time."""

    def increment(
        self,
        method: str | None = None,
        url: str | None = None,
        response: urllib3.BaseHTTPResponse | None = None,
        error: Exception | None = None,
        _pool: ConnectionPool | None = None,
        _stacktrace: TracebackType | None = None,
    ) -> Self:
        """The tries that are left after a failure."""
        if isinstance(error, ReadTimeoutError):
            raise error
        return super().increment(method, url, response, error, _pool, _stacktrace)


class SparqlClient:
    """Sends queries, updates and graphs to one server; safe to share between threads.

    Args:
        address: the server's addresses, and what opens them.
        back_off_s: seconds before a query is sent a third time; twice as long each time after.
    """

    def __init__(self, address: StoreAddress, *, back_off_s: float = _BACK_OFF_S) -> None:
        self.address = address
        self._web = urllib3.PoolManager(
            maxsize=8,
            headers=_headers(address),
            timeout=urllib3.Timeout(connect=min(_CONNECT_S, address.timeout_s), read=address.timeout_s),
        )
        self._again = _Again(
            total=_TRIES,
            connect=2,
            redirect=0,
            allowed_methods=None,
            status_forcelist=_BUSY,
            backoff_factor=back_off_s,
            backoff_max=_LONGEST_WAIT_S,
            retry_after_max=_LONGEST_WAIT_S,
            raise_on_redirect=False,
            raise_on_status=False,
        )

    def query(self, text: str, dataset: Dataset, accept: str, *, whole: bool = True) -> Answered:
        """The response to a query.

        Args:
            text: the query.
            dataset: the graphs it asks.
            accept: the forms in which the answer may come.
            whole: read the answer before it is returned; it is asked for again when the connection breaks in the middle.

        Raises:
            QueryError: the server refuses the query.
            RemoteStoreError: it cannot be reached, or does not answer as it should.
        """
        fields = [
            ("query", text),
            *(("default-graph-uri", iri) for iri in dataset.default),
            *(("named-graph-uri", iri) for iri in dataset.named),
        ]
        with in_words(self.address.query, self.address.timeout_s):
            response = self._web.request(
                "POST",
                self.address.query,
                body=urlencode(fields).encode(),
                headers={**self._web.headers, "Content-Type": "application/x-www-form-urlencoded", "Accept": accept},
                retries=self._again,
                preload_content=whole,
            )
        if response.status != 200:
            with in_words(self.address.query, self.address.timeout_s):
                said = _words(response)
            if response.status == 400:
                raise QueryError("query", N_("is refused by the server: {detail}"), "", detail=said)
            _fail(self.address.query, response, said)
        return response

    def update(self, text: str) -> None:
        """Send an update.

        Raises:
            RemoteStoreError: there is no address for updates, the server cannot be reached, or refuses it.
        """
        if not self.address.update:
            raise RemoteStoreError(
                self.address.query,
                N_("cannot be written to: no address for updates is given."),
                N_("Name it with --store-update or AIZONE_STORE_UPDATE."),
            )
        self._send("POST", self.address.update, text.encode(), "application/sparql-update")

    def put_graph(self, graph: str, triples: bytes) -> None:
        """Replace a named graph by way of the graph store.

        Args:
            graph: its IRI.
            triples: as N-Triples.

        Raises:
            RemoteStoreError: the server cannot be reached, or refuses it.
        """
        address = self.address.graphs
        whole = f"{address}{'&' if '?' in address else '?'}{urlencode({'graph': graph})}"
        self._send("PUT", whole, triples, "application/n-triples")

    def _send(self, method: str, address: str, body: bytes, kind: str) -> None:
        shown = address.partition("?")[0]
        with in_words(shown, self.address.timeout_s):
            response = self._web.request(
                method,
                address,
                body=body,
                headers={**self._web.headers, "Content-Type": f"{kind}; charset=utf-8"},
                retries=urllib3.Retry(0, redirect=0, raise_on_redirect=False),
            )
        if response.status not in (200, 201, 202, 204):
            _fail(shown, response, _words(response))


@contextmanager
def in_words(address: str, seconds: float) -> Iterator[None]:
    """Turn what the web library raises into an error that says what happened to an address."""
    try:
        yield
    except HTTPError as error:
        raise _failed(address, seconds, error) from error


def broken_answer(address: str, error: Exception) -> RemoteStoreError:
    """The error for an answer that is not what a SPARQL server gives."""
    return RemoteStoreError(
        address,
        N_("does not answer as a SPARQL server does ({detail})."),
        N_("Check the address: it is that of the query service, not of its web page."),
        detail=_short(str(error)),
    )


def _failed(address: str, seconds: float, error: HTTPError) -> RemoteStoreError | QueryLimitError:
    cause: object = error.reason if isinstance(error, MaxRetryError) else error
    if isinstance(cause, TimeoutError) and not isinstance(cause, NewConnectionError):
        return RemoteStoreError(
            address,
            N_("has not answered within {seconds} seconds."),
            N_("Ask for less, or wait longer: AIZONE_STORE_TIMEOUT, in seconds."),
            seconds=f"{seconds:g}",
        )
    if isinstance(cause, ProtocolError) and not isinstance(cause, NewConnectionError):
        return BrokenOffError(address, N_("broke off its answer ({detail})."), N_("Ask again."), detail=_reason(cause))
    return RemoteStoreError(
        address,
        N_("cannot be reached ({detail})."),
        N_("Check the address, the network, and that the server runs."),
        detail=_reason(cause),
    )


def _reason(cause: object) -> str:
    """The end of what the web library says, without its own objects: 'Connection refused'."""
    found = _SYSTEM.search(str(cause)) or _CAME.search(str(cause))
    return _short(found[1] if found else str(cause).rsplit(": ", 1)[-1].strip(" ()'\""))


def _fail(address: str, response: Answered, said: str) -> NoReturn:
    status = response.status
    if status in (401, 403):
        raise RemoteStoreError(
            address,
            N_("asks for a name and a password, or does not accept those it was given ({status})."),
            N_("Set AIZONE_STORE_USER and AIZONE_STORE_PASSWORD, or AIZONE_STORE_TOKEN."),
            status=status,
        )
    if status == 404:
        raise RemoteStoreError(
            address, N_("is an address at which that server has nothing."), N_("Check the path of the address.")
        )
    if 300 <= status < 400:
        raise RemoteStoreError(
            address,
            N_("sends to another address: {place}"),
            N_("If you trust it, name that one."),
            place=_short((response.headers.get("Location") or "?").partition("?")[0]),
        )
    if status in _BUSY:
        raise RemoteStoreError(address, N_("is too busy ({status})."), N_("Try again later."), status=status)
    raise RemoteStoreError(
        address, N_("has failed ({status}): {detail}"), N_("Its log says more."), status=status, detail=said
    )


def _headers(address: StoreAddress) -> dict[str, str]:
    held = {"User-Agent": "aizone"}
    if address.token:
        return {**held, "Authorization": f"Bearer {address.token}"}
    if address.user or address.password:
        signed = urllib3.make_headers(basic_auth=f"{address.user}:{address.password}".encode().decode("latin-1"))
        return {**held, **signed}
    return held


def _words(response: Answered) -> str:
    """The words of an error's page, in one line."""
    said: bytes = response.data
    response.release_conn()
    return _short(_TAGS.sub(" ", said.decode("utf-8", "replace"))) or str(response.status)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _MOST_WORDS else line[: _MOST_WORDS - 1] + "…"
