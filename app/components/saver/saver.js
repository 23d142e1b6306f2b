// Saves the file that it is given, once; it shows nothing. A file with a `chart` is made here of that part of the page: a drawing (SVG)
// with its title above and where it comes from below, in the colours of the page.
let saved = null;
const SPACE = "http://www.w3.org/2000/svg", SIDE = 16, TITLE_PX = 20, SOURCE_PX = 12, LINE = 1.4;

export default function ({ data }) {
  const { file } = data;
  if (!file || file.at === saved) return;
  saved = file.at;
  saveFile(file.chart ? { ...file, text: framed(document.querySelector(file.chart), file) } : file);
}

function framed(chart, { title, source }) {
  const { width, height } = chart.viewBox.baseVal;
  const page = getComputedStyle(document.querySelector("[data-testid=stApp]"));
  const make = (tag, attributes, words) => {
    const element = document.createElementNS(SPACE, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (words !== undefined) element.textContent = words;
    return element;
  };
  const above = lines(title, TITLE_PX, width), below = lines(source, SOURCE_PX, width);
  const head = SIDE + above.length * TITLE_PX * LINE, foot = SIDE + below.length * SOURCE_PX * LINE;
  const [wide, high] = [width + 2 * SIDE, head + height + foot + SIDE];
  const font = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";
  const paper = make("svg", { xmlns: SPACE, width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, role: "img", "font-family": font });
  const written = (texts, size, top, weight) => texts.map((words, at) =>
    make("text", { x: SIDE, y: top + size * (1 + LINE * at), "font-size": size, "font-weight": weight, fill: page.color }, words));
  const copy = chart.cloneNode(true);
  for (const [name, value] of Object.entries({ x: SIDE, y: head, width, height })) copy.setAttribute(name, value);
  paper.append(make("title", {}, title), make("rect", { width: wide, height: high, fill: page.backgroundColor }),
    ...written(above, TITLE_PX, SIDE / 2, 650), copy, ...written(below, SOURCE_PX, head + height + SIDE, 400));
  // a gradient is named with the address of the page: 'url(http://…/questions#gradient_0)'
  return new XMLSerializer().serializeToString(paper).replace(/url\([^()#]*#/g, "url(#");
}

// Words in lines no wider than so many pixels.
function lines(words, size, width) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${size}px sans-serif`;
  const found = [];
  for (const piece of words.match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    if (found.length && context.measureText(found.at(-1) + piece).width <= width) found.push(found.pop() + piece);
    else found.push(piece);
  }
  return found;
}
