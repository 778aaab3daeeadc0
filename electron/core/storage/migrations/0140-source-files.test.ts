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
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "sources-"));
  const open = (migrations: typeof MIGRATIONS) =>
    openDatabase({ file: path.join(folder, "office.db"), keyHex: "cd".repeat(32), migrations });
  const before = open(MIGRATIONS.filter((migration) => migration.version < 140));
  before.exec(`
    INSERT INTO dossiers (id, stage, created_at_utc, updated_at_utc) VALUES ('d', 'draft', 'x', 'x');
    INSERT INTO blobs (sha256, size_bytes, mime_type, created_at_utc) VALUES ('${HASH}', 1, 'image/jpeg', 'x');
    INSERT INTO pages (id, dossier_id, position, sha256, mime_type, width_px, height_px, resolution_dpi, size_bytes,
                       source, created_at_utc)
      VALUES ('old', 'd', 1, '${HASH}', 'image/jpeg', 1, 1, 300, 1, 'file', 'x');
  `);
  before.close();
  database = open(MIGRATIONS);
});
afterEach(() => {
  database.close();
  fs.rmSync(folder, { recursive: true });
});

const INSERT = `INSERT INTO source_files VALUES (?, 'd', 'a.pdf', ?, 1, 'application/pdf', 2, ?, 'x')`;

it("keeps pages of before, whose file is not known", () => {
  expect(database.prepare("SELECT id, source_file_id, source_page FROM pages").raw().all()).toEqual([
    ["old", null, null],
  ]);
});

it("finds the files of a dossier without reading those of others", () => {
  const sql = "EXPLAIN QUERY PLAN SELECT id FROM source_files WHERE dossier_id = 'd' ORDER BY added_at_utc, id";
  const plan = database.prepare<[], { detail: string }>(sql).all();
  expect(plan.map((row) => row.detail).join(" ")).toContain("sqlite_autoindex_source_files_2");
});

it("takes no file that is not stored, no page of a file that is not there, and no damaged words", () => {
  expect(() => database.prepare(INSERT).run("s", "cd".repeat(32), 0)).toThrow(/FOREIGN KEY/);
  expect(() => database.prepare(INSERT).run("s", HASH, 2)).toThrow(/CHECK/);
  expect(() => database.exec("UPDATE pages SET source_file_id = 'nowhere'")).toThrow(/FOREIGN KEY/);
  expect(() => database.exec("INSERT INTO page_text_layers VALUES ('old', 'no JSON')")).toThrow(/CHECK/);
});

it("gives each paper one number", () => {
  const give = database.prepare("INSERT INTO document_numbers (dossier_id, paper) VALUES ('d', ?)");
  give.run("");
  give.run("c");
  expect(() => give.run("c")).toThrow(/UNIQUE/);
  expect(database.prepare("SELECT number FROM document_numbers ORDER BY number").pluck().all()).toEqual([1, 2]);
});
