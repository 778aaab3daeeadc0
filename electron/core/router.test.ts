// What crosses the border to the window when something fails: a code, at once or in the middle of a stream.
import { createRouterClient } from "@orpc/server";
import { randomUUID } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { ScanSettings } from "../../shared/contract";
import { DomainError } from "../../shared/errors";
import type { Office } from "./office";
import { createRouter } from "./router";
import { createScanning, type ScanningService } from "./scanning";

function clientOf(failure: Error) {
  const driver = {
    name: "sane" as const,
    listDevices: () => Promise.reject(failure),
    getCapabilities: () => Promise.reject(failure),
    scan: () => {
      throw failure;
    },
  };
  const parts = { drivers: { scanners: [driver] } } as unknown as Parameters<typeof createScanning>[0];
  const scanning: ScanningService = createScanning(parts);
  return createRouterClient(createRouter({ scanning } as Office), { context: {} });
}

async function scan(failure: Error): Promise<unknown> {
  const target = { dossierId: randomUUID(), componentId: null };
  const order = { driver: "sane" as const, deviceId: "test:0", settings: ScanSettings.parse({}), target };
  for await (const event of await clientOf(failure).scanning.scan(order)) if (event.kind === "finished") return event;
  return undefined;
}

describe("a failure", () => {
  it("crosses the border as its code and facts", async () => {
    const failure = new DomainError("SCANNER_FAILED", { status: 9 });
    await expect(clientOf(failure).scanning.devices()).rejects.toMatchObject({
      code: "SCANNER_FAILED",
      data: { status: 9 },
    });
  });

  it("that nobody foresaw in the middle of a stream is logged here and INTERNAL for the window", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await expect(scan(new Error("mkdtemp: ENOSPC"))).rejects.toMatchObject({ code: "INTERNAL" });
    expect(String(log.mock.lastCall)).toContain("ENOSPC");
    log.mockRestore();
  });

  it("of a batch is its last event", async () => {
    expect(await scan(new DomainError("SCANNER_JAM"))).toMatchObject({
      kind: "finished",
      fault: { code: "SCANNER_JAM" },
    });
  });
});
