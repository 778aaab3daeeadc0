#!/usr/bin/env node
// Draws scripts/samples/foreign-letter.jpg: a letter of half a sheet in English, German and French, with numbers and
// dates, as an invented citizen could bring it along.
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { fontFaces } from "./fonts.mjs";
import { printHtml, rasterise } from "./print.mjs";

const DPI = 200;
const LINES = [
  "Leipzig, 14/03/2026",
  "To whom it may concern,",
  "This is to certify that Mrs Anna Weber, born on 02/11/1984 in Dresden, has lived at 12 Garden Street since May 2011.",
  "Full name: Anna Weber. Passport number: C01X00T478. Nationality: German. Reference: 084184000123.",
  "Hiermit wird bescheinigt, dass die oben genannte Person an der angegebenen Anschrift gemeldet ist und dort wohnt.",
  "Nous certifions que la personne nommée ci-dessus habite toujours à cette adresse et que ces renseignements sont exacts.",
  "Yours faithfully, Martin Schulze, Registrar",
];
const STYLE = `${fontFaces("Quay", "tinos")}
  @page { size: 148mm 210mm; margin: 15mm; } body { font: 12pt/1.5 Quay, serif; margin: 0; } p { margin: 0 0 8pt; }`;

const require = createRequire(import.meta.url);
const work = fs.mkdtempSync(path.join(os.tmpdir(), "quay-foreign-"));
try {
  const base = path.join(work, "letter");
  const body = LINES.map((line) => `<p>${line}</p>`).join("\n");
  fs.writeFileSync(`${base}.html`, `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>${body}`);
  await printHtml(`${base}.html`, `${base}.pdf`);
  rasterise(`${base}.pdf`, base, { dpi: DPI, isGrey: true });
  const vips = await require("wasm-vips")({ dynamicLibraries: [] });
  const page = vips.Image.newFromBuffer(fs.readFileSync(`${base}.pgm`));
  const sized = page.copy({ xres: DPI / 25.4, yres: DPI / 25.4 });
  fs.writeFileSync(path.join(import.meta.dirname, "foreign-letter.jpg"), sized.jpegsaveBuffer({ Q: 30 }));
  vips.shutdown();
} finally {
  fs.rmSync(work, { recursive: true, force: true });
}
