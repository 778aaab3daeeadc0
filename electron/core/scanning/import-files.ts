// Files given by dialog or drag and drop: one after the other; a bad one is told by its name and the others go on.
import type { ScanEvent, ScanSettings } from "../../../shared/contract";
import { ScanSettings as ScanSettingsSchema } from "../../../shared/contract";
import { runBatch, type Batch, type BatchParts, type BatchResult } from "./batch";
import type { FileDriver } from "./drivers/registry";
import { PlaceOfNext } from "./place";
import type { Session } from "./session";
import type { Target } from "./target";

export interface ImportOrder {
  files: readonly Pick<File, "name" | "arrayBuffer">[];
  target: Target;
}

/** When the disk is full or the dossier is closed, the next files fail the same way. */
const ENDS_THE_IMPORT: ReadonlySet<string> = new Set([
  "CANCELLED",
  "STORAGE_FULL",
  "STORAGE_UNWRITABLE",
  "STORAGE_DAMAGED",
  "NOT_FOUND",
  "DOSSIER_NOT_DRAFT",
]);
const WHOLE_FILE: ScanSettings = ScanSettingsSchema.parse({ source: "feeder" });

export interface ImportParts {
  batch: BatchParts;
  files: FileDriver;
}

export async function* importFiles(
  parts: ImportParts,
  order: ImportOrder,
  session: Session,
): AsyncGenerator<ScanEvent, BatchResult> {
  const place = new PlaceOfNext(order.target);
  let pageCount = 0;
  for (const file of order.files) {
    const result = yield* importFile(parts, { file, place, pagesBefore: pageCount }, session);
    pageCount += result.pageCount;
    if (!result.fault) continue;
    if (ENDS_THE_IMPORT.has(result.fault.code)) return { pageCount, sheetsFed: null, fault: result.fault };
    yield { kind: "file-failed", name: file.name, fault: result.fault };
  }
  return { pageCount, sheetsFed: null, fault: null };
}

interface FileOrder extends Pick<Batch, "place" | "pagesBefore"> {
  file: ImportOrder["files"][number];
}

async function* importFile({ batch, files }: ImportParts, order: FileOrder, session: Session) {
  const { place, pagesBefore } = order;
  const deviceId = files.offer(new Uint8Array(await order.file.arrayBuffer()), order.file.name);
  try {
    const request = { deviceId, settings: WHOLE_FILE };
    const { batchId: id, signal, onDoubleFeed } = session;
    const run = { id, driver: files, request, place, pagesBefore, signal, onDoubleFeed };
    return yield* runBatch(batch, { ...run, source: "file", readsSeparators: false });
  } finally {
    files.withdraw(deviceId);
  }
}
