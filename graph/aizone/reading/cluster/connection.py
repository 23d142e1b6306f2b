"""The connection to a scheduler: made, watched and ended, with words for what may be wrong with it."""

from __future__ import annotations

import contextlib
import logging
import math
import time
import warnings
from asyncio import CancelledError
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ...errors import N_, MissingExtraError, SchedulerError, UsageError
from ...version import __version__
from .address import scheduler_address

if TYPE_CHECKING:
    from distributed import Client, Future

WORKERS_WAIT_S = 60.0
"""Seconds that a scheduler may be without a worker, at the beginning or later, before reading is given up."""
_LOOK_S = 1.0
_DISTRIBUTION = "aizone-graph"
_PER_THREAD = 2
_SPARE = 2
_TRIES = 5


class Cluster:
    """A scheduler and its workers; see `connected`.

    Args:
        address: the scheduler's, in full.
        client: the connection to it.
        tell: called when it is without workers, with its address.
    """

    def __init__(self, address: str, client: Client, tell: Callable[[str], None]) -> None:
        self.address = address
        self._client = client
        self._tell = tell
        self._without_since: float | None = None
        self._room, self._counted = 0, -math.inf

    def submit(self, function: Callable[..., Any], *arguments: object, key: str) -> Future:
        """Have a function run by a worker."""
        return self._client.submit(function, *arguments, key=key, pure=False)

    def cancel(self, futures: list[Future]) -> None:
        """Forget tasks; those at work come to their end, unheard."""
        with contextlib.suppress(Exception):  # a scheduler that is gone has forgotten them already
            self._client.cancel(futures, force=True)

    def room(self) -> int:
        """The number of tasks to have under way, so that no worker waits for the next one."""
        if time.monotonic() - self._counted >= _LOOK_S:
            threads = sum(worker["nthreads"] for worker in self._workers().values())
            self._room, self._counted = threads * _PER_THREAD + _SPARE, time.monotonic()
        return self._room

    def wait(self, future: Future) -> None:
        """Wait until a task has ended in some way.

        Raises:
            SchedulerError: there has been no worker for long, or the scheduler is lost.
        """
        while not future.done():
            try:
                future.exception(timeout=_LOOK_S)
            except TimeoutError:
                self._look()
            except CancelledError:
                return

    def wait_for_workers(self) -> None:
        """Wait until there is a worker.

        Raises:
            SchedulerError: none has come in time.
        """
        while self._look() == 0:
            time.sleep(_LOOK_S / 4)

    def wait_for_scheduler(self) -> None:
        """Wait until the connection is there again, when it has broken.

        Raises:
            SchedulerError: it is not there in the time that Dask's configuration gives it.
        """
        while self._client.status == "connecting":
            time.sleep(_LOOK_S / 4)
        if self._client.status != "running":
            raise self.lost()

    def check_workers(self) -> None:
        """Compare the workers' aizone with this one.

        Raises:
            SchedulerError: one has another version, or none.
        """
        versions = self._client.get_versions(packages=[_DISTRIBUTION])
        here = versions["client"]["packages"][_DISTRIBUTION]
        for address, worker in versions["workers"].items():
            if not isinstance(worker, dict):  # it ended while it was asked
                continue
            there = worker["packages"][_DISTRIBUTION]
            if there is None:
                raise SchedulerError(
                    address,
                    N_("this worker has no aizone."),
                    N_(
                        "Install aizone-graph {version} with the same extras there: pip install 'aizone-graph[cluster,formats]=={version}'"
                    ),
                    version=__version__,
                )
            if there != here:
                raise self.other_version(address, there)

    def other_version(self, worker: str, version: str) -> SchedulerError:
        """The refusal of a worker whose aizone reads differently."""
        return SchedulerError(
            worker,
            N_("aizone is version {there} on this worker and {here} here, which may read plans differently."),
            N_("Install the same version on both."),
            there=version,
            here=__version__,
        )

    def lost(self) -> SchedulerError:
        """The scheduler is gone."""
        return SchedulerError(
            self.address,
            N_("the connection to the scheduler is lost."),
            N_(
                "Start the scheduler and its workers again, then run the command again: plans that are stored stay as they are."
            ),
        )

    def _workers(self) -> dict[str, dict[str, Any]]:
        for _again in range(_TRIES):
            try:
                return dict(self._client.scheduler_info()["workers"])
            except (OSError, RuntimeError, KeyError):  # the connection broke just now, perhaps unnoticed until here
                time.sleep(_LOOK_S / 4)
                self.wait_for_scheduler()
        raise self.lost()

    def _look(self) -> int:
        """The number of workers; tells once when there are none, and gives up when that lasts."""
        count = len(self._workers())
        if count:
            self._without_since = None
            return count
        now = time.monotonic()
        if self._without_since is None:
            self._without_since = now
            self._tell(self.address)
        if now - self._without_since >= WORKERS_WAIT_S:
            raise SchedulerError(
                self.address,
                N_("the scheduler has had no workers for {seconds} s."),
                N_("Start one with: dask worker {address}"),
                seconds=round(WORKERS_WAIT_S),
                address=self.address,
            )
        return count


@contextlib.contextmanager
def connected(address: str, tell: Callable[[str], None]) -> Iterator[Cluster]:
    """A connection to a scheduler that has workers with the same aizone.

    Args:
        address: where it listens: 'tcp://host:port', 'tls://host:port', or 'host:port'.
        tell: called when it has no workers, then or later, with its full address.

    Raises:
        UsageError: no scheduler can have that address, or it needs certificates that Dask's configuration does not name.
        MissingExtraError: Dask is not installed.
        SchedulerError: nothing answers there, no worker comes, or a worker has another aizone.
    """
    full = scheduler_address(address)
    client = _client(full)
    try:
        cluster = Cluster(full, client, tell)
        cluster.wait_for_workers()
        cluster.check_workers()
        yield cluster
    finally:
        with contextlib.suppress(Exception):  # nothing is to be had from a scheduler that cannot even be left
            client.close(timeout=_LOOK_S)


def _client(address: str) -> Client:
    try:
        import dask
        import distributed
        from dask.utils import parse_timedelta
    except ImportError as error:
        raise MissingExtraError("--scheduler", "cluster") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is wrong is said here, in one line
    for name in ("client", "core", "comm", "batched"):
        logging.getLogger(f"distributed.{name}").setLevel(logging.CRITICAL)
    if address.startswith("tls://") and not dask.config.get("distributed.comm.tls.ca-file", None):
        raise UsageError(
            f"--scheduler {address}",
            N_("an encrypted scheduler asks for certificates, and Dask's configuration names none."),
            N_("Set distributed.comm.tls.ca-file and distributed.comm.tls.client.cert and .key in ~/.config/dask."),
        )
    dask.config.set(
        {"distributed.admin.large-graph-warning-threshold": "1 GiB"}
    )  # files travel in tasks, few at a time
    seconds = parse_timedelta(dask.config.get("distributed.comm.timeouts.connect"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # other versions of libraries are no matter while aizone is the same
            return distributed.Client(address, timeout=seconds, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise SchedulerError(
            address,
            N_("no scheduler answered in {seconds} s."),
            N_("Check the address, and that 'dask scheduler' runs there."),
            seconds=f"{seconds:g}",
        ) from error
    except (RuntimeError, TypeError, ValueError) as error:
        raise SchedulerError(
            address,
            N_("Dask's configuration does not let this client connect ({detail})."),
            N_("Correct the settings of distributed.comm in ~/.config/dask."),
            detail=str(error)[:200],
        ) from error
