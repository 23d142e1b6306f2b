"""Rows as pandas frames with useful dtypes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..iri import compact
from ..store import Rows, to_python

if TYPE_CHECKING:
    import pandas as pd

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


def to_frame(rows: Rows) -> pd.DataFrame:
    """A frame of r rows and c columns.

    IRIs are CURIEs, whole numbers Int64, decimals Float64, truth values boolean, closed vocabularies category, all else
    string; missing values are `pandas.NA`. Column dtypes depend on the values only, so an empty answer has strings.
    """
    import pandas as pd
    import pyoxigraph as ox

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
