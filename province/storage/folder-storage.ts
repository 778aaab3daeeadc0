// Files in a folder: on this machine's disk, or on a share that several processes see.
import { FileStore } from "@tus/file-store";
import { ERRORS } from "@tus/server";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { access, copyFile, link, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import type { FileStorage } from "./file-storage";

export function openFolderStorage(places: { folder: string; unfinishedFolder: string; lifeMs: number }): FileStorage {
  const { folder, unfinishedFolder, lifeMs } = places;
  for (const needed of [folder, unfinishedFolder]) fs.mkdirSync(needed, { recursive: true });
  removeLeftOver(unfinishedFolder, lifeMs);
  const unfinished = new FileStore({ directory: unfinishedFolder, expirationPeriodInMilliseconds: lifeMs });
  const placeOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256);
  return {
    unfinished,
    idOf: (name) => name,
    readUnfinished: (id) => openToRead(path.join(unfinishedFolder, id)),
    place: (id, sha256) => moveIn(path.join(unfinishedFolder, id), placeOf(sha256)),
    put: (sha256, content) => writeNew(content, path.join(unfinishedFolder, `${PUT}${randomUUID()}`), placeOf(sha256)),
    async discard(id) {
      await rm(path.join(unfinishedFolder, id), { force: true });
      await unfinished.configstore.delete(id);
    },
    read: (sha256, range) => openToRead(placeOf(sha256), range),
    remove: (sha256) => rm(placeOf(sha256), { force: true }),
    check: () => access(unfinishedFolder, fs.constants.W_OK),
  };
}

/** Content that is being written, until it gets its place. */
const PUT = "put-";

/** What a kill left of files that were being written. */
function removeLeftOver(unfinishedFolder: string, lifeMs: number): void {
  for (const name of fs.readdirSync(unfinishedFolder).filter((each) => each.startsWith(PUT))) {
    const file = path.join(unfinishedFolder, name);
    const changedAt = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (changedAt < Date.now() - lifeMs) fs.rmSync(file, { force: true });
  }
}

async function openToRead(file: string, range: object = {}): Promise<Readable> {
  try {
    return (await open(file, "r")).createReadStream(range);
  } catch (error) {
    if (isCode(error, ["ENOENT"])) throw ERRORS.FILE_NOT_FOUND;
    throw error;
  }
}

/** Under a second name first: whoever is killed in between finds the upload whole, and finishes it again. */
async function moveIn(file: string, place: string): Promise<void> {
  const made = await mkdir(path.dirname(place), { recursive: true });
  if (made !== undefined) await syncFolder(path.dirname(made));
  await syncFile(file);
  try {
    await link(file, place);
  } catch (error) {
    if (isCode(error, ["ENOENT"])) throw ERRORS.FILE_NOT_FOUND;
    if (!isCode(error, ["EEXIST"])) await copyIn(file, place); // this file system has no second names
  }
  await syncFolder(path.dirname(place));
}

async function copyIn(file: string, place: string): Promise<void> {
  const copy = `${place}.${process.pid}.copy`;
  await copyFile(file, copy);
  await syncFile(copy);
  await rename(copy, place);
}

async function writeNew(content: Uint8Array, work: string, place: string): Promise<void> {
  try {
    await writeFile(work, content, { flag: "wx", flush: true });
    await rename(work, place).catch(async (error: unknown) => {
      if (!isCode(error, ["ENOENT", "EXDEV"])) throw error;
      await moveIn(work, place); // into a folder that is not there yet, or on another file system
      await rm(work, { force: true });
    });
  } catch (error) {
    await rm(work, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(place));
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r+").catch((error: unknown) => {
    throw isCode(error, ["ENOENT"]) ? ERRORS.FILE_NOT_FOUND : error;
  });
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // a folder cannot be opened there; NTFS journals the rename
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
