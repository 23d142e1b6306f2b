"""The door of the explorer: foreign names and pages of other sites are refused, and nothing is looked up."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.datastructures import Headers

from aizone.app import launch
from aizone.app.gate import Door, look_up_nothing
from aizone.endpoint.limits import BytesAnHour
from aizone.endpoint.login import login_from
from tests.conftest import ROOT


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


ROLES = '[people]\nadmin = "admin"\nreviewer = "review"\nformer = "none"\n'


@pytest.fixture
def people(tmp_path):
    (tmp_path / "roles.toml").write_text(ROLES, "utf-8")
    names = ("USER_HEADER", "TRUSTED_PROXIES", "ROLES")
    values = ("X-Remote-User", "127.0.0.1", str(tmp_path / "roles.toml"))
    return login_from({f"AIZONE_{name}": value for name, value in zip(names, values, strict=True)})


def through(door, kind="http", *, path="/", peer="127.0.0.1", method="GET", body=(b"",), **headers):
    """The status of a request, and the scope and bytes that reached what is behind the door."""
    sent, reached = [], []
    pieces = [{"type": "http.request", "body": piece, "more_body": True} for piece in body]

    async def behind(scope, receive, send):
        reached.append(scope)
        for _piece in body:
            reached.append((await receive()).get("body"))
        await send({"type": "http.response.start", "status": 200})

    async def receive():
        return pieces.pop(0)

    async def send(message):
        sent.append(message.get("status") or message["type"])

    raw = [
        (b"host", b"localhost"),
        *((name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()),
    ]
    scope = {"type": kind, "headers": raw, "method": method, "path": path, "client": (peer, 1)}
    door._app = behind
    in_its_own_thread(door(scope, receive, send))
    return sent[0], reached


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_where_there_is_a_login_only_people_whom_the_proxy_names_come_in(people, kind):
    door = Door(None, ["localhost"], login=people)
    closed = [403, 401, 403, 403] if kind == "http" else ["websocket.close"] * 4
    answers = [
        through(door, kind, x_remote_user="admin", peer="192.0.2.7"),
        through(door, kind),
        through(door, kind, x_remote_user="former"),
        through(door, kind, peer="192.0.2.7"),
    ]
    assert answers == [(status, []) for status in closed]
    status, (scope, *_) = through(door, kind, x_remote_user="admin", x_aizone_proof="forged")
    assert status == 200
    assert Headers(scope=scope).getlist("x-aizone-proof") == [people.proof]


def test_a_sign_of_life_needs_no_login(people):
    assert through(Door(None, ["localhost"], login=people), path="/_stcore/health")[0] == 200


def test_files_are_taken_from_who_may_add_and_no_more_than_the_limit(people):
    path = "/_stcore/upload_file/session/file"

    def given(most, name, body, said=None):
        door = Door(None, ["localhost"], login=people, uploads=BytesAnHour(most))
        length = {} if said is None else {"content_length": str(said)}
        status, reached = through(door, path=path, method="PUT", body=body, x_remote_user=name, **length)
        return status, reached[1:]

    assert given(100, "viewer", (b"x",)) == (403, [])
    assert given(100, "reviewer", (b"abc", b"de"), 5) == (200, [b"abc", b"de"])
    assert given(4, "reviewer", (b"abc", b"de"), 5) == (429, [])
    assert given(4, "reviewer", (b"abc", b"de"), 1) == (200, [b"abc", None]), "it sends more than it said"


def test_pages_take_who_decides_from_the_visit():
    """The account that the server runs as decides nothing."""
    pages = (ROOT / "app").rglob("*.py")
    assert [path.name for path in pages if re.search(r"attribution import .*\blogin\b", path.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/sparql", 200), ("/id/plan/x", 200), ("/sparql/_stcore/upload_file/s/f", 401), ("/sparqlx", 401), ("/idx", 401)],
)
def test_only_the_addresses_with_a_gate_of_their_own_are_left_to_it(people, path, expected):
    assert through(Door(None, ["localhost"], ["/sparql", "/id/"], people), path=path)[0] == expected
