from dataclasses import replace

import pytest

from aizone.errors import QueryError, QueryLimitError
from aizone.settings import Settings
from aizone.store.sandbox import QueryWorker
from tests.bounds import PATIENCE_S

EXPLOSION = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def worker(shipped):
    worker = QueryWorker(shipped.source, replace(Settings(), query_timeout_s=PATIENCE_S, query_max_rows=5))
    yield worker
    worker.close()


@pytest.fixture
def hasty(shipped):
    worker = QueryWorker(shipped.source, replace(Settings(), query_timeout_s=1.0))
    yield worker
    worker.close()


def test_answers_of_every_kind_and_the_row_limit(worker):
    answer = worker.run("SELECT ?s ?o WHERE { ?s a ?o }")
    assert (answer.kind, answer.columns, len(answer.rows), answer.cut) == ("select", ("s", "o"), 5, True)
    assert worker.run("ASK { ?s ?p ?o }").rows == [("true",)]
    assert worker.run("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }").kind == "graph"


def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_works(hasty):
    with pytest.raises(QueryLimitError, match="1 seconds"):
        hasty.run(EXPLOSION)
    assert hasty.run("ASK { ?s ?p ?o }").rows == [("true",)]


def test_errors_come_back_as_errors(worker):
    with pytest.raises(QueryError, match="line 1"):
        worker.run("SELECT nonsense")
    with pytest.raises(QueryError, match="another host"):
        worker.run("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_a_query_that_breaks_the_process_says_so_and_the_next_one_works(worker):
    with pytest.raises(QueryError):
        worker.run("ASK " + "{" * 12_000 + "?s ?p ?o" + "}" * 12_000)
    assert worker.run("ASK { ?s ?p ?o }").rows == [("true",)]
