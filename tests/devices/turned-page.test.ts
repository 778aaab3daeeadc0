// A page that was scanned upside down is turned: its pictures and its text are those of the upright page, its file is not touched.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ChangeBus } from "../../electron/core/changes";
import { systemClock } from "../../electron/core/clock";
import { buildImageProcess } from "../../electron/core/image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../electron/core/imaging";
import { createPapers, type PapersService } from "../../electron/core/papers";
import { createRecognition, type RecognitionService } from "../../electron/core/recognition";
import { openBlobStore, openStorage, type Storage } from "../../electron/core/storage";

const FIXTURES = path.resolve("electron/core/recognition/fixtures");
const LETTER = fs.readFileSync(path.join(FIXTURES, "letter.png"));
const LETTER_WORDS = fs.readFileSync(path.join(FIXTURES, "letter.txt"), "utf8").split(/\s+/);
const TESSDATA = path.resolve("assets/tessdata");
const KEY = "5a".repeat(32);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "turned-page-"));
const dossierId = randomUUID();
let storage: Storage;
let imaging: Imaging;
let papers: PapersService;
let recognition: RecognitionService;

beforeAll(async () => {
  storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY });
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
  const base = { storage, imaging, changes: new ChangeBus(), clock: systemClock };
  papers = createPapers({
    ...base,
    blobs: openBlobStore(path.join(folder, "blobs"), KEY),
    onPageAdded: (writer, page) => recognition.enqueue(writer, page.id),
    onLatePage: () => undefined,
    onPageTurned: (writer, page) => recognition.readAgain(writer, page.id),
    addComponent: () => "",
    recordEvent: () => undefined,
  });
  recognition = createRecognition({
    ...base,
    papers,
    tessdataFolder: TESSDATA,
    workers: 1,
    ocrEngine: () => "tesseract.js" as const,
  });
  const sql = "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, 'draft', 'x', 'x')";
  storage.transaction((writer) => writer.run(sql, dossierId));
  recognition.start();
});

afterAll(async () => {
  await recognition.stop();
  imaging.close();
  storage.close();
  fs.rmSync(folder, { recursive: true });
});

test.each([
  [1, 270],
  [2, 180],
] as const)(
  "that lay %i quarter turns off is read all the same, and shown and read upright when it is turned by %i degrees",
  async (turns, degrees) => {
    const image = await imaging.toStoredImage(await imaging.turn(LETTER, turns), 250);
    const { id } = papers.addPage({ image, dossierId, componentId: null, source: "file" });
    await isRead(id);
    expect(foundShare(id)).toBeGreaterThan(0.9);
    expect(recognition.pageRead(id)?.notes).toEqual(["upside_down"]);

    const [page] = papers.rotate([id], 4 - turns).filter((each) => each.id === id);
    expect(page).toMatchObject({ rotation: degrees, recognition: "queued", widthPx: image.widthPx });
    await isRead(id);
    expect(foundShare(id)).toBeGreaterThan(0.9);
    expect(recognition.pageRead(id)?.notes).toEqual([]);
    const letter = await imaging.toStoredImage(LETTER, 250);
    expect(recognition.pageText(id).words[0]?.y1).toBeLessThan(letter.heightPx / 4);
    for (const size of ["thumb", "screen", "full"] as const) {
      const shown = await papers.readImage(id, size);
      const { widthPx, heightPx } = await imaging.toStoredImage(shown?.bytes ?? new Uint8Array(), null);
      expect(widthPx / heightPx).toBeCloseTo(letter.widthPx / letter.heightPx, 1);
    }
    expect(Buffer.from(papers.readPage(id)).equals(Buffer.from(image.bytes))).toBe(true);

    papers.undo(dossierId);
    await isRead(id);
    expect(recognition.pageRead(id)?.notes).toEqual(["upside_down"]);
  },
);

async function isRead(pageId: string): Promise<void> {
  const until = Date.now() + 50_000;
  while (papers.getPage(pageId).recognition !== "done") {
    if (Date.now() > until) throw new Error("the page was not read in time");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** How many of the letter's words are in what was read. */
function foundShare(pageId: string): number {
  const { text } = recognition.pageText(pageId);
  const read = new Set(text.split(/\s+/));
  return LETTER_WORDS.filter((word) => read.has(word)).length / LETTER_WORDS.length;
}
