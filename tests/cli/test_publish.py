"""`aizone publish`, and the commands that ask a server."""

import json

import pytest

from aizone.cli import main
from aizone.store.remote.client import SparqlClient


@pytest.fixture
def addresses(oxigraph_server, monkeypatch):
    for graph in ("", "/merged", "/staged"):
        SparqlClient(oxigraph_server).update(f"DROP SILENT GRAPH <https://w3id.org/aizone/id/published{graph}>")
    monkeypatch.setenv("AIZONE_STORE_UPDATE", oxigraph_server.update)
    monkeypatch.setenv("AIZONE_STORE_GRAPHS", oxigraph_server.graphs)
    monkeypatch.setenv("AIZONE_LANG", "en")
    return oxigraph_server


def run(capfd, *words):
    code = main([str(word) for word in words])
    found = capfd.readouterr()
    return code, found.out, found.err


def test_a_workspace_is_sent_once_and_asked_there(workspace, addresses, capfd):
    to = ("--workspace", workspace.paths.root, "--store", addresses.query)
    code, out, err = run(capfd, "publish", *to, "--dry-run")
    assert (code, err) == (0, "")
    assert "id:plan/yunjiang-2024-2026" in out
    assert "Nothing was sent" in out
    assert run(capfd, "units", "--store", addresses.query)[::2] == (
        2,
        f"aizone: {addresses.query}: holds no published workspace. Send one there: aizone publish --store … --store-update …\n",
    )
    code, out, err = run(capfd, "publish", *to)
    assert code == 0
    assert "new id:plan/yunjiang-2024-2026" in err
    sent = json.loads(run(capfd, "publish", *to, "--format", "json")[1])
    assert sent["steps"] == []
    assert sent["unchanged"] > 3
    for command in (
        ("unit", "市市场监管局", "--format", "json"),
        ("query", "plans", "--format", "json"),
        ("query", "-e", "SELECT (COUNT(*) AS ?n) { ?s a az:Unit }", "--format", "json"),
        ("gaps", "--format", "json"),
        ("find", "市场监管局", "智慧", "--format", "json"),
        ("find", "目标2", "--plan", "yunjiang-2024-2026", "--format", "csv"),
        ("plans", "--format", "json"),
    ):
        here = run(capfd, *command, "--workspace", workspace.paths.root)
        assert run(capfd, *command, "--store", addresses.query) == here
        assert here[0] == 0
    refused = run(capfd, "plans", "remove", "yunjiang-2024-2026", "--yes", "--store", addresses.query)
    assert refused[0] == 2
    assert "is only read here" in refused[2]


def test_what_is_missing_is_said(addresses, monkeypatch, capfd):
    assert "Name it with --store or AIZONE_STORE." in run(capfd, "publish")[2]
    monkeypatch.delenv("AIZONE_STORE_UPDATE")
    assert "Name it with --store-update" in run(capfd, "publish", "--store", addresses.query)[2]
    monkeypatch.setenv("AIZONE_STORE_PASSWORD", "geheim")
    code, out, err = run(capfd, "units", "--store", f"{addresses.query}/nowhere")
    assert code == 2
    assert "has nothing" in err
    assert "geheim" not in out + err
