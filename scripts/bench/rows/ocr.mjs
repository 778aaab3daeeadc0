// Rows: what the program reads of a page, and what it costs, against the native tesseract command: as somebody would type
// it on the raw page, and on the same cleaned picture with one thread. Page by page in turns, so that both meet the same
// load of the machine.
import fs from "node:fs";
import os from "node:os";
import { readAsTyped, readCleaned } from "../native-tesseract.mjs";
import { orderFreeErrors } from "../order-free-errors.mjs";
import { pagesToRead } from "../pages.mjs";
import { processorSeconds } from "../processor-time.mjs";
import { openReader } from "../reader.mjs";

/** As the program takes: a core stays free for the window and the scanner. */
const WORKERS = Math.min(2, Math.max(1, os.availableParallelism() - 1));

const WARM_UP_PAGES = 3;

export const ocrRow = { name: "ocr", run };

async function run({ pages: count }) {
  const pages = pagesToRead(count);
  const reader = await openReader(WORKERS);
  try {
    // All are measured warm: the engine's code is compiled while it runs, model and files are in memory.
    for (const { image } of pages.slice(0, WARM_UP_PAGES)) await reader.read(fs.readFileSync(image));
    readAsTyped(pages[0].image);
    const scores = { ours: newScore(), typed: newScore(), cleaned: newScore() };
    for (const page of pages) await readOnce(reader, page, scores);
    return [...figures(scores), await throughput(reader, pages)];
  } finally {
    reader.close();
  }
}

async function readOnce(reader, page, { ours, typed, cleaned }) {
  const bytes = fs.readFileSync(page.image);
  await score(ours, page, async () => (await reader.read(bytes)).text);
  await score(typed, page, async () => readAsTyped(page.image));
  await score(cleaned, page, async () => {
    const picture = await reader.clean(bytes);
    return readCleaned(reader.toPgm(picture), picture.resolutionDpi);
  });
}

function newScore() {
  return { pages: 0, processorSeconds: 0, errors: 0, characters: 0 };
}

async function score(total, page, read) {
  const before = processorSeconds();
  const text = await read();
  total.processorSeconds += processorSeconds() - before;
  total.pages += 1;
  const { errors, characters } = orderFreeErrors(page.truth, text);
  total.errors += errors;
  total.characters += characters;
}

function figures({ ours, typed, cleaned }) {
  const errorRate = ({ errors, characters }) => (100 * errors) / characters;
  const perPage = ({ processorSeconds: seconds, pages }) => seconds / pages;
  const row = (name, of, { rival, goal, unit }) => {
    return { name, ours: of(ours), rival: of(rival), unit, goal, better: "lower" };
  };
  return [
    row("OCR errors, order-free, raw rival", errorRate, { rival: typed, goal: 0.2, unit: "%" }),
    row("OCR errors, rival on our clean-up", errorRate, { rival: cleaned, goal: 1, unit: "%" }),
    row("OCR processor time, same clean-up", perPage, { rival: cleaned, goal: 1.15, unit: "s/page" }),
  ];
}

/** All pages as fast as they go, wall time, on all cores: the program's pool against one default command after the other. */
async function throughput(reader, pages) {
  const files = pages.map(({ image }) => fs.readFileSync(image));
  const ours = await perMinute(pages.length, () => Promise.all(files.map((bytes) => reader.read(bytes))));
  const rival = await perMinute(pages.length, async () => pages.forEach(({ image }) => readAsTyped(image)));
  return { name: "OCR pages a minute, all cores", ours, rival, unit: "pages/min", goal: 1.5, better: "higher" };
}

async function perMinute(pages, work) {
  const before = performance.now();
  await work();
  return (pages * 60_000) / (performance.now() - before);
}
