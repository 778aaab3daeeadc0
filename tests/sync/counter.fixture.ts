// A counter with a real database and real files, as much of the office as sync needs.
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { v7 as createId } from "uuid";
import { ChangeBus } from "../../electron/core/changes";
import type { Clock } from "../../electron/core/clock";
import { findValuePlace } from "../../electron/core/extraction";
import { openBlobStore, openStorage, type BlobStore } from "../../electron/core/storage";
import {
  createOutbox,
  createSync,
  type SyncDeps,
  type AppliedReceipt,
  type AppliedRecord,
  type AppliedState,
  type ReceivedDossier,
} from "../../electron/core/sync";
import type { CounterSettings, LineSettings } from "../../shared/contract";

export const ENROLMENT_CODE = "dang-ky-thu-nghiem";
export const ADMIN_TOKEN = "can-bo-tinh-thu-nghiem";

const KEY_HEX = "5a".repeat(32);
const COUNTER: CounterSettings = {
  governingBody: "UBND XÃ ĐĂK RƠ NGA",
  unitName: "Trung tâm Phục vụ hành chính công xã Đăk Rơ Nga",
  unitCode: "H34.12.5",
  communeCode: "",
  placeName: "Đăk Rơ Nga",
  counterName: "Quầy 1",
  officerName: "Y Blan",
  phone: "",
  machineCode: "M1",
};

/** Nothing holds pages back. */
const LINE: LineSettings = {
  mostKilobytesPerSecond: null,
  pagesWindow: null,
  metered: false,
  proxy: "none",
  endOfDayAt: null,
};

export type Counter = ReturnType<typeof openCounter>;

export interface CounterOptions {
  unitCode: string;
  machineCode?: string;
  clock?: Clock;
  /** Default: a new temporary one. */
  folder?: string;
  /** Bytes of one request of a file. Default: 16 KB, so that small files have several. */
  pieces?: { leastBytes: number; mostBytes: number };
  line?: Partial<LineSettings>;
  /** Default: takes any package. */
  replaceCatalogue?: (packageFile: Uint8Array) => void;
  /** One request with its answer, at most. Default: 5 s. */
  requestTimeoutMs?: number;
}

/** Opens it again on the same folder after `close()`, as after a restart. */
export function createCounter(options: CounterOptions) {
  const folder = options.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), "counter-"));
  return { folder, open: () => openCounter(folder, options) };
}

function openCounter(folder: string, options: CounterOptions) {
  const storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY_HEX });
  const blobs = openBlobStore(path.join(folder, "blobs"), KEY_HEX);
  const { clock = { now: () => new Date() } } = options;
  const common = { storage, changes: new ChangeBus(), outbox: createOutbox({ storage, clock }), clock };
  const states: AppliedState[] = [];
  const receipts: AppliedReceipt[] = [];
  const records: AppliedRecord[] = [];
  const sync = createSync({
    ...common,
    readBlob: (sha256) => blobs.get(sha256),
    findValuePlace: (dossierId, sought) => findValuePlace(storage.read, dossierId, sought),
    blobs,
    catalogue: { replace: options.replaceCatalogue ?? (() => {}) },
    host: hostIn(folder),
    settings: settingsIn(folder, options),
    dossiers: dossiersOf({ states, receipts, records }),
    timing: {
      backoff: { firstMs: 500, mostMs: 2000 },
      requestTimeoutMs: options.requestTimeoutMs ?? 5000,
      pieces: options.pieces ?? { leastBytes: 16 * 1024, mostBytes: 16 * 1024 },
      pollMs: 60_000,
      newsMs: 0,
    },
  });

  const operation = (dossierId: string) =>
    sync.queue({ filter: "all", limit: 200 }).find((item) => item.dossierId === dossierId)?.operations[0];
  const stateOf = (dossierId: string) => operation(dossierId)?.state;
  const officialCodeOf = (dossierId: string) =>
    storage.read.value<string | null>("SELECT official_code FROM dossiers WHERE id = ?", dossierId);
  async function close(): Promise<void> {
    await sync.stop();
    storage.close();
  }
  const { receive, supplement } = createReceiving({ ...common, blobs });
  function forgetPage(page: Uint8Array): void {
    const { sha256 } = blobs.put(page);
    fs.rmSync(path.join(folder, "blobs", sha256.slice(0, 2)), { recursive: true });
  }
  return {
    ...common,
    blobs,
    forgetPage,
    sync,
    states,
    receipts,
    records,
    receive,
    supplement,
    operation,
    stateOf,
    officialCodeOf,
    close,
  };
}

/** Keeps secrets as plain files: there is no key store here. */
function hostIn(folder: string): SyncDeps["host"] {
  const fileOf = (name: string) => path.join(folder, `secret-${Buffer.from(name).toString("hex").slice(0, 200)}`);
  return {
    readSecret: async (name) => (fs.existsSync(fileOf(name)) ? fs.readFileSync(fileOf(name), "utf8") : null),
    writeSecret: async (name, secret) => fs.writeFileSync(fileOf(name), secret),
    resolveProxy: async () => "DIRECT",
  };
}

function settingsIn(folder: string, { unitCode, machineCode, line }: CounterOptions): SyncDeps["settings"] {
  const file = path.join(folder, "province-url.txt");
  return {
    read: () => ({
      counter: { ...COUNTER, unitCode, machineCode: machineCode ?? COUNTER.machineCode },
      line: { ...LINE, ...line },
      provinceUrl: fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null,
    }),
    save: ({ provinceUrl }) => fs.writeFileSync(file, provinceUrl),
  };
}

interface Applied {
  states: AppliedState[];
  receipts: AppliedReceipt[];
  records: AppliedRecord[];
}

function dossiersOf({ states, receipts, records }: Applied): SyncDeps["dossiers"] {
  return {
    describe: () => ({ provisionalCode: "TAM", officialCode: null, applicantName: "A", procedureName: "B" }),
    applyReceipt(writer, receipt) {
      receipts.push(receipt);
      writer.run("UPDATE dossiers SET official_code = ? WHERE id = ?", receipt.officialCode, receipt.dossierId);
    },
    applyProvinceState(writer, change) {
      states.push(change);
      writer.run("UPDATE dossiers SET province_state = ? WHERE id = ?", change.state, change.dossierId);
    },
    applyProvinceRecord: (_writer, change) => void records.push(change),
    recordEvent: () => {},
  };
}

type ReceiveParts = Pick<SyncDeps, "storage" | "outbox" | "changes"> & { blobs: BlobStore };

function createReceiving(parts: ReceiveParts) {
  const sources = new Map<string, ReceivedDossier>();
  function receive(pages: Uint8Array[], changed: Partial<ReceivedDossier> = {}): string {
    const { id, dossier } = receiveDossier(parts, pages, changed);
    sources.set(id, dossier);
    return id;
  }
  /** More pages for a dossier that this opening has received. */
  function supplement(dossierId: string, pages: Uint8Array[]): void {
    const dossier = sources.get(dossierId) ?? sampleDossier();
    const [paper = { ...PAPER, files: [] }, ...others] = dossier.papers;
    const files = [...paper.files, ...pages.map((page) => addPage(parts, page))];
    const payload = { ...dossier, papers: [{ ...paper, files }, ...others] };
    sources.set(dossierId, payload);
    parts.storage.transaction((writer) =>
      parts.outbox.append(writer, { dossierId, kind: "dossier.supplemented", payload }),
    );
  }
  return { receive, supplement };
}

/** Receives a dossier as the counter does: the dossier and its operation in one transaction. */
function receiveDossier(
  parts: ReceiveParts,
  pages: Uint8Array[],
  changed: Partial<ReceivedDossier>,
): { id: string; dossier: ReceivedDossier } {
  const id = createId();
  const dossier = { ...sampleDossier(), ...changed };
  dossier.papers = [{ ...PAPER, files: pages.map((page) => addPage(parts, page)) }, ...dossier.papers];
  parts.storage.transaction((writer) => {
    writer.run(
      `INSERT INTO dossiers (id, stage, provisional_code, received_at_utc, created_at_utc, updated_at_utc)
       VALUES (?, 'received', ?, ?, ?, ?)`,
      id,
      dossier.provisionalCode,
      ...Array<string>(3).fill(dossier.receivedAtUtc),
    );
    parts.outbox.append(writer, { dossierId: id, kind: "dossier.received", payload: dossier });
  });
  parts.changes.publish({ topic: "dossiers", id });
  return { id, dossier };
}

function addPage({ blobs, storage }: ReceiveParts, content: Uint8Array) {
  const { sha256, sizeBytes } = blobs.put(content);
  storage.transaction((writer) =>
    writer.run(
      "INSERT INTO blobs VALUES (?, ?, 'image/jpeg', '2026-11-22T01:00:00.000Z') ON CONFLICT DO NOTHING",
      sha256,
      sizeBytes,
    ),
  );
  return { id: createId(), sha256, sizeBytes, mimeType: "image/jpeg" };
}

const PAPER = { componentCode: "c01", name: "Tờ khai", form: "original", count: 1, reused: false } as const;

export function sampleDossier(): ReceivedDossier {
  return {
    provisionalCode: `TAM-M1-261122-${createId().slice(-12)}`,
    procedureCode: "1.001193",
    procedureName: "Đăng ký khai sinh",
    fieldName: "Hộ tịch",
    channel: "counter",
    applicant: {
      fullName: "Nguyễn Thị Hạnh",
      personalNumber: "062190000123",
      address: "Thôn Đăk Manh, xã Đăk Rơ Nga",
      phone: "0901234567",
      email: "",
    },
    summary: "Đăng ký khai sinh cho con",
    receivedAtUtc: "2026-11-22T17:30:00.000Z",
    dueAtUtc: "2026-11-25T10:00:00.000Z",
    returnMethod: "counter",
    unitName: COUNTER.unitName,
    feeVnd: 8000,
    feeText: "Lệ phí hộ tịch",
    papers: [{ componentCode: "c02", name: "Giấy chứng sinh", form: "copy", count: 2, reused: false, files: [] }],
  };
}

export function randomPage(sizeBytes: number): Uint8Array {
  return randomBytes(sizeBytes);
}
