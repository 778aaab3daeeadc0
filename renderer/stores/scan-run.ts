// One run of a scanner or of chosen files, as a state that grows with the events that core sends.
import type { Page, ScanEvent, ScanTarget } from "../../shared/contract";
import type { FaultOf } from "../bridge";

export type ScanOrigin = "scanner" | "files";

export interface FailedFile {
  name: string;
  fault: FaultOf;
}

export interface ScanRun {
  state: "running" | "finished" | "cancelled" | "failed";
  origin: ScanOrigin;
  /** The dossier for which it was started. */
  dossierId: string;
  /** Where pages go now: a separator sheet or a receipt may have changed it. null: to no component yet. */
  goesTo: { dossierId: string; componentId: string | null };
  /** The page that the first new one stands in for. */
  replacesPageId: string | null;
  batchId: string | null;
  /** The page now being read, from 1; 0 before the first. */
  pageNumber: number;
  /** 0–1 of that page; null when the device tells nothing. */
  fraction: number | null;
  /** Pages that are durable on this PC, separator sheets left out. */
  pageCount: number;
  /** All images, separator sheets too: what the sheets fed are compared with. */
  imageCount: number;
  latestPageId: string | null;
  /** After which pages two sheets went through at once. */
  doubleFeeds: readonly number[];
  /** Separators and receipts that named something that takes no pages. */
  refusals: readonly { code: string; fault: FaultOf }[];
  /** null until the end, and when nobody counted. */
  imagesExpected: number | null;
  failedFiles: readonly FailedFile[];
  fault: FaultOf | null;
}

export function startedRun(origin: ScanOrigin, { dossierId, componentId, place }: ScanTarget): ScanRun {
  return {
    state: "running",
    origin,
    dossierId,
    goesTo: { dossierId, componentId },
    replacesPageId: place.kind === "replace" ? place.pageId : null,
    batchId: null,
    pageNumber: 0,
    fraction: null,
    pageCount: 0,
    imageCount: 0,
    latestPageId: null,
    doubleFeeds: [],
    refusals: [],
    imagesExpected: null,
    failedFiles: [],
    fault: null,
  };
}

export function afterEvent(run: ScanRun, event: ScanEvent): ScanRun {
  switch (event.kind) {
    case "started":
      return { ...run, batchId: event.batchId };
    case "progress":
      return { ...run, pageNumber: event.pageNumber, fraction: event.fraction };
    case "page":
      return afterPage(run, event.page, event.pageNumber);
    case "target":
      return { ...run, goesTo: { dossierId: event.dossierId, componentId: event.componentId } };
    case "target-refused":
      return { ...run, refusals: [...run.refusals, { code: event.code, fault: event.fault }] };
    case "double-feed":
      return { ...run, doubleFeeds: [...run.doubleFeeds, event.pageNumber] };
    case "file-failed":
      return { ...run, failedFiles: [...run.failedFiles, { name: event.name, fault: event.fault }] };
    case "finished":
      return ended({ ...run, imagesExpected: event.imagesExpected }, event.fault);
  }
}

/** The stream broke or core refused: what was already durable stays. */
export function ended(run: ScanRun, fault: FaultOf | null): ScanRun {
  if (fault === null) return { ...run, state: "finished", fraction: null };
  if (fault.code === "CANCELLED") return { ...run, state: "cancelled", fraction: null };
  return { ...run, state: "failed", fault, fraction: null };
}

/** For a place with room for one: a run that goes on, else one that has failed and was not put away. */
export function runToTell(runs: Readonly<Record<string, ScanRun>>): ScanRun | undefined {
  const all = Object.values(runs);
  return all.find(({ state }) => state === "running") ?? all.find(({ state }) => state === "failed");
}

function afterPage(run: ScanRun, page: Page, pageNumber: number): ScanRun {
  const next = { ...run, pageNumber, fraction: null, imageCount: run.imageCount + 1 };
  if (page.role === "separator") return next;
  return { ...next, pageCount: run.pageCount + 1, latestPageId: page.id };
}
