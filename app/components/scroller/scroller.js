// Scrolls to the first element that carries the wanted node, once for each new wish; the page may still be growing, so it looks
// again for a second.
const seen = new WeakMap();
export default function ({ data, parentElement }) {
  if (!data.node || seen.get(parentElement) === data.node) return;
  seen.set(parentElement, data.node);
  const until = Date.now() + 1000;
  const look = () => {
    const found = [...document.querySelectorAll("[data-node]")].find((element) => element.dataset.node === data.node);
    if (found) bring(found);
    else if (Date.now() < until) setTimeout(look, 60);
  };
  look();
}

// Only what scrolls around the place moves; the page itself stays.
function bring(place) {
  let frame = place.parentElement;
  while (frame && !(frame.scrollHeight > frame.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(frame).overflowY))) {
    frame = frame.parentElement;
  }
  if (!frame) return;
  const away = place.getBoundingClientRect().top - frame.getBoundingClientRect().top;
  frame.scrollTop += away - frame.clientHeight / 4;
}
