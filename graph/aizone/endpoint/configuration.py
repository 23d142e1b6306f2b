"""Settings of the endpoint: who may ask, under which names, and how much one client may ask at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..settings import number_from
from .login import Login, login_from

TOKEN_VARIABLE = "AIZONE_ENDPOINT_TOKEN"
CORS_VARIABLE = "AIZONE_ENDPOINT_CORS"
HOSTS_VARIABLE = "AIZONE_ENDPOINT_HOSTS"
QUERIES_VARIABLE = "AIZONE_PERSON_QUERIES"
UPLOADS_VARIABLE = "AIZONE_PERSON_UPLOAD_MIB"
_QUERIES, _UPLOADS_MIB = 64, 2048
EVERYWHERE = frozenset({"0.0.0.0", "::"})
_LOCAL = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """Settings of the endpoint.

    Args:
        token: what a client must send as bearer token, or as password of any user; '' for no login.
        cors: origins whose pages may ask from a browser, `("*",)` for all; none unless named.
        hosts: names a client may ask for; `("*",)` for all.
        max_rows: rows or triples of an answer.
        max_bytes: of an answer.
        client_queries: queries of one person, or of one address without a login, that run or wait at once.
        upload_bytes: bytes of files that one person may give to the explorer in an hour.
        login: how a proxy in front says who asks; None for no login.
    """

    token: str = ""
    cors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = _LOCAL
    max_rows: int = 1_000_000
    max_bytes: int = 2**30
    client_queries: int = _QUERIES
    upload_bytes: int = _UPLOADS_MIB * 2**20
    login: Login | None = None


def endpoint_settings_from(environ: Mapping[str, str], host: str, *, login: Login | None = None) -> EndpointSettings:
    """Settings for a server.

    Args:
        environ: AIZONE_ENDPOINT_TOKEN, AIZONE_ENDPOINT_CORS, AIZONE_ENDPOINT_HOSTS, AIZONE_PERSON_QUERIES,
            AIZONE_PERSON_UPLOAD_MIB and those of a login are read; lists are separated by commas.
        host: the address it listens on, which is also a name it may be asked for.
        login: one that was made of them already.

    Raises:
        UsageError: a value is not valid, or a login is half set up.
    """
    named = _listed(environ.get(HOSTS_VARIABLE, ""))
    own = f"[{host}]" if ":" in host else host
    hosts = named or (("*",) if host in EVERYWHERE else tuple(dict.fromkeys((own, *_LOCAL))))
    return EndpointSettings(
        token=environ.get(TOKEN_VARIABLE, ""),
        cors=_listed(environ.get(CORS_VARIABLE, "")),
        hosts=hosts,
        client_queries=number_from(environ, QUERIES_VARIABLE, _QUERIES),
        upload_bytes=number_from(environ, UPLOADS_VARIABLE, _UPLOADS_MIB) * 2**20,
        login=login or login_from(environ),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.replace(" ", "").split(",") if part)
