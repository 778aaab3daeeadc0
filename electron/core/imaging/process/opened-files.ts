// Files that are being read page by page: opened once, drawn when asked.
import { randomUUID } from "node:crypto";
import type { PDFiumDocument } from "@hyzyla/pdfium";
import { DomainError } from "../../../../shared/errors";
import { MAX_PAGES } from "../limits";
import type { StoredImage } from "../protocol";
import { fileTypeOf } from "./file-type";
import type { Images } from "./images";
import type { PdfFiles } from "./pdf-files";

const PDF_RESOLUTION_DPI = 300;

interface OpenedFile {
  pages: number;
  read(pageNumber: number): Promise<StoredImage>;
  close(): void;
}

export class OpenedFiles {
  readonly #images: Images;
  readonly #pdfFiles: () => Promise<PdfFiles>;
  readonly #files = new Map<string, OpenedFile>();

  constructor(images: Images, pdfFiles: () => Promise<PdfFiles>) {
    this.#images = images;
    this.#pdfFiles = pdfFiles;
  }

  /** @throws DomainError FILE_EMPTY, FILE_TYPE_UNSUPPORTED, FILE_HEIC_UNSUPPORTED, FILE_TOO_MANY_PAGES and what decoding throws */
  async open(bytes: Uint8Array): Promise<{ fileId: string; pages: number }> {
    const file = await this.#openByType(bytes);
    if (file.pages > MAX_PAGES) {
      file.close();
      throw new DomainError("FILE_TOO_MANY_PAGES", { pages: file.pages, limit: MAX_PAGES });
    }
    const fileId = randomUUID();
    this.#files.set(fileId, file);
    return { fileId, pages: file.pages };
  }

  /** @throws DomainError NOT_FOUND when this process did not open the file */
  read(fileId: string, pageNumber: number): Promise<StoredImage> {
    const file = this.#files.get(fileId);
    if (!file) throw new DomainError("NOT_FOUND");
    return file.read(pageNumber);
  }

  close(fileId: string): void {
    this.#files.get(fileId)?.close();
    this.#files.delete(fileId);
  }

  async #openByType(bytes: Uint8Array): Promise<OpenedFile> {
    const type = fileTypeOf(bytes);
    if (type === "pdf") return this.#openPdf(bytes);
    return {
      pages: type === "tiff" ? this.#images.countPages(bytes) : 1,
      read: async (pageNumber) => this.#images.store(bytes, null, pageNumber),
      close: () => undefined,
    };
  }

  async #openPdf(bytes: Uint8Array): Promise<OpenedFile> {
    const pdfFiles = await this.#pdfFiles();
    const document = await pdfFiles.openDocument(bytes);
    return {
      pages: document.getPageCount(),
      read: (pageNumber) => this.#readPdf(pdfFiles, document, pageNumber),
      close: () => document.destroy(),
    };
  }

  async #readPdf(pdfFiles: PdfFiles, document: PDFiumDocument, pageNumber: number): Promise<StoredImage> {
    const pixels = await pdfFiles.drawPage(document, pageNumber, PDF_RESOLUTION_DPI);
    return this.#images.encodeJpeg(pixels, PDF_RESOLUTION_DPI);
  }
}
