// Translates what SQLite and the file system say into the program's own codes.
import Database from "better-sqlite3";
import { DomainError, type ErrorCode } from "../../../shared/errors";

const BY_SQLITE_CODE: readonly (readonly [prefix: string, code: ErrorCode])[] = [
  ["SQLITE_FULL", "STORAGE_FULL"],
  // The shared memory file of the WAL could not grow: seen where the disk is full at the start.
  ["SQLITE_IOERR_SHMSIZE", "STORAGE_FULL"],
  ["SQLITE_IOERR", "STORAGE_UNWRITABLE"],
  ["SQLITE_BUSY", "STORAGE_UNWRITABLE"],
  ["SQLITE_READONLY", "STORAGE_UNWRITABLE"],
  ["SQLITE_CANTOPEN", "STORAGE_UNWRITABLE"],
  ["SQLITE_PERM", "STORAGE_UNWRITABLE"],
  ["SQLITE_CORRUPT", "STORAGE_DAMAGED"],
  ["SQLITE_NOTADB", "STORAGE_DAMAGED"],
];

const BY_ERRNO: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: "STORAGE_FULL",
  EDQUOT: "STORAGE_FULL",
  EFBIG: "STORAGE_FULL",
  EROFS: "STORAGE_UNWRITABLE",
  EACCES: "STORAGE_UNWRITABLE",
  EPERM: "STORAGE_UNWRITABLE",
  EIO: "STORAGE_UNWRITABLE",
  ENOTDIR: "STORAGE_UNWRITABLE",
};

/** The same error when it has no code of ours. */
export function translateSqliteError(error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const code = BY_SQLITE_CODE.find(([prefix]) => error.code.startsWith(prefix))?.[1];
  return code ? new DomainError(code, {}, { cause: error }) : error;
}

/** The same error when it has no code of ours. */
export function translateFileError(error: unknown): unknown {
  const errno = error instanceof Error && "code" in error ? String(error.code) : "";
  const code = BY_ERRNO[errno];
  return code ? new DomainError(code, {}, { cause: error }) : error;
}
