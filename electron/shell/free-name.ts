// A file name that nothing in a folder has yet.
import path from "node:path";

/**
 * @param taken names in the folder; compared without case, as Windows does
 * @returns `name`, or with a number before its extension: "TAM-02-261122-0001 (2).pdf"
 */
export function freeName(taken: readonly string[], name: string): string {
  const { name: stem, ext } = path.parse(path.basename(name));
  const used = new Set(taken.map((each) => each.toLowerCase()));
  let candidate = `${stem}${ext}`;
  for (let number = 2; used.has(candidate.toLowerCase()); number += 1) candidate = `${stem} (${number})${ext}`;
  return candidate;
}
