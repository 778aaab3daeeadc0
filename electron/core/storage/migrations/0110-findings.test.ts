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
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "findings-"));
  const open = (migrations: typeof MIGRATIONS) =>
    openDatabase({ file: path.join(folder, "office.db"), keyHex: "cd".repeat(32), migrations });
  const before = open(MIGRATIONS.filter((migration) => migration.version < 110));
  before.exec(`
    INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES ('d', 'draft', 'x', 'x'), ('r', 'discarded', 'x', 'x');
    INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES ('${HASH}', 1, 'image/jpeg', 'x');
  `);
  const insert = before.prepare(
    `INSERT INTO pages (id, dossier_id, position, sha256, mime_type, width_px, height_px, resolution_dpi, size_bytes,
                        source, created_at_utc, deleted)
     VALUES (?, ?, 1, '${HASH}', 'image/jpeg', 1, 1, 300, 1, 'file', ?, ?)`,
  );
  insert.run("open", "d", "2026-11-01", 0);
  insert.run("removed", "d", "2026-11-01", 1);
  insert.run("discarded", "r", "2026-11-01", 0);
  before.close();
  database = open(MIGRATIONS);
});
afterEach(() => {
  database.close();
  fs.rmSync(folder, { recursive: true });
});

it("has the pages of open drafts looked at, and no others", () => {
  const rows = database.prepare("SELECT page_id, state, queued_at_utc FROM page_inspections").raw().all();
  expect(rows).toEqual([["open", "queued", "2026-11-01"]]);
});

it("finds the page queued last without sorting", () => {
  const sql = `SELECT page_id FROM page_inspections WHERE state = 'queued' ORDER BY queued_at_utc DESC, page_id DESC LIMIT 1`;
  const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  const text = plan.map((row) => row.detail).join(" ");
  expect(text).toContain("page_inspections_queued");
  expect(text).not.toContain("TEMP B-TREE");
});

it("takes no other state, and no other severity", () => {
  expect(() => database.exec("UPDATE page_inspections SET state = 'looking'")).toThrow(/CHECK/);
  const insert = "INSERT INTO page_findings (page_id, kind, severity) VALUES ('open', 'skewed', ?)";
  expect(() => database.prepare(insert).run("terrible")).toThrow(/CHECK/);
});
