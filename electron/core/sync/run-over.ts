// Sets up one run over the registered line and says how it went.
import { errorCodeOf } from "../../../shared/errors";
import { createProvinceClient } from "./province-client";
import { readTotals } from "./queue-view";
import { run } from "./run";
import type { SyncParts } from "./sync-parts";

/** @throws DomainError what ended the run early */
export async function runOver(parts: SyncParts, signal: AbortSignal): Promise<void> {
  const registration = parts.link.findRegistration();
  if (!registration) return;
  const { provinceUrl, token, counterId } = registration;
  const { timing, fetch, link, changes, storage } = parts;
  const showProgress = () => changes.publish({ topic: "sync", id: null });
  parts.progress.begin(readTotals(storage.read).waitingBytes);
  try {
    await run({
      ...parts,
      counterId,
      client: createProvinceClient({ fetch, timeoutMs: timing.requestTimeoutMs, signal }, provinceUrl, token),
      line: { fetch, timeoutMs: timing.pieceTimeoutMs, signal, provinceUrl, token },
      pieceBytes: timing.pieceBytes,
      backoff: timing.backoff,
      onProgress: showProgress,
      onContact: () => {
        link.report("online");
        showProgress();
      },
      onDossier: (id) => {
        changes.publish({ topic: "dossiers", id });
        showProgress();
      },
    });
  } catch (error) {
    reportFailure(parts, error);
    throw error;
  }
}

function reportFailure({ link }: SyncParts, error: unknown): void {
  const code = errorCodeOf(error);
  if (code === "PROVINCE_UNAUTHORISED") link.report("unauthorised");
  else if (code.startsWith("PROVINCE_")) link.report("offline");
}
