import { describe, expect, it } from "vitest";
import type { ScanBatch } from "../../../shared/contract";
import { batchNotices } from "./batch-notices";

const batch = (id: string, change: Partial<ScanBatch> = {}): ScanBatch => ({
  id,
  driver: "sane",
  deviceId: "pnm:0",
  dossierId: "d",
  componentId: null,
  startedAtUtc: "2026-11-22T02:31:00.000Z",
  finishedAtUtc: "2026-11-22T02:32:00.000Z",
  isRunning: false,
  pageCount: 37,
  sheetsFed: null,
  imagesExpected: null,
  doubleFeeds: 0,
  fault: null,
  ...change,
});
const kinds = (batches: ScanBatch[], seen: string[] = []) =>
  batchNotices(batches, new Set(seen)).map((notice) => [notice.kind, notice.batch.id]);

describe("notices about earlier runs", () => {
  it("tell of a run that was cut off, until another one followed it", () => {
    const cut = batch("cut", { finishedAtUtc: null });
    expect(kinds([cut, batch("before")])).toEqual([["cut", "cut"]]);
    expect(kinds([batch("after"), cut])).toEqual([]);
    expect(kinds([batch("now", { finishedAtUtc: null, isRunning: true })])).toEqual([]);
  });

  it("tell of double feeds and of images that do not match the sheets, also after another run", () => {
    const odd = batch("odd", { doubleFeeds: 1, imagesExpected: 38 });
    expect(kinds([batch("after"), odd])).toEqual([
      ["doubleFeed", "odd"],
      ["count", "odd"],
    ]);
    expect(kinds([batch("even", { imagesExpected: 37 })])).toEqual([]);
  });

  it("do not count a run that a fault has ended: its missing pages are known", () => {
    expect(kinds([batch("jam", { imagesExpected: 40, fault: { code: "SCANNER_JAM", facts: {} } })])).toEqual([]);
  });

  it("are gone once they were put away", () => {
    expect(kinds([batch("odd", { doubleFeeds: 1 })], ["odd"])).toEqual([]);
  });
});
