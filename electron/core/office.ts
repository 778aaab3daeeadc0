// Composes the office: every module of core, each given only what it needs of the others.
import path from "node:path";
import type { StartCore } from "../../shared/contract/host";
import { createCatalogue, loadCatalogue, type Catalogue, type CataloguePackage } from "./catalogue";
import { ChangeBus } from "./changes";
import { systemClock, type Clock } from "./clock";
import { createDocuments, pictureSheet, type DocumentsService } from "./documents";
import { createDossiers, type DossiersService } from "./dossiers";
import { createBoxReader, createExtraction, findValuePlace, type ExtractionService } from "./extraction";
import type { CoreHost } from "./host";
import { createImaging, type Imaging } from "./imaging";
import { createInspection, type InspectionService } from "./inspection";
import { createPapers, type PapersService } from "./papers";
import { createPrinting, type PrintingService } from "./printing";
import { createRecognition, type RecognitionService } from "./recognition";
import { createScanning, type ScanningService } from "./scanning";
import { openBlobStore, openStorage, type BlobStore, type Storage } from "./storage";
import { createOutbox, createSync, type Sync } from "./sync";
import { createSettings, type SettingsStore } from "./system";
import { addTrainingProfile, awayFromProvince, nameTrainingCounter, ofSync } from "./training";

export interface OfficeOptions {
  start: StartCore;
  host: CoreHost;
  clock?: Clock;
}

export interface Office {
  readonly start: StartCore;
  readonly startedAt: Date;
  readonly host: Pick<CoreHost, "choosePlace">;
  readonly storage: Storage;
  readonly blobs: BlobStore;
  readonly changes: ChangeBus;
  readonly settings: SettingsStore;
  readonly catalogue: Catalogue;
  readonly imaging: Imaging;
  readonly papers: PapersService;
  readonly dossiers: DossiersService;
  readonly documents: DocumentsService;
  readonly recognition: RecognitionService;
  readonly extraction: ExtractionService;
  readonly inspection: InspectionService;
  readonly scanning: ScanningService;
  readonly printing: PrintingService;
  readonly sync: Sync;
  /** Reading of pages, sending, and watching of print jobs; not started for a single command. */
  startBackground(): void;
  /**
   * @param path "pages/<id>?size=thumb|screen|full|cleaned&turn=<degrees>" or "previews/<id>/<page from 1>". `turn` is not
   *   read: it makes the address of a page that was turned another one for the window's cache, as `at` does for a
   *   picture that was made anew.
   */
  readImage(path: string): Promise<{ mimeType: string; bytes: Uint8Array } | null>;
  close(): Promise<void>;
}

/** @throws DomainError STORAGE_*, CATALOGUE_DAMAGED */
export async function openOffice({ start, host, clock = systemClock }: OfficeOptions): Promise<Office> {
  const procedures = await loadCatalogue(start.assetsFolder);
  const storage = openStorage({ file: path.join(start.dataFolder, "office.db"), keyHex: start.keyHex });
  const blobs = openBlobStore(path.join(start.dataFolder, "blobs"), start.keyHex);
  const changes = new ChangeBus();
  const settings = createSettings(storage, changes);
  if (start.training) nameTrainingCounter(settings);
  const base = { storage, blobs, changes, clock, settings, imaging: createImaging(host) };
  const papersAndDossiers = createPapersAndDossiers({ ...base, procedures, start, host });
  const modules = { ...base, ...papersAndDossiers, ...createDevices({ ...base, ...papersAndDossiers, host, start }) };
  if (start.training) addTrainingProfile(modules.scanning.profiles);
  const background = [modules.recognition, modules.extraction, modules.inspection, modules.sync, modules.printing];
  return {
    start,
    startedAt: clock.now(),
    host,
    ...modules,
    startBackground: () => background.forEach((service) => service.start()),
    readImage: (imagePath) => readImage(imagePath, modules),
    async close() {
      await Promise.all([...background, modules.scanning].map((service) => service.stop()));
      modules.imaging.close();
      storage.close();
    },
  };
}

type Base = Pick<Office, "storage" | "blobs" | "changes" | "settings" | "imaging"> & { clock: Clock };

function createPapersAndDossiers(base: Base & { procedures: CataloguePackage; start: StartCore; host: CoreHost }) {
  const { settings } = base;
  const catalogue = createCatalogue(base.procedures, { usage: () => dossiers.procedureUsage() });
  const papers: PapersService = createPapers({
    ...base,
    onPageAdded: (writer, page) => {
      recognition.enqueue(writer, page.id);
      inspection.enqueue(writer, page.id);
    },
    onLatePage: (writer, dossierId) => dossiers.supplement(writer, dossierId),
    onPageTurned: (writer, page) => {
      recognition.readAgain(writer, page.id);
      inspection.enqueue(writer, page.id);
    },
    addComponent: (writer, dossierId, name) => dossiers.addOwnComponent(writer, dossierId, name),
    recordEvent: (writer, event) => dossiers.recordEvent(writer, event),
  });
  const tessdataFolder = path.join(base.start.assetsFolder, "tessdata");
  const recognition: RecognitionService = createRecognition({
    ...base,
    papers,
    tessdataFolder,
    ocrEngine: () => settings.get().ocrEngine,
    onPageRead: (writer, pageId, read) => extraction.onPageRead(writer, pageId, read),
  });
  const extraction: ExtractionService = createExtraction({
    ...base,
    pageRead: (pageId) => recognition.pageRead(pageId),
    readBox: createBoxReader({ ...base, papers, recognition }),
  });
  const inspection = createInspection({ ...base, papers });
  const outbox = createOutbox(base);
  const dossiers: DossiersService = createDossiers({
    ...base,
    papers,
    catalogue,
    outbox,
    settings: () => settings.get(),
    onDossierChanged: (writer, dossierId) => recognition.indexDossier(writer, dossierId),
  });
  const sync = createSync({
    ...base,
    outbox,
    dossiers,
    catalogue,
    ...(base.start.training ? awayFromProvince(settings) : { settings: ofSync(settings) }),
    readBlob: (sha256) => papers.readBlob(sha256),
    findValuePlace: (dossierId, sought) => findValuePlace(base.storage.read, dossierId, sought),
  });
  const documents = createDocuments({
    ...base,
    papers,
    counter: () => settings.get().counter,
    pageText: (pageId) => recognition.pageText(pageId),
    pageReading: (pageId) => extraction.page(pageId),
  });
  return { catalogue, papers, recognition, extraction, inspection, dossiers, documents, sync };
}

/** What stands around the PC: scanners and printers. */
function createDevices(
  base: Base & Pick<Office, "papers" | "dossiers" | "sync"> & { host: CoreHost; start: StartCore },
) {
  const { dossiers, start, host } = base;
  const trainingFolder = start.training ? path.join(start.assetsFolder, "training") : null;
  const twain = { startHelper: host.startTwainHelper, ia32Folder: path.join(start.assetsFolder, "..", "twain-ia32") };
  const printing = createPrinting({
    ...base,
    receiptData: (dossierId) => dossiers.receiptData(dossierId),
    separatorData: (dossierId) => dossiers.separatorData(dossierId),
    handOverData: (runId) => ({
      ...base.sync.report(runId),
      governingBody: base.settings.get().counter?.governingBody ?? "",
      placeName: base.settings.get().counter?.placeName ?? "",
      printedAtUtc: base.clock.now().toISOString(),
    }),
    resultFile: (of) => base.sync.resultContent(of),
    pictureAsPdf: (bytes, createdAt) => pictureSheet(bytes, { createdAt }),
    recordEvent: (writer, event) => dossiers.recordEvent(writer, event),
  });
  return { scanning: createScanning({ ...base, trainingFolder, twain }), printing };
}

type ImageSources = Pick<Office, "papers" | "printing" | "recognition">;

async function readImage(imagePath: string, { papers, printing, recognition }: ImageSources) {
  const page =
    /^pages\/+([0-9a-f-]{36})(?:\?size=(thumb|screen|full|cleaned)(?:&(?:turn=\d{1,3}|at=\d{1,13}))?)?$/.exec(
      imagePath,
    );
  if (page?.[1] && page[2] === "cleaned")
    return { mimeType: "image/jpeg", bytes: await recognition.cleanedPicture(page[1]) };
  if (page?.[1]) return papers.readImage(page[1], (page[2] ?? "screen") as "thumb" | "screen" | "full");
  const preview = /^previews\/+([0-9a-f-]{36})\/(\d{1,3})$/.exec(imagePath);
  if (preview?.[1]) return printing.readPreview(preview[1], Number(preview[2]));
  return null;
}
