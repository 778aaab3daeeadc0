import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase, type RawDatabase } from "../database";
import { MIGRATIONS } from "./registry";

let folder: string;
let database: RawDatabase | undefined;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "devices-"));
});
afterEach(() => {
  database?.close();
  fs.rmSync(folder, { recursive: true });
});

/** @param scanner as the setting stood before; null: no such row */
function migrate(scanner: string | null): RawDatabase {
  const open = (migrations: typeof MIGRATIONS) =>
    openDatabase({ file: path.join(folder, "office.db"), keyHex: "cd".repeat(32), migrations });
  const before = open(MIGRATIONS.filter((migration) => migration.version < 100));
  before.prepare("INSERT INTO settings VALUES ('language', '\"vi\"')").run();
  if (scanner !== null) before.prepare("INSERT INTO settings VALUES ('scanner', ?)").run(scanner);
  before.close();
  database = open(MIGRATIONS);
  return database;
}

it("makes the scanner of the settings the default profile, with all its settings", () => {
  const settings = { source: "feeder", resolutionDpi: 200, vendorOptions: { brightness: "10" } };
  const migrated = migrate(JSON.stringify({ driver: "sane", deviceId: "pnm:0", settings }));
  const [profile, ...others] = migrated.prepare("SELECT * FROM scan_profiles").all() as Record<string, unknown>[];
  expect(profile).toMatchObject({ name: "Máy quét", driver: "sane", device_id: "pnm:0", is_default: 1 });
  expect(profile?.["id"]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(JSON.parse(String(profile?.["settings"]))).toEqual(settings);
  expect(others).toEqual([]);
  expect(migrated.prepare("SELECT key FROM settings").pluck().all()).toEqual(["language"]);
});

it.each([
  ["null"],
  [null],
  ["{}"],
  ['{"driver":"sane","deviceId":"","settings":{}}'],
  ['{"driver":"sane","deviceId":"pnm:0"}'],
  [`{"driver":"sane","deviceId":"${"x".repeat(301)}","settings":{}}`],
])("makes no profile where no scanner was chosen that can be used (%s)", (scanner) => {
  const migrated = migrate(scanner);
  expect(migrated.prepare("SELECT count(*) FROM scan_profiles").pluck().get()).toBe(0);
  expect(migrated.prepare("SELECT key FROM settings").pluck().all()).toEqual(["language"]);
});

it("lets only one profile be the default, and forgets choices with their profile", () => {
  const migrated = migrate(null);
  const insert = migrated.prepare(
    "INSERT INTO scan_profiles (id, name, driver, device_id, settings, is_default) VALUES (?, 'x', 'sane', 'd', '{}', 1)",
  );
  insert.run("a");
  expect(() => insert.run("b")).toThrow("UNIQUE");
  migrated.prepare("INSERT INTO scan_profile_choices VALUES ('c01', 'a')").run();
  migrated.prepare("DELETE FROM scan_profiles WHERE id = 'a'").run();
  expect(migrated.prepare("SELECT count(*) FROM scan_profile_choices").pluck().get()).toBe(0);
});

it("answers the batches of a dossier and the pages of a batch from an index", () => {
  const plan = migrate(null)
    .prepare<[], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT b.id, (SELECT count(*) FROM pages p WHERE p.batch_id = b.id)
         FROM scan_batches b WHERE b.dossier_id = 'x' ORDER BY b.started_at_utc DESC`,
    )
    .all()
    .map((row) => row.detail)
    .join(" ");
  expect(plan).toContain("scan_batches_by_dossier");
  expect(plan).toContain("pages_by_batch");
  expect(plan).not.toContain("TEMP B-TREE");
});
