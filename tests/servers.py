"""SPARQL servers of other people, started for tests on the loopback and stopped by their process id.

    with oxigraph(tmp) as address: ...

Each holds its data in a folder that is removed with it. Where a server is not installed, the tests are skipped, or fail when
AIZONE_REQUIRE_STORES names it.
"""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3

from aizone.settings import StoreAddress
from tests.bounds import PATIENCE_S
from tests.ports import free_port

_VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{web}
ServerRoot = {folder}
ServerThreads = 6
[SPARQL]
ResultSetMaxRows = 200000
MaxQueryCostEstimationTime = 0
"""
_PRODUCTS = {"oxigraph": "oxigraph", "virtuoso-t": "virtuoso", "isql-vt": "virtuoso"}


@contextmanager
def oxigraph(folder):
    """The server of PyPI's `oxigraph`, with its data in memory."""
    program = _program("oxigraph")
    port = free_port()
    with _running([program, "serve", "--bind", f"127.0.0.1:{port}"], folder, f"http://127.0.0.1:{port}/") as base:
        yield StoreAddress(f"{base}query", f"{base}update", f"{base}store", timeout_s=PATIENCE_S)


@contextmanager
def virtuoso(folder):
    """Debian's `virtuoso-opensource`; visitors may write, as only a test allows."""
    program, console = _program("virtuoso-t"), _program("isql-vt")
    sql, web = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_VIRTUOSO.format(folder=folder, sql=sql, web=web), "utf-8")
    command = [program, "+foreground", "+configfile", str(folder / "virtuoso.ini")]
    with _running(command, folder, f"http://127.0.0.1:{web}/sparql") as address:
        grant = 'EXEC=GRANT SPARQL_UPDATE TO "SPARQL"'
        subprocess.run([console, f"127.0.0.1:{sql}", "dba", "dba", grant], check=True, capture_output=True)
        yield StoreAddress(address, address, timeout_s=PATIENCE_S)


def _program(name):
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        needed = _PRODUCTS[name] in os.environ.get("AIZONE_REQUIRE_STORES", "").split()
        say = pytest.fail if needed else pytest.skip
        say(f"no {name} on this machine: docs/how-to/use-another-store.md says how to get it")
    return found


@contextmanager
def _running(command, folder, address):
    """A server until it is no longer needed; it is used when it answers."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        retries = urllib3.Retry(total=None, connect=300, read=300, backoff_factor=0.1, backoff_max=0.3)
        with urllib3.PoolManager() as web:
            web.request("GET", address, retries=retries)
        assert process.poll() is None, (folder / "server.log").read_text("utf-8", "replace")
        yield address
    finally:
        process.terminate()
        process.wait()
