// Reading and writing the database. A Writer exists only inside transaction(), so a write outside one does not compile.
import type Database from "better-sqlite3";
import { engineVersion, openDatabase, type OpenOptions, type RawDatabase } from "./database";
import { translateSqliteError } from "./errors";

/** A bound parameter. */
export type Value = string | number | bigint | null | Uint8Array;

export interface Reader {
  /** The first row, or undefined. */
  get<Row>(sql: string, ...parameters: Value[]): Row | undefined;
  all<Row>(sql: string, ...parameters: Value[]): Row[];
  /** The first column of the first row, or undefined. */
  value<T>(sql: string, ...parameters: Value[]): T | undefined;
}

export interface Writer extends Reader {
  /** @returns the number of rows that changed */
  run(sql: string, ...parameters: Value[]): number;
  /** Makes a Writer a different thing from a Reader for the compiler. */
  readonly writes: true;
}

export interface StorageHealth {
  sqliteVersion: string;
  schemaVersion: number;
  cipher: string;
  journalMode: string;
  synchronous: string;
}

export interface Storage {
  readonly read: Reader;
  /**
   * Runs `work` in one immediate transaction; what it throws rolls everything back.
   * It has been fsynced when this returns.
   * @throws DomainError STORAGE_FULL, STORAGE_UNWRITABLE, STORAGE_DAMAGED
   */
  transaction<Result>(work: (writer: Writer) => Result): Result;
  health(): StorageHealth;
  /** Problems found by SQLite itself; empty when there are none. */
  check(): string[];
  close(): void;
}

const SYNCHRONOUS = ["OFF", "NORMAL", "FULL", "EXTRA"];

export function openStorage(options: OpenOptions): Storage {
  const database = openDatabase(options);
  const writer = createWriter(database);
  return {
    read: writer,
    transaction: (work) => translated(() => database.transaction(() => work(writer)).immediate()),
    health: () => readHealth(database),
    check: () => findDamage(database),
    close: () => database.close(),
  };
}

function createWriter(database: RawDatabase): Writer {
  const statements = new Map<string, Database.Statement<Value[]>>();
  function prepare(sql: string): Database.Statement<Value[]> {
    const known = statements.get(sql);
    if (known) return known;
    const statement = database.prepare<Value[]>(sql);
    statements.set(sql, statement);
    return statement;
  }
  return {
    writes: true,
    get: <Row>(sql: string, ...parameters: Value[]) =>
      translated(() => prepare(sql).get(...parameters) as Row | undefined),
    all: <Row>(sql: string, ...parameters: Value[]) => translated(() => prepare(sql).all(...parameters) as Row[]),
    value: <T>(sql: string, ...parameters: Value[]) => {
      const row = translated(() => prepare(sql).get(...parameters) as Record<string, T> | undefined);
      return row === undefined ? undefined : Object.values(row)[0];
    },
    run: (sql, ...parameters) => translated(() => prepare(sql).run(...parameters).changes),
  };
}

function translated<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw translateSqliteError(error);
  }
}

function readHealth(database: RawDatabase): StorageHealth {
  const pragma = (name: string) => database.pragma(name, { simple: true });
  return {
    sqliteVersion: engineVersion(database),
    schemaVersion: Number(pragma("user_version")),
    cipher: String(pragma("cipher")),
    journalMode: String(pragma("journal_mode")),
    synchronous: SYNCHRONOUS[Number(pragma("synchronous"))] ?? "unknown",
  };
}

/** A database too damaged to be checked is damage, too. */
function findDamage(database: RawDatabase): string[] {
  try {
    const found = database.prepare<[], string>("PRAGMA integrity_check").pluck().all();
    const dangling = database.prepare<[], { table: string }>("PRAGMA foreign_key_check").all();
    return [...found.filter((line) => line !== "ok"), ...dangling.map((row) => `foreign key: ${row.table}`)];
  } catch (error) {
    return [error instanceof Error ? error.message : "unreadable"];
  }
}
