import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase, type RawDatabase } from "../database";
import { MIGRATIONS } from "./registry";

let folder: string;
let database: RawDatabase;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "sync-life-"));
  const open = (migrations: typeof MIGRATIONS) =>
    openDatabase({ file: path.join(folder, "office.db"), keyHex: "cd".repeat(32), migrations });
  const before = open(MIGRATIONS.filter((migration) => migration.version < 150));
  before.exec("INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES ('d', 'draft', 'x', 'x')");
  const insert = before.prepare(
    `INSERT INTO outbox (id, dossier_id, sequence, kind, payload, payload_sha256, state, receipt, created_at_utc, size_bytes)
     VALUES (?, 'd', ?, ?, '{}', 'x', ?, ?, 'x', 7)`,
  );
  insert.run(
    "a",
    1,
    "dossier.received",
    "sent",
    JSON.stringify({ receiptId: "r", officialCode: "c", receivedAtUtc: "t" }),
  );
  insert.run("b", 2, "dossier.supplemented", "waiting", null);
  before.close();
  database = open(MIGRATIONS);
});
afterEach(() => {
  database.close();
  fs.rmSync(folder, { recursive: true });
});

it("keeps what was sent and what waits, in its order, and says what it was made from", () => {
  const rows = database
    .prepare(
      "SELECT rowid, id, state, base_version, receipt ->> 'receiptId' AS receipt, size_bytes FROM outbox ORDER BY rowid",
    )
    .all();
  expect(rows).toEqual([
    { rowid: 1, id: "a", state: "sent", base_version: null, receipt: "r", size_bytes: 7 },
    { rowid: 2, id: "b", state: "waiting", base_version: 1, receipt: null, size_bytes: 7 },
  ]);
  expect(database.pragma("foreign_key_check")).toEqual([]);
});

it("still takes no operation as sent without a receipt, and no second one in a place", () => {
  expect(() => database.exec("UPDATE outbox SET state = 'sent' WHERE id = 'b'")).toThrow("CHECK");
  expect(() => database.exec("UPDATE outbox SET sequence = 1 WHERE id = 'b'")).toThrow("UNIQUE");
  database.exec("UPDATE outbox SET state = 'replaced' WHERE id = 'b'");
});

it.each([
  ["outbox_by_bundle", "SELECT id FROM outbox WHERE bundle_id = 'x'"],
  ["conflicts_open", "SELECT id FROM conflicts WHERE chosen IS NULL AND dossier_id = 'd'"],
  ["remote_papers_by_person", "SELECT paper_id FROM remote_papers WHERE personal_number = 'x'"],
  ["sync_runs_by_time", "SELECT id FROM sync_runs ORDER BY started_at_utc DESC LIMIT 30"],
])("%s serves the query that it was made for", (index, sql) => {
  const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
  expect(plan.map((row) => row.detail).join(" ")).toContain(index);
});
