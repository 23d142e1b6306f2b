"""Answers of questions as tables: of plain values, and as pandas frames with useful dtypes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..errors import MissingExtraError
from ..iri import compact
from ..store import Rows, Term, to_python

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from ..store.sandbox import Answer

_CATEGORIES = {
    "role",
    "basis",
    "type",
    "unit_type",
    "relation",
    "period",
    "severity",
    "direction",
    "code",
    "role_label",
}


@dataclass(frozen=True, slots=True)
class NodeValue:
    """A cell that holds a node, by CURIE; a text that looks like one is a `str`."""

    node: str


TableValue = NodeValue | str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """An answer of any question: c columns, and rows of c plain values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[TableValue, ...], ...]


def to_table(rows: Rows) -> AnswerTable:
    """Rows of terms as plain values: nodes by CURIE, numbers as numbers, everything else as text."""
    return AnswerTable(rows.columns, tuple(tuple(map(_value, row)) for row in rows.rows))


def _value(term: Term | None) -> TableValue:
    return NodeValue(compact(term)) if isinstance(term, ox.NamedNode) else to_python(term)


def to_frame(rows: Rows) -> pd.DataFrame:
    """A frame of r rows and c columns.

    IRIs are CURIEs, whole numbers Int64, decimals Float64, truth values boolean, closed vocabularies category, all else
    string; missing values are `pandas.NA`. Column dtypes depend on the values only, so an empty answer has strings.
    """
    import pandas as pd

    frame: dict[str, Any] = {}  # one pandas Series a column
    for place, column in enumerate(rows.columns):
        terms = [row[place] for row in rows.rows]
        values = [compact(term) if isinstance(term, ox.NamedNode) else to_python(term) for term in terms]
        present = [value for value in values if value is not None]
        dtype = "string"
        if column in _CATEGORIES:
            dtype = "category"
        elif present and all(isinstance(value, bool) for value in present):
            dtype = "boolean"
        elif present and all(isinstance(value, int) for value in present):
            dtype = "Int64"
        elif present and all(isinstance(value, (int, float)) for value in present):
            dtype = "Float64"
        elif any(not isinstance(value, str) for value in present):
            values = [None if value is None else str(value) for value in values]
        frame[column] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(frame)


def to_polars(rows: Rows) -> pl.DataFrame:
    """A polars frame of r rows and c columns, typed as in `to_frame`: strings, Int64, Float64, Boolean, categories.

    Raises:
        MissingExtraError: polars is not installed.
    """
    try:
        import polars as pl
    except ImportError as error:
        raise MissingExtraError("polars", "polars") from error
    kinds = {"Int64": pl.Int64, "Float64": pl.Float64, "boolean": pl.Boolean, "category": pl.Categorical}
    columns = []
    for name, series in to_frame(rows).items():
        values = series.astype(object).where(series.notna(), None).tolist()
        columns.append(pl.Series(str(name), values, dtype=kinds.get(str(series.dtype), pl.String)))
    return pl.DataFrame(columns)


def answer_to_frame(answer: Answer) -> pd.DataFrame:
    """An answer of a query worker as a frame, typed as in `to_frame`."""
    return to_frame(answer.to_rows())
