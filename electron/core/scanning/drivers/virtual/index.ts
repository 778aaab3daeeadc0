// A scanner that is not there, for training: marked sample pages, and every fault that an officer should have met once.
import fs from "node:fs";
import path from "node:path";
import type { ScannerCapabilities, ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { Imaging } from "../../../imaging";
import type { DriverEvent, RawImage, ScannerDriver, ScanRequest } from "../../driver";
import { readPlan, type TrainingPlan } from "./faults";

export interface VirtualParts {
  imaging: Pick<Imaging, "resize">;
  /** Holds the pages of assets/training. */
  folder: string;
  /** Told for each sheet that leaves the feeder or is laid on the glass. */
  onSheet?: () => void;
}

const DEVICE_ID = "tap-su";
const PAGES = ["trang-1", "trang-2", "trang-3", "trang-4"];
const DRAWN_AT_DPI = 300;
const LOW_RESOLUTION_DPI = 100;
/** The longer side of A4. */
const PAGE_HEIGHT_INCHES = 297 / 25.4;
const CAPABILITIES: ScannerCapabilities = {
  sources: ["flatbed", "feeder", "duplex"],
  colourModes: ["colour"],
  resolutionsDpi: [LOW_RESOLUTION_DPI, 150, 200, DRAWN_AT_DPI],
  resolutionRangeDpi: null,
  pageSizes: ["a4", "largest"],
  hasOwnDialog: false,
  detectsDoubleFeed: true,
};

export function createVirtualDriver(parts: VirtualParts): ScannerDriver {
  return {
    name: "virtual",
    listDevices: async () => [{ driver: "virtual", id: DEVICE_ID, vendor: "Quầy Một Cửa", model: "Máy quét tập sự" }],
    async getCapabilities(deviceId) {
      requireDevice(deviceId);
      return CAPABILITIES;
    },
    scan: (request, signal) => scan(parts, request, signal),
  };
}

async function* scan(parts: VirtualParts, { deviceId, settings }: ScanRequest, signal: AbortSignal) {
  requireDevice(deviceId);
  requireOffered(settings);
  const plan = readPlan(settings.vendorOptions);
  const sides = settings.source === "duplex" ? 2 : 1;
  const count = Math.min(settings.maxPages ?? Infinity, settings.source === "flatbed" ? 1 : plan.sheets * sides);
  for (let page = 1; page <= count; page++) {
    yield* readPage(signal, { page, delayMs: plan.delayMs });
    if (page % sides === 1 % sides) parts.onSheet?.();
    const fault = plan.faultAt.get(page);
    if (fault) throw new DomainError(fault, { device: DEVICE_ID, status: null });
    if (plan.doubleFeedAt === page) yield { kind: "double-feed" } satisfies DriverEvent;
    const image = await drawPage(parts, { settings, plan, page });
    yield { kind: "page", image } satisfies DriverEvent;
  }
  if (settings.source !== "flatbed")
    yield { kind: "sheets-fed", sheets: Math.ceil(count / sides) } satisfies DriverEvent;
}

function requireDevice(deviceId: string): void {
  if (deviceId !== DEVICE_ID) throw new DomainError("SCANNER_NOT_FOUND", { device: deviceId, status: null });
}

function requireOffered({ resolutionDpi, colourMode, pageSize }: ScanSettings): void {
  const wrong = (option: string, value: string | number) =>
    new DomainError("SCANNER_OPTION_INVALID", { option, value: String(value) });
  if (!CAPABILITIES.resolutionsDpi.includes(resolutionDpi)) throw wrong("resolution", resolutionDpi);
  if (!CAPABILITIES.colourModes.includes(colourMode)) throw wrong("mode", colourMode);
  if (!CAPABILITIES.pageSizes.includes(pageSize)) throw wrong("page-size", pageSize);
}

async function* readPage(signal: AbortSignal, { page, delayMs }: { page: number; delayMs: number }) {
  const steps = 4;
  for (let step = 0; step < steps; step++) {
    if (signal.aborted) throw new DomainError("CANCELLED");
    yield { kind: "progress", pageNumber: page, fraction: step / steps } satisfies DriverEvent;
    await pause(delayMs / steps, signal);
  }
  if (signal.aborted) throw new DomainError("CANCELLED");
}

interface Drawing {
  settings: ScanSettings;
  plan: TrainingPlan;
  page: number;
}

async function drawPage({ imaging, folder }: VirtualParts, { settings, plan, page }: Drawing): Promise<RawImage> {
  const name =
    page === plan.blankAt
      ? "trang-trang"
      : page === plan.skewedAt
        ? "trang-lech"
        : (PAGES[(page - 1) % PAGES.length] ?? "trang-1");
  const bytes = fs.readFileSync(path.join(folder, `${name}.jpg`));
  const resolutionDpi = page === plan.lowResolutionAt ? LOW_RESOLUTION_DPI : settings.resolutionDpi;
  if (resolutionDpi === DRAWN_AT_DPI) return { bytes, resolutionDpi };
  return { bytes: await imaging.resize(bytes, Math.round(PAGE_HEIGHT_INCHES * resolutionDpi)), resolutionDpi };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    }
  });
}
