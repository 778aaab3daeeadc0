// Scanners under Linux by SANE, through its own command line program.
import fs from "node:fs";
import path from "node:path";
import { ScannerDevice, type ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { DeviceBook, DriverEvent, ScannerDriver, ScanRequest } from "../../driver";
import { readCapabilities, settingArguments } from "./capabilities";
import { detectsDoubleFeed, sawDoubleFeed } from "./double-feed";
import { scanimageFault } from "./errors";
import { parseOptionList, type OptionList } from "./option-list";
import { makePrivateFolder, removeAbandonedFolders } from "../../private-folder";
import { askScanimage } from "./run-scanimage";
import { ScanJob, type ScanJobLimits } from "./scan-job";

export interface SaneOptions {
  book?: Pick<DeviceBook, "log">;
  /** A network backend that waits for a dead host must not hold a list or a question for ever; 30 s by default. */
  answerWithinMs?: number;
  /** How long a scan may take to let go of the device; 15 s by default. */
  closesWithinMs?: number;
}

interface Sane {
  ask(args: readonly string[], deviceId: string, signal: AbortSignal): Promise<string>;
  readOptions(deviceId: string, signal: AbortSignal): Promise<OptionList>;
  command: string;
  limits: ScanJobLimits;
  log(deviceId: string, line: string): void;
}

/** @param command the scanimage program; found in PATH by default */
export function createSaneDriver(command = "scanimage", options: SaneOptions = {}): ScannerDriver {
  // At the start of the program already: perhaps nobody scans today.
  removeAbandonedFolders();
  const sane = useScanimage(command, options);
  return {
    name: "sane",
    listDevices: (signal) => listDevices(sane, signal),
    getCapabilities: async (deviceId, signal) => readCapabilities(await sane.readOptions(deviceId, signal)),
    scan: (request, signal) => scan(sane, request, signal),
  };
}

function useScanimage(command: string, { book, answerWithinMs, closesWithinMs }: SaneOptions): Sane {
  const log = (deviceId: string, line: string) => book?.log("sane", deviceId, line);
  const ask: Sane["ask"] = async (args, deviceId, signal) => {
    const startedAt = performance.now();
    try {
      return await askScanimage({ command, args, deviceId, signal, answerWithinMs });
    } finally {
      log(deviceId, `scanimage ${args.join(" ")} · ${Math.round(performance.now() - startedAt)} ms`);
    }
  };
  const readOptions: Sane["readOptions"] = async (deviceId, signal) =>
    parseOptionList(await ask([`--device-name=${deviceId}`, "--format=tiff", "--all-options"], deviceId, signal));
  return { command, limits: { closesWithinMs }, log, ask, readOptions };
}

// SANE's own clients for eSCL fetch sheets ahead, whatever they are told: they would be lost in a power cut. The eSCL
// driver, which asks for one sheet at a time, finds the same devices. A device that is named explicitly is still used.
const BETTER_BY_ESCL = /^(airscan:(e\d+|escl):|escl:)/;

/** A line that makes no sense costs that device only. */
async function listDevices({ ask, log }: Sane, signal: AbortSignal): Promise<ScannerDevice[]> {
  const text = await ask(["--formatted-device-list=%d\t%v\t%m%n"], "", signal);
  return text.split("\n").flatMap((line) => {
    if (line.trim() === "") return [];
    const [id, vendor, model] = line.split("\t").map((field) => field.trim());
    const device = ScannerDevice.safeParse({ driver: "sane", id, vendor, model });
    if (!device.success) log("", `not a device: ${line.slice(0, 100)}`);
    return device.success && !BETTER_BY_ESCL.test(device.data.id) ? [device.data] : [];
  });
}

async function* scan(sane: Sane, request: ScanRequest, signal: AbortSignal): AsyncGenerator<DriverEvent> {
  const options = await sane.readOptions(request.deviceId, signal);
  const settings = settingArguments(options, request.settings);
  const folder = makePrivateFolder();
  const job = new ScanJob(sane.command, [...batchArguments(request, folder), ...settings], sane.limits);
  sane.log(request.deviceId, `scan ${settings.join(" ")}`);
  const cancel = () => void job.stop();
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  try {
    const end = yield* readPages(job, request);
    yield { kind: "sheets-fed", sheets: Math.ceil(job.sidesScanned / (request.settings.source === "duplex" ? 2 : 1)) };
    const fault = findFault(job, { ...end, deviceId: request.deviceId });
    if (fault?.code === "SCANNER_JAM" && detectsDoubleFeed(options)) throw await explainJam(sane, fault, signal);
    if (fault) throw fault;
  } finally {
    signal.removeEventListener("abort", cancel);
    await job.stop();
    fs.rmSync(folder, { recursive: true, force: true });
    sane.log(request.deviceId, `end, sides ${job.sidesScanned}\n${withoutFiles(job.stderr, folder)}`);
  }
}

function withoutFiles(text: string, folder: string): string {
  return text.replaceAll(folder, "…").trim();
}

function batchArguments({ deviceId, settings }: ScanRequest, folder: string): string[] {
  const count = pageLimit(settings);
  return [
    `--device-name=${deviceId}`,
    // Lossless, with its resolution, and hundred times faster to write than PNG.
    "--format=tiff",
    `--batch=${path.join(folder, "%d.tiff")}`,
    "--batch-print",
    "--batch-prompt",
    "--progress",
    // Without a count a flatbed is read again and again for ever.
    ...(count === null ? [] : [`--batch-count=${count}`]),
  ];
}

function pageLimit(settings: ScanSettings): number | null {
  return settings.maxPages ?? (settings.source === "flatbed" ? 1 : null);
}

interface JobEnd {
  exitCode: number | null;
  pages: number;
}

async function* readPages(job: ScanJob, { settings }: ScanRequest): AsyncGenerator<DriverEvent, JobEnd> {
  let pages = 0;
  job.feed();
  for (;;) {
    const event = await job.nextEvent();
    if (event.kind === "end") return { exitCode: event.exitCode, pages };
    if (event.kind === "progress") {
      yield { kind: "progress", pageNumber: pages + 1, fraction: event.fraction };
      continue;
    }
    pages++;
    yield { kind: "page", image: { bytes: await takeFile(event.file), resolutionDpi: settings.resolutionDpi } };
    job.feed();
  }
}

async function takeFile(file: string): Promise<Uint8Array> {
  const bytes = await fs.promises.readFile(file);
  await fs.promises.rm(file);
  return bytes;
}

const NO_DOCUMENTS = 7;

// A feeder that runs empty usually ends with 0 when it gave pages, and with "no documents" when it had none.
function findFault(job: ScanJob, end: JobEnd & { deviceId: string }): DomainError | undefined {
  const { exitCode, pages, deviceId } = end;
  if (job.wasStopped) return new DomainError("CANCELLED");
  if (exitCode === NO_DOCUMENTS && pages > 0) return undefined;
  if (exitCode === 0 && pages === 0) return new DomainError("SCANNER_NO_PAPER", { device: deviceId, status: 0 });
  return exitCode === 0 ? undefined : scanimageFault({ exitCode, stderr: job.stderr }, deviceId);
}

async function explainJam(sane: Sane, jam: DomainError, signal: AbortSignal): Promise<DomainError> {
  try {
    const options = await sane.readOptions(String(jam.facts["device"]), signal);
    return sawDoubleFeed(options) ? new DomainError("SCANNER_DOUBLE_FEED", jam.facts) : jam;
  } catch (error) {
    if (error instanceof DomainError) return jam; // the device does not answer after its jam: the jam is still true
    throw error;
  }
}
