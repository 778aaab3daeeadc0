// Which files are kept as they came beside the pages made from them, and what is kept of them.
import { createHash } from "node:crypto";
import type { FilePage } from "../imaging";
import type { PageOriginal } from "../papers";

/** A file as somebody brought it. */
export type CameIn = Pick<PageOriginal, "name" | "bytes" | "sha256">;

/** A JPEG is the page itself; bitmaps are what scanners leave, and say nothing that their page does not say. */
const KEPT: ReadonlySet<string> = new Set(["application/pdf", "image/tiff", "image/png"]);

export function cameInAs(name: string, bytes: Uint8Array): CameIn {
  return { name, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** undefined when the file is not kept. */
export function originalOf(file: CameIn, { origin, words }: FilePage): PageOriginal | undefined {
  return KEPT.has(origin.mimeType) ? { ...file, ...origin, words } : undefined;
}
