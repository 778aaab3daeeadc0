// Carries a checked receipt bundle into the queue, one operation at a time: applied twice, or over the line as well, it is once.
import { v7 as createId } from "uuid";
import type { Fault } from "../../../../shared/contract";
import { DomainError } from "../../../../shared/errors";
import type { BundleOutcome, ReceiptBundle } from "../../../../shared/wire";
import type { OutboxRow } from "../outbox-row";
import { toFault } from "../sending/verdict";
import type { BundleDeps } from "./bundle-deps";

export interface AppliedReceipts {
  accepted: number;
  notAccepted: number;
}

type Word = { outcome: "accepted" | "attention" | "failed"; fault: Fault | null };

/**
 * Operations that are not here (a restored PC) are passed over. Safe to call again after a kill.
 * @returns what the bundle says, whether or not it was known already
 */
export function applyReceipts(deps: BundleDeps, receipts: ReceiptBundle): AppliedReceipts {
  const startedAtUtc = deps.clock.now().toISOString();
  const words = new Map<string, Word>();
  const dossiers = new Set<string>();
  for (const outcome of receipts.outcomes) {
    const row = deps.storage.read.get<OutboxRow>("SELECT * FROM outbox WHERE id = ?", outcome.opId);
    const word = row && row.state !== "sent" && row.state !== "replaced" ? applyOutcome(deps, row, outcome) : null;
    if (!row || !word) continue;
    words.set(row.id, word);
    dossiers.add(row.dossier_id);
  }
  note(deps, receipts, { words, startedAtUtc });
  for (const id of dossiers) deps.changes.publish({ topic: "dossiers", id });
  deps.changes.publish({ topic: "sync", id: null });
  const accepted = receipts.outcomes.filter((outcome) => outcome.outcome === "committed").length;
  return { accepted, notAccepted: receipts.outcomes.length - accepted };
}

function applyOutcome(deps: BundleDeps, row: OutboxRow, outcome: BundleOutcome): Word | null {
  if (outcome.outcome === "committed") return accept(deps, row, outcome.receipt);
  // What was released again, or is on its way over the line, has moved on since.
  if (row.state !== "waiting" || row.bundle_id === null) return null;
  if (outcome.outcome === "refused") {
    const fault: Fault = { code: "PROVINCE_REFUSED", facts: { reason: outcome.reason } };
    deps.storage.transaction((writer) => {
      deps.outbox.markAttention(row.id, fault);
      writer.run("UPDATE outbox SET bundle_id = NULL WHERE id = ?", row.id);
    });
    return { outcome: "attention", fault };
  }
  // The record that stands at the province is personal and does not travel: the line brings it, and the merge begins then.
  const fault: Fault | null = outcome.outcome === "conflict" ? { code: "PROVINCE_CONFLICT", facts: {} } : null;
  deps.storage.transaction((writer) =>
    writer.run(
      "UPDATE outbox SET bundle_id = NULL, fault = ifnull(?, fault) WHERE id = ? AND state = 'waiting'",
      fault && JSON.stringify(fault),
      row.id,
    ),
  );
  return { outcome: "failed", fault };
}

/** A receipt that cannot be true of this dossier parks its operation alone. */
function accept(deps: BundleDeps, row: OutboxRow, receipt: Parameters<BundleDeps["accept"]>[1]): Word {
  try {
    deps.accept(row, receipt);
    return { outcome: "accepted", fault: null };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code.startsWith("STORAGE_")) throw error;
    deps.outbox.markAttention(row.id, toFault(error));
    return { outcome: "attention", fault: toFault(error) };
  }
}

function note(
  deps: BundleDeps,
  { bundleId }: ReceiptBundle,
  { words, startedAtUtc }: { words: ReadonlyMap<string, Word>; startedAtUtc: string },
): void {
  const nowUtc = deps.clock.now().toISOString();
  deps.storage.transaction((writer) => {
    writer.run("UPDATE bundles SET receipts_at_utc = ifnull(receipts_at_utc, ?) WHERE id = ?", nowUtc, bundleId);
    if (words.size === 0) return;
    const runId = createId();
    const left = [...words.values()].filter((word) => word.outcome === "failed").length;
    writer.run(
      `INSERT INTO sync_runs (id, kind, started_at_utc, ended_at_utc, left_over)
       VALUES (?, 'bundle_receipts', ?, ?, ?)`,
      ...[runId, startedAtUtc, nowUtc, left],
    );
    for (const [id, { outcome, fault }] of words)
      writer.run(
        "INSERT INTO sync_run_operations (run_id, operation_id, outcome, fault) VALUES (?, ?, ?, ?)",
        ...[runId, id, outcome, fault && JSON.stringify(fault)],
      );
  });
}
