// Pages for the tests of the window's rules.
import type { Page } from "../../shared/contract";

export function samplePage(id: string, change: Partial<Page> = {}): Page {
  return {
    id,
    dossierId: "0193a5f0-0000-7000-8000-000000000001",
    componentId: null,
    position: 1,
    sha256: "a".repeat(64),
    mimeType: "image/jpeg",
    widthPx: 2480,
    heightPx: 3508,
    resolutionDpi: 300,
    sizeBytes: 400_000,
    source: "sane:pnm:0",
    createdAtUtc: "2026-11-22T02:31:00.000Z",
    deleted: false,
    recognition: "queued",
    confidence: null,
    rotation: 0,
    role: "page",
    batchId: null,
    findings: null,
    ...change,
  };
}
