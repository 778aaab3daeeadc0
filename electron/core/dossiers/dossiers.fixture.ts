// A real office of dossiers and papers in a temporary folder, with a clock that tests set and three procedures.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Procedure, Settings, type Dossier, type DossierComponent, type Page } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { ChangeBus } from "../changes";
import { createPapers, type PapersService } from "../papers";
import { openBlobStore, openStorage, type Storage } from "../storage";
import { createOutbox } from "../sync";
import { createDossiers, type DossiersService } from "./dossiers";
import type { CataloguePort } from "./ports";

export const BIRTH = "1.001193";
export const MARRIAGE = "1.000894";
export const NO_COMPONENTS = "2.000815";
export const MOTHER = "001194123456";

const KEY = "7b".repeat(32);

export interface Counter {
  storage: Storage;
  papers: PapersService;
  dossiers: DossiersService;
  indexed: string[];
}

export interface Bed extends Counter {
  folder: string;
  /** ISO instant; the clock stands still until it is set again. */
  nowUtc: string;
  settings: Settings;
  /** Another program on the same files, as after a restart. */
  reopen(): Counter;
  /** A draft that lacks nothing. */
  readyDraft(patch?: { personalNumber?: string; procedureCode?: string }): Dossier;
  addPage(dossierId: string, componentId: string | null, text?: string): Page;
  close(): void;
}

interface BedOptions {
  /** Of an earlier bed; a new one by default. */
  folder?: string;
  /** The three procedures below by default. */
  catalogue?: CataloguePort;
}

export function openBed(options: BedOptions = {}): Bed {
  const folder = options.folder ?? fs.mkdtempSync(path.join(os.tmpdir(), "dossiers-"));
  const catalogue = options.catalogue ?? { get: getProcedure, calendar: CALENDAR };
  const opened: Storage[] = [];
  const bed: Bed = {
    folder,
    nowUtc: "2026-11-19T02:00:00.000Z",
    settings: Settings.parse({
      counter: {
        governingBody: "UBND XÃ MẪU",
        unitName: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        unitCode: "H34.12.5",
        communeCode: "",
        placeName: "Xã Mẫu",
        counterName: "Quầy 2",
        officerName: "Nguyễn Thị Hoa",
        phone: "",
        machineCode: "02",
      },
      receiptPrinter: null,
      provinceUrl: null,
      language: "vi",
      ocrEngine: "tesseract.js",
      line: { mostKilobytesPerSecond: null, pagesWindow: null, metered: false, proxy: "none", endOfDayAt: null },
    }),
    ...({} as Counter),
    reopen() {
      const counter = openCounter(bed, catalogue);
      opened.push(counter.storage);
      return counter;
    },
    readyDraft: (patch) => readyDraft(bed, patch),
    addPage: (dossierId, componentId, text = "page") =>
      bed.papers.addPage({ image: imageOf(text), dossierId, componentId, source: "file" }),
    close() {
      for (const storage of opened) storage.close();
      fs.rmSync(folder, { recursive: true });
    },
  };
  return Object.assign(bed, bed.reopen());
}

export function componentAt(dossier: Dossier, index: number): DossierComponent {
  const component = dossier.components[index];
  if (!component) throw new Error(`no component ${index}`);
  return component;
}

function openCounter(bed: Bed, catalogue: CataloguePort): Counter {
  const storage = openStorage({ file: path.join(bed.folder, "office.db"), keyHex: KEY });
  const blobs = openBlobStore(path.join(bed.folder, "blobs"), KEY);
  const common = { storage, changes: new ChangeBus(), clock: { now: () => new Date(bed.nowUtc) } };
  const imaging = {
    resize: (bytes: Uint8Array) => Promise.resolve(bytes),
    turn: (bytes: Uint8Array) => Promise.resolve(bytes),
    joinCard: () => Promise.resolve(imageOf("card")),
  };
  const papers = createPapers({
    ...common,
    blobs,
    imaging,
    onPageAdded: () => undefined,
    onLatePage: (writer, dossierId) => dossiers.supplement(writer, dossierId),
    onPageTurned: () => undefined,
    addComponent: (writer, dossierId, name) => dossiers.addOwnComponent(writer, dossierId, name),
    recordEvent: (writer, event) => dossiers.recordEvent(writer, event),
  });
  const indexed: string[] = [];
  const dossiers: DossiersService = createDossiers({
    ...common,
    papers,
    catalogue,
    settings: () => bed.settings,
    outbox: createOutbox(common),
    onDossierChanged: (_writer, dossierId) => indexed.push(dossierId),
  });
  return { storage, papers, dossiers, indexed };
}

function readyDraft(bed: Bed, patch: { personalNumber?: string; procedureCode?: string } = {}): Dossier {
  const { id } = bed.dossiers.start();
  const person = { fullName: "Nguyễn Thị Đường", personalNumber: patch.personalNumber ?? MOTHER };
  const procedureCode = patch.procedureCode ?? BIRTH;
  const draft = bed.dossiers.saveDraft({ id, procedureCode, applicant: person, summary: "Khai sinh cho con" });
  for (const component of draft.components)
    if (component.duty === "submit" && !component.conditional) bed.addPage(id, component.id, component.name);
  return bed.dossiers.get(id);
}

export function imageOf(text: string) {
  const size = { widthPx: 2480, heightPx: 3508, resolutionDpi: 300 };
  return { bytes: Buffer.from(text), mimeType: "image/jpeg" as const, ...size };
}

const CALENDAR = {
  years: [{ year: 2026, provisional: false, source: "test" }],
  days: [{ date: "2026-11-24", kind: "holiday" as const, name: "Ngày Văn hóa", provisional: false }],
};

function component(code: string, name: string, more: Partial<Procedure["components"][number]> = {}) {
  const counts = { originals: 1, copies: 0 };
  return { code, name, label: name, group: null, duty: "submit", conditional: false, ...counts, ...more };
}

function procedure(code: string, name: string, components: unknown[]): Procedure {
  const offer = { nextDayAfter15h: false, amount: 3, unit: "working_day" };
  const channels = [
    { channel: "counter", time: offer, feeVnd: 8000, feeText: "8.000 đồng" },
    { channel: "online", time: { ...offer, amount: 1 }, feeVnd: null, feeText: "Miễn phí" },
  ];
  const texts = { field: "Hộ tịch", timeText: "", feeText: "", decision: "" };
  return Procedure.parse({
    code,
    name,
    ...texts,
    checked: true,
    channels,
    components,
    notes: ["Ghi chú"],
    results: [],
  });
}

const PROCEDURES = [
  procedure(BIRTH, "Đăng ký khai sinh", [
    component("c01", "Tờ khai đăng ký khai sinh"),
    component("c02", "Giấy chứng sinh"),
    component("c03", "Văn bản ủy quyền", { conditional: true }),
    component("c04", "Căn cước của người đi đăng ký", { duty: "present" }),
  ]),
  procedure(MARRIAGE, "Đăng ký kết hôn", [
    component("c01", "Tờ khai đăng ký kết hôn"),
    component("c02", "giấy  Chứng Sinh"),
  ]),
  procedure(NO_COMPONENTS, "Chứng thực bản sao", []),
];

function getProcedure(code: string): Procedure {
  const found = PROCEDURES.find((candidate) => candidate.code === code);
  if (!found) throw new DomainError("PROCEDURE_UNKNOWN", { code });
  return found;
}
