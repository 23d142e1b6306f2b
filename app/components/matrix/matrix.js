// Draws the responsibility matrix from data; every string becomes text. Cells and heads are links that the navigator follows.
// On paper the table is made small enough that no column is cut off: its width there follows from the style sheet.
// One cell at a time can be reached with Tab; arrow keys walk over filled cells, Home and End go to the ends of a row.
const kept = new WeakMap();

export default function ({ data, parentElement }) {
  const frame = parentElement.querySelector(".frame");
  const text = JSON.stringify(data);
  if (kept.get(parentElement) === text) return;
  const first = !kept.has(parentElement);
  kept.set(parentElement, text);
  frame.style.maxHeight = `max(26rem, calc(100vh - ${data.above}px))`;
  const table = frame.querySelector("table");
  table.setAttribute("aria-label", data.label);
  table.dataset.turn = data.turn;
  table.style.setProperty("--az-paper-head", data.paper > 1100 ? "210px" : "138px");
  table.style.setProperty("--az-paper-zoom", Math.min(1, data.paper / (295 + 23 * data.columns.length)));
  table.replaceChildren(head(data), body(data));
  if (first) {
    table.addEventListener("keydown", (event) => walk(event, table));
    table.addEventListener("pointerover", (event) => cross(event, table));
    table.addEventListener("pointerleave", () => uncross(table));
    table.addEventListener("focusin", (event) => say(event, parentElement));
  }
  const links = [...table.querySelectorAll("td a")];
  links.forEach((link) => (link.tabIndex = -1));
  const chosen = table.querySelector("td.chosen a") ?? links[0];
  if (chosen) chosen.tabIndex = 0;
  const stick = () => {
    const kinds = table.tHead.rows[0];
    table.style.setProperty("--kinds", `${kinds.getBoundingClientRect().height}px`);
    table.style.setProperty("--heads", `${table.tHead.getBoundingClientRect().height}px`);
  };
  requestAnimationFrame(() => {
    stick();
    // what was chosen elsewhere comes into view, beside the heads that stay (scroll-margin); what is in view does not move
    const shown = table.querySelector("td.chosen") ?? table.querySelector(".chosen");
    shown?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}

function make(tag, words, css) {
  const element = document.createElement(tag);
  if (words !== undefined) element.textContent = words;
  if (css) element.className = css;
  return element;
}

// Words that may go on in a second line break between Chinese words (phrases.js).
function broken(element, text) {
  const pieces = words && MANY.test(text) ? phrases(text) : [text];
  element.append(...pieces.flatMap((piece, place) => (place ? [make("wbr"), piece] : [piece])));
  return element;
}

function anchor(href, words) {
  const link = make("a", words);
  link.href = href;
  link.target = "_self";
  link.dataset.az = "";
  return link;
}

function head(data) {
  const part = make("thead");
  const kinds = make("tr", undefined, "kinds");
  const corner = make("th", undefined, "corner");
  if (data.legend.length) corner.append(legend(data));
  corner.append(data.words.corner);
  corner.rowSpan = 2;
  corner.scope = "col";
  kinds.append(corner);
  data.kinds.forEach((kind, place) => {
    const cell = make("th", undefined, place % 2 ? "band" : "");
    cell.colSpan = kind.span;
    cell.scope = "colgroup";
    cell.append(make("span", kind.label));
    cell.title = kind.label;
    kinds.append(cell);
  });
  const total = make("th", data.words.total, "total");
  total.rowSpan = 2;
  total.scope = "col";
  kinds.append(total);
  const heads = make("tr", undefined, "heads");
  data.columns.forEach((column, place) => {
    const cell = make("th", undefined, [column.band ? "band" : "", column.chosen ? "chosen" : ""].join(" ").trim());
    cell.scope = "col";
    cell.dataset.column = place;
    const link = anchor(column.href, undefined);
    link.append(broken(make("span"), column.short));
    link.title = column.label;
    link.setAttribute("aria-label", column.label);
    cell.append(link);
    heads.append(cell);
  });
  part.append(kinds, heads);
  return part;
}

function legend(data) {
  const list = make("ul", undefined, "legend");
  for (const sign of data.legend) {
    const line = make("li", undefined, sign.kind);
    line.append(make("i", sign.glyph), sign.label);
    line.firstChild.ariaHidden = "true";
    list.append(line);
  }
  return list;
}

function body(data) {
  const part = make("tbody");
  data.rows.forEach((row) => part.append(row.group === undefined ? line(row, data) : group(row, data)));
  for (const sum of data.sums) {
    const foot = make("tr", undefined, "sum");
    const name = make("th", sum.label);
    name.scope = "row";
    foot.append(name);
    sum.values.forEach((value) => foot.append(make("td", value ? String(value) : "·")));
    foot.append(make("td", String(sum.total), "total"));
    part.append(foot);
  }
  return part;
}

function group(row, data) {
  const line = make("tr", undefined, `group level${row.level}`);
  const cell = make("th");
  cell.scope = "rowgroup";
  broken(row.href ? cell.appendChild(anchor(row.href)) : cell, row.group);
  const rest = make("td");
  rest.colSpan = data.columns.length + 1;
  line.append(cell, rest);
  return line;
}

function line(row, data) {
  const tr = make("tr", undefined, row.chosen ? "chosen" : "");
  const name = make("th");
  name.scope = "row";
  const link = anchor(row.href, undefined);
  if (row.path) link.append(make("i", row.path), " ");
  broken(link, row.label);
  link.title = row.label;
  name.append(link);
  tr.append(name);
  const filled = new Map(row.cells.map((cell) => [cell.column, cell]));
  data.columns.forEach((column, place) => {
    const cell = filled.get(place);
    const td = make("td", undefined, [column.band ? "band" : "", column.chosen ? "chosen-column" : ""].join(" ").trim());
    td.dataset.column = place;
    if (cell) {
      td.classList.add(cell.role);
      if (!cell.stated) td.classList.add("inferred");
      if (cell.chosen) td.classList.add("chosen");
      const glyph = anchor(cell.href, cell.glyph);
      glyph.title = cell.words;
      glyph.setAttribute("aria-label", cell.words);
      td.append(glyph);
    }
    tr.append(td);
  });
  tr.append(make("td", String(row.total), row.total ? "total" : "total none"));
  return tr;
}

function walk(event, table) {
  const link = event.target.closest("td a");
  if (!link) return;
  const links = [...table.querySelectorAll("td a")];
  const here = link.closest("td");
  const row = here.closest("tr");
  const column = Number(here.dataset.column);
  const same = [...row.querySelectorAll("td a")];
  const place = same.indexOf(link);
  const inColumn = links.filter((other) => Number(other.closest("td").dataset.column) === column);
  const next = {
    ArrowRight: () => same[place + 1],
    ArrowLeft: () => same[place - 1],
    ArrowDown: () => inColumn[inColumn.indexOf(link) + 1],
    ArrowUp: () => inColumn[inColumn.indexOf(link) - 1],
    Home: () => same[0],
    End: () => same.at(-1),
    PageDown: () => nearest(rowAfter(row), column),
    PageUp: () => nearest(rowBefore(row), column),
  }[event.key];
  if (!next) return;
  event.preventDefault();
  const target = next();
  if (!target) return;
  link.tabIndex = -1;
  target.tabIndex = 0;
  target.focus({ preventScroll: true });
  target.closest("td").scrollIntoView({ block: "nearest", inline: "nearest" });
}

function rowAfter(row) {
  let next = row.nextElementSibling;
  while (next && !next.querySelector("td a")) next = next.nextElementSibling;
  return next;
}

function rowBefore(row) {
  let next = row.previousElementSibling;
  while (next && !next.querySelector("td a")) next = next.previousElementSibling;
  return next;
}

function nearest(row, column) {
  if (!row) return undefined;
  const away = (link) => Math.abs(Number(link.closest("td").dataset.column) - column);
  return [...row.querySelectorAll("td a")].sort((one, other) => away(one) - away(other))[0];
}

function cross(event, table) {
  const cell = event.target.closest("td[data-column], th[data-column]");
  uncross(table);
  if (!cell) return;
  const column = cell.dataset.column;
  table.querySelectorAll(`[data-column="${column}"]`).forEach((other) => other.classList.add("crossed"));
}

function uncross(table) {
  table.querySelectorAll(".crossed").forEach((cell) => cell.classList.remove("crossed"));
}

function say(event, root) {
  const link = event.target.closest("td a");
  if (link) root.querySelector(".spoken").textContent = link.getAttribute("aria-label");
}
