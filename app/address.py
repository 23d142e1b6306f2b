"""The address bar as the one place of what is selected: read into a record, written back, and written into links.

`explore?id=…&edge=…&view=graph&plan=…&lang=zh`: a copied link opens the same selection, the same picture of it (`open`, `off`) and the
same layout of it (`layout`) and the same matrix (`rows`, `columns`, `only-units` …); back and forward move between them (Streamlit runs the page again when the visitor
goes back, and then the address is read again).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, get_args
from urllib.parse import quote_plus

import streamlit as st

from aizone.i18n import Lang, as_lang
from aizone.views.graph.arrangements import ARRANGEMENTS, Arrangement
from aizone.views.graph.state import MOST_OPENED
from aizone.views.matrix import order as matrix_order
from aizone.views.matrix.order import MatrixView

View = Literal["graph", "matrix", "text"]
VIEWS: tuple[View, ...] = get_args(View)
MOST_IN_ADDRESS = 7_000
"""Bytes of a parameter as it is sent: proxies take 8,192 of a line that names an address (nginx, Apache), the rest of it included."""
FILTERS = ("fits", "class")
"""The parameters that filter a page's list; they stay while the selection changes."""
_SEPARATOR = "|"
_NOTHING = "none"


@dataclass(frozen=True, slots=True)
class Address:
    """The selection.

    `id` is a CURIE or IRI, as it was asked for; `edge` (source, role or property, target) is set when a relation is selected;
    `plans` are CURIEs, none for all plans; `opened` is the graph's start and what was done since (see `views.graph.state`);
    `hidden` are the entries of the graph's legend that are switched off, None for those that are off at first; `arrangement` is where
    the graph's nodes stand.
    """

    id: str | None = None
    edge: tuple[str, str, str] | None = None
    view: View = "graph"
    plans: tuple[str, ...] = ()
    lang: Lang = "zh"
    opened: tuple[str, ...] = ()
    hidden: tuple[str, ...] | None = None
    arrangement: Arrangement = ARRANGEMENTS[0]
    matrix: MatrixView = field(default_factory=MatrixView)

    def select(self, node: str | None) -> Address:
        """The same view of another entity."""
        return replace(self, id=node, edge=None)

    def select_edge(self, source: str, key: str, target: str) -> Address:
        """The same view of a relation; the card belongs to its source."""
        return replace(self, id=source, edge=(source, key, target))


def parse(params: dict[str, list[str]], lang: Lang) -> Address:
    """Read query parameters; what is not understood is left out.

    Args:
        params: each name with its values, as `st.query_params` has them.
        lang: the language when the parameters name none.
    """

    def one(name: str) -> str | None:
        return next(iter(params.get(name, [])), None) or None

    parts = tuple((one("edge") or "").split(_SEPARATOR))
    view, off = one("view"), one("off")
    return Address(
        id=one("id"),
        edge=(parts[0], parts[1], parts[2]) if len(parts) == 3 and all(parts) else None,
        view=next((known for known in VIEWS if known == view), VIEWS[0]),
        plans=tuple(dict.fromkeys(plan for plan in params.get("plan", []) if plan)),
        lang=as_lang(one("lang")) or lang,
        opened=tuple(filter(None, (one("open") or "").split(_SEPARATOR)))[:MOST_OPENED],
        hidden=None if off is None else tuple(sorted({*off.split(_SEPARATOR)} - {_NOTHING, ""})),
        arrangement=next((known for known in ARRANGEMENTS if known == one("layout")), ARRANGEMENTS[0]),
        matrix=matrix_order.from_params(params),
    )


def to_params(address: Address) -> list[tuple[str, str]]:
    """Query parameters in a fixed order; what has its default value is left out."""
    params = [("id", address.id)] if address.id else []
    if address.edge:
        params.append(("edge", _SEPARATOR.join(address.edge)))
    if address.view != VIEWS[0]:
        params.append(("view", address.view))
    params += [("plan", plan) for plan in address.plans]
    if address.opened:
        params.append(("open", _SEPARATOR.join(address.opened)))
    if address.hidden is not None:
        params.append(("off", _SEPARATOR.join(address.hidden) or _NOTHING))
    if address.arrangement != ARRANGEMENTS[0]:
        params.append(("layout", address.arrangement))
    return [*params, *matrix_order.to_params(address.matrix), ("lang", address.lang)]


def href(page: str, address: Address) -> str:
    """The link to a page (by its url path; '' is the first page) with this selection."""
    return raw_href(page, to_params(address))


_quoted = lru_cache(maxsize=20_000)(quote_plus)
"""A page has hundreds of links, whose parameters are mostly the same."""


def raw_href(page: str, params: list[tuple[str, str]]) -> str:
    """The link to a page with any parameters."""
    return f"{page or './'}?{'&'.join(f'{_quoted(name)}={_quoted(value)}' for name, value in params)}"


def fits_address(value: str) -> bool:
    """True if a parameter of this value may be in a link: an address that is too long is refused on its way, without a page."""
    return len(quote_plus(value, errors="surrogatepass")) <= MOST_IN_ADDRESS


def read(lang: Lang) -> Address:
    """The selection of the visitor's address now."""
    return parse({name: st.query_params.get_all(name) for name in st.query_params}, lang)


def write(address: Address) -> None:
    """Make the visitor's address say this; one step of the browser's history, none when nothing changes."""
    params = to_params(address)
    present = [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]
    if sorted(params) != sorted(pair for pair in present if pair[0] not in FILTERS):
        grouped: dict[str, list[str]] = {}
        for name, value in (*params, *(pair for pair in present if pair[0] in FILTERS)):
            grouped.setdefault(name, []).append(value)
        st.query_params.from_dict(grouped)
