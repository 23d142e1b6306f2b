"""How the numbers of a list are computed, from the declared records of `analysis`."""

from __future__ import annotations

from ..i18n import Lang, translator
from .output import print_rows
from .tables import Cell

_COLUMNS = ("id", "title", "formula", "unit", "source", "cost")


def print_measures(*ids: str, fmt: str, lang: Lang) -> int:
    """Print declared measures as rows; returns the exit code.

    Args:
        ids: measures, in the order to print.
        fmt: a format of `print_rows`.
        lang: language of titles, formulas and units.
    """
    from ..analysis import registry  # not at the top: it takes every analysis with it, NetworkX and arrays included

    _ = translator(lang)
    declared = {measure.id: measure for measure in registry.every()}
    rows: list[tuple[Cell, ...]] = [
        (found.id, found.title[lang], found.formula[lang], found.unit[lang], found.source, found.cost)
        for found in map(declared.__getitem__, ids)
    ]
    if fmt == "table":
        colon = _(": ")
        heads = (_("Formula"), _("Unit of measure"), _("Source"), _("Cost"))
        for number, title, *words in rows:
            print(f"{title}  ({number})")
            print("".join(f"  {head}{colon}{word}\n" for head, word in zip(heads, words, strict=True) if word))
        return 0
    print_rows(_COLUMNS, rows, fmt=fmt)
    return 0
