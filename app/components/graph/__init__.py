"""The interactive graph: pyvis' model and pyvis' own bundled vis-network, mounted as a Streamlit component (v2).

vis-network is sent once, by a loader component whose code never changes; the small component beside it is sent again when
the data change. Nothing is fetched from another host: the library comes from the installed pyvis package.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

if TYPE_CHECKING:
    from pyvis.network import Network

_HERE = Path(__file__).parent
_HTML = """
<div class="az-graph" tabindex="0" role="application"></div>
<div class="az-live" role="status" aria-live="polite"></div>
"""
_WRAP_START = "const holder = {exports: {}};\n(function (module, exports) {\n"
_WRAP_END = """
})(holder, holder.exports);
globalThis.aizoneVis = holder.exports;
(globalThis.aizoneVisWaiting || []).splice(0).forEach((resume) => resume());
export default function () {}
"""


def _vis_network() -> str:
    import pyvis

    library = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return library.read_text("utf-8").replace("//# sourceMappingURL=vis-network.min.js.map", "")


@functools.cache
def _components() -> tuple[Callable[..., Any], Callable[..., Any]]:
    loader = st.components.v2.component("aizone_vis", js=_WRAP_START + _vis_network() + _WRAP_END)
    graph = st.components.v2.component(
        "aizone_graph",
        html=_HTML,
        css=(_HERE / "graph.css").read_text("utf-8"),
        js=(_HERE / "graph.js").read_text("utf-8"),
    )
    return loader, graph


def graph(
    network: Network,
    *,
    key: str,
    selected: str | None,
    label: str,
    height: int = 620,
    on_select: Callable[[], None],
    on_expand: Callable[[], None],
) -> None:
    """Draw a network.

    Args:
        network: nodes with `x` and `y`; edges with `id`.
        key: identity of the component; a click writes `{"node"|"edge": id}` to `st.session_state[key]["pick"]`, a
            double-click or Enter `{"node": id}` to `…["expand"]`.
        selected: the node to mark; None for none.
        label: what a screen reader calls the graph.
        height: pixels.
        on_select: called before the next run after a click.
        on_expand: called before the next run after a double-click.
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
            "height": height,
            "selected": selected,
            "label": label,
        },
        on_pick_change=on_select,
        on_expand_change=on_expand,
    )
