"""`aizone serve` and `aizone mcp` as commands."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request

import pytest

from aizone.cli import main
from tests.bounds import PATIENCE_S
from tests.conftest import ROOT
from tests.ports import free_port


def test_serve_answers_until_it_is_stopped_and_leaves_nothing_behind(tmp_path):
    log, port = tmp_path / "access.log", free_port()
    command = [
        sys.executable,
        "-m",
        "aizone.cli",
        "serve",
        "--port",
        str(port),
        "--lang",
        "en",
        "--access-log",
        str(log),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        said = process.stderr.readline()
        address = re.search(r"http://\S+/sparql", said)[0]
        while True:  # it says where it is just before it is there
            try:
                with urllib.request.urlopen(f"{address}?query=ASK%7B%7D", timeout=PATIENCE_S) as answer:
                    assert json.load(answer) == {"head": {}, "boolean": True}
                break
            except OSError:
                assert process.poll() is None, process.stderr.read()
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_S) in (0, 130, -signal.SIGINT)
        assert "Traceback" not in process.stderr.read()
    assert json.loads(log.read_text().splitlines()[-1])["status"] == 200


@pytest.mark.parametrize("server", [["serve"], ["app", "--no-browser"]], ids=" ".join)
def test_a_client_that_stops_reading_does_not_keep_a_server_that_is_told_to_stop(server):
    port = free_port()
    command = [sys.executable, "-m", "aizone.cli", *server, "--port", str(port), "--lang", "en"]
    query = urllib.parse.quote("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000")
    asking = f"GET /sparql?query={query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/csv\r\n\r\n"
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert "http://" in process.stderr.readline()
        while True:
            try:
                client = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
                break
            except OSError:
                assert process.poll() is None
        with client:
            client.sendall(asking.encode())
            assert client.recv(64).startswith(b"HTTP/1.1 200")
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE_S) in (0, 130, -signal.SIGINT)


@pytest.mark.parametrize(
    ("command", "library", "extra"), [("serve", "starlette", "endpoint"), ("mcp", "mcp", "assistants")]
)
def test_a_library_that_is_missing_is_named_with_its_cure(command, library, extra):
    program = f"import sys; sys.modules[{library!r}] = None; from aizone.cli import main; sys.exit(main([{command!r}]))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )
    assert done.returncode == 2
    assert f"pip install 'aizone-graph[{extra}]'" in done.stderr


def test_a_port_that_is_taken_is_said(capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        for command in (["serve"], ["mcp", "--http"]):
            assert main([*command, "--port", str(port), "--lang", "en"]) == 2
            assert f"port {port}: is taken" in capsys.readouterr().err


def test_a_server_for_others_without_a_token_says_so():
    environ = {**os.environ, "AIZONE_ENDPOINT_TOKEN": ""}
    command = [
        sys.executable,
        "-m",
        "aizone.cli",
        "serve",
        "--port",
        str(free_port()),
        "--host",
        "0.0.0.0",
        "--lang",
        "en",
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ) as process:
        lines = [process.stderr.readline(), process.stderr.readline()]
        process.terminate()
        process.wait(PATIENCE_S)
    assert "AIZONE_ENDPOINT_TOKEN" in lines[1]
