// What the province got from this counter without its answer getting through is no edit of somebody else: what the officer
// changed afterwards was made from it, not against it.
import { canonicalJson, DossierRecord, type SubmittedFile } from "../../../../shared/wire";
import type { Reader } from "../../storage";
import type { OutboxRow } from "../outbox-row";

export interface OwnEdits {
  base: DossierRecord;
  theirs: DossierRecord;
  /** Records that this counter may have sent since the base. */
  own: readonly DossierRecord[];
}

/** Records of a dossier's operations before this one, back to the last that was confirmed. */
export function listOwnEdits(reader: Reader, { dossier_id, sequence }: OutboxRow): DossierRecord[] {
  const rows = reader.all<{ payload: string }>(
    `SELECT payload FROM outbox WHERE dossier_id = ? AND sequence < ? AND sequence >
       (SELECT ifnull(max(sequence), 0) FROM outbox WHERE dossier_id = ? AND state = 'sent') ORDER BY sequence`,
    ...[dossier_id, sequence, dossier_id],
  );
  return rows.map(({ payload }) => DossierRecord.parse(JSON.parse(payload)));
}

/** The base with every field and page in which theirs is what this counter has sent itself. */
export function baseWithOwnEdits({ base, theirs, own }: OwnEdits): DossierRecord {
  const next: Record<string, unknown> = { ...base };
  for (const field of Object.keys(theirs) as (keyof DossierRecord)[])
    if (field !== "TaiLieuNop" && own.some((record) => isSame(record[field], theirs[field])))
      next[field] = theirs[field];
  return { ...(next as DossierRecord), TaiLieuNop: baseFiles({ base, theirs, own }) };
}

function baseFiles({ base, theirs, own }: OwnEdits): SubmittedFile[] {
  const find = (record: DossierRecord, id: string) => record.TaiLieuNop.find((file) => file.TepDinhKemId === id);
  const ids = new Set([...base.TaiLieuNop, ...theirs.TaiLieuNop].map((file) => file.TepDinhKemId));
  return [...ids].flatMap((id) => {
    const known = find(theirs, id);
    const isOwn = own.some((record) => isSame(find(record, id), known));
    return (isOwn ? known : find(base, id)) ?? [];
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null);
}
