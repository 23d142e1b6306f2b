"""Purposes of sections: goals, work, safeguards or principles. The headings that tell are in `sections.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import Literal

SectionKind = Literal["goals", "work", "safeguards", "principles"]


@functools.cache
def _kinds() -> tuple[tuple[SectionKind, re.Pattern[str], re.Pattern[str] | None], ...]:
    table = tomllib.loads(Path(__file__).with_name("sections.toml").read_text("utf-8"))
    return tuple(
        (entry["name"], re.compile(entry["pattern"]), re.compile(entry["not"]) if "not" in entry else None)
        for entry in table["kind"]
    )


@functools.lru_cache(maxsize=4096)
def section_kind(heading: str) -> SectionKind | None:
    """The purpose that a heading announces; None when it does not say.

    Examples:
        >>> section_kind("主要目标"), section_kind("强化企业培育")
        ('goals', None)
    """
    for name, pattern, unless in _kinds():
        if pattern.search(heading) and not (unless and unless.search(heading)):
            return name
    return None


@functools.cache
def _status() -> re.Pattern[str]:
    return re.compile(tomllib.loads(Path(__file__).with_name("sections.toml").read_text("utf-8"))["status"]["pattern"])


def states_status(heading: str) -> bool:
    """Tell whether a part of the opening chapter says how things are, so that its numbers are not targets.

    Examples:
        >>> states_status("（一）发展基础"), states_status("（二）试点范围")
        (True, False)
    """
    return _status().search(heading) is not None
