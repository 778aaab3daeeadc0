// Official codes (mã hồ sơ) by TT 03/2025/TT-VPCP Đ13 k1: the unit's code, the day of reception at the counter, the day's
// number. The numbers of a unit and day come from one row, whether they are given one by one or leased to a counter.
import { ORPCError } from "@orpc/server";
import type { Counter } from "./counters";
import { REASONS } from "./refusals";
import type { Database, Sql } from "./sql";
import { inTransaction } from "./transactions";

export interface CodeWish {
  counter: Counter;
  /** yyMMdd of NgayTiepNhan. */
  day: string;
  /** What the counter printed from its lease. */
  leasedCode: string | null;
  /** What this dossier had before the province was restored from a backup. */
  formerCode: string | null;
}

export interface Lease {
  leaseId: string;
  prefix: string;
  from: number;
  to: number;
}

/** A backup of more than so many numbers ago does not decide how far the numbers jump. */
const MOST_NUMBERS_LOST = 10_000;
const MOST_DAYS_AHEAD = 14;
const MOST_LEASED_A_DAY = 200;
const DAY_MS = 24 * 60 * 60 * 1000;
const VIETNAM_MS = 7 * 60 * 60 * 1000;

/**
 * The leased code, else the former one, when nobody else can have it; else the day's next number that is free: a backup may
 * have brought back a count of before.
 */
export async function giveOfficialCode(sql: Sql, wish: CodeWish): Promise<string> {
  const prefix = prefixOf(wish.counter.unitCode, wish.day);
  const leased = numberOf(wish.leasedCode, prefix);
  if (leased !== null && (await takeLeased(sql, wish, leased))) return codeOf(prefix, leased);
  const former = numberOf(wish.formerCode, prefix);
  if (former !== null && (await takeFormer(sql, wish, former))) return codeOf(prefix, former);
  for (;;) {
    const { last, isTaken } = await countOn(sql, wish, prefix);
    if (!isTaken) return codeOf(prefix, last);
  }
}

/**
 * The next number, and whether a dossier had it before this statement began. One that came since cannot have it: numbers of
 * this row are given once, and a former number is taken under the lock of the row, which then counts at least as far.
 */
async function countOn(sql: Sql, wish: CodeWish, prefix: string): Promise<{ last: number; isTaken: boolean }> {
  const [row] = await sql.query<{ last: number; is_taken: boolean }>(
    `WITH counted AS (
       INSERT INTO daily_numbers (unit_code, day, last) VALUES ($1, $2, 1)
       ON CONFLICT (unit_code, day) DO UPDATE SET last = daily_numbers.last + 1 RETURNING last)
     SELECT last, EXISTS (SELECT 1 FROM dossiers WHERE official_code =
       $3::text || lpad(last::text, greatest(4, length(last::text)), '0')) AS is_taken FROM counted`,
    [wish.counter.unitCode, wish.day, prefix],
  );
  if (!row) throw new Error("the day's number was neither added nor counted up");
  return { last: row.last, isTaken: row.is_taken };
}

/**
 * The same lease id gives the same numbers again.
 * @throws ORPCError OPERATION_REFUSED for a day out of reach or when the counter's numbers of the day are all leased
 */
export function leaseNumbers(
  database: Database,
  counter: Counter,
  wish: { leaseId: string; day: string; count: number },
): Promise<Lease> {
  return inTransaction(database, async (sql) => {
    const day = wish.day.slice(2).replaceAll("-", "");
    await countUp(sql, { counter, day }, 0); // locks the day's row
    const leased = await findLease(sql, wish.leaseId);
    if (leased && leased.counter_id === counter.id && leased.day === day) return toLease(wish.leaseId, leased);
    if (leased || !isNear(wish.day)) return refuseLease(REASONS.leaseDay);
    const count = Math.min(wish.count, MOST_LEASED_A_DAY - (await countLeased(sql, counter, day)));
    if (count < 1) return refuseLease(REASONS.leaseFull);
    const to = await countUp(sql, { counter, day }, count);
    const row = { unit_code: counter.unitCode, day, first_number: to - count + 1, last_number: to };
    await sql.query("INSERT INTO number_leases VALUES ($1, $2, $3, $4, $5, $6, $7)", [
      ...[wish.leaseId, counter.id, row.unit_code, day, row.first_number, to],
      new Date().toISOString(),
    ]);
    return toLease(wish.leaseId, row);
  });
}

/** A leased code is the counter's alone; its row is locked against the same number twice at once. */
async function takeLeased(sql: Sql, { counter, day }: CodeWish, number: number): Promise<boolean> {
  const leases = await sql.query(
    `SELECT 1 FROM number_leases WHERE counter_id = $1 AND unit_code = $2 AND day = $3
     AND $4 BETWEEN first_number AND last_number FOR UPDATE`,
    [counter.id, counter.unitCode, day, number],
  );
  return leases.length > 0 && !(await isUsed(sql, codeOf(prefixOf(counter.unitCode, day), number)));
}

async function takeFormer(sql: Sql, { counter, day }: CodeWish, number: number): Promise<boolean> {
  const last = await countUp(sql, { counter, day }, 0); // locks the day's row
  if (number > last + MOST_NUMBERS_LOST || (await isUsed(sql, codeOf(prefixOf(counter.unitCode, day), number))))
    return false;
  const others = await sql.query(
    `SELECT 1 FROM number_leases WHERE counter_id <> $1 AND unit_code = $2 AND day = $3
     AND $4 BETWEEN first_number AND last_number`,
    [counter.id, counter.unitCode, day, number],
  );
  if (others.length > 0) return false;
  if (number > last) await countUp(sql, { counter, day }, number - last);
  return true;
}

async function isUsed(sql: Sql, code: string): Promise<boolean> {
  return (await sql.query("SELECT 1 FROM dossiers WHERE official_code = $1", [code])).length > 0;
}

/** @returns the last number given; the day's row is locked until the end of the transaction */
async function countUp(sql: Sql, of: { counter: Counter; day: string }, by: number): Promise<number> {
  const [row] = await sql.query<{ last: number }>(
    `INSERT INTO daily_numbers (unit_code, day, last) VALUES ($1, $2, $3)
     ON CONFLICT (unit_code, day) DO UPDATE SET last = daily_numbers.last + $3 RETURNING last`,
    [of.counter.unitCode, of.day, by],
  );
  if (!row) throw new Error("the day's number was neither added nor counted up");
  return row.last;
}

interface LeaseRow {
  counter_id: string;
  unit_code: string;
  day: string;
  first_number: number;
  last_number: number;
}

async function findLease(sql: Sql, leaseId: string): Promise<LeaseRow | undefined> {
  const [row] = await sql.query<LeaseRow>(
    "SELECT counter_id, unit_code, day, first_number, last_number FROM number_leases WHERE id = $1",
    [leaseId],
  );
  return row;
}

async function countLeased(sql: Sql, counter: Counter, day: string): Promise<number> {
  const [row] = await sql.query<{ count: number }>(
    `SELECT coalesce(sum(last_number - first_number + 1), 0)::integer AS count FROM number_leases
     WHERE counter_id = $1 AND unit_code = $2 AND day = $3`,
    [counter.id, counter.unitCode, day],
  );
  return row?.count ?? 0;
}

/** From yesterday (a clock that lags) to two weeks ahead, in Vietnam's days. */
function isNear(day: string): boolean {
  const today = Math.floor((Date.now() + VIETNAM_MS) / DAY_MS);
  const ahead = Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS) - today;
  return ahead >= -1 && ahead <= MOST_DAYS_AHEAD;
}

function refuseLease(reason: string): never {
  throw new ORPCError("OPERATION_REFUSED", { status: 422, data: { reason } });
}

function toLease(leaseId: string, row: Omit<LeaseRow, "counter_id">): Lease {
  return { leaseId, prefix: prefixOf(row.unit_code, row.day), from: row.first_number, to: row.last_number };
}

function prefixOf(unitCode: string, day: string): string {
  return `${unitCode}-${day}-`;
}

function codeOf(prefix: string, number: number): string {
  return prefix + String(number).padStart(4, "0");
}

/** null: no code of this unit and day as it would be written here. */
function numberOf(code: string | null, prefix: string): number | null {
  if (code === null || !code.startsWith(prefix)) return null;
  const digits = code.slice(prefix.length);
  const number = /^\d{4,9}$/.test(digits) ? Number(digits) : 0;
  return number > 0 && codeOf(prefix, number) === code ? number : null;
}
