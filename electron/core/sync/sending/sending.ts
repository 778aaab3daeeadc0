// Empties the outbox in one run: records first and pages after them, several dossiers at once, each dossier in its own order,
// and every dossier carried out as soon as its last page is there.
import { DomainError, errorCodeOf } from "../../../../shared/errors";
import { filesOf, type DossierRecord, type OperationAnswer, type StandingRecord } from "../../../../shared/wire";
import type { Clock } from "../../clock";
import type { Storage, Writer } from "../../storage";
import type { Backoff } from "../backoff";
import { HOLD_MS, type Outbox } from "../outbox";
import type { OutboxRow } from "../outbox-row";
import type { Progress } from "../progress";
import { answerOf, type ProvinceClient } from "../province-client";
import { acceptReceipt, type ReceiptParts } from "../receipts";
import type { RunJournal } from "../runs/journal";
import { toWireOperation } from "../wire-operation";
import type { UploadNotes } from "../transfer/upload-notes";
import { createPageQueue, type PageQueue } from "./page-queue";
import { runPool, type Job } from "./pool";
import { createSettling, type Settling } from "./settling";

export interface SendingDeps extends ReceiptParts {
  storage: Storage;
  outbox: Outbox;
  clock: Clock;
  client: ProvinceClient;
  backoff: Backoff;
  random(): number;
  journal: RunJournal;
  signal: AbortSignal;
  interrupt(): void;
  progress: Pick<Progress, "moved">;
  notes: Pick<UploadNotes, "flush">;
  /** Returns when the province has the file. */
  uploadFile(sha256: string): Promise<void>;
  /** How many files may be under way together now; 0: pages have to wait. */
  fileLanes(): number;
  /** Operations whose record is at the province, with the pages that it lacks: not pushed again after each cut. */
  pushed: Map<string, Map<string, number>>;
  /** Nothing was stored at the province: the record there has moved on. Decides what becomes of the operation. */
  onConflict(writer: Writer, row: OutboxRow, standing: StandingRecord): void;
  /** A dossier's delivery has changed and is stored. */
  onDossier(dossierId: string): void;
}

const WORKERS = 8;
const PAGE_OF_QUEUE = 100;
/** From then on pages go beside the records: a long queue on a line that is cut again and again must come to its pages. */
const RECORDS_BEFORE_PAGES = 8;
const MOST_REMEMBERED = 10_000;
/** Files can be thrown away by the province between upload and commit; more often than this is a fault of its own. */
const MOST_COMMITS = 3;

interface Sending extends SendingDeps {
  pages: PageQueue;
  settling: Settling;
  /** Ids whose turn it is to be pushed, and to be carried out. */
  toPush: string[];
  toCommit: string[];
  commits: Map<string, number>;
  pushedUpTo: number;
  filesUnderWay: number;
  pushes: number;
}

/** @throws DomainError what ended the run early */
export async function sendDue(deps: SendingDeps): Promise<void> {
  const sending: Sending = {
    ...deps,
    pages: createPageQueue(),
    settling: createSettling(deps),
    toPush: [],
    toCommit: [],
    commits: new Map(),
    pushedUpTo: 0,
    filesUnderWay: 0,
    pushes: 0,
  };
  if (deps.pushed.size > MOST_REMEMBERED) deps.pushed.clear();
  try {
    await runPool({ workers: WORKERS, next: () => nextJob(sending), interrupt: deps.interrupt });
  } finally {
    deps.notes.flush();
  }
}

function nextJob(sending: Sending): Job | undefined {
  if (sending.signal.aborted) throw new DomainError("CANCELLED");
  const commit = sending.toCommit.shift();
  if (commit !== undefined) return () => attempt(sending, commit, carryOut);
  if (sending.pushes >= RECORDS_BEFORE_PAGES && sending.filesUnderWay < sending.fileLanes() - 1) {
    const page = nextPage(sending);
    if (page) return page;
  }
  const push = sending.toPush.shift() ?? findDue(sending);
  return push === undefined ? nextPage(sending) : () => attempt(sending, push, pushRecord);
}

function nextPage(sending: Sending): Job | undefined {
  if (sending.filesUnderWay >= sending.fileLanes()) return undefined;
  const sha256 = sending.pages.take();
  return sha256 === undefined ? undefined : () => sendPage(sending, sha256);
}

function findDue(sending: Sending): string | undefined {
  for (;;) {
    const due = sending.outbox.listDue({ ...dueTime(sending), afterRowid: sending.pushedUpTo, limit: PAGE_OF_QUEUE });
    sending.pushedUpTo = due.at(-1)?.rowid ?? sending.pushedUpTo;
    sending.toPush.push(...due.map(({ id }) => id).filter((id) => !isPushed(sending, id)));
    if (due.length === 0 || sending.toPush.length > 0) return sending.toPush.shift();
  }
}

/** What an earlier run has told the province goes on with its pages. */
function isPushed(sending: Sending, id: string): boolean {
  const missing = sending.pushed.get(id);
  if (!missing) return false;
  if (missing.size === 0) sending.toCommit.push(id);
  else sending.pages.add(id, missing);
  return true;
}

function dueTime({ clock, backoff }: Sending): { nowUtc: string; latestUtc: string } {
  const now = clock.now().getTime();
  const longestPauseMs = Math.max(2 * backoff.mostMs, HOLD_MS);
  return { nowUtc: new Date(now).toISOString(), latestUtc: new Date(now + longestPauseMs).toISOString() };
}

/** Another program, a merge or an amendment may have taken the operation away meanwhile: then there is nothing to do. */
async function attempt(
  sending: Sending,
  id: string,
  work: (sending: Sending, row: OutboxRow) => Promise<void>,
): Promise<void> {
  const row = sending.outbox.markSending(id);
  if (!row) return;
  sending.onDossier(row.dossier_id);
  try {
    await work(sending, row);
  } catch (error) {
    if (errorCodeOf(error) !== "CANCELLED") sending.pushed.delete(row.id);
    sending.settling.settle(row, error);
  } finally {
    sending.onDossier(row.dossier_id);
  }
}

async function pushRecord(sending: Sending, row: OutboxRow): Promise<void> {
  sending.pushes += 1;
  const operation = toWireOperation(row, sending.clock.now());
  takeAnswer(sending, row, await answerOf(sending.client.operations.push(operation)));
}

async function carryOut(sending: Sending, row: OutboxRow): Promise<void> {
  sending.notes.flush();
  takeAnswer(sending, row, await answerOf(sending.client.operations.commit({ opId: row.id })));
}

function takeAnswer(sending: Sending, row: OutboxRow, answer: OperationAnswer): void {
  const { storage, journal, settling } = sending;
  if (answer.outcome === "files_missing") {
    awaitPages(sending, row, answer.missing);
    return;
  }
  storage.transaction((writer) => {
    if (answer.outcome === "conflict") sending.onConflict(writer, row, answer.standing);
    else {
      acceptReceipt(sending, writer, { row, receipt: answer.receipt });
      journal.accepted(writer, row.id);
    }
  });
  sending.pushed.delete(row.id);
  settling.passed();
  sending.progress.moved();
  const next = sending.outbox.findDueOf(row.dossier_id, dueTime(sending));
  if (next !== undefined) sending.toPush.push(next);
}

/** Between record and pages it waits: an amendment may still take its place. */
function awaitPages(sending: Sending, row: OutboxRow, missing: readonly string[]): void {
  const commits = (sending.commits.get(row.id) ?? -1) + 1;
  sending.commits.set(row.id, commits);
  if (commits === MOST_COMMITS) throw new DomainError("PROVINCE_FAILED", { missing: missing.length });
  sending.outbox.markWaiting(row.id);
  const sizes = filesOf(JSON.parse(row.payload) as DossierRecord);
  const lacking = new Map(missing.map((sha256) => [sha256, sizes.get(sha256) ?? 0]));
  sending.pushed.set(row.id, lacking);
  sending.pages.add(row.id, lacking);
}

async function sendPage(sending: Sending, sha256: string): Promise<void> {
  sending.filesUnderWay += 1;
  try {
    await sending.uploadFile(sha256);
    sending.toCommit.push(...sending.pages.done(sha256));
  } catch (error) {
    const ids = sending.pages.fail(sha256);
    sending.settling.settleAll(ids, error);
  } finally {
    sending.filesUnderWay -= 1;
  }
}
