// Page originals and PDFs: files named by the SHA-256 of their content, encrypted, durable before any row names them.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { DomainError } from "../../../shared/errors";
import { translateFileError } from "./errors";

const MAGIC = Buffer.from("QMC1");
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface StoredBlob {
  sha256: string;
  sizeBytes: number;
}

export interface BlobStore {
  /**
   * Returns once the content and its folder entry are on the disk (fsync of both).
   * Storing the same content again changes nothing.
   * @throws DomainError STORAGE_FULL, STORAGE_UNWRITABLE
   */
  put(content: Uint8Array): StoredBlob;
  /** @throws DomainError BLOB_MISSING, BLOB_DAMAGED when it is not the content of its name */
  get(sha256: string): Buffer;
  has(sha256: string): boolean;
  /** Names of all stored files. */
  names(): string[];
  freeBytes(): number;
}

/**
 * @param keyHex the database's key; the files are encrypted with a key derived from it (HKDF-SHA-256, AES-256-GCM)
 * @throws DomainError STORAGE_FULL, STORAGE_UNWRITABLE
 */
export function openBlobStore(folder: string, keyHex: string): BlobStore {
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(keyHex, "hex"), "", "quay-mot-cua blobs v1", 32));
  prepareFolder(folder);
  const place = (sha256: string) => path.join(folder, sha256.slice(0, 2), `${sha256}.qmc`);
  return {
    put(content) {
      const sha256 = createHash("sha256").update(content).digest("hex");
      const file = place(sha256);
      // A damaged file of that name is replaced: storing a page again is how it is healed.
      if (isSound(file, key, sha256)) syncFolder(path.dirname(file));
      else writeDurably(file, encrypt(key, content));
      return { sha256, sizeBytes: content.byteLength };
    },
    get: (sha256) => readChecked(place(sha256), key, sha256),
    has: (sha256) => fs.existsSync(place(sha256)),
    names: () => listNames(folder),
    freeBytes: () => freeBytesOf(folder),
  };
}

function freeBytesOf(folder: string): number {
  const { bavail, bsize } = fs.statfsSync(folder);
  return bavail * bsize;
}

function prepareFolder(folder: string): void {
  try {
    if (fs.mkdirSync(folder, { recursive: true }) !== undefined) syncFolder(path.dirname(folder));
    removeUnfinished(folder);
  } catch (error) {
    throw translateFileError(error);
  }
}

/** Left behind by a kill in the middle of a write: never named by a row. What another live process writes stays. */
function removeUnfinished(folder: string): void {
  for (const name of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const [, pid] = /\.(\d+)\.part$/.exec(name) ?? [];
    const isBeingWritten = pid !== undefined && Number(pid) !== process.pid && isAlive(Number(pid));
    if (name.endsWith(".part") && !isBeingWritten) fs.rmSync(path.join(folder, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function isSound(file: string, key: Buffer, sha256: string): boolean {
  if (!fs.existsSync(file)) return false;
  try {
    readChecked(file, key, sha256);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}

function encrypt(key: Buffer, content: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  return Buffer.concat([MAGIC, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function writeDurably(file: string, bytes: Buffer): void {
  const folder = path.dirname(file);
  const temporary = `${file}.${process.pid}.part`;
  try {
    const isNewFolder = fs.mkdirSync(folder, { recursive: true }) !== undefined;
    writeAndSync(temporary, bytes);
    fs.renameSync(temporary, file);
    syncFolder(folder);
    if (isNewFolder) syncFolder(path.dirname(folder));
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw translateFileError(error);
  }
}

function writeAndSync(file: string, bytes: Buffer): void {
  const fd = fs.openSync(file, "w", 0o600);
  try {
    for (let written = 0; written < bytes.length;) written += fs.writeSync(fd, bytes, written);
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

function syncFolder(folder: string): void {
  if (process.platform === "win32") return; // a folder cannot be opened there; NTFS journals the rename
  const fd = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

function readChecked(file: string, key: Buffer, sha256: string): Buffer {
  const bytes = readFile(file, sha256);
  const content = decrypt(key, bytes);
  if (!content || createHash("sha256").update(content).digest("hex") !== sha256)
    throw new DomainError("BLOB_DAMAGED", { sha256 });
  return content;
}

function readFile(file: string, sha256: string): Buffer {
  try {
    return fs.readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new DomainError("BLOB_MISSING", { sha256 }, { cause: error });
    throw translateFileError(error);
  }
}

/** @returns null when the file was cut, changed, or written with another key */
function decrypt(key: Buffer, bytes: Buffer): Buffer | null {
  const bodyAt = MAGIC.length + NONCE_BYTES;
  if (bytes.length < bodyAt + TAG_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(MAGIC.length, bodyAt));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(bodyAt, bytes.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return null; // GCM's only failure here is the tag: the caller names it
  }
}

function listNames(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".qmc"))
    .map((name) => path.basename(name, ".qmc"));
}
