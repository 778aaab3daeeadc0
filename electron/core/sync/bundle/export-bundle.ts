// Takes the open queue onto a stick as one bundle. Everything stays in the queue until the receipt bundle comes back.
import fs from "node:fs";
import { v7 as createId } from "uuid";
import { DomainError } from "../../../../shared/errors";
import { BUNDLE_MAGIC, canonicalJson, signedByCounter, toWireTime, type BundleManifest } from "../../../../shared/wire";
import type { OutboxRow } from "../outbox-row";
import { toFault } from "../sending/verdict";
import type { BundleDeps, Doing } from "./bundle-deps";
import { selectOperations, type Room, type Selection } from "./select-operations";
import { removeUnfinished, writeBundle, type WrittenBundle } from "./write-bundle";

export interface Exported {
  runId: string;
  file: string;
  sizeBytes: number;
  operations: number;
  left: number;
}

const PIECE_BYTES = 256 * 1024;

/**
 * @throws DomainError PROVINCE_NOT_CONFIGURED, COUNTER_NOT_CONFIGURED, QUEUE_EMPTY, BUNDLE_FOLDER_UNWRITABLE,
 *   DEVICE_KEY_UNAVAILABLE, CANCELLED
 */
export async function exportBundle(
  deps: BundleDeps,
  request: { folder: string; room?: Room },
  doing: Doing,
): Promise<Exported> {
  const startedAtUtc = deps.clock.now().toISOString();
  const { counterId, province } = deps.enrolment();
  const { counter } = deps.settings.read();
  if (!counter) throw new DomainError("COUNTER_NOT_CONFIGURED");
  const prefix = `${counter.unitCode}-${counter.machineCode}-`.replaceAll(/[^\w.-]/g, "_");
  if (!fs.existsSync(request.folder)) throw new DomainError("BUNDLE_FOLDER_UNWRITABLE", { cause: "ENOENT" });
  removeUnfinished(request.folder, prefix);
  for (;;) {
    const selection = deps.storage.transaction((writer) => selectOperations(writer, request.room));
    if (selection.rows.length === 0) throw new DomainError("QUEUE_EMPTY");
    const bundleId = createId();
    const manifest = manifestOf(deps, selection, { bundleId, counterId, unitCode: counter.unitCode });
    const content = await plainContent(deps, manifest, doing);
    const name = prefix + localMinute(deps.clock.now());
    const job = { folder: request.folder, name, recipient: province.bundleRecipient, signal: doing.signal };
    const written = await writeUnlessDamaged(deps, { ...job, content }, selection.rows);
    if (written) return note(deps, { bundleId, startedAtUtc, selection, written });
  }
}

function manifestOf(
  deps: BundleDeps,
  { rows, files }: Selection,
  head: Pick<BundleManifest, "bundleId" | "counterId" | "unitCode">,
): BundleManifest {
  return {
    ...head,
    createdAtUtc: deps.clock.now().toISOString(),
    operations: rows.map(deps.toWireOperation),
    files: [...files].map(([sha256, sizeBytes]) => ({ sha256, sizeBytes })),
  };
}

async function plainContent(deps: BundleDeps, manifest: BundleManifest, { onProgress }: Doing) {
  const line = canonicalJson(manifest);
  const head = `${BUNDLE_MAGIC}\n${line}\n${await deps.sign(signedByCounter(line))}\n`;
  const totalBytes = manifest.files.reduce((sum, file) => sum + file.sizeBytes, 1);
  return (async function* content(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(head, "utf8");
    let sentBytes = 0;
    for (const { sha256, sizeBytes } of manifest.files) {
      const bytes = deps.readBlob(sha256);
      if (bytes.byteLength !== sizeBytes) throw new DomainError("BLOB_DAMAGED", { sha256 });
      for (let at = 0; at < sizeBytes; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
      sentBytes += sizeBytes;
      onProgress(sentBytes / totalBytes);
    }
  })();
}

/** A page that is damaged here parks its own operations; the others go. @returns null when it has to begin anew without them */
async function writeUnlessDamaged(
  deps: BundleDeps,
  job: Parameters<typeof writeBundle>[0],
  rows: readonly OutboxRow[],
): Promise<WrittenBundle | null> {
  try {
    return await writeBundle(job);
  } catch (error) {
    const sha256 = error instanceof DomainError && error.code.startsWith("BLOB_") ? error.facts["sha256"] : undefined;
    if (typeof sha256 !== "string") throw error;
    const concerned = rows.filter((row) => row.payload.includes(sha256));
    if (concerned.length === 0) throw error;
    for (const row of concerned) deps.outbox.markAttention(row.id, toFault(error));
    return null;
  }
}

interface Done {
  bundleId: string;
  startedAtUtc: string;
  selection: Selection;
  written: WrittenBundle;
}

/** Only now do the operations count as taken along; what has gone over the line in the meantime does not. */
function note(deps: BundleDeps, { bundleId, startedAtUtc, selection, written }: Done): Exported {
  const runId = createId();
  const nowUtc = deps.clock.now().toISOString();
  const { file, sizeBytes } = written;
  deps.storage.transaction((writer) => {
    writer.run(
      `INSERT INTO sync_runs (id, kind, started_at_utc, ended_at_utc, left_over, bytes)
       VALUES (?, 'bundle_export', ?, ?, ?, ?)`,
      ...[runId, startedAtUtc, nowUtc, selection.left, sizeBytes],
    );
    writer.run(
      "INSERT INTO bundles (id, run_id, file, size_bytes, exported_at_utc) VALUES (?, ?, ?, ?, ?)",
      ...[bundleId, runId, file, sizeBytes, nowUtc],
    );
    for (const { id } of selection.rows) {
      writer.run("UPDATE outbox SET bundle_id = ? WHERE id = ? AND state IN ('waiting', 'sending')", bundleId, id);
      writer.run(
        "INSERT INTO sync_run_operations (run_id, operation_id, outcome) VALUES (?, ?, 'exported')",
        ...[runId, id],
      );
    }
  });
  deps.changes.publish({ topic: "sync", id: null });
  return { runId, file, sizeBytes, operations: selection.rows.length, left: selection.left };
}

/** yyMMdd-HHmm in the commune's time. */
function localMinute(now: Date): string {
  const text = toWireTime(now.toISOString());
  return `${text.slice(2, 8)}-${text.slice(8, 12)}`;
}
