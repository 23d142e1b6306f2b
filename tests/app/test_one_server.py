"""Pages, programs and browsers are answered by one server, and only under its own names."""

import http.client
import urllib.error
import urllib.request

import pytest

from tests.bounds import PATIENCE_S


@pytest.mark.parametrize(
    ("path", "host", "status", "words"),
    [
        ("/sparql?query=ASK%7B%7D", "127.0.0.1", 200, '"boolean":true'),
        ("/id/plan/yunjiang-2024-2026", "localhost", 200, "text/html"),
        ("/health", "127.0.0.1", 200, '"status":"ok"'),
        ("/sparql?query=ASK%7B%7D", "evil.example", 421, "evil.example"),
        ("/query", "127.0.0.1", 200, "text/html"),
    ],
)
def test_programs_and_pages_are_answered_by_one_server(app_url, path, host, status, words):
    request = urllib.request.Request(app_url + path, headers={"Host": host, "Accept": "text/html, */*;q=0.8"})
    try:
        with urllib.request.urlopen(request) as answer:
            found, told = answer.status, answer.headers["content-type"] + answer.read().decode()
    except urllib.error.HTTPError as error:
        found, told = error.code, error.read().decode()
    assert found == status
    assert words in told


@pytest.mark.parametrize(("name", "status"), [("127.0.0.1", 101), ("localhost", 101), ("evil.example", 403)])
def test_another_name_for_this_server_is_refused(app_url, name, status):
    """DNS rebinding: a foreign page that points its own name at 127.0.0.1 must not reach the data."""
    port = int(app_url.rpartition(":")[2])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    headers = {
        "Host": f"{name}:{port}",
        "Origin": f"http://{name}:{port}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    connection.request("GET", "/_stcore/stream", headers=headers)
    assert connection.getresponse().status == status
    connection.close()
