// Readings that need not be done again: the same picture, made ready in the same way, read by the same engine.
import type { CleaningStepName } from "../../../shared/contract";
import type { Reader, Writer } from "../storage";
import type { PageRead } from "./page-reading";

export interface ReadingKey {
  sha256: string;
  rotation: number;
  off: readonly CleaningStepName[];
  /** Engine, model and version of the pipeline. */
  engine: string;
}

/** Some 60 KB each: enough for the pages of a busy month. */
const KEPT = 2000;

export function findReading(reader: Reader, key: ReadingKey): PageRead | undefined {
  const result = reader.value<string>(
    "SELECT result FROM readings WHERE sha256 = ? AND recipe = ? AND engine = ?",
    ...[key.sha256, recipeOf(key), key.engine],
  );
  return result === undefined ? undefined : (JSON.parse(result) as PageRead);
}

/** Keeps it, and forgets the oldest beyond `kept`. */
export function keepReading(
  writer: Writer,
  key: ReadingKey,
  { read, nowUtc, kept = KEPT }: { read: PageRead; nowUtc: string; kept?: number },
): void {
  writer.run(
    `INSERT INTO readings (sha256, recipe, engine, result, read_at_utc) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (sha256, recipe, engine) DO UPDATE SET result = excluded.result, read_at_utc = excluded.read_at_utc`,
    ...[key.sha256, recipeOf(key), key.engine, JSON.stringify(read), nowUtc],
  );
  const surplus = (writer.value<number>("SELECT count(*) FROM readings") ?? 0) - kept;
  if (surplus <= 0) return;
  writer.run(
    "DELETE FROM readings WHERE rowid IN (SELECT rowid FROM readings ORDER BY read_at_utc, rowid LIMIT ?)",
    surplus,
  );
}

function recipeOf({ rotation, off }: ReadingKey): string {
  return [String(rotation), ...[...off].sort()].join(" ");
}
