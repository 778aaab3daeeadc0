// The log of what happened, each entry chained to the one before by its hash: a changed or missing entry breaks the chain.
import { createHash } from "node:crypto";
import type { DossierEvent } from "../../../shared/contract";
import { canonicalJson } from "../../../shared/wire";
import type { Clock } from "../clock";
import type { Reader, Writer } from "../storage";

export interface NewEvent {
  /** null for what concerns no dossier. */
  dossierId: string | null;
  /** Words under `events.<kind>`. */
  kind: string;
  facts: DossierEvent["facts"];
}

export type RecordEvent = (writer: Writer, event: NewEvent) => void;

export interface EventCheck {
  count: number;
  /** Sequence of the first entry that does not fit the chain; null: all fit. */
  firstBroken: number | null;
}

interface EventRow {
  sequence: number;
  dossier_id: string | null;
  at_utc: string;
  kind: string;
  facts: string;
  officer: string;
  previous_hash: string;
  hash: string;
}

const BEFORE_THE_FIRST = "0".repeat(64);

/** Adds to the log, in the transaction of the change that is told of. The order is the sequence, never the clock. */
export function createEventLog(deps: { clock: Clock; officer: () => string }): RecordEvent {
  return (writer, event) => {
    const last = writer.get<EventRow>("SELECT * FROM events ORDER BY sequence DESC LIMIT 1");
    const row = {
      sequence: (last?.sequence ?? 0) + 1,
      dossier_id: event.dossierId,
      at_utc: deps.clock.now().toISOString(),
      kind: event.kind,
      facts: canonicalJson(event.facts),
      officer: deps.officer(),
      previous_hash: last?.hash ?? BEFORE_THE_FIRST,
    };
    writer.run(
      `INSERT INTO events (sequence, dossier_id, at_utc, kind, facts, officer, previous_hash, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[row.sequence, row.dossier_id, row.at_utc, row.kind, row.facts, row.officer, row.previous_hash, hashOf(row)],
    );
  };
}

/** Walks the whole chain; for `quay verify`. Entries cut off at the end show by the counter that SQLite keeps. */
export function verifyEvents(reader: Reader): EventCheck {
  const rows = reader.all<EventRow>("SELECT * FROM events ORDER BY sequence");
  let previous = BEFORE_THE_FIRST;
  for (const [index, row] of rows.entries()) {
    const fits = row.sequence === index + 1 && row.previous_hash === previous && row.hash === hashOf(row);
    if (!fits) return { count: rows.length, firstBroken: row.sequence };
    previous = row.hash;
  }
  const issued = reader.value<number>("SELECT seq FROM sqlite_sequence WHERE name = 'events'") ?? 0;
  return { count: rows.length, firstBroken: issued === rows.length ? null : rows.length + 1 };
}

/** Oldest first. */
export function listEvents(reader: Reader, dossierId: string): DossierEvent[] {
  return reader.all<EventRow>("SELECT * FROM events WHERE dossier_id = ? ORDER BY sequence", dossierId).map((row) => ({
    sequence: row.sequence,
    atUtc: row.at_utc,
    kind: row.kind,
    facts: JSON.parse(row.facts) as DossierEvent["facts"],
  }));
}

/** Who did it last. */
export function findOfficer(
  reader: Reader,
  { dossierId, kind }: Pick<NewEvent, "dossierId" | "kind">,
): string | undefined {
  const sql = "SELECT officer FROM events WHERE dossier_id = ? AND kind = ? ORDER BY sequence DESC LIMIT 1";
  return reader.value<string>(sql, dossierId, kind);
}

function hashOf(row: Omit<EventRow, "hash">): string {
  const { sequence, dossier_id, at_utc, kind, facts, officer } = row;
  const entry = canonicalJson({ sequence, dossier_id, at_utc, kind, facts, officer });
  return createHash("sha256").update(row.previous_hash).update(entry, "utf8").digest("hex");
}
