"""The explorer on a workspace that was published to a server."""

import socket

from aizone.workspace.publishing import Publisher
from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture


def test_pages_show_what_a_server_holds_and_change_nothing(open_page, shipped, oxigraph_server, monkeypatch):  # noqa: F811
    Publisher(shipped, oxigraph_server).run(lambda done, step: None)
    monkeypatch.setenv("AIZONE_STORE", oxigraph_server.query)
    plans = open_page("plans")
    assert not plans.exception
    assert "Hefei" in words(plans)
    add = open_page("add")
    assert not add.exception
    assert f"The workspace at {oxigraph_server.query} is only read here" in words(add)
    findings = open_page("findings", plan="id:plan/hefei-2020-2023")
    assert not findings.exception
    assert "cannot be reached" not in words(findings)


def test_a_server_that_is_gone_is_said_in_words(open_page, monkeypatch):  # noqa: F811
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        closed_port = probe.getsockname()[1]
    monkeypatch.setenv("AIZONE_STORE", f"http://127.0.0.1:{closed_port}/query")
    assert f"http://127.0.0.1:{closed_port}/query: cannot be reached" in words(open_page("plans"))
