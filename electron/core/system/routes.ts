// Handlers of the system part of the contract.
import { implement } from "@orpc/server";
import fs from "node:fs";
import path from "node:path";
import { systemContract, type Health } from "../../../shared/contract";
import type { StartCore } from "../../../shared/contract/host";
import type { ChangeBus } from "../changes";
import type { BlobStore, Storage } from "../storage";
import type { SettingsStore } from "./settings";

export interface SystemParts {
  storage: Storage;
  blobs: BlobStore;
  settings: SettingsStore;
  changes: ChangeBus;
  start: StartCore;
  startedAt: Date;
}

export function systemRoutes(parts: SystemParts) {
  const os = implement(systemContract);
  return {
    health: os.health.handler(() => readHealth(parts)),
    settings: os.settings.handler(() => parts.settings.get()),
    saveSettings: os.saveSettings.handler(({ input }) => parts.settings.save(input)),
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
    freeBytes: blobs.freeBytes(),
    databaseBytes: fs.statSync(path.join(start.dataFolder, "office.db")).size,
    coreStarts: start.coreStarts,
    startedAtUtc: startedAt.toISOString(),
  };
}
