// Extraction as the rest of core sees it: pages in as they are read, types and fields out, decisions of the officer kept.
import { PageField, type Box, type FieldSuggestion, type PageReading } from "../../../shared/contract";
import { DomainError, errorCodeOf } from "../../../shared/errors";
import { localDateOf } from "../../../shared/text";
import type { ChangeBus } from "../changes";
import type { Clock } from "../clock";
import type { PageRead } from "../recognition";
import type { Reader, Storage, Writer } from "../storage";
import { againstCards, cardPerson } from "./against-card";
import { betweenPages, numberedPersons } from "./between-pages";
import { emptyField, fieldName, withDecisions } from "./decided-fields";
import { extract, type Extraction } from "./extract";
import {
  addDecision,
  findUnderstood,
  getPageRow,
  listCorrections,
  listDecisions,
  pageIdsOf,
  saveField,
  saveUnderstood,
  takeBackLast,
  type NewDecision,
} from "./page-rows";
import type { PaperType } from "./paper-type";
import { PAPER_TYPES } from "./paper-types/registry";
import type { Person } from "./persons";
import { RULES_VERSION } from "./rules-version";
import { StaleRunner } from "./stale-runner";
import { suggest } from "./suggestions";
import { parseValue } from "./values/parse";

export interface ExtractionDeps {
  storage: Storage;
  changes: ChangeBus;
  clock: Clock;
  /** What was read of a page, the officer's words in it; undefined until it was read. */
  pageRead: (pageId: string) => PageRead | undefined;
  /** Text within a box of the page as it is shown. @throws DomainError OCR_*, FILE_* */
  readBox: (
    pageId: string,
    box: Box,
    options: { digitsOnly: boolean },
  ) => Promise<{ text: string; confidence: number }>;
}

type DossierReading = {
  pages: {
    pageId: string;
    typeName: PaperType["name"] | null;
    typeConfidence: number;
    sure: number;
    doubts: number;
    decided: number;
  }[];
  suggestions: FieldSuggestion[];
};

export interface ExtractionService {
  /** To be called in the transaction that stores what was read of a page. Decisions of the officer stay. */
  onPageRead(writer: Writer, pageId: string, read: PageRead): void;
  /** Looks again at pages that older rules looked at, in the background. */
  start(): void;
  stop(): Promise<void>;
  types(): { id: string; name: PaperType["name"] }[];
  /** @throws DomainError NOT_FOUND */
  page(pageId: string): PageReading;
  dossier(dossierId: string): DossierReading;
  /** @throws DomainError NOT_FOUND, INPUT_INVALID for a type that there is not */
  setType(pageId: string, typeId: string | null): PageReading;
  /** @throws DomainError NOT_FOUND, INPUT_INVALID {reason} */
  decide(pageId: string, key: string, value: string): PageReading;
  /** @throws DomainError NOT_FOUND */
  dismiss(pageId: string, key: string): PageReading;
  /** @throws DomainError NOT_FOUND, NOTHING_TO_UNDO */
  undo(pageId: string): PageReading;
  /** @throws DomainError NOT_FOUND, OCR_*, FILE_* */
  readField(pageId: string, key: string, box: Box): Promise<PageReading>;
  /** JSON lines: one decision each, without pictures and without who made it. */
  exportCorrections(sinceUtc: string | null): string;
  /** What a picture that is no page of a dossier is. */
  understand(read: PageRead, size: { widthPx: number; heightPx: number }): Extraction;
}

export function createExtraction(deps: ExtractionDeps): ExtractionService {
  const pages = new PageStore(deps);
  const runner = new StaleRunner({
    ...deps,
    understand: (writer, pageId, read) => pages.understand(writer, pageId, read),
  });
  return {
    onPageRead(writer, pageId, read) {
      pages.understand(writer, pageId, read);
      setImmediate(() => pages.publish(pageId)); // by then the transaction has ended
    },
    start: () => runner.start(),
    stop: () => runner.stop(),
    types: () => PAPER_TYPES.map(({ id, name }) => ({ id, name })),
    page: (pageId) => pages.reading(pageId),
    dossier: (dossierId) => pages.dossier(dossierId),
    setType: (pageId, typeId) => pages.setType(pageId, typeId),
    decide: (pageId, key, value) => pages.decide(pageId, key, value),
    dismiss: (pageId, key) => pages.dismiss(pageId, key),
    undo: (pageId) => pages.undo(pageId),
    readField: (pageId, key, box) => pages.readField(pageId, key, box),
    exportCorrections: (sinceUtc) =>
      listCorrections(deps.storage.read, sinceUtc)
        .map(({ nowUtc, ...decision }) => `${JSON.stringify({ ...decision, decidedAtUtc: nowUtc })}\n`)
        .join(""),
    understand: (read, size) => extract(read, { size, types: PAPER_TYPES, today: localDateOf(deps.clock.now()) }),
  };
}

class PageStore {
  readonly #deps: ExtractionDeps;

  constructor(deps: ExtractionDeps) {
    this.#deps = deps;
  }

  publish(pageId: string): void {
    this.#deps.changes.publish({ topic: "extraction", id: pageId });
  }

  understand(writer: Writer, pageId: string, read: PageRead): void {
    const chosen = chosenType(writer, pageId);
    const { type, typeConfidence, fields, notes } = this.#extract(getPageRow(writer, pageId), read, chosen);
    const found = { typeId: type?.id ?? null, confidence: typeConfidence, isChosen: chosen !== undefined };
    saveUnderstood(writer, pageId, { ...found, fields, notes, rules: RULES_VERSION, nowUtc: this.#nowUtc() });
  }

  /** @param beside the persons of its dossier, where many of its pages are asked for */
  reading(pageId: string, beside?: readonly PagePersons[]): PageReading {
    const reader = this.#deps.storage.read;
    const page = getPageRow(reader, pageId);
    const others = (beside ?? personsOfDossier(reader, page.dossierId)).filter((other) => other.pageId !== pageId);
    const found = findUnderstood(reader, pageId);
    const type = typeOf(found?.typeId ?? null);
    const decisions = listDecisions(reader, pageId);
    const fields = withDecisions(found?.fields ?? [], decisions, type);
    const confidence = found?.confidence ?? 0;
    return {
      ...{ pageId, state: page.state, fault: page.fault, notes: found?.notes ?? [], canUndo: decisions.length > 0 },
      type: type && { id: type.id, name: type.name, confidence, chosenByOfficer: found?.isChosen ?? false },
      fields: compared(fields, others),
    };
  }

  dossier(dossierId: string): DossierReading {
    const reader = this.#deps.storage.read;
    const beside = personsOfDossier(reader, dossierId);
    const readings = pageIdsOf(reader, dossierId).map((pageId) => this.reading(pageId, beside));
    const count = ({ fields }: PageReading, states: readonly string[]) =>
      fields.filter(({ state }) => states.includes(state)).length;
    return {
      pages: readings.map((reading) => ({
        pageId: reading.pageId,
        typeName: reading.type?.name ?? null,
        typeConfidence: reading.type?.confidence ?? 0,
        sure: count(reading, ["sure"]),
        doubts: count(reading, ["doubt", "unread"]),
        decided: count(reading, ["confirmed", "corrected", "dismissed"]),
      })),
      suggestions: suggest(
        readings.flatMap(({ pageId, type, fields }) => {
          const known = typeOf(type?.id ?? null);
          return known ? [{ pageId, type: known, typeName: known.name, fields }] : [];
        }),
      ),
    };
  }

  setType(pageId: string, typeId: string | null): PageReading {
    if (typeId !== null && !typeOf(typeId)) throw new DomainError("INPUT_INVALID", { field: "typeId" });
    const before = this.reading(pageId);
    return this.#change(pageId, (writer) => {
      const machine = { machineValue: before.type?.id ?? "", machineConfidence: before.type?.confidence ?? 0 };
      this.#record(writer, pageId, { key: "", kind: "type", officerValue: typeId ?? "", typeId, ...machine });
      this.#understandAgain(writer, pageId);
    });
  }

  decide(pageId: string, key: string, value: string): PageReading {
    const tidy = value.normalize("NFC").replace(/\s+/gu, " ").trim();
    if (tidy === "") throw new DomainError("INPUT_INVALID", { field: "value" });
    const { field, ...machine } = this.#machineField(pageId, key);
    const kind = tidy === field.value ? "confirm" : "correct";
    return this.#change(pageId, (writer) =>
      this.#record(writer, pageId, { key, kind, officerValue: tidy, ...machine }),
    );
  }

  dismiss(pageId: string, key: string): PageReading {
    const { field: _, ...machine } = this.#machineField(pageId, key);
    return this.#change(pageId, (writer) =>
      this.#record(writer, pageId, { key, kind: "dismiss", officerValue: "", ...machine }),
    );
  }

  undo(pageId: string): PageReading {
    getPageRow(this.#deps.storage.read, pageId);
    return this.#change(pageId, (writer) => {
      const kind = takeBackLast(writer, pageId);
      if (!kind) throw new DomainError("NOTHING_TO_UNDO");
      if (kind === "type") this.#understandAgain(writer, pageId);
    });
  }

  async readField(pageId: string, key: string, box: Box): Promise<PageReading> {
    const { field } = this.#machineField(pageId, key);
    const isOfDigits = field.kind === "personal_number" || field.kind === "phone";
    const { text, confidence } = await this.#deps.readBox(pageId, box, { digitsOnly: isOfDigits });
    const parsed = parseValue(field.kind, text.normalize("NFC").replace(/\s+/gu, " "), { today: this.#today() });
    const share = Math.max(0, Math.min(1, (confidence / 100) * (parsed?.form ?? 0)));
    const read = {
      ...{ ...field, box, value: parsed?.value.slice(0, 1000) ?? "", raw: text.slice(0, 1000), source: "ocr" as const },
      ...{ confidence: share, state: parsed ? ("doubt" as const) : ("unread" as const) },
      checks: parsed ? [] : ["handwritten" as const],
    };
    return this.#change(pageId, (writer) => saveField(writer, pageId, { field: read, position: null }));
  }

  #change(pageId: string, work: (writer: Writer) => void): PageReading {
    this.#deps.storage.transaction(work);
    this.publish(pageId);
    return this.reading(pageId);
  }

  #record(writer: Writer, pageId: string, decision: Omit<NewDecision, "nowUtc">): void {
    addDecision(writer, pageId, { ...decision, nowUtc: this.#nowUtc() });
  }

  #understandAgain(writer: Writer, pageId: string): void {
    const read = this.#deps.pageRead(pageId);
    if (read) this.understand(writer, pageId, read);
  }

  /** What the machine has for the field; nothing, for one that only the officer sees. */
  #machineField(pageId: string, key: string) {
    const reader = this.#deps.storage.read;
    getPageRow(reader, pageId);
    const found = findUnderstood(reader, pageId);
    const typeId = found?.typeId ?? null;
    const field = found?.fields.find((each) => each.key === key) ?? emptyField(fieldName(key, typeOf(typeId)));
    return { field, typeId, machineValue: field.value, machineConfidence: field.confidence };
  }

  /** A page that breaks a rule of ours does not hold back its reading: it is a page of which nothing is known. */
  #extract(page: { widthPx: number; heightPx: number }, read: PageRead, chosen: PaperType | null | undefined) {
    try {
      const options = { size: page, types: PAPER_TYPES, today: this.#today() };
      const found = extract(read, chosen === undefined ? options : { ...options, chosen });
      // One field that the contract does not allow would make the whole dossier's reading unreadable.
      return { ...found, fields: found.fields.filter((field) => PageField.safeParse(field).success) };
    } catch (error) {
      console.error(`extraction: page not understood: ${errorCodeOf(error)}`, framesOf(error));
      return { type: chosen ?? null, typeConfidence: chosen ? 1 : 0, fields: [], notes: read.notes };
    }
  }

  #today(): string {
    return localDateOf(this.#deps.clock.now());
  }

  #nowUtc(): string {
    return this.#deps.clock.now().toISOString();
  }
}

/** Where it happened. The message stays out of the log: it may hold words of the page. */
function framesOf(error: unknown): string {
  const frames = error instanceof Error ? (error.stack ?? "").split("\n") : [];
  return frames.filter((line) => /^\s+at /.test(line)).join("\n");
}

function typeOf(typeId: string | null): PaperType | null {
  return PAPER_TYPES.find(({ id }) => id === typeId) ?? null;
}

/** undefined: the machine decides. */
function chosenType(reader: Reader, pageId: string): PaperType | null | undefined {
  const last = listDecisions(reader, pageId).findLast(({ kind }) => kind === "type");
  return last && typeOf(last.officerValue === "" ? null : last.officerValue);
}

const CARDS = new Set(PAPER_TYPES.filter(({ codes }) => codes?.some((code) => code !== "receipt")).map(({ id }) => id));

interface PagePersons {
  pageId: string;
  card: Person | null;
  persons: Person[];
}

function personsOfDossier(reader: Reader, dossierId: string): PagePersons[] {
  return pageIdsOf(reader, dossierId).map((pageId) => {
    const found = findUnderstood(reader, pageId);
    const typeId = found?.typeId ?? null;
    const fields = withDecisions(found?.fields ?? [], listDecisions(reader, pageId), typeOf(typeId));
    const card = typeId !== null && CARDS.has(typeId) ? cardPerson(fields) : null;
    return { pageId, card, persons: card ? [] : numberedPersons(fields) };
  });
}

/** A paper that differs from a card is told so; a card that was read from letters may be the one that is wrong. */
function compared(fields: readonly PageField[], others: readonly PagePersons[]): PageField[] {
  const cards = others.flatMap(({ card }) => card ?? []);
  const persons = others.flatMap((other) => other.persons);
  return betweenPages(againstCards(fields, cards), persons);
}
