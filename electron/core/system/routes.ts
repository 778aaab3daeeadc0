// Handlers of the system part of the contract.
import { implement } from "@orpc/server";
import fs from "node:fs";
import path from "node:path";
import { systemContract, type Health } from "../../../shared/contract";
import type { StartCore } from "../../../shared/contract/host";
import type { ChangeBus } from "../changes";
import type { CoreHost } from "../host";
import type { BlobStore, Storage } from "../storage";
import type { SettingsStore } from "./settings";

export interface SystemParts {
  storage: Storage;
  blobs: BlobStore;
  settings: SettingsStore;
  changes: ChangeBus;
  start: StartCore;
  startedAt: Date;
  host: Pick<CoreHost, "choosePlace">;
  /** Asked before another unit is stored. @throws DomainError PROVINCE_ACCOUNT_CHANGED */
  sync: { changeUnit(unitCode: string): void };
}

export function systemRoutes(parts: SystemParts) {
  const os = implement(systemContract);
  return {
    choosePlace: os.choosePlace.handler(async ({ input }) => ({ place: await parts.host.choosePlace(input.kind) })),
    health: os.health.handler(() => readHealth(parts)),
    settings: os.settings.handler(() => parts.settings.get()),
    saveSettings: os.saveSettings.handler(({ input }) => {
      if (input.counter) parts.sync.changeUnit(input.counter.unitCode);
      return parts.settings.save(input);
    }),
    watch: os.watch.handler(async function* ({ signal }) {
      yield { topic: "settings" as const, id: null };
      yield* parts.changes.stream(signal);
    }),
  };
}

function readHealth({ storage, blobs, start, startedAt }: SystemParts): Health {
  return {
    appVersion: start.appVersion,
    electronVersion: start.electronVersion,
    nodeVersion: process.versions.node,
    ...storage.health(),
    keyProtection: start.keyProtection,
    dataFolder: start.dataFolder,
    training: start.training,
    freeBytes: blobs.freeBytes(),
    databaseBytes: sizeOfDatabase(path.join(start.dataFolder, "office.db")),
    coreStarts: start.coreStarts,
    startedAtUtc: startedAt.toISOString(),
  };
}

/** With what is still in the write-ahead log: on a young counter that is nearly all. */
function sizeOfDatabase(file: string): number {
  const sizes = [file, `${file}-wal`].map((part) => fs.statSync(part, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}
