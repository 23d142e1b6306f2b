"""A worker of `test_cluster`, forked from a process that has read the libraries: a test starts more than a dozen of them."""

import os

import dask.config
from distributed.cli import dask_worker

import aizone.reading.cluster.task  # noqa: F401  every worker needs it


def run(words, environment):
    """The command `dask worker` with these words, silent, in an environment of its own; it ends with the process."""
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 2)
    os.environ.update(environment)
    dask.config.refresh()
    dask_worker.main(words)
