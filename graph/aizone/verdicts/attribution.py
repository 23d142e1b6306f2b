"""Attribution: the person, time and reason that every decision records."""

from __future__ import annotations

import datetime
import getpass
import os
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attribution:
    """Says who decided, when (ISO 8601 date and time) and for which reason.

    `account` is the account of the system that recorded it, where that has another name than the person: anybody at the machine can give any
    name, so a name that no login vouches for does not stand without it.
    """

    by: str
    when: str
    why: str | None = None
    account: str | None = field(default=None, compare=False)  # how it was recorded, not what was decided

    @property
    def signed(self) -> str:
        """The person as lists show them, with the account that recorded it where that is another.

        Examples:
            >>> Attribution("li.na", "2026-01-02T03:04:05Z").signed
            'li.na'
            >>> Attribution("li.na", "2026-01-02T03:04:05Z", account="wang").signed
            'li.na (wang)'
        """
        return f"{self.by} ({self.account})" if self.account else self.by


def now() -> str:
    """This moment as decisions record it: ISO 8601, UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def login() -> str:
    """The account of the person who works at this machine: what the system says, not what the environment says."""
    if hasattr(os, "getuid"):
        import pwd

        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:  # in a container, an account may have a number and no name
            return f"uid-{os.getuid()}"
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
