// The search box of every page: it tells Streamlit what was typed, shows what Python found, and opens what is chosen. The links are
// followed by the navigator, as any other link; after that the keyboard is at what was opened.
const boxes = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const box = boxes.get(parentElement) ?? make(parentElement);
  boxes.set(parentElement, box);
  box.tell = (text) => setTriggerValue("typed", { text });
  show(box, data);
  globalThis.aizoneFirstKeys?.((text, isEntered) => takeOver(box, text, isEntered));
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
  box.isEntered = false;
  if (!text) return close(box);
  if (text === box.shown) return open(box);
  box.wait = setTimeout(() => ask(box, text, 2_000), 70); // between two keys of a quick typist
}

// Of two runs that overlap Streamlit may drop one: what is still in the box and not answered is asked again, each time after a longer wait.
function ask(box, text, wait) {
  if (box.wanted !== text || box.shown === text) return;
  box.tell(text);
  box.wait = setTimeout(() => ask(box, text, 2 * wait), wait);
}

// Enter opens the line that is pointed at, or else the first; before the answer is there, the first line that comes.
function enter(box) {
  const text = box.input.value.trim(), found = links(box);
  if (box.shown === text) return found[Math.max(box.at, 0)]?.click();
  clearTimeout(box.wait);
  Object.assign(box, { wanted: text, isEntered: true });
  if (text) ask(box, text, 2_000);
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
  else if (data.text === text && inside(box)) {
    open(box);
    if (box.isEntered) links(box)[0]?.click();
    box.isEntered = false;
  }
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
  } else if (event.key === "Enter") {
    event.preventDefault();
    enter(box);
  } else if (event.key === "Escape") {
    event.preventDefault();
    box.isEntered = false;
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
function takeOver(box, text, isEntered) {
  box.input.value = text;
  box.input.focus();
  typed(box);
  if (isEntered) enter(box);
}

function leave(box) {
  box.input.blur();
  box.from?.focus?.({ preventScroll: true });
}

function chosen(box, link) {
  const { href, dataset: { node } } = link;
  close(box);
  box.input.value = box.wanted = "";
  box.isEntered = false;
  box.input.blur();
  arrive(node, href);
}

// Once the page is drawn, the keyboard is at the passage, card or title of what was chosen, also when the page is drawn again soon after. A
// visitor who does something meanwhile has the keyboard where it was taken.
const STARTS = 1_500, SOON = 5_000, TOO_LATE = 60_000, EVERY = 60; // ms
let arriving = null;

function arrive(node, href) {
  const app = document.querySelector("[data-testid=stApp]");
  if (!app) return;
  arriving?.abort();
  const { signal } = arriving = new AbortController(), begun = performance.now();
  for (const act of ["keydown", "mousedown", "touchstart"]) addEventListener(act, () => arriving?.abort(), { capture: true, signal });
  const id = (address) => new URL(address, location).searchParams.get("id");
  const isThere = () => new URL(href).pathname === location.pathname && id(href) === id(location) && app.dataset.testScriptState === "notRunning" && !document.querySelector(".stMain [data-stale=true]");
  const place = () => (node && document.querySelector(`.stMain [data-node="${CSS.escape(node)}"]`)) || document.querySelector(".stMain .az-card h2") || document.querySelector(".stMain h1");
  let ran = false, held = 0; // ms the keyboard has been there
  const look = () => {
    const waits = performance.now() - begun;
    if (signal.aborted || waits > TOO_LATE) return;
    ran ||= app.dataset.testScriptState !== "notRunning";
    const target = (ran || waits > STARTS) && isThere() ? place() : null;
    const at = document.activeElement;
    held = target && at === target ? held + EVERY : 0;
    if (held > SOON) return;
    if (target && (!at || at === document.body)) {
      if (!target.hasAttribute("tabindex")) target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
    setTimeout(look, EVERY);
  };
  look();
}
