// One run: make sure it is the province, read its feed, then send what is due. Dossiers are independent: what is wrong with
// one does not hold back the others; what is wrong with the line ends the run.
import type { Fault } from "../../../shared/contract";
import { DomainError, errorCodeOf } from "../../../shared/errors";
import { backoffMs, type Backoff } from "./backoff";
import { deliver, type DeliveryDeps } from "./deliver";
import { HOLD_MS, type OutboxRow } from "./outbox";
import { answerOf } from "./province-client";
import { pullChanges, type PullDeps } from "./pull";

export interface RunDeps extends DeliveryDeps, PullDeps {
  counterId: string;
  backoff: Backoff;
  random(): number;
  /** A dossier's delivery or state has changed and is stored. */
  onDossier(dossierId: string): void;
  onContact(): void;
}

/** So many failed operations in a row mean that the province itself is ill. */
const MOST_FAILURES_IN_A_ROW = 3;

/** @throws DomainError what ended the run early */
export async function run(deps: RunDeps): Promise<void> {
  deps.outbox.recover();
  await checkSession(deps);
  deps.onContact();
  for (const dossierId of await pullChanges(deps)) deps.onDossier(dossierId);
  await sendDue(deps);
}

/** Nothing personal is sent before a signed-in answer has come from the province that knows this counter. */
async function checkSession({ client, counterId }: RunDeps): Promise<void> {
  const session = await answerOf(client.counters.session());
  if (session.counterId !== counterId) throw new DomainError("PROVINCE_ANSWER_INVALID", { status: 200 });
}

async function sendDue(deps: RunDeps): Promise<void> {
  let failuresInARow = 0;
  for (let row = findDue(deps); row; row = findDue(deps)) {
    if (deps.line.signal.aborted) throw new DomainError("CANCELLED");
    const failure = await send(deps, row);
    failuresInARow = failure ? failuresInARow + 1 : 0;
    if (failure && failuresInARow >= MOST_FAILURES_IN_A_ROW) throw failure;
  }
}

function findDue({ outbox, clock, backoff }: RunDeps): OutboxRow | undefined {
  const now = clock.now().getTime();
  const longestPauseMs = Math.max(2 * backoff.mostMs, HOLD_MS);
  return outbox.findDue(new Date(now).toISOString(), new Date(now + longestPauseMs).toISOString());
}

/** @returns the failure when it may be the province's fault */
async function send(deps: RunDeps, due: OutboxRow): Promise<DomainError | null> {
  const row = deps.outbox.markSending(due.id);
  if (!row) return null;
  deps.onDossier(row.dossier_id);
  try {
    await deliver(deps, row);
    return null;
  } catch (error) {
    return settle(deps, row, error);
  } finally {
    deps.onDossier(row.dossier_id);
  }
}

function settle(deps: RunDeps, row: OutboxRow, error: unknown): DomainError | null {
  const fault = toFault(error);
  // Nothing can be noted now; the next run begins by putting the operation back.
  if (fault.code.startsWith("STORAGE_")) throw error;
  if (fault.code === "INTERNAL") console.error("sync: an operation failed", error instanceof Error ? error.stack : "");
  switch (fault.code) {
    case "CANCELLED":
    case "PROVINCE_UNAUTHORISED":
      deps.outbox.markWaiting(row.id);
      throw error;
    case "PROVINCE_UNREACHABLE":
      deps.outbox.markWaiting(row.id, { fault, nextAttemptAtUtc: deps.clock.now().toISOString() });
      throw error;
    case "PROVINCE_FAILED":
    case "PROVINCE_ANSWER_INVALID":
      deps.outbox.markWaiting(row.id, { fault, nextAttemptAtUtc: nextAttempt(deps, row, fault) });
      return new DomainError(fault.code, fault.facts);
    default:
      deps.outbox.markAttention(row.id, fault);
      return null;
  }
}

function nextAttempt({ backoff, random, clock }: RunDeps, row: OutboxRow, fault: Fault): string {
  const asked = Number(fault.facts["retryAfterSeconds"] ?? 0) * 1000;
  const waitMs = Math.max(backoffMs(backoff, row.attempts + 1, random()), Math.min(asked, backoff.mostMs));
  return new Date(clock.now().getTime() + waitMs).toISOString();
}

export function toFault(error: unknown): Fault {
  return { code: errorCodeOf(error), facts: error instanceof DomainError ? error.facts : {} };
}
