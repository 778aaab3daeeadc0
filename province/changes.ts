// Status changes: a clerk makes them, the counters read them by cursor.
import { ORPCError } from "@orpc/server";
import type { WireChange } from "../shared/wire";
import type { Counter } from "./counters";
import type { Database, Sql } from "./sql";

/** One writer at a time: otherwise a smaller cursor could become visible after a larger one and be missed for ever. */
const FEED_LOCK = 71_202_611;

interface ChangeRow {
  cursor: number;
  dossier_id: string;
  official_code: string;
  state: number;
  note: string;
  at_utc: string;
}

export interface Changes {
  list(counter: Counter, page: { after: number; limit: number }): Promise<{ changes: WireChange[]; more: boolean }>;
  setState(change: { officialCode: string; state: number; note: string }): Promise<WireChange>;
}

export function createChanges(database: Database): Changes {
  return {
    async list(counter, { after, limit }) {
      const rows = await database.query<ChangeRow>(
        `SELECT cursor, dossier_id, official_code, state, note, at_utc FROM changes
         WHERE counter_id = $1 AND cursor > $2 ORDER BY cursor LIMIT $3`,
        [counter.id, after, limit + 1],
      );
      return { changes: rows.slice(0, limit).map(toWireChange), more: rows.length > limit };
    },
    setState: (change) => database.transaction((sql) => setState(sql, change)),
  };
}

async function setState(sql: Sql, change: { officialCode: string; state: number; note: string }): Promise<WireChange> {
  await sql.query("SELECT pg_advisory_xact_lock($1)", [FEED_LOCK]);
  const [row] = await sql.query<ChangeRow>(
    `WITH changed AS (UPDATE dossiers SET state = $2 WHERE official_code = $1 RETURNING id, counter_id, official_code)
     INSERT INTO changes (counter_id, dossier_id, official_code, state, note, at_utc)
     SELECT counter_id, id, official_code, $2, $3, $4 FROM changed
     RETURNING cursor, dossier_id, official_code, state, note, at_utc`,
    [change.officialCode, change.state, change.note, new Date().toISOString()],
  );
  if (!row) throw new ORPCError("DOSSIER_UNKNOWN", { status: 404 });
  return toWireChange(row);
}

function toWireChange(row: ChangeRow): WireChange {
  return {
    cursor: row.cursor,
    dossierId: row.dossier_id,
    officialCode: row.official_code,
    state: row.state,
    note: row.note,
    atUtc: row.at_utc,
  };
}
