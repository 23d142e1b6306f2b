"""Untrusted queries, each in a worker process that can be killed, with limits of time, rows, bytes and memory."""

from __future__ import annotations

from .answers import Answer, Limit
from .pool import QueryPool, pool_here
from .requests import QueryLimits, QueryRequest
from .running import Cancellation, CancelledError, RunningQuery

__all__ = [
    "Answer",
    "Cancellation",
    "CancelledError",
    "Limit",
    "QueryLimits",
    "QueryPool",
    "QueryRequest",
    "RunningQuery",
    "pool_here",
]
