// An office of dossiers with printing on top, and the small tools that tests of print queues share.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { ChangeBus } from "../../electron/core/changes";
import { openBed } from "../../electron/core/dossiers/dossiers.fixture";
import { buildImageProcess } from "../../electron/core/image-process.fixture";
import { createImaging, startNodeImageProcess } from "../../electron/core/imaging";
import { pictureSheet } from "../../electron/core/documents";
import { createPrinting, type PrintingService } from "../../electron/core/printing";
import type { PrintQueue, QueueJobStatus } from "../../electron/core/printing/queues/print-queue";
import type { Reader } from "../../electron/core/storage";
import { SeparatorPrint, type ReceiptPrint } from "../../shared/domain";
import type { FormName } from "../../shared/contract";
import { DomainError } from "../../shared/errors";

const RECEIPT = fs.readFileSync(path.resolve(import.meta.dirname, "../../renderer/forms/receipt/golden.pdf"));
const WAIT_MS = 40_000;
const STEP_MS = 150;
let imageEntry: Promise<string> | undefined;

export interface PrintingBed {
  printing: PrintingService;
  dossierId: string;
  /** What the form was drawn with, in order. */
  drawn: ReceiptPrint[];
  /** What separator sheets were drawn with, in order. */
  separators: SeparatorPrint[];
  /** Another dossier, ready to be received. */
  startDraft(): string;
  setNow(instantUtc: string): void;
  /** What came from the province, by hash. */
  results: Map<string, { mimeType: string; atUtc: string; bytes: Uint8Array }>;
  /** Hashes of what previews were made into. */
  storedFiles(): string[];
  eventKinds(): string[];
  /** Another core on the same files; the first one has ended. */
  restart(queue?: PrintQueue): Promise<void>;
  /** As if core had died before it could store what is set here. */
  forgetQueueNumber(jobId: string): void;
  close(): Promise<void>;
}

/** @param queue the machine's own by default */
export async function openPrintingBed(queue?: PrintQueue): Promise<PrintingBed> {
  const office = openBed();
  const entry = await (imageEntry ??= buildImageProcess());
  const imaging = createImaging({ startImageProcess: async () => startNodeImageProcess(entry) });
  const draft = office.readyDraft();
  const { id: dossierId } = office.dossiers.complete(draft.id);
  const drawn: ReceiptPrint[] = [];
  const separators: SeparatorPrint[] = [];
  const results: PrintingBed["results"] = new Map();
  const host = {
    renderForm(form: FormName, data: unknown) {
      if (form !== "receipt") separators.push(SeparatorPrint.parse(data));
      return renderReceipt(drawn, data as ReceiptPrint);
    },
  };
  function open(chosen: PrintQueue | undefined): PrintingService {
    return createPrinting({
      storage: office.storage,
      papers: office.papers,
      imaging,
      host,
      receiptData: (id) => office.dossiers.receiptData(id),
      separatorData: (id) => office.dossiers.separatorData(id),
      handOverData,
      resultFile: ({ sha256 }) => resultOf(results, sha256),
      pictureAsPdf: (bytes, createdAt) => pictureSheet(bytes, { createdAt }),
      recordEvent: (writer, event) => office.dossiers.recordEvent(writer, event),
      changes: new ChangeBus(),
      clock: { now: () => new Date(office.nowUtc) },
      ...(chosen ? { queue: chosen } : {}),
    });
  }
  const bed: PrintingBed = {
    printing: open(queue),
    dossierId,
    drawn,
    separators,
    results,
    startDraft: () => office.readyDraft().id,
    setNow: (instantUtc) => (office.nowUtc = instantUtc),
    storedFiles: () => listPreviewFiles(office.storage.read),
    eventKinds: () => office.dossiers.get(dossierId).events.map(({ kind }) => kind),
    async restart(chosen) {
      await bed.printing.stop();
      Object.assign(office, office.reopen());
      bed.printing = open(chosen ?? queue);
    },
    forgetQueueNumber: (jobId) =>
      void office.storage.transaction((writer) =>
        writer.run("UPDATE print_jobs SET queue_job_id = NULL, state = 'submitted' WHERE id = ?", jobId),
      ),
    async close() {
      await bed.printing.stop();
      imaging.close();
      office.close();
    },
  };
  return bed;
}

function handOverData(): never {
  throw new DomainError("NOT_FOUND", { kind: "run" });
}

function listPreviewFiles(reader: Reader): string[] {
  const sql = "SELECT DISTINCT pdf_sha256 AS sha256 FROM previews ORDER BY pdf_sha256";
  return reader.all<{ sha256: string }>(sql).map(({ sha256 }) => sha256);
}

function resultOf(results: PrintingBed["results"], sha256: string) {
  const result = results.get(sha256);
  if (!result) throw new DomainError("NOT_FOUND", { kind: "result" });
  return result;
}

/** The golden receipt, made different by a comment at its end, so that two drawings are two files. */
function renderReceipt(drawn: ReceiptPrint[], data: ReceiptPrint): Promise<Uint8Array> {
  drawn.push(data);
  return Promise.resolve(Buffer.concat([RECEIPT, Buffer.from(`\n% drawing ${drawn.length}\n`)]));
}

export function lpadmin(program: "cupsenable" | "cupsdisable" | "cupsaccept" | "cupsreject", printer: string): void {
  const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` };
  const { status, stderr } = spawnSync(program, [printer], {
    env,
    encoding: "utf8",
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}

export async function waitForStatus(
  look: () => Promise<QueueJobStatus | null>,
  isThere: (status: QueueJobStatus) => boolean,
): Promise<QueueJobStatus> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    const status = await look();
    if (status && isThere(status)) return status;
    if (Date.now() > deadline) throw new Error(`the job is still ${JSON.stringify(status)}`);
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
