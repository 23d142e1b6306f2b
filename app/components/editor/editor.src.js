// The SPARQL editor of the query page: CodeMirror 6 as a Streamlit component (v2). `node build.mjs` bundles it into editor.mjs.
// Python sends what is known (prefixes, terms, matches of names, errors) and takes what is asked (run, format), names to look up, and the text.
import { EditorView, keymap, lineNumbers, highlightActiveLine, highlightSpecialChars, drawSelection, placeholder } from "@codemirror/view";
import { EditorState, Prec, StateEffect } from "@codemirror/state";
import { defaultKeymap, history, historyKeymap, toggleComment, undo, redo } from "@codemirror/commands";
import { HighlightStyle, syntaxHighlighting, ensureSyntaxTree, bracketMatching, indentOnInput } from "@codemirror/language";
import { autocompletion, completionKeymap, closeBrackets, closeBracketsKeymap, startCompletion } from "@codemirror/autocomplete";
import { linter, lintGutter, lintKeymap, forceLinting } from "@codemirror/lint";
import { searchKeymap, highlightSelectionMatches } from "@codemirror/search";
import { tags as t } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const KEYWORDS = ("SELECT CONSTRUCT DESCRIBE ASK WHERE DISTINCT REDUCED FROM NAMED PREFIX BASE OPTIONAL UNION MINUS GRAPH FILTER BIND VALUES AS " +
  "GROUP BY HAVING ORDER ASC DESC LIMIT OFFSET EXISTS NOT IN UNDEF COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR STR LANG LANGMATCHES DATATYPE " +
  "BOUND IRI ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY NOW " +
  "COALESCE IF STRLANG STRDT SAMETERM isIRI isBLANK isLITERAL isNUMERIC REGEX SUBSTR REPLACE").split(" ");
const SAVED = "aizone-query", SAVED_OVER = "aizone-query-over";

const colors = HighlightStyle.define([
  { tag: t.keyword, color: "var(--st-violet-text-color)", fontWeight: "600" },
  { tag: t.variableName, color: "var(--st-blue-text-color)" },
  { tag: t.string, color: "var(--st-green-text-color)" },
  { tag: [t.number, t.integer, t.float, t.bool], color: "var(--st-orange-text-color)" },
  { tag: [t.namespace, t.url, t.typeName], color: "var(--st-red-text-color)" },
  { tag: t.comment, color: "var(--st-gray-text-color)", fontStyle: "italic" },
]);
const theme = EditorView.theme({
  "&": { backgroundColor: "var(--st-background-color)", color: "var(--st-text-color)", fontSize: "14px" },
  ".cm-scroller": { fontFamily: "var(--st-code-font)", minHeight: "190px", maxHeight: "52vh", lineHeight: "1.6" },
  ".cm-gutters": { backgroundColor: "var(--st-secondary-background-color)", color: "var(--st-gray-text-color)", border: "none" },
  ".cm-content": { caretColor: "var(--st-text-color)" },
  "&.cm-focused": { outline: "2px solid var(--st-primary-color)", outlineOffset: "-2px" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--st-text-color) 5%, transparent)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": { backgroundColor: "color-mix(in srgb, var(--st-primary-color) 26%, transparent) !important" },
  ".cm-tooltip": { backgroundColor: "var(--st-background-color)", color: "var(--st-text-color)", border: "1px solid var(--st-border-color)", borderRadius: "8px", boxShadow: "0 8px 28px rgb(0 0 0 / 22%)", overflow: "hidden", zIndex: 20 },
  ".cm-tooltip-autocomplete > ul > li": { padding: "2px 8px !important", fontFamily: "var(--st-font)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--st-primary-color) !important", color: "var(--st-background-color) !important" },
  ".cm-completionDetail": { opacity: ".75", fontStyle: "normal", marginLeft: "10px" },
  ".cm-diagnostic": { fontFamily: "var(--st-font)", fontSize: "13px", padding: "5px 9px" },
  ".cm-diagnosticAction": { backgroundColor: "var(--st-primary-color)", color: "var(--st-background-color)", padding: "2px 9px", borderRadius: "6px", margin: "3px 0 0 0", display: "inline-block", cursor: "pointer" },
  ".cm-panels": { backgroundColor: "var(--st-secondary-background-color)", color: "var(--st-text-color)" },
});

const INSTANCES = new WeakMap();
const told = StateEffect.define();  // Python said what it knows: the marks of its mistakes are drawn, though the text is the same

/** The question that the address opens: a text that is typed over it comes back when the page is loaded again, and in no other place. */
function linked() {
  const said = new URLSearchParams(location.search);
  return JSON.stringify([said.get("q"), said.get("saved")]);
}

/** Keep the text in the browser's tab. */
function keep(text) {
  try {
    sessionStorage.setItem(SAVED, text);
    sessionStorage.setItem(SAVED_OVER, linked());
  } catch { /* storage is off: the text lives in Python alone */ }
}

/** The text to begin with: the kept one, if Python has none, or if the page is loaded again at the address that it was typed over. */
function beginning(data) {
  let kept = null, over = null;
  try { [kept, over] = [sessionStorage.getItem(SAVED), sessionStorage.getItem(SAVED_OVER)]; } catch { /* storage is off */ }
  const isAgain = performance.getEntriesByType("navigation")[0]?.type === "reload";
  return kept && (data.restore || (isAgain && over === linked())) ? kept : data.text;
}

/** The prefixes a text declares, each with its IRI. */
export function declared(text) {
  const found = new Map();
  for (const one of text.matchAll(/PREFIX\s+([\p{L}\w.-]*):\s*<([^>]*)>/giu)) found.set(one[1], one[2]);
  return found;
}

/** The text with IRIs, strings, comments and PREFIX lines blanked, so that places stay. */
export function bare(text) {
  const blank = (part) => " ".repeat(part.length);
  return text
    .replace(/<[^<>"{}|^`\\\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g, blank)
    .replace(/PREFIX\s+[\p{L}\w.-]*:/giu, blank);
}

/** Prefixed names of a text: prefix, local name, from, to. */
export function names(text) {
  return [...bare(text).matchAll(/(?<![\p{L}\p{N}_?$:@^-])([\p{L}][\p{L}\p{N}_.-]*|):([\p{L}\p{N}_][\p{L}\p{N}_.\-/%]*)?/gu)].map((one) => {
    const local = (one[2] || "").replace(/\.+$/, "");
    return { prefix: one[1], local, from: one.index, to: one.index + one[1].length + 1 + local.length };
  });
}

/** The number of letters that have to be changed, added or left out to make one word of the other. */
export function distance(one, two) {
  let row = [...Array(two.length + 1).keys()];
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= two.length; j++) next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1));
    row = next;
  }
  return row[two.length];
}

/** The term of a closed vocabulary that a misspelt one is nearest to; null when none is near. */
export function nearest(local, terms) {
  const low = local.toLowerCase();
  let best = null, least = Math.max(2, Math.floor(local.length / 3)) + 1;
  for (const term of terms) {
    const far = term.toLowerCase() === low ? 0 : distance(low, term.toLowerCase());
    if (far < least) [best, least] = [term, far];
  }
  return best;
}

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

function prefixLine(known, prefix) {
  return `PREFIX ${prefix}: <${known.prefixes[prefix]}>\n`;
}

/** Put words at a place, and the PREFIX line of their prefix at the top where it is missing. */
function insert(view, known, words, from, to, prefix, base = known.prefixes[prefix]) {
  const missing = prefix && base && !declared(view.state.doc.toString()).has(prefix);
  const line = missing ? `PREFIX ${prefix}: <${base}>\n` : "";
  const changes = [...(line ? [{ from: 0, insert: line }] : []), { from, to, insert: words }];
  view.dispatch({ changes, selection: { anchor: from + line.length + words.length }, userEvent: "input.complete" });
}

const WORD = /[?$]?[\p{L}\p{N}_.-]*(?::[\p{L}\p{N}_.\-%/]*)?/u;

/** Variables, terms, keywords and prefixes, which are here: offered at once. */
function completeTerms(editor) {
  return (context) => {
    const word = context.matchBefore(WORD);
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const known = editor.known, text = context.state.doc.toString();
    if (/^[?$]/.test(word.text)) {
      const variables = [...new Set(text.match(/[?$][\p{L}\p{N}_]+/gu) || [])].filter((one) => one !== word.text);
      return { from: word.from, options: variables.map((label) => ({ label, type: "variable" })), validFor: /^[?$][\p{L}\p{N}_]*$/u };
    }
    const typed = word.text.toLowerCase();
    const options = [];
    for (const term of known.terms) {
      const words = [term.term, term.zh, term.en];
      const place = words.findIndex((one) => one && one.toLowerCase().includes(typed));
      if (place < 0 && !context.explicit) continue;
      const said = [...words, term.term.split(":")[1]].map((one) => (one || "").toLowerCase());
      const fit = said.includes(typed) ? 30 : said.some((one) => one.startsWith(typed)) ? 20 : 0;
      options.push({ label: term.term, detail: [term.zh, term.en].filter(Boolean).join(" · "), type: term.kind, fit,
        apply: (view, _one, from, to) => insert(view, known, term.term, from, to, term.term.split(":")[0]) });
    }
    if (!word.text.includes(":")) {
      for (const keyword of KEYWORDS) if (keyword.toLowerCase().startsWith(typed)) options.push({ label: keyword, type: "keyword", fit: 10 });
      for (const prefix of Object.keys(known.prefixes)) {
        if (prefix.startsWith(typed)) options.push({ label: `${prefix}:`, detail: known.prefixes[prefix], type: "namespace", fit: 5,
          apply: (view, _one, from, to) => { insert(view, known, `${prefix}:`, from, to, prefix); startCompletion(view); } });
      }
    }
    options.sort((one, other) => other.fit - one.fit);
    return options.length ? { from: word.from, options, filter: false } : null;
  };
}

/** Entities by name, which Python knows: offered when they come. */
function completeNames(editor) {
  return async (context) => {
    const word = context.matchBefore(WORD);
    if (!word || word.text.length < 2 || /[?$:]/.test(word.text) || KEYWORDS.includes(word.text.toUpperCase())) return null;
    const options = (await lookup(editor, word.text, context)).map((hit) => ({
      label: hit.label, detail: `${hit.kind} · ${hit.node}`, type: "constant", boost: 1,
      apply: (view, _one, from, to) => insert(view, editor.known, hit.written, from, to, hit.prefix, hit.base),
    }));
    return options.length ? { from: word.from, options, filter: false } : null;
  };
}

/** The things that a name may mean, from Python. Of two runs that overlap Streamlit may drop one, so that a question without an answer is asked again. */
function lookup(editor, text, context) {
  if (editor.hits.has(text)) return Promise.resolve(editor.hits.get(text));
  return new Promise((resolve) => {
    let wait;
    const end = (hits) => {
      clearTimeout(wait);
      if (editor.waiting.get(text) === end) editor.waiting.delete(text);
      resolve(hits);
    };
    const ask = (times) => {
      if (context.aborted || editor.hits.has(text) || !times) return end(editor.hits.get(text) || []);
      editor.waiting.set(text, end);
      editor.send("lookup", { text, at: ++editor.acts });
      wait = setTimeout(() => ask(times - 1), 1500);
    };
    wait = setTimeout(() => ask(4), 220);
    context.addEventListener?.("abort", () => end([]));
  });
}

/** An answer that comes when its question was given up, and fits what stands at the cursor all the same, is offered. */
function answered(editor, text, hits) {
  if (editor.hits.has(text)) return;
  editor.hits.set(text, hits);
  const waiting = editor.waiting.get(text);
  if (waiting) return waiting(hits);
  const { head } = editor.view.state.selection.main;
  if (hits.length && editor.view.hasFocus && editor.view.state.sliceDoc(Math.max(0, head - text.length), head) === text) startCompletion(editor.view);
}

function lint(editor) {
  return (view) => {
    const { known } = editor, text = view.state.doc.toString(), found = [], have = declared(text);
    for (const { prefix, local, from, to } of names(text)) {
      if (prefix === "_") continue;
      if (!have.has(prefix)) {
        const base = known.prefixes[prefix];
        found.push({ from, to, severity: base ? "info" : "error", message: fill(base ? known.words.prefix_known : known.words.prefix_unknown, { prefix, iri: base || "…" }),
          actions: base ? [{ name: known.words.add_prefix, apply: (v) => v.dispatch({ changes: { from: 0, insert: prefixLine(known, prefix) } }) }] : [] });
      }
      const closed = known.closed[have.get(prefix) ?? known.prefixes[prefix]];
      if (closed && local && !closed.includes(local) && !/^_\d+$/.test(local)) {  // rdf:_1 and so on are endless
        const near = nearest(local, closed);
        found.push({ from: from + prefix.length + 1, to, severity: "error", message: fill(near ? known.words.did_you_mean : known.words.unknown_term, { term: `${prefix}:${local}`, near: `${prefix}:${near}` }),
          actions: near ? [{ name: `${prefix}:${near}`, apply: (v, a, b) => v.dispatch({ changes: { from: a, to: b, insert: near } }) }] : [] });
      }
    }
    let count = 0;
    const asPrinted = names(text).some((one) => one.prefix === "id" && one.local.includes("/"));  // the grammar has no such names, the service has
    if (!asPrinted && !found.some((one) => one.severity === "error")) {
      const tree = ensureSyntaxTree(view.state, text.length, 500);  // one that is not finished ends in an error that is none
      tree?.iterate({ enter: (node) => {
        if (!node.type.isError || ++count > 3) return;
        let { from, to } = node;
        if (from === to) { to = Math.min(text.length, to + 1); from = Math.max(0, to - 1); }
        found.push({ from, to, severity: "warning", message: known.words.syntax });
      } });
    }
    for (const error of known.errors_for === text ? known.errors : []) {
      const line = view.state.doc.line(Math.max(1, Math.min(error.line, view.state.doc.lines)));
      const from = Math.min(line.to, line.from + Math.max(0, error.column - 1));
      const end = text.slice(from, line.to).match(/^[\p{L}\p{N}_:?$.-]+/u)?.[0].length || 1;
      found.push({ from: Math.max(line.from, Math.min(from, line.to - 1)), to: Math.min(line.to, from + end), severity: error.hint ? "warning" : "error", message: error.message,
        actions: (error.fixes || []).map((fix) => ({ name: fix.name, apply: (v) => v.dispatch({ changes: { from: fix.from, to: fix.to, insert: fix.insert } }) })) });
    }
    return found;
  };
}

function button(act, label, keys, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.act = act;
  made.textContent = label;
  made.title = keys ? `${label} (${keys})` : label;
  if (act === "run") made.className = "main";
  made.addEventListener("click", run);
  return made;
}

function build(host, parent, data, editor) {
  const text = () => editor.view.state.doc.toString();
  // Of triggers that wait for Streamlit, a later one takes the place of an earlier one: a look-up would take that of a run. A state stays.
  const act = (name) => { clearTimeout(pause); editor.told = text(); editor.state("asked", { act: name, text: text(), at: ++editor.acts }); return true; };
  const bar = host.querySelector(".bar"), words = data.words;
  let pause;
  bar.append(
    button("run", words.run, "Ctrl+Enter", () => act("run")),
    button("format", words.format, "Shift+Alt+F", () => act("format")),
    button("comment", words.comment, "Ctrl+/", () => { toggleComment(editor.view); editor.view.focus(); }),
    button("undo", words.undo, "Ctrl+Z", () => { undo(editor.view); editor.view.focus(); }),
    button("redo", words.redo, "Ctrl+Y", () => { redo(editor.view); editor.view.focus(); }),
    Object.assign(document.createElement("span"), { className: "hint", textContent: words.hint }),
  );
  const keys = [
    { key: "Mod-Enter", run: () => act("run") },
    { key: "Shift-Alt-f", run: () => act("format") },
    { key: "Mod-/", run: toggleComment },
  ];
  editor.note = (now) => {           // tell Python the text, once it rests
    clearTimeout(pause);
    const tell = () => { const said = text(); if (said !== editor.told) { editor.told = said; editor.state("text", { text: said, seed: editor.known.seed }); } };
    if (now) tell(); else pause = setTimeout(tell, 1500);
  };
  editor.view = new EditorView({
    parent: host.querySelector(".field"),
    root: parent instanceof ShadowRoot ? parent : document,
    state: EditorState.create({ doc: data.text, extensions: [
      Prec.highest(keymap.of(keys)),
      lineNumbers(), highlightSpecialChars(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(), highlightActiveLine(), highlightSelectionMatches(),
      sparql(), EditorState.languageData.of(() => [{ commentTokens: { line: "#" } }]), syntaxHighlighting(colors), theme,
      lintGutter(), linter(lint(editor), { delay: 300, needsRefresh: (update) => update.transactions.some((one) => one.effects.some((effect) => effect.is(told))) }), autocompletion({ override: [completeTerms(editor), completeNames(editor)], maxRenderedOptions: 60, activateOnTypingDelay: 120 }),
      placeholder(words.placeholder), EditorView.contentAttributes.of({ "aria-label": words.label }), EditorView.lineWrapping,
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap, ...searchKeymap]),
      EditorView.updateListener.of((update) => { if (update.docChanged) { keep(text()); editor.note(false); } }),
      EditorView.domEventHandlers({ blur: () => editor.note(true) }),
    ] }),
  });
  editor.told = data.text;
}

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const host = parentElement.querySelector(".az-editor");
  let editor = INSTANCES.get(parentElement);
  const first = !editor;
  if (first) {
    editor = { hits: new Map(), waiting: new Map(), acts: Date.now() };
    INSTANCES.set(parentElement, editor);
  }
  editor.send = setTriggerValue;
  editor.state = setStateValue;
  const seed = editor.known?.seed;
  editor.known = data;
  if (first) {
    build(host, parentElement, data, editor);
    const insert = beginning(data);
    if (insert !== data.text) editor.view.dispatch({ changes: { from: 0, to: editor.view.state.doc.length, insert } });
  } else if (data.seed !== seed) {   // Python put another text in: an example, a saved question, the formatted text
    editor.told = data.text;
    const { anchor } = editor.view.state.selection.main;
    editor.view.dispatch({ changes: { from: 0, to: editor.view.state.doc.length, insert: data.text }, selection: { anchor: Math.min(anchor, data.text.length) } });
  }
  if (data.hits_for) answered(editor, data.hits_for, data.hits);
  host.querySelector(".bar").setAttribute("aria-label", data.words.label);
  editor.view.dispatch({ effects: told.of(null) });
  forceLinting(editor.view);
  globalThis.aizoneEditor = editor;
  return () => { editor.view.destroy(); INSTANCES.delete(parentElement); };
}
