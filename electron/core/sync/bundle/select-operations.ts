// Which operations go into one bundle: open ones in their order, and no more than a stick's file and the manifest can hold.
import { filesOf, MOST_BUNDLE_BYTES, MOST_MANIFEST_BYTES, type DossierRecord } from "../../../../shared/wire";
import type { Reader, Writer } from "../../storage";
import { hasFile } from "../arriving/downloads";
import type { OutboxRow } from "../outbox-row";

export interface Selection {
  rows: OutboxRow[];
  /** Sizes by hash, each file once. */
  files: Map<string, number>;
  /** Open operations that did not fit. */
  left: number;
}

export interface Room {
  bundleBytes: number;
  manifestBytes: number;
}

/** The encryption adds 16 bytes to each 64 KiB, and its header. */
const MOST_ROOM: Room = {
  bundleBytes: Math.floor(MOST_BUNDLE_BYTES * 0.999) - MOST_MANIFEST_BYTES,
  manifestBytes: MOST_MANIFEST_BYTES - 1024 * 1024,
};
/** Of an operation without its payload, and of a file, in the manifest. */
const OPERATION_BYTES = 2048;
const FILE_BYTES = 120;

interface OpenRow {
  id: string;
  dossier_id: string;
  state: string;
  bundle_id: string | null;
}

/**
 * To be called in a transaction: what is chosen is no longer held back for further pages, so that its payload stays as it is.
 * Those that never left with a stick come first, so that several exports together take everything.
 */
export function selectOperations(writer: Writer, room: Room = MOST_ROOM): Selection {
  const selection: Selection = { rows: [], files: new Map(), left: 0 };
  const taken = { bundleBytes: 0, manifestBytes: 0 };
  for (const ids of orderDossiers(readOpen(writer))) {
    for (const [index, id] of ids.entries()) {
      const row = writer.get<OutboxRow>("SELECT * FROM outbox WHERE id = ?", id);
      if (row && take(selection, { row, files: filesToTake(writer, row), taken, room })) continue;
      selection.left += ids.length - index;
      break;
    }
  }
  for (const row of selection.rows)
    writer.run("UPDATE outbox SET next_attempt_at_utc = NULL WHERE id = ? AND state = 'waiting'", row.id);
  return selection;
}

/** By dossier: its operations up to the first that needs attention or is under way; oldest dossier first. */
function readOpen(reader: Reader): OpenRow[][] {
  const rows = reader.all<OpenRow>(
    `SELECT id, dossier_id, state, bundle_id FROM outbox WHERE state NOT IN ('sent', 'replaced')
     ORDER BY min(rowid) OVER (PARTITION BY dossier_id), sequence`,
  );
  const byDossier = new Map<string, OpenRow[]>();
  for (const row of rows) byDossier.set(row.dossier_id, [...(byDossier.get(row.dossier_id) ?? []), row]);
  return [...byDossier.values()].map((all) => {
    const stop = all.findIndex((row) => row.state !== "waiting");
    return stop < 0 ? all : all.slice(0, stop);
  });
}

function orderDossiers(dossiers: OpenRow[][]): string[][] {
  const isNew = (rows: OpenRow[]) => rows.some((row) => row.bundle_id === null);
  const ordered = [...dossiers.filter(isNew), ...dossiers.filter((rows) => !isNew(rows))];
  return ordered.map((rows) => rows.map((row) => row.id));
}

/** A paper that another unit digitised is at the province: while it has not come down here, its hash is enough. */
function filesToTake(reader: Reader, row: OutboxRow): [sha256: string, sizeBytes: number][] {
  return [...filesOf(JSON.parse(row.payload) as DossierRecord)].filter(
    ([sha256]) => hasFile(reader, sha256) || !isOfRemotePaper(reader, row.dossier_id, sha256),
  );
}

function isOfRemotePaper(reader: Reader, dossierId: string, sha256: string): boolean {
  const sql = `
    SELECT 1 FROM components c JOIN remote_papers r ON r.paper_id = c.remote_paper_id, json_each(r.files) f
     WHERE c.dossier_id = ? AND f.value ->> 'sha256' = ? LIMIT 1`;
  return reader.value<number>(sql, dossierId, sha256) !== undefined;
}

interface Candidate {
  row: OutboxRow;
  files: readonly [sha256: string, sizeBytes: number][];
  taken: Room;
  room: Room;
}

/** @returns false when there is no room for it */
function take(selection: Selection, { row, files, taken, room }: Candidate): boolean {
  const fresh = files.filter(([sha256]) => !selection.files.has(sha256));
  const bundleBytes = taken.bundleBytes + fresh.reduce((sum, [, sizeBytes]) => sum + sizeBytes, 0);
  const manifestBytes =
    taken.manifestBytes + Buffer.byteLength(row.payload) + OPERATION_BYTES + fresh.length * FILE_BYTES;
  if (bundleBytes > room.bundleBytes || manifestBytes > room.manifestBytes) return false;
  Object.assign(taken, { bundleBytes, manifestBytes });
  for (const [sha256, sizeBytes] of fresh) selection.files.set(sha256, sizeBytes);
  selection.rows.push(row);
  return true;
}
