// Writes a bundle onto a stick: encrypted as it is written, on the disk before it gets its name, and read back before it counts.
import { Encrypter } from "age-encryption";
import { createHash } from "node:crypto";
import fs from "node:fs";
import { open, rename, rm, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { DomainError, errorCodeOf } from "../../../../shared/errors";
import { BUNDLE_EXTENSION } from "../../../../shared/wire";

export interface BundleJob {
  folder: string;
  /** Without folder and ending. */
  name: string;
  /** age1… of the province. */
  recipient: string;
  /** Plain bytes, in order. */
  content: AsyncIterable<Uint8Array>;
  signal: AbortSignal;
}

export interface WrittenBundle {
  file: string;
  sizeBytes: number;
}

const UNFINISHED = ".part";

/**
 * Returns once the file stands under its final name and reads back as it was written.
 * @throws DomainError BUNDLE_FOLDER_UNWRITABLE (nothing is left under a final name), CANCELLED, and what `content` throws
 */
export async function writeBundle(job: BundleJob): Promise<WrittenBundle> {
  const file = await translateStick(() => Promise.resolve(freeName(job)));
  const unfinished = file + UNFINISHED;
  try {
    const { sizeBytes, sha256 } = await writeUnfinished(job, unfinished);
    if ((await translateStick(() => hashOf(unfinished))) !== sha256) throw unwritable("READ_BACK");
    await translateStick(() => finish(unfinished, file));
    return { file, sizeBytes };
  } catch (error) {
    // A stick that was pulled out cannot be tidied; the next export onto it does so.
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw job.signal.aborted ? new DomainError("CANCELLED", {}, { cause: error }) : error;
  }
}

/** Removes what a kill or a pulled stick left of this counter's exports. */
export function removeUnfinished(folder: string, prefix: string): void {
  const isOurs = (name: string) => name.startsWith(prefix) && name.endsWith(BUNDLE_EXTENSION + UNFINISHED);
  try {
    for (const name of fs.readdirSync(folder).filter(isOurs)) fs.rmSync(path.join(folder, name), { force: true });
  } catch (error) {
    throw unwritable(causeOf(error), error);
  }
}

/** An older export of the same minute is not overwritten: it may be all that there is of it. */
function freeName({ folder, name }: BundleJob): string {
  for (let copy = 1; ; copy += 1) {
    const file = path.join(folder, `${name}${copy === 1 ? "" : `-${copy}`}${BUNDLE_EXTENSION}`);
    if (!fs.existsSync(file)) return file;
  }
}

async function writeUnfinished(job: BundleJob, place: string): Promise<{ sizeBytes: number; sha256: string }> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(job.recipient);
  const plain = ReadableStream.from(job.content) as ReadableStream<Uint8Array>;
  const hash = createHash("sha256");
  let sizeBytes = 0;
  const handle = await translateStick(() => open(place, "w", 0o600));
  try {
    for await (const piece of await encrypter.encrypt(plain)) {
      job.signal.throwIfAborted();
      hash.update(piece);
      sizeBytes += piece.length;
      await translateStick(() => handle.writeFile(piece));
    }
    await translateStick(() => handle.sync());
  } finally {
    await close(handle);
  }
  return { sizeBytes, sha256: hash.digest("hex") };
}

/** Closing what stands on a stick that is gone fails; that it is gone was said already, or the sync has succeeded. */
function close(handle: FileHandle): Promise<void> {
  return handle.close().catch(() => undefined);
}

async function finish(unfinished: string, file: string): Promise<void> {
  await rename(unfinished, file);
  if (process.platform === "win32") return; // a folder cannot be opened there
  const handle = await open(path.dirname(file), "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(fs.createReadStream(file), hash);
  return hash.digest("hex");
}

async function translateStick<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw unwritable(causeOf(error), error);
  }
}

function unwritable(cause: string, error?: unknown): DomainError {
  return new DomainError("BUNDLE_FOLDER_UNWRITABLE", { cause }, { cause: error });
}

function causeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : errorCodeOf(error);
}
