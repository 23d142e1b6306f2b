// Chinese headings, names of columns and labels of pictures break between words, not inside of them: 人工智能 stays whole at the end of a
// line. The browser knows the words; each line may break before one (<wbr>), which a copied text does not hold.
const SHORT_TEXTS =
  ".az-title, .az-h2, .az-h3, .az-card h2, .az-state h2, .az-flow a > span, .az-tile span, .az-list th, .az-list td > a, .az-chip, .az-finding-title";
const CHINESE = /[\u4e00-\u9fff]/;
const MANY = /[\u4e00-\u9fff]{3}/;
const LEADS = new Set("和与及或在由从对将以把被"); // these go with what follows, other single characters of a line's end with what is before
const ENDS = new Set("区局城会院市县部厅委办处园站所库省州镇乡村室化性率的等项家个期内上下");
const TERMS = ["人工智能"]; // words of these plans that the browser takes for two
const words = globalThis.Intl?.Segmenter && new Intl.Segmenter("zh", { granularity: "word" });

// The pieces that a line may end after: 试验区, 牵头 and 市数据 stay whole, and so does what is not Chinese with what it stands beside.
function phrases(text) {
  const found = [];
  let isOpen = true; // the next word belongs to the last piece
  for (const { segment } of words.segment(text)) {
    const isOne = segment.length === 1 && CHINESE.test(segment);
    const last = found.at(-1) ?? "";
    if (!CHINESE.test(segment)) {
      found.push((found.pop() ?? "") + segment);
      isOpen = true;
    } else if (isOne && LEADS.has(segment) && last) {
      found.push(segment);
      isOpen = true;
    } else if (isOpen || (isOne && ENDS.has(segment)) || TERMS.includes(last.slice(-2) + segment)) {
      isOpen = isOne && (!ENDS.has(segment) || !last);
      found.push((found.pop() ?? "") + segment);
    } else {
      found.push(segment);
      isOpen = isOne;
    }
  }
  return found;
}

function keepWords(root) {
  if (!words || root.nodeType !== Node.ELEMENT_NODE) return;
  const own = root.matches(SHORT_TEXTS) ? [root] : [];
  for (const element of [...own, ...root.querySelectorAll(SHORT_TEXTS)]) {
    if (element.classList.contains("az-words") || !MANY.test(element.textContent)) continue;
    element.classList.add("az-words");
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (MANY.test(walker.currentNode.data)) texts.push(walker.currentNode);
    for (const text of texts) {
      text.replaceWith(...phrases(text.data).flatMap((one, place) => (place ? [document.createElement("wbr"), one] : [one])));
    }
  }
}

function watchWords() {
  keepWords(document.body);
  new MutationObserver((changes) => {
    for (const change of changes) change.addedNodes.forEach(keepWords);
  }).observe(document.body, { subtree: true, childList: true });
}
