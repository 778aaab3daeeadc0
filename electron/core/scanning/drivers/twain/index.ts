// Scanners under Windows by TWAIN. Vendor code runs in a helper process, never in this one.
import fs from "node:fs";
import path from "node:path";
import type { ScannerCapabilities, ScannerDevice } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { DeviceBook, DriverEvent, ScannerDriver, ScanRequest } from "../../driver";
import { makePrivateFolder, removeAbandonedFolders } from "../../private-folder";
import { toCapabilities, toHelperSettings } from "./capabilities";
import { Conversation, type Patience } from "./conversation";
import type { HelperStarter } from "./helper-link";

export { startsProgram, type HelperStarter } from "./helper-link";
export { findHelpers, type TwainHelpers } from "./find-helpers";

export interface TwainOptions {
  /** One for each kind of drivers that this PC can run; none where there is no Windows. */
  starters: readonly HelperStarter[];
  book?: Pick<DeviceBook, "log">;
  patience?: Partial<Patience>;
}

interface Twain {
  options: TwainOptions;
  /** @throws DomainError CANCELLED, SCANNER_* */
  converse(starter: HelperStarter, deviceId: string, signal: AbortSignal): Promise<Conversation>;
}

const PATIENCE: Patience = { silentMs: 120_000, stopMs: 6_000 };

/** Device ids are "<64 or 32>:<name of the data source>". */
export function createTwainDriver(options: TwainOptions): ScannerDriver {
  // At the start of the program already: perhaps nobody scans today.
  if (options.starters.length > 0) removeAbandonedFolders();
  const patience = { ...PATIENCE, ...options.patience };
  const log = (deviceId: string, line: string) => options.book?.log("twain", deviceId, line);
  const twain: Twain = {
    options,
    converse: (starter, deviceId, signal) =>
      Conversation.open({ starter, deviceId, signal, patience, log: (line) => log(deviceId, line) }),
  };
  return {
    name: "twain",
    listDevices: (signal) => listDevices(twain, signal),
    getCapabilities: (deviceId, signal) => getCapabilities(twain, deviceId, signal),
    scan: (request, signal) => scan(twain, request, signal),
  };
}

/** A driver that crashes while it is listed hides those of its own kind only. */
async function listDevices(twain: Twain, signal: AbortSignal): Promise<ScannerDevice[]> {
  const { starters } = twain.options;
  const lists = await Promise.allSettled(starters.map((starter) => listKind(twain, starter, signal)));
  const failed = lists.filter((list) => list.status === "rejected");
  if (failed.length > 0 && failed.length === lists.length) throw failed[0]?.reason;
  return lists.flatMap((list) => (list.status === "fulfilled" ? list.value : []));
}

async function listKind(twain: Twain, starter: HelperStarter, signal: AbortSignal): Promise<ScannerDevice[]> {
  const conversation = await twain.converse(starter, "", signal);
  try {
    conversation.ask({ ask: "list" });
    const answer = await conversation.next();
    if (answer.is !== "sources") throw new DomainError("SCANNER_ANSWER_INVALID", { device: "" });
    return answer.sources.map(({ name, manufacturer }) => ({
      driver: "twain",
      id: `${starter.bitness}:${name}`,
      vendor: manufacturer,
      model: starter.bitness === 32 ? `${name} (32-bit)` : name,
    }));
  } catch (error) {
    // A PC without TWAIN has no TWAIN scanners; that is no fault.
    if (error instanceof DomainError && error.code === "SCANNER_SOFTWARE_MISSING") return [];
    throw error;
  } finally {
    await conversation.close();
  }
}

async function getCapabilities(twain: Twain, deviceId: string, signal: AbortSignal): Promise<ScannerCapabilities> {
  const { starter, source } = findSource(twain, deviceId);
  const conversation = await twain.converse(starter, deviceId, signal);
  try {
    conversation.ask({ ask: "capabilities", source });
    const answer = await conversation.next();
    if (answer.is !== "capabilities") throw new DomainError("SCANNER_ANSWER_INVALID", { device: deviceId });
    return toCapabilities(answer.capabilities);
  } finally {
    await conversation.close();
  }
}

async function* scan(twain: Twain, request: ScanRequest, signal: AbortSignal): AsyncGenerator<DriverEvent> {
  const { deviceId } = request;
  const { starter, source } = findSource(twain, deviceId);
  const settings = toHelperSettings(request.settings);
  const conversation = await twain.converse(starter, deviceId, signal);
  const folder = makePrivateFolder();
  try {
    conversation.ask({ ask: "scan", source, folder: starter.pathFor(folder), settings });
    yield* readPages(conversation, folder, deviceId);
  } finally {
    await conversation.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function* readPages(conversation: Conversation, folder: string, device: string): AsyncGenerator<DriverEvent> {
  for (let pageNumber = 1; ; pageNumber++) {
    yield { kind: "progress", pageNumber, fraction: null };
    const answer = await conversation.next();
    if (answer.is === "page") {
      const bytes = await takeFile(path.join(folder, answer.file));
      yield { kind: "page", image: { bytes, resolutionDpi: answer.resolutionDpi } };
      conversation.ask({ ask: "next" });
    } else if (answer.is === "end") {
      // Closing the dialog without a scan is the person's way to cancel.
      if (answer.why === "empty") return;
      throw new DomainError("CANCELLED");
    } else throw new DomainError("SCANNER_ANSWER_INVALID", { device });
  }
}

/** 26 MB for an A4 page in colour: core must stay free for the window meanwhile. */
async function takeFile(file: string): Promise<Uint8Array> {
  const bytes = await fs.promises.readFile(file);
  await fs.promises.rm(file);
  return bytes;
}

/** @throws DomainError SCANNER_NOT_FOUND */
function findSource({ options }: Twain, deviceId: string): { starter: HelperStarter; source: string } {
  const [, bitness, source] = /^(64|32):(.+)$/.exec(deviceId) ?? [];
  const starter = options.starters.find((candidate) => String(candidate.bitness) === bitness);
  if (!starter || source === undefined) throw new DomainError("SCANNER_NOT_FOUND", { device: deviceId });
  return { starter, source };
}
