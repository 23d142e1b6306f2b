// One vis-network canvas per mounted component, kept alive across Streamlit's reruns. Positions come from the server:
// physics is off, and a node that is on screen is never moved by an update.
const instances = new WeakMap();
const DOUBLE_CLICK_MS = 260; // a click waits this long for a second one

export default function (component) {
  if (globalThis.aizoneVis) return update(component);
  const waiting = (globalThis.aizoneVisWaiting = globalThis.aizoneVisWaiting || []);
  waiting.push(() => update(component));
  return () => destroy(component.parentElement);
}

function update(component) {
  const { data, parentElement } = component;
  const host = parentElement.querySelector(".az-graph");
  let view = instances.get(parentElement);
  if (!view) {
    view = create(data, host);
    instances.set(parentElement, view);
  } else {
    sync(view.nodes, data.nodes, true);
    sync(view.edges, data.edges, false);
  }
  host.setAttribute("aria-label", data.label);
  applyTheme(view, host);
  bind(view, component, host);
  if (data.selected && view.nodes.get(data.selected)) view.network.selectNodes([data.selected]);
  else view.network.unselectAll();
  return () => destroy(parentElement);
}

function create(data, host) {
  const vis = globalThis.aizoneVis;
  host.style.height = data.height + "px";
  const view = { nodes: new vis.DataSet(), edges: new vis.DataSet(), timer: null, current: null };
  sync(view.nodes, data.nodes, false);
  sync(view.edges, data.edges, false);
  const started = performance.now();
  view.network = new vis.Network(host, { nodes: view.nodes, edges: view.edges }, data.options);
  view.network.once("afterDrawing", () => { view.firstPaint = performance.now() - started; });
  view.network.fit({ animation: false });
  view.network.moveTo({ scale: view.network.getScale() * 0.9 }); // fit() leaves no room for labels at the edges
  view.network.canvas.frame.tabIndex = -1; // the host has the focus; the canvas inside it is opaque to readers
  globalThis.aizoneGraph = view; // read by the browser tests
  return view;
}

function destroy(parentElement) {
  const view = instances.get(parentElement);
  if (!view) return;
  clearTimeout(view.timer);
  view.network.destroy();
  instances.delete(parentElement);
}

// Make a DataSet hold just these items; `keepPlaces` leaves known nodes where they are, dragged ones included.
function sync(set, items, keepPlaces) {
  const wanted = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  const changed = [];
  for (const item of items) {
    const signature = JSON.stringify(item);
    const known = set.get(item.id);
    if (known && known.signature === signature) continue;
    const copy = { ...item, signature };
    if (known && keepPlaces) { delete copy.x; delete copy.y; }
    changed.push(copy);
  }
  if (changed.length) set.update(changed);
}

function applyTheme(view, host) {
  const color = getComputedStyle(host).getPropertyValue("--st-text-color").trim() || "#222";
  if (view.color === color) return;
  view.color = color;
  const ground = getComputedStyle(host).getPropertyValue("--st-background-color").trim() || "#fff";
  view.network.setOptions({
    nodes: { font: { color, strokeWidth: 4, strokeColor: ground } },
    edges: { font: { color, strokeWidth: 0 } },
  });
}

// Handlers are bound anew on each call, so that they use the setters of this run.
function bind(view, component, host) {
  const { parentElement, setTriggerValue } = component;
  const { network } = view;
  const live = parentElement.querySelector(".az-live");
  network.off("click");
  network.off("doubleClick");
  network.on("click", (event) => {
    clearTimeout(view.timer);
    const pick = event.nodes.length ? { node: event.nodes[0] } : event.edges.length ? { edge: event.edges[0] } : null;
    if (!pick) return;
    view.current = pick.node || view.current;
    view.timer = setTimeout(() => setTriggerValue("pick", pick), DOUBLE_CLICK_MS);
  });
  network.on("doubleClick", (event) => {
    clearTimeout(view.timer);
    if (event.nodes.length) setTriggerValue("expand", { node: event.nodes[0] });
  });
  const mark = (id) => {
    view.current = id;
    network.selectNodes([id]);
    const node = view.nodes.get(id);
    live.textContent = (node.title || node.label || id).replaceAll("\n", ", ");
    const place = network.canvasToDOM(network.getPosition(id));
    const margin = 50;
    const outside = place.x < margin || place.y < margin
      || place.x > host.clientWidth - margin || place.y > host.clientHeight - margin;
    if (outside) network.moveTo({ position: network.getPosition(id), animation: { duration: 150 } });
  };
  host.onkeydown = (event) => {
    const direction = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    // DataSet.get(undefined) would give all nodes, so ask only for one that has a name.
    const current = [view.current, component.data.selected].find((id) => id && view.nodes.get(id));
    if (direction) {
      const next = current ? nearest(view, current, direction) : view.nodes.getIds()[0];
      if (next) mark(next);
    } else if (event.key === "Enter" && current) setTriggerValue("expand", { node: current });
    else if (event.key === " " && current) setTriggerValue("pick", { node: current });
    else if (event.key === "+" || event.key === "=") network.moveTo({ scale: network.getScale() * 1.25 });
    else if (event.key === "-") network.moveTo({ scale: network.getScale() / 1.25 });
    else if (event.key === "0") network.fit({ animation: { duration: 150 } });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

// The nearest node in a direction: distance along it counts once, distance across it twice.
function nearest(view, from, [right, down]) {
  const start = view.network.getPosition(from);
  let best = null;
  let least = Infinity;
  for (const id of view.nodes.getIds()) {
    if (id === from) continue;
    const place = view.network.getPosition(id);
    const along = (place.x - start.x) * right + (place.y - start.y) * down;
    if (along <= 0) continue;
    const across = Math.abs((place.x - start.x) * down) + Math.abs((place.y - start.y) * right);
    if (along + 2 * across < least) { least = along + 2 * across; best = id; }
  }
  return best;
}
