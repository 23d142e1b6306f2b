"""Attribution: the person, time and reason that every decision records."""

from __future__ import annotations

import datetime
import getpass
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attribution:
    """Says who decided, when (ISO 8601 date and time) and for which reason."""

    by: str
    when: str
    why: str | None = None


def now() -> str:
    """This moment as decisions record it: ISO 8601, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def login() -> str:
    """The name of the person who works at this machine, as far as it knows."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
