"""A pool of workers answers untrusted queries within their limits, whatever they do, and fairly."""

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from aizone.errors import QueryError, QueryLimitError
from aizone.processes import ChildEndedError, Spawns
from aizone.processes.nursery import ForkedWorker
from aizone.settings import Settings
from aizone.store.sandbox import (
    Cancellation,
    CancelledError,
    Limit,
    QueryLimits,
    QueryPool,
    QueryRequest,
    pool_here,
    running,
)
from aizone.store.sandbox.formats import ROW_FORMATS
from tests.bounds import PATIENCE_S

EXPLOSION = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENDLESS_ROWS = "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SORT = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f"
PATIENT = replace(Settings(), query_timeout_s=PATIENCE_S, query_wait_s=PATIENCE_S)


@pytest.fixture(scope="module")
def pool(shipped):
    with QueryPool(shipped.source, replace(PATIENT, query_max_rows=5)) as pool:
        yield pool


def limits(**changed):
    return replace(QueryLimits.of(PATIENT), **changed)


def test_answers_of_every_kind_and_the_row_limit(pool):
    answer = pool.run("SELECT ?s ?o WHERE { ?s a ?o }")
    assert (answer.kind, answer.columns, len(answer.rows), answer.limit) == ("select", ("s", "o"), 5, Limit.ROWS)
    assert pool.run("ASK { ?s ?p ?o }").to_rows().values() == [(True,)]
    graph = pool.run("CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }")
    assert (graph.kind, len(graph.to_triples()), graph.limit) == ("graph", 5, Limit.ROWS)
    whole = pool.run("SELECT ?s ?o WHERE { ?s a ?o } LIMIT 5")
    assert (len(whole.rows), whole.limit, whole.cut) == (5, Limit.NONE, False)


def test_rows_come_in_batches_that_are_the_whole_answer(pool):
    request = QueryRequest("SELECT ?s ?p ?o ?none { ?s ?p ?o }", limits(rows=None))
    whole = pool.start(request).whole()
    running = pool.start(request)
    batches = list(running.batches())
    assert len(batches) > 10
    assert [row for batch in batches for row in batch.rows] == whole.rows
    assert {batch.columns for batch in batches} == {("s", "p", "o", "none")}
    assert running.limit == whole.limit
    cut = pool.start(QueryRequest(request.query, limits(rows=7)))
    assert sum(len(batch.rows) for batch in cut.batches()) == 7
    assert cut.limit is Limit.ROWS
    assert len(pool.start(QueryRequest("SELECT * {}", limits())).whole().rows) == 1


@pytest.mark.parametrize(
    "query",
    ["ASK {}", "SELECT * {}", "SELECT ?s { ?s a az:Measure }", "DESCRIBE <urn:none>", "SELECT ?s { ?s a <urn:none> }"],
)
@pytest.mark.parametrize("form", [*ROW_FORMATS])
def test_a_worker_that_answered_is_used_again(pool, query, form):
    with pool.start(QueryRequest(query, limits(), select_form=form)) as running:
        first = running._worker.pid
        list(running)
    assert first in {worker.pid for worker, _ in pool._idle}


def test_cells_come_back_as_the_terms_they_were(pool):
    answer = pool.run(
        r"""SELECT ?a ?b ?c ?d ?e ?f { VALUES (?a ?b ?c ?d ?e) { (<urn:x> "tab\t, line\n, \"quote\" \\" "市科技局"@zh UNDEF 1.5) } BIND(BNODE() AS ?f) }"""
    )
    (row,) = answer.to_rows().rows
    assert (row[0].value, row[1].value) == ("urn:x", 'tab\t, line\n, "quote" \\')
    assert (row[2].language, row[3], answer.to_rows().values()[0][4]) == ("zh", None, 1.5)
    assert type(row[5]).__name__ == "BlankNode"
    assert pool.run("SELECT * {}").to_rows().rows == [()]


def test_a_query_that_takes_too_long_is_stopped_and_the_next_one_works(pool):
    with pytest.raises(QueryLimitError, match=r"0\.2 seconds"):
        pool.run(EXPLOSION, limits=limits(seconds=0.2))
    assert pool.run("ASK { ?s ?p ?o }").rows


def test_rows_found_before_the_time_was_over_are_kept(pool):
    answer = None
    for seconds in (0.5, 4, 32):  # the first is enough unless the machine is busy
        with contextlib.suppress(QueryLimitError):  # nothing was found so soon
            answer = pool.run(ENDLESS_ROWS, limits=limits(seconds=seconds, rows=None, bytes=2**33))
        if answer is not None and answer.rows:
            break
    assert answer is not None
    assert answer.limit is Limit.SECONDS
    assert answer.rows
    assert {len(row) for row in answer.rows} == {2}


def test_an_answer_is_cut_at_its_limit_of_bytes(pool):
    answer = pool.run(ENDLESS_ROWS, limits=limits(rows=None, bytes=100_000))
    assert answer.limit is Limit.BYTES
    size = sum(len("\t".join(row)) + 1 for row in answer.rows)
    assert 90_000 < size <= 100_000


def test_a_sort_over_a_product_of_everything_takes_no_more_memory_than_it_may(pool):
    with pytest.raises(QueryLimitError, match="memory"):
        pool.run(SORT, limits=limits(seconds=PATIENCE_S))


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 12_000 + "?s ?p ?o" + "}" * 12_000,
        "ASK " + "{" * 3_000 + "?s ?p ?o" + "}" * 3_000,
        "ASK { FILTER(" + "(" * 8_000 + "1" + ")" * 8_000 + ") }",
        "ASK { FILTER(" + "!" * 20_000 + "true) }",
        "ASK { FILTER(1" + " + 1" * 7_000 + " > 0) }",
        "ASK { ?s " + "(" * 8_000 + "a" + ")" * 8_000 + " ?o }",
        "ASK { {} " + "UNION {} " * 3_000 + "}",
        "ASK { " + "OPTIONAL { " * 2_000 + "}" * 2_000 + " }",
        "SELECT * FROM <urn:x> " + "{" * 8_000 + "}" * 8_000,
    ],
)
def test_a_query_that_nests_deeply_harms_nobody(pool, query):
    with contextlib.suppress(QueryError):  # answered or refused: the engine's stack differs between systems
        assert pool.run(query).kind in {"ask", "select"}
    assert pool.run("ASK { ?s ?p ?o }").rows


def test_errors_come_back_as_errors(pool):
    with pytest.raises(QueryError, match="line 1"):
        pool.run("SELECT nonsense")
    with pytest.raises(QueryError, match="another host"):
        pool.run("SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_an_answer_comes_in_pieces_before_it_is_whole(pool):
    request = QueryRequest(ENDLESS_ROWS, limits(rows=None, bytes=2**33), select_form="text/csv")
    with pool.start(request) as running:
        pieces = iter(running)
        assert next(pieces).startswith(b"a,d\r\n")
        assert next(pieces)
        assert (running.columns, running.rows) == (("a", "d"), None)
    assert pool.run("ASK { ?s ?p ?o }").rows


def test_a_query_can_be_cancelled_from_another_thread(pool):
    endless = pool.start(QueryRequest(ENDLESS_ROWS, limits(rows=None, bytes=2**33)))
    threading.Thread(target=endless.cancel).start()
    with pytest.raises(CancelledError):
        endless.whole()


def test_a_query_can_be_cancelled_before_its_answer_begins(pool):
    cancellation = Cancellation()
    told = []

    def wait():
        with pytest.raises(CancelledError):
            pool.run(EXPLOSION, cancellation=cancellation)
        told.append(True)

    waiting = threading.Thread(target=wait)
    waiting.start()
    while cancellation._running is None:  # it has its worker
        pass
    cancellation.cancel()
    waiting.join()
    assert told
    with pytest.raises(CancelledError):
        pool.run("ASK {}", cancellation=cancellation)
    assert pool.run("ASK {}").rows


def test_a_long_query_gives_way_to_short_ones(pool, monkeypatch):
    monkeypatch.setattr(running, "_LONG_S", 0.01)
    slowed = []
    monkeypatch.setattr(
        ForkedWorker, "slow_down", lambda self: (slow_down(self), slowed.append(priority(self)), told.cancel())
    )
    told = Cancellation()
    with pytest.raises(CancelledError):
        pool.run(EXPLOSION, cancellation=told)
    assert slowed == [10]


slow_down = ForkedWorker.slow_down


def priority(worker):
    return os.getpriority(os.PRIO_PROCESS, worker.pid)


def test_long_queries_of_one_session_do_not_keep_those_of_another_waiting(shipped):
    """Four runaways hold all places but one; a count in another session is answered while they run."""
    settings = replace(PATIENT, query_workers=3)
    with QueryPool(shipped.source, settings) as pool:
        endless = QueryRequest(ENDLESS_ROWS, limits(rows=None, bytes=2**33))
        held = [pool.start(endless, session="one") for _ in range(2)]
        refused = []

        def third():
            try:
                pool.start(endless, session="one").close()
            except QueryError as error:
                refused.append(error)

        waiting = threading.Thread(target=third)
        waiting.start()
        assert pool.run("ASK { ?s ?p ?o }", session="other").rows
        assert waiting.is_alive()
        for running in held:
            running.close()
        waiting.join()
        assert not refused


def test_long_queries_of_as_many_sessions_as_places_do_not_keep_a_short_one_waiting(shipped, monkeypatch):
    monkeypatch.setattr(running, "_LONG_S", 0.01)
    told = [Cancellation() for _ in range(2)]

    def runaway(number):
        with contextlib.suppress(CancelledError):
            pool.run(EXPLOSION, session=f"{number}", cancellation=told[number])

    with QueryPool(shipped.source, replace(PATIENT, query_workers=2)) as pool:
        threads = [threading.Thread(target=runaway, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        while not all(one._running is not None for one in told):  # each has its worker
            pass
        assert pool.run("ASK { ?s ?p ?o }", session="other").rows
        assert all(thread.is_alive() for thread in threads)
        for one in told:
            one.cancel()
        for thread in threads:
            thread.join()


def test_a_count_is_answered_behind_four_runaways_of_the_same_session(shipped, monkeypatch):
    monkeypatch.setattr(running, "_LONG_S", 0.01)
    told = [Cancellation() for _ in range(4)]

    def runaway(one):
        with contextlib.suppress(CancelledError):
            pool.run(EXPLOSION, cancellation=one)

    with QueryPool(shipped.source, replace(PATIENT, query_workers=4)) as pool:
        threads = [threading.Thread(target=runaway, args=(one,)) for one in told]
        for thread in threads:
            thread.start()
        while not all(one._running is not None for one in told):  # each has its worker
            pass
        assert pool.run("ASK { ?s ?p ?o }").rows
        assert all(thread.is_alive() for thread in threads)
        for one in told:
            one.cancel()
        for thread in threads:
            thread.join()


def test_who_waits_too_long_for_a_turn_is_told(shipped, monkeypatch):
    monkeypatch.setattr(running, "_LONG_S", PATIENCE_S)  # a query that runs long would leave its turn to the other one
    with QueryPool(shipped.source, replace(PATIENT, query_workers=1, query_wait_s=0.01)) as pool:
        endless = QueryRequest(ENDLESS_ROWS, limits(rows=None, bytes=2**33))
        with pool.start(endless), pytest.raises(QueryLimitError, match="turn"):
            pool.run("ASK { ?s ?p ?o }", session="other")
        assert pool.run("ASK { ?s ?p ?o }", session="other").rows


def test_a_pool_whose_process_was_killed_starts_another(shipped):
    with QueryPool(shipped.source, PATIENT) as pool:
        assert pool.run("ASK { ?s ?p ?o }").rows
        os.kill(pool._workers.pid, signal.SIGKILL)
        pool._workers._process.wait()
        with pool._lock:
            pool._idle.clear()
        assert pool.run("ASK { ?s ?p ?o }").rows


def test_a_store_on_disk_is_opened_by_each_worker(workspace):
    settings = replace(PATIENT, workspace=workspace.paths.root, in_memory_bytes=0)
    source = type(workspace)(settings).source
    assert source.is_large
    with QueryPool(source, settings) as pool, pool.start(QueryRequest(ENDLESS_ROWS, limits(rows=None, bytes=2**33))):
        assert pool.run("ASK { ?m a az:Measure }").to_rows().values() == [(True,)]


def test_workers_without_fork_answer_alike(shipped):
    task = f"{2**30}\n\n".encode() + shipped.source.to_json().encode()
    with QueryPool(
        shipped.source, PATIENT, start=lambda: Spawns("aizone.store.sandbox.process", task, start_s=PATIENCE_S)
    ) as pool:
        assert pool.run("ASK { ?m a az:Measure }").to_rows().values() == [(True,)]
        with pytest.raises(QueryLimitError):
            pool.run(EXPLOSION, limits=limits(seconds=0.2))
        assert pool.run("ASK { ?m a az:Measure }").to_rows().values() == [(True,)]


def test_a_program_that_answers_one_query_forks_its_worker_itself(shipped):
    with pool_here(shipped.source, PATIENT) as pool:
        assert pool.run("ASK { ?m a az:Measure }").to_rows().values() == [(True,)]


def test_a_process_that_cannot_load_is_named(shipped):
    started = []

    def start():
        started.append(True)
        raise ChildEndedError(1, "MemoryError")

    with QueryPool(shipped.source, PATIENT, start=start) as pool, pytest.raises(QueryError, match="aizone validate"):
        pool.run("ASK {}")
    assert started


OWNER = """
import sys
from dataclasses import replace
from aizone.settings import Settings
from aizone.workspace import Workspace
from aizone.store.sandbox import QueryLimits, QueryPool, QueryRequest

pool = QueryPool(Workspace(Settings()).source, Settings())
running = pool.start(QueryRequest({query!r}, QueryLimits(1e6, None, 2**40, 2**30)))
print(pool._workers.pid, running._worker.pid, flush=True)
for piece in running:
    pass
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the system cannot wait for a process of others")
def test_workers_die_with_their_parent_even_when_it_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", OWNER.format(query=ENDLESS_ROWS)], stdout=subprocess.PIPE, text=True
    ) as owner:
        handles = [os.pidfd_open(int(pid)) for pid in owner.stdout.readline().split()]
        owner.kill()
        for handle in handles:
            assert select.select([handle], [], [], PATIENCE_S)[0], "it runs on"
            os.close(handle)
