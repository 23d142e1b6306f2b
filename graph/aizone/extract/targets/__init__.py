"""Numeric targets: `sentences` finds them in text, clause by clause (`clauses`), `indicators` in flattened tables.

`quantities` reads a number with its unit, `lookalikes` and `stated` say whether it is to be reached, `metrics` what it counts,
`shares` what '分别' hands out, `context` what was said before. The words are declared in `quantities.toml`.
"""

from .sentences import TargetsRead, extract_targets, read_targets

__all__ = ["TargetsRead", "extract_targets", "read_targets"]
