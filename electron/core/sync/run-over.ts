// Sets up one run over the registered line and says how it went.
import { errorCodeOf, type ErrorCode } from "../../../shared/errors";
import { dossiersOfFile, takeArriving } from "./arriving";
import { answerOf, createProvinceClient, type ProvinceClient } from "./province-client";
import { pullChanges } from "./pull";
import { readTotals } from "./queue-view";
import { catchUpWithRestored } from "./restore";
import { run } from "./run";
import { beginRun, type RunJournal } from "./runs/journal";
import { sendDue } from "./sending/sending";
import { toFault } from "./sending/verdict";
import type { SyncParts } from "./sync-parts";
import type { Registration } from "./sync-state";
import { uploadFile } from "./transfer/upload";
import type { Line } from "./transport/line";

export interface RunRequest {
  /** By hand or as the day's: window and metered line notwithstanding. */
  pagesNow: boolean;
  /** Of an end of day, which lasts over cuts until the queue has had its turn; null: a background run of its own. */
  endOfDay: RunJournal | null;
}

/** @throws DomainError what ended the run early */
export async function runOver(parts: SyncParts, request: RunRequest, signal: AbortSignal): Promise<void> {
  const registration = parts.link.findRegistration();
  if (!registration) return;
  const journal = request.endOfDay ?? beginRun(parts, "background");
  parts.progress.begin(readTotals(parts.storage.read).waitingBytes);
  try {
    await runSteps(parts, { registration, journal, request, signal });
    journal.end(null);
  } catch (error) {
    reportFailure(parts, error);
    if (!request.endOfDay) journal.end(toFault(error));
    throw error;
  } finally {
    rememberLine(parts);
  }
}

function rememberLine({ storage, state, pieces }: SyncParts): void {
  const known = pieces.known();
  if (known && JSON.stringify(known) !== JSON.stringify(state.find("line")))
    storage.transaction((writer) => state.set(writer, "line", known));
}

interface RunContext {
  registration: Registration;
  journal: RunJournal;
  request: RunRequest;
  signal: AbortSignal;
}

async function runSteps(parts: SyncParts, context: RunContext): Promise<void> {
  const { changes, link } = parts;
  const showProgress = notTooOften(() => changes.publish({ topic: "sync", id: null }));
  const onDossier = (id: string) => {
    changes.publish({ topic: "dossiers", id });
    showProgress();
  };
  const ending = new AbortController();
  const end = () => ending.abort();
  context.signal.addEventListener("abort", end);
  const line = lineOf(parts, context.registration, ending.signal);
  const client = createProvinceClient(line);
  try {
    await run(parts, {
      client,
      counterId: context.registration.counterId,
      backlog: () => backlogOf(parts),
      onContact() {
        link.report("online");
        showProgress();
      },
      afterSession: (session) => catchUpWithRestored({ ...parts, client }, session),
      pull: async () => (await pullChanges({ ...parts, client })).forEach(onDossier),
      send: () =>
        besideArriving(parts, { line, client, signal: ending.signal, end, onDossier }, () =>
          sendDue({
            ...parts,
            client,
            journal: context.journal,
            backoff: parts.timing.backoff,
            signal: ending.signal,
            interrupt: end,
            fileLanes: () => (context.request.pagesNow || parts.hold.pages() === "none" ? parts.pieces.lanes() : 0),
            uploadFile: (sha256) =>
              uploadFile(
                {
                  ...parts,
                  line,
                  isStored: async (hash) => (await answerOf(client.files.status({ sha256: hash }))).stored,
                  onSent(bytes) {
                    parts.progress.moved();
                    context.journal.addBytes(bytes);
                    showProgress();
                  },
                },
                sha256,
              ),
            onDossier,
          }),
        ),
    });
  } finally {
    context.signal.removeEventListener("abort", end);
  }
}

interface Beside {
  line: Line;
  client: ProvinceClient;
  signal: AbortSignal;
  end(): void;
  onDossier(id: string): void;
}

/** How long files may still come when everything has gone out; the rest comes in the next run. */
const FILES_LAST_MS = 20_000;

/** What comes down comes while the rest goes up; neither waits for the other for long. */
async function besideArriving(parts: SyncParts, beside: Beside, send: () => Promise<void>): Promise<void> {
  let lastMs = Number.POSITIVE_INFINITY;
  const arriving = takeArriving({
    ...parts,
    ...beside,
    newsMs: parts.timing.newsMs,
    takesAll: () => parts.hold.pages() === "none",
    mayGoOn: () => !beside.signal.aborted && performance.now() < lastMs,
    onFile: (sha256) => dossiersOfFile(parts.storage.read, sha256).forEach(beside.onDossier),
  }).catch((error: unknown) => {
    console.error("sync: taking what arrives failed", error instanceof Error ? error.stack : "");
  });
  try {
    await send();
    lastMs = performance.now() + FILES_LAST_MS;
  } catch (error) {
    beside.end();
    throw error;
  } finally {
    await arriving;
  }
}

export function lineOf(parts: SyncParts, registration: Registration, signal: AbortSignal): Line {
  return {
    provinceUrl: registration.provinceUrl,
    exchange: parts.exchangeFor(registration.caPem),
    identity: parts.identity,
    timeoutMs: parts.timing.requestTimeoutMs,
    signal,
  };
}

function backlogOf({ storage }: SyncParts): { operations: number; bytes: number } {
  const { waiting, sending, attention, waitingBytes } = readTotals(storage.read);
  return { operations: waiting + sending + attention, bytes: waitingBytes };
}

const CUTS: readonly ErrorCode[] = ["PROVINCE_UNREACHABLE", "PROVINCE_TIMEOUT", "PROVINCE_NO_ROUTE"];

function reportFailure({ link, pieces }: SyncParts, error: unknown): void {
  const code = errorCodeOf(error);
  if (CUTS.includes(code)) pieces.cut();
  if (code === "PROVINCE_UNAUTHORISED") link.report("unauthorised");
  else if (code.startsWith("PROVINCE_")) link.report("offline");
}

const SHOWN_EVERY_MS = 200;

/** The window asks for the whole status at each word. */
function notTooOften(show: () => void): () => void {
  let shownAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    if (now - shownAt < SHOWN_EVERY_MS) return;
    shownAt = now;
    show();
  };
}
