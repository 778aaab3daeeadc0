import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase, type RawDatabase } from "../database";
import { MIGRATIONS } from "./registry";

const HASH = "ab".repeat(32);

let folder: string;
let database: RawDatabase;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "extraction-"));
  const open = (migrations: typeof MIGRATIONS) =>
    openDatabase({ file: path.join(folder, "office.db"), keyHex: "cd".repeat(32), migrations });
  const before = open(MIGRATIONS.filter((migration) => migration.version < 130));
  before.exec(`
    INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES ('d', 'draft', 'x', 'x');
    INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES ('${HASH}', 1, 'image/jpeg', 'x');
    INSERT INTO pages (id, dossier_id, position, sha256, mime_type, width_px, height_px, resolution_dpi, size_bytes,
                       source, created_at_utc, deleted)
      VALUES ('p', 'd', 1, '${HASH}', 'image/jpeg', 1, 1, 300, 1, 'file', 'x', 0);
    INSERT INTO page_texts (page_id, text, words, confidence, engine, read_at_utc) VALUES ('p', 'x', '[]', 90, 'e', 'x');
  `);
  before.close();
  database = open(MIGRATIONS);
});
afterEach(() => {
  database.close();
  fs.rmSync(folder, { recursive: true });
});

it("leaves pages that were read before to be understood", () => {
  expect(database.prepare("SELECT count(*) FROM page_texts").pluck().get()).toBe(1);
  expect(database.prepare("SELECT count(*) FROM page_types").pluck().get()).toBe(0);
});

it("finds the last decision of a page without sorting", () => {
  const sql = "SELECT max(id) FROM field_decisions WHERE page_id = 'p' AND taken_back = 0";
  const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  const text = plan.map((row) => row.detail).join(" ");
  expect(text).toContain("field_decisions_of");
  expect(text).not.toContain("TEMP B-TREE");
});

it("takes no decision of another kind, no field that is not JSON, and nothing of a page that is not there", () => {
  const decide = database.prepare(
    `INSERT INTO field_decisions (page_id, key, kind, machine_value, machine_confidence, officer_value, decided_at_utc)
     VALUES (?, 'a', ?, '', 0, '', 'x')`,
  );
  expect(() => decide.run("p", "guess")).toThrow(/CHECK/);
  expect(() => decide.run("nowhere", "confirm")).toThrow(/FOREIGN KEY/);
  decide.run("p", "confirm");
  const field = database.prepare("INSERT INTO page_fields (page_id, key, position, field) VALUES ('p', 'a', 0, ?)");
  expect(() => field.run("{")).toThrow(/CHECK/);
});
