"""Says on standard error how far the store on disk is: it is built once for all, however long that takes."""

from __future__ import annotations

import sys

from ..i18n import Translate
from ..store.progress import BuildStep
from .terminal import raw


class StoreProgress:
    """Prints steps: on a terminal one line that counts up, elsewhere a line when it begins and one when it is done.

    Args:
        _: the translator.
    """

    def __init__(self, _: Translate) -> None:
        self._ = _
        self._said = ""

    def __call__(self, step: BuildStep) -> None:
        """Say one step."""
        _ = self._
        if step.kind == "waiting":
            self._say(_("Another process is building the store of this workspace; waiting for it."))
            return
        is_answers = step.kind == "keeping"
        if step.done >= step.total:
            is_done = (
                _("The kept answers are up to date.") if is_answers else _("The store of this workspace is up to date.")
            )
            self._say(is_done)
            return
        words = (
            _("Keeping the answers of each plan, which is done once")
            if is_answers
            else _("Building the store of this workspace, which is done once")
        )
        if sys.stderr.isatty():
            print(f"\r{words}: {100 * step.done // step.total}%", end="", file=raw(sys.stderr), flush=True)
            self._said = ""
        else:
            self._say(f"{words} …")

    def _say(self, words: str) -> None:
        if words != self._said:
            start = "\r\x1b[K" if sys.stderr.isatty() else ""  # over the line that counts
            print(f"{start}{words}", file=raw(sys.stderr), flush=True)
            self._said = words
