"""Who may ask, under which name, from which page; and what the log says."""

import json
import logging
import shutil
import threading
from dataclasses import replace
from types import SimpleNamespace

import pytest
from starlette.datastructures import Headers

from aizone.endpoint import CurrentWorkspace, EndpointSettings, endpoint_settings_from, health
from aizone.endpoint.names import is_answered
from aizone.endpoint.serving import access_logged
from aizone.errors import UsageError
from aizone.settings import SHIPPED_DATA, Settings
from aizone.store.older_layout import LAYOUT
from aizone.version import __version__
from tests.bounds import PATIENCE_S
from tests.endpoint.conftest import PATIENT, served

ASK = {"query": "ASK {}"}


def test_without_a_token_nobody_is_asked_for_one(client):
    assert client.get("/sparql", params=ASK).status_code == 200


def test_with_a_token_only_those_who_have_it_are_answered():
    with served(endpoint=replace(EndpointSettings(), token="market-tree")) as client:
        for path in ("/sparql?query=ASK{}", "/sparql", "/id/plan/hefei-2020-2023", "/.well-known/void"):
            refused = client.get(path)
            assert (refused.status_code, "Bearer" in refused.headers["www-authenticate"]) == (401, True)
            assert client.get(path, headers={"Authorization": "Bearer wrong"}).status_code == 401
            assert client.get(path, headers={"Authorization": "Basic ???"}).status_code == 401
            assert client.get(path, headers={"Authorization": "Bearer market-tree"}).status_code == 200
            assert client.get(path, auth=("anyone", "market-tree")).status_code == 200
        assert client.get("/health").status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:80",
        "127.0.0.1.evil.example",
        "",
        "a@localhost",
        "@localhost",
        "localhost/x",
        "localhost:99999",
        "localhost, evil.example",
        "localhost..",
        "127.1",
        "[::1",
    ],
)
def test_a_name_that_is_not_ours_is_refused(client, host):
    assert client.get("/sparql", params=ASK, headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:99", "LOCALHOST:8000", "[::1]:80", "localhost.:80"])
def test_our_own_names_are_answered(client, host):
    assert client.get("/sparql", params=ASK, headers={"Host": host}).status_code == 200


def test_settings_come_from_the_environment():
    assert endpoint_settings_from({}, "127.0.0.1") == EndpointSettings()
    assert endpoint_settings_from({}, "0.0.0.0").hosts == ("*",)
    assert "plans.example" in endpoint_settings_from({}, "plans.example").hosts
    given = {"AIZONE_ENDPOINT_TOKEN": "t", "AIZONE_ENDPOINT_CORS": "https://a.example, https://b.example", "AIZONE_ENDPOINT_HOSTS": "x"}  # fmt: skip
    found = endpoint_settings_from(given, "0.0.0.0")
    assert (found.token, found.cors, found.hosts) == ("t", ("https://a.example", "https://b.example"), ("x",))


def test_pages_of_other_sites_may_ask_only_where_they_are_named(client):
    origin = {"Origin": "https://yasgui.example"}
    assert "access-control-allow-origin" not in client.get("/sparql", params=ASK, headers=origin).headers
    with served(endpoint=replace(EndpointSettings(), cors=("https://yasgui.example",), token="t")) as named:
        preflight = {
            **origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization",
        }
        allowed = named.options("/sparql", headers=preflight)
        assert (allowed.status_code, allowed.content) == (204, b"")
        assert allowed.headers["access-control-allow-origin"] == "https://yasgui.example"
        answer = named.get("/sparql", params=ASK, headers={**origin, "Authorization": "Bearer t"})
        assert answer.headers["access-control-allow-origin"] == "https://yasgui.example"
        assert "ETag" in answer.headers["access-control-expose-headers"]
        other = named.get(
            "/sparql", params=ASK, headers={"Origin": "https://evil.example", "Authorization": "Bearer t"}
        )
        assert "access-control-allow-origin" not in other.headers
        assert named.get("/sparql", params=ASK, headers=origin).headers[
            "access-control-allow-origin"
        ]  # a 401 can be read


def preflight(client, path="/sparql", origin="https://yasgui.example", method="POST", headers=None, **more):
    asked = {"Origin": origin, "Access-Control-Request-Method": method, **more}
    if headers is not None:
        asked["Access-Control-Request-Headers"] = headers
    answer = client.options(path, headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    return answer.headers


@pytest.mark.parametrize("origins", [("https://yasgui.example",), ("*",)])
def test_a_preflight_is_told_what_is_allowed_whatever_it_asks_for(origins):
    with served(endpoint=replace(EndpointSettings(), cors=origins, token="t")) as named:
        for asked in (
            None,
            "",
            "accept,authorization,content-type",
            "content-type, accept, authorization, x-requested-with",  # Yasgui
            "accept,content-type,user-agent",  # Comunica, in Firefox
            "sec-purpose,x-not-known-to-anybody",
            "X" * 4000,
        ):
            told = preflight(named, headers=asked)
            allowed = {name.strip().lower() for name in told["access-control-allow-headers"].split(",")}
            assert {"accept", "authorization", "content-type", "user-agent", "x-requested-with"} <= allowed
            assert not any(name.startswith("x-not-known") or len(name) > 100 for name in allowed)
            assert told["access-control-allow-origin"] in ("*", "https://yasgui.example")
        for method in ("GET", "POST", "DELETE"):  # the browser sees that DELETE is not among them
            assert preflight(named, method=method)["access-control-allow-methods"] == "GET, HEAD, POST"
        for path in ("/id/plan/hefei-2020-2023", "/.well-known/void", "/id/nothing"):
            assert "access-control-allow-origin" in preflight(named, path, method="GET", headers="accept")
        near = preflight(named, **{"Access-Control-Request-Private-Network": "true"})
        assert near["access-control-allow-private-network"] == "true"


def test_a_preflight_of_another_origin_is_told_that_nothing_is_allowed():
    near = {"Access-Control-Request-Private-Network": "true"}
    with served(endpoint=replace(EndpointSettings(), cors=("https://yasgui.example",))) as named:
        for origin in ("https://evil.example", "null", "https://yasgui.example.evil", "http://yasgui.example", ""):
            told = preflight(named, origin=origin, headers="accept", **near)
            assert not [name for name in told if name.startswith("access-control-")]
            assert "Origin" in told["vary"]


def test_a_line_of_the_log_says_who_asked_what_and_never_the_token(client, caplog):
    with caplog.at_level(logging.INFO, logger="aizone.access"):
        client.get("/sparql", params={"query": "ASK { # \n\x1b[31m }"}, headers={"Authorization": "Bearer secret"})
        client.post("/sparql", data={"query": "SELECT"})
        lines = []
        while len(lines) < 2:  # a line is written when its answer has been sent
            lines = [record.getMessage() for record in caplog.records if record.name == "aizone.access"]
    assert lines[0].isprintable()
    told = json.loads(lines[0])
    assert (told["client"], told["method"], told["path"], told["status"]) == ("127.0.0.1", "GET", "/sparql", 400)
    assert (told["bytes"] > 0, told["seconds"] > 0) == (True, True)
    assert "secret" not in lines[0]
    assert json.loads(lines[1])["query"] == "SELECT", "that of a form as well"


def test_health_says_which_data_are_served(client, shipped):
    told = client.get("/health").json()
    assert told == {
        "status": "ok",
        "version": __version__,
        "readable": True,
        "writable": True,
        "layout": LAYOUT,
        "layout_known": LAYOUT,
        "store_answers": True,
        "revision": shipped.revision,
        "plans": 3,
        "damaged_files": 0,
    }
    assert client.head("/health").status_code == 200


def test_health_counts_damaged_files_and_fails_where_the_workspace_does(tmp_path, monkeypatch):
    monkeypatch.setattr(health, "_PATIENCE_S", PATIENCE_S)  # on a busy machine the first look takes longer
    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "broken.nq").write_text("not RDF", "utf-8")
    with served(Settings(workspace=tmp_path)) as client:
        told = client.get("/health").json()
        assert (told["status"], told["damaged_files"]) == ("degraded", 1)
    shutil.rmtree(folder)
    with served(Settings(workspace=tmp_path / "nowhere")) as client:
        told = client.get("/health")
        assert (told.status_code, told.json()["status"], told.json()["readable"]) == (503, "failing", False)
        assert str(tmp_path) not in told.json()["error"], "an address that answers everybody names no folder"


def test_a_store_that_is_busy_is_not_called_dead(shipped, monkeypatch):
    release = threading.Event()

    class Busy:
        workspace, revision = shipped, "r"
        pool = SimpleNamespace(run=lambda *_, **__: release.wait())

    monkeypatch.setattr(health, "_PATIENCE_S", 0.0)
    looked = health.Health(SimpleNamespace(get=Busy))
    assert looked.look() == (200, {"status": "busy", "version": __version__})
    release.set()


def test_a_newer_layout_fails_with_its_reason(tmp_path):
    (tmp_path / "workspace.toml").write_text("layout = 99\n", "utf-8")
    with served(Settings(workspace=tmp_path)) as client:
        told = client.get("/health")
    assert (told.status_code, "99" in told.json()["error"]) == (503, True)


def test_a_changed_workspace_is_seen(tmp_path):
    (tmp_path / "plans").mkdir()
    shutil.copy(SHIPPED_DATA / "workspace.toml", tmp_path / "workspace.toml")
    for path in (SHIPPED_DATA / "plans").glob("yunjiang-2024-2026*"):
        shutil.copy(path, tmp_path / "plans" / path.name)
    now = [0.0]
    current = CurrentWorkspace(Settings(workspace=tmp_path), clock=lambda: now[0])
    first = current.get()
    asked = "SELECT (COUNT(?p) AS ?n) { ?p a az:Plan }"
    assert first.pool.run(asked).to_rows().values() == [(1,)]
    first.workspace.remove_plan("yunjiang-2024-2026")
    assert current.get() is first, "the files are not looked at more than once a second"
    now[0] = 2.0
    second = current.get()
    assert second.revision != first.revision
    assert second.pool.run(asked).to_rows().values() == [(0,)]
    assert first.pool.run(asked).to_rows().values() == [(1,)], "it answers what it has begun"
    current.close()


def test_a_host_that_is_named_may_be_asked_by_service_and_no_other(client):
    other = f"127.0.0.1:{client.base_url.port}"
    asked = f"SELECT (COUNT(?p) AS ?n) {{ SERVICE <http://{other}/sparql> {{ ?p a az:Plan }} }}"
    asked = "PREFIX az: <https://w3id.org/aizone/ontology#> " + asked
    with served(replace(PATIENT, service_hosts=(other,))) as named:
        answer = named.get("/sparql", params={"query": asked})
        assert answer.json()["results"]["bindings"][0]["n"]["value"] == "3"
        assert named.get("/sparql", params={"query": asked.replace(other, "127.0.0.1:9")}).status_code == 400
    assert client.get("/sparql", params={"query": asked}).status_code == 400


def test_the_log_goes_on_in_a_new_file_when_the_old_one_is_moved_away(client, tmp_path):
    path = tmp_path / "access.log"
    with access_logged(path):
        client.get("/health")
        while not path.read_text():  # a line is written when its answer has been sent
            pass
        path.rename(tmp_path / "old.log")
        client.get("/sparql", params=ASK)
        while not path.exists() or not path.read_text():
            pass
    assert [json.loads(line)["path"] for line in (tmp_path / "old.log").read_text().splitlines()] == ["/health"]
    assert [json.loads(line)["path"] for line in path.read_text().splitlines()] == ["/sparql"]
    with pytest.raises(UsageError, match="cannot be written"), access_logged(tmp_path / "none" / "access.log"):
        pass


def test_two_hosts_are_none_and_a_star_is_all_below_a_name():
    raw = [(b"host", b"plans.example.org:443"), (b"host", b"plans.example.org:443")]
    for names, expected in ((["plans.example.org"], True), (["*.Example.org"], True), (["*.org.example"], False)):
        assert is_answered(Headers(raw=raw[:1]), names) is expected
        assert not is_answered(Headers(raw=raw), names)
