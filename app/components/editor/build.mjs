// Bundles editor.src.js and what it imports into editor.mjs, the same bytes each time: `npm ci && node build.mjs` in this folder.
// The first line of editor.mjs holds a digest of what it was made from; a test compares it, so that a change here is not forgotten.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const sources = ["editor.src.js", "build.mjs", "package.json", "package-lock.json"];
const digest = createHash("sha256");
for (const name of sources) digest.update(readFileSync(new URL(name, import.meta.url)));
await build({
  entryPoints: ["editor.src.js"],
  outfile: "editor.mjs",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "ascii",
  legalComments: "eof",
  banner: { js: `// made by build.mjs from ${digest.digest("hex")}; CodeMirror (MIT), codemirror-lang-sparql (MIT), Lezer (MIT)` },
});
