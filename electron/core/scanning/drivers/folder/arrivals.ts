// Remembers what was seen in the folder, so that only files at rest are taken, in the order in which they came.
import { isSameState, type FoundFile } from "./found-file";

export interface Arrival {
  file: FoundFile;
  looks: number;
  sinceMs: number;
  /** How often it was opened and was not as it had looked. */
  attempts: number;
}

export class Arrivals {
  readonly #seen = new Map<string, Arrival>();
  /** Taken or failed in this run, as they were then. */
  readonly #done = new Map<string, FoundFile>();
  readonly #ignored = new Set<string>();

  /** @returns whether something came or changed */
  update(files: readonly FoundFile[], nowMs: number): boolean {
    const present = new Set(files.map(keyOf));
    for (const key of this.#seen.keys()) if (!present.has(key)) this.#seen.delete(key);
    return files.filter((file) => this.#see(file, nowMs)).length > 0;
  }

  /** The first in order that is still to be taken, at rest or not. */
  first(files: readonly FoundFile[]): Arrival | undefined {
    const next = files.find((file) => !this.#isDone(file));
    return next && this.#seen.get(keyOf(next));
  }

  /** Not again in this run, unless it changes. */
  finish(file: FoundFile): void {
    this.#done.set(keyOf(file), file);
  }

  /** Not again in this run, even if it goes on growing. */
  ignore(file: FoundFile): void {
    this.#ignored.add(keyOf(file));
  }

  #see(file: FoundFile, nowMs: number): boolean {
    const before = this.#seen.get(keyOf(file));
    if (before && isSameState(before.file, file)) {
      before.looks++;
      return false;
    }
    this.#seen.set(keyOf(file), { file, looks: 1, sinceMs: nowMs, attempts: 0 });
    return !this.#isDone(file);
  }

  #isDone(file: FoundFile): boolean {
    const done = this.#done.get(keyOf(file));
    return this.#ignored.has(keyOf(file)) || (done !== undefined && isSameState(done, file));
  }
}

function keyOf({ path }: FoundFile): string {
  return typeof path === "string" ? path : `bytes:${path.toString("hex")}`;
}
