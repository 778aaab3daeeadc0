// What lies in a folder and may be a scan.
import fs from "node:fs/promises";
import path from "node:path";

export interface FoundFile {
  /** To be shown; NFC. */
  name: string;
  /** As the folder has it. Bytes where the name is not UTF-8: old copiers write names in Vietnamese code pages. */
  path: string | Buffer;
  sizeBytes: number;
  mtimeMs: number;
}

const BEING_WRITTEN = /(\.(tmp|temp|part|partial|filepart|crdownload|download)|~)$/i;
const OF_THE_SYSTEM = /^(\.|~\$|thumbs\.db$|desktop\.ini$)/i;
const NATURAL = new Intl.Collator("vi", { numeric: true });

/**
 * The device that the folder lies on.
 * @throws Error ENODEV for a bare mount point: another device than before, with nothing on it
 */
export async function checkDevice(folder: string, before: number | undefined): Promise<number> {
  const { dev } = await fs.stat(folder);
  if (before === undefined || before === dev || (await fs.readdir(folder)).length > 0) return dev;
  throw Object.assign(new Error("the share is not mounted"), { code: "ENODEV" });
}

/**
 * Plain files in the order in which they came; folders and links are not looked into.
 * @throws Error of the file system when the folder cannot be read
 */
export async function findFiles(folder: string): Promise<FoundFile[]> {
  const names = await fs.readdir(folder, { encoding: "buffer" });
  const found = await Promise.all(names.map((name) => findFile(folder, name)));
  return found.filter((file) => file !== undefined).sort(byArrival);
}

/** Whether the content may have changed between two looks. */
export function isSameState(one: FoundFile, other: FoundFile): boolean {
  return one.sizeBytes === other.sizeBytes && one.mtimeMs === other.mtimeMs;
}

function byArrival(one: FoundFile, other: FoundFile): number {
  return one.mtimeMs - other.mtimeMs || NATURAL.compare(one.name, other.name);
}

async function findFile(folder: string, raw: Buffer): Promise<FoundFile | undefined> {
  const name = raw.toString("utf8");
  if (BEING_WRITTEN.test(name) || OF_THE_SYSTEM.test(name)) return undefined;
  const isUtf8 = Buffer.from(name, "utf8").equals(raw);
  const file = isUtf8 ? path.join(folder, name) : Buffer.concat([Buffer.from(folder + path.sep), raw]);
  try {
    const stat = await fs.lstat(file);
    if (!stat.isFile()) return undefined;
    return { name: name.normalize("NFC"), path: file, sizeBytes: stat.size, mtimeMs: stat.mtimeMs };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined; // taken away between the list and the look
    throw error;
  }
}

/** Of a file system error; undefined for every other. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
