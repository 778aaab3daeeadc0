// Official numbers of the next days, leased while there is a line: reception gives them out when there is none.
import { v7 as createId } from "uuid";
import { errorCodeOf } from "../../../../shared/errors";
import type { Clock } from "../../clock";
import type { Reader, Storage } from "../../storage";
import { localDay } from "../hold";
import { answerOf, type ProvinceClient } from "../province-client";
import type { LeaseWish, SyncState } from "../sync-state";

export interface LeaseDeps {
  storage: Storage;
  clock: Clock;
  state: SyncState;
  client: Pick<ProvinceClient, "numbers">;
}

const DAYS_AHEAD = 7;
const DAY_MS = 24 * 3_600_000;
const LEAST = 20;
/** What a province leases to one counter a day. */
const MOST = 200;
const LOOK_BACK_DAYS = 30;
const SUNDAY = 0;

/** @throws DomainError PROVINCE_* */
export async function ensureLeases(deps: LeaseDeps): Promise<void> {
  await settle(deps, deps.state.find("leaseWish"));
  const enough = enoughForADay(deps);
  for (const day of daysAhead(deps.clock.now())) {
    const free = countFree(deps.storage.read, day);
    if (free * 2 >= enough || countLeased(deps.storage.read, day) >= MOST) continue;
    const wish = { leaseId: createId(), day, count: enough - free };
    deps.storage.transaction((writer) => deps.state.set(writer, "leaseWish", wish));
    await settle(deps, wish);
  }
}

/** The same wish gets the same numbers: a kill before they were noted loses none. A refused one is given up. */
async function settle({ client, storage, state, clock }: LeaseDeps, wish: LeaseWish | null | undefined): Promise<void> {
  if (!wish) return;
  const isPast = wish.day < localDay(clock.now());
  const lease = isPast ? null : await unlessRefused(answerOf(client.numbers.lease(wish)));
  storage.transaction((writer) => {
    if (lease && lease.from >= 1 && lease.to >= lease.from)
      writer.run(
        `INSERT INTO number_leases (lease_id, day, prefix, first_number, last_number, next_number)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        ...[wish.leaseId, wish.day, lease.prefix, lease.from, lease.to, lease.from],
      );
    state.set(writer, "leaseWish", null);
    writer.run("DELETE FROM number_leases WHERE day < ?", localDay(new Date(clock.now().getTime() - DAY_MS)));
  });
}

/** A day that the province finds too far away by its own clock, or whose numbers are all leased. */
async function unlessRefused<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (errorCodeOf(error) === "PROVINCE_REFUSED") return null;
    throw error;
  }
}

/** Today and the days of a week, without Sundays. */
function daysAhead(now: Date): string[] {
  return Array.from({ length: DAYS_AHEAD + 1 }, (_, days) => localDay(new Date(now.getTime() + days * DAY_MS))).filter(
    (day, index) => index === 0 || new Date(`${day}T00:00:00Z`).getUTCDay() !== SUNDAY,
  );
}

/** Twice what the busiest of the last days needed. */
function enoughForADay({ storage, clock }: LeaseDeps): number {
  const from = localDay(new Date(clock.now().getTime() - LOOK_BACK_DAYS * DAY_MS));
  const busiest = storage.read.value<number | null>("SELECT max(last) FROM daily_numbers WHERE day >= ?", from) ?? 0;
  return Math.min(MOST, Math.max(LEAST, 2 * busiest));
}

function countFree(reader: Reader, day: string): number {
  const sql =
    "SELECT sum(last_number - next_number + 1) FROM number_leases WHERE day = ? AND next_number <= last_number";
  return reader.value<number | null>(sql, day) ?? 0;
}

function countLeased(reader: Reader, day: string): number {
  const sql = "SELECT sum(last_number - first_number + 1) FROM number_leases WHERE day = ?";
  return reader.value<number | null>(sql, day) ?? 0;
}
