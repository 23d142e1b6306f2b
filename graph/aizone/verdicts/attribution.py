"""Who decides, and when, as decisions record it."""

from __future__ import annotations

import datetime
import getpass


def now() -> str:
    """This moment as decisions record it: ISO 8601, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def login() -> str:
    """Who works at this machine, as far as it knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
