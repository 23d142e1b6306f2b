"""Ports of the loopback for servers that are told theirs before they open it.

A port that the system hands out for the asking may be handed to another process as soon as it is closed, so these lie below those that
it hands out, and each process of the tests begins at a place of its own.
"""

import os
import socket

_LOWEST, _HIGHEST = 15_000, 32_000
_APART = 97
_count = _HIGHEST - _LOWEST
_taken = 0


def free_port():
    """A port on which nothing listens; each is given once by a process."""
    global _taken
    for _time in range(_count):
        port = _LOWEST + (os.getpid() * _APART + _taken) % _count
        _taken += 1
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise OSError("every port that tests may use is taken")
