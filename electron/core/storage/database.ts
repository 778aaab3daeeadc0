// Opens the encrypted database, sets and reads back what durability depends on, and brings the schema up to date.
import Database from "better-sqlite3";
import fs from "node:fs";
import path from "node:path";
import { DomainError } from "../../../shared/errors";
import { translateSqliteError } from "./errors";
import type { Migration } from "./migrations/migration";
import { MIGRATIONS } from "./migrations/registry";

export type RawDatabase = Database.Database;

/** SQLite before 3.51.3 can lose committed pages when the WAL is reset under load. */
const OLDEST_ENGINE = [3, 51, 3] as const;
const BUSY_TIMEOUT_MS = 5000;

export interface OpenOptions {
  file: string;
  /** 32 bytes as hex. */
  keyHex: string;
  migrations?: readonly Migration[];
}

/**
 * Opens or creates the database in WAL with synchronous=FULL.
 * @throws DomainError STORAGE_KEY_WRONG, STORAGE_DAMAGED, STORAGE_TOO_NEW, STORAGE_ENGINE_TOO_OLD, STORAGE_FULL,
 *   STORAGE_UNWRITABLE
 */
export function openDatabase(options: OpenOptions): RawDatabase {
  const existed = fs.existsSync(options.file) && fs.statSync(options.file).size > 0;
  const database = openFile(options.file);
  try {
    unlock(database, options.keyHex, existed);
    setPragmas(database);
    checkEngine(database);
    migrate(database, options.migrations ?? MIGRATIONS);
    return database;
  } catch (error) {
    database.close();
    throw translateSqliteError(error);
  }
}

function openFile(file: string): RawDatabase {
  try {
    return new Database(file, { timeout: BUSY_TIMEOUT_MS, nativeBinding: builtBinding() });
  } catch (error) {
    throw translateSqliteError(error);
  }
}

/** A binary built by scripts/setup for runtimes that the package's own prebuild does not support. */
function builtBinding(): string | undefined {
  const roots = [process.cwd(), path.resolve(__dirname, "..", ".."), path.resolve(__dirname, "..", "..", "..")];
  const relative = path.join("node_modules", "better-sqlite3", "build", "Release", "better_sqlite3.node");
  const candidates = roots.map((root) => path.join(root, relative));
  const unpacked = candidates.map((file) => file.replace(`app.asar${path.sep}`, `app.asar.unpacked${path.sep}`));
  return [...unpacked, ...candidates].find((file) => fs.existsSync(file));
}

function unlock(database: RawDatabase, keyHex: string, existed: boolean): void {
  if (!/^[0-9a-f]{64}$/.test(keyHex)) throw new DomainError("STORAGE_KEY_WRONG");
  database.pragma("cipher = 'sqlcipher'");
  database.pragma("legacy = 4");
  database.pragma(`key = "x'${keyHex}'"`);
  try {
    database.prepare("SELECT count(*) FROM sqlite_schema").get();
  } catch (error) {
    if (isNotADatabase(error) && existed) throw new DomainError("STORAGE_KEY_WRONG", {}, { cause: error });
    throw error;
  }
}

function isNotADatabase(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === "SQLITE_NOTADB";
}

function setPragmas(database: RawDatabase): void {
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.pragma("foreign_keys = ON");
  database.pragma("trusted_schema = OFF");
  database.pragma("secure_delete = FAST");
  const expected: Record<string, unknown> = { journal_mode: "wal", synchronous: 2, foreign_keys: 1, trusted_schema: 0 };
  for (const [name, value] of Object.entries(expected)) {
    const got: unknown = database.pragma(name, { simple: true });
    if (got !== value) throw new Error(`pragma ${name} is ${String(got)}, not ${String(value)}`);
  }
}

function checkEngine(database: RawDatabase): void {
  const version = engineVersion(database);
  const parts = version.split(".").map(Number);
  const difference = OLDEST_ENGINE.map((wanted, index) => (parts[index] ?? 0) - wanted).find((d) => d !== 0) ?? 0;
  if (difference < 0) throw new DomainError("STORAGE_ENGINE_TOO_OLD", { version });
}

export function engineVersion(database: RawDatabase): string {
  return database.prepare<[], string>("SELECT sqlite_version()").pluck().get() ?? "0";
}

function migrate(database: RawDatabase, migrations: readonly Migration[]): void {
  const current = Number(database.pragma("user_version", { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest) throw new DomainError("STORAGE_TOO_NEW", { found: current, known: newest });
  for (const migration of migrations.filter((step) => step.version > current)) {
    const step = database.transaction(() => {
      // Window and command line may open the same data at the same moment: the other one may have been first.
      if (Number(database.pragma("user_version", { simple: true })) >= migration.version) return;
      database.exec(migration.sql);
      database.pragma(`user_version = ${migration.version}`);
    });
    step.immediate();
  }
}
