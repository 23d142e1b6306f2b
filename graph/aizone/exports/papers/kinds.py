"""The papers there are and the formats of each; imports nothing of ours, so that the command line can offer them at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

PaperKind = Literal["breakdown", "brief", "coordination", "worklist"]
PaperFormat = Literal["docx", "xlsx"]
PaperOrder = Literal["area", "unit"]

PAPER_KINDS: tuple[PaperKind, ...] = get_args(PaperKind)
ALL_PAPER_FORMATS: tuple[PaperFormat, ...] = get_args(PaperFormat)
PAPER_ORDERS: tuple[PaperOrder, ...] = get_args(PaperOrder)

PAPER_FORMATS: Mapping[PaperKind, tuple[PaperFormat, ...]] = {
    "breakdown": ("docx", "xlsx"),
    "brief": ("docx",),
    "coordination": ("docx",),
    "worklist": ("xlsx",),
}
"""The formats of each paper, the usual one first."""

MEDIA_TYPES: Mapping[PaperFormat, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
