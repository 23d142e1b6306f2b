"""Rows of a query for a program: printed while they are found, and the same as if they were printed at the end."""

import io
import itertools
import os
import subprocess
import sys
import unittest.mock

import pyoxigraph as ox
import pytest

from aizone.cli.commands import asking
from aizone.cli.commands.asking import _Deadline, _RowsAsTheyCome
from aizone.cli.output import cells_of, print_as_they_come, print_rows
from aizone.i18n import translator
from aizone.store import Rows
from aizone.store.sandbox import Answer, Limit
from tests.bounds import PATIENCE_S
from tests.conftest import ROOT

ROWS = [("市科技局", 1, 2.5), ("=1+1", None, True), ('一"二\n三', 0, False), ("x", 4, None)]
COLUMNS = ("a", "b", "c")
ALL = "SELECT ?s ?p ?o { ?s ?p ?o }"


@pytest.mark.parametrize("fmt", ["json", "csv", "tsv"])
@pytest.mark.parametrize("batches", [[], [[]], [ROWS], [ROWS[:1], [], ROWS[1:3], ROWS[3:]]])
def test_batches_are_printed_as_all_rows_together(fmt, batches):
    together, apart = io.StringIO(), io.StringIO()
    print_rows(COLUMNS, [row for batch in batches for row in batch], fmt=fmt, out=together)
    print_as_they_come(COLUMNS, batches, fmt=fmt, out=apart)
    assert apart.getvalue() == together.getvalue()


@pytest.mark.parametrize("fmt", ["json", "csv", "tsv"])
def test_a_batch_is_printed_before_the_next_is_found(fmt):
    class Flushed(io.StringIO):
        seen = ""

        def flush(self):
            self.seen = self.getvalue()

    out = Flushed()

    def batches():
        yield ROWS[:2]
        assert "市科技局" in out.seen
        assert "=1+1" in out.seen
        yield ROWS[2:]

    print_as_they_come(COLUMNS, batches(), fmt=fmt, out=out)
    assert out.seen.count("\n") >= 4


def test_who_reads_the_first_rows_only_stops_the_query():
    command = [sys.executable, "-m", "aizone.cli", "query", "-e", ALL, "--format", "csv", "--timeout", str(PATIENCE_S)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "graph")},
    ) as process:
        assert process.stdout.readline() == b"s,p,o\n"
        assert process.stdout.readline().count(b",") >= 2
        process.stdout.close()
        assert process.wait(PATIENCE_S) == 0
        assert process.stderr.read() == b""


def test_a_limit_and_an_answer_of_nothing_are_said_as_before(capfd):
    from aizone.cli import main

    assert main(["query", "-e", ALL, "--format", "tsv", "--limit", "3"]) == 0
    assert capfd.readouterr().out.count("\n") == 4
    assert main(["query", "-e", "SELECT ?s { ?s a az:Nothing }", "--format", "json", "--lang", "en"]) == 0
    out, err = capfd.readouterr()
    assert out == "[]\n"
    assert "az:Nothing" in err


class Endless:
    """A query whose worker has been at work for so long, and gives rows for ever."""

    columns = ("a",)
    limit = Limit.NONE

    def __init__(self, seconds):
        self.seconds = seconds
        self.is_open = True

    def batches(self):
        yield from itertools.repeat(Answer("select", self.columns, [("<a:b>",)]))

    def close(self):
        self.is_open = False


@pytest.mark.parametrize(("worker_s", "limit_s"), [(3, 2), (0, 0.001)])
def test_the_time_of_a_query_is_its_workers_and_that_of_printing(worker_s, limit_s):
    running = Endless(worker_s)
    counted = _RowsAsTheyCome(running, limit_s)
    parts = list(counted)
    assert (running.is_open, counted.limit, parts[-1].cut) == (False, Limit.SECONDS, True)
    assert counted.rows == sum(map(len, parts)) > 0


@pytest.mark.parametrize(("finding", "reading", "is_stopped"), [(1, 100, False), (3, 0, True)])
def test_the_time_of_a_question_is_that_of_finding_its_rows(monkeypatch, finding, reading, is_stopped):
    now, allowed = [0.0], []
    monkeypatch.setattr(asking.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(
        asking.threading, "Timer", lambda seconds, _stop: allowed.append(seconds) or unittest.mock.Mock()
    )

    def parts():
        for number in range(4):
            now[0] += finding
            yield Rows(("n",), [(ox.Literal(number),)])

    for _part in _Deadline(10, translator("en")).over(parts()):
        now[0] += reading
    assert allowed == [max(10 - finding * number, 0) for number in range(5)]
    assert (allowed[-1] == 0) is is_stopped


def test_texts_become_terms_once_and_stay_in_their_places():
    cells = ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "<https://w3id.org/aizone/id/plan/x>", None, '"市"@zh']
    answer = Answer("select", ("a", "b"), [(cells[0], cells[1]), (cells[2], cells[0]), (cells[3], cells[1])])
    rows = answer.to_rows()
    assert cells_of(rows) == [(1, "id:plan/x"), (None, 1), ("市", "id:plan/x")]
    assert rows.rows[0][1] is rows.rows[2][1]
    assert Answer("select", (), [(), ()]).to_rows().rows == [(), ()]
    assert Answer("select", ("a",), []).to_rows().rows == []
