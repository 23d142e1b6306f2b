"""Bounded child processes: untrusted work runs in one, and is killed when it passes its time or memory."""

from __future__ import annotations

from .bounds import bound_cpu, bound_memory, resident_memory
from .child import Child, ChildEndedError, ChildProcess, ChildTimeoutError, Limits
from .following import follow, tell_parent
from .forked import ForkedChild, can_fork
from .kept import KeptChildren, Started
from .nursery import Forks, Nursery, Worker, Workers, run_nursery
from .serving import serve
from .sharing import shared_out
from .spawned import Spawns, run_spawned

__all__ = [
    "Child",
    "ChildEndedError",
    "ChildProcess",
    "ChildTimeoutError",
    "ForkedChild",
    "Forks",
    "KeptChildren",
    "Limits",
    "Nursery",
    "Spawns",
    "Started",
    "Worker",
    "Workers",
    "bound_cpu",
    "bound_memory",
    "can_fork",
    "follow",
    "resident_memory",
    "run_nursery",
    "run_spawned",
    "serve",
    "shared_out",
    "tell_parent",
]
