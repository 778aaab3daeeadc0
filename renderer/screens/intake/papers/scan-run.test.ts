import { describe, expect, it } from "vitest";
import type { ScanEvent } from "../../../../shared/contract";
import { afterEvent, ended, type ScanRun, startedRun } from "./scan-run";

const page = { kind: "page", pageNumber: 1 } as Extract<ScanEvent, { kind: "page" }>;

function runOf(...events: ScanEvent[]): ScanRun {
  return events.reduce(afterEvent, startedRun("scanner", "c1"));
}

describe("a run of the scanner", () => {
  it("counts the pages that are safe and keeps counting through a jam", () => {
    const run = runOf(page, { ...page, pageNumber: 2 }, { kind: "progress", pageNumber: 3, fraction: 0.4 });
    expect(run).toMatchObject({ state: "running", pageNumber: 3, fraction: 0.4, pageCount: 2 });
    const jam = { code: "SCANNER_JAM", facts: {} } as const;
    expect(afterEvent(run, { kind: "finished", pageCount: 2, fault: jam })).toMatchObject({
      state: "failed",
      fault: jam,
      pageCount: 2,
    });
  });

  it("tells each failed file by its name and goes on", () => {
    const fault = { code: "FILE_EMPTY", facts: {} } as const;
    const run = runOf({ kind: "file-failed", name: "a.pdf", fault }, page, {
      kind: "finished",
      pageCount: 1,
      fault: null,
    });
    expect(run).toMatchObject({ state: "finished", pageCount: 1, failedFiles: [{ name: "a.pdf", fault }] });
  });

  it("is no failure when the officer stopped it", () => {
    expect(ended(runOf(page), { code: "CANCELLED", facts: {} })).toMatchObject({
      state: "cancelled",
      fault: null,
      pageCount: 1,
    });
  });
});
