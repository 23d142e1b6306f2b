"""Bounded child processes: untrusted work runs in one, and is killed when it passes its time or memory."""

from __future__ import annotations

from .child import ChildEndedError, ChildProcess, ChildTimeoutError, Limits
from .following import follow, tell_parent
from .serving import serve

__all__ = ["ChildEndedError", "ChildProcess", "ChildTimeoutError", "Limits", "follow", "serve", "tell_parent"]
