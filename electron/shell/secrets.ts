// Secrets of core (the device key towards the province): a file each, encrypted by the operating system's keychain.
import { safeStorage } from "electron";
import fs from "node:fs";
import path from "node:path";
import { DomainError } from "../../shared/errors";
import { writeDurably } from "./durable-file";

export interface Secrets {
  /** null: there is none. @throws DomainError DEVICE_KEY_UNAVAILABLE when it is of another account or PC, or cut */
  read(name: string): string | null;
  /** On the disk when it returns. @throws DomainError DEVICE_KEY_UNAVAILABLE, STORAGE_FULL */
  write(name: string, secret: string): void;
}

/** @param dataFolder whose key has been opened: by then the keychain's kind is settled (keychain.ts) */
export function openSecrets(dataFolder: string): Secrets {
  const fileOf = (name: string) => path.join(dataFolder, `secret-${name}.bin`);
  return {
    read(name) {
      const file = fileOf(name);
      if (!fs.existsSync(file)) return null;
      return orUnavailable(() => safeStorage.decryptString(fs.readFileSync(file)));
    },
    write(name, secret) {
      orUnavailable(() => writeDurably(fileOf(name), safeStorage.encryptString(secret)));
    },
  };
}

function orUnavailable<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (cause) {
    const isFull = cause instanceof Error && "code" in cause && cause.code === "ENOSPC";
    throw new DomainError(isFull ? "STORAGE_FULL" : "DEVICE_KEY_UNAVAILABLE", {}, { cause });
  }
}
