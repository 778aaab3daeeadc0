// The database's key: 32 random bytes, kept encrypted by the operating system's keychain (Electron safeStorage).
import { app, safeStorage } from "electron";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { StartCore } from "../../shared/contract/host";

type Protection = StartCore["keyProtection"];

export interface DataKey {
  keyHex: string;
  protection: Protection;
}

/** Reads the key of a data folder, or makes one for a folder that has no database yet. */
export function openDataKey(dataFolder: string): DataKey {
  const protection = currentProtection();
  const file = path.join(dataFolder, "key.bin");
  if (fs.existsSync(file)) return { keyHex: safeStorage.decryptString(fs.readFileSync(file)), protection };
  if (fs.existsSync(path.join(dataFolder, "office.db")))
    throw new Error("the key file is missing although there is a database");
  const keyHex = randomBytes(32).toString("hex");
  writeDurably(file, safeStorage.encryptString(keyHex));
  return { keyHex, protection };
}

function currentProtection(): Protection {
  if (process.platform === "win32") return "dpapi";
  if (process.platform === "darwin") return "keychain";
  if (safeStorage.getSelectedStorageBackend() !== "basic_text") return "secret_service";
  // Without a keyring the program still has to run; the status screen says that the key protects from nobody here.
  safeStorage.setUsePlainTextEncryption(true);
  return "basic_text";
}

function writeDurably(file: string, bytes: Buffer): void {
  const temporary = `${file}.part`;
  const fd = fs.openSync(temporary, "w", 0o600);
  fs.writeSync(fd, bytes);
  fs.fsyncSync(fd);
  fs.closeSync(fd);
  fs.renameSync(temporary, file);
}

/** The person's own data folder, or the one that an administrator or a test names. */
export function chooseDataFolder(): string {
  const folder = process.env.QUAY_DATA_DIR ?? path.join(app.getPath("appData"), "QuayMotCua");
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
