// Network scanners by eSCL (AirScan), in TypeScript alone, on every system.
import { DomainError } from "../../../../../shared/errors";
import type { Imaging, StoredImage } from "../../../imaging";
import type { DeviceBook, DriverEvent, ScannerDriver, ScanRequest } from "../../driver";
import { toScannerCapabilities } from "./capabilities";
import { Devices, type EsclDevice } from "./devices";
import { invalidAnswer } from "./errors";
import { jobSettingsXml } from "./job-settings";
import { LIMITS, type EsclLimits } from "./limits";
import { createJob, type EsclJob } from "./scan-job";

export interface EsclParts {
  imaging: Pick<Imaging, "toStoredImage" | "pagesOfFile">;
  book: DeviceBook;
  /** Shorter ones, for tests. */
  limits?: Partial<EsclLimits>;
}

export function createEsclDriver({ imaging, book, limits: given }: EsclParts): ScannerDriver {
  const limits = { ...LIMITS, ...given };
  const devices = new Devices({ book, limits });
  return {
    name: "escl",
    listDevices: (signal) => devices.list(signal),
    tryAddress: (address, signal) => devices.tryAddress(address, signal),
    async getCapabilities(deviceId, signal) {
      const { client, capabilities } = await devices.open(deviceId, signal);
      client.close();
      return toScannerCapabilities(capabilities);
    },
    async *scan(request, signal) {
      if (signal.aborted) throw new DomainError("CANCELLED");
      const device = await devices.open(request.deviceId, signal);
      try {
        yield* scan({ device, limits, imaging, request, signal });
      } finally {
        device.client.close();
      }
    },
  };
}

interface Scan {
  device: EsclDevice;
  limits: EsclLimits;
  imaging: EsclParts["imaging"];
  request: ScanRequest;
  signal: AbortSignal;
}

async function* scan({ device, limits, imaging, request, signal }: Scan): AsyncGenerator<DriverEvent> {
  const { settings } = request;
  const settingsXml = jobSettingsXml(device.capabilities, settings);
  const job = await createJob({ device, limits, settings, settingsXml, signal });
  try {
    yield* readPages(job, { device, limits, imaging, request, signal });
  } finally {
    await job.takeBack();
  }
}

async function* readPages(job: EsclJob, { device, imaging, request, signal }: Scan): AsyncGenerator<DriverEvent> {
  const { source, maxPages, resolutionDpi } = request.settings;
  const limit = source === "flatbed" ? 1 : (maxPages ?? Infinity);
  for (let pages = 0; ;) {
    const document = yield* job.next(pages + 1);
    if (!document) return;
    for await (const image of decode({ imaging, device, document, resolutionDpi, signal })) {
      yield { kind: "page", image };
      if (++pages < limit) continue;
      yield* await job.countSheets();
      return;
    }
  }
}

interface Decoding {
  imaging: EsclParts["imaging"];
  device: EsclDevice;
  document: Buffer;
  resolutionDpi: number;
  signal: AbortSignal;
}

/** Every pixel is looked at before a page counts as delivered. @throws DomainError SCANNER_ANSWER_INVALID, CANCELLED */
async function* decode({ imaging, device, document, resolutionDpi, signal }: Decoding): AsyncGenerator<StoredImage> {
  try {
    if (document.subarray(0, 5).toString("latin1") === "%PDF-") yield* imaging.pagesOfFile(document, signal);
    else yield await imaging.toStoredImage(document, resolutionDpi);
  } catch (error) {
    if (error instanceof DomainError && /^(FILE|IMAGE)_/.test(error.code))
      throw invalidAnswer(device.id, error.code, error);
    throw error;
  }
}
