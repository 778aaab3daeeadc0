// Printing on Windows, which has no program that takes a PDF: pages go as pictures to the spooler, which gives a number.
// Not run on Windows yet: docs/printing.md says what is known and what is not.
import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { z } from "zod";
import type { Printer } from "../../../../shared/contract";
import { DomainError } from "../../../../shared/errors";
import type { PrintQueue, QueueJobStatus, Submission } from "./print-queue";
import { runProgram } from "./run-program";
import { CANCEL_SCRIPT, FIND_SCRIPT, LIST_SCRIPT, STATUS_SCRIPT, SUBMIT_SCRIPT } from "./windows-script";

export type Rasterise = (pdf: Uint8Array, pageNumber: number, resolutionDpi: number) => Promise<Uint8Array>;

const PRINT_DPI = 300;
const TIMEOUT_MS = 60_000;
/** The spooler forgets a job as soon as it is printed; this number means that it was gone before it could be read. */
const GONE = "gone";

export function createWindowsQueue(rasterise: Rasterise): PrintQueue {
  return {
    list,
    submit: (submission) => submit(rasterise, submission),
    status,
    find: async (printer, title) => {
      const id = await runScript(FIND_SCRIPT, { QUAY_PRINTER: printer, QUAY_TITLE: title });
      return id === GONE ? null : `${printer}-${id}`;
    },
    cancel: async (printer, queueJobId) => {
      await runScript(CANCEL_SCRIPT, { QUAY_PRINTER: printer, QUAY_JOB: jobNumber(queueJobId) });
    },
  };
}

const ListedPrinter = z.object({
  name: z.string(),
  description: z.string(),
  isDefault: z.boolean(),
  status: z.string(),
});

async function list(): Promise<Printer[]> {
  const output = await runScript(LIST_SCRIPT, {});
  if (output === "") return [];
  const parsed: unknown = JSON.parse(output);
  return z
    .array(ListedPrinter)
    .parse(Array.isArray(parsed) ? parsed : [parsed])
    .map(({ status, description, ...printer }) => ({
      ...printer,
      description: description || printer.name,
      state: printerState(status),
      reasons: status === "Normal" ? [] : [status],
    }));
}

function printerState(status: string): Printer["state"] {
  if (/Printing|Processing|Busy/i.test(status)) return "printing";
  if (/Paused|Offline|Error|Jam|PaperOut|NoToner|DoorOpen/i.test(status)) return "stopped";
  return status === "Normal" ? "idle" : "unknown";
}

async function submit(rasterise: Rasterise, submission: Submission): Promise<string> {
  const folder = path.join(os.tmpdir(), `quay-print-${randomUUID()}`);
  await fs.mkdir(folder, { mode: 0o700 });
  try {
    for (let page = 1; page <= submission.pageCount; page++) {
      const picture = await rasterise(submission.pdf, page, PRINT_DPI);
      await fs.writeFile(path.join(folder, `page-${String(page).padStart(3, "0")}.png`), picture, { mode: 0o600 });
    }
    const id = await runScript(SUBMIT_SCRIPT, {
      QUAY_FOLDER: folder,
      QUAY_PRINTER: submission.printer,
      QUAY_COPIES: String(submission.copies),
      QUAY_TITLE: submission.title,
    });
    return `${submission.printer}-${id}`;
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** A job that the spooler has forgotten was printed or removed by hand; Windows does not tell which. */
async function status(printer: string, queueJobId: string): Promise<QueueJobStatus | null> {
  if (jobNumber(queueJobId) === GONE) return { state: "completed", reasons: ["spooler-forgot"] };
  const words = await runScript(STATUS_SCRIPT, { QUAY_PRINTER: printer, QUAY_JOB: jobNumber(queueJobId) });
  return spoolerJobStatus(words);
}

/** @param words the flags of JobStatus, for instance "Printing, PaperOut" */
export function spoolerJobStatus(words: string): QueueJobStatus {
  if (words === GONE) return { state: "completed", reasons: ["spooler-forgot"] };
  const reasons = words
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "" && word !== "Normal" && word !== "None");
  const has = (pattern: RegExp) => reasons.some((reason) => pattern.test(reason));
  if (has(/^(Deleted|Deleting)$/i)) return { state: "cancelled", reasons };
  if (has(/^(Printed|Completed|Complete)$/i)) return { state: "completed", reasons };
  if (has(/^(Error|Paused|Offline|PaperOut|Paper Out|Blocked|UserIntervention|BlockedDeviceQueue)$/i))
    return { state: "held", reasons };
  return { state: has(/^(Printing|Spooling)$/i) ? "printing" : "submitted", reasons };
}

function jobNumber(queueJobId: string): string {
  return /(\d+|gone)$/.exec(queueJobId)?.[1] ?? "0";
}

async function runScript(script: string, values: Record<string, string>): Promise<string> {
  const encoded = Buffer.from(script, "utf16le").toString("base64");
  const argv = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-EncodedCommand", encoded];
  const result = await runProgram({ program: "powershell.exe", argv, env: values, timeoutMs: TIMEOUT_MS });
  if (result.exitCode === 0) return result.stdout.trim();
  const printer = values.QUAY_PRINTER ?? "";
  if (result.stderr.includes("QUAY_NOT_FOUND")) throw new DomainError("PRINTER_NOT_FOUND", { printer });
  throw new DomainError("PRINTER_REJECTED", { printer, reason: result.stderr.trim().slice(0, 200) });
}
