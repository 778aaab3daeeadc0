// Papers as documents: the searchable PDF of a paper, and the files that came in, as they came.
import type { CounterSettings, PageReading, PageText, SourceFile } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import type { Clock } from "../clock";
import type { Imaging } from "../imaging";
import type { PapersService } from "../papers";
import type { Storage } from "../storage";
import { giveNumber } from "./document-numbers";
import { factsOf } from "./facts";
import { docCode, fileName } from "./naming";
import { getPaper, type Paper, type PaperPage } from "./paper";
import type { PdfMetadata } from "./pdf/metadata";
import { findPicture, type Picture } from "./pdf/picture";
import { writeSearchablePdf, type PdfPage } from "./pdf/searchable-pdf";
import { findWholeSource, getSource, listSources, signedSourcesOf } from "./sources";

export interface DocumentFile {
  name: string;
  mimeType: string;
  bytes: Uint8Array;
}

export interface DocumentsService {
  /**
   * One paper as PDF/A-1b with an invisible text layer. When its pages are all those of one signed file, in order and
   * as they came, that file itself; when they are only some of them, the name and the remarks tell of the original.
   * @param componentId null: the pages without a component
   * @throws DomainError NOT_FOUND {kind}, DOCUMENT_EMPTY, BLOB_MISSING, BLOB_DAMAGED
   */
  pdf(dossierId: string, componentId: string | null): Promise<DocumentFile>;
  /** In the order in which they came. */
  sources(dossierId: string): SourceFile[];
  /** @throws DomainError NOT_FOUND, BLOB_MISSING, BLOB_DAMAGED */
  source(sourceId: string): DocumentFile;
}

export interface DocumentsParts {
  storage: Storage;
  papers: Pick<PapersService, "blobsOfDossier" | "getPage" | "readBlob">;
  imaging: Pick<Imaging, "toStoredImage">;
  clock: Clock;
  /** null until the counter was set up. */
  counter: () => CounterSettings | null;
  /** @throws DomainError NOT_FOUND */
  pageText: (pageId: string) => PageText;
  /** What was understood of a page. @throws DomainError NOT_FOUND */
  pageReading: (pageId: string) => Pick<PageReading, "type" | "fields">;
}

export function createDocuments(parts: DocumentsParts): DocumentsService {
  const { storage, papers } = parts;
  const source = (sourceId: string): DocumentFile => {
    const { name, mimeType, sha256 } = getSource(storage.read, sourceId);
    return { name, mimeType, bytes: papers.readBlob(sha256) };
  };
  return {
    async pdf(dossierId, componentId) {
      const paper = getPaper({ reader: storage.read, papers }, { dossierId, componentId });
      if (paper.pages.length === 0) throw new DomainError("DOCUMENT_EMPTY");
      const whole = findWholeSource(storage.read, paper.pages);
      if (whole) return { ...source(whole.id), name: nameOf(parts, paper, "") };
      return drawPaper(parts, paper);
    },
    sources: (dossierId) => listSources(storage.read, dossierId),
    source,
  };
}

async function drawPaper(parts: DocumentsParts, paper: Paper): Promise<DocumentFile> {
  const signed = signedSourcesOf(parts.storage.read, paper.pages);
  const metadata = describe(parts, paper, signed);
  const bytes = await writeSearchablePdf(pdfPages(parts, paper.pages), metadata);
  const remark = signed.length > 0 ? "KEM-BAN-GOC-KY-SO" : "";
  return { name: nameOf(parts, paper, remark), mimeType: "application/pdf", bytes };
}

function nameOf({ clock }: DocumentsParts, { code, name }: Paper, remark: string): string {
  return fileName({ code, date: clock.now(), description: `${name} ${remark}` });
}

/** The law's own words, in Vietnamese whatever the window speaks: the file is for the archive. */
function describe(parts: DocumentsParts, paper: Paper, signed: readonly SourceFile[]): PdfMetadata {
  const counter = parts.counter();
  const number = parts.storage.transaction((writer) => giveNumber(writer, paper));
  const readings = paper.pages.map(({ id }) => parts.pageReading(id));
  const code = docCode({ unitCode: counter?.unitCode ?? "", field: paper.field, number });
  const originals = signed.map(({ name }) => name).join(", ");
  return {
    title: paper.name,
    author: counter?.unitName.trim() || counter?.governingBody.trim() || "Bộ phận Một cửa",
    createdAt: parts.clock.now(),
    facts: {
      ...factsOf(readings),
      ...(code === null ? {} : { docCode: code }),
      language: "Tiếng Việt",
      pageAmount: paper.pages.length,
      ...(originals === "" ? {} : { description: `Bản gốc có chữ ký số được gửi kèm riêng: ${originals}` }),
    },
  };
}

async function* pdfPages(parts: DocumentsParts, pages: readonly PaperPage[]): AsyncGenerator<PdfPage> {
  for (const { id, sha256, rotation, resolutionDpi } of pages) {
    const picture = await pictureOf(parts, { bytes: parts.papers.readBlob(sha256), resolutionDpi });
    yield { picture, rotation, resolutionDpi, words: parts.pageText(id).words };
  }
}

/** What cannot be held as it is, such as CMYK, is drawn as the window shows it. @throws DomainError FILE_* */
async function pictureOf(
  { imaging }: DocumentsParts,
  { bytes, resolutionDpi }: { bytes: Uint8Array; resolutionDpi: number },
): Promise<Picture> {
  const picture = findPicture(bytes) ?? findPicture((await imaging.toStoredImage(bytes, resolutionDpi)).bytes);
  if (!picture) throw new DomainError("FILE_UNREADABLE");
  return picture;
}
