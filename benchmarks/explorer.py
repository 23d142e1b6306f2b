"""The explorer in Chromium: first picture, click to card, expanding, memory per visitor; 1,000 nodes against pyvis' own page."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import asdict, fields
from pathlib import Path

UNIT = "id:unit/hefei-science-and-technology-bureau"
TASK = "id:plan/hefei-2020-2023/3/5/2"
_PAINTED = "() => globalThis.aizoneGraph && globalThis.aizoneGraph.firstPaint"
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
_WATCH = """
const look = (now) => {
  if (!globalThis.shellAt && document.querySelector('[data-testid="stAppViewContainer"]')) globalThis.shellAt = now;
  if (document.querySelector('.az-card h2') && globalThis.aizoneGraph?.firstPaint) globalThis.usefulAt = now;
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
"""Asked at every frame: the graph may be painted after the last change of the document."""
_SESSIONS = 8


def main() -> None:
    """Print the numbers; without Chromium or Playwright, say so and measure nothing."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = None
    if found is None:
        print("explorer: needs Playwright and Chromium; not measured")
        return
    print("explorer (headless Chromium, this machine)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS)
        with _serving(Path(folder)) as (url, pid):
            _interactions(browser, url)
            _memory(browser, url, pid)
        _thousand_nodes(browser, Path(folder))
        browser.close()


@contextlib.contextmanager
def _serving(folder: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {**os.environ, "HOME": str(folder)}
    environ.pop("AIZONE_WORKSPACE", None)
    with (folder / "log.txt").open("w") as log:
        command = [sys.executable, "-m", "aizone.cli", "app", "--port", str(port), "--no-browser"]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, env=environ)
        try:
            until = time.monotonic() + 60
            while time.monotonic() < until:
                with (
                    contextlib.suppress(OSError),
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1),
                ):
                    break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(10)


def _open(browser, url: str):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.add_init_script(_WATCH)
    page.goto(f"{url}/explore?id={UNIT}&lang=zh")
    page.wait_for_function(_PAINTED, timeout=60_000)
    page.locator(".az-card h2").wait_for(timeout=60_000)
    return page


def _place(page, node: str) -> tuple[float, float]:
    x, y = page.evaluate(
        """(id) => {
            const { network } = globalThis.aizoneGraph, p = network.canvasToDOM(network.getPosition(id));
            const frame = network.canvas.frame.getBoundingClientRect();
            return [frame.x + p.x, frame.y + p.y];
        }""",
        node,
    )
    return x, y


def _seconds(page, act, done: str) -> float:
    """The seconds from an act to a condition, both timed in the page."""
    page.evaluate(
        f"""() => {{
            globalThis.doneAt = 0;
            const start = performance.now();
            const look = () => ({done}) ? (globalThis.doneAt = performance.now() - start) : requestAnimationFrame(look);
            look();
        }}"""
    )
    act()
    page.wait_for_function("() => globalThis.doneAt", timeout=30_000)
    return page.evaluate("() => globalThis.doneAt") / 1000


def _interactions(browser, url: str) -> None:
    _open(browser, url).context.close()  # the first visit also imports and reads the workspace
    paints, clicks, grows, shifts, counts = [], [], [], [], []
    for _round in range(5):
        page = _open(browser, url)
        page.wait_for_function("() => globalThis.usefulAt", timeout=30_000)
        paints.append(page.evaluate("() => globalThis.usefulAt - globalThis.shellAt") / 1000)
        page.wait_for_timeout(500)
        node = page.evaluate("() => globalThis.aizoneGraph.data.nodes[3].id")
        before_card = page.locator(".az-card h2").inner_text()
        card = f"document.querySelector('.az-card h2')?.textContent !== {json.dumps(before_card)}"
        clicks.append(_seconds(page, lambda p=page, n=node: p.mouse.click(*_place(p, n)), card))
        page.wait_for_timeout(500)
        before = page.evaluate("() => globalThis.aizoneGraph.network.getPositions()")
        grown = f"globalThis.aizoneGraph.nodes.length > {len(before)}"
        page.evaluate("(id) => { globalThis.aizoneGraph.current = id; }", TASK)
        page.locator(".az-graph").focus()
        grows.append(_seconds(page, lambda p=page: p.keyboard.press("Enter"), grown))
        after = page.evaluate("() => globalThis.aizoneGraph.network.getPositions()")
        shifts.append(max(abs(after[one][axis] - at[axis]) for one, at in before.items() for axis in "xy"))
        counts.append(len(after) - len(before))
        page.context.close()
    print(f"  first useful picture after Streamlit's shell  {statistics.median(paints):6.2f} s   (goal < 1.0)")
    print(f"  click to card                                 {statistics.median(clicks):6.2f} s   (goal < 0.3)")
    print(
        f"  expand by {statistics.median(counts):2.0f} nodes                            {statistics.median(grows):6.2f} s   (goal < 0.4)"
    )
    print(f"  old nodes moved by at most                    {max(shifts):6.2f} px  (goal < 1)")


def _memory(browser, url: str, pid: int) -> None:
    def resident() -> float:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6

    if not Path(f"/proc/{pid}/statm").exists():
        return
    pages = [_open(browser, url) for _number in range(3)]
    start = resident()
    pages += [_open(browser, url) for _number in range(_SESSIONS)]
    print(f"  memory per further visitor                    {(resident() - start) / _SESSIONS:6.2f} MB  (goal < 3)")
    for page in pages:
        page.context.close()


def _thousand_nodes(browser, folder: Path) -> None:
    import networkx as nx

    from aizone.views.graph.spread import layout_of_any_size

    raw = nx.barabasi_albert_graph(1000, 2, seed=1)
    graph = nx.MultiDiGraph()
    for node in raw:
        graph.add_node(f"n{node}", group="Task" if node % 3 else "Unit", label_zh=f"实体{node}", label_en="")
    for source, target in raw.edges:
        graph.add_edge(f"n{source}", f"n{target}", "lead", count=1)

    start = time.perf_counter()
    ours = folder / "ours.html"
    ours.write_text(_our_page(graph, layout_of_any_size(graph)), "utf-8")
    server_s = time.perf_counter() - start
    theirs = folder / "pyvis.html"
    theirs.write_text(_pyvis_page(raw), "utf-8")
    times = {"ours": [], "pyvis": []}
    for _round in range(3):
        times["ours"].append(server_s + _first_picture(browser, ours, _PAINTED))
        times["pyvis"].append(_first_picture(browser, theirs, "() => globalThis.drawnAt"))
    one, two = statistics.median(times["ours"]), statistics.median(times["pyvis"])
    print(
        f"  1,000 nodes: layout and page {one:.2f} s, pyvis' own page with physics {two:.2f} s, {two / one:.1f} times (goal >= 10)"
    )


def _first_picture(browser, path: Path, done: str) -> float:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.route("http*://**/*", lambda route: route.abort())
    start = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_function(done, timeout=180_000)
    took = time.perf_counter() - start
    page.context.close()
    return took


def _our_page(graph, places) -> str:
    """The component's own code in a plain page, with the data the server would send it."""
    from types import MappingProxyType

    from aizone.app.components import graph as component
    from aizone.views.graph.building import build_scene
    from aizone.views.graph.drawing import to_pyvis
    from aizone.views.graph.state import Picture

    scene = build_scene(graph, Picture("n0", MappingProxyType(places)), "zh")
    network = to_pyvis(scene, "zh")
    chrome = component.Chrome(**{field.name: "" if field.type == "str" else () for field in fields(component.Chrome)})
    colors = {theme: component._colors(theme) for theme in ("light", "dark")}
    data = {"nodes": network.nodes, "edges": network.edges, "options": network.options, "colors": colors, "height": "640px",
            "selected": None, "edge": None, "arrangement": "around", "file": None, "chrome": asdict(chrome)}  # fmt: skip
    here = Path(component.__file__).parent
    script = component.code().replace("export default function", "globalThis.mount = function")
    vis = (component._WRAP_START + component.vis_network() + component._WRAP_END).replace(
        "export default function () {}", ""
    )
    start = "globalThis.mount({ data: DATA, parentElement: document.body, setTriggerValue() {} });"
    return (
        f"<!doctype html><meta charset=utf-8><style>{(here / 'graph.css').read_text('utf-8')}</style>{(here / 'graph.html').read_text('utf-8')}"
        f"<script>{{{vis}}}</script><script>const DATA = {json.dumps(data)};</script><script>{script}\n{start}</script>"
    )


def _pyvis_page(raw) -> str:
    from pyvis.network import Network

    network = Network(directed=True, height="640px", cdn_resources="in_line")
    for node in raw:
        network.add_node(f"n{node}", label=f"实体{node}")
    for source, target in raw.edges:
        network.add_edge(f"n{source}", f"n{target}")
    page = network.generate_html()
    # Its network is drawn when physics has settled; note that moment.
    return page.replace(
        "drawGraph();",
        'drawGraph(); network.once("stabilizationIterationsDone", () => requestAnimationFrame(() => { globalThis.drawnAt = performance.now(); }));',
    )


if __name__ == "__main__":
    main()
