// The feed of changes: what clerks of the province do to a dossier, read by its counter by cursor.
import { ORPCError } from "@orpc/server";
import { randomUUID } from "node:crypto";
import { DossierRecord, type ProvinceFile, type StandingRecord, type WireChange } from "../shared/wire";
import type { Counter } from "./counters";
import { advanceFeeds } from "./feeds";
import { describeIssues, REASONS, refuse } from "./refusals";
import { lockPersonOf, sharePapers } from "./reusable-papers";
import type { Database, Sql } from "./sql";
import { findStanding, replaceStanding, toStandingRecord, type StandingDossier } from "./standing";
import { inTransaction, lockDossier } from "./transactions";

interface ChangeRow {
  cursor: number;
  change_id: string;
  dossier_id: string;
  official_code: string;
  kind: WireChange["kind"];
  body: string;
  at_utc: string;
}

interface Amendment {
  officialCode: string;
  /** Fields of DossierRecord with their new values. */
  fields: Record<string, unknown>;
  changedBy: string;
}

export interface Changes {
  list(counter: Counter, page: { after: number; limit: number }): Promise<{ changes: WireChange[]; more: boolean }>;
  /** @throws ORPCError DOSSIER_UNKNOWN, as the others */
  setState(change: { officialCode: string; state: number; note: string }): Promise<WireChange>;
  /** @throws ORPCError OPERATION_REFUSED */
  amend(amendment: Amendment): Promise<WireChange>;
  /** The same files twice in a row are one result. @throws ORPCError FILE_UNKNOWN */
  addResult(result: { officialCode: string; files: ProvinceFile[] }): Promise<WireChange>;
}

/** Who a dossier is, what was handed in, and when, is the counter's to say; states have their own call. */
const FIXED_FIELDS = ["MaHoSo", "NgayTiepNhan", "TrangThaiHoSo", "TaiLieuNop"];
const COLUMNS = "cursor, change_id, dossier_id, official_code, kind, body, at_utc";

export function createChanges(database: Database): Changes {
  const change = (officialCode: string, work: (sql: Sql, dossier: StandingDossier) => Promise<WireChange>) =>
    inTransaction(database, async (sql) => work(sql, await lockByCode(sql, officialCode)));
  return {
    async list(counter, { after, limit }) {
      const rows = await database.query<ChangeRow>(
        `SELECT ${COLUMNS} FROM changes WHERE counter_id = $1 AND cursor > $2 ORDER BY cursor LIMIT $3`,
        [counter.id, after, limit + 1],
      );
      return { changes: rows.slice(0, limit).map(toWireChange), more: rows.length > limit };
    },
    setState: ({ officialCode, state, note }) =>
      change(officialCode, async (sql, dossier) => {
        await sql.query("UPDATE dossiers SET state = $2 WHERE id = $1", [dossier.id, state]);
        return announce(sql, dossier, { kind: "state", state, note });
      }),
    amend: (amendment) => change(amendment.officialCode, (sql, dossier) => amend(sql, dossier, amendment)),
    addResult: ({ officialCode, files }) => change(officialCode, (sql, dossier) => addResult(sql, dossier, files)),
  };
}

/** What a change adds to its head. */
type Body =
  | { kind: "state"; state: number; note: string }
  | { kind: "record"; standing: StandingRecord }
  | { kind: "result"; files: ProvinceFile[] };

async function lockByCode(sql: Sql, officialCode: string): Promise<StandingDossier> {
  const [row] = await sql.query<{ id: string }>("SELECT id FROM dossiers WHERE official_code = $1", [officialCode]);
  if (row) await lockDossier(sql, row.id);
  const dossier = row && (await findStanding(sql, row.id));
  if (!dossier) throw new ORPCError("DOSSIER_UNKNOWN", { status: 404 });
  return dossier;
}

async function amend(sql: Sql, dossier: StandingDossier, { fields, changedBy }: Amendment): Promise<WireChange> {
  const fixed = FIXED_FIELDS.filter((field) => Object.hasOwn(fields, field));
  if (fixed.length > 0) refuse("OPERATION_REFUSED", `${REASONS.fixedField}${fixed.join(", ")}.`);
  if (Object.keys(fields).length === 0) refuse("OPERATION_REFUSED", REASONS.nothingToChange);
  const parsed = DossierRecord.safeParse({ ...(JSON.parse(dossier.record) as object), ...fields });
  if (!parsed.success) return refuse("OPERATION_REFUSED", describeIssues(parsed.error));
  const record = parsed.data;
  await lockPersonOf(sql, record);
  const next = {
    record,
    version: dossier.version + 1,
    changedBy: { clerk: changedBy },
    atUtc: new Date().toISOString(),
  };
  await replaceStanding(sql, { ...next, dossierId: dossier.id, fileBytes: dossier.file_bytes });
  const changed = await findStanding(sql, dossier.id);
  if (!changed) throw new Error("a dossier is gone in the middle of its change");
  const change = await announce(sql, dossier, { kind: "record", standing: toStandingRecord(changed) });
  await sharePapers(sql, { id: dossier.id, record, isNew: false });
  return change;
}

async function addResult(sql: Sql, dossier: StandingDossier, files: ProvinceFile[]): Promise<WireChange> {
  const hashes = [...new Set(files.map((file) => file.sha256))];
  const rows = await sql.query<{ sha256: string; size_bytes: number }>(
    "SELECT sha256, size_bytes FROM files WHERE sha256 = ANY ($1)",
    [hashes],
  );
  if (rows.length < hashes.length) throw new ORPCError("FILE_UNKNOWN", { status: 404 });
  const sizes = new Map(rows.map((row) => [row.sha256, Number(row.size_bytes)]));
  const sized = files.map((file) => ({ ...file, sizeBytes: sizes.get(file.sha256) ?? file.sizeBytes }));
  const body: Body = { kind: "result", files: sized };
  const same = await findSame(sql, dossier, body);
  if (same) return toWireChange(same);
  await sql.query(
    `INSERT INTO result_files (counter_id, sha256)
     SELECT counter_id, sha256 FROM (${AUDIENCE}) AS audience CROSS JOIN unnest($2::text[]) AS sha256
     ON CONFLICT DO NOTHING`,
    [dossier.id, hashes],
  );
  return announce(sql, dossier, body);
}

/** The last result of the dossier, when it is this one: the clerk's answer was lost and the call was repeated. */
async function findSame(sql: Sql, dossier: StandingDossier, body: Body): Promise<ChangeRow | undefined> {
  const [row] = await sql.query<ChangeRow>(
    `SELECT ${COLUMNS} FROM changes WHERE counter_id = $1 AND dossier_id = $2 AND kind = 'result'
     ORDER BY cursor DESC LIMIT 1`,
    [dossier.counter_id, dossier.id],
  );
  return row?.body === bodyText(body) ? row : undefined;
}

/** The dossier's counter and whoever has sent operations for it. */
const AUDIENCE = `SELECT counter_id FROM dossiers WHERE id = $1
                  UNION SELECT counter_id FROM operations WHERE dossier_id = $1 AND receipt IS NOT NULL`;

/** @returns the change as the dossier's own counter sees it */
async function announce(sql: Sql, dossier: StandingDossier, body: Body): Promise<WireChange> {
  const audience = await sql.query<{ counter_id: string }>(AUDIENCE, [dossier.id]);
  const cursors = await advanceFeeds(sql, "changes", new Map(audience.map((row) => [row.counter_id, 1])));
  const rows = await sql.query<ChangeRow & { counter_id: string }>(
    `INSERT INTO changes (counter_id, cursor, change_id, dossier_id, official_code, kind, body, at_utc)
     SELECT id, cursor, $3, $4, $5, $6, $7, $8 FROM unnest($1::uuid[], $2::bigint[]) AS told (id, cursor)
     RETURNING counter_id, ${COLUMNS}`,
    [
      ...[[...cursors.keys()], [...cursors.values()], randomUUID(), dossier.id, dossier.official_code],
      ...[body.kind, bodyText(body), new Date().toISOString()],
    ],
  );
  const own = rows.find((row) => row.counter_id === dossier.counter_id);
  if (!own) throw new Error("a change did not reach the dossier's own counter");
  return toWireChange(own);
}

function bodyText(body: Body): string {
  return JSON.stringify({ ...body, kind: undefined });
}

function toWireChange(row: ChangeRow): WireChange {
  return {
    cursor: Number(row.cursor),
    changeId: row.change_id,
    dossierId: row.dossier_id,
    officialCode: row.official_code,
    atUtc: row.at_utc,
    kind: row.kind,
    ...(JSON.parse(row.body) as object),
  } as WireChange;
}
