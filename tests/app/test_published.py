"""The explorer on a workspace that was published to a server."""

import pytest

from aizone.store.remote.client import SparqlClient
from aizone.workspace.publishing import Publisher
from tests import servers
from tests.app.test_pages import open_page, words  # noqa: F401 # a fixture
from tests.ports import free_port


@pytest.fixture(autouse=True)
def asked_again_at_once(monkeypatch):
    """A server that is gone is asked as often as ever, without the pauses between."""
    monkeypatch.setitem(SparqlClient.__init__.__kwdefaults__, "back_off_s", 0)


def test_pages_show_what_a_server_holds_and_change_nothing(open_page, shipped, oxigraph_server, monkeypatch):  # noqa: F811
    Publisher(shipped, oxigraph_server).run(lambda done, step: None)
    monkeypatch.setenv("AIZONE_STORE", oxigraph_server.query)
    plans = open_page("plans")
    assert not plans.exception
    assert "Hefei" in words(plans)
    add = open_page("add")
    assert not add.exception
    assert "This workspace is published on a server and only read here" in words(add)
    assert oxigraph_server.query not in words(add)
    findings = open_page("findings", plan="id:plan/hefei-2020-2023")
    assert not findings.exception
    assert "cannot be reached" not in words(findings)


def test_a_server_that_is_gone_is_said_in_words(open_page, monkeypatch, caplog):  # noqa: F811
    closed_port = free_port()
    monkeypatch.setenv("AIZONE_STORE", f"http://127.0.0.1:{closed_port}/query")
    told = words(open_page("plans"))
    assert "the store: cannot be read at the moment." in told
    assert str(closed_port) not in told
    assert f"http://127.0.0.1:{closed_port}/query: cannot be reached" in caplog.text


@pytest.mark.parametrize(
    "name", ["plans", "sparql", "questions", "findings", "structure", "load", "what_if", "overview"]
)
def test_no_page_tells_visitors_the_address_of_a_server_that_goes_away(
    open_page,  # noqa: F811
    workspace,
    tmp_path_factory,
    monkeypatch,
    name,
):
    with servers.oxigraph(tmp_path_factory.mktemp("server")) as address:
        Publisher(workspace, address).run(lambda done, step: None)
        monkeypatch.setenv("AIZONE_STORE", address.query)
        opened = open_page(name)
        assert not opened.exception
        assert address.query not in words(opened)
    opened.run()
    told = words(open_page(name))
    for shown in (words(opened), told):
        assert address.query.split("/")[2] not in shown
    assert "cannot be read at the moment" in told
