"""A server of the endpoint in a thread of this process, asked over HTTP."""

import contextlib
import gc
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import anyio
import httpx
import pytest
import uvicorn

from aizone.endpoint import CurrentWorkspace, EndpointSettings, build_application
from aizone.endpoint.serving import LAST_ANSWERS_S
from aizone.settings import Settings
from tests.bounds import PATIENCE_S

PATIENT = replace(Settings(), query_timeout_s=PATIENCE_S, query_wait_s=PATIENCE_S)


@pytest.fixture(autouse=True, scope="module")
def _nothing_left_of_other_files():
    """Answers that errors of earlier tests still hold go in the thread that asked for them: in a server's they cannot."""
    gc.collect()


@contextlib.contextmanager
def served(settings=None, endpoint=None, *, application=build_application):
    """A client of a server on a free port."""
    current = CurrentWorkspace(settings or PATIENT)
    # the protocol is named: the server then sends at once what it has, as it does on a socket that it opens itself
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        server = uvicorn.Server(
            uvicorn.Config(
                application(current, endpoint or EndpointSettings()),
                log_level="critical",
                access_log=False,
                timeout_graceful_shutdown=LAST_ANSWERS_S,
            )
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            with httpx.Client(base_url=address, timeout=PATIENCE_S, headers={"Accept-Language": "en"}) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join()
            current.close()


def in_its_own_thread(work):
    """Run an async function to its end; the thread of the tests may be that of a browser's event loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, work).result()


@pytest.fixture(scope="session")
def client():
    """A server of the shipped data, for tests that change nothing."""
    with served() as client:
        yield client
