// Before the search box listens, '/' or Ctrl+K opens a plain field; the search box takes over what is in it.
(() => {
  let field = null;
  const writes = (at) => at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
  const open = () => {
    field = document.createElement("input");
    field.type = "search";
    field.setAttribute("aria-label", document.documentElement.lang.startsWith("zh") || navigator.language.startsWith("zh") ? "搜索" : "Search");
    field.style.cssText = "position:fixed;z-index:1000000;top:16px;left:50%;translate:-50% 0;width:min(40rem,80vw);padding:.45rem .7rem;font:16px sans-serif;border:2px solid #006eab;border-radius:8px;background:Canvas;color:CanvasText";
    field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") { field.remove(); field = null; }
    });
    document.body.append(field);
    field.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (globalThis.aizoneFinderInput?.isConnected || field || !document.body) return;
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !writes(event.composedPath()[0]);
    const k = event.key === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!slash && !k) return;
    event.preventDefault();
    open();
  }, true);
  // The words typed so far are handed over once, not in the middle of a composition.
  globalThis.aizoneFirstKeys = (take) => {
    if (!field) return;
    const hand = () => {
      const { value } = field ?? {};
      field?.remove();
      field = null;
      if (value !== undefined) take(value);
    };
    if (field.dataset.composing) field.addEventListener("compositionend", () => setTimeout(hand), { once: true });
    else hand();
  };
  addEventListener("compositionstart", (event) => { if (event.target === field) field.dataset.composing = "yes"; }, true);
  addEventListener("compositionend", (event) => { if (event.target === field) field.dataset.composing = ""; }, true);
})();
