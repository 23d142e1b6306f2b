"""The process of a `worker` that is started by itself, where this one may not be forked."""

from __future__ import annotations

from ..processes import serve
from .worker import PlanReader

if __name__ == "__main__":
    serve(PlanReader().answer)
