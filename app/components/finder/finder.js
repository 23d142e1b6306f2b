// The search box of every page: it tells Streamlit what was typed, shows what Python found, and opens what is chosen. The links are
// followed by the navigator, as any other link; after that the keyboard is at what was opened.
const boxes = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const box = boxes.get(parentElement) ?? make(parentElement);
  boxes.set(parentElement, box);
  box.tell = (text) => setTriggerValue("typed", { text });
  show(box, data);
  globalThis.aizoneFirstKeys?.((text) => takeOver(box, text));
}

function make(root) {
  const box = { root, input: root.querySelector("input"), list: root.querySelector(".list"), said: root.querySelector(".spoken"), at: -1, from: null };
  const { input, list } = box;
  input.addEventListener("compositionend", () => typed(box));
  input.addEventListener("input", (event) => { if (!event.isComposing) typed(box); });
  input.addEventListener("keydown", (event) => keyed(box, event));
  input.addEventListener("focus", () => open(box));
  input.addEventListener("blur", () => setTimeout(() => { if (!inside(box)) close(box); }));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus until the click
  globalThis.aizoneFinderInput = input;
  globalThis.aizoneFinder?.abort();
  globalThis.aizoneFinder = new AbortController();
  const { signal } = globalThis.aizoneFinder;
  document.addEventListener("keydown", (event) => called(box, event), { signal });
  document.addEventListener("mousedown", (event) => { if (!event.composedPath().includes(box.list)) close(box); }, { signal });
  // at the window, because the navigator ends a click on a link at the document
  addEventListener("click", (event) => {
    const link = links(box).find((one) => event.composedPath().includes(one));
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) chosen(box, link);
  }, { capture: true, signal });
  return box;
}

const inside = (box) => box.root.activeElement === box.input || document.activeElement === box.input || box.root.host === document.activeElement;

function typed(box) {
  clearTimeout(box.wait);
  const text = box.input.value.trim();
  box.wanted = text;
  if (!text) return close(box);
  if (text === box.shown) return open(box);
  box.wait = setTimeout(() => ask(box, text, 3), 70); // between two keys of a quick typist
}

// Of two runs that overlap Streamlit may drop one: what is still in the box and not answered is asked again.
function ask(box, text, times) {
  if (box.wanted !== text || box.shown === text || !times) return;
  box.tell(text);
  box.wait = setTimeout(() => ask(box, text, times - 1), 2_000);
}

function show(box, data) {
  const { input, list } = box;
  input.placeholder = data.words.placeholder;
  input.setAttribute("aria-label", data.words.label);
  list.setAttribute("aria-label", data.words.results);
  const now = JSON.stringify(data);
  if (now === box.now) return;
  Object.assign(box, { now, shown: data.text, at: -1 });
  list.replaceChildren(...(data.text ? lines(data) : []));
  box.said.textContent = data.text ? data.words.status || data.words.none : "";
  list.scrollTop = 0;
  point(box, -1);
  const text = input.value.trim();
  if (!data.text) close(box);
  else if (data.text === text && inside(box)) open(box);
}

function* lines({ groups, words }) {
  if (!groups.some((group) => group.lines.length)) {
    const none = document.createElement("p");
    none.className = "none";
    none.textContent = words.none;
    yield none;
  }
  let number = 0;
  for (const group of groups) {
    if (group.title) {
      const title = document.createElement("div");
      title.className = "group";
      title.role = "presentation";
      title.textContent = group.title;
      yield title;
    }
    for (const line of group.lines) yield entry(line, number++);
  }
}

function entry(line, number) {
  const link = document.createElement("a");
  Object.assign(link, { id: `az-found-${number}`, href: line.href, target: "_self", role: "option", tabIndex: -1, className: line.is_sub ? "sub" : "" });
  Object.assign(link.dataset, { az: "", node: line.node });
  link.ariaSelected = "false";
  const part = (tag, text, css = "") => Object.assign(document.createElement(tag), { textContent: text, className: css });
  link.append(part("b", line.title));
  if (line.why) link.append(part("span", line.why, "why"));
  if (line.match) {
    const words = part("span", "", "words");
    words.append(line.before, part("mark", line.match), line.after);
    link.append(words);
  }
  return link;
}

const links = (box) => [...box.list.querySelectorAll("a")];

function keyed(box, event) {
  if (event.isComposing) return;
  const found = links(box), last = found.length - 1;
  const move = { ArrowDown: box.at < last ? box.at + 1 : 0, ArrowUp: box.at > 0 ? box.at - 1 : last }[event.key];
  if (move !== undefined && found.length) {
    event.preventDefault();
    open(box);
    point(box, move);
  } else if (event.key === "Enter" && found.length && box.shown === box.input.value.trim()) {
    event.preventDefault();
    found[Math.max(box.at, 0)].click();
  } else if (event.key === "Enter") {
    event.preventDefault(); // nothing is found yet: what comes is opened
    clearTimeout(box.wait);
    box.wanted = box.input.value.trim();
    if (box.wanted) ask(box, box.wanted, 3);
  } else if (event.key === "Escape") {
    event.preventDefault();
    if (box.list.hidden) leave(box);
    else close(box);
  }
}

function point(box, at) {
  const found = links(box);
  box.at = at;
  found.forEach((link, number) => { link.ariaSelected = String(number === at); });
  if (at < 0) return box.input.removeAttribute("aria-activedescendant");
  box.input.setAttribute("aria-activedescendant", found[at].id);
  found[at].scrollIntoView({ block: "nearest" });
}

function open(box) {
  if (!box.shown || box.shown !== box.input.value.trim()) return;
  box.list.hidden = false;
  box.input.ariaExpanded = "true";
}

function close(box) {
  box.list.hidden = true;
  box.input.ariaExpanded = "false";
  point(box, -1);
}

// '/' or Ctrl+K from anywhere but a field brings the keyboard here; Escape takes it back
function called(box, event) {
  const at = event.composedPath()[0];
  const writes = at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  const is = (event.key === "/" && !writes && !event.ctrlKey && !event.metaKey && !event.altKey) || (event.key === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && !(writes && at.isContentEditable));
  if (!is) return;
  event.preventDefault();
  box.from = at instanceof HTMLElement ? at : null;
  box.input.focus();
  box.input.select();
}

// What was typed before the box was there; the keyboard goes on here.
function takeOver(box, text) {
  box.input.value = text;
  box.input.focus();
  typed(box);
}

function leave(box) {
  box.input.blur();
  box.from?.focus?.({ preventScroll: true });
}

function chosen(box, link) {
  const node = link.dataset.node;
  close(box);
  box.input.value = box.wanted = "";
  box.input.blur();
  arrive(node);
}

// Once the page is drawn, the keyboard is at the passage, card or title of what was chosen; it is left where the visitor took it meanwhile.
function arrive(node) {
  const app = document.querySelector("[data-testid=stApp]");
  if (!app) return;
  const place = () => (node && document.querySelector(`.stMain [data-node="${CSS.escape(node)}"]`)) || document.querySelector(".stMain .az-card h2") || document.querySelector(".stMain h1");
  const since = performance.now();
  let ran = false;
  const look = () => {
    const runs = app.dataset.testScriptState !== "notRunning";
    ran ||= runs;
    const waits = performance.now() - since;
    const target = place();
    if (waits < 20_000 && (runs || !target || document.querySelector(".stMain [data-stale=true]") || (!ran && waits < 1_500))) {
      setTimeout(look, 60);
      return;
    }
    if (!target || (document.activeElement && document.activeElement !== document.body)) return;
    if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  };
  look();
}
