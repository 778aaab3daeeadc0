// A real database and file store in a temporary folder, with one draft of two components, for the tests of papers.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Page } from "../../../shared/contract";
import { ChangeBus } from "../changes";
import { openBlobStore, openStorage, type BlobStore, type Storage, type Writer } from "../storage";
import type { NewPage } from "./adding";
import { createPapers } from "./papers";
import type { PapersParts, PapersService } from "./ports";

export interface PapersBed {
  folder: string;
  storage: Storage;
  blobs: BlobStore;
  papers: PapersService;
  dossierId: string;
  components: [string, string];
  /** What was asked of imaging, as "<content>@<size or turns>". */
  imaging: string[];
  /** Kind and number of pages of each entry in the log. */
  events: string[];
  /** Pages to be looked at: "added <id>" and "turned <id>". */
  lookedAt: string[];
  addDossier(stage?: "draft" | "discarded"): string;
  /** The dossier of this bed, as it would be after reception. */
  receive(provinceState?: number): void;
  addComponent(dossierId: string, position: number): string;
  addPage(text: string, componentId: string | null, more?: Partial<NewPage>): Page;
  statusOf(componentId: string): string | undefined;
  /** Closes the database and opens the same file again, as after a restart. */
  reopen(): void;
  close(): void;
}

const KEY = "5a".repeat(32);
const NOW = "2026-11-22T02:00:00.000Z";

type Told = Pick<PapersBed, "imaging" | "events" | "lookedAt">;

export function openPapersBed(onPageAdded: (writer: Writer, page: Page) => void = () => undefined): PapersBed {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "papers-"));
  const told: Told = { imaging: [], events: [], lookedAt: [] };
  const open = () => openPapers(folder, told, onPageAdded);
  const opened = open();
  const dossierId = addDossier(opened.storage);
  const bed: PapersBed = {
    folder,
    ...opened,
    ...told,
    dossierId,
    components: [addComponent(opened.storage, dossierId, 1), addComponent(opened.storage, dossierId, 2)],
    addDossier: (stage) => addDossier(bed.storage, stage),
    receive: (provinceState = 2) => receive(bed.storage, dossierId, provinceState),
    addComponent: (id, position) => addComponent(bed.storage, id, position),
    addPage: (text, componentId, more = {}) =>
      bed.papers.addPage({ image: imageOf(text), dossierId, componentId, source: "file", ...more }),
    statusOf: (id) => bed.storage.read.value<string>("SELECT status FROM components WHERE id = ?", id),
    reopen: () => {
      bed.storage.close();
      Object.assign(bed, open());
    },
    close: () => {
      bed.storage.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
  return bed;
}

function openPapers(folder: string, told: Told, onPageAdded: (writer: Writer, page: Page) => void) {
  const storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY });
  const blobs = openBlobStore(path.join(folder, "blobs"), KEY);
  const papers = createPapers({
    storage,
    blobs,
    imaging: namedImaging(told.imaging),
    changes: new ChangeBus(),
    clock: { now: () => new Date(NOW) },
    onPageAdded: (writer, page) => {
      told.lookedAt.push(`added ${page.id}`);
      onPageAdded(writer, page);
    },
    onLatePage: () => void told.events.push("late"),
    onPageTurned: (_writer, page) => told.lookedAt.push(`turned ${page.id}`),
    addComponent: (writer, dossierId, name) => insertComponent(writer, { dossierId, position: 99, name }),
    recordEvent: (_writer, { kind, facts }) => told.events.push(`${kind} ${facts.count}`),
  });
  return { storage, blobs, papers };
}

/** Pictures are texts here, and what is made of them says how; the real thing has its own tests. */
function namedImaging(told: string[]): PapersParts["imaging"] {
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();
  const tell = (text: string) => told.push(text);
  return {
    resize: (bytes, maxPx, turns = 0) => {
      tell(`${textOf(bytes)}@${maxPx}${turns === 0 ? "" : ` turned ${turns}`}`);
      return Promise.resolve(Buffer.from(`small ${textOf(bytes)}`));
    },
    turn: (bytes, turns) => Promise.resolve(turns === 0 ? bytes : Buffer.from(`${textOf(bytes)} turned ${turns}`)),
    joinCard: (front, back) => {
      tell(`card at ${[front, back].map((side) => side.resolutionDpi).join(" and ")} dpi`);
      return Promise.resolve(imageOf([front, back].map((side) => `${textOf(side.bytes)}/${side.turns}`).join("+")));
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

function receive(storage: Storage, dossierId: string, provinceState: number): void {
  const sql = `UPDATE dossiers SET stage = 'received', provisional_code = 'TAM-02-261122-0001', province_state = ?,
                 received_at_utc = created_at_utc WHERE id = ?`;
  storage.transaction((writer) => writer.run(sql, provinceState, dossierId));
}

function addComponent(storage: Storage, dossierId: string, position: number): string {
  return storage.transaction((writer) => insertComponent(writer, { dossierId, position, name: `Giấy tờ ${position}` }));
}

function insertComponent(
  writer: Writer,
  { dossierId, position, name }: { dossierId: string; position: number; name: string },
): string {
  const id = randomUUID();
  const sql = `INSERT INTO components (id, dossier_id, position, code, name, label, duty) VALUES (?, ?, ?, ?, ?, ?, 'submit')`;
  writer.run(sql, id, dossierId, position, `c0${position}`, name, name);
  return id;
}
