"""`publish`: sends a workspace to a SPARQL server."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...errors import N_, UsageError
from ...i18n import Lang, Translate, translator
from ...iri import compact
from ...settings import store_from
from ..opening import open_workspace
from ..output import print_json, print_rows
from ..terminal import raw

if TYPE_CHECKING:
    from ...workspace.publishing import PublishStep


def run_publish(options: argparse.Namespace, lang: Lang) -> int:
    """Send what has changed since the last run, or say what would be sent."""
    from ...workspace.publishing import Publisher  # not at the top: the web library is an extra

    _ = translator(lang)
    address = store_from(os.environ, options.store, options.store_update, options.store_graphs)
    if address is None:
        raise UsageError(
            "aizone publish", N_("needs the address of a server."), N_("Name it with --store or AIZONE_STORE.")
        )
    publisher = Publisher(open_workspace(options.workspace, lang), address)
    steps, unchanged = publisher.plan.steps, publisher.plan.unchanged

    def tell(done: int, step: PublishStep) -> None:
        words = f"{done + 1}/{len(steps)} {_words(step, _)} {compact(step.graph)}"
        if sys.stderr.isatty():
            print(f"\r\x1b[K{words}", end="", file=raw(sys.stderr), flush=True)
        else:
            print(words, file=raw(sys.stderr), flush=True)

    if not options.dry_run:
        try:
            publisher.run(tell, take_over=options.take_over)
        finally:
            if sys.stderr.isatty() and steps:
                print(file=raw(sys.stderr))
    if options.format == "json":
        print_json(
            {
                "store": address.query,
                "dry_run": options.dry_run,
                "unchanged": unchanged,
                "steps": [{"action": _kind(step), "graph": compact(step.graph), "plan": step.plan} for step in steps],
            }
        )
        return 0
    if options.dry_run and steps:
        print_rows([_("What"), _("Graph")], [(_words(step, _), compact(step.graph)) for step in steps], fmt="table")
    print(_summary(steps, unchanged, options.dry_run, _).format(place=address.query))
    return 0


def _summary(steps: Sequence[PublishStep], unchanged: int, is_dry: bool, _: Translate) -> str:
    if not steps:
        return _("{{place}} holds all {count} graphs as they are now; nothing was sent.").format(count=unchanged)
    said = (
        _("{count} changes would be made at {{place}}; {unchanged} graphs stay as they are. Nothing was sent.")
        if is_dry
        else _("{count} changes were made at {{place}}; {unchanged} graphs were there already.")
    )
    return said.format(count=len(steps), unchanged=unchanged)


def _kind(step: PublishStep) -> str:
    return "new" if step.is_new else step.action


def _words(step: PublishStep, _: Translate) -> str:
    words = {"new": _("new"), "replace": _("changed"), "add": _("added to"), "remove": _("removed")}
    return words[_kind(step)]
