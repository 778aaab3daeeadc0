// The service of dossiers: each change is one transaction; what is answered is what was committed.
import type {
  CitizenCard,
  Dossier,
  DossierAmendment,
  DossierSummary,
  DraftPatch,
  TodayFigures,
} from "../../../shared/contract";
import type { ReceiptData, SeparatorPrint } from "../../../shared/domain";
import type { Reader, Writer } from "../storage";
import type { AppliedReceipt, AppliedRecord, AppliedState } from "../sync";
import { amendDossier, applyProvinceRecord } from "./amend";
import { readCard } from "./card";
import { addOwnComponent, changeComponent, type ComponentChange } from "./checklist";
import { discardDraft, restoreDraft, saveDraft, startDraft } from "./drafts";
import { createEventLog, type RecordEvent } from "./events";
import type { DossierParts } from "./ports";
import { applyProvinceState, applyReceipt } from "./province-answers";
import { readDossier } from "./read-dossier";
import { receiptDataOf } from "./receipt-data";
import { receiveDossier } from "./reception";
import { findByCode, findSummary, listSummaries, todayFigures, type ListQuery } from "./register";
import { getDraftRow, updateDossier } from "./rows";
import { separatorDataOf } from "./separator-data";
import { supplementDossier } from "./supplement";

export type DossierLabel = Pick<DossierSummary, "officialCode" | "applicantName" | "procedureName"> & {
  provisionalCode: string;
};

export interface DossiersService {
  /** A new, empty draft, saved at once. */
  start(): Dossier;
  /** @throws DomainError NOT_FOUND */
  get(id: string): Dossier;
  findByCode(code: string): DossierSummary | null;
  list(query: ListQuery): { items: DossierSummary[]; total: number };
  today(): TodayFigures;
  /** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT, PROCEDURE_UNKNOWN */
  saveDraft(patch: DraftPatch): Dossier;
  /** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT for a received dossier */
  discardDraft(id: string): { id: string };
  restoreDraft(id: string): Dossier;
  /** @throws DomainError CARD_NOT_CITIZEN_CARD, CARD_DATE_IMPOSSIBLE */
  readCard(payload: string): CitizenCard;
  /** @throws DomainError NOT_FOUND, DOSSIER_NOT_DRAFT, INPUT_INVALID */
  setComponent(change: ComponentChange): Dossier;
  addComponent(dossierId: string, name: string): Dossier;
  /**
   * Receives the dossier; a second call gives the same answer and no second number.
   * @throws DomainError DOSSIER_INCOMPLETE {blocker, detail}, COUNTER_NOT_CONFIGURED, DOSSIER_NOT_DRAFT, NOT_FOUND
   */
  complete(id: string): Dossier;
  /**
   * Corrects a received dossier; the province gets the new record.
   * @throws DomainError NOT_FOUND, DOSSIER_NOT_RECEIVED, INPUT_INVALID, PROVINCE_CONFLICT
   */
  amend(amendment: DossierAmendment): Dossier;
  /** How often each procedure was received here, by code; for the order of the catalogue's search. */
  procedureUsage(): Map<string, number>;
  /** What a receipt prints. @throws DomainError NOT_FOUND, DOSSIER_INCOMPLETE, COUNTER_NOT_CONFIGURED */
  receiptData(dossierId: string): ReceiptData;
  /** What separator sheets print, in the order of the list. @throws DomainError NOT_FOUND */
  separatorData(dossierId: string): SeparatorPrint;
  /** In the caller's transaction: for pages that are split off. @returns the new component's id */
  addOwnComponent(writer: Writer, dossierId: string, name: string): string;
  /** Tells the province of pages that came after reception, in the transaction of the page. */
  supplement(writer: Writer, dossierId: string): void;
  /** Adds to the chained log, in the caller's transaction. */
  recordEvent: RecordEvent;
  /** What the queue shows; undefined for a draft and for what is not here. */
  describe(dossierId: string): DossierLabel | undefined;
  /** Maps the official code, in the caller's transaction. Repeating it changes nothing. */
  applyReceipt(writer: Writer, receipt: AppliedReceipt): void;
  /** In the caller's transaction. Older states and unknown dossiers are passed over. */
  applyProvinceState(writer: Writer, change: AppliedState): void;
  /** In the caller's transaction. */
  applyProvinceRecord(writer: Writer, change: AppliedRecord): void;
}

type Parts = DossierParts & { recordEvent: RecordEvent };

export function createDossiers(deps: DossierParts): DossiersService {
  const officer = () => deps.settings().counter?.officerName ?? "";
  const parts: Parts = { ...deps, recordEvent: createEventLog({ clock: deps.clock, officer }) };
  return { ...createIntake(parts), ...createLookUp(parts), ...createPorts(parts) };
}

type Intake = Pick<
  DossiersService,
  "start" | "saveDraft" | "discardDraft" | "restoreDraft" | "setComponent" | "addComponent" | "complete" | "amend"
>;

function createIntake(parts: Parts): Intake {
  const change = (id: string, work: (writer: Writer) => void) =>
    commit(parts, (writer) => {
      work(writer);
      return id;
    });
  const changeList = (id: string, work: (writer: Writer) => void) => {
    const dossier = change(id, (writer) => {
      work(writer);
      updateDossier(writer, id, { updated_at_utc: parts.clock.now().toISOString() });
    });
    parts.changes.publish({ topic: "papers", id });
    return dossier;
  };
  const { release } = parts.papers;
  return {
    start: () => commit(parts, (writer) => startDraft(parts, writer)),
    saveDraft: (patch) => {
      const save = (writer: Writer) => saveDraft(parts, writer, patch);
      return patch.procedureCode === undefined ? change(patch.id, save) : changeList(patch.id, save);
    },
    discardDraft: (id) => ({ id: change(id, (writer) => discardDraft(parts, writer, id)).id }),
    restoreDraft: (id) => change(id, (writer) => restoreDraft(parts, writer, id)),
    setComponent: (input) => changeList(input.dossierId, (writer) => changeComponent(writer, input, release)),
    addComponent: (dossierId, name) =>
      changeList(dossierId, (writer) => {
        getDraftRow(writer, dossierId);
        addOwnComponent(writer, dossierId, name);
      }),
    complete: (id) => change(id, (writer) => receiveDossier(parts, writer, id)),
    amend: (amendment) => change(amendment.id, (writer) => amendDossier(parts, writer, amendment)),
  };
}

type LookUp = Pick<
  DossiersService,
  "get" | "findByCode" | "list" | "today" | "readCard" | "procedureUsage" | "receiptData" | "separatorData" | "describe"
>;

function createLookUp(parts: Parts): LookUp {
  const { read } = parts.storage;
  const now = () => parts.clock.now();
  return {
    get: (id) => readDossier(parts, read, id),
    findByCode: (code) => findByCode(read, code),
    list: (query) => listSummaries(read, query),
    today: () => todayFigures(read, now()),
    readCard: (payload) => readCard(read, payload, now()),
    procedureUsage: () => countUsage(read),
    receiptData: (id) => receiptDataOf(parts, read, id),
    separatorData: (id) => separatorDataOf(parts, read, id),
    describe: (id) => describe(read, id),
  };
}

function createPorts(
  parts: Parts,
): Pick<
  DossiersService,
  "addOwnComponent" | "supplement" | "recordEvent" | "applyReceipt" | "applyProvinceState" | "applyProvinceRecord"
> {
  const { recordEvent } = parts;
  const answer = () => ({ recordEvent, nowUtc: parts.clock.now().toISOString() });
  return {
    addOwnComponent,
    supplement: (writer, dossierId) => supplementDossier(parts, writer, dossierId),
    recordEvent,
    applyReceipt: (writer, receipt) => {
      if (applyReceipt(answer(), writer, receipt)) parts.onDossierChanged(writer, receipt.dossierId);
    },
    applyProvinceState: (writer, change) => {
      const changed = applyProvinceState(answer(), writer, change);
      if (changed !== null) parts.onDossierChanged(writer, changed);
    },
    applyProvinceRecord: (writer, change) => {
      const changed = applyProvinceRecord(parts, writer, change);
      if (changed !== null) parts.onDossierChanged(writer, changed);
    },
  };
}

/** @param work its answer is the id of the dossier that it changed */
function commit(parts: Parts, work: (writer: Writer) => string): Dossier {
  const dossier = parts.storage.transaction((writer) => {
    const id = work(writer);
    parts.onDossierChanged(writer, id);
    return readDossier(parts, writer, id);
  });
  parts.changes.publish({ topic: "dossiers", id: dossier.id });
  return dossier;
}

function countUsage(reader: Reader): Map<string, number> {
  const rows = reader.all<{ code: string; uses: number }>(
    `SELECT procedure_code AS code, count(*) AS uses FROM dossiers INDEXED BY dossiers_by_procedure
      WHERE stage = 'received' AND procedure_code IS NOT NULL GROUP BY procedure_code`,
  );
  return new Map(rows.map((row) => [row.code, row.uses]));
}

function describe(reader: Reader, dossierId: string): DossierLabel | undefined {
  const summary = findSummary(reader, dossierId);
  if (!summary?.provisionalCode) return undefined;
  const { provisionalCode, officialCode, applicantName, procedureName } = summary;
  return { provisionalCode, officialCode, applicantName, procedureName };
}
