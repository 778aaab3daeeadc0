// A real database and file store in a temporary folder, with one draft of two components, for the tests of papers.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "../../../shared/contract";
import { ChangeBus } from "../changes";
import { openBlobStore, openStorage, type BlobStore, type Storage, type Writer } from "../storage";
import { createPapers, type PapersService } from "./papers";

export interface PapersBed {
  folder: string;
  storage: Storage;
  blobs: BlobStore;
  papers: PapersService;
  dossierId: string;
  components: [string, string];
  reductions: string[];
  /** Kind and number of pages of each entry in the log. */
  events: string[];
  addDossier(stage?: "draft" | "discarded"): string;
  addComponent(dossierId: string, position: number): string;
  addPage(text: string, componentId: string | null): Page;
  statusOf(componentId: string): string | undefined;
  close(): void;
}

const KEY = "5a".repeat(32);
const NOW = "2026-11-22T02:00:00.000Z";

export function openPapersBed(onPageAdded: (writer: Writer, page: Page) => void = () => undefined): PapersBed {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "papers-"));
  const storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY });
  const blobs = openBlobStore(path.join(folder, "blobs"), KEY);
  const reductions: string[] = [];
  const imaging = {
    resize: (bytes: Uint8Array, maxPx: number) => {
      reductions.push(`${Buffer.from(bytes).toString()}@${maxPx}`);
      return Promise.resolve(Buffer.from(`small ${Buffer.from(bytes).toString()}`));
    },
  };
  const clock = { now: () => new Date(NOW) };
  const events: string[] = [];
  const papers = createPapers({
    storage,
    blobs,
    imaging,
    changes: new ChangeBus(),
    clock,
    onPageAdded,
    recordEvent: (_writer, { kind, facts }) => events.push(`${kind} ${facts.count}`),
  });
  const dossierId = addDossier(storage);
  return {
    folder,
    storage,
    blobs,
    papers,
    dossierId,
    components: [addComponent(storage, dossierId, 1), addComponent(storage, dossierId, 2)],
    reductions,
    events,
    addDossier: (stage) => addDossier(storage, stage),
    addComponent: (id, position) => addComponent(storage, id, position),
    addPage: (text, componentId) => papers.addPage({ image: imageOf(text), dossierId, componentId, source: "file" }),
    statusOf: (id) => storage.read.value<string>("SELECT status FROM components WHERE id = ?", id),
    close: () => {
      storage.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
}

export function imageOf(text: string) {
  const size = { widthPx: 2480, heightPx: 3508, resolutionDpi: 300 };
  return { bytes: Buffer.from(text), mimeType: "image/jpeg" as const, ...size };
}

function addDossier(storage: Storage, stage = "draft"): string {
  const id = randomUUID();
  const sql = "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, ?, ?, ?)";
  storage.transaction((writer) => writer.run(sql, id, stage, NOW, NOW));
  return id;
}

function addComponent(storage: Storage, dossierId: string, position: number): string {
  const id = randomUUID();
  const sql = `INSERT INTO components (id, dossier_id, position, code, name, label, duty) VALUES (?, ?, ?, ?, ?, ?, 'submit')`;
  const name = `Giấy tờ ${position}`;
  storage.transaction((writer) => writer.run(sql, id, dossierId, position, `c0${position}`, name, name));
  return id;
}
