"""The interactive graph: pyvis' model and pyvis' own bundled vis-network, mounted as a Streamlit component (v2).

vis-network is sent once, by a loader component whose code never changes; the component beside it is small. Nothing is fetched
from another host: the library comes from the installed pyvis package.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from aizone.views.look.palette import OTHER, ROLES
from aizone.views.look.theme import THEMES, Theme

if TYPE_CHECKING:
    from pyvis.network import Network

_HERE = Path(__file__).parent
_HTML = """
<div class="az-frame">
  <div class="az-bar" role="toolbar"></div>
  <div class="az-graph" tabindex="0" role="application"></div>
  <div class="az-menu" role="menu" hidden></div>
  <div class="az-foot"></div>
  <div class="az-live" role="status" aria-live="polite"></div>
</div>
<details class="az-near"><summary></summary><ul></ul></details>
"""
_WRAP_START = "const holder = {exports: {}};\n(function (module, exports) {\n"
_WRAP_END = """
})(holder, holder.exports);
globalThis.aizoneVis = holder.exports;
(globalThis.aizoneVisWaiting || []).splice(0).forEach((resume) => resume());
export default function () {}
"""


@dataclass(frozen=True, slots=True)
class Button:
    """One action of the tool bar: what it does (`act`, which also names its sign), its name, whether it can be used now."""

    act: str
    label: str = ""
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around the graph, all of it words already in the visitor's language.

    `legend` entries have key, label, count, is_shown; `menu` lines have act and label (and an empty act for a heading);
    `near` lines have node, words and is_shown; `exports` lines have format and label.
    """

    name: str
    tools: tuple[Button, ...]
    menu_name: str
    menu: tuple[dict[str, Any], ...]
    legend_name: str
    legend: tuple[dict[str, Any], ...]
    export_name: str
    exports: tuple[dict[str, str], ...]
    near_name: str
    near: tuple[dict[str, Any], ...]
    several: str


def vis_network() -> str:
    """The source of vis-network 9.1.2 as pyvis ships it, with its licence header."""
    import pyvis

    library = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return library.read_text("utf-8").replace("//# sourceMappingURL=vis-network.min.js.map", "")


@functools.cache
def _components() -> tuple[Callable[..., Any], Callable[..., Any]]:
    loader = st.components.v2.component("aizone_vis", js=_WRAP_START + vis_network() + _WRAP_END)
    graph = st.components.v2.component(
        "aizone_graph",
        html=_HTML,
        css=(_HERE / "graph.css").read_text("utf-8"),
        js=(_HERE / "graph.js").read_text("utf-8"),
    )
    return loader, graph


@functools.cache
def _colors(theme: Theme) -> dict[str, str]:
    """The colour of each kind of edge in a theme."""
    lines = {**ROLES, "other": OTHER, "more": OTHER}
    return {kind: getattr(line.color, theme) for kind, line in lines.items()}


def graph(
    network: Network,
    chrome: Chrome,
    *,
    key: str,
    selected: str | None,
    edge: str | None,
    file: dict[str, Any] | None,
    height: str = "clamp(400px, calc(100vh - 235px), 780px)",
    on_act: Callable[[], None],
) -> None:
    """Draw a network.

    Args:
        network: nodes with `x` and `y`; edges with `id`.
        chrome: tool bar, menu, legend, list of neighbours.
        key: identity of the component; what the visitor does is written to `st.session_state[key]["act"]` as `{"act": …}` with
            `node`, `nodes`, `edge`, `places`, `relation`, `key` or `format` where the act needs it.
        selected: the node to mark; None for none.
        edge: the edge to mark.
        file: something to save, once: `name`, `mime`, `text` and an `n` that tells two files apart.
        height: as CSS has it.
        on_act: called before the next run after an act.
    """
    loader, component = _components()
    nodes, edges, _heading, _height, _width, options = network.get_network_data()
    loader(key="aizone_vis")
    component(
        key=key,
        data={
            "nodes": nodes,
            "edges": edges,
            "options": json.loads(options) if isinstance(options, str) else options,
            "colors": {theme: _colors(theme) for theme in THEMES},
            "height": height,
            "selected": selected,
            "edge": edge,
            "chrome": asdict(chrome),
            "file": file,
        },
        on_act_change=on_act,
    )
