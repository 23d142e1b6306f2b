"""Shares the pieces of one long task out among all cores, by forks of this process, which see all that it has read."""

from __future__ import annotations

import os
import select
import socket
import struct
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import partial
from typing import TypeVar

from .nursery import end, fork

_Piece = TypeVar("_Piece")
_DONE = struct.Struct("!I")


def shared_out(
    pieces: Sequence[_Piece], work: Callable[[_Piece], None], *, workers: int | None = None
) -> Iterator[_Piece]:
    """Do the work of each piece, and yield the piece when it is done.

    What a fork could not do is done again in this process, so that its error is raised here.

    Args:
        pieces: what to do; doing one twice does no harm.
        work: leaves its result in a file.
        workers: processes at most; as many as this process may use cores when None.
    """
    most = min(len(pieces), workers or _cores())
    if most < 2 or not hasattr(os, "fork") or threading.current_thread() is not threading.main_thread():
        done: set[int] = set()
    else:
        done = yield from _forked(pieces, work, most)
    for place, piece in enumerate(pieces):
        if place not in done:
            work(piece)
            yield piece


def _forked(
    pieces: Sequence[_Piece], work: Callable[[_Piece], None], workers: int
) -> Generator[_Piece, None, set[int]]:
    """Have forks do the pieces, each every n-th of them; returns the places of those that were done."""
    started: dict[socket.socket, int] = {}
    done: set[int] = set()
    try:
        for first in range(workers):
            ours, theirs = socket.socketpair()
            with theirs:
                places = range(first, len(pieces), workers)
                started[ours] = fork(partial(_work, pieces, work, places), theirs, [*started, ours])
        waiting = list(started)
        while waiting:
            for ours in select.select(waiting, [], [])[0]:
                told = ours.recv(_DONE.size, socket.MSG_WAITALL)
                if len(told) < _DONE.size:
                    waiting.remove(ours)
                    continue
                (place,) = _DONE.unpack(told)
                done.add(place)
                yield pieces[place]
    finally:
        for ours, pid in started.items():
            end(pid)
            ours.close()
    return done


def _work(pieces: Sequence[_Piece], work: Callable[[_Piece], None], places: Sequence[int], told: socket.socket) -> None:
    for place in places:
        work(pieces[place])
        told.sendall(_DONE.pack(place))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
