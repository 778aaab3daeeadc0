// Scanners, cameras, folders and files as sources of pages; the counter's devices and scan profiles.
import { eventIterator, oc } from "@orpc/contract";
import { z } from "zod";
import { Page } from "./papers";
import { Fault, Id, InstantUtc } from "./values";

export const DriverName = z.enum(["sane", "escl", "twain", "wia", "folder", "camera", "virtual", "file"]);
export type DriverName = z.infer<typeof DriverName>;

/** Without control characters: a NUL cannot be handed to any program. */
const DeviceId = z
  .string()
  .min(1)
  .max(300)
  .regex(/^\P{Cc}*$/u);

export const ScannerDevice = z.object({
  driver: DriverName,
  /** The driver's own identifier, for instance "pnm:0". */
  id: DeviceId,
  vendor: z.string(),
  model: z.string(),
});
export type ScannerDevice = z.infer<typeof ScannerDevice>;

export const ScanSource = z.enum(["flatbed", "feeder", "duplex"]);
export type ScanSource = z.infer<typeof ScanSource>;
export const ColourMode = z.enum(["colour", "grey", "black_white"]);
export type ColourMode = z.infer<typeof ColourMode>;

/** "card": ISO/IEC 7810 ID-1; "largest": all that the device can see. */
export const PageSize = z.enum(["a4", "a5", "a3", "letter", "card", "largest"]);
export type PageSize = z.infer<typeof PageSize>;

export const ScannerCapabilities = z.object({
  sources: z.array(ScanSource),
  colourModes: z.array(ColourMode),
  /** Either the resolutions it offers or a range, in dpi. */
  resolutionsDpi: z.array(z.number().int()),
  resolutionRangeDpi: z.object({ min: z.number(), max: z.number() }).nullable(),
  pageSizes: z.array(PageSize),
  /** The driver has a dialog of its own that can be shown instead of our settings (TWAIN, WIA). */
  hasOwnDialog: z.boolean(),
  /** It tells when two sheets went through at once. */
  detectsDoubleFeed: z.boolean(),
});
export type ScannerCapabilities = z.infer<typeof ScannerCapabilities>;

export const ScanSettings = z.object({
  source: ScanSource.default("flatbed"),
  colourMode: ColourMode.default("colour"),
  resolutionDpi: z.number().int().min(50).max(1200).default(300),
  pageSize: PageSize.default("a4"),
  /** Show the driver's own dialog, where it has one. */
  usesOwnDialog: z.boolean().default(false),
  /** Stop after this many pages; null: until the feeder is empty (feeder) or one page (flatbed). */
  maxPages: z.number().int().min(1).max(500).nullable().default(null),
  /** The device's own options by name; each must be in the device's option list. */
  vendorOptions: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.string().max(300)).default({}),
});
export type ScanSettings = z.infer<typeof ScanSettings>;

/** Where pages go among those of their component (or among the loose ones). */
export const ScanPlace = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("end") }),
  z.object({ kind: z.literal("before"), pageId: Id }),
  /** The first page stands in for this one, which is hidden in the same transaction; further ones follow it. */
  z.object({ kind: z.literal("replace"), pageId: Id }),
]);
export type ScanPlace = z.infer<typeof ScanPlace>;

export const ScanTarget = z.object({
  dossierId: Id,
  /** null: loose pages. */
  componentId: Id.nullable(),
  place: ScanPlace.default({ kind: "end" }),
});
export type ScanTarget = z.infer<typeof ScanTarget>;

/** What is told while a batch runs. A fault ends the batch; the pages before it stay. */
export const ScanEvent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("started"), batchId: Id }),
  /** 0–1 of the page now being read, null when the device tells nothing. */
  z.object({ kind: z.literal("progress"), pageNumber: z.number().int(), fraction: z.number().nullable() }),
  /** The page is durable on this PC. A separator sheet comes as a page of that role, hidden already. */
  z.object({ kind: z.literal("page"), page: Page, pageNumber: z.number().int() }),
  /** From here on pages go there, because a separator sheet or a receipt said so. */
  z.object({
    kind: z.literal("target"),
    dossierId: Id,
    componentId: Id.nullable(),
    by: z.enum(["separator", "patch", "receipt"]),
  }),
  /** A separator or receipt names something that cannot take pages; they go on to where they went before. */
  z.object({ kind: z.literal("target-refused"), code: z.string(), fault: Fault }),
  /** Two sheets went through at once after this page: one of them was not seen. */
  z.object({ kind: z.literal("double-feed"), pageNumber: z.number().int() }),
  /** Only of files and folders: this file is left out (its pages before the damage stay), the next ones go on. */
  z.object({ kind: z.literal("file-failed"), name: z.string(), fault: Fault }),
  /** Last event. `fault` is the fault of the batch, never that of a single file. */
  z.object({
    kind: z.literal("finished"),
    pageCount: z.number().int(),
    /** As the device counted them itself; null when it tells nothing. */
    sheetsFed: z.number().int().nullable(),
    /** Images that the sheets must give (TT 01/2023/TT-VPCP: images equal pages); null when nobody counted. */
    imagesExpected: z.number().int().nullable(),
    fault: Fault.nullable(),
  }),
]);
export type ScanEvent = z.infer<typeof ScanEvent>;

/** One run of a device, kept so that what it gave can be checked later and gone on with after a crash. */
export const ScanBatch = z.object({
  id: Id,
  driver: DriverName,
  deviceId: z.string(),
  dossierId: Id,
  componentId: Id.nullable(),
  startedAtUtc: InstantUtc,
  /** null: under way, or cut off by a crash when `isRunning` is false. */
  finishedAtUtc: InstantUtc.nullable(),
  isRunning: z.boolean(),
  pageCount: z.number().int(),
  sheetsFed: z.number().int().nullable(),
  imagesExpected: z.number().int().nullable(),
  doubleFeeds: z.number().int(),
  fault: Fault.nullable(),
});
export type ScanBatch = z.infer<typeof ScanBatch>;

export const DeviceAddress = z.object({ driver: DriverName, deviceId: DeviceId });
export type DeviceAddress = z.infer<typeof DeviceAddress>;

/** "unknown": not asked since the program started. */
export const DeviceState = z.enum(["unknown", "ready", "busy", "unreachable", "faulty"]);
export type DeviceState = z.infer<typeof DeviceState>;

/** A device that this counter has seen, used or been told of. */
export const KnownDevice = z.object({
  driver: DriverName,
  deviceId: z.string(),
  /** As the officer calls it; the maker's words until then. */
  name: z.string(),
  state: DeviceState,
  /** Typed in by hand (eSCL address, folder path); null when found by itself. */
  address: z.string().nullable(),
  /** SHA-256 of the certificate that was pinned at first use, hex; null without TLS. */
  certificateSha256: z.string().nullable(),
  lastFault: z.object({ fault: Fault, atUtc: InstantUtc }).nullable(),
  lastUsedAtUtc: InstantUtc.nullable(),
});
export type KnownDevice = z.infer<typeof KnownDevice>;

/** What was found, and which kinds of device could not be looked for. */
export const FoundDevices = z.object({
  devices: z.array(ScannerDevice),
  failures: z.array(z.object({ driver: DriverName, fault: Fault })),
});
export type FoundDevices = z.infer<typeof FoundDevices>;

export const ScanProfile = z.object({
  id: Id,
  name: z.string().trim().min(1).max(60),
  driver: DriverName,
  deviceId: z.string().min(1).max(300),
  settings: ScanSettings,
});
export type ScanProfile = z.infer<typeof ScanProfile>;

export const ScanProfiles = z.object({
  profiles: z.array(ScanProfile),
  defaultId: Id.nullable(),
  /** Profile id by component key (see componentKey in shared/domain): what was used last for this kind of paper. */
  byComponent: z.record(z.string(), Id),
  /** The administrator has closed the list: profiles can be chosen, not changed. */
  isLocked: z.boolean(),
});
export type ScanProfiles = z.infer<typeof ScanProfiles>;

/** Six to twelve digits. */
const AdministratorCode = z.string().regex(/^\d{6,12}$/);
const Point = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });
/** Of a page in a picture, as fractions of its width and height: top left, top right, bottom right, bottom left. */
export const PageCorners = z.tuple([Point, Point, Point, Point]);
export type PageCorners = z.infer<typeof PageCorners>;

export const scanningContract = {
  devices: oc.output(FoundDevices),
  capabilities: oc.input(DeviceAddress).output(ScannerCapabilities),
  /** Ending the stream cancels the batch. */
  scan: oc
    .input(
      DeviceAddress.extend({
        settings: ScanSettings,
        target: ScanTarget,
        /** Separator sheets and receipts among the pages say where the next ones go. */
        readsSeparators: z.boolean().default(false),
        /** Counted by the officer before; null: not counted. */
        sheetsCounted: z.number().int().min(1).max(500).nullable().default(null),
      }),
    )
    .output(eventIterator(ScanEvent)),
  /** PDF, JPEG, PNG and TIFF given by dialog or drag and drop; a bad file ends with its fault, the others go on. */
  importFiles: oc
    .input(z.object({ files: z.array(z.file()).min(1).max(100), target: ScanTarget }))
    .output(eventIterator(ScanEvent)),
  /** A picture of the document camera, cut to the page. `corners` null: whole picture. */
  capture: oc
    .input(
      z.object({
        picture: z.file(),
        cameraName: z.string().max(200),
        corners: PageCorners.nullable(),
        target: ScanTarget,
      }),
    )
    .output(Page),
  /** Of a dossier, newest first. */
  batches: oc.input(z.object({ dossierId: Id })).output(z.array(ScanBatch)),
  panel: {
    list: oc.output(z.array(KnownDevice)),
    /** Asks the device how it is. */
    check: oc.input(DeviceAddress).output(KnownDevice),
    /** An address or a folder typed in; it is tried before it is kept. */
    add: oc
      .input(z.object({ driver: z.enum(["escl", "folder"]), address: DeviceId, name: z.string().max(60) }))
      .output(KnownDevice),
    rename: oc.input(DeviceAddress.extend({ name: z.string().trim().min(1).max(60) })).output(KnownDevice),
    remove: oc.input(DeviceAddress).output(z.array(KnownDevice)),
    /** After the administrator has looked at the device: the next certificate is taken as the right one. */
    forgetCertificate: oc.input(DeviceAddress).output(KnownDevice),
    /** One page that is kept nowhere. */
    testScan: oc
      .input(DeviceAddress.extend({ settings: ScanSettings }))
      .output(z.object({ picture: z.file(), widthPx: z.number(), heightPx: z.number(), resolutionDpi: z.number() })),
    /** What the driver and the device said to each other lately, without content; text to be copied. */
    log: oc.input(DeviceAddress).output(z.string()),
  },
  /** Changes answer with the list as it stands. @throws PROFILES_LOCKED, ADMIN_CODE_WRONG */
  profiles: {
    list: oc.output(ScanProfiles),
    /** `id` null: a new one. */
    save: oc.input(ScanProfile.extend({ id: Id.nullable() })).output(ScanProfiles),
    remove: oc.input(z.object({ id: Id })).output(ScanProfiles),
    makeDefault: oc.input(z.object({ id: Id })).output(ScanProfiles),
    remember: oc.input(z.object({ componentKey: z.string().min(1).max(300), id: Id })).output(ScanProfiles),
    lock: oc.input(z.object({ code: AdministratorCode })).output(ScanProfiles),
    unlock: oc.input(z.object({ code: AdministratorCode })).output(ScanProfiles),
  },
};
