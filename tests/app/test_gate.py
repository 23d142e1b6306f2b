"""The door of the explorer: foreign names and pages of other sites are refused, and nothing is looked up."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.datastructures import Headers

from aizone.app import launch
from aizone.app.gate import Door, look_up_nothing


def in_its_own_thread(work):
    """Run a coroutine to its end; the thread of the tests may be that of a browser's event loop."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


def lets_in(hosts, **headers):
    raw = [(name.encode(), value.encode()) for name, values in headers.items() for value in values]
    return Door(None, hosts).lets_in(Headers(raw=raw))


@pytest.mark.parametrize(
    ("host", "origin", "expected"),
    [
        (["127.0.0.1:8501"], [], True),
        (["localhost:8501"], ["http://localhost:8501"], True),
        (["LOCALHOST:8501"], ["http://localhost:8501"], True),
        (["plans.example.org"], ["https://plans.example.org"], True),
        (["evil.example.net:8501"], [], False),
        (["127.0.0.1:8501"], ["http://evil.example.net"], False),
        (["127.0.0.1:8501"], ["http://127.0.0.1:9999"], False),
        (["127.0.0.1:8501"], ["http://localhost:8501"], False),
        (["127.0.0.1:8501"], ["null"], False),
        (["127.0.0.1:8501"], ["file://127.0.0.1:8501"], False),
        (["127.0.0.1:8501", "evil.example.net"], [], False),
        (["user@127.0.0.1:8501"], [], False),
        (["127.0.0.1:port"], [], False),
        (["127.0.0.1.evil.example.net"], [], False),
        ([], [], False),
    ],
)
def test_only_our_names_and_our_pages_are_let_in(host, origin, expected):
    assert lets_in(["127.0.0.1", "localhost", "plans.example.org"], host=host, origin=origin) is expected


def test_names_may_be_wide():
    assert lets_in(["*"], host=["anything:1"], origin=[])
    assert lets_in(["*.example.org"], host=["a.example.org"], origin=[])
    assert not lets_in(["*.example.org"], host=["example.org.evil.net"], origin=[])


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_a_refused_request_reaches_nothing(kind):
    sent = []

    async def behind(scope, receive, send):
        sent.append("behind")

    async def send(message):
        sent.append(message.get("status") or message["type"])

    for host in (b"evil.example.net", b"localhost"):
        scope = {"type": kind, "headers": [(b"host", host)], "method": "GET", "path": "/"}
        in_its_own_thread(Door(behind, ["localhost"])(scope, None, send))
    refused = [421, "http.response.body"] if kind == "http" else ["websocket.close"]
    assert sent == [*refused, "behind"]


def test_no_address_is_looked_up(monkeypatch):
    from streamlit import net_util
    from streamlit.web.server import server_util

    for name in ("get_external_ip", "get_internal_ip"):
        monkeypatch.setattr(net_util, name, getattr(net_util, name))
    monkeypatch.setattr(
        net_util, "_make_blocking_http_get", lambda *_, **__: pytest.fail("it asked an outside service")
    )
    monkeypatch.setattr(net_util, "_external_ip", None)
    look_up_nothing()
    assert server_util.is_url_from_allowed_origins("http://evil.example.net") is False


def test_the_names_to_answer_follow_from_the_options():
    def names(*options):
        return launch._listening(*options)["server.allowedHosts"]

    assert names("127.0.0.1") == ["127.0.0.1", "localhost"]
    assert names("127.0.0.1", ["plans.example.org"]) == ["127.0.0.1", "localhost", "plans.example.org"]
    assert names("0.0.0.0") == ["*"]
    assert names("0.0.0.0", ["plans.example.org"]) == ["plans.example.org", "127.0.0.1", "localhost"]
