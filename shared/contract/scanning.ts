// Scanners and files as sources of pages.
import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { Page } from "./papers";
import { Fault, Id } from "./values";

export const DriverName = z.enum(["sane", "file"]);
export type DriverName = z.infer<typeof DriverName>;

export const ScannerDevice = z.object({
  driver: DriverName,
  /** The driver's own identifier, for instance "pnm:0". */
  id: z.string().min(1).max(300),
  vendor: z.string(),
  model: z.string(),
});
export type ScannerDevice = z.infer<typeof ScannerDevice>;

export const ScanSource = z.enum(["flatbed", "feeder", "duplex"]);
export type ScanSource = z.infer<typeof ScanSource>;
export const ColourMode = z.enum(["colour", "grey", "black_white"]);
export type ColourMode = z.infer<typeof ColourMode>;

export const ScannerCapabilities = z.object({
  sources: z.array(ScanSource),
  colourModes: z.array(ColourMode),
  /** Either the resolutions it offers or a range, in dpi. */
  resolutionsDpi: z.array(z.number().int()),
  resolutionRangeDpi: z.object({ min: z.number(), max: z.number() }).nullable(),
});
export type ScannerCapabilities = z.infer<typeof ScannerCapabilities>;

export const ScanSettings = z.object({
  source: ScanSource.default("flatbed"),
  colourMode: ColourMode.default("colour"),
  resolutionDpi: z.number().int().min(50).max(1200).default(300),
  /** Stop after this many pages; null: until the feeder is empty (feeder) or one page (flatbed). */
  maxPages: z.number().int().min(1).max(500).nullable().default(null),
  /** The device's own options by name; each must be in the device's option list. */
  vendorOptions: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.string().max(300)).default({}),
});
export type ScanSettings = z.infer<typeof ScanSettings>;

/** What is told while a batch runs. A fault ends the batch; the pages before it stay. */
export const ScanEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("started"), batchId: Id }),
  /** 0–1 of the page now being read, null when the device tells nothing. */
  z.object({ kind: z.literal("progress"), pageNumber: z.number().int(), fraction: z.number().nullable() }),
  /** The page is durable on this PC. */
  z.object({ kind: z.literal("page"), page: Page, pageNumber: z.number().int() }),
  /** Only of importFiles: this file is left out (its pages before the damage stay), the next ones go on. */
  z.object({ kind: z.literal("file-failed"), name: z.string(), fault: Fault }),
  /** Last event. `fault` is the fault of the batch, never that of a single file. */
  z.object({ kind: z.literal("finished"), pageCount: z.number().int(), fault: Fault.nullable() }),
]);
export type ScanEvent = z.infer<typeof ScanEvent>;

export const ScanTarget = z.object({ dossierId: Id, componentId: Id.nullable() });

export const scanningContract = {
  devices: oc.output(z.array(ScannerDevice)),
  capabilities: oc.input(z.object({ driver: DriverName, deviceId: z.string() })).output(ScannerCapabilities),
  /** Ending the stream cancels the batch. */
  scan: oc
    .input(z.object({ driver: DriverName, deviceId: z.string(), settings: ScanSettings, target: ScanTarget }))
    .output(eventIterator(ScanEvent)),
  /** PDF, JPEG, PNG and TIFF given by dialog or drag and drop; a bad file ends with its fault, the others go on. */
  importFiles: oc
    .input(z.object({ files: z.array(z.file()).min(1).max(100), target: ScanTarget }))
    .output(eventIterator(ScanEvent)),
};
