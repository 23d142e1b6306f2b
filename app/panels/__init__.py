"""Views of one selection, shown beside its card by the Explore page.

Each module has one function with the same face, so that Explore does not know what it draws:

    def draw(now: Address, plans: tuple[str, ...], lang: Lang, _: Translate) -> Address | None

`now` is the selection in the address, `plans` the CURIEs of the plans to show (never empty). It returns the selection the visitor
made in it in this run, None for no new one; links of `page.link` and `page.chip` inside it need no return.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aizone.app.address import Address, View
from aizone.app.panels import graph
from aizone.i18n import Lang, Translate


@dataclass(frozen=True, slots=True)
class Panel:
    """A view: its name on the switch, and the function that draws it."""

    title: Callable[[Translate], str]
    draw: Callable[[Address, tuple[str, ...], Lang, Translate], Address | None]


PANELS: dict[View, Panel] = {
    "graph": Panel(lambda _: _("Graph"), graph.draw),
}
"""The views in the order of the switch."""
