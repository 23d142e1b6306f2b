// One listener for the whole document. A plain click on a[data-az] asks the server for the new selection instead of loading
// the page again; with a modifier key, or from the menu, the browser does what it always does with a link.
let send = null;

export default function ({ data, setTriggerValue }) {
  send = (value) => setTriggerValue("go", value);
  document.documentElement.lang = data.lang === "zh" ? "zh-CN" : "en";
  document.title = data.title;
  if (!globalThis.aizoneNavigates) {
    globalThis.aizoneNavigates = true;
    document.addEventListener("click", follow, true);
  }
  globalThis.aizoneGo = send;
}

function follow(event) {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.composedPath().find((part) => part instanceof HTMLAnchorElement && part.dataset.az !== undefined);
  if (!link || !globalThis.aizoneGo) return;
  const target = new URL(link.href, document.baseURI);
  if (target.origin !== location.origin) return;
  event.preventDefault();
  event.stopPropagation();
  globalThis.aizoneGo({
    page: target.pathname.split("/").pop(),
    params: [...target.searchParams],
    at: performance.now(), // makes a second click on the same link a new event
  });
}
