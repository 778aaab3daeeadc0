// Printing through CUPS (Linux, macOS): lp takes the file, IPP tells what became of it.
import type { Printer } from "../../../../shared/contract";
import { DomainError } from "../../../../shared/errors";
import { cupsJobStatus, cupsPrinterState, reasonsOf, submissionFault } from "./cups-words";
import { findServer, groupsOf, type IppAttributes, type IppServer } from "./ipp-client";
import type { PrintQueue, QueueJobStatus, Submission } from "./print-queue";
import { runProgram } from "./run-program";

const SUBMIT_TIMEOUT_MS = 60_000;
const CANCEL_TIMEOUT_MS = 20_000;
const JOB_ATTRIBUTES = [
  "job-id",
  "job-name",
  "job-state",
  "job-state-reasons",
  "job-printer-state-message",
  "job-printer-state-reasons",
];
const PRINTER_ATTRIBUTES = [
  "printer-name",
  "printer-info",
  "printer-state",
  "printer-state-reasons",
  "printer-is-accepting-jobs",
];

export const cupsQueue: PrintQueue = { list, submit, status, find, cancel };

async function list(): Promise<Printer[]> {
  const server = await findServer();
  const attributes = { "requested-attributes": PRINTER_ATTRIBUTES };
  const [printers, fallback] = await Promise.all([
    server.ask("CUPS-Get-Printers", attributes),
    server.ask("CUPS-Get-Default", attributes),
  ]);
  const defaultName = groupsOf(fallback["printer-attributes-tag"])[0]?.["printer-name"];
  return groupsOf(printers["printer-attributes-tag"]).map((printer) => toPrinter(printer, defaultName));
}

function toPrinter(attributes: IppAttributes, defaultName: unknown): Printer {
  const name = String(attributes["printer-name"]);
  return {
    name,
    description: String(attributes["printer-info"] ?? "") || name,
    isDefault: name === defaultName,
    state: cupsPrinterState(attributes["printer-state"]),
    reasons: reasonsOf(attributes, "printer-state-reasons"),
  };
}

async function submit({ pdf, printer, copies, title }: Submission): Promise<string> {
  await checkPrinter(printer);
  const argv = ["-d", printer, "-n", String(copies), "-t", title, "-o", "media=A4", "-o", "print-scaling=none", "-"];
  // The file goes through a pipe: a receipt is personal and leaves nothing in a temporary folder.
  const result = await runProgram({ program: "lp", argv, input: pdf, timeoutMs: SUBMIT_TIMEOUT_MS });
  const number = /request id is (\S+-\d+)/.exec(result.stdout)?.[1];
  if (result.exitCode === 0 && number) return number;
  throw submissionFault(result.stderr, printer);
}

/** lp says "does not exist" also when no server answers, so the server is asked first. */
async function checkPrinter(printer: string): Promise<void> {
  const attributes = await printerAttributes(await findServer(), printer);
  if (!attributes) throw new DomainError("PRINTER_NOT_FOUND", { printer });
  if (attributes["printer-is-accepting-jobs"] === false) throw new DomainError("PRINTER_REJECTED", { printer });
}

async function printerAttributes(server: IppServer, printer: string): Promise<IppAttributes | undefined> {
  const question = { "printer-uri": printerUri(printer), "requested-attributes": PRINTER_ATTRIBUTES };
  const answer = await server.ask("Get-Printer-Attributes", question);
  return groupsOf(answer["printer-attributes-tag"])[0];
}

async function status(printer: string, queueJobId: string): Promise<QueueJobStatus | null> {
  const server = await findServer();
  const answer = await server.ask("Get-Job-Attributes", {
    "printer-uri": printerUri(printer),
    "job-id": numberOf(queueJobId),
    "requested-attributes": JOB_ATTRIBUTES,
  });
  if (answer.statusCode === "client-error-not-found") return null;
  const [job] = groupsOf(answer["job-attributes-tag"]);
  if (!job) throw new DomainError("PRINTER_UNREACHABLE", { printer, reason: answer.statusCode });
  return cupsJobStatus(job, await printerAttributes(server, printer));
}

async function find(printer: string, title: string): Promise<string | null> {
  const server = await findServer();
  const answer = await server.ask("Get-Jobs", {
    "printer-uri": printerUri(printer),
    "which-jobs": "all",
    "requested-attributes": JOB_ATTRIBUTES,
  });
  const jobs = groupsOf(answer["job-attributes-tag"]).filter((job) => job["job-name"] === title);
  const newest = Math.max(...jobs.map((job) => Number(job["job-id"])));
  return Number.isFinite(newest) ? `${printer}-${newest}` : null;
}

async function cancel(printer: string, queueJobId: string): Promise<void> {
  const result = await runProgram({ program: "cancel", argv: [queueJobId], timeoutMs: CANCEL_TIMEOUT_MS });
  if (result.exitCode === 0) return;
  const now = await status(printer, queueJobId);
  const hasEnded = now === null || now.state === "completed" || now.state === "cancelled" || now.state === "failed";
  if (!hasEnded) throw new DomainError("PRINTER_UNREACHABLE", { printer, reason: "cancel" });
}

/** CUPS takes the server from the connection; the host in the address is only formal. */
function printerUri(printer: string): string {
  return `ipp://localhost/printers/${encodeURIComponent(printer)}`;
}

/** "LASER-9" → 9; a printer's own name may end in digits after a hyphen, so only the last part counts. */
function numberOf(queueJobId: string): number {
  return Number(/(\d+)$/.exec(queueJobId)?.[1] ?? 0);
}
