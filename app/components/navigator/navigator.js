// One listener for the whole document. A plain click on a[data-az] puts the link's address into the browser's history and tells
// Streamlit, which then runs the page for it as it does when the visitor goes back or forward: nothing is loaded again. With a
// modifier key, or from the menu, the browser does what it always does with a link.
export default function ({ data }) {
  document.documentElement.lang = data.lang === "zh" ? "zh-CN" : "en";
  keepTitle(data.title);
  globalThis.onbeforeunload = data.unsaved ? (event) => event.preventDefault() : null;
  translate(data);
  if (globalThis.aizoneNavigates) return;
  globalThis.aizoneNavigates = true;
  document.addEventListener("click", follow, true);
  document.addEventListener("pointerover", tellWhole);
  watchWords();
}

// What is chosen in a narrow box is cut there: its whole name is a hint.
function tellWhole(event) {
  if (!event.target.matches?.(".stSelectbox input")) return;
  const { scrollWidth, clientWidth, value } = event.target;
  if (scrollWidth > clientWidth) event.target.title = value;
  else event.target.removeAttribute("title");
}

// Streamlit gives the tab its own title in every run, also in one that gives this component nothing new.
let title = "", titled = null;

function keepTitle(wanted) {
  title = wanted;
  const put = () => { if (document.title !== title) document.title = title; };
  put();
  if (titled) return;
  titled = new MutationObserver(put);
  titled.observe(document.head, { subtree: true, childList: true, characterData: true });
}

function follow(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((part) => part instanceof HTMLAnchorElement && part.dataset.az !== undefined);
  if (!link || link.origin !== location.origin) return;
  event.preventDefault();
  event.stopPropagation();
  const turns = link.pathname !== location.pathname;
  if (link.href !== location.href) history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate"));
  if (turns) document.querySelector("section.stMain, [data-testid=stMain]")?.scrollTo(0, 0);
}

// Streamlit's own words: each is replaced where it is the whole of a text or name. What we wrote is left as it is, and so are
// components, whose elements lie in roots of their own. What was replaced is remembered, so that another language starts from it.
const NAMES = ["aria-label", "title", "placeholder"];
const OURS = ".stHtml, .stMarkdown, [data-testid=stWidgetLabel]";
const replaced = new WeakMap(); // node -> { attribute, or "" for its text: [Streamlit's word, ours] }
let watcher = null;

function translate({ words }) {
  watcher?.disconnect();
  const exact = new Map(words.filter(([word]) => !word.includes("{}")));
  const open = words.filter(([word]) => word.includes("{}")).map(([word, ours]) => [...word.split("{}"), ours]);
  const said = (value) => {
    const theirs = value.trim();
    if (!theirs) return null;
    if (exact.has(theirs)) return exact.get(theirs);
    for (const [before, after, ours] of open) {
      if (theirs.length > before.length + after.length && theirs.startsWith(before) && theirs.endsWith(after)) {
        return ours.replace("{}", () => theirs.slice(before.length, theirs.length - after.length));
      }
    }
    return null;
  };
  const original = (node, key, value) => {
    const [theirs, ours] = replaced.get(node)?.[key] ?? [];
    return value === ours ? theirs : value;
  };
  const put = (node, key, value) => {
    const theirs = original(node, key, value);
    const ours = said(theirs) ?? theirs;
    if (ours !== theirs) replaced.set(node, { ...replaced.get(node), [key]: [theirs, ours] });
    return ours;
  };
  const name = (element, attribute) => {
    const value = element.getAttribute(attribute);
    if (!value) return;
    const ours = put(element, attribute, value);
    if (ours !== value) element.setAttribute(attribute, ours);
  };
  const text = (node) => {
    if (node.parentElement?.closest(OURS)) return;
    const ours = put(node, "", node.data);
    if (ours !== node.data) node.data = ours;
  };
  const whole = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return text(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".stHtml")) return;
    for (const element of [root, ...root.querySelectorAll(NAMES.map((one) => `[${one}]`).join())]) {
      for (const attribute of NAMES) name(element, attribute);
    }
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) text(walker.currentNode);
  };
  whole(document.body);
  watcher = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") name(change.target, change.attributeName);
      else if (change.type === "characterData") text(change.target);
      else change.addedNodes.forEach(whole);
    }
  });
  watcher.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: NAMES });
}
