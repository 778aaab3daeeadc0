// One batch: the source is opened, set and enabled, and gives a page each time it is asked for one.
import path from "node:path";
import type { HelperEvent, HelperRequest } from "../protocol";
import { CAP } from "./constants";
import { TwainFault } from "./fault";
import { writeBmp, writeTiff } from "./pictures";
import type { ReceivedBlock, TwainSession } from "./session";
import { applySettings } from "./settings";
import type { TwainSystem } from "./system";

export type ScanOrder = Extract<HelperRequest, { ask: "scan" }>;

/** The other side of the line. */
export interface ScanControl {
  send(event: HelperEvent): void;
  isStopped(): boolean;
  /** Resolves when the page before was accepted, false when there shall be no more. */
  mayGoOn(): Promise<boolean>;
}

export interface Scan {
  session: TwainSession;
  system: TwainSystem;
  order: ScanOrder;
  control: ScanControl;
}

type EndReason = Extract<HelperEvent, { is: "end" }>["why"];

const PUMP_EVERY_MS = 5;
const ALIVE_EVERY_MS = 2_000;
// Without a dialog nobody has to be waited for: a feeder may need a while to warm up.
const READY_WITHIN_MS = 90_000;
/** Sources that do not know how much is in the feeder say so by failing to read one sheet more. */
const EMPTY_FEEDER: ReadonlySet<string> = new Set(["NOMEDIA"]);

/** @returns what ends the batch, to be told once the source is released. @throws TwainFault; the pages before it were sent */
export async function runScan(scan: Scan): Promise<HelperEvent> {
  const { session, order } = scan;
  session.openSource(order.source);
  const refusal = applySettings(session, order.settings);
  if (refusal) return { is: "refused", ...refusal };
  checkPaper(scan);
  const showsDialog = session.enable(order.settings.ownDialog);
  const notice = await waitForSource(scan, showsDialog);
  return { is: "end", why: notice === "ready" ? await readPages(scan) : notice };
}

/** Where the source can tell it, an empty feeder is told before its motor runs. */
function checkPaper({ session, order }: Scan): void {
  if (order.settings.source === "flatbed" || order.settings.ownDialog) return;
  const canTell = session.current(CAP.PAPERDETECTABLE) === 1;
  if (canTell && session.current(CAP.FEEDERLOADED) === 0) throw new TwainFault("NOMEDIA", "FEEDERLOADED");
}

/** A person in a dialog takes as long as they like. */
async function waitForSource(
  { session, control }: Scan,
  showsDialog: boolean,
): Promise<"ready" | "stopped" | "dialog-closed"> {
  const startedAt = Date.now();
  let aliveAt = startedAt;
  while (!control.isStopped()) {
    const notice = session.pump();
    if (notice === "ready") return "ready";
    if (notice === "close") return "dialog-closed";
    const now = Date.now();
    if (!showsDialog && now - startedAt > READY_WITHIN_MS) throw new TwainFault("NOANSWER", "XFERREADY");
    if (now - aliveAt > ALIVE_EVERY_MS) {
      control.send({ is: "alive" });
      aliveAt = now;
    }
    await pause(PUMP_EVERY_MS);
  }
  return "stopped";
}

async function readPages(scan: Scan): Promise<EndReason> {
  const { session, order, control } = scan;
  const limit = order.settings.maxPages ?? Infinity;
  for (let page = 1; ; page++) {
    if (control.isStopped()) return "stopped";
    try {
      control.send({ is: "page", ...readPage(scan, page) });
    } catch (error) {
      if (page > 1 && error instanceof TwainFault && EMPTY_FEEDER.has(error.condition)) return "empty";
      throw error;
    }
    // The page is ended only after it was accepted: sources that read ahead take in the next sheet right then.
    const mayGoOn = await control.mayGoOn();
    const hasMore = session.endTransfer();
    if (!mayGoOn) return "stopped";
    if (!hasMore || page >= limit) return "empty";
  }
}

function readPage({ session, system, order }: Scan, page: number): { file: string; resolutionDpi: number } {
  const info = session.imageInfo();
  const resolutionDpi = info && info.resolutionDpi > 0 ? Math.round(info.resolutionDpi) : order.settings.resolutionDpi;
  const isMemory = order.settings.transfer === "memory";
  const file = `page-${page}.${isMemory ? "tiff" : "bmp"}`;
  const target = path.join(order.folder, file);
  if (isMemory) {
    const blocks: ReceivedBlock[] = [];
    session.transferMemory((block) => blocks.push(block));
    // Some sources know depth and resolution only now.
    const bitsPerPixel = (session.imageInfo() ?? info)?.bitsPerPixel ?? 0;
    writeTiff(target, blocks, { bitsPerPixel, resolutionDpi });
  } else session.transferNative((dib) => writeBmp(target, system.memory, dib));
  return { file, resolutionDpi };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
