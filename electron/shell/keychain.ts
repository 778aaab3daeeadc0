// The database's key: 32 random bytes, kept encrypted by the operating system's keychain (Electron safeStorage).
import { app, safeStorage } from "electron";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { StartCore } from "../../shared/contract/host";
import { DomainError } from "../../shared/errors";
import { dataFolderFor } from "./data-folder";
import { writeDurably } from "./durable-file";

type Protection = StartCore["keyProtection"];

export interface DataKey {
  keyHex: string;
  protection: Protection;
}

/**
 * Reads the key of a data folder, or makes one for a folder that has no database yet.
 * @throws DomainError STORAGE_KEY_UNAVAILABLE, STORAGE_FULL, STORAGE_UNWRITABLE
 */
export function openDataKey(dataFolder: string): DataKey {
  const protection = currentProtection();
  const file = path.join(dataFolder, "key.bin");
  if (fs.existsSync(file)) return { keyHex: readKey(file), protection };
  // A new key would open nothing of what is there.
  if (fs.existsSync(path.join(dataFolder, "office.db"))) throw new DomainError("STORAGE_KEY_UNAVAILABLE");
  const keyHex = randomBytes(32).toString("hex");
  writeKey(file, keyHex);
  return { keyHex, protection };
}

function readKey(file: string): string {
  const keyHex = orUnavailable(() => safeStorage.decryptString(fs.readFileSync(file)));
  if (!/^[0-9a-f]{64}$/.test(keyHex)) throw new DomainError("STORAGE_KEY_UNAVAILABLE");
  return keyHex;
}

function writeKey(file: string, keyHex: string): void {
  const bytes = orUnavailable(() => safeStorage.encryptString(keyHex));
  try {
    writeDurably(file, bytes);
  } catch (cause) {
    const isFull = cause instanceof Error && "code" in cause && cause.code === "ENOSPC";
    throw new DomainError(isFull ? "STORAGE_FULL" : "STORAGE_UNWRITABLE", {}, { cause });
  }
}

/** The file is cut or of another account, or the keychain is locked: the system tells no more than that it failed. */
function orUnavailable<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    throw new DomainError("STORAGE_KEY_UNAVAILABLE", {}, { cause });
  }
}

function currentProtection(): Protection {
  if (process.platform === "win32") return "dpapi";
  if (process.platform === "darwin") return "keychain";
  if (safeStorage.getSelectedStorageBackend() !== "basic_text") return "secret_service";
  // Without a keyring the program still has to run; the status screen says that the key protects from nobody here.
  safeStorage.setUsePlainTextEncryption(true);
  return "basic_text";
}

/** The person's own data folder, or the one that an administrator or a test names; for training the one beside it. */
export function chooseDataFolder(isTraining: boolean): string {
  const usual = path.join(app.getPath("appData"), "QuayMotCua");
  return dataFolderFor({ named: process.env.QUAY_DATA_DIR, usual, isTraining });
}

/** @returns false when the folder cannot be made: the window then tells why it has no data */
export function makeDataFolder(folder: string): boolean {
  try {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch (error) {
    console.error("shell: no data folder:", error instanceof Error && "code" in error ? error.code : "unknown");
    return false;
  }
}
