// A stack of paper after reception, each dossier's receipt on top: scanned, routed, told, and the same at the province.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { ChangeBus } from "../../electron/core/changes";
import { componentAt, openBed, type Bed } from "../../electron/core/dossiers/dossiers.fixture";
import { buildImageProcess } from "../../electron/core/image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../../electron/core/imaging";
import { createScanning } from "../../electron/core/scanning";
import type { DriverEvent } from "../../electron/core/scanning/driver";
import { createFileDriver } from "../../electron/core/scanning/drivers/file";
import { sheet, sheetWithCode } from "../../electron/core/scanning/scanning.fixture";
import { openBlobStore } from "../../electron/core/storage";
import { createOutbox, createSync, type Sync } from "../../electron/core/sync";
import { startProvince, type Province } from "../../province/start";
import { ScanSettings, type Dossier, type ScanEvent } from "../../shared/contract";
import { separatorText } from "../../shared/domain";
import { openBadLine, type BadLine } from "./bad-line.fixture";
import { askAsClerk } from "./clerk.fixture";
import { ADMIN_TOKEN, ENROLMENT_CODE } from "./counter.fixture";

let province: Province;
let line: BadLine;
let imaging: Imaging;
let bed: Bed;
let sync: Sync;

beforeAll(async () => {
  province = await startProvince({ enrolmentCode: ENROLMENT_CODE, adminToken: ADMIN_TOKEN });
  line = await openBadLine(province.url);
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
}, 60_000);
afterAll(async () => {
  imaging.close();
  await line.close();
  await province.close();
});

let units = 0;
beforeEach(async () => {
  bed = openBed();
  units += 1;
  const counter = bed.settings.counter && { ...bed.settings.counter, unitCode: `H34.99.${units}` };
  bed.settings = { ...bed.settings, counter };
  line.behave = () => "pass";
  sync = openSync();
  await sync.register({ provinceUrl: line.url, enrolmentCode: ENROLMENT_CODE });
  return async () => {
    await sync.stop();
    bed.close();
  };
});

const clock = { now: () => new Date(bed.nowUtc) };

const secrets = new Map<string, string>();
const writeSecret = async (name: string, secret: string) => void secrets.set(name, secret);

function openSync(): Sync {
  const { storage, dossiers, papers } = bed;
  return createSync({
    ...{ storage, clock, dossiers, changes: new ChangeBus(), outbox: createOutbox({ storage, clock }) },
    readBlob: (sha256) => papers.readBlob(sha256),
    findValuePlace: () => null,
    blobs: openBlobStore(fs.mkdtempSync(path.join(os.tmpdir(), "arriving-")), "5a".repeat(32)),
    catalogue: { replace: () => {} },
    host: { readSecret: async (name) => secrets.get(name) ?? null, writeSecret, resolveProxy: async () => "DIRECT" },
    settings: {
      read: () => bed.settings,
      save: ({ provinceUrl }) => void (bed.settings = { ...bed.settings, provinceUrl }),
    },
  });
}

async function scan(start: Dossier, stack: readonly DriverEvent[]): Promise<ScanEvent[]> {
  const driver = {
    name: "sane" as const,
    listDevices: async () => [],
    getCapabilities: () => Promise.reject(new Error("nobody asks")),
    async *scan() {
      yield* stack;
    },
  };
  const { storage, papers } = bed;
  const drivers = () => ({ scanners: [driver], files: createFileDriver(imaging) });
  const scanning = createScanning({ storage, papers, imaging, clock, drivers, changes: new ChangeBus() });
  const settings = ScanSettings.parse({ source: "feeder" });
  const target = { dossierId: start.id, componentId: null };
  const order = { driver: driver.name, deviceId: "stack:0", settings, target, readsSeparators: true };
  const events: ScanEvent[] = [];
  for await (const event of scanning.scan(order, new AbortController().signal)) events.push(event);
  await scanning.stop();
  return events;
}

interface AtProvince {
  dossierId: string;
  fileCount: number;
  officialCode: string;
}

async function atProvince({ id }: Dossier): Promise<AtProvince[]> {
  const { items } = await askAsClerk<{ items: AtProvince[] }>(province.url, "dossiers?limit=1000");
  return items.filter((item) => item.dossierId === id);
}

const received = () => bed.dossiers.complete(bed.readyDraft().id);
const kindsOf = ({ id }: Dossier) =>
  bed.storage.read
    .all<{ kind: string }>("SELECT kind FROM outbox WHERE dossier_id = ? ORDER BY sequence", id)
    .map((row) => row.kind);
const filesOf = ({ id }: Dossier) => new Set(bed.papers.blobsOfDossier(id).map((blob) => blob.sha256));
const receiptOf = (dossier: Dossier) => sheetWithCode(dossier.provisionalCode ?? "");

it("receipt A, two pages, receipt B, separator 1, three pages: one supplement each, nothing lost, nothing doubled", async () => {
  const [a, b] = [received(), received()];
  await sync.runNow();
  const separator = sheetWithCode(separatorText({ dossierCode: null, componentNumber: 1 }));
  const stack = [receiptOf(a), sheet(60), sheet(70), receiptOf(b), separator, sheet(80), sheet(90), sheet(100)];
  const events = await scan(a, stack);
  expect(events.at(-1)).toMatchObject({ kind: "finished", pageCount: 8, fault: null });
  const [nowA, nowB] = [a, b].map(({ id }) => bed.dossiers.get(id)) as [Dossier, Dossier];
  expect([nowA.loosePageIds.length, nowB.loosePageIds.length]).toEqual([3, 1]);
  const before = componentAt(b, 0).pageIds.length;
  expect(componentAt(nowB, 0).pageIds).toHaveLength(before + 3);
  for (const dossier of [nowA, nowB]) {
    expect(kindsOf(dossier)).toEqual(["dossier.received", "dossier.supplemented"]);
    expect(dossier.delivery, "not yet told").toBe("waiting");
  }
  expect(await sync.runNow()).toMatchObject({ sent: 4, waiting: 0, attention: 0, waitingBytes: 0 });
  for (const dossier of [nowA, nowB]) {
    const { officialCode, delivery } = bed.dossiers.get(dossier.id);
    expect(delivery).toBe("sent");
    expect(await atProvince(dossier)).toMatchObject([{ officialCode, fileCount: filesOf(dossier).size }]);
  }
});

it("is held until the stack is done, then goes by itself", async () => {
  const a = received();
  await sync.runNow();
  bed.addPage(a.id, null, "late");
  line.seen.length = 0;
  sync.start();
  const hasRun = () => line.seen.length > 0 && !sync.status().running;
  await expect.poll(hasRun, { timeout: 10_000 }).toBe(true);
  expect(line.seen.map((request) => request.path)).not.toContain("/v1/operations");
  expect(bed.dossiers.get(a.id).delivery).toBe("waiting");
  await sync.stop();
  bed.nowUtc = new Date(Date.parse(bed.nowUtc) + 31_000).toISOString();
  sync.start();
  await expect.poll(() => bed.dossiers.get(a.id).delivery, { timeout: 10_000 }).toBe("sent");
  expect(await atProvince(a)).toMatchObject([{ fileCount: filesOf(a).size }]);
});

it.each(["push", "commit"])(
  "a page that comes while the answer to the %s is lost goes with the next one",
  async (call) => {
    const a = received();
    await sync.runNow();
    bed.addPage(a.id, null, `${call} 1`);
    let lost = 0;
    line.behave = ({ path }) => {
      const isIt = call === "push" ? path === "/v1/operations" : path.endsWith("/commit");
      if (!isIt || lost > 0) return "pass";
      lost += 1;
      return "lose_answer";
    };
    await sync.runNow();
    expect(lost).toBe(1);
    bed.addPage(a.id, null, `${call} 2`);
    expect(kindsOf(a)).toEqual(["dossier.received", "dossier.supplemented", "dossier.supplemented"]);
    expect(await sync.runNow()).toMatchObject({ sent: 3, waiting: 0, attention: 0 });
    expect(await atProvince(a)).toMatchObject([{ fileCount: filesOf(a).size }]);
  },
);
