// Scanners under Windows by Windows Image Acquisition. Nothing of it was run on Windows yet: see docs/not-run.md.
import { ScannerDevice, type ScannerCapabilities } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { DeviceBook, DriverEvent, ScannerDriver, ScanRequest } from "../../driver";
import { readCapabilities } from "./capabilities";
import { wiaFault } from "./errors";
import { WiaHelper } from "./helper";
import { helperProgram, type HelperProgram } from "./helper-script";
import { WANTED_PROPERTIES, WiaSession } from "./session";

export interface WiaOptions {
  book?: Pick<DeviceBook, "log">;
  /** Where there is no Windows there are no devices. */
  isWindows?: boolean;
  /** Another program that speaks the helper's language, for tests. */
  helper?: HelperProgram;
  answerWithinMs?: number;
  sheetWithinMs?: number;
}

// COM and the driver have to be loaded; some ask the network for their device.
const ANSWER_WITHIN_MS = 45_000;
const SHEET_WITHIN_MS = 180_000;
// A person fills in the driver's own dialog.
const DIALOG_WITHIN_MS = 30 * 60_000;

export function createWiaDriver(options: WiaOptions = {}): ScannerDriver {
  const { book, isWindows = process.platform === "win32", answerWithinMs = ANSWER_WITHIN_MS } = options;
  const start = (deviceId: string, signal: AbortSignal) => {
    const log = (line: string) => book?.log("wia", deviceId, line);
    return new WiaHelper(options.helper ?? helperProgram(), { deviceId, signal, log });
  };
  const requireWindows = (deviceId: string) => {
    if (!isWindows) throw new DomainError("SCANNER_NOT_FOUND", { device: deviceId, status: null });
  };
  return {
    name: "wia",
    listDevices: async (signal) => (isWindows ? listDevices(start("", signal), answerWithinMs) : []),
    async getCapabilities(deviceId, signal) {
      requireWindows(deviceId);
      return askCapabilities(start(deviceId, signal), deviceId, answerWithinMs);
    },
    async *scan(request, signal) {
      requireWindows(request.deviceId);
      const times = { answerWithinMs, sheetWithinMs: options.sheetWithinMs ?? SHEET_WITHIN_MS };
      if (signal.aborted) throw new DomainError("CANCELLED");
      yield* scan(start(request.deviceId, signal), request, times);
    },
  };
}

async function listDevices(helper: WiaHelper, withinMs: number): Promise<ScannerDevice[]> {
  const devices: ScannerDevice[] = [];
  try {
    helper.say({ task: "list" });
    for (;;) {
      const line = await helper.hear(withinMs);
      if (line.event === "listed") return devices;
      if (line.event === "fault") throw wiaFault(line, "");
      if (line.event !== "device") throw new DomainError("SCANNER_ANSWER_INVALID", { device: "", status: line.event });
      const { id, vendor, model } = line;
      const device = ScannerDevice.safeParse({ driver: "wia", id, vendor: vendor ?? "", model: model ?? "" });
      if (device.success) devices.push(device.data);
    }
  } finally {
    await helper.close();
  }
}

async function askCapabilities(helper: WiaHelper, deviceId: string, withinMs: number): Promise<ScannerCapabilities> {
  try {
    helper.say({ task: "open", deviceId, wanted: WANTED_PROPERTIES, showsDialog: false });
    const line = await helper.hear(withinMs);
    if (line.event === "fault") throw wiaFault(line, deviceId);
    if (line.event !== "opened") throw new DomainError("SCANNER_ANSWER_INVALID", { device: deviceId, status: null });
    return readCapabilities(line);
  } finally {
    await helper.close();
  }
}

interface Times {
  answerWithinMs: number;
  sheetWithinMs: number;
}

async function* scan(helper: WiaHelper, request: ScanRequest, times: Times): AsyncGenerator<DriverEvent> {
  const session = new WiaSession(request);
  let withinMs = request.settings.usesOwnDialog ? DIALOG_WITHIN_MS : times.answerWithinMs;
  try {
    helper.say(session.start());
    while (!session.hasEnded) {
      const { events, order } = session.receive(await helper.hear(withinMs));
      yield* events;
      // Here the caller has asked for what follows: only now the next sheet is fed.
      const next = order ?? session.nextOrder();
      withinMs = next?.task === "next" ? times.sheetWithinMs : times.answerWithinMs;
      if (next) helper.say(next);
    }
  } finally {
    await helper.close();
  }
}
