// Reads a file that another computer may still be writing.
import { constants } from "node:fs";
import fs, { type FileHandle } from "node:fs/promises";
import { DomainError } from "../../../../../shared/errors";
import { MAX_FILE_BYTES } from "../../../imaging";
import { codeOf, isSameState, type FoundFile } from "./found-file";

/** gone, or locked, or written to again: to be looked at later. */
type NotNow = "gone" | "locked" | "changed";

/** unmarked: its kind has no mark at its end, so only time tells. */
export type Ending = "whole" | "cut" | "cut-pdf" | "unmarked";

// Some programs write rubbish behind the end.
const TAIL_BYTES = 16 * 1024;
// Less for JPEG: a thumbnail near the start has an end of its own.
const JPEG_TAIL = 2 * 1024;
const HEAD_BYTES = 16;
// Windows has no such flags: it needs rights to make links, and has no pipes in folders. A pipe that was put in the
// place of a file would hold the open up for ever.
const READ_NO_LINK = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** @throws DomainError FILE_TOO_LARGE before it is read */
export function checkSize({ sizeBytes }: FoundFile): void {
  if (sizeBytes > MAX_FILE_BYTES) throw new DomainError("FILE_TOO_LARGE", { sizeBytes, limitBytes: MAX_FILE_BYTES });
}

/** A few bytes are read. */
export async function readEnding(file: FoundFile): Promise<Ending | NotNow> {
  return withFile(file, async (handle) => {
    const head = await readAt(handle, 0, HEAD_BYTES);
    const tail = await readAt(handle, Math.max(0, file.sizeBytes - TAIL_BYTES), TAIL_BYTES);
    return endingOf(head, tail);
  });
}

/** @throws Error of the file system */
export async function readWhole(file: FoundFile): Promise<Buffer | NotNow> {
  return withFile(file, async (handle) => {
    if ((await handle.stat()).size !== file.sizeBytes) return "changed";
    const bytes = await handle.readFile();
    const after = await handle.stat();
    const isTheSame = isSameState(file, { ...file, sizeBytes: after.size, mtimeMs: after.mtimeMs });
    return isTheSame && bytes.length === file.sizeBytes ? bytes : "changed";
  });
}

async function withFile<T>(file: FoundFile, work: (handle: FileHandle) => Promise<T>): Promise<T | NotNow> {
  let handle: FileHandle;
  try {
    handle = await fs.open(file.path, READ_NO_LINK);
  } catch (error) {
    const code = codeOf(error) ?? "";
    if (["ENOENT", "ELOOP"].includes(code)) return "gone";
    if (["EBUSY", "EPERM", "EACCES", "ETXTBSY"].includes(code)) return "locked";
    throw error;
  }
  try {
    return (await handle.stat()).isFile() ? await work(handle) : "gone";
  } finally {
    await handle.close();
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function endingOf(head: Buffer, tail: Buffer): Ending {
  const start = head.toString("latin1");
  const end = tail.toString("latin1");
  if (start === "") return "cut";
  if (start.startsWith("\xff\xd8")) return end.slice(-JPEG_TAIL).includes("\xff\xd9") ? "whole" : "cut";
  if (start.startsWith("\x89PNG")) return end.includes("IEND\xaeB`\x82") ? "whole" : "cut";
  if (start.startsWith("%PDF-")) return end.includes("%%EOF") ? "whole" : "cut-pdf";
  return "unmarked";
}
