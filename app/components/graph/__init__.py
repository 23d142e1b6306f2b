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

from aizone.app.components.saver import raster
from aizone.views.graph.scene import LegendEntry
from aizone.views.look.palette import OTHER, ROLES
from aizone.views.look.theme import THEMES, Theme

if TYPE_CHECKING:
    from pyvis.network import Network

_HERE = Path(__file__).parent
_WRAP_START = "const holder = {exports: {}};\n(function (module, exports) {\n"
_WRAP_END = """
})(holder, holder.exports);
globalThis.aizoneVis = holder.exports;
(globalThis.aizoneVisWaiting || []).splice(0).forEach((resume) => resume());
export default function () {}
"""


@dataclass(frozen=True, slots=True)
class Button:
    """One action of the tool bar: what it does (`act`, which also names its sign), its name, whether it can be used now, and one word beside the sign."""

    act: str
    label: str = ""
    is_on: bool = True
    word: str = ""


@dataclass(frozen=True, slots=True)
class MenuLine:
    """One line of a node's menu: what it does, its words, a quiet note after them, and the relation it is about, if any."""

    act: str
    label: str
    note: str = ""
    relation: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ExportForm:
    """A form in which the picture can be saved: its key, as `exports.picture_files` has it, and its name."""

    format: str
    label: str


@dataclass(frozen=True, slots=True)
class ArrangeLine:
    """A way to arrange the picture: its key, as `views.graph.arrangements` has it, and its name."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class NearLine:
    """A neighbour of the selected node, in the list below the graph: the relation in words, its name and class."""

    node: str
    relation: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """The parts around the graph: tool bar, menu, legend, list of neighbours; all words are in the visitor's language.

    `several` says how many nodes are selected, with `{count}` for the number; `wheel` how to zoom, when the wheel scrolled the page;
    `invented` what a dashed ring means.
    """

    name: str
    tools: tuple[Button, ...]
    menu_name: str
    menu: tuple[MenuLine, ...]
    legend_name: str
    legend: tuple[LegendEntry, ...]
    export_name: str
    exports: tuple[ExportForm, ...]
    near_name: str
    near: tuple[NearLine, ...]
    several: str
    wheel: str
    invented: str = ""
    arrange_name: str = ""
    arrangements: tuple[ArrangeLine, ...] = ()


def vis_network() -> str:
    """The source of vis-network 9.1.2 as pyvis ships it, with its licence header."""
    import pyvis

    library = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    return library.read_text("utf-8").replace("//# sourceMappingURL=vis-network.min.js.map", "")


@functools.cache
def code() -> str:
    """The code of the small component."""
    return raster() + (_HERE / "graph.js").read_text("utf-8")


@functools.cache
def _components() -> tuple[Callable[..., Any], Callable[..., Any]]:
    loader = st.components.v2.component("aizone_vis", js=_WRAP_START + vis_network() + _WRAP_END)
    graph = st.components.v2.component(
        "aizone_graph",
        html=(_HERE / "graph.html").read_text("utf-8"),
        css=(_HERE / "graph.css").read_text("utf-8"),
        js=code(),
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
    arrangement: str = "around",
    narrow: bool | None = None,
    height: str = "clamp(400px, calc(100vh - 235px), 780px)",
    on_act: Callable[[], None],
) -> None:
    """Draw a network.

    Args:
        network: nodes with `x` and `y`; edges with `id`.
        chrome: tool bar, menu, legend, list of neighbours.
        key: identity of the component; what the visitor does is written to `st.session_state[key]["act"]` as `{"act": …}` with
            `node`, `nodes`, `edge`, `places`, `relation`, `key` or `format` where the act needs it, and `at`, a number of its own.
        selected: the node to mark; None for none.
        edge: the edge to mark.
        file: something to save, once: `name`, `mime`, `text`, and `at`, the number of the act that asked for it.
        arrangement: where things stand; nodes can be dragged in the one around an entity only.
        narrow: whether it is drawn for a narrow window; where the window is not so, `st.session_state[key]["narrow"]` says so and the
            page runs again. None where all windows get the same.
        height: as CSS has it.
        on_act: called after an act, before the next run.
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
            "arrangement": arrangement,
            "narrow": narrow,
            "chrome": asdict(chrome),
            "file": file,
        },
        on_act_change=on_act,
        on_narrow_change=lambda: None,
    )
