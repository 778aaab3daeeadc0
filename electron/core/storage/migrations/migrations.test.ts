import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../database";
import { MIGRATIONS } from "./registry";

const KEY = "ab".repeat(32);
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-migrations-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const open = (upTo = MIGRATIONS.length) =>
  openDatabase({ file: path.join(folder, "office.db"), keyHex: KEY, migrations: MIGRATIONS.slice(0, upTo) });

describe("the migrations", () => {
  it("are numbered in rising tens", () => {
    const versions = MIGRATIONS.map((migration) => migration.version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
    expect(versions.filter((version) => version % 10 !== 0)).toEqual([]);
  });

  it.each(MIGRATIONS.map((migration, index) => [migration.name, index] as const))(
    "lead from before %s to the newest, and keep the rows that were there",
    (_name, index) => {
      const before = open(index);
      if (index > 0) before.prepare("INSERT INTO settings VALUES ('language', '\"vi\"')").run();
      before.close();
      const after = open();
      expect(after.pragma("user_version", { simple: true })).toBe(MIGRATIONS.at(-1)?.version);
      const rows = after.prepare("SELECT key FROM settings").all();
      expect(rows).toEqual(index > 0 ? [{ key: "language" }] : []);
      after.close();
    },
  );

  it("that fail leave the database at the step before", () => {
    const broken = { version: 9000, name: "broken", sql: "CREATE TABLE half (id TEXT); SELECT * FROM nowhere;" };
    open().close();
    expect(() =>
      openDatabase({ file: path.join(folder, "office.db"), keyHex: KEY, migrations: [...MIGRATIONS, broken] }),
    ).toThrow("nowhere");
    const database = open();
    const half = database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get();
    expect(half).toBe(0);
    database.close();
  });

  it("give an index to the queries that the counter makes all day", () => {
    const database = open();
    const plan = (sql: string) =>
      database
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map((row) => row.detail)
        .join(" ");
    expect(plan("SELECT id FROM dossiers WHERE stage = 'draft' ORDER BY updated_at_utc DESC")).toContain(
      "dossiers_by_stage",
    );
    expect(plan("SELECT id FROM pages WHERE dossier_id = 'x' ORDER BY component_id, position")).toContain(
      "pages_by_dossier",
    );
    expect(plan("SELECT id FROM outbox WHERE state NOT IN ('sent', 'replaced') AND state = 'waiting'")).toContain(
      "outbox_open",
    );
    expect(plan("SELECT id FROM dossiers WHERE personal_number = '001' AND personal_number <> ''")).toContain(
      "dossiers_by_person",
    );
    database.close();
  });

  it("refuse a received dossier without a number, and a sent operation without a receipt", () => {
    const database = open();
    const insert = database.prepare(
      "INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES (?, ?, '2026-11-23', '2026-11-23')",
    );
    expect(() => insert.run("a", "received")).toThrow("CHECK");
    insert.run("b", "draft");
    expect(() =>
      database
        .prepare(
          "INSERT INTO outbox (id, dossier_id, sequence, kind, payload, payload_sha256, state, created_at_utc) VALUES ('o', 'b', 1, 'k', '{}', 'x', 'sent', 'now')",
        )
        .run(),
    ).toThrow("CHECK");
    database.close();
  });
});
