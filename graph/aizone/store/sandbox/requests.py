"""Requests to a worker: a query, the form of its answer, and how far it may go."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from ...settings import Settings
from ..base import Dataset

ROWS = "rows"
"""The form of an answer that is read by this program: a line per row, terms as N-Triples, a tab between them."""


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """How far a query may go.

    Args:
        seconds: how long its worker may be at work.
        rows: rows or triples of its answer; None for any number.
        bytes: of its answer as it is written.
        memory: bytes that its worker may take beyond the graph.
    """

    seconds: float
    rows: int | None
    bytes: int
    memory: int

    @classmethod
    def of(cls, settings: Settings) -> QueryLimits:
        """The limits that settings give."""
        return cls(
            settings.query_timeout_s, settings.query_max_rows, settings.query_max_bytes, settings.query_memory_bytes
        )

    def at_most(self, *, seconds: float | None = None, rows: int | None = None) -> QueryLimits:
        """These limits, or narrower ones.

        Args:
            seconds: what is asked for; more than these limits give is not granted.
            rows: likewise.
        """
        least = [number for number in (rows, self.rows) if number is not None]
        wanted = self.seconds if seconds is None else min(seconds, self.seconds)
        return replace(self, seconds=wanted, rows=min(least) if least else None)


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query for a worker.

    Args:
        query: its text.
        limits: how far it may go.
        select_form: how the rows of a SELECT and the answer of an ASK are written: 'rows', or a media type that `formats` knows.
        graph_form: how triples are written, likewise.
        dataset: the graphs to ask instead of those that the query names; None to leave it to the query.
    """

    query: str
    limits: QueryLimits
    select_form: str = ROWS
    graph_form: str = ROWS
    dataset: Dataset | None = None

    def to_json(self) -> bytes:
        """The record as a message; without the mark with which Windows begins a file."""
        return json.dumps({**asdict(self), "query": self.query.removeprefix("\ufeff")}).encode()

    @classmethod
    def from_json(cls, message: bytes) -> QueryRequest:
        """A record that `to_json` wrote."""
        held: dict[str, Any] = json.loads(message)
        dataset = held["dataset"]
        held["limits"] = QueryLimits(**held["limits"])
        held["dataset"] = dataset and Dataset(tuple(dataset["default"]), tuple(dataset["named"]))
        return cls(**held)
