// What a WIA device offers, and the properties to be written for what the officer chose.
import type {
  ColourMode,
  PageSize,
  ScannerCapabilities,
  ScanSettings,
  ScanSource,
} from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import { SHEET_SIZES, sizesWithin, type SheetSize } from "../../page-size";
import { CAPABILITY, DEVICE, INTENT, ITEM, SELECT, STOP_AT_MULTI_FEED } from "./properties";
import type { Description, Property, PropertyWrite } from "./protocol";

const MM_PER_INCH = 25.4;
const SOURCE_BITS: Readonly<Record<ScanSource, { needs: number; select: number }>> = {
  flatbed: { needs: CAPABILITY.flatbed, select: SELECT.flatbed },
  feeder: { needs: CAPABILITY.feeder, select: SELECT.feeder },
  duplex: { needs: CAPABILITY.feeder | CAPABILITY.duplex, select: SELECT.feeder | SELECT.duplex },
};
const SOURCES: readonly ScanSource[] = ["flatbed", "feeder", "duplex"];
const COLOUR_MODES: readonly ColourMode[] = ["colour", "grey", "black_white"];

export function readCapabilities(description: Description): ScannerCapabilities {
  const resolution = find(description.item, ITEM.xResolution);
  const { min, max } = resolution ?? {};
  return {
    sources: SOURCES.filter((source) => hasSource(description, source)),
    colourModes: COLOUR_MODES.filter((mode) => hasMode(description, mode)),
    resolutionsDpi: numbers(resolution?.values),
    resolutionRangeDpi: min === undefined || max === undefined ? null : { min, max },
    pageSizes: pageSizes(description),
    hasOwnDialog: true,
    detectsDoubleFeed: find(description.item, ITEM.multiFeed) !== undefined,
  };
}

/**
 * In the order in which they must be written: the intent sets everything after it, extents are pixels of the resolution.
 * Nothing of the picture is written when the driver's own dialog has asked for it.
 * @throws DomainError SCANNER_OPTION_INVALID {option, value}
 */
export function writesFor(description: Description, settings: ScanSettings): PropertyWrite[] {
  const { source, colourMode, resolutionDpi, pageSize } = settings;
  const [vendor] = Object.entries(settings.vendorOptions);
  if (vendor) throw invalid(vendor[0], vendor[1]);
  if (settings.usesOwnDialog) return sourceWrites(description, { onlyPages: true, source });
  if (!hasSource(description, source)) throw invalid("source", source);
  if (!hasMode(description, colourMode)) throw invalid("mode", colourMode);
  if (!hasResolution(description, resolutionDpi)) throw invalid("resolution", resolutionDpi);
  if (!pageSizes(description, source).includes(pageSize)) throw invalid("pageSize", pageSize);
  return [
    ...sourceWrites(description, { onlyPages: false, source }),
    ...existing(description, "item", [
      [ITEM.intent, INTENT[colourMode]],
      [ITEM.xResolution, resolutionDpi],
      [ITEM.yResolution, resolutionDpi],
      ...areaOf(description, settings),
      ...(source === "flatbed" ? [] : [[ITEM.multiFeed, STOP_AT_MULTI_FEED] as const]),
    ]),
  ];
}

/** WIA drivers may take a value and keep another one. @throws DomainError SCANNER_OPTION_INVALID {option, value} */
export function checkApplied(description: Description, settings: ScanSettings): void {
  if (settings.usesOwnDialog) return;
  const resolution = find(description.item, ITEM.xResolution)?.value;
  if (resolution !== undefined && resolution !== settings.resolutionDpi)
    throw invalid("resolution", settings.resolutionDpi);
  const select = Number(find(description.device, DEVICE.handlingSelect)?.value ?? 0);
  const wanted = SOURCE_BITS[settings.source].select;
  if (select !== 0 && (select & wanted) !== wanted) throw invalid("source", settings.source);
}

type Value = readonly [id: number, value: number];

function sourceWrites(description: Description, { source, onlyPages }: { source: ScanSource; onlyPages: boolean }) {
  const select: Value[] = onlyPages ? [] : [[DEVICE.handlingSelect, SOURCE_BITS[source].select]];
  // One page a transfer: the next sheet is fed when it is asked for.
  const pages: Value[] = source === "flatbed" && !onlyPages ? [] : [[DEVICE.pages, 1]];
  return existing(description, "device", [...select, ...pages]);
}

function areaOf(description: Description, { source, pageSize, resolutionDpi }: ScanSettings): Value[] {
  const reach = reachOf(description, source);
  const sheet = pageSize === "largest" ? reach : SHEET_SIZES[pageSize];
  if (!reach || !sheet) return [];
  const pixels = (mm: number, mostMm: number) => Math.floor((Math.min(mm, mostMm) / MM_PER_INCH) * resolutionDpi);
  return [
    [ITEM.xPosition, 0],
    [ITEM.yPosition, 0],
    [ITEM.xExtent, pixels(sheet.widthMm, reach.widthMm)],
    [ITEM.yExtent, pixels(sheet.heightMm, reach.heightMm)],
  ];
}

function existing(description: Description, on: PropertyWrite["on"], values: readonly Value[]): PropertyWrite[] {
  return values
    .filter(([id]) => find(description[on], id) && !find(description[on], id)?.isReadOnly)
    .map(([id, value]) => ({ on, id, value }));
}

/** A device that tells nothing about its paper path is a flatbed. */
function hasSource({ device }: Description, source: ScanSource): boolean {
  const capabilities = Number(find(device, DEVICE.handlingCapabilities)?.value ?? CAPABILITY.flatbed);
  const { needs } = SOURCE_BITS[source];
  return (capabilities & needs) === needs;
}

function hasMode({ item }: Description, mode: ColourMode): boolean {
  const flags = numbers(find(item, ITEM.intent)?.values);
  return flags.length === 0 || flags.includes(INTENT[mode]);
}

function hasResolution({ item }: Description, resolutionDpi: number): boolean {
  const { values, min = 0, max = Infinity, step = 0 } = find(item, ITEM.xResolution) ?? {};
  if (values && values.length > 0) return values.includes(resolutionDpi);
  const isOnStep = step <= 1 || (resolutionDpi - min) % step === 0;
  return resolutionDpi >= min && resolutionDpi <= max && isOnStep;
}

function pageSizes(description: Description, source?: ScanSource): PageSize[] {
  const sources = source ? [source] : SOURCES.filter((each) => hasSource(description, each));
  const reaches = sources.map((each) => reachOf(description, each)).filter((reach) => reach !== undefined);
  // A device that does not tell its size gives what it has.
  if (reaches.length === 0) return [...(Object.keys(SHEET_SIZES) as PageSize[]), "largest"];
  return [...new Set(reaches.flatMap(sizesWithin))];
}

function reachOf({ device }: Description, source: ScanSource): SheetSize | undefined {
  const [widthId, heightId] =
    source === "flatbed" ? [DEVICE.bedWidth, DEVICE.bedHeight] : [DEVICE.feederWidth, DEVICE.feederHeight];
  const width = Number(find(device, widthId)?.value ?? 0);
  const height = Number(find(device, heightId)?.value ?? 0);
  if (!(width > 0 && height > 0)) return undefined;
  return { widthMm: (width / 1000) * MM_PER_INCH, heightMm: (height / 1000) * MM_PER_INCH };
}

function find(properties: readonly Property[], id: number): Property | undefined {
  return properties.find((property) => property.id === id);
}

function numbers(values: Property["values"]): number[] {
  return (values ?? []).filter((value) => typeof value === "number");
}

function invalid(option: string, value: string | number): DomainError {
  return new DomainError("SCANNER_OPTION_INVALID", { option, value });
}
