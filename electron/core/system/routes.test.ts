// Another unit in the settings: stored only when sync has nothing against it.
import { createRouterClient } from "@orpc/server";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { CounterSettings } from "../../../shared/contract";
import { DomainError } from "../../../shared/errors";
import { ChangeBus } from "../changes";
import { openStorage, type Storage } from "../storage";
import { systemRoutes, type SystemParts } from "./routes";
import { createSettings } from "./settings";

const COUNTER: CounterSettings = {
  ...{ governingBody: "UBND", unitName: "Trung tâm", unitCode: "H34.1", communeCode: "", placeName: "Nơi này" },
  ...{ counterName: "Quầy 1", officerName: "Y Blan", phone: "", machineCode: "M1" },
};
let folder: string;
let storage: Storage;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "settings-"));
  storage = openStorage({ file: path.join(folder, "office.db"), keyHex: "5a".repeat(32) });
});
afterEach(() => {
  storage.close();
  fs.rmSync(folder, { recursive: true });
});

it("keeps the unit while dossiers wait for it, and asks nobody about other settings", async () => {
  const asked: string[] = [];
  const sync = {
    changeUnit(unitCode: string) {
      asked.push(unitCode);
      if (unitCode === "H34.2") throw new DomainError("PROVINCE_ACCOUNT_CHANGED", { waiting: 3 });
    },
  };
  const settings = createSettings(storage, new ChangeBus());
  const client = createRouterClient(systemRoutes({ settings, sync } as SystemParts));
  await client.saveSettings({ counter: COUNTER });
  const other = { ...COUNTER, unitCode: "H34.2" };
  await expect(client.saveSettings({ counter: other, language: "en" })).rejects.toThrow("PROVINCE_ACCOUNT_CHANGED");
  expect(settings.get()).toMatchObject({ counter: COUNTER, language: "vi" });
  await client.saveSettings({ language: "en" });
  expect(asked).toEqual(["H34.1", "H34.2"]);
});
