// The real office within the test, for what happens to device and disk rather than to the program.
import fs from "node:fs";
import path from "node:path";
import type { ScanEvent, ScanSettings } from "../../../shared/contract";
import { ScanSettings as Settings } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { buildImageProcess } from "../../../electron/core/image-process.fixture";
import { startNodeImageProcess } from "../../../electron/core/imaging";
import { openOffice, type Office } from "../../../electron/core/office";
import { plainHost } from "../../../electron/core/plain-host.fixture";
import type { Device } from "./protocol";

export async function openTestOffice(dataFolder: string, training: boolean): Promise<Office> {
  const entry = await buildImageProcess();
  fs.mkdirSync(dataFolder, { recursive: true });
  const host = {
    ...plainHost(),
    startImageProcess: () => Promise.resolve(startNodeImageProcess(entry)),
    renderForm: () => Promise.reject(new DomainError("FORM_RENDER_FAILED", { reason: "no window here" })),
  };
  const start = {
    type: "start" as const,
    dataFolder,
    keyHex: "5a".repeat(32),
    keyProtection: "test" as const,
    assetsFolder: path.resolve("assets"),
    appVersion: "0.0.0",
    electronVersion: "none",
    coreStarts: 1,
    training,
    command: null,
  };
  return openOffice({ start, host });
}

export type Finished = Extract<ScanEvent, { kind: "finished" }>;

/** @returns the last event, and the ids of the pages that were told */
export async function scanAll(
  office: Office,
  { device, dossierId, ...settings }: { device: Device; dossierId: string } & Partial<ScanSettings>,
): Promise<{ told: string[]; finished: Finished }> {
  const target = { dossierId, componentId: null };
  const order = { ...device, settings: Settings.parse({ source: "feeder", resolutionDpi: 100, ...settings }), target };
  const told: string[] = [];
  for await (const event of office.scanning.scan(order, new AbortController().signal)) {
    if (event.kind === "page") told.push(event.page.id);
    if (event.kind === "finished") return { told, finished: event };
  }
  throw new Error("the batch has no end");
}
