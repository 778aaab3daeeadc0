import { describe, expect, it } from "vitest";
import type { ScanEvent } from "../../shared/contract";
import { samplePage } from "./sample-page.fixture";
import { afterEvent, ended, type ScanRun, startedRun } from "./scan-run";

const DOSSIER = "0193a5f0-0000-7000-8000-000000000001";
const page = { kind: "page", pageNumber: 1, page: samplePage("p1") } as const;
const end = { kind: "finished", pageCount: 1, sheetsFed: null, imagesExpected: null, fault: null } as const;

function runOf(...events: ScanEvent[]): ScanRun {
  return events.reduce(
    afterEvent,
    startedRun("scanner", { dossierId: DOSSIER, componentId: "c1", place: { kind: "end" } }),
  );
}

describe("a run of the scanner", () => {
  it("counts the pages that are safe and keeps counting through a jam", () => {
    const run = runOf(page, { ...page, pageNumber: 2 }, { kind: "progress", pageNumber: 3, fraction: 0.4 });
    expect(run).toMatchObject({ state: "running", pageNumber: 3, fraction: 0.4, pageCount: 2, latestPageId: "p1" });
    const jam = { code: "SCANNER_JAM", facts: {} } as const;
    expect(afterEvent(run, { ...end, pageCount: 2, fault: jam })).toMatchObject({
      state: "failed",
      fault: jam,
      pageCount: 2,
    });
  });

  it("tells each failed file by its name and goes on", () => {
    const fault = { code: "FILE_EMPTY", facts: {} } as const;
    const run = runOf({ kind: "file-failed", name: "a.pdf", fault }, page, end);
    expect(run).toMatchObject({ state: "finished", pageCount: 1, failedFiles: [{ name: "a.pdf", fault }] });
  });

  it("is no failure when the officer stopped it", () => {
    expect(ended(runOf(page), { code: "CANCELLED", facts: {} })).toMatchObject({
      state: "cancelled",
      fault: null,
      pageCount: 1,
    });
  });

  it("follows separator sheets, does not count them as pages, and keeps what was refused", () => {
    const separator = { ...page, page: { ...samplePage("s"), role: "separator" as const, deleted: true } };
    const target = { kind: "target", dossierId: DOSSIER, componentId: "c2", by: "separator" } as const;
    const fault = { code: "NOT_FOUND", facts: {} } as const;
    const run = runOf(separator, target, page, { kind: "target-refused", code: "TAM-02-261122-0007", fault });
    expect(run).toMatchObject({
      goesTo: { componentId: "c2" },
      pageCount: 1,
      refusals: [{ code: "TAM-02-261122-0007", fault }],
    });
  });

  it("remembers after which pages two sheets went through, and how many images there should be", () => {
    const run = runOf(page, { kind: "double-feed", pageNumber: 1 }, { ...end, imagesExpected: 2 });
    expect(run).toMatchObject({ doubleFeeds: [1], pageCount: 1, imagesExpected: 2 });
  });
});
