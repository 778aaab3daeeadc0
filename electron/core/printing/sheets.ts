// Draws a form once and keeps the PDF: what was shown is, byte for byte, what is printed.
import { v7 as newId } from "uuid";
import type { DossierForm } from "../../../shared/contract";
import { type FormData, formDataOf, isOfRecord } from "./form-data";
import { findPreview, findPreviewOf, insertPreview, nextCopyNumber, type PreviewKey, type Sheet } from "./job-rows";
import type { PrintingParts } from "./ports";

const PREVIEW_DPI = 110;
/** After this time nobody is looking at the preview any more, and the dossier may have got its official code. */
const PREVIEW_VALID_MS = 15 * 60_000;

export interface Preview {
  previewId: string;
  pageCount: number;
}

export interface Sheets {
  /** @throws DomainError FORM_RENDER_FAILED and those of formDataOf */
  preview(dossierId: string, form: DossierForm): Promise<Preview>;
  /** The sheet of the latest preview of the next copy, else a new one. */
  forPrint(dossierId: string, form: DossierForm): Promise<{ sheet: Sheet; copyNumber: number }>;
  /** @param pageNumber from 1 @returns null when there is no such page */
  readPreview(previewId: string, pageNumber: number): Promise<{ mimeType: string; bytes: Uint8Array } | null>;
}

export function createSheets(parts: PrintingParts): Sheets {
  const { storage, papers, imaging, clock } = parts;

  let latest: { fingerprint: string; atMs: number; drawing: Promise<Sheet & Preview> } | undefined;

  /** The window asks for the preview again with every change; what has not changed is not drawn again. */
  function drawOnce(key: PreviewKey): Promise<Sheet & Preview> {
    const data = formDataOf(parts, key);
    const fingerprint = JSON.stringify([key, data]);
    const atMs = clock.now().getTime();
    if (latest?.fingerprint === fingerprint && atMs - latest.atMs < PREVIEW_VALID_MS) return latest.drawing;
    const drawing = draw(key, data);
    latest = { fingerprint, atMs, drawing };
    drawing.catch(() => (latest = undefined)); // the caller has the failure; the next one tries again
    return drawing;
  }

  async function draw(key: PreviewKey, data: FormData): Promise<Sheet & Preview> {
    const pdf = await parts.host.renderForm(key.form, data);
    const pageCount = await imaging.countPages(pdf);
    const { sha256 } = papers.storeBlob(pdf, "application/pdf");
    const previewId = newId();
    const atUtc = clock.now().toISOString();
    storage.transaction((writer) => insertPreview(writer, key, { id: previewId, sha256, pageCount, atUtc }));
    return { previewId, sha256, pageCount };
  }

  function keyOf(dossierId: string, form: DossierForm): PreviewKey {
    return { dossierId, form, copyNumber: nextCopyNumber(storage.read, dossierId, form) };
  }

  return {
    async preview(dossierId, form) {
      const { previewId, pageCount } = await drawOnce(keyOf(dossierId, form));
      return { previewId, pageCount };
    },
    async forPrint(dossierId, form) {
      const key = keyOf(dossierId, form);
      const sinceUtc = new Date(clock.now().getTime() - PREVIEW_VALID_MS).toISOString();
      // The papers of a draft change: its sheets are drawn from what it is now.
      const shown = isOfRecord(form) ? findPreviewOf(storage.read, key, sinceUtc) : undefined;
      return { sheet: shown ?? (await drawOnce(key)), copyNumber: key.copyNumber };
    },
    async readPreview(previewId, pageNumber) {
      const sheet = findPreview(storage.read, previewId);
      if (!sheet || pageNumber < 1 || pageNumber > sheet.pageCount) return null;
      const bytes = await imaging.rasterisePdf(papers.readBlob(sheet.sha256), pageNumber, PREVIEW_DPI);
      return { mimeType: "image/png", bytes };
    },
  };
}
