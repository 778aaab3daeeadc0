// Moves originals whose pages are taken into a folder of the day, never over another file.
import fs from "node:fs/promises";
import path from "node:path";
import { codeOf, isSameState, type FoundFile } from "./found-file";

/** "Received". */
const ARCHIVE_FOLDER = "da-nhan";
const MOST_OF_ONE_NAME = 10_000;

/**
 * @param day local date, 2026-11-22
 * @returns where it is now; undefined when it changed since it was read: then it is a new file
 * @throws Error of the file system
 */
export async function moveToArchive(folder: string, file: FoundFile, day: string): Promise<string | undefined> {
  const dayFolder = path.join(folder, ARCHIVE_FOLDER, day);
  // First of all, so that nothing is made in a bare mount point.
  if (!(await isUnchanged(file.path, file))) return undefined;
  await makeFolder(path.join(folder, ARCHIVE_FOLDER));
  await makeFolder(dayFolder);
  const target = await reserve(dayFolder, file.name);
  if (await moveOrCopy(file.path, target)) return target;
  if (await isUnchanged(target, file)) return target;
  // A copier that writes every scan under one name has put the next one there in between.
  await moveOrCopy(target, await reserve(folder, file.name));
  return undefined;
}

async function makeFolder(folder: string): Promise<void> {
  try {
    // Not with its parents: a share that is away would be made anew on the local disk.
    await fs.mkdir(folder);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
  const stat = await fs.lstat(folder);
  if (!stat.isDirectory()) throw Object.assign(new Error("the archive is a link"), { code: "ELOOP" });
}

async function isUnchanged(place: string | Buffer, file: FoundFile): Promise<boolean> {
  const stat = await fs.lstat(place);
  return isSameState(file, { ...file, sizeBytes: stat.size, mtimeMs: stat.mtimeMs });
}

/** @returns whether it had to be copied, to another file system */
async function moveOrCopy(from: string | Buffer, target: string): Promise<boolean> {
  try {
    await fs.rename(from, target);
    return false;
  } catch (error) {
    if (codeOf(error) === "EXDEV") return copyAndRemove(from, target);
    await fs.rm(target, { force: true });
    throw error;
  }
}

async function copyAndRemove(from: string | Buffer, target: string): Promise<true> {
  try {
    await copyDurably(from, target);
  } catch (error) {
    await fs.rm(target, { force: true });
    throw error;
  }
  await fs.unlink(from);
  return true;
}

/** An empty file of our own, which a rename replaces: nobody else's is ever written over. */
async function reserve(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = path.parse(name);
  for (let number = 1; number <= MOST_OF_ONE_NAME; number++) {
    const target = path.join(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    try {
      await (await fs.open(target, "wx")).close();
      return target;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
  throw Object.assign(new Error("too many files of one name"), { code: "EEXIST" });
}

/** @throws Error EBUSY when it was written to meanwhile: what is not in the copy must not be deleted */
async function copyDurably(from: string | Buffer, target: string): Promise<void> {
  const { atime, mtime, mtimeMs, size } = await fs.stat(from);
  await fs.copyFile(from, target);
  const now = await fs.stat(from);
  if (now.mtimeMs !== mtimeMs || now.size !== size)
    throw Object.assign(new Error("changed while it was copied"), { code: "EBUSY" });
  const handle = await fs.open(target, "r+");
  try {
    await handle.utimes(atime, mtime);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
