"""Settings of the endpoint: who may ask, under which names, and how much one client may ask at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

TOKEN_VARIABLE = "AIZONE_ENDPOINT_TOKEN"
CORS_VARIABLE = "AIZONE_ENDPOINT_CORS"
HOSTS_VARIABLE = "AIZONE_ENDPOINT_HOSTS"
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
        client_queries: queries of one client that run or wait at once.
    """

    token: str = ""
    cors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = _LOCAL
    max_rows: int = 1_000_000
    max_bytes: int = 2**30
    client_queries: int = 64


def endpoint_settings_from(environ: Mapping[str, str], host: str) -> EndpointSettings:
    """Settings for a server.

    Args:
        environ: AIZONE_ENDPOINT_TOKEN, AIZONE_ENDPOINT_CORS and AIZONE_ENDPOINT_HOSTS are read; lists are separated by commas.
        host: the address it listens on, which is also a name it may be asked for.
    """
    named = _listed(environ.get(HOSTS_VARIABLE, ""))
    own = f"[{host}]" if ":" in host else host
    hosts = named or (("*",) if host in EVERYWHERE else tuple(dict.fromkeys((own, *_LOCAL))))
    return EndpointSettings(
        token=environ.get(TOKEN_VARIABLE, ""), cors=_listed(environ.get(CORS_VARIABLE, "")), hosts=hosts
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.replace(" ", "").split(",") if part)
