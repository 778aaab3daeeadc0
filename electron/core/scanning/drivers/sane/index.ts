// Scanners under Linux by SANE, through its own command line program.
import fs from "node:fs";
import path from "node:path";
import type { ScannerDevice, ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { ScannedPage, ScannerDriver, ScanProgress, ScanRequest } from "../../driver";
import { readCapabilities, settingArguments } from "./capabilities";
import { scanimageFault } from "./errors";
import { parseOptionList, type OptionList } from "./option-list";
import { makePrivateFolder, removeAbandonedFolders } from "./private-folder";
import { askScanimage } from "./run-scanimage";
import { ScanJob } from "./scan-job";

/** @param command the scanimage program; found in PATH by default */
export function createSaneDriver(command = "scanimage"): ScannerDriver {
  // At the start of the program already: perhaps nobody scans today.
  removeAbandonedFolders();
  const readOptions = async (deviceId: string, signal: AbortSignal) => {
    const args = [`--device-name=${deviceId}`, "--format=tiff", "--all-options"];
    return parseOptionList(await askScanimage({ command, args, deviceId, signal }));
  };
  return {
    name: "sane",
    listDevices: (signal) => listDevices(command, signal),
    getCapabilities: async (deviceId, signal) => readCapabilities(await readOptions(deviceId, signal)),
    async *scan(request, signal) {
      const options = await readOptions(request.deviceId, signal);
      yield* scan({ command, options, request, signal });
    },
  };
}

async function listDevices(command: string, signal: AbortSignal): Promise<ScannerDevice[]> {
  const args = ["--formatted-device-list=%d\t%v\t%m%n"];
  const text = await askScanimage({ command, args, deviceId: "", signal });
  return text.split("\n").flatMap((line) => {
    const [id, vendor, model] = line.split("\t");
    return id && vendor !== undefined && model !== undefined ? [{ driver: "sane" as const, id, vendor, model }] : [];
  });
}

interface Scan {
  command: string;
  options: OptionList;
  request: ScanRequest;
  signal: AbortSignal;
}

async function* scan({ command, options, request, signal }: Scan): AsyncGenerator<ScannedPage | ScanProgress> {
  const settings = settingArguments(options, request.settings);
  const folder = makePrivateFolder();
  const job = new ScanJob(command, [...batchArguments(request, folder), ...settings]);
  const cancel = () => void job.stop();
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  try {
    yield* readPages(job, request);
  } finally {
    signal.removeEventListener("abort", cancel);
    await job.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
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

async function* readPages(job: ScanJob, request: ScanRequest): AsyncGenerator<ScannedPage | ScanProgress> {
  const { resolutionDpi } = request.settings;
  let pageNumber = 1;
  job.feed();
  for (;;) {
    const event = await job.nextEvent();
    if (event.kind === "end") return checkEnd(job, { exitCode: event.exitCode, pages: pageNumber - 1, request });
    if (event.kind === "progress") {
      yield { kind: "progress", pageNumber, fraction: event.fraction };
      continue;
    }
    yield { kind: "page", image: { bytes: takeFile(event.file), resolutionDpi } };
    pageNumber++;
    job.feed();
  }
}

function takeFile(file: string): Uint8Array {
  const bytes = fs.readFileSync(file);
  fs.rmSync(file);
  return bytes;
}

interface JobEnd {
  exitCode: number | null;
  pages: number;
  request: ScanRequest;
}

const NO_DOCUMENTS = 7;

// A feeder that runs empty usually ends with 0 when it gave pages, and with "no documents" when it had none.
function checkEnd(job: ScanJob, { exitCode, pages, request }: JobEnd): void {
  if (job.wasStopped) throw new DomainError("CANCELLED");
  if (exitCode === NO_DOCUMENTS && pages > 0) return;
  if (exitCode !== 0) throw scanimageFault({ exitCode, stderr: job.stderr }, request.deviceId);
  if (pages === 0) throw new DomainError("SCANNER_NO_PAPER", { device: request.deviceId, status: 0 });
}
