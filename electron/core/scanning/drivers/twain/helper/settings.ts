// Reads what a source can do, and makes it do what was asked for: every value is set and then read back, because
// sources round, ignore and answer "success" as they like.
import type { HelperCapabilities, HelperSettings } from "../protocol";
import { CAP, COMPRESSION_NONE, TWTY, UNITS_INCHES, XFERMECH } from "./constants";
import { encodeArray, type CapabilityValues } from "./containers";
import type { TwainSession } from "./session";

/** The option that the source does not take; "transfer" stands for the way pages are handed over. */
export interface Refusal {
  option: "source" | "mode" | "resolution" | "pageSize" | "transfer";
  value: string;
}

const MM_PER_INCH = 25.4;
const DPI_TOLERANCE = 0.5;
const FRAME_TOLERANCE_INCH = 0.06;
const NO_FIXED_SIZE = 0;
const UNLIMITED = -1;

export function readCapabilities(session: TwainSession): HelperCapabilities {
  setInches(session);
  const resolution = session.getCapability(CAP.XRESOLUTION);
  const width = session.current(CAP.PHYSICALWIDTH);
  const height = session.current(CAP.PHYSICALHEIGHT);
  const hasFeeder = canBe(session, CAP.FEEDERENABLED, 1);
  const hasDuplex = hasFeeder && canBe(session, CAP.DUPLEXENABLED, 1);
  const doubleFeed = session.getCapability(CAP.DOUBLEFEEDDETECTION);
  return {
    hasFlatbed: session.current(CAP.FEEDERENABLED) === null || canBe(session, CAP.FEEDERENABLED, 0),
    hasFeeder,
    hasDuplex,
    pixelTypes: valuesOf(session.getCapability(CAP.PIXELTYPE)),
    resolutions: resolution?.kind === "range" ? [] : valuesOf(resolution),
    resolutionRange: resolution?.kind === "range" ? { min: resolution.min, max: resolution.max } : null,
    paperCodes: valuesOf(session.getCapability(CAP.SUPPORTEDSIZES)),
    largestMm: width && height ? { width: width * MM_PER_INCH, height: height * MM_PER_INCH } : null,
    detectsDoubleFeed: doubleFeed !== undefined && valuesOf(doubleFeed).length > 0,
  };
}

/** @returns what the source refuses; undefined when all is set */
export function applySettings(session: TwainSession, settings: HelperSettings): Refusal | undefined {
  const mechanism = XFERMECH[settings.transfer];
  if (!set(session, { id: CAP.XFERMECH, type: TWTY.UINT16, value: mechanism }))
    return { option: "transfer", value: settings.transfer };
  setInches(session);
  session.setCapability(CAP.COMPRESSION, TWTY.UINT16, COMPRESSION_NONE);
  session.setCapability(CAP.XFERCOUNT, TWTY.INT16, settings.maxPages ?? UNLIMITED);
  // A source that reads ahead takes in sheets that nobody has stored yet.
  session.setCapability(CAP.AUTOSCAN, TWTY.BOOL, 0);
  // In its own dialog the person chooses the rest.
  return settings.ownDialog ? undefined : applyChoices(session, settings);
}

function applyChoices(session: TwainSession, settings: HelperSettings): Refusal | undefined {
  const { source, pixelType, resolutionDpi } = settings;
  if (!setSource(session, source)) return { option: "source", value: source };
  if (!set(session, { id: CAP.PIXELTYPE, type: TWTY.UINT16, value: pixelType }))
    return { option: "mode", value: ["black_white", "grey", "colour"][pixelType] ?? String(pixelType) };
  for (const id of [CAP.XRESOLUTION, CAP.YRESOLUTION])
    if (!set(session, { id, type: TWTY.FIX32, value: resolutionDpi }))
      return { option: "resolution", value: String(resolutionDpi) };
  if (!setPaper(session, settings.paper)) return { option: "pageSize", value: String(settings.paper?.code ?? 0) };
  return undefined;
}

function setSource(session: TwainSession, source: HelperSettings["source"]): boolean {
  const isFeeder = source !== "flatbed";
  const feeder = session.current(CAP.FEEDERENABLED);
  // A source that has never heard of feeders is a flatbed.
  if (feeder === null) return !isFeeder;
  if (!set(session, { id: CAP.FEEDERENABLED, type: TWTY.BOOL, value: isFeeder ? 1 : 0 })) return false;
  const duplexed = set(session, { id: CAP.DUPLEXENABLED, type: TWTY.BOOL, value: source === "duplex" ? 1 : 0 });
  if (isFeeder) {
    session.setCapability(CAP.AUTOFEED, TWTY.BOOL, 1);
    detectDoubleFeeds(session);
  }
  return duplexed || source !== "duplex";
}

/** By every means that it has. */
function detectDoubleFeeds(session: TwainSession): void {
  const offered = session.getCapability(CAP.DOUBLEFEEDDETECTION);
  const means = offered ? valuesOf(offered) : [];
  if (means.length > 0) session.setContainer(CAP.DOUBLEFEEDDETECTION, encodeArray(TWTY.UINT16, means));
}

function setPaper(session: TwainSession, paper: HelperSettings["paper"]): boolean {
  const offered = valuesOf(session.getCapability(CAP.SUPPORTEDSIZES));
  if (paper && offered.includes(paper.code))
    return set(session, { id: CAP.SUPPORTEDSIZES, type: TWTY.UINT16, value: paper.code });
  if (offered.includes(NO_FIXED_SIZE)) session.setCapability(CAP.SUPPORTEDSIZES, TWTY.UINT16, NO_FIXED_SIZE);
  if (!paper) return session.setFrame(null) !== null || offered.length === 0;
  const wanted = { width: paper.widthMm / MM_PER_INCH, height: paper.heightMm / MM_PER_INCH };
  const taken = session.setFrame(wanted);
  const isNear = (a: number, b: number) => Math.abs(a - b) <= FRAME_TOLERANCE_INCH;
  return taken !== null && isNear(taken.width, wanted.width) && isNear(taken.height, wanted.height);
}

function setInches(session: TwainSession): void {
  session.setCapability(CAP.UNITS, TWTY.UINT16, UNITS_INCHES);
}

interface Setting {
  id: number;
  type: (typeof TWTY)[keyof typeof TWTY];
  value: number;
}

function set(session: TwainSession, { id, type, value }: Setting): boolean {
  session.setCapability(id, type, value);
  const current = session.current(id);
  return current !== null && Math.abs(current - value) < DPI_TOLERANCE;
}

/** Asked by trying; the value before is put back. */
function canBe(session: TwainSession, id: number, value: number): boolean {
  const before = session.current(id);
  if (before === null || before === value) return before === value;
  const can = set(session, { id, type: TWTY.BOOL, value });
  if (can) session.setCapability(id, TWTY.BOOL, before);
  return can;
}

function valuesOf(values: CapabilityValues | undefined): number[] {
  if (values?.kind === "list") return values.values;
  return values?.kind === "one" ? [values.current] : [];
}
