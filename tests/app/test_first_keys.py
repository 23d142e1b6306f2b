"""The listener that keeps what is typed before the search box is there stands in pages alone, and changes nothing else."""

import pytest

pytest.importorskip("streamlit")

from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from aizone.app.first_keys import first_keys

PAGE = "<!DOCTYPE html><html><head><title>页</title></head><body>" + "x" * 2_000 + "</body></html>"
BROWSER = {"Accept": "text/html,*/*;q=0.8", "Accept-Encoding": "gzip"}


@pytest.fixture
def client():
    def page(_request):
        return HTMLResponse(PAGE, headers={"ETag": '"old"'})

    def strict(_request):
        return HTMLResponse(PAGE, headers={"Content-Security-Policy": "default-src 'none'"})

    def data(_request):
        return JSONResponse({"html": PAGE})

    inner = Starlette(routes=[Route("/", page), Route("/strict", strict), Route("/data", data)])
    inner.add_middleware(GZipMiddleware, minimum_size=100)
    return TestClient(Starlette(routes=inner.routes, middleware=[first_keys(), *inner.user_middleware]))


def test_a_page_gets_the_listener_and_is_otherwise_the_same(client):
    answer = client.get("/", headers=BROWSER)
    before, _start, rest = answer.text.partition("<script>")
    listener, _end, after = rest.partition("</script>")
    assert before + after.removeprefix("\n") == PAGE
    assert "aizoneFirstKeys" in listener
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert "etag" not in answer.headers


@pytest.mark.parametrize("path", ["/strict", "/data"])
def test_what_allows_no_script_or_is_not_a_page_passes_as_it_is(client, path):
    assert "aizoneFirstKeys" not in client.get(path, headers=BROWSER).text


def test_files_stay_compressed(client):
    answer = client.get("/data", headers={"Accept": "*/*", "Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
