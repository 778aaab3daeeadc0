#!/usr/bin/env node
// Writes docs/errors.md from the codes and the words that officers read, so that support reads the same words.
// `--check` only tells whether the page is up to date (used by tests).
import fs from "node:fs";
import path from "node:path";
import { ROOT } from "./setup/places.mjs";

const PAGE = path.join(ROOT, "docs", "errors.md");
const words = (language) =>
  JSON.parse(fs.readFileSync(path.join(ROOT, "renderer", "locales", language, "errors.json"), "utf8"));
const source = fs.readFileSync(path.join(ROOT, "shared", "errors", "codes.ts"), "utf8");
const list = source.slice(source.indexOf("ERROR_CODES = ["), source.indexOf("] as const"));
const codes = [...list.matchAll(/"([A-Z_]+)"/g)].map(([, code]) => code);

const vi = words("vi");
const en = words("en");
const cell = (text) => (text ?? "").replaceAll("|", "\\|").replaceAll("\n", " ");
const rows = codes.map(
  (code) => `| ${code} | ${cell(vi[code]?.title)} | ${cell(en[code]?.title)} | ${cell(en[code]?.todo)} |`,
);
const page = `# Error codes

Permanent: a code is never renamed or reused. The words live in \`renderer/locales\`; this page is written by
\`node scripts/errors-page.mjs\`.

<!-- prettier-ignore -->
| code | the officer reads | in English | way out |
|---|---|---|---|
${rows.join("\n")}
`;

if (process.argv.includes("--check")) process.exit(fs.readFileSync(PAGE, "utf8") === page ? 0 : 1);
fs.writeFileSync(PAGE, page);
