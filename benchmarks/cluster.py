"""Reading on a cluster: the same files read by this machine alone and by 1, 2 and 4 workers, and the cost of a plan by stage.

The workers are processes of this machine, so they share its cores: with fewer cores than workers, or a busy machine, throughput by
the clock says little, and the client's CPU time is what tells how many workers one client can keep busy.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from aizone.documents.apart import close_readers
from aizone.reading.cluster import ClusterReader, connected
from aizone.reading.files import FileReader
from aizone.reading.ingest import ingest
from aizone.settings import Settings
from aizone.workspace import Workspace

from .plan_text import plan_text

_PLANS = 24
_CHARACTERS = 15_000
_WORKERS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class _Run:
    """An ingest: seconds by the clock, CPU seconds of this process and of the children it ended, bytes that were stored."""

    seconds: float
    cpu_s: float
    children_cpu_s: float
    stored: int


def main() -> None:
    """Print plans per minute, and CPU seconds per plan."""
    try:
        from distributed import LocalCluster
    except ImportError:
        print("cluster: Dask is not installed (extra: cluster)")
        return
    print(f"cluster: {_PLANS} plans of {_CHARACTERS:,} characters, {os.cpu_count()} cores")
    for kind, write in (("text", _text), ("PDF", _pdf)):
        with tempfile.TemporaryDirectory() as folder:
            files = [write(Path(folder), number) for number in range(_PLANS)]
            size = sum(path.stat().st_size for path in files) / _PLANS
            local = _run(files, Path(folder) / "local", None)
            print(f"  {kind}, {size / 1000:.0f} kB a file, {local.stored / _PLANS / 1e6:.1f} MB stored for a plan")
            _say("this machine alone", local, local)
            for count in _WORKERS:
                with (
                    LocalCluster(
                        n_workers=count,
                        threads_per_worker=1,
                        host="127.0.0.1",
                        dashboard_address=":0",
                        silence_logs=50,
                        local_directory=folder,
                    ) as workers,
                    connected(workers.scheduler_address, lambda _address: None) as cluster,
                ):
                    workers.wait_for_workers(count)
                    _run(files[: 2 * count], Path(folder) / "warm", lambda to: ClusterReader(cluster, to))
                    run = _run(files, Path(folder) / f"with-{count}", lambda to: ClusterReader(cluster, to))
                _say(f"{count} worker{'s'[: count - 1]}", run, local)


def _say(how: str, run: _Run, local: _Run) -> None:
    print(
        f"    {how:<19} {60 * _PLANS / run.seconds:6.0f} plans a minute ({local.seconds / run.seconds:4.2f} times), "
        f"a plan costs this process {1000 * run.cpu_s / _PLANS:4.0f} ms of CPU"
        + (f" and its children {1000 * run.children_cpu_s / _PLANS:4.0f} ms" if run is local else "")
    )


def _run(files: list[Path], folder: Path, reader: Callable[[Workspace], FileReader] | None) -> _Run:
    folder.mkdir()
    workspace = Workspace(Settings(workspace=folder))
    close_readers()
    began, cpu, before = time.perf_counter(), time.process_time(), os.times()
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        failed = [
            result
            for result in ingest(workspace, files, reader=reader(workspace) if reader else None)
            if result.change != "new"
        ]
        if failed:
            raise SystemExit(f"cluster: {failed[0].path} was not read: {failed[0].error}")
        seconds, cpu_s = time.perf_counter() - began, time.process_time() - cpu
        close_readers()  # what its children used counts when they have ended
        after = os.times()
        stored = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        children = after.children_user + after.children_system - before.children_user - before.children_system
    return _Run(seconds, cpu_s, children, stored)


def _words(number: int) -> str:
    return plan_text(_CHARACTERS, seed=number).replace("云江市产业发展", f"云江市第{number}类产业发展")


def _text(folder: Path, number: int) -> Path:
    path = folder / f"{number}.txt"
    path.write_text(_words(number), "utf-8")
    return path


def _pdf(folder: Path, number: int) -> Path:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    data = io.BytesIO()
    canvas = Canvas(data, invariant=True)
    height = 0
    for paragraph in _words(number).splitlines():
        for line in (paragraph[at : at + 36] for at in range(0, len(paragraph), 36)):
            if height < 80:
                canvas.showPage()
                canvas.setFont("STSong-Light", 12)
                height = 760
            canvas.drawString(80, height, line)
            height -= 20
    canvas.save()
    path = folder / f"{number}.pdf"
    path.write_bytes(data.getvalue())
    return path
