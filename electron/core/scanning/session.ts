// One run of a device or of files, from the row that says it began to the row that says what it came to.
import { v7 as newId } from "uuid";
import type { DeviceAddress, Fault, ScanEvent, ScanSettings } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { beginBatch, countDoubleFeed, endBatch, imagesExpected, type NewBatch } from "./batch-rows";
import { type BatchResult } from "./batch";
import { sourceOf, type Devices } from "./device-book";
import type { ScanningParts } from "./ports";
import type { RunningBatches } from "./running";
import type { Target } from "./target";

export interface SessionParts extends Pick<ScanningParts, "storage" | "changes" | "clock"> {
  devices: Devices;
  running: RunningBatches;
}

export interface SessionOrder extends DeviceAddress {
  target: Target;
  settings: Pick<ScanSettings, "source">;
  sheetsCounted: number | null;
  /** Files can be taken side by side, and are no device. */
  isDevice: boolean;
}

export interface Session {
  batchId: string;
  signal: AbortSignal;
  onDoubleFeed(): void;
}

type Outcome = AsyncGenerator<ScanEvent, BatchResult>;

/** @param work its pages; what it comes to is told and kept, also when nobody listens to the end */
export async function* runSession(
  parts: SessionParts,
  { order, signal }: { order: SessionOrder; signal: AbortSignal },
  work: (session: Session) => Outcome,
): AsyncGenerator<ScanEvent> {
  const batchId = newId();
  const source = order.isDevice ? sourceOf(order) : null;
  const refusal = begin(parts, { order, batchId, source });
  if (refusal) {
    yield { kind: "started", batchId };
    yield finished(order, { pageCount: 0, sheetsFed: null, fault: refusal });
    return;
  }
  const run = parts.running.start({ batchId, source }, signal);
  const onDoubleFeed = () => countDoubleFeed(parts.storage, batchId);
  // Whoever leaves the stream in the middle has cancelled.
  let result: BatchResult = { pageCount: 0, sheetsFed: null, fault: { code: "CANCELLED", facts: {} } };
  try {
    yield { kind: "started", batchId };
    result = yield* work({ batchId, signal: run.signal, onDoubleFeed });
  } catch (error) {
    result = { ...result, fault: { code: "INTERNAL", facts: {} } };
    throw error;
  } finally {
    end(parts, { order, batchId, result });
    run.end();
    parts.devices.announce();
  }
  yield finished(order, result);
}

function begin(
  parts: SessionParts,
  { order, batchId, source }: { order: SessionOrder; batchId: string; source: string | null },
): Fault | null {
  const { driver, deviceId, target, settings, sheetsCounted } = order;
  if (source !== null && parts.running.isBusy(source))
    return { code: "SCANNER_BUSY", facts: { device: deviceId, status: null } };
  const startedAtUtc = parts.clock.now().toISOString();
  const row: NewBatch = {
    id: batchId,
    driver,
    deviceId,
    ...target,
    startedAtUtc,
    sheetsCounted,
    source: settings.source,
  };
  try {
    beginBatch(parts.storage, row);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code, facts: error.facts };
  }
  if (order.isDevice) parts.devices.note(order, `batch begins: ${settings.source}`);
  return null;
}

interface End {
  order: SessionOrder;
  batchId: string;
  result: BatchResult;
}

function end(parts: SessionParts, { order, batchId, result }: End): void {
  const { fault, sheetsFed, pageCount } = result;
  if (order.isDevice) parts.devices.note(order, `batch ends: ${pageCount} pages, ${fault?.code ?? "no fault"}`);
  try {
    parts.storage.transaction((writer) => {
      endBatch(writer, batchId, { fault, sheetsFed, atUtc: parts.clock.now().toISOString() });
      if (order.isDevice) parts.devices.learnIn(writer, order, { fault, isUse: true });
    });
  } catch (error) {
    // On a full disk the batch stays without an end, as after a crash; its pages are there, and its fault is told.
    if (!(error instanceof DomainError)) throw error;
    console.error(`scanning: end of a batch not kept: ${error.code}`);
  }
}

function finished({ settings, sheetsCounted }: SessionOrder, result: BatchResult): ScanEvent {
  const { sheetsFed } = result;
  const expected = imagesExpected({ sheetsCounted, sheetsFed, source: settings.source });
  return { kind: "finished", ...result, imagesExpected: expected };
}
