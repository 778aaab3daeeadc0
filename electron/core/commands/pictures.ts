// Pictures of a folder, one by one, page by page: what the commands that read pictures share.
import fs from "node:fs";
import path from "node:path";
import { errorCodeOf } from "../../../shared/errors";
import type { StoredImage } from "../imaging";
import { CommandError, type CommandContext } from "./command";

const PICTURE = /\.(jpe?g|png|tiff?|pdf)$/i;

/** In the order of their names. @throws CommandError when there is none */
export function pictureNames(folder: string): string[] {
  const names = fs
    .readdirSync(folder)
    .filter((name) => PICTURE.test(name))
    .sort();
  if (names.length === 0) throw new CommandError(`no picture in ${folder}`);
  return names;
}

/** "a.jpg" gives "a"; where "a.pdf" stands beside it both keep their ending, so that neither result replaces the other. */
export function resultStem(name: string, names: readonly string[]): string {
  const stem = path.parse(name).name;
  return names.every((other) => other === name || path.parse(other).name !== stem) ? stem : name;
}

/**
 * What `work` makes of each page. A picture that cannot be read does not hold back the others.
 * @returns null when the file could not be read; the reason is told on the error stream
 */
export async function eachPage<Result>(
  context: CommandContext,
  file: string,
  work: (page: StoredImage, pageNumber: number) => Promise<Result>,
): Promise<Result[] | null> {
  const results: Result[] = [];
  try {
    const pages = context.office.imaging.pagesOfFile(fs.readFileSync(file), new AbortController().signal);
    for await (const page of pages) results.push(await work(page, results.length + 1));
  } catch (error) {
    console.error(`${path.basename(file)}: ${errorCodeOf(error)}`);
    return null;
  }
  return results;
}
