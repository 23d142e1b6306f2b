"""The address of a scheduler, as people write it."""

from __future__ import annotations

from urllib.parse import urlsplit

from ...errors import N_, UsageError

_SCHEMES = ("tcp", "tls")
_PORT = 8786
"""Where Dask's schedulers listen unless told otherwise."""


def scheduler_address(text: str) -> str:
    """An address in full: with its scheme and port.

    Raises:
        UsageError: no scheduler can have it.

    Examples:
        >>> scheduler_address("10.0.0.5"), scheduler_address("tls://reader.example.org:9000")
        ('tcp://10.0.0.5:8786', 'tls://reader.example.org:9000')
        >>> scheduler_address("[::1]:8786")
        'tcp://[::1]:8786'
    """
    written = text if "://" in text else f"tcp://{text}"
    try:
        parts = urlsplit(written)
        port = _PORT if parts.port is None else parts.port
        host = parts.hostname or ""
    except ValueError:
        parts, port, host = urlsplit(""), 0, ""
    is_bare = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
    is_word = host.isascii() and host.isprintable() and not any(char.isspace() for char in host)
    if parts.scheme not in _SCHEMES or not host or not is_word or not is_bare or port == 0:
        raise UsageError(
            f"--scheduler {text[:80]}",
            N_("is not the address of a Dask scheduler."),
            N_("Write tcp://HOST:PORT, or tls://HOST:PORT for an encrypted one."),
        )
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"
