import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Change, Page } from "../../../shared/contract";
import { ChangeBus } from "../changes";
import { buildImageProcess } from "../image-process.fixture";
import { createImaging, startNodeImageProcess, type Imaging } from "../imaging";
import { createPapers, type PapersService } from "../papers";
import { openBlobStore, openStorage, type Storage } from "../storage";
import { createInspection, type InspectionService } from "./index";

const KEY = "5a".repeat(32);
const SAMPLES = path.join(import.meta.dirname, "../../../assets/samples");
const PATIENCE = { timeout: 20_000, interval: 20 };

interface Bed {
  storage: Storage;
  changes: ChangeBus;
  told: Change[];
  papers: PapersService;
  inspection: InspectionService;
}

let entry: string;
let imaging: Imaging;
let form: Uint8Array;
let folder: string;
let bed: Bed;
let dossierId: string;
let components: [string, string];
beforeAll(async () => {
  entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
  form = fs.readFileSync(path.join(SAMPLES, "to-khai-khai-sinh-1.jpg"));
});
afterAll(() => imaging.close());
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "inspection-"));
  bed = open();
  dossierId = addDossier();
  components = [
    addComponent(1, "Tờ khai đăng ký khai sinh"),
    addComponent(2, "Giấy chứng sinh; không có thì giấy cam đoan"),
  ];
});
afterEach(async () => {
  await bed.inspection.stop();
  bed.storage.close();
  fs.rmSync(folder, { recursive: true });
});

describe("a new page", () => {
  test("has its findings soon after, and the window is told", async () => {
    bed.inspection.start();
    const page = await addPage(form);
    expect(page.findings).toBeNull();
    const looked = await untilLookedAt(page);
    expect(looked.findings).toEqual([
      { kind: "low_resolution", severity: "advice", value: 200, suggestedComponentId: null, accepted: false },
    ]);
    expect(bed.told).toContainEqual({ topic: "papers", id: dossierId });
  });

  test("that is blank is proposed for removal and stays where it is", async () => {
    bed.inspection.start();
    const page = await untilLookedAt(await addPage(await whitePaper()));
    expect(page.findings).toMatchObject([{ kind: "blank", severity: "advice" }]);
    expect(bed.papers.listPages(dossierId)).toHaveLength(1);
  });

  test("is looked at before those that wait longer", async () => {
    const old = await addPage(form);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const fresh = await addPage(form);
    bed.inspection.start();
    await untilLookedAt(fresh);
    expect(findingsOf(old)).toBeNull();
    await untilLookedAt(old);
  });
});

test("a page on its side is told, and no more once it was turned", async () => {
  bed.inspection.start();
  const page = await untilLookedAt(await addPage(await imaging.turn(form, 1)));
  expect(page.findings).toContainEqual(expect.objectContaining({ kind: "wrong_orientation", value: 3 }));
  bed.papers.rotate([page.id], 3);
  await vi.waitFor(() => {
    expect(findingsOf(page)?.map(({ kind }) => kind)).toEqual(["low_resolution"]);
  }, PATIENCE);
});

test("what the officer accepted stays accepted when the page is looked at again", async () => {
  bed.inspection.start();
  const page = await untilLookedAt(await addPage(form));
  bed.papers.acceptFindings([page.id], null);
  bed.papers.rotate([page.id], 2);
  await vi.waitFor(() => {
    expect(findingsOf(page)?.find(({ kind }) => kind === "wrong_orientation")).toMatchObject({ accepted: false });
  }, PATIENCE);
  expect(findingsOf(page)?.find(({ kind }) => kind === "low_resolution")).toMatchObject({ accepted: true });
});

describe("trouble", () => {
  test("a page that cannot be decoded is tried twice and holds up no other", async () => {
    const broken = await addPage(Buffer.from("này không phải là ảnh"));
    const good = await addPage(form);
    bed.inspection.start();
    await untilLookedAt(good);
    await vi.waitFor(() => expect(stateOf(broken)).toEqual({ state: "failed", attempts: 2 }), PATIENCE);
    expect(findingsOf(broken)).toBeNull();
  });

  test("pages that waited when the program ended are looked at after the next start", async () => {
    const pages = [await addPage(form), await addPage(form)];
    bed.inspection.start();
    await bed.inspection.stop();
    bed.storage.close();
    bed = open();
    bed.inspection.start();
    for (const page of pages) await untilLookedAt(page);
  });
});

describe("the title of a paper", () => {
  beforeEach(() => bed.inspection.start());

  test("that belongs to another component is told once it is read", async () => {
    const page = await untilLookedAt(await addPage(form, components[0]));
    read(page, "SỞ Y TẾ\nGIẤY CHỨNG SINH\nSố: 418");
    await untilWrong(page, components[1]);
    expect(
      findingsOf(page)
        ?.map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(["low_resolution", "wrong_paper"]);
  });

  test("is right again when the page is moved to where it belongs", async () => {
    const page = await untilLookedAt(await addPage(form, components[0]));
    read(page, "GIẤY CHỨNG SINH");
    await untilWrong(page, components[1]);
    bed.papers.move({ pageIds: [page.id], componentId: components[1] });
    await untilRight(page);
  });

  test("counts on the first page only, and not on loose pages", async () => {
    const first = await untilLookedAt(await addPage(form, components[0]));
    const second = await untilLookedAt(await addPage(form, components[0]));
    const loose = await untilLookedAt(await addPage(form, null));
    read(first, "TỜ KHAI ĐĂNG KÝ KHAI SINH");
    read(second, "GIẤY CHỨNG SINH");
    read(loose, "GIẤY CHỨNG SINH");
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const page of [first, second, loose]) await untilRight(page);
    bed.papers.remove([first.id]);
    await untilWrong(second, components[1]);
    bed.papers.restore([first.id]);
    await untilRight(second);
  });

  test("that was read just before a crash is compared after the next start", async () => {
    const page = await untilLookedAt(await addPage(form, components[0]));
    await bed.inspection.stop();
    read(page, "GIẤY CHỨNG SINH");
    bed.inspection.start();
    await untilWrong(page, components[1]);
  });
});

function open(): Bed {
  const storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY });
  const changes = new ChangeBus();
  const told: Change[] = [];
  changes.subscribe((change) => told.push(change));
  const clock = { now: () => new Date() };
  const papers: PapersService = createPapers({
    storage,
    blobs: openBlobStore(path.join(folder, "blobs"), KEY),
    imaging,
    changes,
    clock,
    onPageAdded: (writer, page) => inspection.enqueue(writer, page.id),
    onLatePage: () => undefined,
    onPageTurned: (writer, page) => inspection.enqueue(writer, page.id),
    addComponent: () => randomUUID(),
    recordEvent: () => undefined,
  });
  const inspection: InspectionService = createInspection({ storage, imaging, papers, changes, clock });
  return { storage, changes, told, papers, inspection };
}

function addDossier(): string {
  const id = randomUUID();
  const sql = "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, 'draft', 'x', 'x')";
  bed.storage.transaction((writer) => writer.run(sql, id));
  return id;
}

function addComponent(position: number, name: string): string {
  const id = randomUUID();
  const sql = `INSERT INTO components (id, dossier_id, position, code, name, label, duty) VALUES (?, ?, ?, ?, ?, ?, 'submit')`;
  bed.storage.transaction((writer) => writer.run(sql, id, dossierId, position, `c0${position}`, name, name));
  return id;
}

async function addPage(bytes: Uint8Array, componentId: string | null = components[0]): Promise<Page> {
  const image = { bytes, mimeType: "image/jpeg" as const, widthPx: 1654, heightPx: 2339, resolutionDpi: 200 };
  return bed.papers.addPage({ image, dossierId, componentId, source: "file" });
}

async function whitePaper(): Promise<Uint8Array> {
  const pixels = Buffer.alloc(827 * 1169, 244);
  return (await imaging.toStoredImage(Buffer.concat([Buffer.from("P5\n827 1169\n255\n"), pixels]), 200)).bytes;
}

/** As recognition stores it. */
function read(page: Page, text: string): void {
  const sql = `INSERT INTO page_texts (page_id, text, words, confidence, engine, read_at_utc) VALUES (?, ?, '[]', 90, 'x', 'x')`;
  bed.storage.transaction((writer) => writer.run(sql, page.id, text));
  bed.changes.publish({ topic: "recognition", id: page.id });
}

function findingsOf(page: Page): Page["findings"] {
  return bed.papers.getPage(page.id).findings;
}

function stateOf(page: Page): unknown {
  return bed.storage.read.get("SELECT state, attempts FROM page_inspections WHERE page_id = ?", page.id);
}

async function untilLookedAt(page: Page): Promise<Page> {
  await vi.waitFor(() => expect(findingsOf(page)).not.toBeNull(), PATIENCE);
  return bed.papers.getPage(page.id);
}

async function untilWrong(page: Page, suggestedComponentId: string): Promise<void> {
  const finding = { kind: "wrong_paper", severity: "warning", suggestedComponentId };
  await vi.waitFor(() => expect(findingsOf(page)).toContainEqual(expect.objectContaining(finding)), PATIENCE);
}

async function untilRight(page: Page): Promise<void> {
  await vi.waitFor(() => expect(findingsOf(page)?.some(({ kind }) => kind === "wrong_paper")).toBe(false), PATIENCE);
}
