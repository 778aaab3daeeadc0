// Samples of paper types (electron/core/extraction/paper-types/*/sample.json) as HTML to be printed, and as plain text.
import { fontFaces } from "./fonts.mjs";

const STYLES = [
  { name: "QuaySerif", fontPackage: "tinos", css: "font: 13pt/1.42 QuaySerif" },
  { name: "QuaySans", fontPackage: "be-vietnam-pro", css: "font: 10.5pt/1.6 QuaySans" },
];

/** One HTML file with a sheet of A4 for each page. @param {{layout: number, blocks: unknown[]}[]} pages */
export function sheetsHtml(pages) {
  const style = `${STYLES.map(({ name, fontPackage }) => fontFaces(name, fontPackage)).join("\n")}
    @page { size: A4; margin: 0; }
    body { margin: 0; }
    section { box-sizing: border-box; width: 210mm; height: 296.5mm; padding: 18mm 17mm 12mm 25mm; overflow: hidden; break-after: page; }
    section:last-child { break-after: auto; }
    ${STYLES.map(({ css }, index) => `.style${index} { ${css}; }`).join("\n")}
    p { margin: 0 0 2.5pt; } .centre { text-align: center; } .right { text-align: right; } .bold, .title { font-weight: 700; }
    .title { text-align: center; font-size: 1.15em; margin: 4pt 0; }
    .sides, .row { display: flex; gap: 6mm; margin-bottom: 2.5pt; } .sides > div { flex: 1; text-align: center; }
    .sides.heads { font-size: 0.92em; } .sides.heads > div:first-child { flex: 0.7; } .row { gap: 4mm; } .row > span { flex: 1 1 auto; }
    .value { border-bottom: 0.7pt dotted #444; } .empty { height: 1.2em; }
    .digits { display: inline-flex; vertical-align: middle; margin-left: 3mm; } .digits b { width: 7mm; text-align: center; border: 0.8pt solid #222; margin-right: -0.8pt; font-weight: 400; }
    table { border-collapse: collapse; width: 100%; margin: 4pt 0; } td { border: 0.8pt solid #222; padding: 1pt 3pt; vertical-align: top; font-size: 0.92em; }
    tr:first-child td { font-weight: 700; text-align: center; } .mrz { font: 12pt/1.5 QuaySans; letter-spacing: 2pt; }`;
  const sheets = pages.map(
    ({ layout, blocks }) =>
      `<section class="style${layout % STYLES.length}">${blocks.map(blockHtml).join("\n")}</section>`,
  );
  return `<!doctype html><meta charset="utf-8"><style>${style}</style>${sheets.join("\n")}`;
}

function blockHtml(block) {
  if (typeof block === "string") return paragraph("", block);
  const [kind] = Object.keys(block);
  if ("left" in block) return sidesHtml(block);
  if ("boxes" in block) return `<p>${escape(block.label)}<span class="digits">${digitsHtml(block.boxes)}</span></p>`;
  if (kind === "row") return `<div class="row">${block.row.map(cellHtml).join("")}</div>`;
  if (kind === "table") return tableHtml(block);
  if (kind === "mrz") return block.mrz.map((line) => paragraph("mrz", line)).join("");
  return paragraph(kind, block[kind]);
}

function paragraph(style, text) {
  return text === "" ? '<p class="empty"></p>' : `<p class="${style}">${escape(text)}</p>`;
}

function sidesHtml({ left, right }) {
  const isHead = right.some((line) => line.startsWith("CỘNG HÒA"));
  const side = (lines) => `<div>${lines.map((line) => paragraph(isLoud(line) ? "bold" : "", line)).join("")}</div>`;
  return `<div class="sides ${isHead ? "heads" : ""}">${side(left)}${side(right)}</div>`;
}

function cellHtml([label, value]) {
  return `<span>${escape(label)} <span class="value">${escape(value)}</span></span>`;
}

function digitsHtml(digits) {
  return [...digits].map((digit) => `<b>${digit}</b>`).join("");
}

function tableHtml({ table, widths }) {
  const columns = (widths ?? []).map((width) => `<col style="width:${width}%">`).join("");
  const rows = table.map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`);
  return `<table><colgroup>${columns}</colgroup>${rows.join("")}</table>`;
}

function isLoud(text) {
  return text !== "" && text === text.toUpperCase();
}

function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** The words in reading order: lines of one side before the other's, a row of a table on a line. */
export function blocksText(blocks) {
  return `${blocks.flatMap(blockLines).join("\n")}\n`;
}

function blockLines(block) {
  if (typeof block === "string") return [block];
  if ("left" in block) return [...block.left, ...block.right].filter((line) => line !== "");
  if ("boxes" in block) return [`${block.label} ${block.boxes}`];
  if ("row" in block) return [block.row.map(([label, value]) => `${label} ${value}`).join(" ")];
  if ("table" in block) return block.table.map((row) => row.filter((cell) => cell !== "").join(" "));
  return Object.values(block).flat();
}
