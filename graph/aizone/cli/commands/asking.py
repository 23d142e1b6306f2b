"""`query` and `queries`: questions of the library and one's own SPARQL."""

from __future__ import annotations

import argparse
import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ... import queries
from ...errors import N_, QueryLimitError, UsageError
from ...i18n import Lang, Translate, translator
from ...names import lookup
from ...names.parameters import terms
from ...projections.tables import to_table
from ...store import Rows, StoreSource
from ...store.at_hand import note_asked
from ...views.ask.limits import cut_words
from ...views.ask.tables import TellingColumns
from ...views.look.formats import listed
from ...vocab import PREFIXES
from ...workspace import Workspace
from ..opening import open_to_ask
from ..output import cells_of, print_as_they_come, print_json, print_rows
from ..tables import Cell, TablePrinter
from ..terminal import write_rdf

if TYPE_CHECKING:
    from ...store.sandbox import RunningQuery

_GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}

_ROWS_FOR_WIDTHS = 500
"""Rows that a table looks at before it prints the first: for the columns that say something, and their widths."""


def run_query(options: argparse.Namespace, lang: Lang) -> int:
    """Answer a question of the library, a file, or a query text."""
    workspace = open_to_ask(options, lang)
    timeout = workspace.settings.query_timeout_s if options.timeout is None else options.timeout
    if timeout <= 0:
        raise UsageError("aizone query --timeout", N_("must be more than 0 seconds."))
    if options.limit is not None and options.limit < 1:
        raise UsageError("aizone query --limit", N_("must be 1 or more."))
    text = _text(options)
    workspace.is_for_one_answer = True
    workspace.prepare_store()  # takes as long as it takes: the query's time begins after it
    source = workspace.source
    code = (
        _run_question(workspace, timeout, options, lang)
        if text is None
        else _run_text(workspace, text, timeout, options, lang)
    )
    if isinstance(source, StoreSource):
        sys.stdout.flush()
        note_asked(source)
    return code


def _run_question(workspace: Workspace, timeout: float, options: argparse.Namespace, lang: Lang) -> int:
    """Answer a question of the library; its rows are printed while they are found."""
    _refuse_graph_format(options.format)
    deadline = _Deadline(timeout, translator(lang))
    with deadline.running():
        parts = workspace.select_parts(options.what, _params(options), lang=lang, limit=options.limit)
    rows = _print_parts(queries.load(options.what).columns, deadline.over(parts), options.format, lang)
    if not rows and options.param:
        _say_what_was_asked(workspace, options, lang)
    return 0


def _text(options: argparse.Namespace) -> str | None:
    """The query text, when one was given rather than a question's name."""
    if options.execute is not None:
        if options.what is not None:
            raise UsageError("aizone query", N_("takes either -e or a name, not both."))
        return str(options.execute)
    if options.what is None:
        raise UsageError(
            "aizone query", N_("needs a question, a file or -e SPARQL."), N_("'aizone queries' lists the questions.")
        )
    path = Path(options.what)
    if path.suffix in {".rq", ".sparql"} or (os.sep in options.what and path.exists()):
        if options.param:
            raise UsageError(
                "aizone query", N_("binds parameters of library questions only."), N_("Put the values into the file.")
            )
        try:
            return path.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                str(path), N_("cannot be read ({detail})."), N_("Check the path."), detail=error
            ) from error
    return None


def _say_what_was_asked(workspace: Workspace, options: argparse.Namespace, lang: Lang) -> None:
    """The question and what its names were taken for, where they have no answer: two units may really share nothing."""
    _ = translator(lang)
    question = queries.load(options.what)
    meant = terms(workspace.names, question, _params(options))
    named = [
        lookup.label(workspace.store, term, lang) if isinstance(term, ox.NamedNode) else term.value
        for term in meant.values()
        if not isinstance(term, ox.Triple)
    ]
    said = _("Asked: {question} {names}").format(question=question.title[lang], names=listed(named, lang))
    print(said, file=sys.stderr)


def _params(options: argparse.Namespace) -> dict[str, object]:
    params: dict[str, object] = {}
    for word in options.param:
        name, equals, value = word.partition("=")
        if not equals:
            raise UsageError(f"'{word}'", N_("is not PARAM=VALUE."), N_("Write for example unit=市科技局."))
        params[name] = value
    return params


def _run_text(workspace: Workspace, text: str, timeout: float, options: argparse.Namespace, lang: Lang) -> int:
    """Answer a query text in a process that is stopped at its limits; what was found until there is printed."""
    from ...queries.mistakes import said_in_words
    from ...store.sandbox import (
        Answer,
        Limit,
        QueryRequest,
        pool_here,
    )  # not at the top: questions of the library start no process

    fmt = options.format
    with pool_here(workspace.source, workspace.settings) as pool, said_in_words(text):
        limits = replace(pool.limits, seconds=timeout, rows=options.limit)
        running = pool.start(QueryRequest(text, limits))
        if running.kind == "select":
            _refuse_graph_format(fmt)
            counted = _RowsAsTheyCome(running, timeout)
            _print_parts(running.columns, counted, fmt, lang)
            answer = Answer("select", running.columns, counted.first, counted.limit)
            count = counted.rows
        else:
            answer = pool.whole(running)
            count = len(answer.rows)
    if answer.kind == "graph":
        if fmt in {"json", "csv", "tsv"}:
            raise UsageError(f"--format {fmt}", N_("is for SELECT and ASK."), N_("Use turtle, ntriples or jsonld."))
        chosen = _GRAPH_FORMATS.get(fmt, ox.RdfFormat.TURTLE)
        write_rdf(ox.serialize(answer.to_triples(), format=chosen, prefixes=dict(PREFIXES)) or b"")
    elif answer.kind == "ask":
        truth = answer.to_rows().values()[0][0]
        print_json(truth) if fmt == "json" else print(str(truth).lower())
    _say_what_is_odd(text, workspace, lang, is_empty=count <= 1 and answer.found_nothing and not answer.cut)
    is_stopped = answer.cut and answer.limit is not Limit.ROWS  # the limit of rows is the reader's own
    if is_stopped:
        print(f"aizone: {cut_words(answer.limit.value, count, translator(lang))}", file=sys.stderr)
    return 2 if is_stopped else 0


def _say_what_is_odd(text: str, workspace: Workspace, lang: Lang, *, is_empty: bool) -> None:
    """Say beside an answer what is hardly meant: signs that became letters of a name, goals asked of measures alone, and why nothing matches."""
    from ...queries.cautions import cautions

    _ = translator(lang)
    lines = []
    for one in cautions(text):
        row, column = one.place(text)
        lines.append(
            _("hint, line {line}, column {column}: {words}").format(line=row, column=column, words=one.line(_))
        )
    if is_empty:
        from ...queries.empty_answers import reasons_for_no_rows

        lines += [one.line(_) for one in reasons_for_no_rows(text, workspace.store)]
    for line in lines:
        print(line, file=sys.stderr)


class _RowsAsTheyCome:
    """Rows of an answer as they come: counted, the first batch kept.

    The time of a query is what its worker and this process are at work; a reader who takes the rows slowly does not use it up.

    Args:
        running: the query at work.
        seconds: its limit of time.
    """

    def __init__(self, running: RunningQuery, seconds: float) -> None:
        self._running = running
        self._seconds = seconds
        self.limit = running.limit
        self.rows = 0
        self.first: list[tuple[str | None, ...]] = []

    def __iter__(self) -> Iterator[Rows]:
        from ...store.sandbox import Limit  # not at the top: questions of the library start no process

        begun = time.process_time()
        for batch in self._running.batches():
            self.first = self.first or batch.rows
            self.rows += len(batch.rows)
            yield batch.to_rows()
            if self._running.is_open and self._running.seconds + time.process_time() - begun > self._seconds:
                self._running.close()
                self.limit = Limit.SECONDS
                break
        else:
            self.limit = self._running.limit
        yield Rows(self._running.columns, [], bool(self.limit))


def _refuse_graph_format(fmt: str) -> None:
    if fmt in _GRAPH_FORMATS:
        raise UsageError(f"--format {fmt}", N_("is for CONSTRUCT and DESCRIBE."), N_("Use table, json, csv or tsv."))


def _print_parts(columns: Sequence[str], parts: Iterable[Rows], fmt: str, lang: Lang) -> int:
    """Print rows while they are found; returns how many there were."""
    if fmt == "table":
        return _print_table(parts, lang)
    count = 0

    def cells() -> Iterator[list[tuple[Cell, ...]]]:
        nonlocal count
        for part in parts:
            count += len(part)
            yield cells_of(part)

    print_as_they_come(columns, cells(), fmt=fmt)
    return count


def _print_table(parts: Iterable[Rows], lang: Lang) -> int:
    """Print rows for a person: columns and widths are those of the first rows, until a column that was empty has values."""
    _ = translator(lang)
    table, columns = TablePrinter(sys.stdout), TellingColumns(lang)
    is_cut = False
    for part in _first_together(parts, _ROWS_FOR_WIDTHS):
        is_cut = is_cut or part.cut
        if part.rows:
            table.add(*columns.of(to_table(part)))
    if not table.rows:
        print(_("No answer: nothing in the workspace matches."))
        return 0
    table.end()
    said = _("the first {count} rows; there are more") if is_cut else _("{count} rows")
    print(said.format(count=table.rows), file=sys.stderr)
    return table.rows


def _first_together(parts: Iterable[Rows], least: int) -> Iterator[Rows]:
    """The parts of an answer, the first ones as one of at least so many rows, or all there are."""
    held: Rows | None = None
    is_begun = False
    for part in parts:
        together = part if held is None else Rows(part.columns, held.rows + part.rows, held.cut or part.cut)
        is_begun = is_begun or len(together) >= least
        held = None if is_begun else together
        if is_begun:
            yield together
    if held is not None:
        yield held


class _Deadline:
    """Ends this process when a question takes too long: it cannot be stopped from inside, and the process serves nothing else.

    What counts is the time in which rows are found; a reader who takes them slowly does not use it up.

    Args:
        seconds: that it may take.
        _: the translator.
    """

    def __init__(self, seconds: float, _: Translate) -> None:
        self._left = seconds
        error = QueryLimitError(
            "query",
            N_("took more than {seconds} seconds and was stopped."),
            N_("Name a unit, task or plan in the query, or use --timeout."),
            seconds=f"{seconds:g}",
        )
        self._words = f"aizone: {error.line(_)}"

    def over(self, parts: Iterator[Rows]) -> Iterator[Rows]:
        """Parts of an answer, each found before the time is up."""
        while True:
            with self.running():
                part = next(parts, None)
            if part is None:
                return
            yield part

    @contextmanager
    def running(self) -> Iterator[None]:
        """Count the time of what happens inside."""
        timer = threading.Timer(max(self._left, 0), self._stop)
        timer.daemon = True
        begun = time.monotonic()
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            self._left -= time.monotonic() - begun

    def _stop(self) -> None:
        sys.stdout.flush()
        print(self._words, file=sys.stderr, flush=True)
        os._exit(2)


def run_queries(options: argparse.Namespace, lang: Lang) -> int:
    """List the question library, or show one question."""
    _ = translator(lang)
    if options.name:
        question = queries.load(options.name)
        if options.format == "json":
            print_json(_as_json(question))
        else:
            print(question.sparql(lang=lang), end="")
        return 0
    if options.format == "json":
        print_json([_as_json(question) for question in queries.every()])
        return 0
    rows = [
        (question.name, question.title[lang], " ".join(_param(param) for param in question.params))
        for question in queries.every()
    ]
    print_rows([_("Name"), _("Question"), _("Parameters")], rows, fmt="table")
    print(_("[…] is optional. Ask one: aizone query duties_of_unit unit=市科技局"))
    return 0


def _param(param: queries.Param) -> str:
    return f"{param.name}=" if param.required else f"[{param.name}=]"


def _as_json(question: queries.Question) -> dict[str, object]:
    return {
        "name": question.name,
        "title": question.title,
        "params": [
            {"name": param.name, "type": param.kind, "required": param.required, "description": param.description}
            for param in question.params
        ],
        "columns": list(question.columns),
        "sparql": question.sparql(),
    }
