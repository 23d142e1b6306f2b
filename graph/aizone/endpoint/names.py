"""The names under which a server is asked: those of requests that are answered, judged in one way for pages and for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers


def is_answered(headers: Headers, names: Sequence[str]) -> bool:
    """True if a request asks for one of the names, in one Host header, with a port or without.

    Args:
        headers: of the request.
        names: those that are answered, without port: 'localhost', '::1'; '*' for any, '*.example.org' for all below one.
    """
    hosts = headers.getlist("host")
    if len(hosts) != 1:
        return False
    try:
        parts = urlsplit(f"//{hosts[0]}")
        name, _port = parts.hostname, parts.port
    except ValueError:
        return False
    if name is None or parts.netloc != hosts[0] or parts.username is not None:
        return False
    name = name.removesuffix(".")  # 'localhost.' is localhost, from the root of all names
    return any(_is_meant(name, one.strip().lower().removesuffix(".").strip("[]")) for one in names)


def _is_meant(name: str, one: str) -> bool:
    return one in {"*", name} or (one.startswith("*.") and name.endswith(one[1:]))
