// Draws the pages of PDF files with PDFium.
import { PDFiumLibrary, type PDFiumDocument } from "@hyzyla/pdfium";
import { DomainError } from "../../../../shared/errors";
import { checkPixels, hasPdfEnd, translatePdfError } from "./faults";
import type { Pixels } from "./images";

const POINTS_PER_INCH = 72;

export class PdfFiles {
  readonly #library: PDFiumLibrary;

  constructor(library: PDFiumLibrary) {
    this.#library = library;
  }

  static async open(): Promise<PdfFiles> {
    return new PdfFiles(await PDFiumLibrary.init());
  }

  /** @throws DomainError FILE_PASSWORD_PROTECTED, FILE_TRUNCATED, FILE_UNREADABLE */
  async openDocument(bytes: Uint8Array): Promise<PDFiumDocument> {
    if (!hasPdfEnd(bytes)) throw new DomainError("FILE_TRUNCATED");
    try {
      return await this.#library.loadDocument(bytes);
    } catch (error) {
      throw translatePdfError(error, bytes);
    }
  }

  /**
   * One page on white, form fields filled in.
   * @param pageNumber from 1
   * @throws DomainError FILE_UNREADABLE, IMAGE_TOO_LARGE
   */
  async drawPage(document: PDFiumDocument, pageNumber: number, resolutionDpi: number): Promise<Pixels> {
    if (pageNumber < 1 || pageNumber > document.getPageCount()) throw new DomainError("NOT_FOUND", { pageNumber });
    const page = document.getPage(pageNumber - 1);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const widthPx = Math.round((originalWidth / POINTS_PER_INCH) * resolutionDpi);
    const heightPx = Math.round((originalHeight / POINTS_PER_INCH) * resolutionDpi);
    // PDFium gives a damaged page no size.
    if (!(widthPx > 0 && heightPx > 0)) throw new DomainError("FILE_UNREADABLE", { pageNumber });
    checkPixels(widthPx, heightPx);
    const { data } = await page.render({ width: widthPx, height: heightPx, renderFormFields: true });
    return { data, widthPx, heightPx };
  }
}
