// Pages as recognition hands them over, made of lines of text, and an office with a real database to keep them in.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Box } from "../../../shared/contract";
import { ChangeBus } from "../changes";
import type { PageRead, ReadWord } from "../recognition";
import { openStorage, type Storage } from "../storage";
import { createExtraction, type ExtractionService } from ".";

export const SIZE = { widthPx: 2480, heightPx: 3508 };
export const CLOCK = { now: () => new Date("2026-11-22T02:00:00.000Z") };
const [LEFT, LINE, LETTER, HEIGHT] = [250, 80, 22, 40];

/** @param lines words of a line stand one after the other; a tab leaves a wide gap */
export function pageOf(lines: readonly string[], more: Partial<PageRead> = {}): PageRead {
  const words = lines.flatMap((text, line) => wordsOf(text, line));
  const page = { text: lines.join("\n"), words, rules: [], confidence: 95, codes: [], steps: [], notes: [] };
  return { ...page, engine: "test", ...more };
}

function wordsOf(text: string, line: number): ReadWord[] {
  const words: ReadWord[] = [];
  let x0 = LEFT;
  for (const part of text.split(/( |\t)/u)) {
    if (part === "\t") x0 += 8 * LETTER;
    if (part.trim() === "") continue;
    const x1 = x0 + part.length * LETTER;
    words.push({ text: part, x0, x1, y0: 200 + line * LINE, y1: 200 + line * LINE + HEIGHT, confidence: 95, line });
    x0 = x1 + LETTER / 2;
  }
  return words;
}

export interface TestOffice {
  storage: Storage;
  extraction: ExtractionService;
  changes: ChangeBus;
  dossierId: string;
  /** What was read of pages; a test may change it. */
  reads: Map<string, PageRead>;
  /** What `readField` finds. */
  boxText: { text: string; confidence: number };
  boxes: Box[];
  addPage(read: PageRead): string;
  /** As after a restart. */
  reopen(): void;
  remove(): void;
}

export function openTestOffice(): TestOffice {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "extraction-"));
  const open = () => openStorage({ file: path.join(folder, "office.db"), keyHex: "ab".repeat(32) });
  const dossierId = randomUUID();
  const start = (storage: Storage) =>
    createExtraction({
      ...{ storage, changes: office.changes, clock: CLOCK },
      pageRead: (pageId) => office.reads.get(pageId),
      readBox: (_, box) => {
        office.boxes.push(box);
        return Promise.resolve(office.boxText);
      },
    });
  const office = { changes: new ChangeBus(), reads: new Map(), boxes: [], dossierId } as unknown as TestOffice;
  office.boxText = { text: "", confidence: 0 };
  office.storage = open();
  office.extraction = start(office.storage);
  addDossier(office.storage, dossierId);
  office.addPage = (read) => addPage(office, read);
  office.reopen = () => {
    office.storage.close();
    office.storage = open();
    office.extraction = start(office.storage);
  };
  office.remove = () => {
    office.storage.close();
    fs.rmSync(folder, { recursive: true });
  };
  return office;
}

function addDossier(storage: Storage, dossierId: string): void {
  storage.transaction((writer) => {
    writer.run(
      "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, 'draft', 'x', 'x')",
      dossierId,
    );
    writer.run(
      "INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES (?, 1, 'image/jpeg', 'x')",
      "a".repeat(64),
    );
  });
}

function addPage(office: TestOffice, read: PageRead): string {
  const pageId = randomUUID();
  office.reads.set(pageId, read);
  office.storage.transaction((writer) => {
    const position = writer.value<number>("SELECT count(*) + 1 FROM pages") ?? 1;
    writer.run(
      `INSERT INTO pages (id, dossier_id, position, sha256, mime_type, width_px, height_px, resolution_dpi, size_bytes,
                          source, created_at_utc, deleted)
       VALUES (?, ?, ?, ?, 'image/jpeg', ?, ?, 300, 1, 'file', 'x', 0)`,
      ...[pageId, office.dossierId, position, "a".repeat(64), SIZE.widthPx, SIZE.heightPx],
    );
    writer.run(
      "INSERT INTO page_texts (page_id, text, words, confidence, engine, read_at_utc) VALUES (?, ?, '[]', 90, 'e', 'x')",
      ...[pageId, read.text],
    );
    office.extraction.onPageRead(writer, pageId, read);
  });
  return pageId;
}
