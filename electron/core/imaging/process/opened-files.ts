// Files that are being read page by page: opened once, drawn when asked.
import { randomUUID } from "node:crypto";
import type { PDFiumDocument } from "@hyzyla/pdfium";
import { DomainError } from "../../../../shared/errors";
import { MAX_PAGES } from "../limits";
import type { FilePage, OpenedFile, StoredImage } from "../protocol";
import { fileTypeOf, type FileType } from "./file-type";
import type { Images } from "./images";
import type { PdfFiles } from "./pdf-files";
import { isSoundText } from "./pdf-text-trust";
import { isSignedPdf } from "./signed-pdf";

const PDF_RESOLUTION_DPI = 300;

const MIME_TYPES: Record<FileType, string> = {
  pdf: "application/pdf",
  tiff: "image/tiff",
  jpeg: "image/jpeg",
  png: "image/png",
  bmp: "image/bmp",
  pnm: "image/x-portable-anymap",
};

type ReadPage = StoredImage & Pick<FilePage, "words">;

interface FileInUse {
  pages: number;
  isSigned: boolean;
  read(pageNumber: number): Promise<ReadPage>;
  close(): void;
}

export class OpenedFiles {
  readonly #images: Images;
  readonly #pdfFiles: () => Promise<PdfFiles>;
  readonly #files = new Map<string, FileInUse>();

  constructor(images: Images, pdfFiles: () => Promise<PdfFiles>) {
    this.#images = images;
    this.#pdfFiles = pdfFiles;
  }

  /** @throws DomainError FILE_EMPTY, FILE_TYPE_UNSUPPORTED, FILE_HEIC_UNSUPPORTED, FILE_TOO_MANY_PAGES and what decoding throws */
  async open(bytes: Uint8Array): Promise<OpenedFile> {
    const type = fileTypeOf(bytes);
    const file = await this.#openByType(bytes, type);
    if (file.pages > MAX_PAGES) {
      file.close();
      throw new DomainError("FILE_TOO_MANY_PAGES", { pages: file.pages, limit: MAX_PAGES });
    }
    const fileId = randomUUID();
    this.#files.set(fileId, file);
    return { fileId, pages: file.pages, mimeType: MIME_TYPES[type], isSigned: file.isSigned };
  }

  /** @throws DomainError NOT_FOUND when this process did not open the file */
  read(fileId: string, pageNumber: number): Promise<ReadPage> {
    const file = this.#files.get(fileId);
    if (!file) throw new DomainError("NOT_FOUND");
    return file.read(pageNumber);
  }

  close(fileId: string): void {
    this.#files.get(fileId)?.close();
    this.#files.delete(fileId);
  }

  async #openByType(bytes: Uint8Array, type: FileType): Promise<FileInUse> {
    if (type === "pdf") return this.#openPdf(bytes);
    return {
      pages: type === "tiff" ? this.#images.countPages(bytes) : 1,
      isSigned: false,
      read: async (pageNumber) => ({ ...this.#images.store(bytes, null, pageNumber), words: null }),
      close: () => undefined,
    };
  }

  async #openPdf(bytes: Uint8Array): Promise<FileInUse> {
    const pdfFiles = await this.#pdfFiles();
    const document = await pdfFiles.openDocument(bytes);
    return {
      pages: document.getPageCount(),
      isSigned: isSignedPdf(bytes),
      read: (pageNumber) => this.#readPdf(pdfFiles, document, pageNumber),
      close: () => document.destroy(),
    };
  }

  async #readPdf(pdfFiles: PdfFiles, document: PDFiumDocument, pageNumber: number): Promise<ReadPage> {
    const { text, ...pixels } = await pdfFiles.readPage(document, pageNumber, PDF_RESOLUTION_DPI);
    const words = text && isSoundText(text, pixels) ? text.words : null;
    return { ...this.#images.encodeJpeg(pixels, PDF_RESOLUTION_DPI), words };
  }
}
