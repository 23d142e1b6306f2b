// One vis-network canvas per mounted component, kept alive across Streamlit's reruns. Positions come from the server: physics is
// off, and a node that is on screen is moved by the visitor or by undo only. Every text is set as text, never as markup.
const instances = new WeakMap();
const SELECTED = "#d55e00";
// Letters of nine pixels: what does not fit then is reached by moving the picture; so many nodes are looked at as a whole.
const LEGIBLE = 0.6, MANY = 80;
// A window of so few pixels has no room on both sides of an entity.
const NARROW = 520;
const FONT = "'aizone signs', Noto Sans, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif";

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
    view = create(data, host, parentElement);
    instances.set(parentElement, view);
    listen(view, host);
  } else {
    const fresh = data.nodes.filter((node) => !view.nodes.get(node.id));
    hideTooltip(view);
    sync(view.nodes, dressedNodes(data.nodes), moved(view, data.nodes));
    view.fresh = fresh.map((node) => node.id);
    sync(view.edges, data.edges.map((edge) => dressedEdge(view, data, edge)), null);
  }
  tellWidth(view, component);
  const rearranged = view.data.arrangement !== data.arrangement;
  view.component = component;
  view.data = data;
  view.shown = new Map(data.nodes.map((node) => [node.id, node]));
  if (rearranged) view.network.setOptions({ interaction: { dragNodes: data.arrangement === "around" } });
  host.setAttribute("aria-label", data.chrome.name);
  applyTheme(view, host);
  drawChrome(view);
  const several = view.network.getSelectedNodes();
  if (several.length < 2 || !several.every((id) => view.nodes.get(id))) {
    const edge = data.edge && view.edges.get(data.edge) ? [data.edge] : [];
    const node = data.selected && view.nodes.get(data.selected) && !edge.length ? [data.selected] : [];
    view.network.setSelection({ nodes: node, edges: edge }, { highlightEdges: false });
  }
  if (data.selected !== view.followed) {
    view.followed = data.selected;
    if (data.selected && view.nodes.get(data.selected)) bringIntoView(view, data.selected);
  }
  if (rearranged) { view.fresh = []; fit(view); } else showFresh(view);
  save(view);
  return () => destroy(parentElement);
}

// The server arranges what is around an entity for the width that the window has; until it has, nothing is shown.
function tellWidth(view, component) {
  const { narrow } = component.data;
  if (narrow === null || !view.host.clientWidth) return;
  const isNarrow = view.host.clientWidth < NARROW;
  view.host.classList.toggle("az-waiting", isNarrow && !narrow);
  if (isNarrow !== narrow && view.said !== isNarrow) component.setStateValue("narrow", (view.said = isNarrow));
}

// When new nodes are outside the window, the camera steps back; the nodes keep their places.
function showFresh(view) {
  const { network, host, fresh = [] } = view;
  view.fresh = [];
  const outside = fresh.some((id) => {
    const [left, top, right, bottom] = roomOf(view, id);
    const one = network.canvasToDOM({ x: left, y: top });
    const two = network.canvasToDOM({ x: right, y: bottom });
    return one.x < 0 || one.y < 0 || two.x > host.clientWidth || two.y > host.clientHeight;
  });
  if (outside) fit(view, { animation: { duration: 250 }, most: network.getScale() });
}

// The room of a node with its name: left, top, right, bottom in the coordinates of the graph.
function roomOf(view, id) {
  const at = view.network.getPosition(id);
  const { caption, size = 20 } = view.shown.get(id);
  const [left, top, right, bottom] = caption.box;
  return [at.x + Math.min(left, -size), at.y + Math.min(top, -size), at.x + Math.max(right, size), at.y + Math.max(bottom, size)];
}

// The whole picture with its names in the window; vis-network's own fit() knows nothing of the names.
function fit(view, { animation = false, whole = false, most = view.data.edges.some((edge) => edge.words) ? 1.4 : 1.1 } = {}) {
  const rooms = view.nodes.getIds().map((id) => roomOf(view, id));
  view.moved = false; // until the reader moves the picture, it stays fitted when the window changes
  if (!rooms.length) return;
  const [left, top] = [0, 1].map((side) => Math.min(...rooms.map((room) => room[side])));
  const [right, bottom] = [2, 3].map((side) => Math.max(...rooms.map((room) => room[side])));
  const margin = 14;
  const { clientWidth: wide, clientHeight: high } = view.host;
  const fitting = Math.min(most, (wide - 2 * margin) / (right - left), (high - 2 * margin) / (bottom - top));
  const scale = whole || rooms.length > MANY ? fitting : Math.max(fitting, Math.min(most, LEGIBLE));
  const { selected } = view.data;
  const middle = selected && view.nodes.get(selected) ? view.network.getPosition(selected) : { x: (left + right) / 2, y: (top + bottom) / 2 };
  const position = { x: within(middle.x, left, right, (wide / 2 - margin) / scale), y: within(middle.y, top, bottom, (high / 2 - margin) / scale) };
  view.network.moveTo({ position, scale, animation });
}

// Where the window's middle is on one axis: that of the picture where it fits, else as near to a place as leaves no empty edge.
const within = (place, low, high, half) => (high - low <= 2 * half ? (low + high) / 2 : Math.max(low + half, Math.min(high - half, place)));

// Paper has another width, at which the picture would be drawn anew when it is too late: a copy of what is on screen is printed.
function copyForPaper(view) {
  const { canvas } = view.network.canvas.frame;
  const copy = view.host.querySelector(".az-paper") ?? view.host.appendChild(element("canvas", { class: "az-paper" }));
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = copy.getContext("2d");
  context.fillStyle = view.ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
}

// A tooltip that is open belongs to what was there before.
function hideTooltip(view) {
  const handler = view.network.interactionHandler;
  clearTimeout(handler.popupTimer);
  handler.popup?.hide();
  handler.popupObj = undefined;
  view.host.title = "";
}

function create(data, host, parentElement) {
  const vis = globalThis.aizoneVis;
  host.style.height = data.height;
  const view = { nodes: new vis.DataSet(), edges: new vis.DataSet(), current: null, data, parentElement, host, boxes: new Map() };
  view.shown = new Map(data.nodes.map((node) => [node.id, node]));
  view.colors = data.colors[theme(host)];
  sync(view.nodes, dressedNodes(data.nodes), null);
  sync(view.edges, data.edges.map((edge) => dressedEdge(view, data, edge)), null);
  const started = performance.now();
  view.network = new vis.Network(host, { nodes: view.nodes, edges: view.edges }, data.options);
  view.network.once("afterDrawing", () => { view.firstPaint = performance.now() - started; });
  view.network.on("beforeDrawing", (context) => drawRoutes(view, context));
  view.network.on("afterDrawing", (context) => { drawCaptions(view, context); drawWords(view, context); drawRings(view, context); drawPins(view, context); });
  if (data.arrangement !== "around") view.network.setOptions({ interaction: { dragNodes: false } });
  fit(view);
  view.network.on("resize", () => {
    if (view.component) tellWidth(view, view.component);
    // vis-network puts its own camera back first; the picture may have been left by then
    if (!view.moved) requestAnimationFrame(() => view.moved || instances.get(parentElement) !== view || fit(view));
  });
  view.network.on("zoom", () => (view.moved = true));
  view.network.on("dragEnd", ({ nodes }) => (view.moved ||= !nodes.length));
  view.print = () => copyForPaper(view);
  addEventListener("beforeprint", view.print);
  view.network.canvas.frame.tabIndex = -1; // the host has the focus; the canvas inside it is opaque to readers
  view.followed = data.selected;
  globalThis.aizoneGraph = view; // read by the browser tests
  return view;
}

function destroy(parentElement) {
  const view = instances.get(parentElement);
  if (!view) return;
  removeEventListener("beforeprint", view.print);
  view.network.destroy();
  instances.delete(parentElement);
}

function theme(host) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(host).getPropertyValue("--st-background-color").trim() || "#fff";
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(probe.fillStyle.slice(at, at + 2), 16));
  return red * 0.3 + green * 0.6 + blue * 0.1 < 128 ? "dark" : "light";
}

// vis-network knows one side for a name: names are drawn here, where the server put them.
const dressedNodes = (nodes) => nodes.map(({ borderWidth, caption, label, ...node }) => ({ ...node, fixed: node.pinned, ...(node.group === "more" ? { label } : {}) }));

function dressedEdge(view, data, edge) {
  // Edges that touch the selection are strong, the others pale; with nothing selected all are alike.
  const color = view.colors[edge.kind] || edge.color;
  const touches = !data.selected || edge.from === data.selected || edge.to === data.selected || edge.id === data.edge || Boolean(edge.words);
  return { ...edge, hidden: Boolean(edge.route), strength: touches ? 1 : 0.3, color: { color, hover: color, highlight: SELECTED, opacity: touches ? 1 : 0.3 } };
}

// Nodes that the server put elsewhere than it last said: only those are moved.
function moved(view, nodes) {
  const before = new Map(view.data.nodes.map((node) => [node.id, node]));
  return new Set(nodes.filter((node) => {
    const old = before.get(node.id);
    return old && (old.x !== node.x || old.y !== node.y);
  }).map((node) => node.id));
}

// Make a DataSet hold just these items; known ones keep their place unless they are in `moved`.
function sync(set, items, moved) {
  const wanted = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !wanted.has(id)));
  const changed = [];
  for (const item of items) {
    const signature = JSON.stringify(item);
    const known = set.get(item.id);
    if (known && known.signature === signature) continue;
    const copy = { ...item, signature };
    if (known && moved && !moved.has(item.id)) { delete copy.x; delete copy.y; }
    changed.push(copy);
  }
  if (changed.length) set.update(changed);
}

function applyTheme(view, host) {
  const style = getComputedStyle(host);
  const ink = style.getPropertyValue("--st-text-color").trim() || "#222";
  if (view.ink === ink) return;
  view.ink = ink;
  view.ground = style.getPropertyValue("--st-background-color").trim() || "#fff";
  view.colors = view.data.colors[theme(host)];
  view.network.setOptions({
    nodes: { font: { color: ink, strokeWidth: 4, strokeColor: view.ground } },
    groups: { ...view.data.options.groups, more: { ...view.data.options.groups.more,
      color: { background: view.ground, border: view.colors.more, hover: { background: view.ground, border: ink }, highlight: { background: view.ground, border: SELECTED } },
      font: { size: 13, color: ink, strokeWidth: 0 } } },
  });
  sync(view.edges, view.data.edges.map((edge) => dressedEdge(view, view.data, edge)), null);
}

// Names on the side of their nodes that the server chose, each followed by how many neighbours are not drawn.
const LINE = 18;

function drawCaptions(view, context) {
  view.boxes.clear();
  if (view.network.getScale() * 15 < 5) return;
  context.textBaseline = "middle";
  for (const node of view.data.nodes) {
    const body = view.network.body.nodes[node.id];
    if (!body) continue;
    const { lines, side, box } = node.caption;
    const isChosen = node.id === view.data.selected;
    context.font = `${isChosen ? "650 " : ""}15px ${FONT}`;
    const badge = node.badge ? context.measureText(node.badge).width * 0.75 + 12 : 0;
    const widths = lines.map((line, at) => context.measureText(line).width + (badge && at === lines.length - 1 ? badge + 4 : 0));
    const width = Math.max(...widths);
    const left = body.x + (side === "right" ? box[0] : side === "left" ? box[2] - width : -width / 2);
    const top = body.y + box[1];
    view.boxes.set(node.id, [left, top, left + width, body.y + box[3]]);
    context.fillStyle = view.ground;
    context.fillRect(left - 2, top + 1, width + 4, LINE * lines.length - 2);
    context.fillStyle = view.ink;
    context.textAlign = "left";
    lines.forEach((line, at) => {
      const x = side === "right" ? left : side === "left" ? left + width - widths[at] : left + (width - widths[at]) / 2;
      const y = top + LINE * (at + 0.5);
      const isBadged = badge && at === lines.length - 1;
      context.fillText(line, x, y + 1);
      if (isBadged) drawBadge(view, context, node.badge, x + widths[at] - badge, y, badge, isChosen);
    });
  }
}

// The words of the lines of a path, on the line.
function drawWords(view, context) {
  context.font = `14px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const edge of view.data.edges) {
    if (!edge.words) continue;
    const [one, two] = [edge.from, edge.to].map((id) => view.network.body.nodes[id]);
    if (!one || !two) continue;
    const [x, y] = [(one.x + two.x) / 2, (one.y + two.y) / 2];
    const width = context.measureText(edge.words).width;
    context.fillStyle = view.ground;
    context.fillRect(x - width / 2 - 5, y - 10, width + 10, 20);
    context.fillStyle = view.ink;
    context.fillText(edge.words, x, y + 1);
  }
}

function drawBadge(view, context, words, x, y, width, isChosen) {
  const font = context.font;
  context.strokeStyle = view.colors.other;
  context.lineWidth = 1;
  context.beginPath();
  context.roundRect(x, y - 8, width, 16, 8);
  context.stroke();
  context.font = `${isChosen ? 600 : 500} 11px ${FONT}`;
  context.textAlign = "center";
  context.fillText(words, x + width / 2, y + 1);
  context.textAlign = "left";
  context.font = font;
}

function drawPins(view, context) {
  for (const node of view.data.nodes) {
    const body = node.pinned && view.network.body.nodes[node.id];
    if (!body) continue;
    context.fillStyle = SELECTED;
    context.beginPath();
    context.arc(body.x - node.size * 0.85, body.y - node.size * 0.85, 5, 0, 2 * Math.PI);
    context.fill();
    context.fillRect(body.x - node.size * 0.85 - 0.8, body.y - node.size * 0.85, 1.6, 11);
  }
}

// A dashed ring around what belongs to an invented example.
function drawRings(view, context) {
  context.strokeStyle = view.ink;
  context.lineWidth = 1.2;
  context.setLineDash([3, 3]);
  for (const node of view.data.nodes) {
    const body = node.invented && view.network.body.nodes[node.id];
    if (!body) continue;
    context.beginPath();
    context.arc(body.x, body.y, node.size * 0.72 + 2, 0, 2 * Math.PI);
    context.stroke();
  }
  context.setLineDash([]);
}

// Lines between layers: from the end of a name to the next sign, round the names between.
function drawRoutes(view, context) {
  for (const edge of view.edges.get({ filter: (one) => one.route })) {
    const chosen = edge.id === view.data.edge;
    context.strokeStyle = context.fillStyle = chosen ? SELECTED : edge.color.color;
    context.globalAlpha = edge.strength;
    context.lineWidth = edge.width * (chosen ? 1.5 : 1);
    context.setLineDash(edge.dashes || []);
    context.beginPath();
    const route = routeOf(view, edge);
    route.forEach(([x, y], at) => (at ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.stroke();
    context.setLineDash([]);
    if (edge.arrows === "to") drawArrow(context, ...route.slice(-2));
  }
  context.globalAlpha = 1;
}

// The way that the server found for a line; a straight one while one of its ends is dragged elsewhere.
function routeOf(view, edge) {
  const ends = [edge.from, edge.to].map((id) => [view.network.body.nodes[id], view.shown.get(id)]);
  if (!ends.every(([body, node]) => body && node)) return edge.route; // while the picture changes
  const still = ends.every(([body, node]) => Math.abs(body.x - node.x) + Math.abs(body.y - node.y) < 1);
  return still ? edge.route : ends.map(([body]) => [body.x, body.y]);
}

function drawArrow(context, [x1, y1], [x2, y2]) {
  const turn = Math.atan2(y2 - y1, x2 - x1);
  context.beginPath();
  context.moveTo(x2, y2);
  for (const side of [0.4, -0.4]) context.lineTo(x2 - 9 * Math.cos(turn + side), y2 - 9 * Math.sin(turn + side));
  context.fill();
}

// What the visitor does ---------------------------------------------------------------------------------------------------
function send(view, act, more = {}) {
  closeMenu(view);
  view.component.setTriggerValue("act", { act, ...more, at: performance.now() });
}

const chosen = (view) => {
  const nodes = view.network.getSelectedNodes();
  return nodes.length ? nodes : [view.data.selected].filter(Boolean);
};

function listen(view, host) {
  const { network } = view;
  let last = null;
  network.on("click", (event) => {
    closeMenu(view);
    const source = event.event.srcEvent;
    const node = nodeAt(view, event.pointer.DOM);
    const edge = event.edges[0] ?? routeAt(view, event.pointer.canvas);
    hideTooltip(view);
    if (source.ctrlKey || source.metaKey || source.shiftKey) return tellSeveral(view);
    const again = last && last.node === node && performance.now() - last.at < 400; // the second click of a double-click
    last = { node, at: performance.now() };
    if (node && !again) {
      view.current = node;
      const kind = view.nodes.get(node).group === "more" ? "open" : "pick";
      send(view, kind, { node });
    } else if (!node && edge && view.edges.get(edge).kind !== "more") {
      send(view, "edge", { edge });
    }
    tellSeveral(view);
  });
  network.on("doubleClick", (event) => {
    const node = nodeAt(view, event.pointer.DOM);
    if (node && view.nodes.get(node)?.group !== "more") send(view, "expand", { node });
  });
  network.on("oncontext", (event) => {
    event.event.preventDefault();
    const node = nodeAt(view, event.pointer.DOM);
    if (!node || view.nodes.get(node).group === "more") return;
    view.openAt = event.pointer.DOM;
    if (node === view.data.selected) openMenu(view, "menu", view.openAt);
    else { view.openFor = node; send(view, "pick", { node }); }
  });
  for (const happening of ["dragStart", "zoom"]) network.on(happening, () => hideTooltip(view));
  host.addEventListener("pointerleave", () => hideTooltip(view));
  host.addEventListener("pointermove", (event) => nameInFull(view, host, event));
  network.on("dragEnd", (event) => {
    if (!event.nodes.length) return;
    const places = Object.fromEntries(Object.entries(network.getPositions(event.nodes)).map(([id, at]) => [id, [at.x, at.y]]));
    for (const node of view.data.nodes) if (places[node.id]) [node.x, node.y] = places[node.id];
    send(view, "move", { places });
  });
  host.addEventListener("pointerdown", (event) => { if (event.shiftKey) boxSelect(view, host, event); }, true);
  for (const kind of ["mousedown", "touchstart"]) host.addEventListener(kind, (event) => { if (event.shiftKey && view.boxing) event.stopPropagation(); }, true);
  host.addEventListener("keydown", (event) => onKey(view, host, event));
  host.addEventListener("wheel", (event) => leaveWheelToPage(view, host, event), { capture: true, passive: true });
}

// The wheel scrolls the page until the graph has the focus (a click, Tab) or Ctrl is held; then it zooms.
function leaveWheelToPage(view, host, event) {
  if (event.ctrlKey || event.metaKey || host.matches(":focus-within")) return;
  event.stopPropagation();
  const hint = view.parentElement.querySelector(".az-hint");
  hint.textContent = view.data.chrome.wheel;
  hint.hidden = false;
  clearTimeout(view.hinting);
  view.hinting = setTimeout(() => { hint.hidden = true; }, 1500);
}

// The node at a place of the window, or the one whose name is there.
function nodeAt(view, place) {
  return view.network.getNodeAt(place) ?? captionAt(view, view.network.DOMtoCanvas(place));
}

function captionAt(view, { x, y }) {
  for (const [id, [left, top, right, bottom]] of view.boxes) if (x >= left && x <= right && y >= top && y <= bottom) return id;
  return undefined;
}

// A name that is cut is told in full under the pointer, and what a line says that is not straight.
function nameInFull(view, host, event) {
  const frame = host.getBoundingClientRect();
  const place = view.network.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top });
  const id = captionAt(view, place);
  const node = id && view.shown.get(id);
  const cut = node && node.caption.lines.at(-1).endsWith("…") ? node.label : "";
  const full = cut || (node ? "" : view.edges.get(routeAt(view, place) ?? "")?.title ?? "");
  if (host.title !== full) host.title = full;
}

// The line between layers at a place of the graph.
function routeAt(view, { x, y }) {
  const near = 6 / view.network.getScale();
  const found = view.data.edges.find((edge) => edge.route && edge.route.slice(1).some(([x2, y2], at) => {
    const [x1, y1] = edge.route[at];
    const along = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2 || 1)));
    return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)) < near;
  }));
  return found?.id;
}

function boxSelect(view, host, event) {
  const frame = host.getBoundingClientRect();
  const from = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const hit = nodeAt(view, from);
  event.stopPropagation();
  event.preventDefault();
  if (hit) {
    const now = new Set(view.network.getSelectedNodes());
    if (now.has(hit)) now.delete(hit); else now.add(hit);
    view.network.selectNodes([...now], false);
    return tellSeveral(view);
  }
  view.boxing = true;
  const box = document.createElement("div");
  box.className = "az-box";
  host.append(box);
  const rectangle = (at) => ({
    left: Math.min(from.x, at.clientX - frame.left), top: Math.min(from.y, at.clientY - frame.top),
    right: Math.max(from.x, at.clientX - frame.left), bottom: Math.max(from.y, at.clientY - frame.top),
  });
  const drag = (at) => {
    const r = rectangle(at);
    Object.assign(box.style, { left: r.left + "px", top: r.top + "px", width: r.right - r.left + "px", height: r.bottom - r.top + "px" });
  };
  const drop = (at) => {
    removeEventListener("pointermove", drag, true);
    removeEventListener("pointerup", drop, true);
    box.remove();
    view.boxing = false;
    const r = rectangle(at);
    const inside = view.nodes.getIds().filter((id) => {
      const p = view.network.canvasToDOM(view.network.getPosition(id));
      return view.nodes.get(id).group !== "more" && p.x >= r.left && p.x <= r.right && p.y >= r.top && p.y <= r.bottom;
    });
    view.network.selectNodes([...new Set([...view.network.getSelectedNodes(), ...inside])], false);
    tellSeveral(view);
  };
  addEventListener("pointermove", drag, true);
  addEventListener("pointerup", drop, true);
}

function tellSeveral(view) {
  const count = view.network.getSelectedNodes().length;
  if (count > 1) view.parentElement.querySelector(".az-live").textContent = view.data.chrome.several.replace("{count}", count);
  drawTools(view);
}

function onKey(view, host, event) {
  const { network } = view;
  const direction = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
  // DataSet.get(undefined) would give all nodes, so ask only for one that has a name.
  const current = [view.current, view.data.selected].find((id) => id && view.nodes.get(id));
  const isMore = current && view.nodes.get(current).group === "more";
  if (direction) {
    const next = current ? nearest(view, current, direction) : view.nodes.getIds()[0];
    if (next) mark(view, next);
  } else if (undo) send(view, event.shiftKey ? "redo" : "undo");
  else if (event.key === "Enter" && current) send(view, isMore ? "open" : "expand", { node: current });
  else if (event.key === " " && current) send(view, isMore ? "open" : "pick", { node: current });
  else if (event.key === "Delete" && current) send(view, "hide", { nodes: chosen(view) });
  else if (event.key === "p" && current) send(view, "pin", { nodes: chosen(view) });
  else if (event.key === "m" && current) {
    view.openAt = network.canvasToDOM(network.getPosition(current));
    if (current === view.data.selected) openMenu(view, "menu", view.openAt);
    else { view.openFor = current; send(view, "pick", { node: current }); }
  } else if (event.key === "+" || event.key === "=") zoom(view, 1.25);
  else if (event.key === "-") zoom(view, 1 / 1.25);
  else if (event.key === "0") fit(view, { animation: { duration: 150 }, whole: true });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function zoom(view, by) {
  view.moved = true;
  view.network.moveTo({ scale: view.network.getScale() * by });
}

function mark(view, id) {
  view.current = id;
  view.network.selectNodes([id]);
  const node = view.nodes.get(id);
  view.parentElement.querySelector(".az-live").textContent = (node.title || node.label || id).replaceAll("\n", ", ");
  bringIntoView(view, id);
}

function bringIntoView(view, id) {
  const { network, host } = view;
  const place = network.canvasToDOM(network.getPosition(id));
  const margin = 50;
  const outside = place.x < margin || place.y < margin || place.x > host.clientWidth - margin || place.y > host.clientHeight - margin;
  if (!outside) return;
  view.moved = true;
  network.moveTo({ position: network.getPosition(id), animation: { duration: 150 } });
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

// Around the graph: tool bar, menu, legend, list of neighbours ---------------------------------------------------------------
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") made.onclick = value;
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

const SIGNS = {
  undo: "M9 5L4 10l5 5M4 10h9a6 6 0 0 1 0 12h-3",
  redo: "M15 5l5 5-5 5M20 10h-9a6 6 0 0 0 0 12h3",
  menu: "M12 9.500a2.500 2.500 0 1 1 0 5 2.500 2.500 0 0 1 0-5zM12 9.500V4M14.200 13.200l4.800 3.300M9.800 13.200L5 16.500M10.500 3h3M18 18l2-3M4 15l2 3",
  collapse: "M4 12h16M8 7l4 3.500L16 7M8 17l4-3.500 4 3.500",
  hide: "M4 12c2.500-4 5-6 8-6s5.500 2 8 6c-2.500 4-5 6-8 6s-5.500-2-8-6zM5 20L19 4",
  keep: "M12 8.500a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7zM4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  path: "M6 20a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 18h5a3 3 0 0 0 0-6h-2a3 3 0 0 1 0-6h5",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  arrange: "M4 6h5v4H4zM15 4h5v4h-5zM15 11h5v4h-5zM15 18h5v3h-5zM9 8l6-2M9 8l6 5M9 8l6 11",
  exports: "M12 4v11M7.500 11l4.500 4.500 4.500-4.500M4 20h16",
};

const MENUS = new Set(["menu", "exports", "arrange"]);

function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SIGNS[name]);
  svg.append(path);
  return svg;
}

function drawChrome(view) {
  drawTools(view);
  const { chrome, options } = view.data;
  const foot = view.parentElement.querySelector(".az-foot");
  foot.setAttribute("role", "group");
  foot.setAttribute("aria-label", chrome.legend_name);
  foot.replaceChildren(...chrome.legend.map((entry) => {
    const look = options.groups[entry.key];
    const sample = look ? element("img", { src: look.image.unselected, alt: "" }) : element("span", { class: "line" });
    if (!look) sample.style.borderTop = lineStyle(view, entry.key);
    return element("button", { "aria-pressed": String(entry.is_shown), "data-key": entry.key, onclick: () => send(view, "filter", { key: entry.key }) },
      sample, entry.is_shown ? `${entry.label} ${entry.count}` : entry.label);
  }), ...(view.data.nodes.some((node) => node.invented) ? [element("span", { class: "ring" }, element("i", {}), chrome.invented)] : []));
  const near = view.parentElement.querySelector(".az-near");
  near.hidden = false; // until it has its words it is nothing to open
  near.querySelector("summary").textContent = chrome.near_name;
  near.querySelector("ul").replaceChildren(...chrome.near.map((line) =>
    element("li", {}, element("button", { onclick: () => send(view, "pick", { node: line.node }) },
      element("span", { class: "quiet" }, `${line.relation} `), line.label, element("span", { class: "quiet" }, ` · ${line.kind}`)))));
  if (view.openFor && view.openFor === view.data.selected) openMenu(view, "menu", view.openAt);
  view.openFor = null;
}

const lineStyle = (view, role) =>
  `${{ lead: "4px solid", responsible: "2px solid", support: "2px dashed", supervise: "3px dotted" }[role]} ${view.colors[role]}`;

function drawTools(view) {
  const { chrome } = view.data;
  const bar = view.parentElement.querySelector(".az-bar");
  const focused = bar.getRootNode().activeElement?.dataset?.act;
  const several = view.network.getSelectedNodes().length;
  bar.setAttribute("aria-label", chrome.name);
  const parts = chrome.tools.map((tool) => {
    if (tool.act === "rule") return element("span", { class: "rule" });
    if (tool.act === "gap") return element("span", { class: "gap" });
    const usable = tool.act === "path" ? several === 2 : tool.is_on;
    const opens = MENUS.has(tool.act);
    return element("button", {
      "data-act": tool.act, title: tool.label, disabled: !usable, "aria-haspopup": opens ? "menu" : null, "aria-expanded": opens ? "false" : null,
      "aria-label": tool.label,
      onclick: (event) => {
        if (opens) return toggleMenu(view, tool.act, event.currentTarget);
        if (tool.act === "fit") return fit(view, { animation: { duration: 200 }, whole: true });
        const nodes = chosen(view);
        send(view, tool.act, { nodes, node: nodes[0] });
      },
    }, icon(tool.act), opens ? tool.label : tool.word ? element("span", { class: "word" }, tool.word) : "");
  });
  bar.replaceChildren(...parts);
  if (focused) bar.querySelector(`[data-act="${focused}"]`)?.focus();
}

function toggleMenu(view, kind, button) {
  const menu = view.parentElement.querySelector(".az-menu");
  if (!menu.hidden && view.menuKind === kind) return closeMenu(view);
  openMenu(view, kind, { x: button.offsetLeft, y: button.offsetTop + button.offsetHeight + 3, isBar: true });
  button.setAttribute("aria-expanded", "true");
}

function openMenu(view, kind, at) {
  const menu = view.parentElement.querySelector(".az-menu");
  const { chrome } = view.data;
  view.menuKind = kind;
  const lines = kind === "arrange"
    ? [["head", chrome.arrange_name], ...chrome.arrangements.map((line) => [line.label, line.key === (view.data.arrangement === "column" ? "around" : view.data.arrangement) ? "✓" : "", () => send(view, "arrange", { key: line.key })])]
    : kind === "exports"
    ? [["head", chrome.export_name], ...chrome.exports.map((line) => [line.label, "", () => send(view, "export", { format: line.format })])]
    : [["head", chrome.menu_name], ...chrome.menu.map((line) => [line.label, line.note, () => send(view, line.act, { node: view.data.selected, nodes: [view.data.selected], relation: line.relation })])];
  menu.replaceChildren(...lines.map(([label, note, act]) => label === "head"
    ? element("div", { class: "head" }, note)
    : element("button", { role: "menuitem", onclick: () => { closeMenu(view); act(); } }, element("span", {}, label), element("span", { class: "quiet" }, note || ""))));
  menu.setAttribute("aria-label", { exports: chrome.export_name, arrange: chrome.arrange_name }[kind] ?? chrome.menu_name);
  menu.hidden = false;
  const top = at.isBar ? at.y : at.y + view.host.offsetTop + 8;
  const frame = menu.parentElement;
  menu.style.left = Math.max(4, Math.min(at.x, frame.clientWidth - menu.offsetWidth - 6)) + "px";
  menu.style.top = Math.max(4, Math.min(top, frame.clientHeight - menu.offsetHeight - 6)) + "px";
  menu.querySelector("button")?.focus();
  menu.onkeydown = (event) => {
    const buttons = [...menu.querySelectorAll("button")];
    const here = buttons.indexOf(menu.getRootNode().activeElement);
    if (event.key === "ArrowDown") buttons[(here + 1) % buttons.length].focus();
    else if (event.key === "ArrowUp") buttons[(here + buttons.length - 1) % buttons.length].focus();
    else if (event.key === "Escape") { closeMenu(view); view.host.focus(); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}

function closeMenu(view) {
  view.parentElement.querySelector(".az-menu").hidden = true;
  view.parentElement.querySelectorAll("[aria-expanded]").forEach((button) => button.setAttribute("aria-expanded", "false"));
}

// Saving ---------------------------------------------------------------------------------------------------------------------
function save(view) {
  const { file } = view.data;
  if (!file || file.at === view.saved) return;
  view.saved = file.at;
  saveFile(file);
}
