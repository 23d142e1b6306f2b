"""`ingest --scheduler`: files read by worker processes of a cluster on the loopback, one of which may die at any moment."""

import asyncio
import functools
import json
import multiprocessing
import sys
import threading
import types
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from aizone.cli import main
from aizone.documents.worker import Failure
from aizone.errors import MissingExtraError, SchedulerError, UsageError
from aizone.iri import mint
from aizone.reading.cluster import ClusterReader, connected, connection, reader
from aizone.reading.cluster.address import scheduler_address
from aizone.reading.cluster.knowledge import pack, unpack
from aizone.reading.ingest import ingest
from aizone.reading.knowledge import load_knowledge
from aizone.settings import Settings
from aizone.verdicts.attribution import Attribution
from aizone.verdicts.names import Decision
from aizone.workspace import Workspace
from tests.bounds import PATIENCE_S
from tests.conftest import EXAMPLE
from tests.flow.test_split_plans import BODY

pytestmark = pytest.mark.skipif(not find_spec("distributed"), reason="Dask is not installed")

WORKERS = 2
FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["tests.reading.cluster_worker"])
PRELOAD = Path(__file__).with_name("cluster_preload.py")


@contextmanager
def local_cluster(folder, workers, *, environment=None, **options):
    """A scheduler in this process and workers in their own, all on the loopback; a worker that dies is started again."""
    import dask
    import distributed

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 1, "temporary-directory": str(folder)}),
        distributed.LocalCluster(
            n_workers=0, host="127.0.0.1", dashboard_address=":0", silence_logs=50, **options
        ) as cluster,
    ):
        supervisor = Supervisor(cluster.scheduler_address, folder, environment or {})
        for _one in range(workers):
            supervisor.start()
        try:
            cluster.supervisor = supervisor
            yield cluster
        finally:
            supervisor.stop()


class Supervisor:
    """Starts workers, and starts each again that ends, as a service manager would; Dask's own nanny does so only after a while."""

    def __init__(self, address, folder, environment):
        words = [address, "--no-nanny", "--no-dashboard", "--nthreads", "1"]
        self._words = [*words, "--local-directory", str(folder), "--preload", str(PRELOAD)]
        self._environment = environment
        self._stopping = threading.Event()
        self._threads, self._processes = [], []

    def start(self):
        thread = threading.Thread(target=self._keep_up)
        thread.start()
        self._threads.append(thread)

    def stop(self):
        self._stopping.set()
        for process in self._processes:
            process.kill()
        for thread in self._threads:
            thread.join()

    def _keep_up(self):
        from tests.reading import cluster_worker

        while not self._stopping.is_set():
            process = FORKING.Process(target=cluster_worker.run, args=(self._words, self._environment))
            process.start()
            self._processes.append(process)
            if self._stopping.is_set():
                process.kill()
            process.join()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    marks = {"AIZONE_TEST_MARKS": str(tmp_path_factory.mktemp("marks"))}
    with local_cluster(tmp_path_factory.mktemp("cluster"), WORKERS, environment=marks) as cluster:
        yield cluster


@pytest.fixture
def address(cluster):
    """The address of the scheduler, once both workers are there: one may be starting, for the first time or again."""
    import distributed

    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        client.wait_for_workers(WORKERS, timeout=PATIENCE_S)
    return cluster.scheduler_address


@pytest.fixture
def run(capsysbinary):
    def call(*words):
        code = main([*(str(word) for word in words), "--lang", "en"])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def _plan(kind, more=""):
    return f"云江市{kind}行动方案（2025年）\n{BODY}{more}"


@pytest.fixture
def folder(tmp_path):
    """Eight plans in six files, one of which is a copy, and a file that holds none."""
    files = tmp_path / "files"
    files.mkdir()
    (files / "a.txt").write_bytes(EXAMPLE.read_bytes())
    (files / "b-copy.txt").write_bytes(EXAMPLE.read_bytes())
    (files / "c.txt").write_text("只有一句话。", "utf-8")
    (files / "d.md").write_text(
        "".join(f"{n}. {_plan(kind)}" for n, kind in ((1, "数据流通"), (2, "智能制造"))), "utf-8"
    )
    for name, kind in (("e", "绿色建筑"), ("f", "冷链物流"), ("g", "社区养老")):
        (files / f"{name}.txt").write_text(_plan(kind), "utf-8")
    return files


def _stored(workspace):
    return {path.relative_to(workspace): path.read_bytes() for path in sorted((workspace / "plans").iterdir())} | {
        path.relative_to(workspace): path.read_bytes() for path in sorted((workspace / "sources").iterdir())
    }


def test_a_cluster_stores_and_says_what_this_machine_would(run, folder, tmp_path, address):
    here, there = tmp_path / "here", tmp_path / "there"
    for more in ((), ("--format", "json"), ("--facts-only", "--order-leads", "always", "--source", "x", "--dry-run")):
        local = run("ingest", folder, "--workspace", here, *more)
        assert run("ingest", folder, "--workspace", there, "--scheduler", address, *more) == local
        assert local[0] == 1
    assert _stored(here) == _stored(there)
    assert len(list((there / "plans").glob("*.nq"))) == 6


def test_registries_of_the_workspace_travel_with_the_files(run, folder, tmp_path, address):
    mine = tmp_path / "mine"
    (mine / "units").mkdir(parents=True)
    registry = (Settings().workspace / "units" / "yunjiang.ttl").read_text("utf-8")
    (mine / "units" / "yunjiang.ttl").write_text(registry.replace("科学技术局", "科学创新局"), "utf-8")
    assert run("ingest", folder / "a.txt", "--workspace", mine, "--scheduler", address)[0] == 0
    shared = pack(Workspace(Settings(workspace=mine)), "auto")
    knowledge = unpack(shared)
    assert any(unit.label == "云江市科学创新局" for unit in knowledge.registry.units.values())
    assert knowledge is unpack(shared)
    assert (
        knowledge.registry.places.keys() == load_knowledge(Workspace(Settings(workspace=mine))).registry.places.keys()
    )


def test_a_worker_that_dies_costs_no_plan_and_doubles_none(run, folder, tmp_path, address):
    for name in "ef":
        path = folder / f"{name}.txt"
        path.write_text(path.read_text("utf-8") + "\nKILL-ONCE", "utf-8")
    here, there = tmp_path / "here", tmp_path / "there"
    local = run("ingest", folder, "--workspace", here)
    assert run("ingest", folder, "--workspace", there, "--scheduler", address)[:2] == local[:2]
    assert _stored(here) == _stored(there)


def test_a_file_that_kills_its_workers_is_one_line_and_the_rest_is_read(run, folder, tmp_path, address):
    (folder / "b-killer.txt").write_text(_plan("坏文件") + "KILL-ALWAYS", "utf-8")
    (folder / "c-fails.txt").write_text(_plan("坏程序") + "FAIL-ALWAYS", "utf-8")
    code, out, err = run("ingest", folder, "--workspace", tmp_path / "mine", "--scheduler", address)
    assert code == 1
    assert err.count("aizone: ") == 0
    assert f"failed: {folder / 'b-killer.txt'}: cannot be read: 2 workers of the cluster ended" in out
    assert f"failed: {folder / 'c-fails.txt'}: cannot be read: the worker failed (ZeroDivisionError" in out
    assert out.count("new: ") == 6
    assert out.count("failed: ") == 3


def test_an_interrupt_leaves_whole_plans_and_a_cluster_that_goes_on(run, folder, tmp_path, address, monkeypatch):
    names = []

    def interrupting(*words, progress, **options):
        def step(path):
            names.append(path.name)
            if len(names) == 4:
                raise KeyboardInterrupt

        return ingest(*words, progress=step, **options)

    monkeypatch.setattr("aizone.cli.commands.ingesting.ingest", interrupting)
    code, out, err = run("ingest", folder, "--workspace", tmp_path / "mine", "--scheduler", address)
    assert code == 130
    assert "Interrupted" in err
    assert out.count("new: ") == 1
    monkeypatch.undo()
    assert names == ["a.txt", "b-copy.txt", "c.txt", "d.md"]
    assert run("validate", "--workspace", tmp_path / "mine")[0] == 0
    assert run("ingest", folder / "e.txt", "--workspace", tmp_path / "mine", "--scheduler", address)[0] == 0


def test_what_somebody_decides_meanwhile_is_read_again(folder, tmp_path, address):
    """Files are sent ahead; those that were read by older decisions are read again when their turn comes."""
    (tmp_path / "mine").mkdir()
    workspace = Workspace(Settings(workspace=tmp_path / "mine"))
    files = sorted(folder.glob("[e-g].txt"))
    for path in files:
        path.write_text(path.read_text("utf-8").replace("市公安局", "市数管局"), "utf-8")
    bureau = mint("unit", "yunjiang-data-bureau")
    owns = []
    with connected(address, tell=lambda address: None) as cluster:
        for result in ingest(workspace, files, reader=ClusterReader(cluster, workspace)):
            owns.append(bureau.value.encode() in workspace.paths.plan(result.slug).read_bytes())
            if len(owns) == 1:
                alias = Decision("alias", bureau, "市数管局", Attribution("甲", "2026-01-02T03:04:05Z"))
                workspace.record(workspace.name_ledger(), [alias])
    assert owns == [False, True, True]


def test_another_version_on_a_worker_is_refused(run, folder, tmp_path, address, monkeypatch):
    monkeypatch.setattr(reader, "FileTask", functools.partial(reader.FileTask, version="0.0.1"))
    code, out, err = run("ingest", folder, "--workspace", tmp_path / "mine", "--scheduler", address)
    assert (code, out) == (2, "")
    assert "on this worker" in err
    assert "Install the same version on both." in err
    assert not list((tmp_path / "mine").glob("plans/*"))


@pytest.mark.parametrize(("there", "words"), [("0.0.1", "aizone is version 0.0.1"), (None, "has no aizone")])
def test_workers_are_asked_for_their_version_first(there, words):
    def packages(version):
        return {"packages": {"aizone-graph": version}}

    versions = {"client": packages("0.2.0"), "workers": {"tcp://w:1": packages("0.2.0"), "tcp://w:2": packages(there)}}
    client = types.SimpleNamespace(get_versions=lambda packages: versions)
    with pytest.raises(SchedulerError, match=words) as error:
        connection.Cluster("tcp://s:8786", client, pytest.fail).check_workers()
    assert error.value.where == "tcp://w:2"


def test_a_worker_without_a_format_is_told_of_its_extra(folder, tmp_path, monkeypatch):
    sent = reader._Sent(folder / "a.txt", reader.FileTask("a.txt", b""))
    failure = reader.FileReply(failure=Failure.of(MissingExtraError("x", "formats")))
    outcome = ClusterReader(None, None)._read(sent, failure)
    assert "pip install 'aizone-graph[formats]'" in str(outcome.error)


def test_a_scheduler_without_workers_is_waited_for_and_given_up(tmp_path, monkeypatch):
    with local_cluster(tmp_path / "cluster", 0) as cluster:
        told = []

        def tell(address):
            told.append(address)
            cluster.supervisor.start()

        with connected(cluster.scheduler_address, tell) as found:
            assert found.room() > 1
        assert told == [cluster.scheduler_address]
        cluster.supervisor.stop()
        cluster.sync(_without_workers, cluster)
        monkeypatch.setattr(connection, "WORKERS_WAIT_S", 0.0)
        with (
            pytest.raises(SchedulerError, match="no workers for 0 s"),
            connected(cluster.scheduler_address, told.append),
        ):
            pytest.fail("there is no worker")


async def _without_workers(cluster):
    while cluster.scheduler.workers:
        await asyncio.sleep(0.05)


def test_a_scheduler_that_is_lost_ends_the_command_with_what_was_read(run, folder, tmp_path, monkeypatch):
    import dask

    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        with local_cluster(tmp_path / "cluster", 1) as cluster:

            def losing(*words, **options):
                for count, result in enumerate(ingest(*words, **options)):
                    if count == 0:
                        cluster.close(timeout=PATIENCE_S)
                    yield result

            monkeypatch.setattr("aizone.cli.commands.ingesting.ingest", losing)
            monkeypatch.setattr(connection.Cluster, "room", lambda self: 1)  # nothing is read ahead
            address = cluster.scheduler_address
            code, out, err = run("ingest", folder, "--workspace", tmp_path / "mine", "--scheduler", address)
        assert code == 1
        assert "the connection to the scheduler is lost" in err
        assert out.count("new: ") == 1
        monkeypatch.undo()
        code, out, err = run("ingest", folder, "--workspace", tmp_path / "mine", "--scheduler", address)
        assert (code, out) == (2, "")
        assert "no scheduler answered in 1 s" in err
    assert run("ingest", folder, "--workspace", tmp_path / "mine", "--format", "json")[0] == 1


def test_an_encrypted_cluster_reads_with_the_certificates_of_dasks_configuration(run, folder, tmp_path):
    import dask
    import distributed

    security = distributed.Security.temporary()
    settings, environment = {}, {}
    for name in ("ca-file", "client.cert", "client.key", "worker.cert", "worker.key"):
        attribute = f"tls_{name.replace('-', '_').replace('.', '_')}"
        (tmp_path / attribute).write_text(getattr(security, attribute))
        settings[f"distributed.comm.tls.{name}"] = str(tmp_path / attribute)
        environment[f"DASK_DISTRIBUTED__COMM__TLS__{name.upper().replace('-', '_').replace('.', '__')}"] = str(
            tmp_path / attribute
        )
    with local_cluster(
        tmp_path / "cluster", 1, environment=environment, security=security, protocol="tls://"
    ) as cluster:
        words = ("ingest", folder / "e.txt", "--workspace", tmp_path / "mine", "--scheduler", cluster.scheduler_address)
        assert cluster.scheduler_address.startswith("tls://")
        code, _out, err = run(*words)
        assert code == 2
        assert "names none" in err
        with dask.config.set(settings):
            code, out, _err = run(*words, "--format", "json")
        assert code == 0
        assert [record["change"] for record in json.loads(out)] == ["new"]
        with dask.config.set({"distributed.comm.require-encryption": True}):
            code, _out, err = run(*words[:-1], cluster.scheduler_address.replace("tls", "tcp"))
        assert code == 2
        assert "does not let this client connect" in err


@pytest.mark.parametrize(
    "written", ["", "tcp://", "http://host:80", "tcp://host:port", "tcp://host:0", "tcp://host:99999", "tcp://a b:1", "tcp://me@host:1", "host/x", "tcp://[::1:5", "机器:8786"]
)  # fmt: skip
def test_an_address_that_no_scheduler_has_is_refused(written, tmp_path, run):
    with pytest.raises(UsageError, match="not the address of a Dask scheduler"):
        scheduler_address(written)
    code, out, _err = run("ingest", EXAMPLE, "--workspace", tmp_path / "mine", f"--scheduler={written}")
    assert (code, out) == (2, "")


def test_without_dask_the_extra_is_named(run, folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    code, _out, err = run("ingest", folder, "--workspace", tmp_path / "mine", "--scheduler", "127.0.0.1:8786")
    assert code == 2
    assert "pip install 'aizone-graph[cluster]'" in err
