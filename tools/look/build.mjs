// SPDX-FileCopyrightText: Doorleren contributors
// SPDX-License-Identifier: EUPL-1.2
//
// Makes one small stylesheet: the components that the pages use, the tokens that those use, and our own theme.
// Called by tools/build-look, in a folder where the packages are installed: node build.mjs OUTPUT HEADER CLASS...

import { readFileSync, writeFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";
import { transform } from "lightningcss";

const [output, header, ...classes] = process.argv.slice(2);
const read = (path) => readFileSync(path, "utf8");
const TOKEN = /^\s*(--[\w-]+):\s*(.*?);/gm;

const theirs = read("node_modules/@nl-design-system-unstable/voorbeeld-design-tokens/dist/variables.css");
const theme = read("theme.css");
const pages = read("pages.css");

const [{ css: components }] = await new PurgeCSS().purge({
  content: [{ raw: classes.join(" "), extension: "html" }],
  css: [{ raw: read("node_modules/@utrecht/component-library-css/dist/index.css") }],
  defaultExtractor: (text) => text.split(" "),
  safelist: ["html", "body", "a", "b", "button", "input", "legend", "select", "small", "textarea"],
});

// A token of our theme takes the place of theirs; a token that nothing reaches is left out.
const tokens = new Map([...theirs.matchAll(TOKEN), ...theme.matchAll(TOKEN)].map(([, name, value]) => [name, value]));
const used = new Set();
const reach = (text) => {
  for (const [name] of text.matchAll(/--[\w-]+/g)) {
    if (used.has(name) || !tokens.has(name)) continue;
    used.add(name);
    reach(tokens.get(name));
  }
};
reach(components + pages + theme.replace(TOKEN, ""));
const root = [...tokens].filter(([name]) => used.has(name)).map(([name, value]) => `${name}:${value};`);

const code = Buffer.from(`:root{${root.join("")}}\n${components}\n${theme.replace(TOKEN, "")}\n${pages}`);
const { code: small } = transform({ filename: "look.css", code, minify: true });
writeFileSync(output, `${header}\n${small}\n`);
