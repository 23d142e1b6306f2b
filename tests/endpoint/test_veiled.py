"""Failures of the store and the files as clients are told of them: in words, without addresses and paths; the operator's log has those."""

import json
import logging
from contextlib import ExitStack
from dataclasses import replace

import pytest

from aizone.endpoint import CurrentWorkspace
from aizone.endpoint.veiled import veiled
from aizone.errors import (
    N_,
    MissingExtraError,
    QueryError,
    RefusedError,
    RegistryError,
    RemoteStoreError,
    WorkspaceError,
)
from aizone.i18n import translator
from aizone.settings import StoreAddress
from aizone.store.remote import RemoteSource
from aizone.store.sandbox import QueryPool
from aizone.workspace.publishing import Publisher
from tests import servers
from tests.endpoint.conftest import PATIENT, served
from tests.endpoint.test_assistants import asked, server_of

HOST = "store-of-ours.invalid"
ADDRESS = StoreAddress(f"http://{HOST}:9/query")
NOWHERE = "/nowhere/of-ours"


@pytest.fixture(params=["store", "folder"])
def broken(request, tmp_path, caplog):
    """Settings of a workspace that cannot be opened, and what only its operator may read."""
    caplog.set_level(logging.ERROR, "aizone.endpoint")
    if request.param == "store":
        return replace(PATIENT, store=replace(ADDRESS, query=ADDRESS.query)), HOST
    return replace(PATIENT, workspace=tmp_path / "of-ours"), str(tmp_path)


@pytest.mark.parametrize("path", ["/sparql?query=ASK{}", "/id/unit/x", "/.well-known/void", "/health"])
def test_no_answer_names_the_store_or_its_folder(broken, path, caplog):
    settings, secret = broken
    with served(settings) as client:
        answer = client.get(path)
    assert answer.status_code == 503
    assert secret not in answer.text
    assert secret in caplog.text
    if path != "/health":
        told = answer.json()
        assert told["where"] in {"the store", "the data"}
        assert "the log of this server says more" in told["next_step"]
    words = "cannot be read at the moment" if secret == HOST else "is not a folder that exists"
    assert words in json.dumps(answer.json())


def test_an_assistant_is_told_likewise(broken, caplog):
    settings, secret = broken
    current = CurrentWorkspace(settings)
    (result,) = asked(server_of(current, "zh"), ("find", {"name": "市科技局"}))
    current.close()
    assert result.is_error
    assert secret not in result.content[0].text
    assert "日志" in result.content[0].text
    assert secret in caplog.text


def test_a_server_that_goes_away_is_not_named_to_those_whose_query_it_stops(shipped, tmp_path, caplog):
    with ExitStack() as running:
        address = running.enter_context(servers.oxigraph(tmp_path))
        Publisher(shipped, address).run(lambda done, step: None)
        with served(replace(PATIENT, store=address)) as client:
            assert client.get("/sparql?query=ASK{}").status_code == 200
            running.close()
            answer = client.get("/sparql?query=ASK{?s ?p ?o}")
            assert answer.status_code == 503
            assert answer.json()["where"] == "the store"
            assert address.query.split("/")[2] not in answer.text
            assert address.query in caplog.text


def test_a_workers_error_of_a_server_stays_one(tmp_path):
    with ExitStack() as running:
        address = running.enter_context(servers.oxigraph(tmp_path))
        source = RemoteSource(address, "", is_copied=False)
        with QueryPool(source, PATIENT) as pool:
            assert pool.run("ASK {}").kind == "ask"
            running.close()
            with pytest.raises(RemoteStoreError, match="cannot be reached"):
                pool.run("ASK { ?s ?p ?o }")


def test_what_says_nothing_of_the_machine_stays(caplog):
    late = RemoteStoreError(ADDRESS.query, N_("has not answered within {seconds} seconds."), "", seconds=60)
    assert "the store: has not answered within 60 seconds." in str(veiled(late, translator("en")))
    elsewhere = RemoteStoreError(ADDRESS.query, N_("sends to another address: {place}"), "", place=ADDRESS.query)
    damaged = RegistryError(f"{NOWHERE}/units.ttl", N_("is not Turtle ({detail})."), "", detail=NOWHERE)
    for error in (elsewhere, damaged, WorkspaceError(NOWHERE, "is damaged.")):
        told = str(veiled(error, translator("en")))
        assert HOST not in told
        assert NOWHERE not in told
    for error in (
        QueryError("1:2", "does not parse."),
        RefusedError("甲", "may not."),
        MissingExtraError("x", "endpoint"),
    ):
        assert veiled(error, translator("en")) is error
