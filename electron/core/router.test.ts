// What crosses the border to the window when something fails: a code, at once or in the middle of a stream.
import { createRouterClient } from "@orpc/server";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ScanSettings } from "../../shared/contract";
import { DomainError } from "../../shared/errors";
import { ChangeBus } from "./changes";
import { systemClock } from "./clock";
import type { Office } from "./office";
import { createRouter } from "./router";
import { createScanning } from "./scanning";
import { openStorage, type Storage } from "./storage";

let folder: string;
let storage: Storage;
const dossierId = randomUUID();
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "router-"));
  storage = openStorage({ file: path.join(folder, "office.db"), keyHex: "5a".repeat(32) });
  const sql = "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, 'draft', 'x', 'x')";
  storage.transaction((writer) => writer.run(sql, dossierId));
});
afterEach(() => {
  storage.close();
  fs.rmSync(folder, { recursive: true });
});

function clientOf(failure: Error) {
  const driver = {
    name: "sane" as const,
    listDevices: () => Promise.reject(failure),
    getCapabilities: () => Promise.reject(failure),
    scan: () => {
      throw failure;
    },
  };
  const drivers = () => ({ scanners: [driver] });
  const base = { storage, changes: new ChangeBus(), clock: systemClock };
  const parts = { ...base, drivers } as unknown as Parameters<typeof createScanning>[0];
  return createRouterClient(createRouter({ scanning: createScanning(parts) } as Office), { context: {} });
}

async function scan(failure: Error): Promise<unknown> {
  const target = { dossierId, componentId: null };
  const order = { driver: "sane" as const, deviceId: "test:0", settings: ScanSettings.parse({}), target };
  for await (const event of await clientOf(failure).scanning.scan(order)) if (event.kind === "finished") return event;
  return undefined;
}

describe("a failure", () => {
  it("crosses the border as its code and facts", async () => {
    const failure = new DomainError("SCANNER_FAILED", { status: 9 });
    const asked = clientOf(failure).scanning.capabilities({ driver: "sane", deviceId: "test:0" });
    await expect(asked).rejects.toMatchObject({ code: "SCANNER_FAILED", data: { status: 9 } });
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
