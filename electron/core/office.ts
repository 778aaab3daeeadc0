// Composes the office: every module of core, each given only what it needs of the others.
import path from "node:path";
import type { StartCore } from "../../shared/contract/host";
import { createCatalogue, loadCatalogue } from "./catalogue";
import { ChangeBus } from "./changes";
import { systemClock, type Clock } from "./clock";
import { createDossiers, type DossiersService } from "./dossiers";
import type { CoreHost } from "./host";
import { createImaging, type Imaging } from "./imaging";
import { createPapers, type PapersService } from "./papers";
import { createPrinting, type PrintingService } from "./printing";
import { createRecognition, type RecognitionService } from "./recognition";
import { createScanning, type ScanningService } from "./scanning";
import { openBlobStore, openStorage, type BlobStore, type Storage } from "./storage";
import { createOutbox, createSync, type Sync } from "./sync";
import { createSettings, type SettingsStore } from "./system";

export interface OfficeOptions {
  start: StartCore;
  host: CoreHost;
  clock?: Clock;
}

export interface Office {
  readonly start: StartCore;
  readonly startedAt: Date;
  readonly storage: Storage;
  readonly blobs: BlobStore;
  readonly changes: ChangeBus;
  readonly settings: SettingsStore;
  readonly catalogue: ReturnType<typeof createCatalogue>;
  readonly imaging: Imaging;
  readonly papers: PapersService;
  readonly dossiers: DossiersService;
  readonly recognition: RecognitionService;
  readonly scanning: ScanningService;
  readonly printing: PrintingService;
  readonly sync: Sync;
  /** Reading of pages, sending, and watching of print jobs; not started for a single command. */
  startBackground(): void;
  /** @param path "pages/<id>?size=thumb|screen|full" or "previews/<id>/<page from 1>" */
  readImage(path: string): Promise<{ mimeType: string; bytes: Uint8Array } | null>;
  close(): Promise<void>;
}

/** @throws DomainError STORAGE_*, CATALOGUE_DAMAGED */
export async function openOffice({ start, host, clock = systemClock }: OfficeOptions): Promise<Office> {
  const package_ = await loadCatalogue(start.assetsFolder);
  const storage = openStorage({ file: path.join(start.dataFolder, "office.db"), keyHex: start.keyHex });
  const blobs = openBlobStore(path.join(start.dataFolder, "blobs"), start.keyHex);
  const changes = new ChangeBus();
  const common = { storage, changes, clock };
  const settings = createSettings(storage, changes);
  const imaging = createImaging(host);
  const catalogue = createCatalogue(package_, { usage: () => dossiers.procedureUsage() });
  const papers: PapersService = createPapers({
    ...common,
    blobs,
    imaging,
    onPageAdded: (writer, page) => recognition.enqueue(writer, page.id),
  });
  const tessdataFolder = path.join(start.assetsFolder, "tessdata");
  const recognition: RecognitionService = createRecognition({ ...common, papers, tessdataFolder });
  const outbox = createOutbox({ storage, clock });
  const dossiers: DossiersService = createDossiers({
    ...common,
    papers,
    catalogue,
    outbox,
    settings: () => settings.get(),
    onDossierChanged: (writer, dossierId) => recognition.indexDossier(writer, dossierId),
  });
  const scanning = createScanning({ papers, imaging });
  const printing = createPrinting({
    ...common,
    papers,
    imaging,
    host,
    receiptData: (dossierId) => dossiers.receiptData(dossierId),
    recordEvent: (writer, event) => dossiers.recordEvent(writer, event),
  });
  const sync = createSync({
    ...common,
    outbox,
    dossiers,
    settings: { read: () => settings.get(), save: (patch) => void settings.save(patch) },
    readBlob: (sha256) => papers.readBlob(sha256),
  });
  const background = [recognition, sync, printing];
  return {
    start,
    startedAt: clock.now(),
    ...{
      storage,
      blobs,
      changes,
      settings,
      catalogue,
      imaging,
      papers,
      dossiers,
      recognition,
      scanning,
      printing,
      sync,
    },
    startBackground: () => background.forEach((service) => service.start()),
    readImage: (path_) => readImage(path_, papers, printing),
    async close() {
      await Promise.all(background.map((service) => service.stop()));
      imaging.close();
      storage.close();
    },
  };
}

async function readImage(imagePath: string, papers: PapersService, printing: PrintingService) {
  const page = /^pages\/+([0-9a-f-]{36})(?:\?size=(thumb|screen|full))?$/.exec(imagePath);
  if (page?.[1]) return papers.readImage(page[1], (page[2] ?? "screen") as "thumb" | "screen" | "full");
  const preview = /^previews\/+([0-9a-f-]{36})\/(\d{1,3})$/.exec(imagePath);
  if (preview?.[1]) return printing.readPreview(preview[1], Number(preview[2]));
  return null;
}
