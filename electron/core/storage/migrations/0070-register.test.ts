import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase, type RawDatabase } from "../database";
import { MIGRATIONS } from "./registry";

let folder: string;
let database: RawDatabase;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "register-"));
  const open = (migrations: typeof MIGRATIONS) =>
    openDatabase({ file: path.join(folder, "office.db"), keyHex: "cd".repeat(32), migrations });
  const before = open(MIGRATIONS.filter((migration) => migration.version < 70));
  const insert = "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, 'draft', 'x', ?)";
  for (const id of ["a", "b"]) before.prepare(insert).run(id, id);
  before.close();
  database = open(MIGRATIONS);
});
afterEach(() => {
  database.close();
  fs.rmSync(folder, { recursive: true });
});

it("keeps the dossiers that were there", () => {
  expect(database.prepare("SELECT count(*) FROM dossiers").pluck().get()).toBe(2);
});

it.each([
  ["dossiers_by_update", "SELECT * FROM dossiers WHERE stage <> 'discarded' ORDER BY updated_at_utc DESC, id DESC"],
  ["dossiers_by_reception", "SELECT count(*) FROM dossiers WHERE received_at_utc >= 'a' AND received_at_utc < 'b'"],
  [
    "dossiers_by_deadline",
    "SELECT count(*) FROM dossiers WHERE stage = 'received' AND province_state IN (1, 2, 4) AND due_at_utc < 'a'",
  ],
  ["pages_by_time", "SELECT count(*) FROM pages WHERE deleted = 0 AND created_at_utc >= 'a'"],
])("%s serves the query that it was made for, without sorting", (index, sql) => {
  const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  const text = plan.map((row) => row.detail).join(" ");
  expect(text).toContain(index);
  expect(text).not.toContain("TEMP B-TREE");
});
