// Draws the pages of PDF files with PDFium.
import { PDFiumLibrary, type PDFiumDocument, type PDFiumPage } from "@hyzyla/pdfium";
import { DomainError } from "../../../../shared/errors";
import { checkPixels, hasPdfEnd, translatePdfError } from "./faults";
import type { Pixels } from "./images";
import { readPdfText, type PdfText } from "./pdf-text";

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
    return draw(openPage(document, pageNumber, resolutionDpi));
  }

  /** The same with the text that the page has of its own, whatever that may be worth. @throws DomainError as drawPage */
  async readPage(
    document: PDFiumDocument,
    pageNumber: number,
    resolutionDpi: number,
  ): Promise<Pixels & { text: PdfText | undefined }> {
    const opened = openPage(document, pageNumber, resolutionDpi);
    const text = readPdfText(opened.page, opened);
    return { ...(await draw(opened)), text };
  }
}

interface OpenedPage extends Omit<Pixels, "data"> {
  page: PDFiumPage;
}

function openPage(document: PDFiumDocument, pageNumber: number, resolutionDpi: number): OpenedPage {
  if (pageNumber < 1 || pageNumber > document.getPageCount()) throw new DomainError("NOT_FOUND", { pageNumber });
  const page = document.getPage(pageNumber - 1);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const widthPx = Math.round((originalWidth / POINTS_PER_INCH) * resolutionDpi);
  const heightPx = Math.round((originalHeight / POINTS_PER_INCH) * resolutionDpi);
  // PDFium gives a damaged page no size.
  if (!(widthPx > 0 && heightPx > 0)) throw new DomainError("FILE_UNREADABLE", { pageNumber });
  checkPixels(widthPx, heightPx);
  return { page, widthPx, heightPx };
}

async function draw({ page, widthPx, heightPx }: OpenedPage): Promise<Pixels> {
  const { data } = await page.render({ width: widthPx, height: heightPx, renderFormFields: true });
  return { data, widthPx, heightPx };
}
