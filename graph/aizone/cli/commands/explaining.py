"""`extract --explain`: why something was read so, rule by rule, for people or as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...reading.read import ReadPlan
from ...text.characters import escaped
from ...text.excerpts import shortened
from ...views.intake.explanation import ExplainedPart, FactKind, ReasonLine, explain_reading

EXPLAIN_FORMATS = (None, "json")
"""What --format may say with --explain; None prints for people."""


def check_format(options: argparse.Namespace) -> None:
    """Refuse formats that have no place for reasons."""
    if options.explain and options.format not in EXPLAIN_FORMATS:
        raise UsageError(
            "aizone extract",
            N_("--explain prints text or JSON, not {format}."),
            N_("Leave --format out, or use --format json."),
            format=options.format,
        )


def print_explanations(plans: Sequence[ReadPlan], options: argparse.Namespace, lang: Lang) -> None:
    """Print why the plans were read so: as text, or as a JSON list with one object per plan."""
    explained = [(plan, explain_reading(plan.reading, lang)) for plan in plans]
    if options.format == "json":
        found = [{"slug": plan.slug, "title": plan.reading.plan.title, "parts": parts} for plan, parts in explained]
        sys.stdout.write(escaped(msgspec.json.format(msgspec.json.encode(found), indent=2).decode()) + "\n")
        return
    _ = translator(lang)
    for plan, parts in explained:
        sys.stdout.write(f"{_plain(plan.reading.plan.title)}\n\n")
        for part in parts:
            sys.stdout.write("\n".join(_lines(part, _)) + "\n\n")


def _lines(part: ExplainedPart, _: Translate) -> Iterator[str]:
    number = "" if part.clause is None else f" · {part.clause}"
    yield f"{part.path}{number}  {_plain(part.heading)}"
    yield f"  {_plain(shortened(part.exact))}  {part.start}-{part.end}"
    if part.owner_list:
        yield "  " + _("Owner list")
        yield from _reasons(part.owner_list)
    for fact in part.facts:
        yield f"  {_kind(fact.kind, _)}: {_plain(fact.title)} — {_plain(fact.result)}  {fact.start}-{fact.end}"
        yield from _reasons(line for line in fact.reasons if line not in part.owner_list)  # said once, above
    if part.left_out:
        yield "  " + _("Left out")
        yield from _reasons(part.left_out)


def _kind(kind: FactKind, _: Translate) -> str:
    return {
        "owner": _("Owner"),
        "target": _("Target"),
        "aim": _("Aim"),
        "deadline": _("Deadline"),
        "mention": _("Mention"),
        "contribution": _("Serves"),
    }[kind]


def _reasons(lines: Iterable[ReasonLine]) -> Iterator[str]:
    for line in lines:
        words = f"  “{_plain(shortened(line.exact))}” {line.start}-{line.end}" if line.exact else ""
        yield f"    {line.sentence}{words}  [{line.rule}]"


def _plain(words: str) -> str:
    """Words on one line, without characters that would steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in words)
