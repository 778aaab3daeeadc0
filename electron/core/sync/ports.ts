// What sync needs from the other modules; office.ts plugs them in.
import type { Conflict, Settings } from "../../../shared/contract";
import type { DossierRecord } from "../../../shared/wire";
import type { Writer } from "../storage";

/** What the queue shows of a dossier. */
export interface DossierLabel {
  provisionalCode: string;
  officialCode: string | null;
  applicantName: string;
  procedureName: string;
}

export interface AppliedReceipt {
  dossierId: string;
  receiptId: string;
  officialCode: string;
  receivedAtUtc: string;
  /** The code of a receipt that the province had lost: it may have given that one to somebody else meanwhile. */
  formerCode?: string | null;
}

export interface AppliedState {
  dossierId: string;
  officialCode: string;
  /** Numeric state of the national portal, 1…10. */
  state: number;
  note: string;
  atUtc: string;
}

export interface AppliedRecord {
  dossierId: string;
  /** Fields that this counter has are taken over; the others stay in the standing record. */
  record: DossierRecord;
  /** Who changed it. */
  by: string;
}

export interface DossierPort {
  describe(dossierId: string): DossierLabel | undefined;
  /** Maps the official code to the provisional one; part of the transaction that marks the operation as sent. */
  applyReceipt(writer: Writer, receipt: AppliedReceipt): void;
  /** Part of the transaction that moves the cursor; a dossier unknown here is passed over. */
  applyProvinceState(writer: Writer, change: AppliedState): void;
  /** Takes over what was changed elsewhere; a dossier unknown here is passed over. */
  applyProvinceRecord(writer: Writer, change: AppliedRecord): void;
  /** Adds to the chained log of what happened. */
  recordEvent(
    writer: Writer,
    event: { dossierId: string; kind: string; facts: Record<string, string | number | boolean | null> },
  ): void;
}

export interface SettingsPort {
  read(): Pick<Settings, "counter" | "provinceUrl" | "line">;
  save(patch: { provinceUrl: string }): void;
}

export interface CataloguePort {
  /** Puts a package in force, for drafts begun from now on. @throws DomainError CATALOGUE_DAMAGED, the one before stays */
  replace(packageFile: Uint8Array): void;
}

/** A field of the intake form, and what may stand on a page of it, the likeliest first. */
export interface SoughtValue {
  target: "fullName" | "personalNumber" | "address" | "phone" | "email";
  values: readonly string[];
}

/** Where a value of a dossier was read; null: on none of its pages. */
export type FindValuePlace = (dossierId: string, sought: SoughtValue) => Conflict["page"];

/** @throws DomainError BLOB_MISSING, BLOB_DAMAGED */
export type ReadBlob = (sha256: string) => Uint8Array;
