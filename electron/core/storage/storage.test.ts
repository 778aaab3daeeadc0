import Database from "better-sqlite3";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DomainError } from "../../../shared/errors";
import { openBlobStore } from "./blob-store";
import { openDatabase } from "./database";
import { translateSqliteError } from "./errors";
import { MIGRATIONS } from "./migrations/registry";
import { openStorage } from "./storage";

const KEY = "0123456789abcdef".repeat(4);
const OTHER_KEY = "f".repeat(64);

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "quay-storage-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const file = () => path.join(folder, "office.db");
const open = (keyHex = KEY) => openStorage({ file: file(), keyHex });

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof DomainError ? error.code : `not a DomainError: ${String(error)}`;
  }
  return "no error";
}

describe("the database", () => {
  it("is in WAL with synchronous FULL and the newest schema", () => {
    const storage = open();
    expect(storage.health()).toMatchObject({
      journalMode: "wal",
      synchronous: "FULL",
      cipher: "sqlcipher",
      schemaVersion: MIGRATIONS.at(-1)?.version,
    });
    expect(storage.check()).toEqual([]);
    storage.close();
  });

  it("is unreadable on the disk, and with another key", () => {
    const storage = open();
    storage.transaction((writer) => writer.run("INSERT INTO settings VALUES ('counter', ?)", '"NGUYEN THI DUONG"'));
    storage.close();
    const bytes = fs.readFileSync(file());
    expect(bytes.includes("NGUYEN THI DUONG")).toBe(false);
    expect(bytes.subarray(0, 15).toString("latin1")).not.toBe("SQLite format 3");
    expect(codeOf(() => open(OTHER_KEY))).toBe("STORAGE_KEY_WRONG");
    const again = open();
    expect(again.read.value("SELECT value FROM settings")).toBe('"NGUYEN THI DUONG"');
    again.close();
  });

  it("refuses a file from a newer program and leaves it as it was", () => {
    const database = openDatabase({ file: file(), keyHex: KEY });
    database.pragma("user_version = 9990");
    database.close();
    expect(codeOf(() => open())).toBe("STORAGE_TOO_NEW");
    expect(codeOf(() => open())).toBe("STORAGE_TOO_NEW");
  });

  it("says that its file cannot be opened", () => {
    fs.mkdirSync(file());
    expect(codeOf(() => open())).toBe("STORAGE_UNWRITABLE");
  });

  it("takes back everything that a failed transaction did", () => {
    const storage = open();
    expect(() =>
      storage.transaction((writer) => {
        writer.run("INSERT INTO settings VALUES ('a', '1')");
        throw new Error("halfway");
      }),
    ).toThrow("halfway");
    expect(storage.read.all("SELECT * FROM settings")).toEqual([]);
    storage.close();
  });

  it("says that it is damaged instead of answering nonsense", () => {
    const storage = open();
    storage.transaction((writer) => {
      for (let n = 0; n < 2000; n++) writer.run("INSERT INTO settings VALUES (?, '1')", `key-${n}`);
    });
    storage.close();
    const bytes = fs.readFileSync(file());
    bytes.fill(0xa5, Math.floor(bytes.length / 2));
    fs.writeFileSync(file(), bytes);
    const outcome = codeOf(() => {
      const damaged = open();
      try {
        expect(damaged.check()).not.toEqual([]);
        damaged.transaction((writer) => writer.all("SELECT * FROM settings ORDER BY value"));
      } finally {
        damaged.close();
      }
    });
    expect(outcome).toBe("STORAGE_DAMAGED");
  });
});

describe("what SQLite says", () => {
  it.each([
    ["SQLITE_FULL", "STORAGE_FULL"],
    ["SQLITE_IOERR_SHMSIZE", "STORAGE_FULL"],
    ["SQLITE_IOERR_WRITE", "STORAGE_UNWRITABLE"],
    ["SQLITE_READONLY_DBMOVED", "STORAGE_UNWRITABLE"],
    ["SQLITE_BUSY", "STORAGE_UNWRITABLE"],
    ["SQLITE_CORRUPT_INDEX", "STORAGE_DAMAGED"],
  ])("in %s is told as %s", (code, ours) => {
    expect(translateSqliteError(new Database.SqliteError("?", code))).toMatchObject({ code: ours });
  });

  it("while another process holds the file is told after a pause, not as an unforeseen fault", () => {
    const storage = open();
    const other = openDatabase({ file: file(), keyHex: KEY });
    other.exec("BEGIN IMMEDIATE");
    expect(codeOf(() => storage.transaction((writer) => writer.all("SELECT 1")))).toBe("STORAGE_UNWRITABLE");
    other.exec("ROLLBACK");
    other.close();
    storage.close();
  });
});

describe("the stored files", () => {
  const content = Buffer.from("một trang giấy khai sinh");

  it("come back as they were, and are not readable on the disk", () => {
    const blobs = openBlobStore(path.join(folder, "blobs"), KEY);
    const { sha256, sizeBytes } = blobs.put(content);
    expect(sizeBytes).toBe(content.length);
    expect(blobs.put(content).sha256).toBe(sha256);
    expect(blobs.names()).toEqual([sha256]);
    expect(blobs.get(sha256).equals(content)).toBe(true);
    const onDisk = fs.readFileSync(path.join(folder, "blobs", sha256.slice(0, 2), `${sha256}.qmc`));
    expect(onDisk.includes(content)).toBe(false);
  });

  it("are refused when a byte changed, when they were cut, and when they are gone", () => {
    const blobs = openBlobStore(path.join(folder, "blobs"), KEY);
    const { sha256 } = blobs.put(content);
    const place = path.join(folder, "blobs", sha256.slice(0, 2), `${sha256}.qmc`);
    const bytes = fs.readFileSync(place);
    const changed = Buffer.from(bytes);
    changed[20] = (changed[20] ?? 0) ^ 1;
    fs.writeFileSync(place, changed);
    expect(codeOf(() => blobs.get(sha256))).toBe("BLOB_DAMAGED");
    fs.writeFileSync(place, bytes.subarray(0, 10));
    expect(codeOf(() => blobs.get(sha256))).toBe("BLOB_DAMAGED");
    fs.rmSync(place);
    expect(codeOf(() => blobs.get(sha256))).toBe("BLOB_MISSING");
  });

  it("heal when the same content is stored again", () => {
    const blobs = openBlobStore(path.join(folder, "blobs"), KEY);
    const { sha256 } = blobs.put(content);
    fs.writeFileSync(path.join(folder, "blobs", sha256.slice(0, 2), `${sha256}.qmc`), "damaged");
    blobs.put(content);
    expect(blobs.get(sha256).equals(content)).toBe(true);
  });

  it("of a killed write are swept away at the next start, those of a live process are not", () => {
    const place = path.join(folder, "blobs", "ab");
    fs.mkdirSync(place, { recursive: true });
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    const written = `abcd.qmc.${process.ppid}.part`;
    for (const name of [`abcd.qmc.${ended}.part`, `abcd.qmc.${process.pid}.part`, written])
      fs.writeFileSync(path.join(place, name), "half");
    openBlobStore(path.join(folder, "blobs"), KEY);
    expect(fs.readdirSync(place)).toEqual([written]);
  });

  it("say that their folder cannot be made", () => {
    fs.writeFileSync(path.join(folder, "taken"), "");
    expect(codeOf(() => openBlobStore(path.join(folder, "taken", "blobs"), KEY))).toBe("STORAGE_UNWRITABLE");
  });
});
