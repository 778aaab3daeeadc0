// One job on the device: created, its pages fetched one by one as they are asked for, and taken back when we leave.
import { setTimeout as pause } from "node:timers/promises";
import type { ScanSettings } from "../../../../../shared/contract";
import { DomainError } from "../../../../../shared/errors";
import type { ScanProgress, SheetCount } from "../../driver";
import { readOrRefuse, xmlLimits, type EsclDevice } from "./devices";
import type { Answer } from "./device-client";
import { adfFault, httpFault, inMidJob, invalidAnswer } from "./errors";
import type { EsclLimits } from "./limits";
import { parseStatus, type EsclStatus } from "./status";

export interface JobOrder {
  device: EsclDevice;
  limits: EsclLimits;
  settings: ScanSettings;
  /** What is sent to the device. */
  settingsXml: string;
  signal: AbortSignal;
}

const NOT_READY_RETRY_MS = 500;
const RETRY_MS = { first: 200, longest: 1_000 };
/** A cancelled job may just have been created: its answer is awaited this long, so that it can be taken back. */
const TAKE_BACK_WITHIN_MS = 3_000;
const DELETE_WITHIN_MS = 3_000;
const ASK_WHY_AFTER_TRIES = 3;
const OK = 200;
const CREATED = 201;
const CONFLICT = 409;
const GONE = 410;
const BUSY = 503;
/** No further page: most say 404, some 410 for a finished job, AirSane 409. */
const NO_PAGE: ReadonlySet<number> = new Set([404, CONFLICT, GONE]);
const FINISHED: ReadonlySet<string> = new Set(["Completed", "Aborted", "Canceled"]);

/** @throws DomainError SCANNER_*, CANCELLED */
export async function createJob(order: JobOrder): Promise<EsclJob> {
  const { device, limits, signal, settingsXml } = order;
  const path = `${device.root.pathname}/ScanJobs`;
  if (signal.aborted) throw new DomainError("CANCELLED");
  const giveUp = new AbortController();
  const cancel = () => void setTimeout(() => giveUp.abort(), TAKE_BACK_WITHIN_MS).unref();
  signal.addEventListener("abort", cancel);
  try {
    const post = () =>
      device.client.ask({ method: "POST", path, body: settingsXml, limits: xmlLimits(limits), signal: giveUp.signal });
    const answer = await untilNotBusy({ ask: post, order });
    if (answer.status !== CREATED) throw await refusedJob(order, answer.status);
    const job = new EsclJob(order, jobPath(device, answer.location));
    if (!signal.aborted) return job;
    await job.takeBack();
    throw new DomainError("CANCELLED");
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

export class EsclJob {
  #isFinished = false;
  #documents = 0;

  constructor(
    private readonly order: JobOrder,
    private readonly path: string,
  ) {}

  /**
   * The next document – one page, or all of a feeder in one PDF – with what is known while it comes.
   * @returns undefined when there are no more
   * @param pageNumber from 1, for what is told of its progress
   * @throws DomainError SCANNER_*, CANCELLED
   */
  async *next(pageNumber: number): AsyncGenerator<ScanProgress | SheetCount, Buffer | undefined> {
    try {
      return yield* this.#next(pageNumber);
    } catch (error) {
      throw inMidJob(error);
    }
  }

  /** Sheets that went through so far, as the device counted them; nothing when it cannot tell or has no feeder. */
  async countSheets(): Promise<SheetCount[]> {
    if (this.order.settings.source === "flatbed") return [];
    try {
      return this.#sheetsOf(await this.#readStatus());
    } catch (error) {
      // All pages that were asked for are here: a device that fails now has failed nobody.
      if (error instanceof DomainError && error.code !== "CANCELLED") return [];
      throw error;
    }
  }

  /** Never fails: it is the last thing that is asked of a device that may be gone. */
  async takeBack(): Promise<void> {
    if (this.#isFinished) return;
    const { client } = this.order.device;
    const limits = {
      bytes: 1024 * 1024,
      firstByteMs: DELETE_WITHIN_MS,
      idleMs: DELETE_WITHIN_MS,
      totalMs: DELETE_WITHIN_MS,
    };
    await client.ask({ method: "DELETE", path: this.path, limits }).catch(() => undefined); // told in the log
  }

  async *#next(pageNumber: number): AsyncGenerator<ScanProgress | SheetCount, Buffer | undefined> {
    const { device, settings, limits } = this.order;
    const askedAt = performance.now();
    for (;;) {
      const answer = yield* this.#fetch(pageNumber);
      if (answer.status === OK && answer.bytes.length > 0) {
        this.#documents++;
        return answer.bytes;
      }
      const status = await this.#readStatus();
      yield* this.#sheetsOf(status);
      const fault = faultOf(device.id, status, settings);
      if (fault) throw fault;
      // AirSane ends a page that jams in its middle like this, and does not always say so in its state.
      if (answer.status === OK) throw emptyPage(device.id, settings);
      if (!NO_PAGE.has(answer.status)) throw httpFault(device.id, answer.status);
      const waitedMs = performance.now() - askedAt;
      if (isOver(status, { httpStatus: answer.status, isLate: waitedMs > limits.lastSheetMs })) {
        if (this.#documents > 0) return undefined;
        throw settings.source === "flatbed" ? httpFault(device.id, answer.status) : noPaper(device.id);
      }
      if (waitedMs > limits.notReadyMs) throw httpFault(device.id, answer.status);
      await waitOr(this.order.signal, NOT_READY_RETRY_MS);
    }
  }

  async *#fetch(pageNumber: number): AsyncGenerator<ScanProgress, Answer> {
    const { device, limits, signal } = this.order;
    const news = new LatestValue<number | null>();
    const ask = () =>
      device.client.ask({
        method: "GET",
        path: `${this.path}/NextDocument`,
        limits: {
          bytes: limits.pageBytes,
          firstByteMs: limits.firstByteMs,
          idleMs: limits.idleMs,
          totalMs: limits.pageMs,
        },
        signal,
        onProgress: (fraction) => news.set(fraction),
      });
    const onBusy = async (tries: number) => {
      if (tries < ASK_WHY_AFTER_TRIES) return;
      const fault = faultOf(device.id, await this.#readStatus(), this.order.settings);
      if (fault) throw fault;
    };
    const answering = untilNotBusy({ ask, onBusy, order: this.order }).finally(() => news.end());
    // Its fault is told below, by the await; until then it must not count as unhandled.
    answering.catch(() => undefined);
    for (let told = -1; ;) {
      const fraction = await news.next();
      if (fraction === undefined) return await answering;
      const tenth = Math.floor((fraction ?? 0) * 10);
      if (tenth > told) yield { kind: "progress", pageNumber, fraction };
      told = Math.max(told, tenth);
    }
  }

  async #readStatus(): Promise<EsclStatus> {
    const status = await readStatus(this.order, this.path);
    this.#isFinished = FINISHED.has(status.job?.state ?? "");
    return status;
  }

  #sheetsOf({ job }: EsclStatus): SheetCount[] {
    const { source } = this.order.settings;
    const images = job?.imagesCompleted;
    if (source === "flatbed" || images === undefined) return [];
    return [{ kind: "sheets-fed", sheets: source === "duplex" ? Math.ceil(images / 2) : images }];
  }
}

async function readStatus({ device, limits, signal }: JobOrder, path: string): Promise<EsclStatus> {
  const statusPath = `${device.root.pathname}/ScannerStatus`;
  const answer = await device.client.ask({ method: "GET", path: statusPath, limits: xmlLimits(limits), signal });
  if (answer.status !== OK) throw httpFault(device.id, answer.status);
  return readOrRefuse(device.id, () => parseStatus(answer.bytes, path));
}

async function refusedJob(order: JobOrder, httpStatus: number): Promise<DomainError> {
  const { device, settings } = order;
  if (httpStatus !== CONFLICT || settings.source === "flatbed") return httpFault(device.id, httpStatus);
  const { adfState } = await readStatus(order, "");
  if (adfState === "ScannerAdfEmpty") return noPaper(device.id);
  return adfFault(device.id, adfState) ?? httpFault(device.id, httpStatus);
}

// Only its path: many devices name a host there that we cannot reach, and none may send us elsewhere.
function jobPath(device: EsclDevice, location: string | undefined): string {
  if (!location || !URL.canParse(location, device.root.href)) throw invalidAnswer(device.id, "no job address");
  const path = new URL(location, device.root).pathname.replace(/\/+$/, "");
  if (path === "") throw invalidAnswer(device.id, "no job address");
  return path;
}

function faultOf(deviceId: string, { adfState, job }: EsclStatus, settings: ScanSettings): DomainError | undefined {
  const mechanical = settings.source === "flatbed" ? undefined : adfFault(deviceId, adfState);
  if (mechanical) return mechanical;
  // Somebody pressed the red key on the device.
  if (job?.state === "Canceled") return new DomainError("CANCELLED");
  const isEmpty = adfState === "ScannerAdfEmpty" && settings.source !== "flatbed";
  return job?.state === "Aborted" && !isEmpty
    ? new DomainError("SCANNER_FAILED", { device: deviceId, status: "Aborted" })
    : undefined;
}

// Some Brother devices say 404 when the next page is asked for too soon, even with the last sheet still inside and the
// tray empty already. AirSane and others leave a job running for ever that has no more pages.
function isOver({ state, adfState, job }: EsclStatus, { httpStatus, isLate }: { httpStatus: number; isLate: boolean }) {
  const running = job ? job.state : state;
  const isRunning = running === "Processing" || running === "Pending";
  return !isRunning || httpStatus === GONE || (adfState === "ScannerAdfEmpty" && isLate);
}

function emptyPage(device: string, { source }: ScanSettings): DomainError {
  if (source === "flatbed") return invalidAnswer(device, "empty page");
  return new DomainError("SCANNER_JAM", { device, status: "empty page" });
}

function noPaper(device: string): DomainError {
  return new DomainError("SCANNER_NO_PAPER", { device, status: "ScannerAdfEmpty" });
}

interface BusyLoop {
  ask(): Promise<Answer>;
  /** @param tries so far @throws to end the waiting */
  onBusy?(tries: number): Promise<void>;
  order: JobOrder;
}

async function untilNotBusy({ ask, onBusy, order: { limits, signal } }: BusyLoop): Promise<Answer> {
  const until = performance.now() + limits.busyMs;
  for (let tries = 1, waitMs = RETRY_MS.first; ; tries++, waitMs = Math.min(2 * waitMs, RETRY_MS.longest)) {
    const answer = await ask();
    if (answer.status !== BUSY || performance.now() > until) return answer;
    await onBusy?.(tries);
    await waitOr(signal, waitMs);
  }
}

/** @throws DomainError CANCELLED */
async function waitOr(signal: AbortSignal, ms: number): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {
    throw new DomainError("CANCELLED");
  });
}

/** The newest of several values for a reader who may be slow; older ones are forgotten. */
class LatestValue<Value> {
  #value: { value: Value } | undefined;
  #hasEnded = false;
  #wake: () => void = () => undefined;

  set(value: Value): void {
    this.#value = { value };
    this.#wake();
  }

  end(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  /** undefined at the end. */
  async next(): Promise<Value | undefined> {
    while (!this.#value && !this.#hasEnded) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#hasEnded) return undefined;
    const value = this.#value?.value;
    this.#value = undefined;
    return value;
  }
}
