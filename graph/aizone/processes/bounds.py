"""Bounds that a process sets itself: memory, CPU time, and an end when its parent ends."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_SPARE_CPU_S = 2
_LOW = 10


def end_with(parent: int) -> None:
    """Have this process killed when its parent ends, whatever it is doing; on Linux only.

    Elsewhere a child that waits reads the end of its stream, and one at work is ended by its limit of CPU time.

    Args:
        parent: the process id of the parent; this process ends at once when it is gone already. It must have forked this
            process from its main thread: the signal comes when the thread ends.
    """
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def bound_memory(more: int) -> None:
    """Let this process take so many bytes of address space more than it has now; past that, allocating fails.

    Args:
        more: bytes.
    """
    if sys.platform == "win32":  # it has no such limit; the time limit holds there as well
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_address_space() + more,) * 2)


def bound_cpu(seconds: float, *, spare_s: int = _SPARE_CPU_S) -> None:
    """End this process when it has used so many seconds of CPU time from now on, also in the middle of a native call.

    Args:
        seconds: they are rounded up to whole ones, which is how the system counts.
        spare_s: seconds more: where the process that waits for the answer stops it in time, this limit is for a process whose answer
            is no longer waited for.
    """
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 1 + spare_s
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def lower_priority(pid: int) -> None:
    """Have a child of ours give way to other processes; it cannot go back.

    Args:
        pid: its process id; it has not been waited for, so that no other process can have this id.
    """
    if sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.setpriority(os.PRIO_PROCESS, pid, _LOW)


def resident_memory() -> int:
    """Bytes of memory that this process has; 0 where the system does not say."""
    return _memory(1)


def _address_space() -> int:
    return _memory(0)


def _memory(place: int) -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[place])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
