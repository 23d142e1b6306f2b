// One listener for the whole document. A plain click on a[data-az] puts the link's address into the browser's history and tells
// Streamlit, which then runs the page for it as it does when the visitor goes back or forward: nothing is loaded again. With a
// modifier key, or from the menu, the browser does what it always does with a link.
export default function ({ data }) {
  document.documentElement.lang = data.lang === "zh" ? "zh-CN" : "en";
  document.title = data.title;
  globalThis.onbeforeunload = data.unsaved ? (event) => event.preventDefault() : null;
  if (globalThis.aizoneNavigates) return;
  globalThis.aizoneNavigates = true;
  document.addEventListener("click", follow, true);
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
