import { createHash, randomUUID } from "node:crypto";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CounterSettings, PageField, PageReading, WordBox } from "../../../shared/contract";
import { ChangeBus } from "../changes";
import { buildImageProcess } from "../image-process.fixture";
import { createImaging, startNodeImageProcess, type FilePage, type Imaging } from "../imaging";
import { makeTextPdf, withSignature } from "../text-pdf.fixture";
import { createPapers, type PapersService } from "../papers";
import { makePpm } from "../sample-files.fixture";
import { openBlobStore, openStorage, type BlobStore, type Storage } from "../storage";
import { createDocuments, type DocumentsService } from "./documents";

const KEY = "5a".repeat(32);
const NOW = new Date("2026-11-22T20:00:00.000Z");
const COUNTER: CounterSettings = {
  governingBody: "UBND XÃ ĐĂK RƠ NGA",
  unitName: "Trung tâm Phục vụ hành chính công",
  unitCode: "H34.12.5",
  communeCode: "",
  placeName: "",
  counterName: "",
  officerName: "",
  phone: "",
  machineCode: "02",
};
const LINES = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Quyết định về việc cải chính hộ tịch"].map((text, index) => {
  return { text, x: 60, y: 780 - index * 30 };
});

let imaging: Imaging;
let folder: string;
let storage: Storage;
let blobs: BlobStore;
let papers: PapersService;
let documents: DocumentsService;
let counter: CounterSettings | null;
let readings: Map<string, Pick<PageReading, "type" | "fields">>;
let words: Map<string, WordBox[]>;
const dossierId = randomUUID();
const componentId = randomUUID();

beforeAll(async () => {
  const entry = await buildImageProcess();
  imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
});
afterAll(() => imaging.close());

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "documents-"));
  storage = openStorage({ file: path.join(folder, "office.db"), keyHex: KEY });
  blobs = openBlobStore(path.join(folder, "blobs"), KEY);
  const base = { storage, blobs, imaging, changes: new ChangeBus(), clock: { now: () => NOW } };
  const nothing = () => undefined;
  papers = createPapers({
    ...base,
    ...{ onPageAdded: nothing, onLatePage: nothing, onPageTurned: nothing, recordEvent: nothing },
    addComponent: () => "",
  });
  [counter, readings, words] = [COUNTER, new Map(), new Map()];
  documents = createDocuments({
    ...base,
    papers,
    counter: () => counter,
    pageReading: (pageId) => readings.get(pageId) ?? { type: null, fields: [] },
    pageText: (pageId) => {
      const facts = { state: "done" as const, text: "", confidence: null, fault: null };
      return { pageId, words: words.get(pageId) ?? [], ...facts };
    },
  });
  storage.transaction((writer) => {
    writer.run(
      `INSERT INTO dossiers (id, stage, provisional_code, procedure, created_at_utc, updated_at_utc)
       VALUES (?, 'draft', 'TAM-02-261122-0001', ?, 'x', 'x')`,
      ...[dossierId, JSON.stringify({ field: "Hộ tịch" })],
    );
    writer.run(
      `INSERT INTO components (id, dossier_id, position, code, name, label, duty)
       VALUES (?, ?, 1, 'c', 'x', 'Quyết định cải chính', 'submit')`,
      ...[componentId, dossierId],
    );
  });
});
afterEach(() => {
  storage.close();
  fs.rmSync(folder, { recursive: true });
});

async function addScan(): Promise<string> {
  const image = await imaging.toStoredImage(makePpm(400, 300), 100);
  return papers.addPage({ image, dossierId, componentId, source: "sane:0" }).id;
}

/** Its pages with what is kept of the file, as scanning hands them over. */
async function addFile(name: string, bytes: Buffer): Promise<string[]> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const ids: string[] = [];
  for await (const page of imaging.pagesOfFile(bytes, new AbortController().signal))
    ids.push(addFilePage(page, { name, bytes, sha256 }));
  return ids;
}

function addFilePage(image: FilePage, file: { name: string; bytes: Buffer; sha256: string }): string {
  const original = { ...file, ...image.origin, words: image.words };
  return papers.addPage({ image, dossierId, componentId, source: "file", original }).id;
}

function textOf(pdf: Uint8Array): string {
  const file = path.join(folder, "out.pdf");
  fs.writeFileSync(file, pdf);
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
}

function metadataOf(pdf: Uint8Array): string {
  const file = path.join(folder, "out.pdf");
  fs.writeFileSync(file, pdf);
  return execFileSync("pdfinfo", ["-meta", file], { encoding: "utf8" });
}

function field(key: string, value: string, state: PageField["state"] = "sure"): PageField {
  const label = { vi: key, en: key };
  const facts = { raw: value, confidence: 1, threshold: 0.9, box: null, source: "ocr" as const, checks: [] };
  return { key, label, kind: "text", value, state, ...facts };
}

describe("the PDF of a paper", () => {
  it("has the name that the archive asks for, after the local day", async () => {
    await addScan();
    const { name, mimeType } = await documents.pdf(dossierId, componentId);
    expect(name).toBe("TAM-02-261122-0001_20261123_QUYET-DINH-CAI-CHINH.PDF");
    expect(mimeType).toBe("application/pdf");
  });

  it("holds the stored pictures as they are and the words that were read, also of a page that was turned", async () => {
    const [first, second] = [await addScan(), await addScan()];
    papers.rotate([second], 1);
    words.set(second, [{ text: "Hưởng", x0: 20, y0: 20, x1: 120, y1: 50, confidence: 80 }]);
    const { bytes } = await documents.pdf(dossierId, componentId);
    expect(textOf(bytes).trim()).toBe("Hưởng");
    expect(Buffer.from(bytes).includes(Buffer.from(papers.readPage(first)))).toBe(true);
  });

  it("says what is certain of the paper and nothing that is in doubt", async () => {
    const page = await addScan();
    const type = {
      id: "decision",
      name: { vi: "Quyết định", en: "Decision" },
      confidence: 0.97,
      chosenByOfficer: false,
    };
    const fields = [
      field("notation", "125/QĐ-UBND"),
      field("issuer", "UBND xã Đăk Rơ Nga", "doubt"),
      field("issuedOn", "02/03/2026", "confirmed"),
    ];
    readings.set(page, { type, fields });
    const metadata = metadataOf((await documents.pdf(dossierId, componentId)).bytes);
    for (const part of [
      "TypeName>Quyết định<",
      "CodeNumber>125<",
      "CodeNotation>QĐ-UBND<",
      "IssuedDate>02/03/2026<",
      "DocCode>H34.12.5_HT_000001_V1<",
    ])
      expect(metadata).toContain(part);
    expect(metadata).not.toContain("UBND xã Đăk Rơ Nga");
  });

  it("keeps its number, and another paper gets the next", async () => {
    await addScan();
    const image = await imaging.toStoredImage(makePpm(400, 300), 100);
    papers.addPage({ image, dossierId, componentId: null, source: "sane:0" });
    const codeOf = async (component: string | null) =>
      /DocCode>([^<]+)/.exec(metadataOf((await documents.pdf(dossierId, component)).bytes))?.[1];
    expect(await codeOf(componentId)).toBe("H34.12.5_HT_000001_V1");
    expect(await codeOf(null)).toBe("H34.12.5_HT_000002_V1");
    expect(await codeOf(componentId)).toBe("H34.12.5_HT_000001_V1");
  });

  it("is made before the counter is set up, without a code", async () => {
    counter = null;
    await addScan();
    const metadata = metadataOf((await documents.pdf(dossierId, componentId)).bytes);
    expect(metadata).toContain("Bộ phận Một cửa");
    expect(metadata).not.toContain("<qmc:DocCode>");
  });

  it("is refused for a paper without pages, of no dossier, or of another dossier", async () => {
    await expect(documents.pdf(dossierId, componentId)).rejects.toMatchObject({ code: "DOCUMENT_EMPTY" });
    await expect(documents.pdf(randomUUID(), null)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(documents.pdf(dossierId, randomUUID())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

it("gives back its words when the PDF comes in again: nothing is read a second time", async () => {
  const [pageId = ""] = await addFile("đơn.pdf", makeTextPdf({ lines: LINES }));
  const layer = storage.read.value<string>("SELECT words FROM page_text_layers WHERE page_id = ?", pageId) ?? "[]";
  words.set(pageId, JSON.parse(layer) as WordBox[]);
  const { bytes } = await documents.pdf(dossierId, componentId);
  for await (const page of imaging.pagesOfFile(bytes, new AbortController().signal)) {
    const text = page.words?.map((word) => word.text).join(" ");
    expect(text).toBe(LINES.map((line) => line.text).join(" "));
  }
});

describe("a signed PDF that came in", () => {
  const signed = withSignature(makeTextPdf({ lines: LINES, pages: 2 }));

  it("comes back byte for byte when the paper is all of it", async () => {
    await addFile("quyết định.pdf", signed);
    const { bytes, name } = await documents.pdf(dossierId, componentId);
    expect(Buffer.from(bytes).equals(signed)).toBe(true);
    expect(name).toBe("TAM-02-261122-0001_20261123_QUYET-DINH-CAI-CHINH.PDF");
  });

  it.each<[string, (pages: string[]) => unknown]>([
    ["a page of it is taken away", ([first = ""]) => papers.remove([first])],
    ["a page of it is turned", ([first = ""]) => papers.rotate([first], 2)],
    ["its pages are in another order", ([first = ""]) => papers.move({ pageIds: [first], componentId })],
    ["a scan stands behind it", () => addScan()],
  ])("is named as what belongs to it when %s", async (_name, change) => {
    await change(await addFile("quyết định.pdf", signed));
    const { bytes, name } = await documents.pdf(dossierId, componentId);
    expect(Buffer.from(bytes).equals(signed)).toBe(false);
    expect(name).toMatch(/_QUYET-DINH-CAI-CHINH-KEM-BAN-GOC-KY-SO\.PDF$/);
    expect(metadataOf(bytes)).toContain("Bản gốc có chữ ký số được gửi kèm riêng: quyết định.pdf");
    const [source] = documents.sources(dossierId);
    expect(Buffer.from(documents.source(source?.id ?? "").bytes).equals(signed)).toBe(true);
  });
});

describe("files that pages were made from", () => {
  it("are kept once a dossier, encrypted, with what is known of them", async () => {
    const pdf = makeTextPdf({ lines: LINES });
    await addFile("đơn.pdf", pdf);
    await addFile("đơn lần 2.pdf", pdf);
    const sources = documents.sources(dossierId);
    expect(sources).toMatchObject([
      { name: "đơn.pdf", mimeType: "application/pdf", sizeBytes: pdf.length, pageCount: 1, isSigned: false },
    ]);
    const file = path.join(folder, "blobs", (sources[0]?.sha256 ?? "").slice(0, 2), `${sources[0]?.sha256 ?? ""}.qmc`);
    expect(fs.readFileSync(file).includes("%PDF")).toBe(false);
    expect(() => documents.source(randomUUID())).toThrow(expect.objectContaining({ code: "NOT_FOUND" }));
  });

  it("leave the words that they brought along beside each page", async () => {
    const [pageId = ""] = await addFile("đơn.pdf", makeTextPdf({ lines: LINES }));
    const stored = storage.read.value<string>("SELECT words FROM page_text_layers WHERE page_id = ?", pageId) ?? "[]";
    expect((JSON.parse(stored) as WordBox[])[0]).toMatchObject({ text: "CỘNG", line: 0, confidence: 100 });
  });
});
