// What has to be said about earlier runs: cut off by a crash, two sheets at once, images that do not match the sheets.
import type { ScanBatch } from "../../../shared/contract";

export interface BatchNotice {
  kind: "cut" | "doubleFeed" | "count";
  batch: ScanBatch;
}

const MOST_SHOWN = 3;

/** @param seen ids of batches whose notices the officer has put away; newest batch first, as core lists them */
export function batchNotices(batches: readonly ScanBatch[], seen: ReadonlySet<string>): BatchNotice[] {
  const ended = batches.filter((batch) => !batch.isRunning && !seen.has(batch.id));
  return ended.flatMap((batch, index) => noticesOf(batch, index === 0 && batch === batches[0])).slice(0, MOST_SHOWN);
}

/** A cut-off run matters until another one has followed it. */
function noticesOf(batch: ScanBatch, isNewest: boolean): BatchNotice[] {
  if (batch.finishedAtUtc === null) return isNewest ? [{ kind: "cut", batch }] : [];
  const notices: BatchNotice[] = [];
  if (batch.doubleFeeds > 0) notices.push({ kind: "doubleFeed", batch });
  const isCounted = batch.imagesExpected !== null && batch.fault === null;
  if (isCounted && batch.imagesExpected !== batch.pageCount) notices.push({ kind: "count", batch });
  return notices;
}
