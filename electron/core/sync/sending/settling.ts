// Notes what a failure means for its operation, and says when the province itself must be ill.
import { DomainError } from "../../../../shared/errors";
import type { Fault } from "../../../../shared/contract";
import type { Clock } from "../../clock";
import type { Storage } from "../../storage";
import { backoffMs, type Backoff } from "../backoff";
import type { Outbox } from "../outbox";
import type { OutboxRow } from "../outbox-row";
import type { RunJournal } from "../runs/journal";
import { toFault, verdictOf } from "./verdict";

export interface SettlingDeps {
  storage: Storage;
  outbox: Outbox;
  clock: Clock;
  backoff: Backoff;
  random(): number;
  journal: RunJournal;
  onDossier(dossierId: string): void;
}

export interface Settling {
  /** An operation got through: the province works. */
  passed(): void;
  /** @throws what ends the run */
  settle(row: OutboxRow, error: unknown): void;
  /** The same for operations that wait for pages. */
  settleAll(operationIds: readonly string[], error: unknown): void;
}

/** So many failed operations in a row mean that the province itself is ill. */
const MOST_FAILURES_IN_A_ROW = 3;
/** An operation that failed so often while others passed is set aside with its reason. */
const MOST_FAILURES_OF_ONE = 8;

export function createSettling(deps: SettlingDeps): Settling {
  const { outbox, journal, storage } = deps;
  let failuresInARow = 0;

  function settle(row: OutboxRow, error: unknown): void {
    const fault = toFault(error);
    if (fault.code === "INTERNAL")
      console.error("sync: an operation failed", error instanceof Error ? error.stack : "");
    switch (verdictOf(fault.code)) {
      case "stop":
        throw error;
      case "line":
        settleLine(deps, row, fault);
        throw error;
      case "attention":
        setAside(row, fault);
        return;
      case "again":
        settleAgain(row, fault);
    }
  }

  function setAside(row: OutboxRow, fault: Fault): void {
    outbox.markAttention(row.id, fault);
    journal.failed(row.id, { outcome: "attention", fault });
  }

  function settleAgain(row: OutboxRow, fault: Fault): void {
    const sent = countSent(storage);
    const { inARow, sentBefore } = failuresOf(row) ?? { inARow: 0, sentBefore: sent };
    const now = inARow + 1;
    if (now >= MOST_FAILURES_OF_ONE && sent > sentBefore) {
      setAside(row, fault);
      return;
    }
    const noted = { ...fault, facts: { ...fault.facts, inARow: now, sentBefore } };
    outbox.markWaiting(row.id, { fault: noted, nextAttemptAtUtc: nextAttempt(deps, now) });
    journal.failed(row.id, { outcome: "failed", fault });
    failuresInARow += 1;
    if (failuresInARow >= MOST_FAILURES_IN_A_ROW) throw new DomainError(fault.code, fault.facts);
  }

  return {
    passed() {
      failuresInARow = 0;
    },
    settle,
    settleAll(operationIds, error) {
      // Those whose page could not be read or sent fail alike; what ends the run is thrown after all are noted.
      const failures = operationIds.flatMap((id) => {
        const row = outbox.markSending(id);
        return row
          ? caught(
              () => settle(row, error),
              () => deps.onDossier(row.dossier_id),
            )
          : [];
      });
      if (failures.length > 0) throw failures[0];
      const verdict = verdictOf(toFault(error).code);
      if (operationIds.length === 0 && (verdict === "line" || verdict === "stop")) throw error;
    },
  };
}

function caught(work: () => void, after: () => void): unknown[] {
  try {
    work();
    return [];
  } catch (error) {
    return [error];
  } finally {
    after();
  }
}

function settleLine({ outbox, clock, journal }: SettlingDeps, row: OutboxRow, fault: Fault): void {
  if (fault.code === "CANCELLED" || fault.code === "PROVINCE_UNAUTHORISED") {
    outbox.markWaiting(row.id);
    return;
  }
  outbox.markWaiting(row.id, { fault, nextAttemptAtUtc: clock.now().toISOString() });
  journal.failed(row.id, { outcome: "failed", fault });
}

/** Failures one after the other, by the fault that the operation bears, and what had passed before the first of them. */
function failuresOf(row: OutboxRow): { inARow: number; sentBefore: number } | null {
  const facts = row.fault === null ? {} : (JSON.parse(row.fault) as Fault).facts;
  const { inARow, sentBefore } = facts;
  return inARow === undefined || sentBefore === undefined
    ? null
    : { inARow: Number(inARow), sentBefore: Number(sentBefore) };
}

/** In an outage nothing passes, however long it lasts: counted, for clocks may be set. */
function countSent({ read }: Storage): number {
  return read.value<number>("SELECT count(*) FROM outbox WHERE state = 'sent'") ?? 0;
}

function nextAttempt({ backoff, random, clock }: SettlingDeps, failures: number): string {
  return new Date(clock.now().getTime() + backoffMs(backoff, failures, random())).toISOString();
}
