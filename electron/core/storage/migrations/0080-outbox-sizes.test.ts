import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase, type RawDatabase } from "../database";
import { MIGRATIONS } from "./registry";

let folder: string;
let database: RawDatabase;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "outbox-sizes-"));
  const open = (migrations: typeof MIGRATIONS) =>
    openDatabase({ file: path.join(folder, "office.db"), keyHex: "cd".repeat(32), migrations });
  const before = open(MIGRATIONS.filter((migration) => migration.version < 80));
  before.exec("INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES ('d', 'draft', 'x', 'x')");
  const insert = before.prepare(
    `INSERT INTO outbox (id, dossier_id, sequence, kind, payload, payload_sha256, created_at_utc)
     VALUES (?, 'd', ?, 'dossier.received', ?, 'x', 'x')`,
  );
  const file = (hash: string, size: string) => ({ MaBam: hash, DungLuong: size });
  insert.run("a", 1, JSON.stringify({ TaiLieuNop: [file("h1", "700"), file("h2", "30"), file("h1", "700")] }));
  insert.run("b", 2, "{}");
  before.close();
  database = open(MIGRATIONS);
});
afterEach(() => {
  database.close();
  fs.rmSync(folder, { recursive: true });
});

it("gives the operations that were there their sizes, each file once", () => {
  const sizes = database.prepare("SELECT size_bytes FROM outbox ORDER BY sequence").pluck().all();
  expect(sizes).toEqual([730, 0]);
});

it.each([
  ["outbox_by_state", "SELECT state, count(*), sum(size_bytes) FROM outbox GROUP BY state"],
  ["outbox_by_state", "SELECT max(sent_at_utc) FROM outbox WHERE state = 'sent'"],
  ["outbox_by_dossier", "SELECT dossier_id, max(rowid), max(state = 'waiting') FROM outbox GROUP BY dossier_id"],
])("%s alone answers: %s", (index, sql) => {
  const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  const text = plan.map((row) => row.detail).join(" ");
  expect(text).toContain(`COVERING INDEX ${index}`);
  expect(text).not.toContain("TEMP B-TREE");
});
