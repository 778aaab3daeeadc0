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
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-history-"));
  const open = (migrations: typeof MIGRATIONS) =>
    openDatabase({ file: path.join(folder, "office.db"), keyHex: "cd".repeat(32), migrations });
  const before = open(MIGRATIONS.filter((migration) => migration.version < 90));
  before.exec(`
    INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES ('d', 'draft', 'x', 'x');
    INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES ('${HASH}', 1, 'image/jpeg', 'x');
    INSERT INTO pages (id, dossier_id, position, sha256, mime_type, width_px, height_px, resolution_dpi, size_bytes,
                       source, created_at_utc) VALUES ('p', 'd', 1, '${HASH}', 'image/jpeg', 1, 1, 300, 1, 'file', 'x')`);
  before.close();
  database = open(MIGRATIONS);
});
afterEach(() => {
  database.close();
  fs.rmSync(folder, { recursive: true });
});

it("leaves the pages that were there upright, ordinary and without a batch", () => {
  const columns = "rotation, role, batch_id AS batchId, origin_key AS originKey, deleted";
  expect(database.prepare(`SELECT ${columns} FROM pages`).all()).toEqual([
    { rotation: 0, role: "page", batchId: null, originKey: null, deleted: 0 },
  ]);
});

it.each(["rotation = 45", "role = 'cover'"])("refuses a page with %s", (change) => {
  expect(() => database.exec(`UPDATE pages SET ${change}`)).toThrow("CHECK constraint failed");
});

it("never takes what came from one place twice", () => {
  database.exec("UPDATE pages SET origin_key = 'folder:1'");
  const columns = `dossier_id, position, sha256, mime_type, width_px, height_px, resolution_dpi, size_bytes, source, created_at_utc`;
  const copy = `INSERT INTO pages (id, origin_key, ${columns}) SELECT 'q', 'folder:1', ${columns} FROM pages`;
  expect(() => database.exec(copy)).toThrow("UNIQUE constraint failed: pages.origin_key");
});

it("forgets the changes of a step with the step, and never a page", () => {
  database.exec(`
    INSERT INTO page_actions (id, dossier_id, kind, page_count, done_at_utc) VALUES ('a', 'd', 'move', 1, 'x');
    INSERT INTO page_action_changes VALUES (1, 'p', '{}', '{}')`);
  expect(() => database.exec("DELETE FROM pages")).toThrow("FOREIGN KEY");
  database.exec("DELETE FROM page_actions");
  expect(database.prepare("SELECT count(*) FROM page_action_changes").pluck().get()).toBe(0);
});

it.each([
  ["page_actions_by_dossier", "SELECT max(sequence) FROM page_actions WHERE dossier_id = 'd' AND undone = 0"],
  ["page_actions_by_batch", "SELECT sequence FROM page_actions WHERE batch_id = 'b' AND dossier_id = 'd'"],
  ["page_action_changes_by_page", "SELECT max(action) FROM page_action_changes WHERE page_id = 'p'"],
  ["pages_by_origin", "SELECT id FROM pages WHERE origin_key = 'folder:1'"],
])("%s answers: %s", (index, sql) => {
  const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  const text = plan.map((row) => row.detail).join(" ");
  expect(text).toContain(index);
  expect(text).not.toContain("TEMP B-TREE");
});
