"""Words for an answer that ends at a limit."""

from __future__ import annotations

from ...i18n import Translate


def cut_words(limit: str, rows: int, _: Translate) -> str:
    """A sentence that says at which limit an answer was cut off, and what of it is there.

    Args:
        limit: 'seconds', 'rows', 'bytes' or 'memory'.
        rows: how many are there.
        _: translates.
    """
    words = {
        "seconds": _("The query was stopped at its limit of time; these are the {rows} rows found until then."),
        "bytes": _("The answer was cut off at its limit of size; these are its first {rows} rows."),
        "memory": _("The query was stopped at its limit of memory; these are the {rows} rows found until then."),
    }
    return words.get(limit, _("Only the first {rows} rows are shown.")).format(rows=f"{rows:,}")
