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
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "reading-"));
  const open = (migrations: typeof MIGRATIONS) =>
    openDatabase({ file: path.join(folder, "office.db"), keyHex: "cd".repeat(32), migrations });
  const before = open(MIGRATIONS.filter((migration) => migration.version < 120));
  before.exec(`
    INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES ('d', 'draft', 'x', 'x');
    INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES ('${HASH}', 1, 'image/jpeg', 'x');
    INSERT INTO pages (id, dossier_id, position, sha256, mime_type, width_px, height_px, resolution_dpi, size_bytes,
                       source, created_at_utc)
      VALUES ('read', 'd', 1, '${HASH}', 'image/jpeg', 1, 1, 300, 1, 'file', 'x'),
             ('waiting', 'd', 2, '${HASH}', 'image/jpeg', 1, 1, 300, 1, 'file', 'x');
    INSERT INTO recognition_jobs (page_id, state, queued_at_utc) VALUES ('read', 'done', 'x'), ('waiting', 'queued', 'x');
    INSERT INTO page_texts (page_id, text, words, confidence, engine, read_at_utc)
      VALUES ('read', 'giấy', '[{"text":"giấy","x0":1,"y0":1,"x1":2,"y1":2,"confidence":90}]', 90, 'old', 'x');
  `);
  before.close();
  database = open(MIGRATIONS);
});
afterEach(() => {
  database.close();
  fs.rmSync(folder, { recursive: true });
});

it("keeps what was read before, with nothing known of steps, rules, codes and notes", () => {
  const row = database.prepare("SELECT text, engine, steps, rules, codes, notes FROM page_texts").get();
  expect(row).toEqual({ text: "giấy", engine: "old", steps: "[]", rules: "[]", codes: "[]", notes: "[]" });
  const jobs = database.prepare("SELECT page_id, state, urgent_since_utc FROM recognition_jobs ORDER BY page_id").raw();
  expect(jobs.all()).toEqual([
    ["read", "done", null],
    ["waiting", "queued", null],
  ]);
});

it.each([
  [
    "recognition_jobs_urgent",
    "SELECT page_id FROM recognition_jobs WHERE state = 'queued' AND urgent_since_utc IS NOT NULL ORDER BY urgent_since_utc DESC LIMIT 1",
  ],
  ["readings_oldest", "SELECT rowid FROM readings ORDER BY read_at_utc, rowid LIMIT 1"],
  ["PRIMARY KEY", "SELECT after FROM word_edits WHERE page_id = 'read'"],
  ["sqlite_autoindex_readings_1", "SELECT result FROM readings WHERE sha256 = 'a' AND recipe = 'b' AND engine = 'c'"],
])("answers with %s and without sorting", (index, sql) => {
  const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  const text = plan.map((row) => row.detail).join(" ");
  expect(text).toContain(index);
  expect(text).not.toContain("TEMP B-TREE");
});

it("takes no other turn of a page, no damaged words, and no reading of a file that is not there", () => {
  const edit = "INSERT INTO word_edits VALUES ('read', 1, 1, 2, 2, ?, 'giấy', 'giây', 'x')";
  expect(() => database.prepare(edit).run(45)).toThrow(/CHECK/);
  expect(() => database.exec("UPDATE page_texts SET rules = 'no JSON'")).toThrow(/CHECK/);
  const reading = "INSERT INTO readings VALUES ('nowhere', '0', 'e', '{}', 'x')";
  expect(() => database.exec(reading)).toThrow(/FOREIGN KEY/);
});
