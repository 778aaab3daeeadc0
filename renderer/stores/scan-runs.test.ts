import { setTimeout as pause } from "node:timers/promises";
import { beforeEach, describe, expect, it } from "vitest";
import type { ScanEvent, ScanTarget } from "../../shared/contract";
import { DomainError } from "../../shared/errors";
import { samplePage } from "./sample-page.fixture";
import { isRunning, type OpenStream, useScanRuns } from "./scan-runs";

const target = (dossierId: string): ScanTarget => ({ dossierId, componentId: null, place: { kind: "end" } });
const runOf = (dossierId: string) => useScanRuns.getState().runs[dossierId];
const { start, cancel, dismiss } = useScanRuns.getState();

async function* feeding(signal: AbortSignal, pages: number): AsyncGenerator<ScanEvent> {
  yield { kind: "started", batchId: "b" };
  for (let pageNumber = 1; pageNumber <= pages; pageNumber++) {
    await pause(5);
    if (signal.aborted) throw new DomainError("CANCELLED");
    yield { kind: "page", pageNumber, page: samplePage(`p${String(pageNumber)}`) };
  }
  yield { kind: "finished", pageCount: pages, sheetsFed: pages, imagesExpected: pages, fault: null };
}

/** As the stream of a core that is gone. */
async function* cutOff(): AsyncGenerator<ScanEvent> {
  await pause(1);
  yield { kind: "page", pageNumber: 1, page: samplePage("p1") };
}

const feeder =
  (pages: number): OpenStream =>
  (signal) =>
    Promise.resolve(feeding(signal, pages));
const settled = (dossierId: string) => expect.poll(() => isRunning(dossierId)).toBe(false);

beforeEach(() => useScanRuns.setState({ runs: {} }));

describe("runs above the screens", () => {
  it("go on by themselves to their end, each dossier its own", async () => {
    expect(start("scanner", target("a"), feeder(3))).toBe(true);
    expect(start("scanner", target("b"), feeder(1))).toBe(true);
    await settled("a");
    await settled("b");
    expect(runOf("a")).toMatchObject({ state: "finished", pageCount: 3, latestPageId: "p3", imagesExpected: 3 });
    expect(runOf("b")).toMatchObject({ state: "finished", pageCount: 1 });
  });

  it("are one at a time for a dossier", async () => {
    start("scanner", target("a"), feeder(2));
    expect(start("files", target("a"), feeder(2))).toBe(false);
    await settled("a");
    expect(runOf("a")).toMatchObject({ origin: "scanner", pageCount: 2 });
    expect(start("files", target("a"), feeder(1))).toBe(true);
    await settled("a");
  });

  it("keep what came before they were stopped", async () => {
    start("scanner", target("a"), feeder(1000));
    await expect.poll(() => runOf("a")?.pageCount ?? 0).toBeGreaterThan(1);
    cancel("a");
    await settled("a");
    expect(runOf("a")).toMatchObject({ state: "cancelled", fault: null });
    expect(runOf("a")?.pageCount).toBeGreaterThan(1);
  });

  it("fail by their code when core refuses or goes away, and stay until put away", async () => {
    start("scanner", target("a"), () => Promise.reject(new DomainError("SCANNER_BUSY")));
    await settled("a");
    expect(runOf("a")).toMatchObject({ state: "failed", fault: { code: "SCANNER_BUSY" } });
    dismiss("a");
    expect(runOf("a")).toBeUndefined();
  });

  it("have failed when the stream ends without its last word", async () => {
    start("scanner", target("a"), () => Promise.resolve(cutOff()));
    await settled("a");
    expect(runOf("a")).toMatchObject({ state: "failed", fault: { code: "CORE_UNAVAILABLE" }, pageCount: 1 });
  });

  it("are not put away while they are under way", async () => {
    start("scanner", target("a"), feeder(3));
    dismiss("a");
    expect(runOf("a")?.state).toBe("running");
    await settled("a");
  });
});
