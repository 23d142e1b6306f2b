"""Reads files on the workers of a Dask scheduler; the only room that knows Dask (extra `cluster`).

    with connected("tcp://10.0.0.5:8786", tell) as cluster:
        ingest(workspace, paths, reader=ClusterReader(cluster))

The bytes of each file travel with its task, and so do the registries of the workspace, so that workers need nothing but aizone
itself. They read, and store nothing: what they found comes back, in the order of the files, to the one process that stores it.
"""

from __future__ import annotations

from .connection import Cluster, connected
from .reader import ClusterReader

__all__ = ["Cluster", "ClusterReader", "connected"]
